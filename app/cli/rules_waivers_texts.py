"""What the commands about waivers and the precision of rules say, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized

WAIVER_HELP: Final[Mapping[str, Localized]] = {
    "rules.waivers": Localized("列出豁免；--expiring 列出快到期的。", "List waivers; --expiring: those that end soon."),
    "rules.waive": Localized("申请豁免一条规则，须他人批准。", "Ask for a rule to be waived; somebody else approves."),
    "rules.waiver-approve": Localized("批准豁免，自今日起生效。", "Approve a waiver; in force from today."),
    "rules.waiver-refuse": Localized("不批准豁免（须写理由）。", "Refuse a waiver, with the reason."),
    "rules.waiver-end": Localized("提前终止或撤回豁免。", "End a waiver early, or take the request back."),
    "rules.precision": Localized("各规则被复核人员维持与推翻的次数。", "How often reviewers upheld each rule."),
    "waiver.id": Localized("豁免编号。", "The waiver's id."),
    "waiver.rule": Localized("规则编号。", "The rule's id."),
    "waiver.why": Localized("理由，永久留痕，勿写个人信息。", "Why; kept for good, no personal data."),
    "waiver.owner": Localized("谁负责。", "Who answers for it."),
    "waiver.until": Localized("最后一日，不超过一年。", "Its last day, at most a year away."),
    "waiver.wording": Localized("仅限此用语之内的命中。", "Only for findings whose words lie in this wording."),
    "waiver.text": Localized("仅限全文与该文件相同的消息；只存摘要。", "Only for this whole text; its digest is kept."),
    "waiver.product": Localized("仅限此类产品。", "Only for this kind of product."),
    "waiver.channel": Localized("仅限此渠道。", "Only for this channel."),
    "waiver.campaign": Localized("仅限此活动（metadata.campaign）。", "Only for this campaign (metadata.campaign)."),
    "waiver.expiring": Localized("仅列出几日内到期的。", "Only those in force that end within so many days."),
    "waiver.state": Localized("仅列出此状态的。", "Only those in this state."),
    "precision.since": Localized("此日（含）起的审查。", "Reviews from this day on."),
    "precision.until": Localized("此日（不含）前的审查。", "Reviews before this day."),
    "precision.least": Localized("至少几次复核才判为误报多。", "Decisions it takes to call a rule noisy."),
    "precision.noisy": Localized("精确率低于此数即误报多。", "A rule below this precision is noisy."),
}

WAIVER_TEXTS: Final[Mapping[str, Localized]] = {
    "waiver.state.requested": Localized("待批准", "requested"),
    "waiver.state.approved": Localized("已批准", "approved"),
    "waiver.state.refused": Localized("未批准", "refused"),
    "waiver.state.ended": Localized("已终止", "ended"),
    "waiver.line": Localized("{id}  {rule}  {state}  至 {until}", "{id}  {rule}  {state}  until {until}"),
    "waiver.people": Localized(
        "    负责 {owner} · 申请 {by} · 批准 {approver}", "    owner {owner} · asked by {by} · approved by {approver}"
    ),
    "waiver.because": Localized("    理由 {reason}", "    because {reason}"),
    "waiver.for": Localized("    范围 {narrow}", "    for {narrow}"),
    "waiver.narrow.wording": Localized("用语", "wording"),
    "waiver.narrow.text_digest": Localized("全文摘要", "whole text"),
    "waiver.narrow.products": Localized("产品", "product"),
    "waiver.narrow.channels": Localized("渠道", "channel"),
    "waiver.narrow.campaign": Localized("活动", "campaign"),
    "precision.line": Localized(
        "{rule}  精确率 {percent}  维持 {upheld}  推翻 {dismissed}  单独触发 {alone}",
        "{rule}  precision {percent}  upheld {upheld}  dismissed {dismissed}  alone {alone}",
    ),
    "precision.shadow": Localized("观察中", "in shadow"),
    "precision.noisy": Localized("误报多", "noisy"),
    "precision.dismissal": Localized("    推翻 {id}  {reason}", "    dismissed {id}  {reason}"),
    "precision.count": Localized("{count} 条规则，{noisy} 条误报多", "{count} rule(s), {noisy} noisy"),
    "waiver.count": Localized("{count} 份豁免", "{count} waiver(s)"),
    "waiver.count-expiring": Localized(
        "{count} 份豁免在 {days} 日内到期", "{count} waiver(s) end within {days} day(s)"
    ),
}
