"""Tokens: the only place that makes spaCy pipelines."""

import functools
from dataclasses import dataclass
from typing import Literal

from app.text.left_out import left_out
from app.text.words import cut_words

with left_out({"spacy.cli": (), "spacy.cli.info": ("info",)}):
    import spacy
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.util import filter_spans
    from spacy.vocab import Vocab

__all__ = ["Matcher", "filter_spans", "tokenize_en", "tokenize_zh", "vocabulary"]


@dataclass(frozen=True, slots=True)
class _Pipelines:
    """A blank pipeline of each language: tokens only, no model to download."""

    en: Language
    zh: Vocab


@functools.cache
def _pipelines() -> _Pipelines:
    # The Chinese pipeline is there for its lexical attributes (LIKE_NUM, IS_PUNCT ...); its tokens are not used.
    return _Pipelines(spacy.blank("en"), spacy.blank("zh").vocab)


def vocabulary(language: Literal["en", "zh"]) -> Vocab:
    """The vocabulary that the tokens of ``language`` belong to; a Matcher must be made with it."""
    pipelines = _pipelines()
    return pipelines.en.vocab if language == "en" else pipelines.zh


def tokenize_en(text: str) -> Doc:
    """English tokens by spaCy's rules. ``doc.text == text``: token offsets are offsets in ``text``."""
    return _pipelines().en.tokenizer(text)


def tokenize_zh(text: str) -> Doc:
    """Chinese tokens: jieba's words. ``doc.text == text``: token offsets are offsets in ``text``.

    A single space after a word belongs to that word's token, as in spaCy; other white space is a token.
    """
    words: list[str] = []
    spaces: list[bool] = []
    for word in cut_words(text):
        if word == " " and words and not spaces[-1] and not words[-1].isspace():
            spaces[-1] = True
        else:
            words.append(word)
            spaces.append(False)
    return Doc(_pipelines().zh, words=words, spaces=spaces)
