"""A page as one HTML file: style and plots are in it, nothing is loaded from elsewhere."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from app.reports.scorecard.blocks import Block, Heading, Mistake, Mistakes, Paragraph, Plot, Table, Tiles
from app.reports.scorecard.visible import marked
from app.reports.scorecard.wording import Tongue

_CSS: Final = """
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--paper:#fff;--card:#f6f8fa;
--pass:#1a7f37;--revise:#9a6700;--block:#cf222e;--found:#ffe2b8;--label:#1a9c79}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa4af;--line:#3d444d;--paper:#0d1117;--card:#161b22;
--pass:#3fb950;--revise:#d29922;--block:#f85149;--found:#5a3d0c;--label:#35bd97}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);line-height:1.55;
font:15px/1.55 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:980px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:28px;margin:0 0 8px}
h2{font-size:21px;margin:48px 0 4px;padding-top:16px;border-top:1px solid var(--line)}
h1+h2,h1+p+h2{border-top:0;margin-top:16px}
h3{font-size:16px;margin:32px 0 8px}
p{margin:4px 0 12px;color:var(--soft)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(138px,1fr));gap:12px;margin:16px 0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.tile b{display:block;font-size:24px;font-weight:650;font-variant-numeric:tabular-nums}
.tile span,.tile small{color:var(--soft);font-size:12.5px;display:block}
.scroll{overflow-x:auto;margin:8px 0 16px}
table{border-collapse:collapse;font-size:13.5px;min-width:50%}
th,td{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--soft);font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;padding-left:12px}
td:first-child{white-space:nowrap}
svg{max-width:100%;height:auto;display:block;margin:8px 0 12px}
figure{margin:0}
pre{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 14px;overflow-x:auto}
.miss{border:1px solid var(--line);border-radius:8px;padding:10px 14px;margin:10px 0;break-inside:avoid}
.miss header{display:flex;flex-wrap:wrap;gap:4px 14px;align-items:baseline}
.miss header code{font-weight:650}
.miss .about,.miss dl{color:var(--soft);font-size:12.5px}
.miss dl{display:grid;grid-template-columns:max-content 1fr;gap:0 10px;margin:4px 0 0}
.miss dt{font-weight:600}.miss dd{margin:0}
.miss blockquote{margin:8px 0 2px;overflow-wrap:anywhere}
.verdict{font-size:13px}.verdict b{padding:0 2px}
.pass{color:var(--pass)}.revise{color:var(--revise)}.block{color:var(--block)}
u{text-decoration:underline 2px var(--label);text-underline-offset:4px}
mark{background:var(--found);color:inherit;border-radius:2px}
@media print{body{font-size:11px}main{max-width:none;padding:0}.miss,.tile,figure,tr{break-inside:avoid}
h2,h3{break-after:avoid}.scroll{overflow:visible}mark,.tile,rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
_LANGUAGES: Final = {"zh": "zh-Hans", "en": "en"}


def to_html(blocks: Iterable[Block], tongue: Tongue) -> str:
    """The whole page."""
    blocks = list(blocks)
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    body = "\n".join(piece for block in blocks for piece in _pieces(block))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="{_LANGUAGES[tongue]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n"
        "</html>\n"
    )


def _pieces(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text, code):
            yield f"<p>{_prose(text)}</p>"
            if code:
                yield f"<pre><code>{escape(code)}</code></pre>"
        case Tiles(items):
            tiles = (
                f'<div class="tile"><span>{escape(name)}</span><b>{value}</b><small>{escape(remark)}</small></div>'
                for name, value, remark in items
            )
            yield f'<div class="tiles">{"".join(tiles)}</div>'
        case Table():
            if not block.repeats:
                yield _table(block)
        case Plot(_, _, svg):
            yield f"<figure>{svg}</figure>"
        case Mistakes(want, got, legend, items):
            yield f"<p>{escape(legend)}</p>"
            yield from (_mistake(want, got, item) for item in items)


def _table(table: Table) -> str:
    def cells(tag: str, row: Iterable[str]) -> str:
        styles = ("" if column < table.texts else ' class="n"' for column in range(len(table.head)))
        return "".join(f"<{tag}{style}>{escape(cell)}</{tag}>" for style, cell in zip(styles, row, strict=True))

    rows = "".join(f"<tr>{cells('td', row)}</tr>" for row in table.rows)
    head = f"<thead><tr>{cells('th', table.head)}</tr></thead>"
    return f'<div class="scroll"><table>{head}<tbody>{rows}</tbody></table></div>'


def _mistake(want: str, got: str, item: Mistake) -> str:
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in item.facts)
    text = "".join(
        _piece(piece, is_labelled=is_labelled, is_found=is_found)
        for piece, is_labelled, is_found in marked(item.text, item.labelled, item.found)
    )
    return (
        f'<article class="miss"><header><code>{escape(item.key)}</code>{_verdict(want, item.want)}'
        f'{_verdict(got, item.got)}<span class="about">{escape(item.about)}</span></header>'
        f"<blockquote>{text}</blockquote><dl>{facts}</dl></article>"
    )


def _verdict(name: str, judged: tuple[str, str]) -> str:
    verdict, families = judged
    style = verdict if re.fullmatch("pass|revise|block", verdict) else ""
    return f'<span class="verdict">{escape(name)} <b class="{style}">{escape(verdict)}</b> {escape(families)}</span>'


def _piece(text: str, *, is_labelled: bool, is_found: bool) -> str:
    shown = escape(text)
    if is_found:
        shown = f"<mark>{shown}</mark>"
    return f"<u>{shown}</u>" if is_labelled else shown


def _prose(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
