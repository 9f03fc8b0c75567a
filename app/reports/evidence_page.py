"""An evidence pack as a page for people: one HTML file in each language that loads nothing and prints well."""

import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final, Literal

from app.model.finding import Localized
from app.store.events import EVENT_KIND, event_body
from app.store.evidence_source import Piece
from app.store.records import VERDICT_KIND
from app.store.verdict_body import FindingBody, Text

Tongue = Literal["zh", "en"]

_LANGUAGES: Final = {"zh": "zh-Hans", "en": "en"}
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_CSS: Final = """
body{margin:0 auto;max-width:960px;padding:24px;color:#1f2328;background:#fff;
font:14px/1.55 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
h1{font-size:24px}h2{font-size:16px;margin:0 0 4px}dl{display:grid;grid-template-columns:max-content 1fr;gap:0 12px}
dt{color:#59636e}dd{margin:0;overflow-wrap:anywhere}article{border:1px solid #d1d9e0;border-radius:6px;padding:12px;
margin:12px 0;break-inside:avoid}blockquote,pre{margin:6px 0;white-space:pre-wrap;overflow-wrap:anywhere}
mark{background:#ffe2b8}.block{color:#cf222e}.revise{color:#9a6700}.pass{color:#1a7f37}small{color:#59636e}
@media print{body{padding:0;max-width:none;font-size:11px}mark{print-color-adjust:exact}h2{break-after:avoid}}
"""
_WORDS: Final[Mapping[str, Localized]] = {
    "title": Localized("审查证据", "Review evidence"),
    "made": Localized("制作时间", "Made at"),
    "records": Localized("记录数", "Records"),
    "head": Localized("日志末端", "End of the log"),
    "key": Localized("签名密钥", "Signing key"),
    "proof": Localized(
        "本页仅供阅读；以 records.jsonl 和已签名的 manifest.json 为准，用 shenyan log verify --pack 验证。",
        "This page is for reading; records.jsonl and the signed manifest.json count. Check: shenyan log verify --pack.",
    ),
    "review": Localized("审查", "Review"),
    "act": Localized("操作", "Act"),
    "who": Localized("由谁", "By"),
    "channel": Localized("渠道", "Channel"),
    "rules": Localized("规则集", "Rule set"),
    "digest": Localized("消息摘要", "Message digest"),
    "hash": Localized("记录哈希", "Record hash"),
    "message": Localized("消息原文", "Message"),
    "waiver": Localized("豁免，不计入结论：", "Waived, does not count:"),
    "approved-wording": Localized("已批准用语，不计入结论：", "Approved wording, does not count:"),
    "decision.pass": Localized("可以发送", "May be sent"),
    "decision.revise": Localized("修改后发送", "Revise"),
    "decision.block": Localized("禁止发送", "Blocked"),
}


def page(manifest: Mapping[str, Any], pieces: Iterable[Piece], tongue: Tongue) -> str:
    """The whole page. Everything that comes from the log is shown as text, whatever it holds."""
    head = manifest["log"]["head"]
    facts = _facts(
        tongue,
        ("made", manifest["created_at"]),
        ("records", str(manifest["records"])),
        ("head", f"{head['sequence']} · {head['hash']}"),
        ("key", head["key_id"]),
    )
    title = _say("title", tongue)
    body = "\n".join(_article(piece, tongue) for piece in pieces)
    return (
        f'<!DOCTYPE html>\n<html lang="{_LANGUAGES[tongue]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{facts}"
        f"<p><small>{_say('proof', tongue)}</small></p>\n{body}\n</body>\n</html>\n"
    )


def _article(piece: Piece, tongue: Tongue) -> str:
    record = piece.record
    facts = [("who", record.principal), ("channel", record.channel), ("rules", record.rule_set_revision),
             ("digest", record.message_digest), ("hash", record.hash)]  # fmt: skip
    known = _facts(tongue, *((name, value) for name, value in facts if value))
    when = record.created_at.isoformat(timespec="seconds")
    head = f"<h2>{record.sequence} · {_say('act' if record.kind != VERDICT_KIND else 'review', tongue)} · {when}"
    if record.kind == VERDICT_KIND:
        style = record.decision if f"decision.{record.decision}" in _WORDS else ""
        shown = _say(f"decision.{record.decision}", tongue) if style else escape(record.decision)
        inner = "".join(_finding(finding, tongue) for finding in record.verdict_body()["findings"])
        if piece.message is not None:
            inner += f"<h2>{_say('message', tongue)}</h2>" + "".join(
                f"<blockquote>{escape(part['text'])}</blockquote>" for part in piece.message["parts"]
            )
        head += f' · <span class="{style}">{shown}</span></h2>{_id(record.review_id)}'
        return f"<article>{head}{known}{inner}</article>"
    body = event_body(record) if record.kind == EVENT_KIND else json.loads(record.body)
    act = escape(str(body.get("act", record.kind)))
    told = escape(json.dumps(body, ensure_ascii=False, indent=1))
    return f"<article>{head} · {act}</h2>{_id(record.review_id)}{known}<pre>{told}</pre></article>"


def _finding(finding: FindingBody, tongue: Tongue) -> str:
    quotes = "".join(f"<mark>{escape(evidence['quote'])}</mark> " for evidence in finding["evidence"])
    references = escape(" ".join(finding["references"]))
    return (
        f'<p><b class="{escape(finding["severity"])}">{escape(_in(finding["title"], tongue))}</b> '
        f"<small>{escape(finding['rule_id'])} {references}</small><br>{escape(_in(finding['message'], tongue))}"
        f"<br>{quotes}{_exemption(finding, tongue)}</p>"
    )


def _exemption(finding: FindingBody, tongue: Tongue) -> str:
    if "exemption" not in finding:
        return ""
    item = finding["exemption"]
    people = " / ".join(filter(None, (item["owner"], item["approver"])))
    told = f"{item['id']} · {people} · {item['until']} · {_in(item['reason'], tongue)}"
    return f"<br><small>{_say(item['kind'], tongue)} {escape(told)}</small>"


def _facts(tongue: Tongue, *facts: tuple[str, str]) -> str:
    rows = "".join(f"<dt>{_say(name, tongue)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return f"<dl>{rows}</dl>"


def _id(review_id: str) -> str:
    return f"<small>{escape(review_id)}</small>"


def _say(key: str, tongue: Tongue) -> str:
    text = _WORDS[key]
    return escape(text.zh if tongue == "zh" else text.en)


def _in(text: Text, tongue: Tongue) -> str:
    return text["zh"] if tongue == "zh" else text["en"]
