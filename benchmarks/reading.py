"""How fast files are read, against the bare libraries, in one run on the same files; ratios matter, not seconds.

    python benchmarks/reading.py [FILE.pdf …]

Prints a table: files or pages a second, the peer's, the ratio, and what it should be; then how the cost grows
with the size of a page, and the memory of a process that reads each format. Given PDF files are read too.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pdfplumber
import pypdfium2
import python_calamine
from lxml import etree

from gouji.readers import html, read

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.press.formats import FORMATS
from tests.press.layouts import Layout, Report, keys

SECONDS = 2.0
PROSE = "<p>本年度认真贯彻执行条例各项规定，主动公开各类信息若干条，并按时答复全部申请。</p>\n"


def published(folder: Path, suffix: str) -> Path:
    """Print one full report of the form of 2021."""
    layout = Layout()
    cells = {place: Decimal(at % 13 * 77) for at, place in enumerate(keys("2021", layout))}
    path = folder / f"report{suffix}"
    FORMATS[suffix](Report("2021", cells, layout), path)
    return path


def page_of_a_site(path: Path) -> Path:
    """Make a page as sites publish it: tables pasted from a word processor, menus, and some prose."""
    pasted = "<p class='MsoNormal' align='center'><span lang='EN-US' style='font-size:9pt;font-family:宋体'>"
    text = path.read_text(encoding="utf-8").replace(
        "<td", "<td width='54' valign='top' style='width:40pt;border:solid 1pt'"
    )
    text = text.replace("</td>", "<o:p></o:p></span></p></td>").replace("1pt'>", f"1pt'>{pasted}")
    links = "".join(f"<li><a href='/n{at}.html'>栏目{at}</a></li>" for at in range(60))
    path.write_text(text.replace("</ul>", f"{links}</ul>", 1).replace("<p>", PROSE * 25 + "<p>", 1), encoding="utf-8")
    return path


def site_of_tables(page: str) -> str:
    """Return a page as older sites publish it: tables laid out in tables, menus in others, scripts, pasted markup."""
    link = (
        "<tr><td width='120' height='22' class='menu'><a href='/art/{0}.html' target='_blank' title='栏目名称{0}'>"
        "栏目名称{0}</a></td></tr>"
    )
    menu = "<table width='100%' border='0'>" + "".join(link.format(at) for at in range(300)) + "</table>"
    code = "<script>" + "function f(a){if(a<3&&a>1){return '<td>'+a;}}\n" * 400 + "</script>"
    style = "<style>" + ".a1{color:#333;font-size:14px}\n" * 400 + "</style>"
    content = page[page.index("<body>") + len("<body>") : page.index("</body>")]
    inner = f"<table width='98%'><tr><td><div id='zoom'>{content}</div></td></tr></table>"
    columns = f"<table width='100%'><tr><td width='200'>{menu}</td><td>{inner}</td></tr></table>"
    return (
        f"<html><head><meta charset='utf-8'>{style}{code}</head><body><table width='1000' align='center'>"
        f"<tr><td>{menu}</td></tr><tr><td>{columns}</td></tr></table>{code}</body></html>"
    )


def bare_html(data: bytes) -> None:
    """Parse a page with lxml alone, and read nothing of it: what no reader that stands on lxml can undercut."""
    etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))


def many_rows(path: Path) -> Path:
    """Make a workbook of 20,000 rows."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    for at in range(20_000):
        page.append([f"单位{at}", at, at * 2, at + 0.5, None, 7, "是", at])
    book.save(path)
    return path


def rate(work: Callable[[], object]) -> float:
    """Return how often `work` is done in a second of the processor: the best of three rounds."""
    work()
    best = 0.0
    for _ in range(3):
        count, began = 0, time.process_time()
        while (passed := time.process_time() - began) < SECONDS / 3:
            work()
            count += 1
        best = max(best, count / passed)
    return best


def all_pages(path: Path) -> None:
    """Read text and tables of every page with pdfplumber alone."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()


def bare_docx(path: Path) -> None:
    """Read all paragraphs and table cells with python-docx alone, each cell once."""
    document = docx.Document(str(path))
    _ = [paragraph.text for paragraph in document.paragraphs]
    _ = [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def bare_xlsx(path: Path) -> None:
    """Read all sheets with python-calamine alone."""
    book = python_calamine.load_workbook(str(path))
    _ = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def line(name: str, ours: float, theirs: float, pages: int, wanted: str) -> None:
    """Print one comparison; rates are of pages."""
    print(f"{name:48} {ours * pages:10.1f}/s {theirs * pages:10.1f}/s {ours / theirs:8.2f} times   (wanted: {wanted})")


def peak(path: Path) -> int:
    """Return the peak memory in MiB of a process that reads a file once."""
    code = (
        "import sys; from pathlib import Path; from gouji.readers import read; read(Path(sys.argv[1])); "
        "print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    return int(run.stdout) // 1024


def main(given: list[Path]) -> None:
    """Print all comparisons."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = {suffix: published(folder, suffix) for suffix in (".html", ".docx", ".xlsx", ".pdf", ".txt")}
        print(f"{'':48} {'gouji':>12} {'peer':>12}")
        plain = paths[".html"].read_text(encoding="utf-8")
        text = page_of_a_site(paths[".html"]).read_text(encoding="utf-8")
        pages = {"plain": plain, "pasted from Word": text, "tables in tables": site_of_tables(text)}
        for kind, page in pages.items():
            path = folder / "page.html"
            path.write_text(page, encoding="utf-8")
            ours = rate(lambda path=path: read(path))
            size = path.stat().st_size // 1024
            peer = rate(lambda page=page: pd.read_html(io.StringIO(page)))
            line(f"HTML {kind}, {size} KB, pandas.read_html", ours, peer, 1, "10 or more")
            data = page.encode()
            floor = rate(lambda data=data: bare_html(data))
            line("  lxml's parser alone", floor, peer, 1, "the most that lxml allows")
        for path in (paths[".pdf"], *given):
            count = len(pypdfium2.PdfDocument(path))
            line(
                f"PDF {path.name}, pdfplumber",
                rate(lambda path=path: read(path)),
                rate(lambda path=path: all_pages(path)),
                count,
                "3 or more",
            )
        line(
            "DOCX, python-docx",
            rate(lambda: read(paths[".docx"])),
            rate(lambda: bare_docx(paths[".docx"])),
            1,
            "0.5 or more",
        )
        for kind, book in (("a report", paths[".xlsx"]), ("20,000 rows", many_rows(folder / "rows.xlsx"))):
            line(
                f"XLSX {kind}, python-calamine",
                rate(lambda book=book: read(book)),
                rate(lambda book=book: bare_xlsx(book)),
                1,
                "0.5 or more",
            )
        print("\nHTML, milliseconds per MB as the page grows:")
        for times in (1, 4, 16):
            grown = text.replace("<p>", PROSE * 1000 * times + "<p>", 1)
            size = len(grown.encode()) / 1e6
            print(f"{size:8.1f} MB {1000 / rate(lambda grown=grown: html.parse(grown)) / size:8.1f}")
        print("\nPeak memory of a process that reads one file, MiB:")
        for path in (*paths.values(), *given):
            print(f"{path.name:32} {peak(path):6}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
