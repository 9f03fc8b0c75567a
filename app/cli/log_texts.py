"""What the commands that prove the verdict log say, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized

LOG_HELP: Final[Mapping[str, Localized]] = {
    "log.export": Localized(
        "导出整本日志，末端带签名，可离线验证。",
        "Write the whole log to a file, its end signed, for checks offline.",
    ),
    "log.replay": Localized(
        "用当时的规则集重新审查所存消息，比对结论。退出码：0 相同，1 不同，2 缺少材料。",
        "Judge a kept message again under its own rule set. Exit code: 0 identical, 1 different, 2 an input is gone.",
    ),
    "log.out": Localized("输出文件。", "The file to write."),
    "log.verify-export": Localized("验证导出文件，不碰数据库。", "Check an exported file instead of the database."),
    "log.public-key-file": Localized(
        "公钥文件，由 shenyan log public-key 给出，应另途取得。",
        "Public keys from shenyan log public-key, got by another way than the export.",
    ),
    "log.checkpoint": Localized(
        "另存的检查点文件或更早的导出，用来发现末尾截断。",
        "Checkpoints kept elsewhere, or an earlier export: they show a cut end.",
    ),
    "log.public-key": Localized("显示公钥，交给验证的人。", "Print the public keys, for whoever verifies."),
    "log.rotate-key": Localized(
        "换用新密钥；旧密钥留在文件中供验证。", "Go on with a new key; old ones stay in the file for verification."
    ),
    "log.rotate-data-key": Localized(
        "给所存消息换主密钥：只重新包裹数据密钥，不动密文和日志链。",
        "A new master key for kept messages: wraps their data keys anew, leaving messages and chain as they are.",
    ),
    "log.forget-old": Localized(
        "从文件中去掉旧主密钥：备份里的旧数据密钥从此无用。",
        "Take older master keys out of the file: data keys in old backups are then of no use.",
    ),
    "log.erase": Localized(
        "删除所存的消息：销毁其密钥，审查记录保留；日志留有记录。",
        "Erase kept messages by destroying their keys; the records stay, and the log tells of it.",
    ),
    "erase.review": Localized("删除这条审查的消息。", "The message of this review."),
    "erase.subject": Localized(
        "删除发给此人的全部消息（recipient.reference）。", "All messages to this person (recipient.reference)."
    ),
    "erase.reason": Localized("理由，写入日志；勿写个人信息。", "Why, for the log; no personal data."),
    "log.expire": Localized(
        "按保留期限（SHENYAN_RETENTION）删除到期的消息；受保全的不删。",
        "Erase kept messages whose time is over (SHENYAN_RETENTION); held ones stay.",
    ),
    "expire.dry-run": Localized("只数，不删。", "Count, and erase nothing."),
    "log.pack": Localized(
        "证据包：记录、签名清单、可打印网页、CSV 和 XLSX，合成一个文件。",
        "An evidence pack in one file: records, signed manifest, pages to print, CSV and XLSX.",
    ),
    "pack.out": Localized("输出的 zip 文件。", "The zip file to write."),
    "pack.review": Localized("这条审查，连同对它做过的事。", "This review, with all that was done to it."),
    "pack.texts": Localized("连同所存的消息原文。", "With the kept messages themselves."),
    "log.verify-pack": Localized("验证证据包，不碰数据库。", "Check an evidence pack instead of the database."),
    "log.sweep": Localized(
        "清除数据库文件中已删除内容的残留。", "Take copies of what was erased out of the database's files."
    ),
    "log.hold": Localized("法律保全：列出、设立、解除。", "Legal holds: list, place, release."),
    "log.hold.list": Localized("列出全部保全。", "List all holds."),
    "log.hold.add": Localized(
        "设立保全：所列条件须同时满足。", "Place a hold; all conditions that are given must be true."
    ),
    "log.hold.release": Localized("解除保全。", "End a hold."),
    "hold.reason": Localized("理由，写入日志；勿写个人信息。", "Why, for the log; no personal data."),
    "hold.review": Localized("这条审查。", "This review."),
    "hold.subject": Localized("发给此人的消息（recipient.reference）。", "Messages to this person."),
    "hold.from": Localized("从这一天起。", "From this day on."),
    "hold.to": Localized("到这一天为止（含）。", "Up to this day, included."),
    "hold.id": Localized("保全编号。", "The hold's id."),
}

LOG_TEXTS: Final[Mapping[str, Localized]] = {
    "log.replay.identical": Localized(
        "结论逐字节相同（规则集 {revision}，摘要 {digest}）",
        "The verdict is the same, byte for byte (rule set {revision}, digest {digest})",
    ),
    "log.replay.different": Localized("结论不同：{fields}", "The verdict differs in: {fields}"),
    "log.replay.gone": Localized(
        "无法重放（当时的程序版本 {version}），缺少：", "It cannot be replayed (judged by version {version}), as:"
    ),
    "log.signed": Localized(
        "签名检查点覆盖 {covered} 条；其后 {rest} 条尚无签名",
        "{covered} record(s) under a signed checkpoint, {rest} after it not signed yet",
    ),
    "log.authenticated": Localized("每条记录的密钥均已核对", "The key of every record was checked"),
    "log.not-authenticated": Localized(
        "没有密钥：只核对了哈希链和签名检查点",
        "Without secret keys: the chain and its signed checkpoints were checked",
    ),
    "log.own-word": Localized(
        "公钥取自文件本身，只证明自洽；请用 --public-key 指定另途取得的公钥",
        "The public keys came from the file itself: it agrees with itself; give --public-key for more",
    ),
    "log.clock-steps": Localized("{count} 条记录之前时钟被拨回", "Before {count} record(s) the clock was set back"),
    "log.exported": Localized("已导出 {count} 条记录到 {path}", "Wrote {count} record(s) to {path}"),
    "log.rotated": Localized(
        "新密钥 {id} 自下一条记录起生效；请备份 {path} 并分发新公钥",
        "New key {id} writes from the next record on: back up {path} and hand out the new public key",
    ),
    "log.data-key-rotated": Localized(
        "主密钥 {id} 已生效，重新包裹了 {count} 个数据密钥",
        "Master key {id} is in use; {count} data key(s) were wrapped with it",
    ),
    "log.back-up": Localized("请备份 {path}", "Back up {path}"),
    "erase.done": Localized("已删除 {count} 条消息", "Erased {count} message(s)"),
    "erase.not-swept": Localized(
        "消息已不可读，但数据库文件里可能还有残留（有读取者占用）；稍后再运行一次 shenyan log sweep",
        "The messages cannot be read any more, but copies of their keys may be left in the database's files, as "
        "readers were in the way; run later: shenyan log sweep",
    ),
    "pack.written": Localized("证据包 {path}：{count} 条记录", "Wrote {path} with {count} record(s)"),
    "pack.whole": Localized("证据包完整：{count} 条记录", "The pack is whole: {count} record(s)"),
    "pack.unreadable": Localized(
        "这不是证据包，或已损坏：{name}", "This is no evidence pack, or it is damaged: {name}"
    ),
    "pack.unsigned": Localized("{name} 的签名无效", "{name} bears no valid signature"),
    "pack.altered": Localized("{name} 已被改动", "{name} was altered"),
    "error.pack-what": Localized(
        "请给出 --review，或 --from、--to 的时段。", "Give either --review, or a period with --from and --to."
    ),
    "log.swept": Localized("数据库文件中已无删除内容的残留", "The database's files hold no copies of what was erased"),
    "expire.over": Localized("到期 {count} 条，其中受保全 {held} 条", "{count} message(s) are over time, {held} held"),
    "hold.placed": Localized("已设立保全：", "Placed the hold:"),
    "hold.released": Localized("已解除保全 {id}", "Released the hold {id}"),
    "hold.stands": Localized("有效", "stands"),
    "hold.ended": Localized("已于 {when} 解除", "released {when}"),
    "error.erase-what": Localized("请给出 --review 或 --subject 之一。", "Give either --review or --subject."),
    "error.hold-what": Localized(
        "没有说明保全什么：请给出 --review、--subject、--from 或 --to。",
        "Nothing says what to hold: give --review, --subject, --from or --to.",
    ),
    "error.no-retention": Localized(
        "没有设置保留期限，因此什么也不会到期。", "No retention is set, so nothing expires."
    ),
    "error.no-retention.cure": Localized(
        '例如 SHENYAN_RETENTION=[{{"channel":"sms","years":3}},{{"years":5}}]',
        'For example SHENYAN_RETENTION=[{{"channel":"sms","years":3}},{{"years":5}}]',
    ),
    "error.key-in-setting": Localized(
        "密钥由 SHENYAN_LOG_KEY 给出，不在文件中。", "The keys are given by SHENYAN_LOG_KEY, not by a file."
    ),
    "error.key-in-setting.cure": Localized(
        "把新密钥接在该设置末尾，重启各进程。", "Put a new key at the end of that setting and restart all processes."
    ),
    "error.key-file": Localized("密钥文件 {path} 有误：{why}。", "Key file {path} is wrong: {why}."),
    "error.key-file.cure": Localized("用 shenyan log public-key 的输出。", "Use what shenyan log public-key prints."),
}
