"""Every sentence that commands say, in Chinese and English. Help pages have their own table."""

from collections.abc import Mapping
from typing import Final, Literal

from app.cli.command_texts import COMMAND_TEXTS
from app.cli.keys_texts import KEYS_TEXTS
from app.cli.lexicon_texts import LEXICON_TEXTS
from app.cli.log_texts import LOG_TEXTS
from app.cli.products_texts import PRODUCTS_TEXTS
from app.cli.queue_texts import QUEUE_TEXTS
from app.cli.releases_texts import RELEASES_TEXTS
from app.cli.rules_life_texts import LIFE_TEXTS
from app.cli.rules_waivers_texts import WAIVER_TEXTS
from app.model.finding import Localized

Tongue = Literal["zh", "en"]

TEXTS: Final[Mapping[str, Localized]] = {
    # --- errors -------------------------------------------------------------------------------------------------
    "error.head": Localized("错误：", "error: "),
    "error.cure": Localized("解决：", "cure: "),
    "error.no-file": Localized("找不到文件 {path}。", "There is no file {path}."),
    "error.no-file.cure": Localized(
        "请检查路径；从标准输入读取请写 -。", "Check the path; write - to read standard input."
    ),
    "error.file": Localized("无法读写 {path}：{why}。", "Cannot read or write {path}: {why}."),
    "error.not-utf8": Localized(
        "{path} 第 {line} 行不是 UTF-8（第 {column} 字节）。", "{path} line {line} is not UTF-8 (byte {column})."
    ),
    "error.not-utf8.cure": Localized("请另存为 UTF-8 再试。", "Save it as UTF-8 and try again."),
    "error.empty": Localized("{path} 是空的，没有可审查的文字。", "{path} is empty: there is no text to review."),
    "error.empty.cure": Localized("请写入消息正文。", "Put the message's text into it."),
    "error.day": Localized("“{value}”不是日期。", "“{value}” is not a day."),
    "error.day.cure": Localized("请写成 2026-01-31 的样子。", "Write it like 2026-01-31."),
    "error.lang": Localized("--lang 不认识“{value}”。", "--lang does not know “{value}”."),
    "error.lang.cure": Localized("写 --lang zh 或 --lang en。", "Write --lang zh or --lang en."),
    "error.rule-set": Localized(
        "规则文件有 {count} 处错误，未载入。", "The rule files have {count} problem(s) and were not loaded."
    ),
    "error.rule-set.cure": Localized(
        "运行 shenyan rules lint 查看全部位置。", "Run shenyan rules lint to see every place."
    ),
    "error.unforeseen": Localized("程序内部错误（{type}，{place}）。", "Internal error ({type}, {place})."),
    "error.unforeseen.cure": Localized(
        "没有给出结论；请把命令和版本号告诉维护者。",
        "No verdict was given; tell the maintainers the command and the version.",
    ),
    "error.option": Localized("没有选项 {name}。", "There is no option {name}."),
    "error.near": Localized("是不是 {near}？", "Did you mean {near}?"),
    "error.command": Localized("没有命令 {name}。", "There is no command {name}."),
    "error.command.cure": Localized("运行 {command} --help 查看命令。", "Run {command} --help to see the commands."),
    "error.command.near": Localized("没有命令 {name}。", "There is no command {name}."),
    "error.command.near.cure": Localized("是不是 {near}？", "Did you mean {near}?"),
    "error.missing": Localized("缺少 {name}。", "{name} is missing."),
    "error.choice": Localized("{name} 不认识“{value}”。", "{name} does not know “{value}”."),
    "error.choice.cure": Localized("可选：{allowed}。", "Choose from: {allowed}."),
    "error.choice.near": Localized("{name} 不认识“{value}”。", "{name} does not know “{value}”."),
    "error.choice.near.cure": Localized(
        "是不是 {near}？可选：{allowed}。", "Did you mean {near}? Choose from: {allowed}."
    ),
    "error.value": Localized("{name} 的取值不对：{why}", "{name} has a wrong value: {why}"),
    "error.usage": Localized("命令写法不对：{why}", "The command is not written right: {why}"),
    "error.usage.cure": Localized("运行 {command} --help 查看用法。", "Run {command} --help."),
    "error.no-rule": Localized("没有规则“{rule}”。", "There is no rule “{rule}”."),
    "error.no-rule.cure": Localized(
        "运行 shenyan rules list 查看全部规则。", "Run shenyan rules list to see all rules."
    ),
    "error.no-rule.near": Localized("没有规则“{rule}”。", "There is no rule “{rule}”."),
    "error.no-rule.near.cure": Localized("是不是 {near}？", "Did you mean {near}?"),
    "error.no-rows": Localized("{path} 没有数据行。", "{path} has no rows."),
    "error.no-rows.cure": Localized("每行写一个 JSON 对象。", "Write one JSON object a line."),
    # --- help ---------------------------------------------------------------------------------------------------
    "help.usage": Localized("用法：{usage}", "Usage: {usage}"),
    "help.options-piece": Localized("[选项]", "[OPTIONS]"),
    "help.command-piece": Localized("命令", "COMMAND"),
    "help.arguments": Localized("参数：", "Arguments:"),
    "help.options": Localized("选项：", "Options:"),
    "help.commands": Localized("命令：", "Commands:"),
    "help.help": Localized("显示本页。", "Show this page."),
    "help.choices": Localized("可选：{allowed}。", " One of {allowed}."),
    "help.default": Localized("默认：{default}。", " Default: {default}."),
    # --- verdict ------------------------------------------------------------------------------------------------
    "decision.pass": Localized("可以发送", "PASS: may be sent"),
    "decision.revise": Localized("需要修改", "REVISE: change it before sending"),
    "decision.block": Localized("禁止发送", "BLOCK: must not be sent"),
    "severity.advise": Localized("提示", "advice"),
    "severity.revise": Localized("修改", "revise"),
    "severity.block": Localized("禁止", "block"),
    "family.misleading": Localized("误导", "misleading"),
    "family.disclosure": Localized("披露", "disclosure"),
    "family.pii": Localized("个人信息", "personal data"),
    "family.tone": Localized("服务语气", "tone"),
    "verdict.clean": Localized("没有发现问题", "nothing found"),
    "verdict.count": Localized("{count} 处问题", "{count} finding(s)"),
    "verdict.counts": Localized("{count} 处问题（{listed}）", "{count} finding(s) ({listed})"),
    "verdict.still": Localized("，还要改第 {numbers} 处", "; still to change: {numbers}"),
    "verdict.edits": Localized("{edits}（{how}）", "{edits} ({how})"),
    "verdict.quote": Localized("原文", "words"),
    "verdict.whole": Localized("整条消息", "the whole message"),
    "verdict.article": Localized("依据", "article"),
    "verdict.why": Localized("理由", "why"),
    "verdict.fix": Localized("改法", "fix"),
    "verdict.reason": Localized("结论", "reason"),
    "verdict.safe": Localized("可直接采用", "safe to apply"),
    "verdict.unsafe": Localized("请人工确认", "look before you apply"),
    "verdict.replace": Localized("“{old}” → “{new}”", "“{old}” → “{new}”"),
    "verdict.delete": Localized("删去“{old}”", "delete “{old}”"),
    "verdict.insert": Localized("加上“{new}”", "add “{new}”"),
    "verdict.shadow": Localized("观察中，不计入结论", "in shadow: does not count"),
    "verdict.exempt": Localized("不计", "exempt"),
    "verdict.approver": Localized("批准", "approved by"),
    "verdict.until": Localized("至 {day}", "until {day}"),
    "exemption.waiver": Localized("豁免 {id}，不计入结论", "waiver {id}: does not count"),
    "exemption.approved-wording": Localized("已批准用语 {id}，不计入结论", "approved wording {id}: does not count"),
    "verdict.failed": Localized("检测器 {detector} 未能运行：{why}", "detector {detector} could not run: {why}"),
    "verdict.timed-out": Localized("检测器 {detector} 超时：{why}", "detector {detector} timed out: {why}"),
    "verdict.unread": Localized("未读 {part}：{why}", "not read, {part}: {why}"),
    "verdict.rewritten": Localized(
        "照改后的文字（复审：{decision}{still}）", "With these changes (reviewed again: {decision}{still})"
    ),
    "verdict.logged": Localized("已留痕 {review_id}", "logged as {review_id}"),
    "verdict.not-logged": Localized("未留痕（--no-log）", "not logged (--no-log)"),
    "verdict.foot": Localized("规则集 {revision} · 版本 {version}", "rule set {revision} · version {version}"),
    "verdict.skipped": Localized("⋮ 略去 {count} 行", "⋮ {count} row(s) not shown"),
    "verdict.hidden": Localized("∅ 是看不见的字符：{listed}", "∅ stands for invisible characters: {listed}"),
    # --- eval ---------------------------------------------------------------------------------------------------
    "eval.wrote": Localized("{rows} 行结果写入 {path}", "{rows} result row(s) written to {path}"),
    "eval.report-wrote": Localized("写好 {path}", "Wrote {path}"),
    "eval.below": Localized(
        "低于下限：{dataset} {figure} {value} < {floor}", "Below its floor: {dataset} {figure} {value} < {floor}"
    ),
    "eval.row-errors": Localized("其中 {errors} 行出错，按禁止计", "{errors} of them failed and count as blocked"),
    "eval.unknown": Localized("不认识的取值（按未给出处理）：{listed}", "Unknown values, taken as not given: {listed}"),
    "eval.time": Localized(
        "每条耗时：中位 {median:.2f} 毫秒，95% {p95:.2f}，最慢 {worst:.2f}；共 {total:.1f} 秒",
        "Time per message: median {median:.2f} ms, 95 % {p95:.2f}, slowest {worst:.2f}; {total:.1f} s in all",
    ),
    "eval.no-labels": Localized("数据集没有标注，不评分。", "The data set has no labels: nothing to score."),
    "eval.accuracy": Localized("结论正确率 {share}（{right}/{rows}）", "Right verdicts {share} ({right}/{rows})"),
    "eval.all-right": Localized(
        "全对的行 {share}（{right}/{rows}）", "Rows without a mistake {share} ({right}/{rows})"
    ),
    "eval.false-alarms": Localized(
        "干净消息误报 {share}（{wrong}/{rows}）", "False alarms on clean messages {share} ({wrong}/{rows})"
    ),
    "eval.by-language": Localized("按语言：{listed}", "By language: {listed}"),
    "eval.confusion": Localized("标注\\结论", "label\\verdict"),
    "eval.family": Localized("类别", "family"),
    "eval.type": Localized("类型", "type"),
    "eval.rule": Localized("规则", "rule"),
    "eval.label": Localized("标注", "label"),
    "eval.hits": Localized("对", "right"),
    "eval.false": Localized("误报", "false"),
    "eval.missed": Localized("漏", "missed"),
    "eval.rules-title": Localized("误报的规则（对/误报）：", "Rules with false alarms (right/false):"),
    "eval.labels-title": Localized("漏掉的标注（漏/共）：", "Labels missed (missed/all):"),
    "eval.shown": Localized("列出 {shown}/{count} 条", "{shown} of {count} shown"),
    "eval.want": Localized("应为", "want"),
    "eval.got": Localized("得到", "got"),
    "eval.lacking": Localized("漏", "lacks"),
    "eval.surplus": Localized("多", "has too many"),
    "eval.missing": Localized("应补披露", "missing disclosure"),
    "eval.right": Localized("判对", "right"),
    "eval.note": Localized("注", "note"),
    "eval.fired": Localized("触发", "fired"),
    **COMMAND_TEXTS,
    **PRODUCTS_TEXTS,
    **LIFE_TEXTS,
    **LEXICON_TEXTS,
    **WAIVER_TEXTS,
    **KEYS_TEXTS,
    **RELEASES_TEXTS,
    **QUEUE_TEXTS,
    **LOG_TEXTS,
}
