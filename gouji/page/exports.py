"""The findings as data beside the site: JSON Lines, CSV and XLSX, none of which runs anything when opened."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from gouji.page import files
from gouji.page.render import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_000  # characters that one cell of a spreadsheet can hold
COLUMNS = (
    "report",
    "issuer",
    "year",
    "form",
    "check",
    "family",
    "severity",
    "place",
    "members",
    "left",
    "right",
    "message_zh",
    "message_en",
    "basis",
    "suggestion_zh",
    "suggestion_en",
    "accepted",
    "finding",
)


def table(findings: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the findings as exported, each with the body and year of its report."""
    joined = findings.merge(reports[["report", "issuer", "year", "form"]], on="report", how="left")
    shown = [*COLUMNS, *(name for name in findings.columns if name not in COLUMNS and name != "verdict")]
    return joined[shown].astype(object).where(joined[shown].notna(), None)


def json_lines(exported: pd.DataFrame) -> str:
    """Return one finding as JSON on each line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in exported.to_dict("records"))


def csv_text(exported: pd.DataFrame) -> str:
    """Return the findings as CSV with a byte-order mark, by which spreadsheets know UTF-8.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(exported.columns)
    writer.writerows([_inert(value) for value in row] for row in exported.to_numpy().tolist())
    return f"\ufeff{text.getvalue()}"


def _inert(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def xlsx(exported: pd.DataFrame) -> bytes:
    """Return the findings as a workbook whose every text is text, with a filter over its head row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("findings")
    sheet.freeze_panes = "A2"
    sheet.append(list(exported.columns))
    for row in exported.to_numpy().tolist():
        sheet.append([_text(sheet, visible(value)[:_LONGEST]) if isinstance(value, str) else value for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(exported.columns))}{len(exported) + 1}"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _text(sheet: Any, value: str) -> Any:
    """Return a text as a cell that is never a formula."""
    if not value.startswith("="):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def write(folder: Path, findings: pd.DataFrame, reports: pd.DataFrame) -> None:
    """Write the three files into `folder`, if the findings are not those that lie there."""
    exported = table(findings, reports)
    if files.write(folder / "findings.jsonl", json_lines(exported)) or not (folder / "findings.xlsx").exists():
        files.write(folder / "findings.csv", csv_text(exported))
        files.write(folder / "findings.xlsx", xlsx(exported))
