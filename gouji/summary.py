"""What a run found, in words: a finding with its place, and the summary of all reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

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
    fresh = run.findings[run.findings["accepted"] == ""]
    kinds = Counter(zip(fresh["report"], fresh["severity"], strict=True))
    problems = run.frames["problems"][run.frames["problems"]["whole"]]
    unread = dict(zip(problems["report"], problems[language], strict=True))
    for report in failing.index[failing | counts["warns"] | fault]:
        said = f" — {unread[report]}" if report in unread else ""
        yield (
            _REPORT.within(language).format(
                report=report, errors=kinds[report, "error"], warnings=kinds[report, "warning"]
            )
            + said
        )


COUNTS = Said(
    "{reports} 份报告：{failing} 份自相矛盾，{warned} 份有疑点，{clean} 份未见问题，{unread} 份未能读出；{unassessed} 项无法判断",
    "{reports} reports: {failing} contradict themselves, {warned} more are doubtful, {clean} show nothing, {unread} not read; "
    "{unassessed} checks not assessable",
)
_REPORT = Said("  {report}：{errors} 处错误，{warnings} 处疑点", "  {report}: {errors} errors, {warnings} warnings")
