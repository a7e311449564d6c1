"""A page per rule: what it says, on what it rests, and the reports in which it fails."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from gouji.page import files
from gouji.page.records import Records, Row
from gouji.page.render import edition, render
from gouji.page.sheets import Book
from gouji.page.words import OUTCOMES

MOST = 500  # findings listed on one page


def write(folder: Path, book: Book, outcomes: pd.DataFrame, findings: pd.DataFrame, language: str) -> None:
    """Write the pages of all rules into `folder`."""
    by_check = Records(_by_check(findings))
    for check, rule in book.rules.items():
        found: list[Row] = by_check.of(check)
        counts = outcomes[check].value_counts().to_dict() if check in outcomes else {}
        counted = [(name, int(counts.get(code, 0))) for code, name in enumerate(OUTCOMES)]
        inputs = files.digest(edition(), language, rule, counted, found)
        name = f"{check}.html"
        if not files.shows(folder / name, inputs):
            files.write(
                folder / name,
                render(
                    "rule.html",
                    rule=rule,
                    counts=counted,
                    found=found[:MOST],
                    more=max(len(found) - MOST, 0),
                    book=book,
                    inputs=inputs,
                    language=language,
                    root="../",
                ),
            )
    files.keep_only(folder, (f"{check}.html" for check in book.rules))


def _by_check(findings: pd.DataFrame) -> pd.DataFrame:
    """Return the findings once for each rule that fails in them; the column `report` is the rule, `of` the report."""
    every = (findings["checks"] if "checks" in findings else findings["check"]).str.split()
    named = findings.assign(of=findings["report"], report=every).explode("report", ignore_index=True)
    return named.assign(report=[str(check).rpartition("#")[2] for check in named["report"]])
