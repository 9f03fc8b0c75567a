"""What the commands about drafts and versions of the rules say, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized

LIFE_HELP: Final[Mapping[str, Localized]] = {
    "rules.draft": Localized("由文件建立或修改规则草案。", "Begin a draft of rule files, or change one."),
    "rules.drafts": Localized("列出未结束的草案。", "List the drafts that are not ended."),
    "rules.check": Localized("检验草案：一次列出全部问题；有则退出码 1。", "Try a draft; exit code 1 if it fails."),
    "rules.submit": Localized("提交草案，请他人批准。", "Ask for a draft's approval."),
    "rules.approve": Localized("批准他人的草案。", "Approve somebody else's draft."),
    "rules.return": Localized("把草案退回作者。", "Send a draft back to its authors."),
    "rules.withdraw": Localized("撤回草案。", "Withdraw a draft."),
    "rules.rebase": Localized("把草案移到现行版本上。", "Bring a draft onto the active version."),
    "rules.example": Localized(
        "把一条审查加为规则的示例（误报，或给出引文的漏报）。",
        "Add a review as an example: a false alarm, or with --quote a miss.",
    ),
    "rules.case": Localized(
        "把一条审查整条存为案例：结论变了的版本不能发布。",
        "Keep a whole review as a known case: a version that judges it otherwise is not published.",
    ),
    "rules.backtest": Localized(
        "用一批消息试算草案会改变哪些结论；可中断续跑。", "Judge messages by a draft: what would change. Resumes."
    ),
    "rules.publish": Localized("发布已批准的草案。", "Publish an approved draft."),
    "rules.rollback": Localized("退回上一版本。", "Go back to the version before."),
    "rules.versions": Localized("列出版本。", "List the versions."),
    "rules.diff": Localized("草案或版本改了什么。", "What a draft or a version changes."),
    "rules.export": Localized("把一个版本写成文件。", "Write a version as files."),
    "rules.import": Localized("把文件夹与现行版本的差异建为草案。", "Make a draft of what differs in a folder."),
    "life.draft-id": Localized("草案编号。", "The draft's id."),
    "life.files": Localized("规则或词库文件。", "Rule or lexicon files."),
    "life.resolved": Localized("双方都改过的文件的新内容。", "New content of files that both changed."),
    "life.note": Localized("为何改动。", "What the change is for."),
    "life.change": Localized("修改这份草案，不另建。", "Change this draft instead of beginning one."),
    "life.delete": Localized("删去的文件，如 rules/CN/x.yaml；可重复。", "File that goes; may be repeated."),
    "life.all": Localized("也列已发布和撤回的。", "Also those published or withdrawn."),
    "life.revision": Localized("只批准这个修订号。", "Approve only if it is this revision."),
    "life.why": Localized("原因，记入日志。", "Why; it goes into the log."),
    "life.review": Localized("审查编号。", "The review's id."),
    "life.rule": Localized("规则编号。", "The rule's id."),
    "life.quote": Localized("应当引出的原文，可重复；不写则为误报。", "Words it should quote; without, a false alarm."),
    "life.case-decision": Localized(
        "应得的结论：pass、revise 或 block；不写则以当时的结论和结果为准。",
        "What it must get: pass, revise or block; without, its verdict was right.",
    ),
    "life.case-finding": Localized(
        "应触发的规则，可写 规则=原文；可重复。", "Rule that must fire, or RULE=WORDS; may be repeated."
    ),
    "life.case-silent": Localized("不应触发的规则，可重复。", "Rule that must not fire; may be repeated."),
    "life.case-message": Localized(
        "代替原消息的文件（JSON 或 YAML）；日志未存原文或含个人信息时用。",
        "File with the message (JSON or YAML), where the log keeps none or it has personal data.",
    ),
    "life.case-id": Localized("案例编号；默认由审查编号得出。", "The case's id; by default from the review's."),
    "life.because": Localized("为何合规。", "Why it complies."),
    "life.text": Localized("消息原文；日志未保存原文时用。", "The text, where the log keeps none."),
    "life.messages": Localized(
        "消息文件（JSONL 或 CSV）；不写则用日志保存的消息。",
        "Messages: JSONL or CSV; without, those that the log keeps.",
    ),
    "life.samples": Localized("每类最多列几条。", "At most so many samples of each change."),
    "life.at": Localized("定时发布，如 2026-12-01T09:00+08:00。", "Publish at this time."),
    "life.emergency": Localized("紧急发布，无须批准；原因记入日志。", "Publish unapproved; the reason is recorded."),
    "life.to": Localized("退回到第几版；默认上一版。", "Which version; default the one before."),
    "life.diff-what": Localized("草案编号，或版本号。", "A draft's id, or a version's number."),
    "life.since": Localized("与第几版比较；默认上一版。", "Compare with this version; default the one before."),
    "life.folder": Localized("目标目录。", "Where to."),
    "life.version": Localized("第几版；默认现行版。", "Which version; default the active one."),
}

LIFE_TEXTS: Final[Mapping[str, Localized]] = {
    "life.draft": Localized(
        "草案 {id} 第 {edition} 稿 · {state} · 基于第 {base} 版 · {author} · {note}",
        "draft {id} edition {edition} · {state} · on version {base} · {author} · {note}",
    ),
    "life.state.draft": Localized("编写中", "draft"),
    "life.state.submitted": Localized("待批准", "submitted"),
    "life.state.approved": Localized("已批准", "approved"),
    "life.state.scheduled": Localized("定时发布", "scheduled"),
    "life.state.published": Localized("已发布", "published"),
    "life.state.withdrawn": Localized("已撤回", "withdrawn"),
    "life.reason": Localized("  原因：{reason}", "  reason: {reason}"),
    "life.revision": Localized("  修订号 {revision}", "  revision {revision}"),
    "life.example-failed": Localized("    应为 {expected}，实为 {actual}", "    want {expected}, got {actual}"),
    "life.case-rule": Localized(
        "    {rule}：应为 {expected}，实为 {actual}", "    {rule}: want {expected}, got {actual}"
    ),
    "error.case-message": Localized("{path} 不是一条消息：{why}", "{path} is no message: {why}"),
    "error.case-message.cure": Localized(
        "写成案例文件 message 下的样子：parts、channel 等，JSON 或 YAML。",
        "Write it as below `message` in the file of a case: parts, channel and so on, in JSON or YAML.",
    ),
    "life.holds": Localized(
        "通过检验（{examples} 个示例，{cases} 个案例）", "It passes its trial ({examples} examples, {cases} cases)"
    ),
    "life.fails": Localized("{count} 处须修正", "{count} thing(s) to put right"),
    "life.published": Localized("第 {number} 版已发布（{revision}）", "Version {number} is published ({revision})"),
    "life.rolled-back": Localized("已退回第 {number} 版（{revision}）", "Version {number} judges again ({revision})"),
    "life.version": Localized(
        "{mark} 第 {number} 版 · {when} · 作者 {author} · 批准 {approver} · {note}",
        "{mark} version {number} · {when} · by {author} · approved by {approver} · {note}",
    ),
    "life.nobody": Localized("无", "nobody"),
    "life.in-emergency": Localized("    紧急发布：{reason}", "    in an emergency: {reason}"),
    "life.exported": Localized("{count} 个文件写入 {path}", "{count} file(s) written to {path}"),
    "life.backtest": Localized("试算", "backtest"),
    "life.backtested": Localized("试算 {count} 条消息：", "{count} message(s) judged by both:"),
    "life.effect.same": Localized("不变", "same"),
    "life.effect.newly-blocked": Localized("新禁止", "newly blocked"),
    "life.effect.newly-revise": Localized("新要求修改", "newly to revise"),
    "life.effect.newly-passing": Localized("新放行", "newly passing"),
    "life.effect.changed-reason": Localized("理由变化", "other reasons"),
    "life.not-kept": Localized(
        "另有 {count} 条审查没有保存原文，未试算。", "{count} more review(s) have no kept message and were not judged."
    ),
    "life.cost": Localized(
        "  每条用时（单核）：基础版 {before} 毫秒，草案 {after} 毫秒",
        "  time a message on one core: {before} ms by the base version, {after} ms by the draft",
    ),
    "error.backtest-file": Localized(
        "--since、--until、--channel 只用于日志，不用于文件。",
        "--since, --until and --channel are for the log, not a file.",
    ),
    "error.backtest-file.cure": Localized("去掉文件名，或去掉这些选项。", "Leave out the file, or these options."),
    "life.by-rule": Localized(
        "{rule}：新触发 {appeared}，不再触发 {gone}", "{rule}: fires {appeared} more, {gone} less"
    ),
    "error.rule-path": Localized(
        "{path} 不在 rules 或 lexicons 目录下。", "{path} is below neither rules nor lexicons."
    ),
    "error.rule-path.cure": Localized(
        "把文件放在 rules/ 或 lexicons/ 目录下，路径即规则集中的路径。",
        "Put it below a folder rules/ or lexicons/: from there on its path is that of the rule set.",
    ),
    "error.draft-note": Localized(
        "新草案须有 --note，修改须有 --change。", "Give --note for a new draft, or --change."
    ),
    "error.draft-note.cure": Localized("二者写其一。", "One of the two."),
    "error.no-text": Localized("日志没有保存这条消息的原文。", "The log does not keep this message's text."),
    "error.no-text.cure": Localized("用 --text 给出原文。", "Give it with --text."),
    "error.not-empty": Localized("{path} 下已有规则文件。", "{path} has rule files already."),
    "error.not-empty.cure": Localized("换一个目录。", "Choose another folder."),
    "error.moment": Localized("“{value}”不是时间。", "“{value}” is not a time."),
    "error.moment.cure": Localized("写成 2026-12-01T09:00+08:00 的样子。", "Write it like 2026-12-01T09:00+08:00."),
    "error.row": Localized("{path} 第 {row} 行：{why}。", "{path} row {row}: {why}."),
}
