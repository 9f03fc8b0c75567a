"""Documents whose numbers have no public check digit: they count when their name stands beside them."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example
from app.detectors.pii.documents import HINTS, label_after, label_before
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_TOKEN: Final = re.compile(
    r"(?:(?<![a-z0-9@._*])|(?<=passport)|"
    r"(?<=passport no))(?:(?!is |no |to |of )[a-z]{1,2}[ \-]?)?[0-9](?:[ \-]?[0-9]){4,17}[a-z]?"
    r"(?:\([0-9a-z]{1,2}\))?(?![0-9a-z@*])"
)
_CN_PASSPORT: Final = (
    r"(?:e[0-9]{8}|e[a-hj-np-z][0-9]{7}|[dspg][0-9]{8}|[dspg]e[0-9]{7}|k[0-9]{8}|kj[0-9]{7}|ma[0-9]{7}|1[45][0-9]{7})"
)
_SHAPES: Final[dict[str, re.Pattern[str]]] = {
    "passport": re.compile(rf"{_CN_PASSPORT}|[a-z]{{0,2}}[0-9]{{6,9}}[a-z]?"),
    "hk_macau_permit": re.compile(r"[cw][0-9]{8}|c[a-z][0-9]{7}|w[a-z]?[0-9]{7,8}"),
    "taiwan_permit": re.compile(r"[lt][0-9]{8}|l[a-z][0-9]{7}"),
    "home_return_permit": re.compile(r"[hm][0-9]{8}(?:[0-9]{2})?"),
    "mainland_travel_permit": re.compile(r"[0-9]{8}|[0-9]{10}[a-z]?|[0-9]{10}\([a-z0-9]{1,2}\)"),
    "driving_license": re.compile(r"[a-z]{0,2}[0-9]{6,13}|[0-9]{12,18}x?|[a-z]{5}[0-9]{6}[a-z0-9]{5}"),
    "social_security_no": re.compile(r"[a-z]?[0-9]{8,12}|[0-9]{15}|[0-9]{17}[0-9x]"),
    "military_id": re.compile(r"[a-z]?[0-9]{6,10}"),
}
_UNSPECIFIC: Final = ("hk_macau_permit", "taiwan_permit", "home_return_permit")
_PERMIT: Final = re.compile(r"通行证|permit")
_MILITARY: Final = re.compile(
    r"(?:[军兵士文义学警公后武政参装空海南北济沈兰成广京沪陆火战联边警院校]|"
    r"[\u4e00-\u9fff](?=字))(?:(?!证)[\u4e00-\u9fff]){0,2}字第? ?[0-9]{5,10} ?号?"
)
_MILITARY_LABEL: Final = re.compile(r"军|士兵|士官|武警|警官|文职|部队|服役|兵证|military|officer")
# The licence of an agent or a company is a public one.
_OF_TRADE: Final = re.compile(
    r"(?:agent|broker|producer|insurance|adviser|advisor|nmls|realtor|business|contractor|lender|state|company)"
    r"(?![^.;\n]*\bdriv)[^;\n]*\blicen[cs]e[^a-z]*(?:no|number)?[^a-z]*$"
)
_UK_LICENCE: Final = re.compile(r"(?<![a-z0-9])[a-z9]{5}[ \-]?[0-9]{6}[ \-]?[a-z9]{2}[0-9][a-z]{2}(?![a-z0-9])")


class TravelDocuments(Recognizer):
    """Passports, permits, licences and cards, by their name and shape."""

    ENTITIES = (
        "passport",
        "hk_macau_permit",
        "taiwan_permit",
        "home_return_permit",
        "mainland_travel_permit",
        "driving_license",
        "social_security_no",
        "military_id",
    )

    def may_find(self, reading: Reading) -> bool:
        """It takes five digits and a document."""
        return reading.longest >= 5 and reading.mentions(HINTS)

    def find(self, reading: Reading) -> Iterator[Found]:
        """Numbers beside the name of a document."""
        for match in _TOKEN.finditer(reading.text):
            entity = _entity(reading, match)
            if entity is not None and not is_example(reading, *match.span()):
                yield Found(entity, *match.span(), 0.9, "label", "named and shaped like this document")
        if "字" in reading.text:
            yield from _military(reading)
        for match in _UK_LICENCE.finditer(reading.text) if reading.has_letters else ():
            before = reading.before(match.start(), 20)
            if "licen" in before or "驾" in before or label_before(reading, match.start()) == "driving_license":
                yield Found("driving_license", *match.span(), 0.92, "label", "UK driving licence number")


def _entity(reading: Reading, match: re.Match[str]) -> str | None:
    label = label_before(reading, match.start()) or label_after(reading, match.end())
    if label is None:
        return None
    compact = re.sub(r"[ \-]", "", match.group())
    if label == "driving_license" and _OF_TRADE.search(reading.before(match.start(), 64)):
        return None
    if label == "identity" and _PERMIT.search(reading.before(match.start(), 20)):
        return next((entity for entity in _UNSPECIFIC if _SHAPES[entity].fullmatch(compact)), None)
    shape = _SHAPES.get(label)
    return label if shape is not None and shape.fullmatch(compact) else None


def _military(reading: Reading) -> Iterator[Found]:
    for match in _MILITARY.finditer(reading.digits):
        labelled = _MILITARY_LABEL.search(reading.before(match.start(), 16))
        if labelled is not None or match.group().startswith("军"):
            yield Found("military_id", *match.span(), 0.92, "label", "number of a military document")
