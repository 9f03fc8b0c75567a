"""What ``shenyan queue`` says, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized

QUEUE_HELP: Final[Mapping[str, Localized]] = {
    "queue": Localized("人工复核：列出、查看、领取、放行、拒绝。", "Human review: list, show, claim, release, refuse."),
    "queue.list": Localized("列出等待复核的消息。", "List what waits for a person."),
    "queue.show": Localized("显示一条待复核消息；日志留有记录。", "Show one held message; the log records it."),
    "queue.claim": Localized("领取一条，以便处理。", "Claim one, to decide on it."),
    "queue.release": Localized(
        "放行（须写理由）；禁止类须两人。", "Let it out, with a reason; a block takes two persons."
    ),
    "queue.refuse": Localized("拒绝（须写理由），不可更改。", "Keep it back, with a reason; final."),
    "queue.rebuild": Localized("由日志重建队列索引。", "Make the queue's index again from the log."),
    "queue.id": Localized("审查编号。", "The review's id."),
    "queue.reason": Localized("理由，永久留痕，勿写客户个人信息。", "Why; kept for good, no personal data."),
    "queue.state": Localized("只列出此状态。", "Only those in this state."),
    "queue.format": Localized("输出格式。", "Output format."),
}

QUEUE_TEXTS: Final[Mapping[str, Localized]] = {
    "queue.state.waiting": Localized("等待", "waiting"),
    "queue.state.claimed": Localized("已领取", "claimed"),
    "queue.state.asked-back": Localized("已退问", "asked back"),
    "queue.state.released": Localized("已放行", "released"),
    "queue.state.refused": Localized("已拒绝", "refused"),
    "queue.act.appeal": Localized("申诉", "appealed"),
    "queue.act.claimed": Localized("领取", "claimed"),
    "queue.act.asked-back": Localized("退问", "asked back"),
    "queue.act.released": Localized("放行", "released"),
    "queue.act.refused": Localized("拒绝", "refused"),
    "queue.act.escalated": Localized("升级", "escalated"),
    "queue.line": Localized(
        "{id}  {state}  自 {since}  升级 {level}", "{id}  {state}  since {since}  escalation {level}"
    ),
    "queue.count": Localized("{count} 条", "{count} message(s)"),
    "queue.now": Localized("{id}：{state}", "{id}: {state}"),
    "queue.second": Localized(
        "还需另一人放行（{given}/{needed}）", "Another person must release it too ({given}/{needed})"
    ),
    "queue.act-line": Localized("{when}  {act}  {by}  {reason}", "{when}  {act}  {by}  {reason}"),
    "queue.rebuilt": Localized("队列索引已重建：{count} 条", "The queue's index was made again: {count} item(s)"),
}
