"""Street addresses in Chinese: found by their door number, then followed to both sides."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.detectors.pii.cues import is_example, is_institution
from app.detectors.pii.data.places import PLACES
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_HAN: Final = r"\u4e00-\u9fff"
_NUMBER: Final = (
    r"(?:[0-9]{1,5}[a-z]?|[a-z][0-9]{0,2}(?:-[0-9a-z]{1,2})?(?= ?(?:座|栋|幢|室|楼|区|单元))|"
    r"[一二三四五六七八九十百零〇两]{1,5})"
    r"(?:[\-~之][0-9a-z]{1,4})?"
)
_UNIT: Final = (
    r"(?:号楼|号院|号之[0-9一二三四五六七八九十]+|号|弄|栋|幢|座|塔|单元|楼|层|室|户|房|门|组|队|委(?=[0-9]))"
)
_DOOR_HINT: Final = re.compile("[0-9a-z一二三四五六七八九十百零〇两] ?[号弄栋幢座塔单楼层室户房门组队委]")
_DOOR: Final = re.compile(rf"{_NUMBER} ?{_UNIT}(?![码线召角称外柜])")
_ROAD: Final = (
    r"(?:大道|路|街|道|巷|弄|里|胡同|小区|花园|公寓|大厦|广场|新村|家园|园|苑|坊|庄|村|镇|乡|湾|段|屯|城|"
    r"邨|围|区|院|楼|阁|轩|府|寓|庭|居|桥|门|山|径|台)"
)
_ROAD_END: Final = re.compile(
    rf"(?:[{_HAN}]{_ROAD}|[{_HAN}][a-z0-9](?:区|期))(?: ?(?:[一二三四五六七八九十0-9]{{1,3}}(?:段|区|期|巷|弄|村|"
    rf"里|街|路|邻)|"
    rf"[东南西北中]{{1,2}}[段侧]?|[0-9]{{1,4}}(?:巷|弄)){{0,3}})? ?[甲乙丙丁附]? ?$"
)
_AREA: Final = re.compile(rf"[{_HAN}](?:省|市|区|县|镇|乡|村|旗|州|盟|街道)")
_BUILDING: Final = (
    rf"(?:[{_HAN}]{{1,10}}?(?:中心|大厦|花园|广场|公寓|小区|家园|新村|屋苑|国际|苑|园|阁|邨|村|城|府|湾|轩|"
    rf"居|庭|里|屋|院|期|区|楼|台|峰|阁)(?:[0-9一二三四]{{1,2}}期)?|"
    rf"[{_HAN}]{{2,6}}(?=[0-9a-z]{{1,3}} ?(?:栋|幢|座|号楼|单元)))"
)
_TAIL: Final = re.compile(
    rf"(?:[ ,]?(?:\([{_HAN}0-9a-z]{{1,16}}\))?{_BUILDING}?"
    rf"(?: ?附?{_NUMBER} ?{_UNIT}(?:之[0-9一二三四五六七八九十]{{1,3}})?|"
    rf" ?[0-9]{{1,3}}(?:/f|f)(?![a-z])))*"
    rf"(?:(?<=[座元栋幢]) ?[0-9]{{1,2}}(?![0-9a-z元年月日个号万%楼层])|"
    rf"(?<=[座元栋幢]) [0-9]{{3,4}}(?![0-9a-z元年月日个号万%楼层/])|"
    rf"[ \-]?{_BUILDING}?(?:[0-9]{{3,4}}(?!/)|[a-z][0-9]{{2,4}}|[0-9]{{1,3}}[a-z])(?:室|"
    rf"房)?(?![0-9a-z元年月日个号万%.]|,[0-9]))?"
)
# What else may follow a door: a building of any name, and its numbers.
_NOT_PART: Final = r"[^\s,。;:!?()\"'“”的了请和与在给是您你我他她已将并、]"
_FURTHER: Final = re.compile(
    rf"(?:{_NOT_PART}{{0,12}}?(?:[0-9]{{1,4}}|(?<![a-z])[a-z]|[甲乙丙丁]) ?(?:号楼|号|室|楼|层|栋|幢|座|单元|房|"
    rf"户|塔|门)"
    r"(?![码线召角称外])(?:[a-z](?![a-z])室?|[0-9]{1,4}(?:室|房)?(?![0-9年月日元万,.]))?|(?<=[号栋幢座楼元])[0-9]{1,3}(?:-[0-9]{1,4}){1,3}(?![0-9])|"
    r"(?<=[楼层座栋])[a-z](?![a-z]))+"
)
# An address that its label or its verb announces, whatever its shape.
_ANNOUNCED: Final = re.compile(
    r"(?:(?:家庭|通[讯信]|联系|收[件货]|户籍|居住|住宅|邮寄|账单|寄送|派送|送货|上门|常住|现住|暂住|老家)(?:的)?(?:地址|住址|地)?|住址|地址|"
    r"家住|现居|住在|寄[往到至]|送[到至])(?:已?(?:变更|改|更新|换))?[为成是在到至于]?[: ]{0,2}"
)
_LONGEST: Final = 44
_REACH: Final = 64  # what follows a door is not longer
_SEGMENT: Final = re.compile(rf"[{_HAN}0-9a-z\-#/·]{{6,{_LONGEST}}}")
_DOORS: Final = re.compile(
    rf"(?:{_NUMBER} ?{_UNIT}|[村屯寨][一二三四五六七八九十东南西北上下中]?(?:村?民)?[组队社]|"
    rf"(?<=[楼栋座室号])[0-9a-z]{{1,5}}|"
    rf"(?<=[{_HAN}])[村屯寨庄](?![{_HAN}]))(?![码线召角称外])"
)
_PLACE: Final = re.compile("|".join(sorted(PLACES, key=len, reverse=True)))
_STOP: Final = re.compile(r"[,。:;!?\n\"“”'‘’【】<>|=]")
_CUE: Final = re.compile(
    r"(?:地址|住址|住所|居所|居住地|户籍地?|籍贯|寄往|寄到|寄至|寄送至?|邮寄至?|快递至?|派送至?|"
    r"送货?[到至]|送往|家住|现住|住在|居住[在于]|位于|坐落[在于]?|搬[到至]|迁[到至]|前往|上门|租住在?|"
    r"定居在?|"
    r"[往在至到址于]|住(?!宅|房|院)|家(?=在)|[是为](?!民)|改成|换成|改为|喺)[:是为在]?(?:[了的])?[ ]?"
)
_PERSONAL: Final = re.compile(
    r"住|寄|邮寄|快递|送|家庭|通讯|通信|联系地址|收[件货]|户籍|籍贯|地址|上门|他|她|客户|先生|女士|小姐|搬|租"
)
_NOT_HOME: Final = re.compile(
    r"(?:注册|办公|营业|经营|会议|活动|会场|公司|单位总部|展厅|门市|柜台|讲座|沙龙|举办|开业|招聘|面试|"
    r"参展|服务|我们|咱们|机构|银行|保险|证券|基金|信托)(?:的)?(?:所在地|网点|据点|大厅|地点|地址|场所|位于|设于|"
    r"坐落|在|于|:|是|为|,)[^,。;!?\n]{0,6}$"
)
_ORGANIZATION: Final = re.compile(
    r"^[ ,(]{0,2}(?!不|没|去|他|她|人|已|请|也)[\u4e00-\u9fff]{0,8}(?:银行|分行|支行|营业部|网点|营业厅|公司|证券|"
    r"保险|总行|客户服务|"
    r"举办|举行|开业|隆重|大堂|(?:中心|部|科|处)收)"
)


class ChineseAddresses(Recognizer):
    """Addresses down to the door."""

    ENTITIES = ("address",)

    def may_find(self, reading: Reading) -> bool:
        """It takes a door."""
        return reading.has_han and (
            _DOOR_HINT.search(reading.text) is not None or reading.mentions(("地址", "住址", "家住", "住在", "户籍"))
        )

    def find(self, reading: Reading) -> Iterator[Found]:
        """One address a door number, unless an earlier one reaches over it."""
        text, reached = reading.text, 0
        for door in _DOOR.finditer(text):
            if door.start() < reached:
                continue
            road = _ROAD_END.search(text, max(reached, door.start() - 24), door.start())
            if road is None:
                continue
            start = _start(text, reached, door.start())
            tail = _TAIL.match(text, door.end(), door.end() + _REACH)
            end = tail.end() if tail else door.end()
            further = _FURTHER.match(text, end, end + _REACH)
            end = further.end() if further else end
            found = _judge(reading, start, end)
            if found is not None:
                reached = end
                yield found
        yield from _announced(reading)


def _announced(reading: Reading) -> Iterator[Found]:
    """Addresses of another shape behind their label: 户籍地址...共青村民组."""
    text = reading.text
    for label in _ANNOUNCED.finditer(text):
        segment = _SEGMENT.match(text, label.end())
        if segment is None:
            continue
        end = max((door.end() for door in _DOORS.finditer(text, label.end(), segment.end())), default=0)
        address = text[label.end() : end]
        areas = len(_AREA.findall(address)) + (_PLACE.match(address) is not None)
        if areas >= 2 and len(address) <= _LONGEST:
            found = _judge(reading, label.end(), end)
            if found is not None:
                yield replace(found, score=0.72)


def _start(text: str, reached: int, door: int) -> int:
    """Where the address begins: at the first place name, else behind a cue or a full stop."""
    low = max(reached, door - 48)
    segment = low
    for stop in _STOP.finditer(text, low, door):
        segment = stop.end()
    place = None
    for candidate in _PLACE.finditer(text, segment, door):
        if place is None:
            place = candidate
    start = segment
    for cue in _CUE.finditer(text, segment, place.start() if place is not None else door):
        if door - cue.end() >= 3:
            start = cue.end()
    if place is not None and not (start > low and _AREA.search(text, start, place.start())):
        return place.start()
    gap = text.rfind(" ", start, door)
    if gap > start and _AREA.search(text, gap, door):  # 一等奖 王芳 江宁区翠屏苑12幢: the cell before is no address
        start = gap
    while start < door and text[start] in " ()":
        start += 1
    return start


def _judge(reading: Reading, start: int, end: int) -> Found | None:
    address = reading.text[start:end]
    areas = len(_AREA.findall(address)) + (_PLACE.match(address) is not None)
    before = reading.before(start, 24)
    personal = _PERSONAL.search(before) is not None
    if len(address) < 6 or (areas == 0 and not personal):
        return None
    if is_institution(reading, start, end) or _NOT_HOME.search(before) or is_example(reading, start, end):
        return None
    if _ORGANIZATION.match(reading.after(end, 16)) or re.search(r"银行|支行|分行|营业部", address):
        return None
    return Found("address", start, end, 0.9 if personal else 0.8, "shape", "street address with a door number")
