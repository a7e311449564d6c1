"""What a run found, in words: a finding with its place, and the summary of all reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from gouji.run import OUTCOMES, Run
from gouji.wording import Said
from schemas.frames import Frames

_BASIS = Said("依据：", "basis: ")
_PAGE = Said("第 {} 页", "page {}")


def located(findings: pd.DataFrame, frames: Frames, language: str) -> str:
    """Return each finding's message, with file, page and basis in a line below."""
    files = frames["reports"].set_index("report")["file"]
    lines = []
    for finding in findings.to_dict("records"):
        where = " ".join(filter(None, [files[finding["report"]], _page(finding, frames, language), finding["place"]]))
        lines += [finding[f"message_{language}"], f"  {where}   {_BASIS.within(language)}{finding['basis']}"]
        lines += [f"  {suggestion}" for suggestion in [finding[f"suggestion_{language}"]] if suggestion]
    return "\n".join(lines)


def _page(finding: Mapping[Any, Any], frames: Frames, language: str) -> str:
    """Return the page that the first cell of the finding stands on, where the document has pages."""
    table, _, names = finding["members"].split(" ")[0].rstrip("]").partition("[")
    row, _, column = names.partition(",")
    cells = frames["cells"]
    same = cells[(cells["report"] == finding["report"]) & (cells["table"] == table) & (cells["row"] == row) & (cells["column"] == column)]
    pages = same["page"].dropna()
    return "" if pages.empty else _PAGE.within(language).format(pages.iloc[0])


def summary(run: Run, language: str) -> Iterator[str]:
    """Yield the summary: how many reports fail, warn, hold, could not be judged or read; then each that does."""
    counts = {outcome: (run.judgement.outcomes == code).any(axis=1) for code, outcome in enumerate(OUTCOMES)}
    failing, fault = counts["fails"], counts["fault"]
    warned = counts["warns"] & ~failing
    yield _COUNTS.within(language).format(
        reports=len(failing), failing=failing.sum(), warned=warned.sum(), unread=fault.sum(),
        clean=(~failing & ~warned & ~fault).sum(), unassessed=(run.judgement.outcomes == 2).to_numpy().sum(),
    )
    for report in failing.index[failing | counts["warns"] | fault]:
        own = run.findings[(run.findings["report"] == report) & (run.findings["accepted"] == "")]
        kinds = own["severity"].value_counts()
        unread = run.frames["problems"]
        said = unread.loc[(unread["report"] == report) & unread["whole"], language]
        yield _REPORT.within(language).format(report=report, errors=kinds.get("error", 0), warnings=kinds.get("warning", 0)) + "".join(f" — {words}" for words in said)


_COUNTS = Said(
    "{reports} 份报告：{failing} 份自相矛盾，{warned} 份有疑点，{clean} 份未见问题，{unread} 份未能读出；{unassessed} 项无法判断",
    "{reports} reports: {failing} contradict themselves, {warned} more are doubtful, {clean} show nothing, {unread} not read; "
    "{unassessed} checks not assessable",
)
_REPORT = Said("  {report}：{errors} 处错误，{warnings} 处疑点", "  {report}: {errors} errors, {warnings} warnings")
