"""What a run found, in words: a finding with its place, and the summary of all reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from gouji.checking import each
from gouji.known import Known
from gouji.results import found
from gouji.wording import Said

_BASIS = Said("依据：", "basis: ")
_REMARK = Said("提示：", "remark: ")
_PAGE = Said("第 {} 页", "page {}")


def words(finding: Mapping[Any, Any], language: str) -> str:
    """Return what a finding, a row of results, says: its message, then where and on what basis, then a suggestion."""
    page = "" if pd.isna(finding["page"]) else _PAGE.within(language).format(finding["page"])
    where = " ".join(filter(None, [finding["file"], page, finding["place"]]))
    remark = _REMARK.within(language) if finding["severity"] == "info" else ""
    lines = [remark + finding[f"message_{language}"], f"  {where}   {_BASIS.within(language)}{finding['basis']}"]
    lines += [f"  {suggestion}" for suggestion in [finding[f"suggestion_{language}"]] if suggestion]
    return "\n".join(lines)


def summary(told: pd.DataFrame, language: str) -> Iterator[str]:
    """Yield the summary of results: how many reports fail, warn, hold, could not be judged or read; then each that does."""
    reports = told.drop_duplicates("report").set_index("report")
    failing, fault = reports["fails"], reports["fault"]
    warned = reports["warns"] & ~failing
    yield COUNTS.within(language).format(
        reports=len(reports),
        failing=failing.sum(),
        warned=warned.sum(),
        unread=fault.sum(),
        clean=(~failing & ~warned & ~fault).sum(),
        unassessed=reports["unassessed"].sum(),
    )
    concerned = reports.index[failing | warned | fault]
    ordered = sorted(concerned, key=lambda report: not (failing[report] or fault[report]))
    said = _each(told, language)
    yield from (_REPORT.within(language).format(report=report, said=said.get(report, "")) for report in ordered[:_MOST])
    if len(ordered) > _MOST:
        yield _MORE.within(language).format(n=len(ordered) - _MOST)


def _each(told: pd.DataFrame, language: str) -> dict[str, str]:
    """Return what is said of each report: what keeps it from being read, how much was found, or where that is told."""
    fresh = found(told[told["accepted"] == ""])
    elsewhere: dict[str, dict[str, None]] = {}
    for report, names in zip(fresh["report"], fresh["checks"], strict=True):
        for other in (name.partition("#")[0] for name in each(names) if "#" in name):
            elsewhere.setdefault(other, {})[report] = None
    said = {other: _ELSEWHERE.within(language).format(reports=" ".join(there)) for other, there in elsewhere.items()}
    kinds = Counter(zip(fresh["report"], fresh["severity"], strict=True))
    for report in fresh["report"]:
        numbers = {"errors": kinds[report, "error"], "warnings": kinds[report, "warning"]}
        said[report] = _FOUND.within(language).format(**numbers)
    unread = told[told["unread_en"] != ""]
    return said | dict(zip(unread["report"], unread[f"unread_{language}"], strict=True))


def amiss(unread: Iterable[tuple[str, Said]], stale: Iterable[tuple[Known, Said]], language: str) -> Iterator[str]:
    """Yield a line on each file that could not be read and each known issue that is out of date."""
    for report, why in unread:
        yield f"{report}: {why.within(language)}\n"
    for entry, fault in stale:
        yield f"known-issues.yaml: {entry.report} {entry.check} {entry.place}: {fault.within(language)}\n"


_MOST = 50  # reports named in the terminal; the HTML report has them all
COUNTS = Said(
    "{reports} 份报告：{failing} 份自相矛盾，{warned} 份有疑点，{clean} 份未见问题，{unread} 份未能读出；{unassessed} 项无法判断",
    "{reports} reports: {failing} contradict themselves, {warned} more are doubtful, {clean} show nothing, {unread} not read; "
    "{unassessed} checks not assessable",
)
_REPORT = Said("  {report}：{said}", "  {report}: {said}")
_FOUND = Said("{errors} 处错误，{warnings} 处疑点", "{errors} errors, {warnings} warnings")
_ELSEWHERE = Said("见 {reports} 的问题", "see the findings of {reports}")
_MORE = Said("  另有 {n} 份，见 HTML 报告", "  {n} more: see the HTML report")
