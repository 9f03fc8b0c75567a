"""Time limits promised in complaint replies (CN-CMP-1-2, TW-FCP-13).

银行业保险业消费投诉处理管理办法: 15 days for a simple case, up to 30 for a complex one, at most 60 in all.
金融消費者保護法 article 13: 30 days.
"""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.computed.result import Computation
from app.model.span import Span
from app.model.vocabulary import Jurisdiction
from app.text.document import Document
from app.text.normalize import NormalizedText

LIMIT_DAYS: Final = {Jurisdiction.CN: 60, Jurisdiction.TW: 30}
_COMPLAINT: Final = re.compile(r"投诉|申诉|客诉")
_PROMISE: Final = re.compile(
    r"(\d{1,3})\s*个?(工作日|自然日|日|天|周|星期|个月|月)(?:之?内|左右|以内)[^。\n]{0,12}(?:回复|答复|处理|办结|告知|反馈|联系|结果)"
)
_DAYS: Final = {"工作日": 1.4, "自然日": 1, "日": 1, "天": 1, "周": 7, "星期": 7, "个月": 30, "月": 30}


def complaint_deadline(document: Document, part: NormalizedText) -> Iterator[Computation]:
    """A promise to answer a complaint later than the law allows."""
    limits = [LIMIT_DAYS[jurisdiction] for jurisdiction in document.jurisdictions if jurisdiction in LIMIT_DAYS]
    if not limits or _COMPLAINT.search(part.text) is None:
        return
    for promise in _PROMISE.finditer(part.text):
        days = int(promise.group(1)) * _DAYS[promise.group(2)]
        if days > max(limits):
            yield Computation(
                Span(promise.start(), promise.end(2)),
                f"about {days:.0f} days, the limit is {max(limits)}",
                (("limit_days", str(max(limits))), ("promised_days", f"{days:.0f}")),
            )
