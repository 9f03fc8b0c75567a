"""Reading a message: normalised parts, and what can be told of language and jurisdiction."""

import html
from typing import Final

from app.model.finding import Localized
from app.model.message import Message
from app.model.verdict import Unread
from app.model.vocabulary import Jurisdiction, Language
from app.text.document import Document
from app.text.language import detect_languages, find_unread
from app.text.normalize import NormalizedText, normalize

_JURISDICTIONS: Final = {
    Language.ZH_HANS: (Jurisdiction.CN,),
    Language.ZH_HANT: (Jurisdiction.HK, Jurisdiction.TW),
    Language.EN: (Jurisdiction.US, Jurisdiction.UK),
}
_NO_PACK: Final = "language"


def read(message: Message) -> Document:
    """The message as the detectors see it. Raises `TextError` for a part with a lone surrogate.

    Language and jurisdiction are the caller's where it gave them, otherwise what the text suggests. Products are the
    caller's.
    """
    parts = tuple(normalize(part.name, part.text) for part in message.parts)
    languages = (message.language,) if message.language else _languages(parts)
    jurisdictions = (message.jurisdiction,) if message.jurisdiction else _jurisdictions(languages)
    unread = tuple(unread for part in parts for unread in _unread(part))
    return Document(message, parts, languages, jurisdictions, message.products, unread)


def _languages(parts: tuple[NormalizedText, ...]) -> tuple[Language, ...]:
    # The script is lost in normalised text, and Han characters may be written as references in the original.
    original = "\n".join(html.unescape(part.original) if "&" in part.original else part.original for part in parts)
    return detect_languages("\n".join(part.text for part in parts), original)


def _jurisdictions(languages: tuple[Language, ...]) -> tuple[Jurisdiction, ...]:
    return tuple(dict.fromkeys(place for language in languages for place in _JURISDICTIONS[language]))


def _unread(part: NormalizedText) -> list[Unread]:
    return [
        Unread(
            part.name,
            _NO_PACK,
            Localized(f"有没有语言包的文字：{name.zh}。", f"Text in a language without a pack: {name.en}."),
        )
        for name in find_unread(part.text)
    ]
