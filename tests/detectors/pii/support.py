"""Cases of personal data, one text each: ``客户⟦刘建国|person_name⟧名下…``; a text without a mark is clean.

``⟦quote|entity⟧`` is expected, exactly so; ``⟦quote|entity|owner⟧`` also has this owner. ``{cn_id}``, ``{card}``
and the like become valid synthetic numbers.
"""

import random
import re
from dataclasses import dataclass
from datetime import date

from app.detectors.pii import Hit, analyze
from app.model.message import Message, Part, Recipient
from app.text.document import Document
from app.text.normalize import normalize

_MARK = re.compile(r"⟦(?P<quote>[^⟦⟧|]*)\|(?P<entity>[a-z0-9_]+)(?:\|(?P<owner>[a-z\-]+))?⟧")


@dataclass(frozen=True, slots=True)
class Expected:
    quote: str
    entity: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class Case:
    text: str
    expected: tuple[Expected, ...]

    def __str__(self) -> str:
        return self.text[:50]


def cases(table: str, seed: int = 7) -> list[Case]:
    """One case a line; lines that begin with # are remarks."""
    lines = (line.strip() for line in table.strip().splitlines())
    return [_case(line, random.Random(f"{seed}{line}")) for line in lines if line and not line.startswith("# ")]


def _case(line: str, source: random.Random) -> Case:
    filled = (
        re.sub(r"\{([a-z_0-9]+)\}", lambda match: NUMBERS[match[1]](source), line)
        .replace("\\n", "\n")
        .replace("\\u200b", "\u200b")
    )
    expected = tuple(Expected(m["quote"], m["entity"], m["owner"]) for m in _MARK.finditer(filled))
    return Case(_MARK.sub(lambda match: match["quote"], filled), expected)


def document_of(text: str, recipient: Recipient | None = None) -> Document:
    message = Message("test", (Part("body", text),), date(2026, 1, 1), recipient=recipient)
    return Document(message, (normalize("body", text),), (), (), ())


def hits_of(text: str, recipient: Recipient | None = None) -> list[tuple[str, Hit]]:
    document = document_of(text, recipient)
    return [(document.parts[hit.part].quote(hit.span), hit) for hit in analyze(document)]


def check(case: Case) -> None:
    """The quotes and entities are exactly the expected ones, and so are the owners that the case names."""
    found = hits_of(case.text)
    assert [(quote, hit.entity) for quote, hit in found] == [(e.quote, e.entity) for e in case.expected]
    for (quote, hit), expected in zip(found, case.expected, strict=True):
        if expected.owner is not None:
            assert (quote, hit.owner.value) == (quote, expected.owner)


def cn_id(source: random.Random, area: str = "") -> str:
    area = area or source.choice(["110105", "310104", "440305", "330106", "510107", "420106", "610113", "150105"])
    born = f"{source.randint(1950, 2005)}{source.randint(1, 12):02}{source.randint(1, 28):02}"
    body = f"{area}{born}{source.randint(0, 999):03}"
    return (
        body
        + "10X98765432"[
            sum(int(d) * w for d, w in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True))
            % 11
        ]
    )


def card(source: random.Random, prefix: str = "", length: int = 0) -> str:
    prefix = prefix or source.choice(["622202", "621700", "622588", "621483", "622848"])
    length = length or source.choice([16, 19])
    body = prefix + "".join(str(source.randint(0, 9)) for _ in range(length - len(prefix) - 1))
    total = sum(sum(divmod(int(d) * 2, 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def spaced(number: str, separator: str = " ") -> str:
    return separator.join(number[i : i + 4] for i in range(0, len(number), 4))


def mobile(source: random.Random) -> str:
    return source.choice(["133", "136", "150", "158", "166", "177", "187", "199"]) + f"{source.randint(0, 99999999):08}"


def grouped(number: str, *lengths: int, separator: str = " ") -> str:
    parts, start = [], 0
    for length in lengths:
        parts.append(number[start : start + length])
        start += length
    return separator.join(parts)


def hkid(source: random.Random) -> str:
    letter = source.choice("ABCDEFGHKMPRVYZ")
    digits = f"{source.randint(0, 999999):06}"
    values = [36, ord(letter) - 55, *map(int, digits)]
    rest = sum(w * v for w, v in zip(range(9, 1, -1), values, strict=True)) % 11
    return f"{letter}{digits}({'0A987654321'[rest]})"


def tw_id(source: random.Random) -> str:
    letter = source.choice("ABDEFGHJKLMNPQRSTUVXY")
    value = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(letter) + 10
    digits = [source.choice([1, 2]), *(source.randint(0, 9) for _ in range(7))]
    total = value // 10 + value % 10 * 9 + sum(d * w for d, w in zip(digits, range(8, 0, -1), strict=True))
    return letter + "".join(map(str, digits)) + str(-total % 10)


def iban(source: random.Random, country: str = "GB", bank: str = "BARC", digits: int = 14) -> str:
    body = bank + "".join(str(source.randint(0, 9)) for _ in range(digits))
    value = int("".join(str(int(c, 36)) for c in body + country + "00"))
    return f"{country}{98 - value % 97:02}{body}"


NUMBERS = {
    "cn_id": cn_id,
    "cn_id_x": lambda source: next(n for n in iter(lambda: cn_id(source), "") if n.endswith("X")),
    "hk_permit": lambda source: cn_id(source, "810000"),
    "card": card,
    "card16": lambda source: spaced(card(source, length=16)),
    "card19": lambda source: spaced(card(source, length=19)),
    "card_hyphen": lambda source: spaced(card(source, length=16), "-"),
    "visa": lambda source: spaced(card(source, "4716", 16)),
    "visa_plain": lambda source: card(source, "4539", 16),
    "master": lambda source: spaced(card(source, "5424", 16)),
    "amex": lambda source: grouped(card(source, "3782", 15), 4, 6, 5),
    "mobile": mobile,
    "mobile_spaced": lambda source: grouped(mobile(source), 3, 4, 4),
    "mobile_hyphen": lambda source: grouped(mobile(source), 3, 4, 4, separator="-"),
    "hkid": hkid,
    "hkid_bare": lambda source: hkid(source).replace("(", "").replace(")", ""),
    "tw_id": tw_id,
    "iban": iban,
    "iban_spaced": lambda source: spaced(iban(source)),
    "iban_de": lambda source: iban(source, "DE", "", 18),
}
