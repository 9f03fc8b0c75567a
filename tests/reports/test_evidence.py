"""Evidence packs: provable with the public key, harmless in a browser and in a spreadsheet."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.auth.access import ON_THE_MACHINE
from app.errors import UnknownReview
from app.model.principal import View
from app.reports.evidence_check import PackDamage, PackDamagedError, check_pack
from app.reports.evidence_pack import write_pack
from app.reports.evidence_table import HEAD, to_csv, to_xlsx
from app.ruleset.product_table import read_tables
from app.ruleset.table_writing import plain_cell
from app.store.canonical import canonical_json, digest
from app.store.content_erasure import Erasure
from app.store.events import Event, event_entry
from app.store.evidence_source import found_pieces, review_pieces
from app.store.searching import Filters
from app.store.verdict_log import VerdictLog
from app.store.verifying_keys import read_verifying_keys
from app.store.writer import LogOptions
from tests.store.entries import entry
from tests.store.keys import CONTENT_KEYS, KEYS, RING, SECRETS

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=y>&amp;保本"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "＝1", '"=1', '=HYPERLINK("x")']
PUBLIC = read_verifying_keys(RING.public_lines())


def _verdict(quote: str) -> dict[str, object]:
    text = {"zh": quote, "en": quote}
    place = {"part": "body", "start": 0, "end": 1, "utf16_start": 0, "utf16_end": 1}
    evidence = {**place, "quote": quote, "label": "x", "score": 1, "explanation": "", "tag": ""}
    finding = {"rule_id": "guaranteed-return", "family": "misleading", "severity": "block", "title": text,
               "message": text, "references": [quote], "evidence": [evidence], "suggestions": [],
               "shadow": False}  # fmt: skip
    return {"decision": "block", "findings": [finding], "content": "sealed"}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[VerdictLog]:
    """Three reviews whose every text is hostile, the second read by somebody."""
    opened = VerdictLog.open(f"sqlite:///{tmp_path}/log.db", KEYS, LogOptions(content_keys=CONTENT_KEYS))
    with closing(opened) as log:
        for number in range(3):
            content = canonical_json({"parts": [{"name": "body", "text": HOSTILE}]})
            given = entry(
                number, review_id=f"review-{number}", body=canonical_json(_verdict(HOSTILE)),
                principal=FORMULAS[number], content=content, message_digest=digest(content),
            )  # fmt: skip
            log.append(given)
        log.append(event_entry(Event("review-read", "review:review-1", after={"why": HOSTILE}), ON_THE_MACHINE))
        yield log


@pytest.fixture
def pack(log: VerdictLog, tmp_path: Path) -> Path:
    path = tmp_path / "pack.zip"
    assert write_pack(path, log, KEYS, review_pieces(log, "review-1", texts=True), {"review": "review-1"}) == 2
    return path


def test_a_pack_holds_a_review_and_what_was_done_to_it(pack: Path) -> None:
    with zipfile.ZipFile(pack) as files:
        lines = [json.loads(line) for line in files.read("records.jsonl").decode().splitlines()]

    assert [(line["record"]["sequence"], line["record"]["kind"]) for line in lines] == [(2, "verdict"), (4, "event")]
    assert lines[0]["message"]["parts"][0]["text"] == HOSTILE
    assert pack.stat().st_mode & 0o777 == 0o600
    assert check_pack(pack, PUBLIC) == 2


def test_without_being_asked_for_no_message_is_in_it(log: VerdictLog, tmp_path: Path) -> None:
    write_pack(tmp_path / "plain.zip", log, KEYS, found_pieces(log, Filters()), {})
    Erasure(log).erase_review("review-0", "x", ON_THE_MACHINE, View())
    write_pack(tmp_path / "erased.zip", log, KEYS, found_pieces(log, Filters(), texts=True), {})

    for name, expected in (("plain", [False, False, False]), ("erased", [False, True, True])):
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as files:
            lines = files.read("records.jsonl").decode().splitlines()
        assert ["message" in json.loads(line) for line in lines] == expected


def test_another_business_units_review_is_not_packed(log: VerdictLog) -> None:
    with pytest.raises(UnknownReview):
        review_pieces(log, "review-1", View(tenant="wealth"))
    assert list(found_pieces(log, Filters(view=View(tenant="wealth")))) == []


def _changed(pack: Path, name: str, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(pack) as files:
        contents = {item: files.read(item) for item in files.namelist()}
    assert old in contents[name]
    contents[name] = contents[name].replace(old, new, 1)
    path = pack.with_name("changed.zip")
    with zipfile.ZipFile(path, "w") as files:
        for item, content in contents.items():
            files.writestr(item, content)
    return path


@pytest.mark.parametrize(
    ("name", "old", "new", "damage"),
    [
        ("records.jsonl", b'"decision":"block"', b'"decision":"pass"', PackDamage.ALTERED),
        ("records.csv", b"review-1", b"review-9", PackDamage.ALTERED),
        ("evidence.zh.html", b"review-1", b"review-9", PackDamage.ALTERED),
        ("manifest.json", b'"records":2', b'"records":1', PackDamage.UNSIGNED),
        ("manifest.sig.json", RING.current.id.encode(), b"0" * 16, PackDamage.UNSIGNED),
        ("manifest.json", b"{", b"", PackDamage.UNREADABLE),
    ],
)
def test_a_changed_pack_is_refused(pack: Path, name: str, old: bytes, new: bytes, damage: PackDamage) -> None:
    with pytest.raises(PackDamagedError) as raised:
        check_pack(_changed(pack, name, old, new), PUBLIC)
    assert raised.value.damage is damage


def test_a_pack_of_another_key_is_refused(pack: Path, tmp_path: Path) -> None:
    assert check_pack(pack, None) == 2
    with pytest.raises(PackDamagedError):
        check_pack(pack, read_verifying_keys(SECRETS[2]))
    (tmp_path / "x.zip").write_bytes(b"PK no zip")
    with pytest.raises(PackDamagedError):
        check_pack(tmp_path / "x.zip", PUBLIC)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_page_shows_texts_and_runs_nothing(pack: Path, tongue: str) -> None:
    with zipfile.ZipFile(pack) as files:
        text = files.read(f"evidence.{tongue}.html").decode()
    page = _Tags()
    page.feed(text)

    assert page.tags.isdisjoint({"script", "img", "link", "iframe", "a", "object", "form"})
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "class"}
    assert HOSTILE in page.text
    assert "default-src 'none'" in text
    assert "@media print" in text
    assert ("禁止发送" if tongue == "zh" else "Blocked") in page.text


def test_no_cell_is_a_formula() -> None:
    rows = [
        [value] * len(HEAD)
        for value in [*FORMULAS, "保本", "x=1", "\x00\x0b\ud800".encode("utf-8", "replace").decode()]
    ]

    (sheet,) = read_tables("records.xlsx", to_xlsx(rows))
    assert (sheet.formulas, len(sheet.rows), sheet.rows[0]) == (frozenset(), len(rows) + 1, HEAD)
    assert sheet.rows[1][0] == "=1+1"
    parsed = list(csv.reader(io.StringIO(to_csv(rows).decode("utf-8-sig"), newline="")))
    assert len(parsed) == len(rows) + 1
    for row in parsed[1 : len(FORMULAS) + 1]:
        assert all(cell.startswith("'") for cell in row)
    assert [row[0] for row in parsed[-3:-1]] == ["保本", "x=1"]


@pytest.mark.parametrize("value", FORMULAS)
def test_a_cell_that_starts_a_formula_is_quoted(value: str) -> None:
    assert plain_cell(value) == f"'{value}"
