"""Accounts of messengers: WeChat, QQ, LINE; by their label, also in its disguises."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

# 卫星, 威信 and the like are words of their own: what follows must then look like an account.
_WECHAT: Final = re.compile(
    r"(?P<sure>[微薇徽溦维][\s\-·.*_/|❤♥💚💛💙💜💬~]?️?信|(?:加我?)?[薇微徽溦维威违][❤♥💚💗💕🧡💙]️?|"
    r"加我?威(?=[:号 ])|[➕+]威|"
    r"wechat|weixin|微❤️?|v\s?❤️?信|v信|围芯|围信|薇信|薇芯|"
    r"徽信|溦信|维信|魏信|微xin|wei信|微芯|微心|薇心|绿泡泡|绿色软件|(?<![a-z])(?:vx|wx)(?![a-z])|"
    r"加v(?![a-z])|"
    r"加微(?!信)|[+➕]v(?![a-z])|微❤|v❤|\bwe chat|vχ|违心|嶶信|加微(?=[:号])|微伩|微讠言|小绿|➕微)|"
    r"(?P<unsure>威信|卫星|卫信|未信|喂信|伟信|胃信|V(?=[:：])|(?<![a-z0-9])v(?=[:]))"
)
_QQ: Final = re.compile(
    r"(?P<sure>(?<![a-z])qq(?![a-z])|q\s?q|扣扣|叩叩|企鹅号?|球球|q号|扣号|秋秋|蔻蔻|口口号|鹅号|"
    r"加q(?=[:号0-9])|[q扣]我(?=[: ]?[1-9][0-9]{5})|加扣(?=[: ]?[1-9][0-9]{5})|(?<![代折抵])扣(?=:[1-9][0-9]{5})|"
    r"(?<![a-z])q(?=[:：]))"
)
_LINE: Final = re.compile(r"(?P<sure>(?<![a-z])line(?![a-z])(?: ?id)?|赖(?=[ :@]|id|加)|加赖)")
_GAP: Final = re.compile(
    r"(?:号码|号|账号|帐号|账户|私人|个人|小号|自己|的|搜索|搜|找|联络|联系|咨询|我|是|为|加|id|同号|名|好友|\bis\b|\bat\b|\bon\b|\bme\b|no\.?|"
    r"number|account|[\s:=.\"'“”()\[\]|~\-·])*"
)
_STATED: Final = re.compile(r"[:=号是为搜]|\bid\b|\bis\b|[加联\u2764]")
_ACCOUNT: Final = re.compile(
    r"@?[a-z][a-z0-9_\-]*(?:\.[a-z0-9_\-]+)*|@[a-z0-9_.\-]{3,24}|1[3-9][0-9]{9}(?![0-9])|[0-9]{5,11}(?![0-9*])"
)
# The other way round: 用 zhou_6688 这个微信.
_BEFORE_WECHAT: Final = re.compile(
    r"(?<![a-z0-9@._\-])(?P<account>[a-z][a-z0-9_\-]{5,23}) ?(?:这个|是我的?|是他的?|是她的?|就是我的?|我的|那个)"
    r"微信(?!群|公众|支付)号?"
)
# Without a word for the messenger: 加我 abc_8842 备注理财.
_UNNAMED: Final = re.compile(
    r"(?:加我(?:好友|号)?|加一下我?|搜我?|搜索|找我加|私我|"
    r"滴我)[: ]?(?=[a-z0-9_\-]{0,19}[0-9_])(?P<account>[a-z][a-z0-9_\-]{5,19})(?![a-z0-9@._\-])"
    r"(?=[,。 ]?(?:备注|拉|领|聊|进群|咨询|详聊|细聊|私聊|了解|就|即可|$))"
)
_QQ_NUMBER: Final = re.compile(r"[1-9](?:[ \-]?[0-9]){4,10}(?![0-9a-z*])")
_LINE_ACCOUNT: Final = re.compile(r"@?[a-z0-9][a-z0-9_.\-]{2,24}")
_WORDS: Final = frozenset(
    [
        "wechat",
        "weixin",
        "pay",
        "official",
        "account",
        "etf",
        "fund",
        "app",
        "bank",
        "mini",
        "program",
        "scan",
        "http",
        "https",
        "www",
        "contact",
        "group",
        "line",
        "user",
        "users",
        "store",
        "stores",
        "payment",
        "payments",
        "support",
        "service",
        "services",
        "message",
        "messages",
        "notification",
        "notifications",
        "login",
        "code",
        "public",
        "available",
    ]
)
# Whose account it plainly is, whatever its name: 加我微信lily_fund.
_OWN: Final = re.compile(
    r"加我|我的?(?:私人|个人|工作)?(?:微信|qq|line|wechat|薇|v)|私人|个人|他的?|她的?|客户的?|\b(?:my|his|her)\b"
)
_OFFICIAL: Final = re.compile(
    r"(?:官方|客服|公众|服务号|订阅号|企业|我行|本行|公司|银行|机构|认证|official|customer service|our|"
    r"support)[^,。;!?\n]{0,12}$"
)
_OFFICIAL_AFTER: Final = re.compile(
    r"^[^0-9a-z,。;!?\n]{0,3}(?:公众|服务号|订阅号|官方|小程序|视频号|银行|支付|客服|pay|official|群|空间|"
    r"邮箱|音乐|钱包|立减|扫码|mini)"
)


_WECHAT_HINTS: Final = (
    "微",
    "信",
    "芯",
    "心",
    "薇",
    "威",
    "维",
    "徽",
    "溦",
    "违",
    "❤",
    "卫星",
    "绿",
    "weixin",
    "wechat",
    "we chat",
    "wei信",
    "wx",
    "vx",
    "v:",
    "加v",
    "+v",
    "v信",
    "v❤",
    "vχ",
)
_QQ_HINTS: Final = ("q", "扣", "叩", "企鹅", "球", "秋", "蔻", "口口", "鹅号")


class SocialIds(Recognizer):
    """Messenger accounts of persons."""

    ENTITIES = ("wechat_id", "qq", "line_id")

    def may_find(self, reading: Reading) -> bool:
        """It takes an account: letters or digits."""
        return reading.has_letters or bool(reading.numbers)

    def find(self, reading: Reading) -> Iterator[Found]:
        """An account right behind the name of its messenger."""
        text = reading.text
        if reading.mentions(_WECHAT_HINTS):
            yield from _accounts(reading, "wechat_id", _WECHAT, _ACCOUNT)
            yield from _named_after(reading)
        for match in _UNNAMED.finditer(text) if reading.has_han else ():
            if not is_example(reading, *match.span("account")):
                yield Found("wechat_id", *match.span("account"), 0.8, "label", "account to add somebody by")
        if reading.numbers and reading.mentions(_QQ_HINTS):
            yield from _accounts(reading, "qq", _QQ, _QQ_NUMBER)
        if "line" in text or "赖" in text:
            yield from _accounts(reading, "line_id", _LINE, _LINE_ACCOUNT)


def _accounts(reading: Reading, entity: str, label: re.Pattern[str], shape: re.Pattern[str]) -> Iterator[Found]:
    text = reading.digits if entity == "qq" else reading.text
    for match in label.finditer(reading.text):
        if _OFFICIAL_AFTER.match(reading.after(match.end(), 10)):
            continue
        gap = _GAP.match(reading.text, match.end())
        start = gap.end() if gap else match.end()
        found = _account_at(text, shape, match.end(), start)
        if found is None:
            continue
        if match.group() == "line" and not reading.has_han and not any(map(str.isalpha, found.group())):
            continue  # the line is 0808 157 0188: a telephone
        stated = _STATED.search(reading.text, match.start(), found.start()) is not None
        if not _is_account(entity, found.group(), sure=match["sure"] is not None, stated=stated or reading.has_han):
            continue
        own = _OWN.search(reading.before(match.start(), 6) + match.group()) is not None
        official = _OFFICIAL.search(reading.before(match.start(), 16)) or (not own and _is_official(found.group()))
        if official or is_example(reading, *found.span()):
            continue
        yield Found(entity, *found.span(), 0.88, "label", "account named after its messenger")


def _named_after(reading: Reading) -> Iterator[Found]:
    """WeChat accounts that stand before the name of the messenger."""
    for match in _BEFORE_WECHAT.finditer(reading.text) if "微信" in reading.text else ():
        account = match["account"]
        marked = not account.isalpha()
        if marked and not _is_official(account) and not is_example(reading, *match.span("account")):
            yield Found("wechat_id", *match.span("account"), 0.85, "label", "account named after its messenger")


def _account_at(text: str, shape: re.Pattern[str], label_end: int, gap_end: int) -> re.Match[str] | None:
    """The account after the gap; the gap may have eaten the beginning of one (``id8842`` after ``微信``)."""
    found = shape.match(text, gap_end)
    if gap_end > label_end:
        position = gap_end
        while position > label_end and text[position - 1].isascii() and text[position - 1].isalpha():
            position -= 1
        longer = shape.match(text, position) if position < gap_end else None
        if longer is not None and (found is None or text[gap_end - 1].isalpha()) and longer.end() > gap_end:
            return longer
    return found


def _is_account(entity: str, account: str, *, sure: bool, stated: bool) -> bool:
    if entity == "qq":
        return True
    bare = account.lstrip("@").rstrip(".-")
    marked = any(not character.isalpha() for character in bare)
    if entity == "line_id":
        return account.startswith("@") or (stated and marked and len(bare) >= 4 and bare not in _WORDS)
    if bare in _WORDS or not 5 <= len(bare) <= 24:
        return False
    return marked or (sure and stated and len(bare) >= 6)


def _is_official(account: str) -> bool:
    return bool(re.search(r"bank|service|official|kefu|yinhang|securit|fund|insur|credit", account))
