"""What a run found, in words: a finding with its place, and the summary of all reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from gouji.checking import each
from gouji.run import OUTCOMES, Run
from gouji.wording import Said
from schemas.frames import Frames

_BASIS = Said("依据：", "basis: ")
_REMARK = Said("提示：", "remark: ")
_PAGE = Said("第 {} 页", "page {}")


def located(findings: pd.DataFrame, frames: Frames, language: str) -> str:
    """Return each finding's message, with file, page and basis in a line below."""
    return "\n".join(told(findings, frames, language))


def told(findings: pd.DataFrame, frames: Frames, language: str) -> list[str]:
    """Return the words of each finding."""
    files = dict(zip(frames["reports"]["report"], frames["reports"]["file"], strict=True))
    printed = pages(findings, frames)
    return [
        words(finding, files[finding["report"]], printed.get((finding["report"], first(finding["members"]))), language)
        for finding in findings.to_dict("records")
    ]


def words(finding: Mapping[Any, Any], file: str, page: int | None, language: str) -> str:
    """Return the words of a finding: its message, a line with file, page and basis, and what is suggested."""
    said = "" if page is None else _PAGE.within(language).format(page)
    where = " ".join(filter(None, [file, said, finding["place"]]))
    remark = _REMARK.within(language) if finding["severity"] == "info" else ""
    lines = [remark + finding[f"message_{language}"], f"  {where}   {_BASIS.within(language)}{finding['basis']}"]
    lines += [f"  {suggestion}" for suggestion in [finding[f"suggestion_{language}"]] if suggestion]
    return "\n".join(lines)


def first(members: str) -> str:
    """Return the first of the places concerned."""
    return members.split(" ")[0]


def pages(findings: pd.DataFrame, frames: Frames) -> dict[tuple[str, str], int]:
    """Return the page that the first cell of each finding stands on, where the document has pages."""
    cells = frames["cells"]
    wanted = set(map(first, findings["members"]))
    printed = cells[cells["page"].notna() & cells["report"].isin(findings["report"])]
    places = printed["table"] + "[" + printed["row"] + "," + printed["column"] + "]"
    printed = printed.assign(place=places)[places.isin(wanted)]
    return dict(zip(zip(printed["report"], printed["place"], strict=True), printed["page"], strict=True))


def summary(run: Run, language: str) -> Iterator[str]:
    """Yield the summary: how many reports fail, warn, hold, could not be judged or read; then each that does."""
    counts = {outcome: (run.judgement.outcomes == code).any(axis=1) for code, outcome in enumerate(OUTCOMES)}
    failing, fault = counts["fails"], counts["fault"]
    warned = counts["warns"] & ~failing
    yield COUNTS.within(language).format(
        reports=len(failing),
        failing=failing.sum(),
        warned=warned.sum(),
        unread=fault.sum(),
        clean=(~failing & ~warned & ~fault).sum(),
        unassessed=(run.judgement.outcomes == 2).to_numpy().sum(),
    )
    concerned = failing.index[failing | counts["warns"] | fault]
    ordered = sorted(concerned, key=lambda report: not (failing[report] or fault[report]))
    told = _each(run, language)
    yield from (_REPORT.within(language).format(report=report, said=told.get(report, "")) for report in ordered[:_MOST])
    if len(ordered) > _MOST:
        yield _MORE.within(language).format(n=len(ordered) - _MOST)


def _each(run: Run, language: str) -> dict[str, str]:
    """Return what is said of each report: what keeps it from being read, how much was found, or where that is told."""
    fresh = run.findings[run.findings["accepted"] == ""]
    elsewhere: dict[str, dict[str, None]] = {}
    for report, names in zip(fresh["report"], fresh["checks"], strict=True):
        for other in (name.partition("#")[0] for name in each(names) if "#" in name):
            elsewhere.setdefault(other, {})[report] = None
    told = {other: _ELSEWHERE.within(language).format(reports=" ".join(there)) for other, there in elsewhere.items()}
    kinds = Counter(zip(fresh["report"], fresh["severity"], strict=True))
    for report in fresh["report"]:
        numbers = {"errors": kinds[report, "error"], "warnings": kinds[report, "warning"]}
        told[report] = _FOUND.within(language).format(**numbers)
    problems = run.frames["problems"][run.frames["problems"]["whole"]]
    return told | dict(zip(problems["report"], problems[language], strict=True))


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
