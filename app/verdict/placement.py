"""Where a sentence that a message lacks is put, and how it is joined to what stands around it."""

import re
import unicodedata
from typing import Final

from app.model.finding import Edit
from app.model.message import Part
from app.model.span import Span
from app.model.vocabulary import Language

# Parts that are headlines: a disclosure does not belong there while there is another part.
_HEADLINES: Final = frozenset({"subject", "title", "headline", "preheader", "signature", "sender", "button", "cta"})

# What stays last: ways to opt out, the sender's signature, the greeting at the end of a letter, closing tags.
_OPT_OUT: Final = (
    r"(?:(?:如需)?(?:退订|退訂|拒收|取消订阅|取消訂閱|不再接收)(?:此类短信)?(?:请|請|可)?(?:直接)?"
    r"(?:回复|回覆|回|复|发送|發送|发|至)?[：: ]?[“\"']?[A-Za-z0-9]{1,5}[”\"']?(?:即可)?"
    r"|(?:回复|回覆|回|发送|發送)[“\"' ]?[A-Za-z]{1,4}[”\"' ]?(?:即可)?(?:退订|退訂|拒收|取消订阅|取消訂閱|取消)"
    r"|(?i:(?:to (?:opt out|unsubscribe|stop)[^.\n]{0,20},? )?"
    r"(?:reply|text|txt|send) [“\"']?(?:stop|end|quit|n|r|t)[”\"']?(?: to [\w -]{1,24})?"
    r"|stop to (?:end|opt out|opt-out|cancel|unsubscribe|quit)|unsubscribe(?: here|: ?\S{1,60})?))"
)
_SIGNATURE: Final = r"[【\[][^】\]\n]{1,24}[】\]]"
_CLOSING: Final = r"</[A-Za-z][A-Za-z0-9]{0,9}>"
_REGARDS: Final = (
    r"(?:best|kind|warm)(?: regards| wishes)|regards|yours (?:sincerely|faithfully|truly)|sincerely|best,|thanks,"
)
_GREETING: Final = re.compile(
    r"\n[ \t　]*(?:此致|敬礼|敬禮|顺祝|順祝|顺颂|順頌|祝好|谨启|謹啟|敬上|敬启|敬啟"
    rf"|(?i:{_REGARDS}))[^\n]{{0,30}}(?:\n[^\n]{{0,60}}){{0,5}}\s*\Z"
)
_TAIL: Final = re.compile(rf"(?:[\s。.;；、()（）]*(?:{_OPT_OUT}|{_SIGNATURE}|{_CLOSING}))+[\s。.;；、()（）!！]*\Z")
_LONGEST_TAIL: Final = 240  # looked at from the end
_LONGEST_GREETING: Final = 400
_TAIL_OF_OPT_OUT: Final = re.compile(rf"(?:\s*(?:{_SIGNATURE}|{_CLOSING}))+\s*\Z")
_IS_OPT_OUT: Final = re.compile(_OPT_OUT)

_STOPS: Final = frozenset("。.!?！？;；…~～")
_CLOSERS: Final = frozenset("）)”\"'’」』》")
_COMMAS: Final = frozenset("，,、:：—-")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+\Z|[\w.-]+\.(?:com|cn|net|hk|tw|uk)(?:/[\x21-\x7e]*)?\Z")


def insertion(parts: tuple[Part, ...], wording: str, language: Language) -> Edit | None:
    """The edit that adds ``wording`` to a message; None for one without parts."""
    if not parts:
        return None
    part = next((item for item in reversed(parts) if item.name not in _HEADLINES), parts[-1])
    text = part.text
    place = _place(text, is_opt_out=_IS_OPT_OUT.fullmatch(wording.rstrip("。. ")) is not None)
    before, after = text[:place], text[place:]
    ending = "" if not after.strip() else _stop_before(wording, after, language)
    return Edit(part.name, Span(place, place), _joint(before, after, language) + wording + ending)


def _place(text: str, *, is_opt_out: bool) -> int:
    end = len(text)
    greeting = _GREETING.search(text, max(0, end - _LONGEST_GREETING))
    if greeting is not None and greeting.start():
        end = greeting.start()
    tail = (_TAIL_OF_OPT_OUT if is_opt_out else _TAIL).search(text, max(0, end - _LONGEST_TAIL), end)
    if tail is not None and text[: tail.start()].strip():
        end = tail.start()
        while text[end : end + 1] in _STOPS and end < tail.end():  # the stop belongs to the sentence before the tail
            end += 1
    return len(text[:end].rstrip())


def _joint(before: str, after: str, language: Language) -> str:
    """What to put between ``before`` and the sentence."""
    if not before:
        return ""
    if "\n" in before.strip() and (not after.strip() or after.startswith("\n")):
        return "\n\n" if "\n\n" in before.strip() else "\n"
    space = " " if language is Language.EN else ""
    if before[-1] == ">":
        return ""
    if _ADDRESS.search(before) or _is_picture(before[-1]):
        return " "
    said = before.rstrip("".join(_CLOSERS))
    if before[-1] in _COMMAS or before[-1] in "】]" or (said and said[-1] in _STOPS):
        return space
    return ("." if space else "。") + space


def _stop_before(wording: str, after: str, language: Language) -> str:
    """What to put behind the sentence when something follows it."""
    stop = "" if wording.rstrip()[-1:] in _STOPS or after[0] in _STOPS or after[0] in "\n<【" else "。"
    if language is not Language.EN:
        return stop
    gap = "" if after[0].isspace() or after[0] in _STOPS or after[0] == "<" else " "
    return (stop and ".") + gap


def _is_picture(character: str) -> bool:
    """True for emoji and ornaments, which end a sentence as well as a stop does."""
    return unicodedata.category(character) in ("So", "Sk", "Mn", "Me") or character == "\u200d"
