"""What a check answers."""

from dataclasses import dataclass

from app.model.product import ProductSheet
from app.model.span import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a message that its product's sheet contradicts: where (normalised text of a part), and how.

    ``stated`` and ``sheet_says`` are numbers, levels, days or ids; never words of the message.
    """

    part: int
    span: Span
    sheet: ProductSheet
    sheet_says: str
    stated: str = ""
    score: float = 1.0

    @property
    def explanation(self) -> str:
        """Both values, for people."""
        stated = f"stated {self.stated}, " if self.stated else ""
        return f"{stated}sheet {self.sheet.id}: {self.sheet_says}"

    @property
    def data(self) -> tuple[tuple[str, str], ...]:
        """Both values, for programs, sorted by key."""
        known = (("product", self.sheet.id), ("sheet", self.sheet_says), ("stated", self.stated))
        return tuple((key, value) for key, value in known if value)
