"""What can be wrong with a text itself."""


class TextError(ValueError):
    """A part holds something that is no Unicode text: a lone surrogate.

    ``part`` names the part and ``position`` is the code point offset of the first one. The text is not repeated.
    """

    def __init__(self, part: str, position: int) -> None:
        super().__init__(f"part {part!r} holds a lone surrogate at character {position}")
        self.part = part
        self.position = position
