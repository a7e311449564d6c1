"""Findings on GitHub: annotations beside the files in question, and a job's summary in Markdown.

Both formats are those of the workflow commands of GitHub Actions. Texts of reports are data: neither a new
command nor Markdown can be made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from gouji.page.marks import involved
from gouji.page.overview import states
from gouji.page.records import Row, rows
from gouji.page.render import visible
from gouji.page.words import ICONS, STATES, WORDS
from gouji.wording import Said
from schemas.frames import Frames, gravest_first

MOST = 10  # GitHub shows no more annotations of one step
_LISTED = 50  # findings in the table of a summary
_KEYS = {
    "figures": ("figures", "figure"),
    "ties": ("ties", "tie"),
    "tasks": ("tasks", "number"),
    "mentions": ("mentions", "text"),
}
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~@-])")
_MORE = Said("另有 {n} 处问题，见作业摘要", "{n} more findings, see the job summary")


def publish(
    environment: Mapping[str, str], frames: Frames, outcomes: pd.DataFrame, findings: pd.DataFrame, language: str
) -> list[str]:
    """Return the annotations to print, and add the summary to the job's; nothing where GitHub does not run this.

    Args:
        environment: the process's variables: `GITHUB_ACTIONS`, and `GITHUB_STEP_SUMMARY`, the file of the summary.
        frames: the frames that were judged.
        outcomes: codes by report and check.
        findings: the failed verdicts.
        language: `zh` or `en`.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        return []
    if file := environment.get("GITHUB_STEP_SUMMARY"):
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as written:
            written.writelines(f"{line}\n" for line in summary(frames, outcomes, findings, language))
    return list(commands(frames, findings, language))


def commands(frames: Frames, findings: pd.DataFrame, language: str) -> Iterator[str]:
    """Yield a workflow command for each of the first findings, the gravest first, then how many more there are."""
    fresh = gravest_first(findings[findings["accepted"] == ""])
    files = frames["reports"].set_index("report")["file"]
    for finding in rows(fresh.head(MOST)):
        said = [getattr(finding, f"{part}_{language}") for part in ("message", "suggestion")]
        properties = {"file": files[finding.report], "title": finding.check} | _line(finding, frames)
        given = ",".join(f"{name}={_data(value, property=True)}" for name, value in properties.items())
        yield f"::{_COMMANDS[finding.severity]} {given}::{_text(said)}"
    if len(fresh) > MOST:
        yield f"::notice::{_data(_MORE.within(language).format(n=len(fresh) - MOST))}"


def _line(finding: Row, frames: Frames) -> dict[str, str]:
    """Return the line of the file that the finding is about, where the file has lines."""
    for place in involved(finding).all:
        frame, key = _KEYS.get(place.frame, ("cells", "row"))
        own = frames[frame][frames[frame]["report"] == finding.report]
        blocks = own.loc[
            own[key].astype(str) == (place.names[0] if frame == "cells" else ",".join(place.names)), "block"
        ].dropna()
        printed = frames["blocks"]
        here = printed[(printed["report"] == finding.report) & printed["block"].isin(blocks[:1])]["line"].dropna()
        if len(here) and not place.report:
            return {"line": str(here.iloc[0])}
    return {}


def _text(said: list[str]) -> str:
    return _data("\n".join(filter(None, said)))


def _data(text: object, *, property: bool = False) -> str:  # noqa: A002  # GitHub's own word for it
    """Escape the data of a workflow command, or one of its properties."""
    escaped = visible(str(text)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if property else escaped


def summary(frames: Frames, outcomes: pd.DataFrame, findings: pd.DataFrame, language: str) -> Iterator[str]:
    """Yield the lines of the summary: reports by outcome, then the first findings in a table."""
    state = pd.Series(states(frames, outcomes, findings), dtype=object)
    counts = state.value_counts()
    yield "## gouji 勾稽"
    yield ""
    yield "".join(f"| {ICONS[name]} {WORDS[name].within(language)} " for name in STATES) + "|"
    yield "| ---: " * len(STATES) + "|"
    yield "".join(f"| {counts.get(name, 0):,} " for name in STATES) + "|"
    yield ""
    fresh = gravest_first(findings[findings["accepted"] == ""])
    if len(fresh):
        yield f"| | {WORDS['report'].within(language)} | {WORDS['findings'].within(language)} |"
        yield "| --- | --- | --- |"
    for finding in rows(fresh.head(_LISTED)):
        words = " ".join(
            filter(None, [getattr(finding, f"message_{language}"), getattr(finding, f"suggestion_{language}")])
        )
        yield f"| {ICONS[finding.severity]} | {_markdown(finding.report)} | {_markdown(words)} |"
    if len(fresh) > _LISTED:
        yield ""
        yield WORDS["more_rows"].within(language).format(n=len(fresh) - _LISTED)


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", visible(text)).replace("\n", " ").replace("\r", " ")
