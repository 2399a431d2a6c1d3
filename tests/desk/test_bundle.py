"""A bundle can be checked with nothing else at hand, and no byte of it can change unseen."""

from __future__ import annotations

import hashlib
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from sayso.cli.main import main
from sayso.collect import Options
from sayso.desk.bundle import package
from sayso.desk.bundle.check import Checked, check_bundle
from sayso.desk.bundle.keys import fingerprint, key_problems, load_key
from sayso.desk.bundle.make import make_bundle
from sayso.desk.bundle.masked import masked_rows
from sayso.desk.masking import masker_of
from sayso.errors import BadField
from sayso.ledger import Ledger
from sayso.ledger.bundled import BundledRow
from sayso.resolve.privacy import Masker
from sayso.run.add import add
from sayso.run.stamping import stamp
from sayso.terms.entity import Judgement, Verdict
from tests.run.authority import authority, served

SAID = (
    ("Harbour Mail", 3, "Two officials said on Friday that Tomas Reld was killed."),
    ("Gull", 4, "The port authority denied that Tomas Reld was killed."),
    ("Harbour Mail", 5, "Two officials said on Friday that Tomas Reld was reportedly killed."),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    tern = authority()
    with Ledger.create(folder / "case") as ledger:
        for number, (outlet, day, text) in enumerate(SAID):
            url = f"https://{outlet.split()[0].lower()}.example/1"
            when = f"2031-03-{day:02}"
            said = {"outlet": outlet, "published": when, "title": "Pier 4", "text": text, "url": url}
            (folder / f"{number}.jsonl").write_text(json.dumps(said))
            add(ledger, [folder / f"{number}.jsonl"], options=Options())
        with served(tern) as address:
            stamp(ledger, [address], allow_hosts=("127.0.0.1",))
    (folder / "roots.pem").write_bytes(tern.roots)
    with Ledger.open(folder / "case") as ledger:
        (summary,) = ledger.at().questions()
        key = load_key(folder / "key.pem")
        make_bundle(ledger, folder / "b.wacz", question=summary.question.id, key=key)
    return folder


@pytest.fixture(scope="module")
def bundle(case: Path) -> Path:
    return case / "b.wacz"


def wrong(file: Path, *, signer: str = "") -> str:
    found = check_bundle(file, signer=signer)
    return f"{found.problems[0].item}: {found.problems[0].reason}" if found.problems else ""


def test_a_whole_bundle_says_what_it_is(case: Path, bundle: Path) -> None:
    found = check_bundle(bundle)
    assert found.problems == ()
    assert (found.articles, found.stamps, found.masked) == (3, 1, None)
    assert found.statements > 3
    assert found.signer == fingerprint(load_key(case / "key.pem").public_key())
    assert found.title.startswith("Was Tomas Reld killed?")
    assert wrong(bundle, signer="00ff").endswith("not by 00ff")


def test_other_tools_can_read_it(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as opened:
        assert opened.testzip() is None
        described = json.loads(opened.read("datapackage.json"))
        assert described["wacz_version"] == "1.1.1"
        for each in described["resources"]:
            data = opened.read(each["path"])
            assert each["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        warc = opened.read("archive/data.warc.gz")
        for line in opened.read("indexes/index.cdx").decode().splitlines():
            said = json.loads(line.split(" ", 2)[2])
            data = warc[said["offset"] : said["offset"] + said["length"]]
            record = next(iter(ArchiveIterator(io.BytesIO(data))))
            assert record.rec_headers.get_header("WARC-Target-URI") == said["url"]


def test_any_flipped_byte_is_found(bundle: Path, tmp_path: Path) -> None:
    data = bundle.read_bytes()
    chance = random.Random(5)
    ends = [0, 4, 10, 26, len(data) - 1, len(data) - 2, len(data) - 10, len(data) - 22]
    for at in [*ends, *(chance.randrange(len(data)) for _ in range(60))]:
        flipped = bytes([data[at] ^ (1 << chance.randrange(8))])
        (tmp_path / "f.wacz").write_bytes(data[:at] + flipped + data[at + 1 :])
        assert wrong(tmp_path / "f.wacz"), at
    for cut in (1, 30, len(data) // 2, len(data) - 3):
        (tmp_path / "f.wacz").write_bytes(data[:-cut])
        assert wrong(tmp_path / "f.wacz"), cut
    (tmp_path / "f.wacz").write_bytes(data + b"\0")
    assert wrong(tmp_path / "f.wacz")


def rebuilt(bundle: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The bundle with other parts, its digests made again by somebody who has not the key."""
    with zipfile.ZipFile(bundle) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    about = json.loads(parts.pop(package.PACKAGE))
    parts.pop(package.DIGEST)
    about.pop("resources")
    change(parts)
    described = package.described(parts, about)
    digest = f"sha256:{hashlib.sha256(described).hexdigest()}"
    said = json.dumps({"path": package.PACKAGE, "hash": digest}).encode()
    with target.open("wb") as file:
        package.write(file, {**parts, package.PACKAGE: described, package.DIGEST: said})
    return target


def replaced(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)

    return change


def without_line(name: str, number: int) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        lines = parts[name].splitlines(keepends=True)
        parts[name] = b"".join(lines[:number] + lines[number + 1 :])

    return change


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (replaced(package.ROWS, "was killed.", "was found."), "Article ar-"),
        (replaced(package.ROWS, "Harbour Mail", "Harbour Nail"), "Article ar-"),
        (replaced(package.ROWS, '"size": ', '"size": 1'), "Evidence "),
        (without_line(package.ROWS, 0), "Article ar-"),
        (without_line(package.CUSTODY, 1), "Record "),
        (replaced(package.CUSTODY, '"0.1.0"', '"0.1.1"'), "The time stamp"),
        (lambda parts: parts.update({package.WARC: parts[package.WARC][:-1]}), "The record of"),
        (lambda parts: parts.update({package.WARC: parts[package.WARC] + b"more"}), "The records of"),
        (lambda parts: parts.update({package.ROWS: b"[]\n"}), "The bundle x.wacz: its facts"),
        (lambda parts: parts.update({package.ROWS: b"{\n"}), "The bundle x.wacz: sayso/rows.jsonl"),
        (lambda parts: parts.update({package.CUSTODY: b"[1]\n"}), "The bundle x.wacz: its facts"),
        (lambda parts: parts.pop(package.PAGES), "The bundle x.wacz: pages/pages.jsonl is missing"),
    ],
)
def test_what_was_changed_is_named_although_the_digests_fit(
    bundle: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], named: str
) -> None:
    assert wrong(rebuilt(bundle, tmp_path / "x.wacz", change)).startswith(named)


def zipped(target: Path, *entries: tuple[str, bytes], packed: bool = False) -> Path:
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", method) as made:
        for name, data in entries:
            made.writestr(name, data)
    return target


@pytest.mark.parametrize("name", ["../out", "/etc/out", "archive/../../out", "C:\\out", "archive/x"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    assert "no part of a bundle" in wrong(zipped(tmp_path / "a.wacz", (name, b"x")))
    assert not (tmp_path.parent / "out").exists()


def test_bombs_and_doubles_are_refused(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.wacz", (package.ROWS, b"\0" * 10_000_000), packed=True)
    assert "is packed" in wrong(bomb)
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped(tmp_path / "b.wacz", (package.ROWS, b"1"), (package.ROWS, b"2"))
    assert "twice" in wrong(twice)
    huge = bytearray(zipped(tmp_path / "c.wacz", (package.ROWS, b"1")).read_bytes())
    central = huge.index(b"PK\x01\x02")
    huge[central + 20 : central + 28] = struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0)
    (tmp_path / "c.wacz").write_bytes(huge)
    assert wrong(tmp_path / "c.wacz")


@pytest.mark.parametrize("data", [b"", b"PK", b"words", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_bundle_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.wacz").write_bytes(data)
    assert wrong(tmp_path / "a.wacz").startswith("The bundle a.wacz: ")


@pytest.fixture(scope="module")
def masked(case: Path) -> Path:
    with Ledger.open(case / "case") as ledger:
        (summary,) = ledger.at().questions()
        with ledger.at() as view:
            masker = masker_of(view, ["Tomas Reld"])
        key = load_key(case / "key.pem")
        make_bundle(ledger, case / "m.wacz", question=summary.question.id, key=key, masker=masker)
    return case / "m.wacz"


def test_a_masked_bundle_has_no_name_and_no_evidence_and_says_what_can_be_checked(
    case: Path, masked: Path
) -> None:
    data = masked.read_bytes()
    assert b"Reld" not in data
    assert b"Tomas" not in data
    assert b"[person 1]" in data
    with zipfile.ZipFile(masked) as opened:
        said = json.loads(opened.read(package.PACKAGE))["masked"]
        assert opened.read(package.WARC) == b""
        assert json.loads(opened.read(package.QUESTIONS))[0]["question"]["asks"].count("[person 1]") == 1
    assert (said["people"], said["rows"]) == (1, 7)  # three texts, their readings, a revision
    assert "can't be checked" in said["note"]
    found: Checked = check_bundle(masked)
    assert found.problems == ()
    assert (found.masked, found.articles, found.stamps) == (7, 3, 1)
    assert found.rows > 20
    assert check_bundle(case / "b.wacz").masked is None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (replaced(package.ROWS, "Harbour Mail", "Harbour Nail"), "Outlet ou-"),
        (replaced(package.ROWS, '"size": ', '"size": 1'), "Evidence "),
        (without_line(package.CUSTODY, 1), "Record "),
        (lambda parts: parts.update({package.WARC: b"more"}), "The evidence of the bundle"),
        (lambda parts: parts.update({f"evidence/{'0' * 64}": b"x"}), "The evidence of the bundle"),
    ],
)
def test_what_a_masked_bundle_leaves_as_it_is_is_checked(
    masked: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], named: str
) -> None:
    assert named in str(check_bundle(rebuilt(masked, tmp_path / "x.wacz", change)).problems)


def test_a_row_can_not_be_called_masked_where_the_bundle_is_not(bundle: Path, tmp_path: Path) -> None:
    change = replaced(package.ROWS, '{"table": "article_text"', '{"masked": true, "table": "article_text"')
    assert "does not say so" in wrong(rebuilt(bundle, tmp_path / "x.wacz", change))


def test_a_log_that_names_who_is_to_be_masked_does_not_leave(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as ledger:
        with ledger.writing(by="Reld") as writer:
            writer.judged(Judgement("en-1", "en-2", Verdict.SAME, "ada", "seen", datetime.now(UTC)))
        with pytest.raises(BadField, match="was made by somebody named so"):
            make_bundle(ledger, tmp_path / "m.wacz", masker=Masker({"Reld": "[person 1]"}))
    assert not (tmp_path / "m.wacz").exists()


@pytest.mark.parametrize("words", ["Lena\\nMarant", "LENA MARANT", "lena-marant", "Lena  Marant"])
def test_a_name_in_json_goes_however_its_words_are_parted(words: str) -> None:
    row = BundledRow("reading", {"body": f'{{"name":"{words}"}}'})
    (bare,) = masked_rows([row], Masker({"Lena Marant": "[person 1]"}))
    assert bare.masked
    assert bare.row["body"] == '{"name":"[person 1]"}'


def test_the_commands_make_and_check_it(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("SAYSO_CASE", str(case / "case"))
    out = str(tmp_path / "q.wacz")
    assert main(["export", "--question", "qu-", "--sign", "--out", out]) == 0
    assert "Signed by the key" in capsys.readouterr().out
    place = tmp_path / "config" / "sayso" / "signing.pem"
    assert place.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("SAYSO_STAMP_ROOTS", str(case / "roots.pem"))
    assert main(["verify", out, "--json"]) == 0
    signer = json.loads(capsys.readouterr().out)["signer"]
    assert main(["verify", out, "--signer", signer]) == 0
    assert main(["verify", out, "--signer", "0" * 32]) == 1
    assert main(["verify"]) == 0
    (public,) = (case / "case" / "keys").iterdir()
    data = public.read_bytes()
    for at in range(len(data)):
        public.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert list(key_problems(case / "case")), at
    capsys.readouterr()
    assert main(["verify"]) == 1
    assert f"The key keys/{public.name}" in capsys.readouterr().out
    public.write_bytes(data)
    assert main(["export", "--bundle"]) == 1
    assert main(["export", "--bundle", "--mask", "Tomas Reld", "--out", out]) == 0
    capsys.readouterr()
    assert main(["verify", out]) == 0
    assert "It is masked: names were replaced by labels in 7 rows of " in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "none.wacz")]) == 1
    assert "can't be read" in capsys.readouterr().err
