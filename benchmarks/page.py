"""How long the HTML report takes: against reading the same reports, and against pytest-html on the same run.

Run `python -m benchmarks.page [REPORTS]` from the project's folder. The reports are HTML files made up for the
purpose, two in three with findings; all times are seconds of one process, sizes are bytes. The time until the
index can be used is measured in headless Chromium, where there is one.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

from gouji import corpus, page
from gouji.run import Run, run
from schemas.records import Facts
from tests.page import specimens
from tests.page.conftest import FLAGS

PYTEST_REPORTS = 100  # pytest-html is measured on so many, for it keeps every row in one page


def published(facts: Facts) -> str:
    """Return a report as the HTML file it could have been published as."""
    parts = ["<!doctype html><meta charset=utf-8><body>"]
    for _, blocks in groupby(facts.blocks, key=lambda block: block.block):
        printed = list(blocks)
        if printed[0].row is None:
            parts.append(f"<p>{html.escape(printed[0].text)}</p>")
            continue
        rows = (list(cells) for _, cells in groupby(printed, key=lambda cell: cell.row))
        lines = ("".join(f"<td>{html.escape(cell.text)}</td>" for cell in row) for row in rows)
        parts.append(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")
    return "\n".join(parts)


def make(folder: Path, number: int) -> None:
    """Write `number` reports into `folder`."""
    for at, made in enumerate(specimens.many(number, printed=True)):
        (folder / f"{at:06d}.html").write_text(published(made.facts), encoding="utf-8")


def timed(what: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """Do some work and say how long it took."""
    begun = time.perf_counter()
    done = work()
    took = time.perf_counter() - begun
    print(f"{what:<44}{took:>10.2f} s")
    return done, took


def usable(index: Path) -> float | None:
    """Return the seconds until the index answers a search in Chromium; `None` where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if not (path := shutil.which("chromium")):
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        tab = browser.new_page()
        begun = time.perf_counter()
        tab.goto(index.as_uri())
        tab.wait_for_selector("html[data-ready]")
        tab.fill("input[name=q]", "000")
        tab.wait_for_function("document.querySelectorAll('#reports tbody tr').length > 0")
        took = time.perf_counter() - begun
        browser.close()
    return took


def measure_page(folder: Path, number: int) -> None:
    """Measure reading, judging and writing `number` reports."""
    reports, site = folder / "reports", folder / "site"
    reports.mkdir()
    make(reports, number)
    sources = corpus.find([reports])
    read, reading = timed(f"read {number} reports", lambda: [corpus.read(source) for source in sources])
    current: Run = timed("judge them", lambda: run(corpus.assemble(read)))[0]

    def write() -> Path:
        return page.write(site, current.frames, *current.judgement, current.findings, current.rules)

    index, writing = timed(f"write the site ({len(current.findings)} findings)", write)
    timed("write it again, nothing changed", write)
    data = sum(path.stat().st_size for path in (site / "data").iterdir())
    print(f"{'index.html and its data':<44}{index.stat().st_size + data:>10,} bytes")
    print(f"{'writing : reading':<44}{writing / reading:>10.2f}")
    if took := usable(index):
        print(f"{'index opened and searched in Chromium':<44}{took:>10.2f} s")


def measure_pytest(folder: Path, number: int) -> None:
    """Measure one pytest run without and with pytest-html."""
    reports = folder / "few"
    reports.mkdir()
    make(reports, number)
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", "--reports", str(reports),
               "--report-dir", str(folder / "few-site")]  # fmt: skip
    seconds = {}
    written = folder / "pytest.html"
    for name, options in (("warm", []), ("without", []), ("with", ["--html", str(written), "--self-contained-html"])):
        begun = time.perf_counter()
        subprocess.run([*command, *options], capture_output=True, check=False, env=os.environ)
        seconds[name] = time.perf_counter() - begun
    site = sum(path.stat().st_size for path in (folder / "few-site").rglob("*") if path.is_file())
    print(f"{f'pytest over {number} reports, with our site':<44}{seconds['without']:>10.2f} s {site:>12,} bytes")
    print(f"{'  and pytest-html':<44}{seconds['with']:>10.2f} s {written.stat().st_size:>12,} bytes")


def main() -> None:
    """Measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        measure_page(Path(folder), number)
        measure_pytest(Path(folder), min(number, PYTEST_REPORTS))


if __name__ == "__main__":
    main()
