"""Imports a package without the parts of it that nobody here uses, where it would load them all by itself.

spaCy brings its command line, Presidio the recognizers of forty countries: half of the time of importing them, and
30 MB (`python -X importtime -c "import app.review"`).
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def left_out(parts: Mapping[str, tuple[str, ...]]) -> Iterator[None]:
    """While open, an import of one of ``parts`` (module -> names taken from it) gives empty classes of these names.

    A part that was imported before stays as it is, and each can be imported as usual afterwards.
    """
    stand_ins = {part: _stand_in(part, names) for part, names in parts.items() if part not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for part, stand_in in stand_ins.items():
            if sys.modules.get(part) is stand_in:
                del sys.modules[part]


def _stand_in(part: str, names: tuple[str, ...]) -> ModuleType:
    module = ModuleType(part)
    module.__path__ = []  # a package, so that its own modules may be left out too
    for name in names:
        setattr(module, name, type(name, (), {"__doc__": f"Left out: import {part} first to have it."}))
    return module
