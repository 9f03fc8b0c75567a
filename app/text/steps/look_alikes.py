"""Letters that look like Latin ones, by the letter they look like.

The first table is drawn from Unicode's confusables.txt (UTS 39, version 14.0.0; Copyright 2021 Unicode, Inc., Unicode
License): Cyrillic, Greek, Latin, Armenian, Cherokee, Coptic and Lisu letters whose skeleton is one ASCII letter. The
second one holds small capitals, and letters that stand for a Latin one in fancy writing only (FЯEE, GUΛRΛNTΣΣD).
"""

from typing import Final

_UNICODE: Final = {
    "A": "ΑАᎪꓮ",
    "B": "ΒВᏴꓐꞴ",
    "C": "СҪᏟⲤꓚ",
    "D": "ÐĐƉᎠꓓ",
    "E": "ɆΕЕᎬꓰ",
    "F": "ƑϜꓝꞘ",
    "G": "ǤԌᏀᏳꓖ",
    "H": "ĦΗНҢӇӉᎻⱧⲎꓧ",
    "J": "ɈͿЈᎫꓙꞲ",
    "K": "ΚКҚҞᏦⱩⲔꓗꝀ",
    "L": "ŁᏞⳐꓡ",
    "M": "ΜϺМӍᎷⲘꓟ",
    "N": "ƝΝⲚꓠ",
    "O": "ØƟǾΘΟθОѲӨՕᎾᏫⲞꓳꝊ",
    "P": "ΡРᏢⲢꓑ",
    "R": "ƦᎡᏒꓣ",
    "S": "ЅՏᏕᏚꓢ",
    "T": "ŦƮȾΤТҬᎢⲦꓔ",
    "U": "ɄՍᏌꓴ",
    "V": "ѴᏙꓦ",
    "W": "ԜᎳᏔꓪ",
    "X": "ΧХҲⲬꓫꞳ",
    "Y": "ɎΥУҮҰᎩᎽⲨꓬ",
    "Z": "ƵȤΖᏃꓜ",
    "a": "ɑαа",
    "b": "ƀƂƃƄɓБЬѢѣҌҍᏏ",
    "c": "ȼсҫᴄⲥꮯ",
    "d": "đƌɖɗԁᏧꓒ",
    "e": "ɇеҽҿꬲ",
    "f": "ƒքᵮẝꞙꬵ",
    "g": "ƍǥɠɡցᶃ",
    "h": "ħɦћһհᏂᏲꚕ",
    "i": "ıɨɩɪιіӏᎥᵻᵼꙇꭵ",
    "j": "ɉϳј",
    "k": "ƙ",
    "l": "łƖƗƚǀɫɭΙІӀⲒꓲ",
    "n": "ƞɳηոռᵰ",
    "o": "øɵοσоѳөօᴏᴑⲟꝋꬽꬾꭴꮎꮻ",
    "p": "ƥρрᵽⲣ",
    "q": "ʠԛգզ",
    "r": "ɍɼɽгғᴦᵲⲅꭇꭈꮁ",
    "s": "ƽʂѕᵴꜱꮪ",
    "t": "ŧƭᵵ",
    "u": "ʋυսᴜᵾꞟꭎꭒꮜ",
    "v": "νѵᴠꮩ",
    "w": "ɯѡԝաᴡꝡꮃ",
    "x": "х",
    "y": "ƴɏɣʏγуүұᶌỿꭚ",
    "z": "ƶȥʐᴢᵶꮓ",
}
_FANCY: Final = {
    "a": "ΛΔλДдᴀ",
    "b": "ʙвЪъ",
    "c": "єЄ",
    "d": "ᴅδ",
    "e": "ᴇΣΞεЭэЗз",
    "f": "ꜰ",
    "g": "ɢ",
    "h": "ʜн",
    "j": "ᴊ",
    "k": "ᴋкκ",
    "l": "ʟ",
    "m": "ᴍм",
    "n": "ɴИиПпЛлπЙй",
    "o": "ΩФф",
    "p": "ᴘ",
    "q": "ꞯ",
    "r": "ʀЯяГ",
    "s": "ς",
    "t": "ᴛтτ",
    "u": "Ццμ",
    "w": "ωШшЩщψ",
    "y": "ЧчΨ",
    "z": "ζ",
}
# Letters that no reader can tell from a Latin one: a word of these alone is a disguise, unless the text is Russian or
# Greek, which shows in its other words.
TWINS: Final = frozenset("АВЕЅІЈКМНОРСТУХԌԚԜаеѕіјкорсухһԁԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓳꓴ")


def _letters() -> dict[int, str]:
    table = {ord(twin): letter for source in (_FANCY, _UNICODE) for letter, twins in source.items() for twin in twins}
    # Both cases of a letter, so that a word does not become readable only once it is lower-case.
    for code, letter in list(table.items()):
        for other in (chr(code).lower(), chr(code).upper()):
            if len(other) == 1 and not other.isascii():
                table.setdefault(ord(other), letter)
    return table


LETTERS: Final = _letters()
