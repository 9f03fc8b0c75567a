"""The help pages: what each command and option is for, in Chinese and English."""

from collections.abc import Mapping, Sequence
from typing import Final

from app.auth.permissions import Permission
from app.cli.keys_texts import KEYS_HELP
from app.cli.lexicon_texts import LEXICON_HELP
from app.cli.log_texts import LOG_HELP
from app.cli.products_texts import PRODUCTS_HELP
from app.cli.queue_texts import QUEUE_HELP
from app.cli.releases_texts import RELEASES_HELP
from app.cli.rules_life_texts import LIFE_HELP
from app.cli.rules_waivers_texts import WAIVER_HELP
from app.model.finding import Localized
from app.model.principal import Role
from app.model.vocabulary import (
    PRODUCTS,
    Audience,
    Channel,
    Decision,
    Family,
    Jurisdiction,
    Language,
    RuleStatus,
    Severity,
    Stage,
)

HELP: Final[Mapping[str, Localized]] = {
    "shenyan": Localized(
        "慎言：金融机构对外消息发送前的合规审查。", "Compliance review of a financial institution's outbound messages."
    ),
    "lang": Localized("界面语言；默认随 LANG，否则中文。", "Language of the screen; follows LANG, else Chinese."),
    "version": Localized("显示版本。", "Show the version."),
    "check": Localized(
        "审查一条消息。退出码：0 可发送，1 需修改，2 禁止，3 出错。",
        "Review one message. Exit code: 0 pass, 1 revise, 2 block, 3 error.",
    ),
    "check.file": Localized("UTF-8 文本文件；- 为标准输入。", "A text file in UTF-8; - is standard input."),
    "fix": Localized(
        "照可直接采用的建议改好一条消息，复审后显示改动和余下的问题。退出码同 check。",
        "Carry out the safe suggestions, review again, show what changed and what remains. Exit code as check.",
    ),
    "fix.file": Localized("UTF-8 文本文件；- 为标准输入。", "A text file in UTF-8; - is standard input."),
    "fix.write": Localized(
        "写回文件；标准输入则把改好的文字写到标准输出。",
        "Write the file; with -, print the changed text alone to standard output.",
    ),
    "fix.unsafe": Localized(
        "也采用须人工确认的建议（发送前请看一遍）。",
        "Also carry out those that a person should look at: read the text before you send it.",
    ),
    "channel": Localized("发送渠道。", "How the message leaves the institution."),
    "product": Localized(
        "产品，可重复给出；不写则由文字判断。", "Product, may be repeated; judged from the text if not given."
    ),
    "audience": Localized("受众。", "Who reads the message."),
    "stage": Localized("消息所处阶段。", "Where in its life the message is."),
    "jurisdiction": Localized(
        "适用哪里的法规；不写则由文字判断。", "Whose law applies; judged from the text if not given."
    ),
    "language": Localized(
        "消息的语言；不写则由文字判断。", "The message's language; judged from the text if not given."
    ),
    "campaign": Localized("所属活动，供豁免核对。", "Its campaign, for waivers that are narrowed to one."),
    "day": Localized(
        "按哪一天有效的规则审查（YYYY-MM-DD）；默认今天。",
        "Judge by the rules in force on this day (YYYY-MM-DD); default today.",
    ),
    "format": Localized("输出格式。", "Output format."),
    "trace": Localized(
        "同时说明每一步：检测、事实、条件、结论步骤。",
        "Also show every step: detections, facts, conditions, policy step.",
    ),
    "check.log": Localized("是否写入结论日志。", "Whether the verdict is appended to the verdict log."),
    "eval": Localized(
        "用标注数据集评测：数字、报告、判错的消息、评分脚本要的结果行。",
        "Run labelled data sets: figures, reports, messages judged wrongly, the rows a scorer reads.",
    ),
    "eval.dataset": Localized("JSONL 数据集，可给多个。", "Data sets, JSONL; several may be given."),
    "eval.report": Localized(
        "报告目录：HTML、Markdown、图和数字。", "Folder for a report: HTML, Markdown, plots and figures."
    ),
    "eval.docs": Localized(
        "把评测写成文档页（Markdown，图在同名目录）。",
        "Write the page of the documentation (Markdown; its plots go into a folder of the same name).",
    ),
    "eval.floors": Localized(
        "与记下的下限比较；有一个数字更低，退出码 1。",
        "Compare with recorded floors; exit code 1 when a figure is lower.",
    ),
    "eval.record": Localized(
        "记下下限：只升不降，数据集变了才重设。",
        "Record the floors: they only rise, and are set anew when a data set has changed.",
    ),
    "eval.out": Localized("结果文件（JSONL）。", "Where the result rows go (JSONL)."),
    "eval.pii": Localized("只找个人信息，写出带类型的位置。", "Look for personal data alone; write typed spans."),
    "eval.errors": Localized("列出 N 条判错的消息。", "List N messages judged wrongly."),
    "eval.rule": Localized(
        "只看触发了这条规则的消息（对错都列）。", "Only messages on which this rule fired, right or wrong."
    ),
    "eval.family": Localized("只看这一类判错的消息。", "Only messages wrong in this family."),
    "eval.id": Localized("只看 id 以此开头的消息（对错都列）。", "Only messages whose id starts so, right or wrong."),
    "eval.day": Localized("行里没有日期时用的日期；默认今天。", "The day of rows that have none; default today."),
    "rules": Localized("规则文件：检查、测试、新建、列出。", "The rule files: lint, test, start, list."),
    "rules.lint": Localized(
        "列出规则文件的每一处错误；有错误时退出码 1。", "List every problem; exit code 1 if there is one."
    ),
    "rules.test": Localized(
        "运行规则自带的例子；有不成立的退出码 1。", "Run the rules' examples; exit code 1 if one does not hold."
    ),
    "rules.new": Localized("写一个可用的规则文件作开头。", "Write a valid rule file to start from."),
    "rules.list": Localized("列出规则。", "List the rules."),
    "rules.coverage": Localized(
        "每项法规义务由哪些规则检查，或为什么检查不了；有未说明的退出码 1。",
        "Which rules check each obligation, or why none can; exit code 1 if one is open.",
    ),
    "rules.docs": Localized(
        "规则说明页和编辑器用的 JSON Schema；过期时退出码 1。",
        "The pages about the rules, and the JSON Schema for editors; exit code 1 if out of date.",
    ),
    "rules.write": Localized(
        "写入文件；不写则只核对是否最新。", "Write the files; without it, only see if they are current."
    ),
    "rules.docs-folder": Localized(
        "文档目录；默认规则目录旁的 docs。", "Folder of the pages; default docs beside the rules."
    ),
    "rules.path": Localized(
        "项目、规则目录或一个文件；默认设置里的目录。",
        "A project, a folder of rules, or one file; default from the settings.",
    ),
    "rules.what": Localized(
        "规则编号，或规则文件、目录；默认全部。", "A rule's id, a rule file or a folder; default all."
    ),
    "rules.strict": Localized("有提示也以 1 退出。", "Exit with 1 for advice too."),
    "new.id": Localized("规则编号，也是文件名。", "The rule's id, and its file's name."),
    "new.family": Localized("类别。", "Family."),
    "new.jurisdiction": Localized("法域。", "Jurisdiction."),
    "list.family": Localized("只列这一类。", "Only this family."),
    "list.severity": Localized("只列这一级。", "Only this severity."),
    "list.status": Localized("只列这一状态。", "Only this status."),
    "explain": Localized("用文字说明一条规则。", "Explain a rule in words."),
    "explain.rule": Localized("规则编号。", "The rule's id."),
    "log": Localized("结论日志：查看、检索、导出、验证。", "The verdict log: show, search, export, verify."),
    "log.show": Localized("显示一条结论。", "Show one verdict."),
    "log.search": Localized("检索结论，新的在前。", "Search the verdicts, newest first."),
    "log.verify": Localized(
        "验证日志未被改动；有改动时退出码 1 并指出记录。", "Prove the log unchanged; exit code 1 names the record."
    ),
    "log.id": Localized("审查编号。", "The review's id."),
    "log.format": Localized("输出格式。", "Output format."),
    "log.decision": Localized("只看这种结论。", "Only this decision."),
    "log.channel": Localized("只看这个渠道。", "Only this channel."),
    "log.rule": Localized("只看触发了这条规则的。", "Only reviews on which this rule fired."),
    "log.family": Localized("只看有这一类问题的。", "Only reviews with findings of this family."),
    "log.principal": Localized("只看此人或系统提交的。", "Only reviews asked for by this principal."),
    "log.since": Localized("从这一天起。", "From this day on."),
    "log.until": Localized("到这一天为止（含）。", "Up to this day, included."),
    "log.limit": Localized("最多几条。", "At most so many."),
    "log.cursor": Localized("从上次的位置继续。", "Go on from the last page."),
    **PRODUCTS_HELP,
    **LIFE_HELP,
    **LEXICON_HELP,
    **WAIVER_HELP,
    **KEYS_HELP,
    **RELEASES_HELP,
    **QUEUE_HELP,
    **LOG_HELP,
    "serve": Localized("启动 HTTP 服务。", "Run the HTTP service."),
    "serve.host": Localized("监听地址；默认 127.0.0.1。", "Address to listen on; default 127.0.0.1."),
    "serve.port": Localized("端口；默认 8000。", "Port; default 8000."),
    "serve.workers": Localized("进程数。", "Number of processes."),
    "bulk": Localized("批量审查；可中断，再次运行即继续。", "Review a file of messages; may be stopped and run again."),
    "bulk.in": Localized(
        "输入：每行一条消息（字段同 HTTP 接口），或同名列的 CSV。",
        "A message a line (fields as in HTTP), or CSV.",
    ),
    "bulk.out": Localized("输出：每行一条结论，顺序同输入。", "One verdict a line, in the order of the input."),
    "bulk.processes": Localized("进程数；默认每核一个。", "Number of processes; default one a core."),
}

# What may be given, by the help text's key.
CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "channel": tuple(Channel),
    "product": tuple(PRODUCTS),
    "audience": tuple(Audience),
    "stage": tuple(Stage),
    "jurisdiction": tuple(Jurisdiction),
    "language": tuple(Language),
    "eval.family": tuple(Family),
    "log.format": ("text", "json"),
    "log.decision": tuple(Decision),
    "log.channel": tuple(Channel),
    "log.family": tuple(Family),
    "new.family": tuple(Family),
    "new.jurisdiction": tuple(Jurisdiction),
    "list.family": tuple(Family),
    "list.severity": tuple(Severity),
    "list.status": tuple(RuleStatus),
    "keys.role": tuple(Role),
    "keys.scope": tuple(Permission),
    "keys.format": ("text", "json"),
    "format": ("text", "json", "sarif", "junit"),
}
