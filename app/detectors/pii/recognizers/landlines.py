"""Fixed lines of the mainland and Taiwan: numbers with an area code."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example, is_institution, names_thing
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading
from app.detectors.pii.recognizers.phones import LABEL

_CN_LANDLINE: Final = re.compile(
    r"(?<![0-9.\-])(?P<country>(?:\(?(?:\+|00)86\)?|86)[ \-]{0,2})?(?:\((?P<a>0?(?:10|2[0-57-9]|[3-9][0-9]{2}))\)|"
    r"(?P<b>0?(?:10|2[0-57-9]|[3-9][0-9]{2})))(?P<gap>[ \-]{0,3})(?P<local>[2-8][0-9]{2,3}[ \-]?[0-9]{4})"
    r"(?P<ext> ?(?:转|-|ext\.? ?|分机号?) ?[0-9]{1,5})?(?![0-9]|[.\-][0-9])"
)
_TW_LANDLINE: Final = re.compile(
    r"(?<![0-9.\-])(?:(?:\+|00)886[ \-]{0,2}(?:\(0\))?(?P<intl>[2-8])|\((?P<a>0(?:2|3|4|5|6|7|8|37|49|82|"
    r"89|826|836))\)|"
    r"(?P<b>0(?:2|3|4|5|6|7|8|37|49|82|89|826|836)))(?P<gap>[ \-]{0,2})(?P<local>[2-9][0-9]{2,3}[ \-]?[0-9]{3,4})"
    r"(?P<ext> ?(?:转|#|ext\.? ?|分机号?) ?[0-9]{1,5})?(?![0-9]|[.\-][0-9])"
)


class Landlines(Recognizer):
    """Fixed lines of persons; those of an institution are no leak."""

    ENTITIES = ("cn_landline", "tw_landline")

    def may_find(self, reading: Reading) -> bool:
        """It takes seven digits."""
        return reading.longest >= 7

    def find(self, reading: Reading) -> Iterator[Found]:
        """Area codes with what follows."""
        if any(reading.digits.startswith(("0", "86", "886"), begin) for n in reading.numbers for begin, _ in n.groups):
            yield from _mainland(reading)
            yield from _taiwanese(reading)


def _mainland(reading: Reading) -> Iterator[Found]:
    for match in _CN_LANDLINE.finditer(reading.digits):
        area, local = match["a"] or match["b"], re.sub(r"[ \-]", "", match["local"])
        country = match["country"]
        if country is None and not (area.startswith("0") and (reading.has_han or "-" in match.group())):
            continue
        digits = area.lstrip("0") + local
        if len(digits) not in (10, 11) or (area.lstrip("0")[0] in "12" and len(local) != 8):
            continue
        separated = match["a"] is not None or bool(match["gap"]) or country is not None
        found = _landline(reading, match, "cn_landline" if reading.has_han or country else "phone", separated=separated)
        if found is not None:
            yield found


def _taiwanese(reading: Reading) -> Iterator[Found]:
    for match in _TW_LANDLINE.finditer(reading.digits):
        area = match["intl"] or match["a"] or match["b"]
        local = re.sub(r"[ \-]", "", match["local"])
        if not 8 <= len(area.lstrip("0")) + len(local) <= 9 or (area in ("02", "2") and len(local) != 8):
            continue
        separated = match["intl"] is not None or match["a"] is not None or bool(match["gap"])
        found = _landline(reading, match, "tw_landline", separated=separated)
        if found is not None:
            yield found


def _landline(reading: Reading, match: re.Match[str], entity: str, *, separated: bool) -> Found | None:
    start, end = match.span()
    if is_example(reading, start, end) or is_institution(reading, start, end) or names_thing(reading, start):
        return None
    labelled = LABEL.search(reading.before(start, 18)) is not None
    if not separated and not labelled:
        return None
    return Found(entity, start, end, 0.87 if labelled else 0.8, "shape", "shaped like a landline number")
