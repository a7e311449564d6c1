"""The HTML report: a static site that opens by a double click; it computes nothing, but shows frames and findings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from gouji.page import exports, files, overview, rulebook
from gouji.page.render import edition, render
from gouji.page.sheets import Book
from gouji.wording import user_language
from schemas.frames import Frames

_ASSETS = Path(__file__).parent / "assets"


def write(
    folder: Path,
    frames: Frames,
    outcomes: pd.DataFrame,
    verdicts: pd.DataFrame,
    findings: pd.DataFrame,
    rules: pd.DataFrame,
    language: str | None = None,
) -> Path:
    """Write the site of one run into `folder` and return the path of its index.

    Pages whose inputs are those of an earlier run are left as they are; each file is written whole or not at all.

    Args:
        folder: where the site lies; made where it is not there.
        frames: the frames that were judged.
        outcomes: one row per report and one column per check, each a code of `gouji.run.OUTCOMES`.
        verdicts: the verdicts that do not hold.
        findings: the failed verdicts.
        rules: the rules, one row each.
        language: in which the pages first show (`zh` or `en`); that of the locale if not given.
    """
    language = language or user_language()
    book = Book(frames, outcomes, verdicts, findings, rules)
    states = overview.states(frames, outcomes, findings)
    for file in _ASSETS.iterdir():
        files.write(folder / "assets" / file.name, file.read_bytes())
    _reports(folder / "r", book, states, language)
    rulebook.write(folder / "rules", book, outcomes, findings, language)
    exports.write(folder, findings, frames["reports"])
    return _index(folder, book, states, outcomes, findings, language)


def _reports(folder: Path, book: Book, states: Mapping[str, str], language: str) -> None:
    """Write a page for each report that changed, and remove those of reports that are no longer there."""
    common = files.digest(edition(), language, list(book.rules.values()))
    for report, name in book.names.items():
        inputs = files.digest(common, states[report], list(book.inputs(report)))
        if not files.shows(folder / name, inputs):
            sheet = book.sheet(report, states[report])
            files.write(
                folder / name,
                render(
                    "report.html",
                    sheet=sheet,
                    book=book,
                    inputs=inputs,
                    own=files.link("", name),
                    language=language,
                    root="../",
                ),
            )
    files.keep_only(folder, book.names.values())


def _index(
    folder: Path, book: Book, states: Mapping[str, str], outcomes: pd.DataFrame, findings: pd.DataFrame, language: str
) -> Path:
    """Write the index, its further pages for readers without scripts, and its data for those with."""
    shown = overview.overview(book, states, outcomes, findings)
    pages = max(1, -(-len(shown.entries) // overview.PAGE))
    shards = list(overview.shards(shown.entries))
    data = [f"data/index-{number}.js" for number in range(1, len(shards) + 1)]
    for path, script in zip(data, shards, strict=True):
        files.write(folder / path, script)
    names = ["index.html", *(f"list-{number}.html" for number in range(2, pages + 1))]
    common = {
        "shown": shown,
        "book": book,
        "pages": names,
        "data": data,
        "language": language,
        "root": "",
        "inputs": "index",
        "words": overview.words(shown.families),
        "when": datetime.datetime.now(tz=datetime.UTC),
    }
    for number, name in enumerate(names):
        entries = shown.entries[number * overview.PAGE : (number + 1) * overview.PAGE]
        files.write(folder / name, render("index.html", entries=entries, number=number, **common))
    files.keep_only(folder, names)
    return folder / "index.html"
