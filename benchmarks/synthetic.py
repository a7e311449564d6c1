"""Reports made up for measuring: wide frames of 表三 and 表四 in the form of 2021, and files in three formats."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import yaml

from gouji.checking import Check
from gouji.run import registry
from schemas.forms import forms
from schemas.wide import wide_columns
from tests.press.formats import FORMATS
from tests.press.layouts import Layout, Report, keys

TABLES = ("applications", "reviews")
SLIPS = 0.01  # of the reports have one wrong cell, and as many leave one blank
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_SUMMED = ("总计", "本年新收", "上年结转", "结转下年度")
Numbers = npt.NDArray[np.float64]


def ties(table: str) -> list[Check]:
    """Return the equations over a table that apply to the form of 2021."""
    rules = [rule for rule in registry().values() if rule.equation and rule.equation.table == table]
    return [rule for rule in rules if not rule.forms or "2021" in rule.forms]


def wide(table: str, count: int, seed: int = 0) -> pd.DataFrame:
    """Return the wide frame of `count` reports in which all ties hold, but for `SLIPS`."""
    random = np.random.default_rng(seed)
    cells = list(wide_columns(table))
    printed = _applications(random, count) if table == "applications" else _reviews(random, count)
    values = np.full((count, len(cells)), np.nan)
    for at, cell in enumerate(cells):
        if cell in printed:
            values[:, at] = printed[cell]
    places = np.array([at for at, cell in enumerate(cells) if cell in printed])
    for slip in (1.0, np.nan):
        at = random.choice(count, int(count * SLIPS), replace=False)
        values[at, random.choice(places, len(at))] += slip
    index = pd.Index([f"{number}" for number in range(count)], name="report")
    return pd.DataFrame(values, index=index, columns=pd.MultiIndex.from_tuples(cells, names=["row", "column"]))


def _applications(random: np.random.Generator, count: int) -> dict[tuple[str, str], Numbers]:
    rows_of_form = forms()["2021"].tables["applications"].rows
    results = [row.name for row in rows_of_form if not row.local and row.name not in _SUMMED]
    rows = {row: random.integers(0, 20, (count, 6)).astype(float) for row in results}
    rows["总计"] = sum(rows.values(), np.zeros((count, 6)))
    rows["结转下年度"] = random.integers(0, 20, (count, 6)).astype(float)
    rows["上年结转"] = np.minimum(random.integers(0, 20, (count, 6)), rows["总计"])
    rows["本年新收"] = rows["总计"] + rows["结转下年度"] - rows["上年结转"]
    cells = {(row, column): numbers[:, at] for row, numbers in rows.items() for at, column in enumerate(APPLICANTS)}
    return cells | {(row, "总计"): numbers.sum(axis=1) for row, numbers in rows.items()}


def _reviews(random: np.random.Generator, count: int) -> dict[tuple[str, str], Numbers]:
    rows = dict.fromkeys(row for row, _ in wide_columns("reviews"))
    cells: dict[tuple[str, str], Numbers] = {}
    for row in rows:
        outcomes = random.integers(0, 9, (count, 4)).astype(float)
        names = ("结果维持", "结果纠正", "其他结果", "尚未审结")
        cells |= {(row, name): outcomes[:, at] for at, name in enumerate(names)} | {(row, "总计"): outcomes.sum(axis=1)}
    return cells


def publish(folder: Path, count: int, suffixes: tuple[str, ...] = (".html", ".docx", ".pdf")) -> None:
    """Publish `count` reports as files of the given formats in turn; every tenth has a slip."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        suffix = suffixes[number % len(suffixes)]
        write = _transcribed if suffix == ".yaml" else FORMATS[suffix]
        write(_report(number), folder / f"{number}{suffix}")


def _transcribed(report: Report, path: Path) -> None:
    """Write a transcription."""
    body, year = int(path.stem) // 3, _year(int(path.stem))
    tables: dict[str, dict[str, list[int]]] = {}
    for (table, row, _), value in report.cells.items():
        tables.setdefault(table, {}).setdefault(row, []).append(int(value or 0))
    identity = {"issuer": f"第{body}区人民政府", "year": year, "form": "2021", "signed": f"{year + 1}-01-20"}
    content = {"report": identity | {"title": f"第{body}区人民政府{year}年政府信息公开工作年度报告"}, "tables": tables}
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _report(number: int) -> Report:
    """Return a report; what it carries over from the year before is what the report before it left, if of one body."""
    printed = _printed(number)
    if _year(number) > 2021:
        carried = _printed(number - 1)
        for column in (*APPLICANTS, "总计"):
            left = carried["applications", "结转下年度", column]
            printed["applications", "本年新收", column] += printed["applications", "上年结转", column] - left
            printed["applications", "上年结转", column] = left
    cells = {key: Decimal(printed.get(key, 0)) for key in keys("2021", Layout())}
    if number % 10 == 0:
        cells["applications", "总计", "总计"] += 1
    return Report("2021", cells, Layout())


def _printed(number: int) -> dict[tuple[str, str, str], int]:
    random = np.random.default_rng(number)
    tables = {"applications": _applications(random, 1), "reviews": _reviews(random, 1)}
    return {(table, *cell): int(value[0]) for table, cells in tables.items() for cell, value in cells.items()}


def _year(number: int) -> int:
    """Return the year of a report: a body has three, on 2021 to 2023."""
    return 2021 + number % 3
