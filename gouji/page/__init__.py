"""The HTML report: a static site that opens by a double click; it computes nothing, but shows frames and findings."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from gouji.page import files
from gouji.page.render import render
from gouji.wording import user_language
from schemas.frames import Frames


def write(
    folder: Path,
    frames: Frames,
    outcomes: pd.DataFrame,
    verdicts: pd.DataFrame,
    findings: pd.DataFrame,
    rules: pd.DataFrame,
    language: str | None = None,
) -> Path:
    """Write the site into `folder` and return the path of its index."""
    language = language or user_language()
    reports = frames["reports"].astype(object).where(frames["reports"].notna(), None).to_dict("records")
    names = {report["report"]: files.address(report["report"]) for report in reports}
    for report in reports:
        own = findings[findings["report"] == report["report"]].to_dict("records")
        problems = frames["problems"][frames["problems"]["report"] == report["report"]].to_dict("records")
        html = render("report.html", report=report, findings=own, problems=problems, language=language)
        files.write(folder / "r" / names[report["report"]], html)
    counts = findings.groupby("report")["severity"].value_counts().unstack(fill_value=0)
    rows = [
        (report, files.link("r", names[report["report"]]), counts.get("error", {}).get(report["report"], 0),
         counts.get("warning", {}).get(report["report"], 0))
        for report in reports
    ]
    files.write(folder / "index.html", render("index.html", rows=rows, language=language))
    return folder / "index.html"
