"""What single commands say, in Chinese and English: the second half of `TEXTS`."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized

COMMAND_TEXTS: Final[Mapping[str, Localized]] = {
    # --- rules --------------------------------------------------------------------------------------------------
    "lint.problems": Localized("{count} 处错误，{files} 个文件。", "{count} problem(s) in {files} file(s)."),
    "lint.elsewhere": Localized("另有 {count} 处错误在别的文件里。", "{count} more problem(s) in other files."),
    "lint.advice": Localized("{count} 条提示（不算错误）。", "{count} piece(s) of advice; not problems."),
    "lint.clean": Localized(
        "没有错误：{rules} 条规则，{lexicons} 个词库（{terms} 条），{disclosures} 个披露。",
        "No problems: {rules} rules, {lexicons} lexicons ({terms} terms), {disclosures} disclosures.",
    ),
    "test.failed": Localized(
        "{examples} 个例子中 {failed} 个不成立（{rules} 条规则）。",
        "{failed} of {examples} examples do not hold ({rules} rules).",
    ),
    "test.passed": Localized(
        "{rules} 条规则的 {examples} 个例子全部成立。", "All {examples} examples of {rules} rules hold."
    ),
    "test.cases": Localized(
        "{cases} 个案例，{failed} 个的结论变了。", "{cases} known case(s), {failed} judged otherwise."
    ),
    "test.asleep": Localized(
        "未运行草稿或已停用的 {count} 条：{listed}", "Not run, being drafts or retired, {count}: {listed}"
    ),
    "test.because": Localized("因为", "because"),
    "test.not-approved": Localized("不是已批准用语", "not approved wording"),
    "test.silent": Localized("不触发", "does not fire"),
    "test.no-quotes": Localized("触发，没有原文", "fires, no words"),
    "new.wrote": Localized("已写好 {path}", "Wrote {path}"),
    "new.next": Localized(
        "接着：改写它，把 status 改为 active，再运行\n  shenyan rules lint {path}\n  shenyan rules test {rule}",
        "Next: rewrite it, set status to active, then run\n  shenyan rules lint {path}\n  shenyan rules test {rule}",
    ),
    "error.rule-id": Localized("规则编号“{value}”不合规定。", "The rule id “{value}” is not written as it must be."),
    "error.rule-id.cure": Localized(
        "只用小写字母、数字和连字符，如 guaranteed-return。",
        "Lower-case letters, digits and hyphens, like guaranteed-return.",
    ),
    "error.rule-exists": Localized("规则“{rule}”已有：{path}。", "The rule “{rule}” exists: {path}."),
    "error.rule-exists.cure": Localized("换一个编号；编号永不重用。", "Choose another id; an id is never used twice."),
    "coverage.obligations": Localized("义务", "obligations"),
    "coverage.whole": Localized("有规则", "enforced"),
    "coverage.part": Localized("部分有规则", "in part"),
    "coverage.advice": Localized("其中只提示", "advice only"),
    "coverage.gap": Localized("无规则，有原因", "gap with reason"),
    "coverage.open-head": Localized("未说明", "open"),
    "coverage.total": Localized("合计", "total"),
    "coverage.open": Localized(
        "{count} 项义务既没有规则，也没有写明原因（rules/gaps.yaml）。",
        "{count} obligation(s) with neither a rule nor a reason in rules/gaps.yaml.",
    ),
    "coverage.complete": Localized(
        "每项义务都有规则或写明的原因。", "Every obligation has a rule, or a reason why none can show it."
    ),
    "docs.current": Localized("已是最新 {path}", "current     {path}"),
    "docs.out-of-date": Localized("已过期   {path}（加 --write 更新）", "out of date {path} (renew it with --write)"),
    "docs.removed": Localized("已删除   {path}", "removed     {path}"),
    "list.count": Localized("{count} 条规则", "{count} rules"),
    "explain.scope": Localized("适用", "for"),
    "explain.texts": Localized("可原样发送", "may be sent as it is"),
    "explain.any": Localized("所有消息", "all messages"),
    "explain.except": Localized("除外", "except"),
    "explain.effective": Localized("有效", "in force"),
    "explain.owner": Localized("负责", "owner"),
    "explain.when": Localized("触发条件", "fires when"),
    "explain.detect": Localized("检测", "detects"),
    "explain.examples": Localized("例子", "examples"),
    "scope.jurisdiction": Localized("法域", "jurisdiction"),
    "scope.product": Localized("产品", "product"),
    "scope.channel": Localized("渠道", "channel"),
    "scope.stage": Localized("阶段", "stage"),
    "scope.audience": Localized("受众", "audience"),
    "scope.language": Localized("语言", "language"),
    "suggestion.replace": Localized("把“{target}”改为“{text}”", "replace “{target}” with “{text}”"),
    "suggestion.delete": Localized("删去“{target}”", "delete “{target}”"),
    "suggestion.mask": Localized("遮盖“{target}”", "mask “{target}”"),
    "suggestion.insert": Localized("加上披露 {target}", "add the disclosure {target}"),
    "suggestion.say": Localized("{text}", "{text}"),
    # --- fix ----------------------------------------------------------------------------------------------------
    "fix.nothing": Localized("没有可直接采用的改动。", "Nothing that can be applied without a look."),
    "fix.count": Localized("改动 {count} 处：", "{count} change(s):"),
    "fix.step": Localized("{what}（{how}）", "{what} ({how})"),
    "fix.wrote": Localized("已写回 {path}", "Wrote {path}"),
    "fix.printed": Localized("改好的文字已写到标准输出", "The changed text is on standard output"),
    "fix.not-written": Localized("未写回文件（写回请加 --write）", "Not written (--write writes it)"),
    "error.changed": Localized("{path} 在审查期间被改动，未写回。", "{path} changed meanwhile and was not written."),
    "error.changed.cure": Localized("请再运行一次。", "Run it again."),
    # --- trace --------------------------------------------------------------------------------------------------
    "trace.reading": Localized("读到的文字（规范化后）", "As read (normalised)"),
    "trace.languages": Localized("语言", "language"),
    "trace.jurisdictions": Localized("法域", "jurisdiction"),
    "trace.products": Localized("产品", "product"),
    "trace.detections": Localized("检测（{count}）", "Detections ({count})"),
    "trace.facts": Localized("事实（{count}）", "Facts ({count})"),
    "trace.in-force": Localized("适用于本消息的条件 {count} 个", "{count} of them: rules are for this message"),
    "trace.fired": Localized("触发的规则（{count}）", "Rules that fired ({count})"),
    "trace.nearly": Localized(
        "有检测命中、没有触发的规则（{count}）", "Rules with detections that did not fire ({count})"
    ),
    "trace.scope": Localized("不适用于本消息", "not for this message"),
    "trace.condition": Localized("条件不成立", "its condition does not hold"),
    "trace.policy": Localized("结论步骤", "Policy"),
    # --- log ----------------------------------------------------------------------------------------------------
    "decision-short.pass": Localized("可发送", "pass"),
    "decision-short.revise": Localized("需修改", "revise"),
    "decision-short.block": Localized("禁止", "block"),
    "error.no-log": Localized("还没有结论日志：{path}。", "There is no verdict log yet: {path}."),
    "error.no-log.cure": Localized(
        "先审查一条消息，或用 SHENYAN_DATABASE_URL 指明位置。", "Review a message first, or set SHENYAN_DATABASE_URL."
    ),
    "log.record": Localized(
        "记录 {sequence} · {when} · 提交人 {principal} · 渠道 {channel}",
        "record {sequence} · {when} · by {principal} · channel {channel}",
    ),
    "log.chain": Localized(
        "消息摘要 {digest}\n上一条   {previous}\n本条     {hash}",
        "message  {digest}\nprevious {previous}\nhash     {hash}",
    ),
    "log.found": Localized("{count} 条", "{count} record(s)"),
    "log.more": Localized("还有更多：--cursor {cursor}", "There are more: --cursor {cursor}"),
    "log.whole": Localized("{count} 条记录完整，未被改动", "All {count} records are whole and unchanged"),
    "log.head": Localized("末端哈希 {hash}", "head {hash}"),
    "log.broken": Localized("损坏 {damage} · 记录 {sequence} · {id}", "damage {damage} · record {sequence} · {id}"),
    "log.whole-until": Localized("此前 {count} 条记录完整", "{count} record(s) before it are whole"),
    # --- serve --------------------------------------------------------------------------------------------------
    "serve.at": Localized(
        "慎言服务 {url}（接口文档 /docs；Ctrl+C 停止）", "Shenyan at {url} (API page /docs; Ctrl+C stops it)"
    ),
    # --- bulk ---------------------------------------------------------------------------------------------------
    "error.bulk-kind": Localized("不认识的输入 {path}。", "Unknown kind of input {path}."),
    "error.bulk-kind.cure": Localized("写 .jsonl 或 .csv（UTF-8）。", "Write .jsonl or .csv in UTF-8."),
    "error.bulk-same": Localized("输出 {path} 就是输入。", "The output {path} is the input."),
    "error.bulk-same.cure": Localized("换一个输出文件名。", "Choose another output file."),
    "bulk.progress": Localized("审查", "reviewing"),
    "bulk.resumed": Localized("从中断处继续：此前已有 {count} 行", "Resumed: {count} row(s) were there already"),
    "bulk.done": Localized("审查 {count} 行，写入 {path}：{listed}", "{count} row(s) reviewed into {path}: {listed}"),
    "bulk.errors": Localized(
        "{count} 行无法审查，已写成 error 行，请修正后单独重审",
        "{count} row(s) could not be reviewed: see `error` there",
    ),
}
