"""Chinese words."""

import rjieba


def cut_words(text: str) -> list[str]:
    """The words of Simplified Chinese text, in order and without loss: joined together they are ``text``.

    jieba's dictionary and its model for unknown words; runs of other scripts and single marks are words too.
    """
    return list(rjieba.cut(text))
