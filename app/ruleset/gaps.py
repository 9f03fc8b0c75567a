"""What keeps an obligation, or a part of it, from being shown by a rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.model.finding import Localized


class GapReason(StrEnum):
    """Why no rule shows it."""

    HUMAN = "needs-human"
    PRODUCT_DATA = "needs-product-data"
    METADATA = "needs-metadata"
    OUTSIDE_TEXT = "outside-text"
    LAW = "unverified-law"


GAP_REASONS: Final[Mapping[GapReason, Localized]] = {
    GapReason.HUMAN: Localized("需要人判断", "needs a human"),
    GapReason.PRODUCT_DATA: Localized("需要产品或业务资料", "needs product or business data"),
    GapReason.METADATA: Localized("需要调用方未提供的信息", "needs metadata that callers do not send"),
    GapReason.OUTSIDE_TEXT: Localized("不在文字里（版面、声音、流程）", "outside the text (layout, sound, process)"),
    GapReason.LAW: Localized("法规草案或未核实", "draft or unverified law"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """What of an obligation no rule shows, and why."""

    reason: GapReason
    text: Localized
