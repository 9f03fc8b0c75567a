"""A stated issuer or manager against the sheet."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.product_facts.reading import PartReading, Reading
from app.detectors.product_facts.statement import Statement
from app.model.product import ProductSheet
from app.model.span import Span
from app.text.normalize import normalize

_ENDING: Final = (
    r"(?:有限责任公司|股份有限公司|有限公司|公司|银行|理财|基金|信托|证券|保险|人寿|财险|资管|消费金融|小贷|集团|"
    r"\b(?:bank|limited|ltd|plc|inc|corp(?:oration)?|company|insurance|trust)\b)"
)
# 远山基金 + 管理有限公司
_NAME_END: Final = rf"{_ENDING}(?:(?:管理|资产|投资|股份|控股|财产|销售|\([^)]{{1,6}}\))*{_ENDING})*"
_PATTERNS: Final = (
    re.compile(
        rf"由([^,。;:!?\n“”]{{1,24}}?{_NAME_END})(?:独家|共同|负责|作为管理人)?(?:发行|管理|设计|推出|承保|出品)"
    ),
    re.compile(
        r"(?:发行机构|发行人|发行方|管理人|管理机构|承保公司|保险人|放款机构|贷款机构|贷款人)(?:名称)?(?:为|是|:)\s*"
        rf"([^,。;!?\n]{{1,24}}?{_NAME_END})"
    ),
    re.compile(
        r"\b(?:issued|managed|underwritten|offered) by "
        rf"((?:[a-z&'-]+ ){{0,5}}?[a-z&'-]*{_ENDING}(?: (?:limited|ltd|plc|inc))?)"
    ),
)
_FORM: Final = re.compile(
    r"有限责任公司|股份有限公司|有限公司|公司|\b(?:co|company|limited|ltd|plc|inc|corp|corporation)\b|[\s()·.,&-]|^the\b"
)
# The sender itself, whoever that is.
_SELF: Final = re.compile(r"^(?:本|我|贵|总|该|其|the |our |this |my )|合作|正规|大型|知名|持牌")
_FEWEST: Final = 2


def wrong_issuer(reading: Reading) -> Iterator[Statement]:
    """A stated issuer or manager that is not the sheet's."""
    for part in reading.parts:
        for span in _stated_issuers(part):
            stated = _core(part.part.text[span.start : span.end])
            for mention in part.about(span):
                if len(stated) >= _FEWEST and not _is_issuer(stated, mention.sheet):
                    yield Statement(part.number, span, mention.sheet, mention.sheet.issuer, score=mention.score)


def _stated_issuers(part: PartReading) -> Iterator[Span]:
    found = {
        Span(*match.span(1))
        for pattern in _PATTERNS
        for match in pattern.finditer(part.part.text)
        if not _SELF.search(match.group(1))
    }
    yield from sorted(span for span in found if not part.is_name(span))


def _is_issuer(stated: str, sheet: ProductSheet) -> bool:
    known = [_core(normalize("issuer", name).text) for name in (sheet.issuer, *sheet.issuer_aliases)]
    return any(stated in name or name in stated for name in known if name)


def _core(name: str) -> str:
    """A firm's name without its legal form and punctuation."""
    return _FORM.sub("", name)
