"""Number plates: the mainland's by shape, Hong Kong's and Taiwan's by the word before them."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_REGIONS: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MAINLAND: Final = re.compile(
    rf"[{_REGIONS}] ?[a-hj-z] ?[·.\-•]? ?(?:[0-9a-hj-np-z]{{4}}[0-9a-hj-np-z挂学警港澳]|"
    rf"[df][0-9a-hj-np-z][0-9]{{4}}|[0-9]{{5}}[df])(?![0-9a-z])"
)
_LABEL: Final = re.compile(
    r"(?:机车|车牌|车号|牌照|号牌|plate|registration (?:number|plate|mark|no)|(?:vehicle|car|van|"
    r"bike) reg(?:istration)?|\breg(?:\.? (?:no\.?|number|plate|mark)|:)|"
    r"\bvrm)[^0-9,。;\n]{0,8}?(?=[a-z0-9])",
    re.ASCII,
)
_LABELLED: Final = re.compile(
    r"(?:[a-z]{1,2} ?[0-9]{1,4}|[a-z]{2,3} ?-? ?[0-9]{3,4}|[0-9]{2,4} ?-? ?[a-z0-9]{2}|[a-z][0-9] ?-? ?[0-9]{3,4}|"
    r"[a-z]{2}[0-9]{2} ?[a-z]{3}|m[a-z]? ?-?[0-9]{2} ?-? ?[0-9]{2}|[0-9][a-z]{3}[0-9]{3}|"
    r"[a-z]{3} ?-? ?[0-9]{2}[0-9a-z]{2}|[a-z][0-9]{1,3} ?[a-z]{3})(?![0-9a-z])"
)
_LABEL_END: Final = re.compile(r"(?:number|no|号码|号|码|is|为|是|[\s.:#\-])*")


class Plates(Recognizer):
    """Number plates of cars."""

    ENTITIES = ("plate",)

    def may_find(self, reading: Reading) -> bool:
        """It takes digits and letters."""
        return reading.has_letters and bool(reading.numbers)

    def find(self, reading: Reading) -> Iterator[Found]:
        """Plates by shape and plates by label."""
        if reading.has_han:
            for match in _MAINLAND.finditer(reading.text):
                if not is_example(reading, *match.span()) and sum(c.isdigit() for c in match.group()) >= 2:
                    yield Found("plate", *match.span(), 0.93, "shape", "shaped like a number plate")
        for label in _LABEL.finditer(reading.text):
            gap = _LABEL_END.match(reading.text, label.start() + len(label.group().rstrip()))
            start = max(label.end(), gap.end() if gap else 0)
            found = _LABELLED.match(reading.text, start)
            lettered = found is not None and any(character.isalpha() for character in found.group())
            if found is not None and lettered and not is_example(reading, *found.span()):
                yield Found("plate", *found.span(), 0.85, "label", "named a number plate")
