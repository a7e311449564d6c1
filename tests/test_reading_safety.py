"""No file costs more than bounded time and memory, reaches outside, or ends in anything but one sentence."""

from __future__ import annotations

import contextlib
import random
import shutil
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.document import Document, Unreadable
from gouji.readers import FORMATS, html, limits, office, read
from gouji.readers.html_source import decode
from gouji.recognition.forms import read_forms
from tests.press.formats import FORMATS as PRESS
from tests.press.layouts import Layout, Report, keys

SECONDS = 20
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def word(path: Path, document: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", document)
    return path


def refused(path: Path) -> str:
    began = time.monotonic()
    with pytest.raises(Unreadable) as told:
        read(path)
    assert time.monotonic() - began < SECONDS
    assert told.value.said.zh.count("。") <= 1
    return told.value.said.en


def attempted(path: Path) -> Document | Unreadable:
    try:
        return read(path)
    except Unreadable as told:
        return told


def published(tmp_path: Path, suffix: str) -> Path:
    if suffix == ".pdf":
        pytest.importorskip("reportlab")
    layout = Layout()
    path = tmp_path / f"report{suffix}"
    PRESS[suffix](Report("2021", dict.fromkeys(keys("2021", layout)), layout), path)
    return path


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>'
    bomb = f'<!DOCTYPE d [<!ENTITY a0 "甲">{entities}]>{body}'
    tracemalloc.start()
    refused(word(tmp_path / "a.docx", bomb))
    assert tracemalloc.get_traced_memory()[1] < 100 * limits.MEBIBYTE
    tracemalloc.stop()


def test_external_entities_reach_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密", encoding="utf-8")
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>开&x;</w:t></w:r></w:p></w:body></w:document>'
    path = word(tmp_path / "a.docx", f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{body}')
    outcome = attempted(path)
    assert isinstance(outcome, Unreadable) or all("绝密" not in paragraph.text for _, paragraph in outcome.paragraphs())


def test_a_page_with_entities_and_links_reaches_no_file(tmp_path: Path) -> None:
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{tmp_path.as_uri()}/a">]><link href="http://127.0.0.1:1/x.css"><p>开&x;</p>'
    (tmp_path / "a").write_text("绝密", encoding="utf-8")
    assert all("绝密" not in paragraph.text for _, paragraph in html.parse(page).paragraphs())


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_archives_that_unpack_to_too_much_are_refused(tmp_path: Path, suffix: str) -> None:
    path = published(tmp_path, suffix)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.bin", "w") as part:
        for _ in range(limits.MOST_UNPACKED // limits.MEBIBYTE + 1):
            part.write(bytes(limits.MEBIBYTE))
    assert "unpacks to too much" in refused(path)


def test_a_page_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(200 * limits.MEBIBYTE)
    assert "over the limit" in refused(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "a\n" * (limits.MOST_LINES + 1)),
        ("a.csv", "," * (5 * limits.MOST_CELLS + 1)),
        ("a.md", "|" * (5 * limits.MOST_CELLS + 1)),
        ("a.txt", "|a\n" * (limits.MOST_LINES + 1)),
    ],
)
def test_texts_of_too_many_lines_or_cells_are_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert "too many lines or cells" in refused(tmp_path / name)


def test_a_row_that_goes_on_for_ever_takes_bounded_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a|b\n" + "|x\n" * 100_000, encoding="utf-8")
    began = time.process_time()
    read(tmp_path / "a.txt")
    assert time.process_time() - began < SECONDS


def test_a_table_of_a_million_cells_is_left_out_and_told() -> None:
    row = "<tr>" + "<td>1</td>" * 1000 + "</tr>"
    began = time.monotonic()
    document = html.parse(f"<p>正文</p><table>{row * 1000}</table>")
    assert time.monotonic() - began < SECONDS
    assert [paragraph.text for _, paragraph in document.paragraphs()] == ["正文"]
    assert "not read" in document.problems[0].what.en


def test_spans_cost_no_more_than_their_cells() -> None:
    row = "<tr>" + '<td colspan="1000" rowspan="65000">1</td>' * 300 + "</tr>"
    began = time.monotonic()
    html.parse(f"<table>{row * 20}</table>")
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("tag", ["div", "div class=nav", "table", "span"])
def test_deep_nesting_is_read_or_told(tag: str) -> None:
    name = tag.split()[0]
    began = time.monotonic()
    document = html.parse("<p>正文</p>" + f"<{tag}>" * 20_000 + "深处" + f"</{name}>" * 20_000 + "<p>末段</p>")
    assert time.monotonic() - began < SECONDS
    assert next(document.paragraphs())[1].text == "正文"
    assert document.problems or [paragraph.text for _, paragraph in document.paragraphs()][-1] == "末段"


@pytest.mark.parametrize(
    ("begins", "repeated"),
    [
        ("<table>", "<tr><td colspan=1000000000 rowspan=1000000000>1"),
        ("<table>", "<tr>" + "<td rowspan=2 colspan=1000>1" * 20),
        ("", "<b style='display:none'>x</b>y"),
        ("<div style='display:none'>" * 500, "<b style='display:none'>x</b>"),
        ("", "<del>1</del>2"),
        ("<sup>" * 500, "<sup>1</sup>"),
        ("", "<script></script>x"),
        (("<table><tr>" + "<td></td>" * 12 + "<td>") * 100, "<br>"),
        ("<div>a", "<br><img src=a><br>x"),
        ("<table><tr>", "<form><td>1</td>"),
        ("<?xml?>", "<![CDATA["),
        ("<meta charset=punycode>", "a-b"),
        ("<p>", "字\n      "),
    ],
)
def test_a_page_costs_time_in_proportion_to_its_size(begins: str, repeated: str) -> None:
    def seconds(size: int) -> float:
        page = (begins + repeated * (size // len(repeated))).encode()
        began = time.process_time()
        with contextlib.suppress(Unreadable):
            html.parse(decode(page))
        return time.process_time() - began

    assert seconds(1_000_000) < 12 * max(seconds(250_000), 0.05)  # four times as large: quadratic time is 16 times


def test_a_page_of_too_many_tags_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html>" + "<p>" * (limits.MOST_TAGS + 1), encoding="utf-8")
    assert "too many tags" in refused(tmp_path / "a.html")


@pytest.mark.parametrize("suffix", [suffix for suffix in PRESS if suffix not in (".txt", ".md", ".csv", ".html")])
def test_truncated_files_are_told_in_a_sentence_or_read_in_part(tmp_path: Path, suffix: str) -> None:
    data = published(tmp_path, suffix).read_bytes()
    for share in (0.02, 0.3, 0.6, 0.95):
        cut = tmp_path / f"cut{suffix}"
        cut.write_bytes(data[: int(len(data) * share)])
        outcome = attempted(cut)
        assert isinstance(outcome, Document) or outcome.said.zh


@pytest.mark.parametrize("suffix", FORMATS)
def test_empty_files_are_told(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.touch()
    assert "empty" in refused(path)


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if FORMATS[suffix] != "office"])
def test_noise_under_any_name_is_told_or_read_as_what_it_is(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(random.Random(5).randbytes(3000))
    outcome = attempted(path)
    assert isinstance(outcome, Document) or outcome.said.en


@pytest.mark.parametrize("suffix", [suffix for suffix in PRESS if suffix not in (".txt", ".md", ".csv")])
def test_a_wrong_suffix_does_not_matter(tmp_path: Path, suffix: str) -> None:
    path = published(tmp_path, suffix)
    wrong = tmp_path / "a.txt"
    shutil.copy(path, wrong)
    assert read(wrong).format == read(path).format


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("一、概述", encoding="utf-8")
    folder = tmp_path / "reports"
    folder.mkdir()
    try:
        (folder / "a.txt").symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    assert "link" in refused(folder / "a.txt")


@pytest.mark.parametrize(
    "name", ["-rf.txt", "某区 2024年 报告.txt", "a'b\"c.txt", "百分%41.txt", "$(x).txt", "a\nb.txt"]
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    try:
        path.write_text("一、概述", encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    assert read(path).blocks


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    paper = canvas.Canvas(str(tmp_path / "a.pdf"), encrypt="secret")
    paper.drawString(100, 100, "5")
    paper.save()
    assert "password" in refused(tmp_path / "a.pdf")


def test_an_encrypted_word_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"))
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    assert "password" in refused(path)


def test_without_libreoffice_the_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.wps").write_bytes(b"5" * 100)
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    assert "install it, or save the file as .docx" in refused(tmp_path / "a.wps")


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    paper = canvas.Canvas(str(tmp_path / "a.pdf"))
    for _ in range(limits.MOST_PAGES + 1):
        paper.showPage()
    paper.save()
    assert "pages" in refused(tmp_path / "a.pdf")


def test_a_pdf_drawn_full_of_lines_takes_bounded_time(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    paper = canvas.Canvas(str(tmp_path / "a.pdf"))
    paper.drawString(100, 400, "five")
    for at in range(6000):
        paper.line(at % 590, 7 * at % 800, at % 590 + 9, 7 * at % 800)
        paper.line(13 * at % 590, at % 800, 13 * at % 590, at % 800 + 9)
    paper.save()
    began = time.monotonic()
    document = read(tmp_path / "a.pdf")
    assert time.monotonic() - began < SECONDS
    assert [paragraph.text for _, paragraph in document.paragraphs()] == ["five"]


FUZZED = [suffix for suffix in PRESS if suffix != ".csv"]


@pytest.mark.parametrize("suffix", FUZZED)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_files_with_bytes_changed_are_read_or_told(
    suffix: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / f"fuzz{suffix}"
    folder.mkdir(exist_ok=True)
    whole = folder / f"report{suffix}"
    if not whole.exists():
        published(folder, suffix)
    damaged = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        piece = data.draw(st.binary(max_size=6))
        damaged[place : place + data.draw(st.integers(0, 40))] = piece
    path = folder / f"damaged{suffix}"
    path.write_bytes(bytes(damaged) or b"0")
    outcome = attempted(path)
    if isinstance(outcome, Document):
        read_forms(outcome)
    else:
        assert outcome.said.zh
        assert outcome.said.en
