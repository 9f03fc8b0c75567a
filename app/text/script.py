"""Simplified and Traditional Chinese."""

import functools

import opencc


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def to_traditional(text: str) -> str:
    """Simplified text in Traditional characters, as OpenCC's ``s2t`` with its phrases writes them.

    For wordings that we offer. The reverse is a step of the normalisation, which keeps offsets.
    """
    return str(_converter().convert(text))
