"""Remarks: findings that neither fail nor warn; they are told behind errors and warnings, and counted as neither."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from gouji import page
from gouji.bulk.tally import Tally
from gouji.cli import main
from gouji.corpus import assemble
from gouji.known import FILE
from gouji.page import github
from gouji.page.overview import states
from gouji.results import results
from gouji.run import OUTCOMES, Run, run
from schemas.frames import SEVERITIES, gravest_first
from tests.specimens import changed, facts, read

REMARKED = """\
report: {issuer: 临江市人民政府, year: 2020, form: "2019", signed: 2021-01-30}
tables:
  disclosure:
    规范性文件: [30, 30, 30]
"""
RULE = "something_was_published_before"


def made(*, wrong: bool = False) -> Run:
    """Return the run over a report with a remark, and if asked a blank (a warning) and a wrong total (an error)."""
    report = changed(facts(Random(3), "2019"), *(("disclosure", "规章", column, 3) for column in COLUMNS))
    if wrong:
        blank, total = ("applications", "予以公开", "其他", None), ("reviews", "行政复议", "总计", 999)
        report = changed(report, blank, total)
    return run(assemble([read("a.yaml", report)]))


COLUMNS = ("本年新制作数量", "本年新公开数量", "对外公开总数量")


def test_a_remark_is_a_finding_and_its_rule_counts_as_holding() -> None:
    current = made()
    assert current.findings[["check", "severity", "verdict"]].to_numpy().tolist() == [[RULE, "info", "fails"]]
    assert OUTCOMES[current.judgement.outcomes.loc["a.yaml", RULE]] == "holds"
    assert not current.judgement.outcomes.isin([3, 4, 5]).any(axis=None)


def test_errors_come_before_warnings_and_these_before_remarks() -> None:
    order = [SEVERITIES.index(severity) for severity in made(wrong=True).findings["severity"]]
    assert set(order) == {0, 1, 2}
    assert order == sorted(order)
    mixed = pd.DataFrame({"severity": ["info", "warning", "error", "info"], "number": range(4)})
    assert gravest_first(mixed)["number"].tolist() == [2, 1, 0, 3]
    assert gravest_first(mixed.assign(report=["b", "b", "b", "a"]), "report")["number"].tolist() == [3, 2, 1, 0]


def test_a_report_with_a_remark_alone_shows_nothing_wrong() -> None:
    current = made()
    assert states(current.frames, current.judgement.outcomes, current.findings)["a.yaml"] in ("holds", "unsure")
    accepted = current.findings.assign(accepted="原文如此")
    assert states(current.frames, current.judgement.outcomes, accepted)["a.yaml"] != "known"


def test_on_the_page_a_remark_is_told_last_and_calmly(tmp_path: Path) -> None:
    current = made(wrong=True)
    index = page.write(tmp_path, current.frames, *current.judgement, current.findings, current.rules, "en")
    shown = next((index.parent / "r").glob("*.html")).read_text(encoding="utf-8")
    places = [shown.index(f'class="card {severity}"') for severity in SEVERITIES]
    assert places == sorted(places)
    assert shown.rindex('class="card error"') < places[1]
    assert 'class="pill info"' in shown


def test_on_github_a_remark_is_a_notice() -> None:
    current = made(wrong=True)
    said = list(github.commands(current.frames, current.findings, "en"))
    assert [line.split()[0] for line in said] == ["::error", "::warning", "::notice"]


def test_a_tally_counts_no_remark() -> None:
    tally = Tally()
    tally.add(results(made()))
    assert (tally.errors, tally.by_rule.total(), tally.by_body.total()) == (0, 0, 0)
    assert tally.outcomes == {"clean": 1}


def test_gouji_check_tells_a_remark_and_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(REMARKED, encoding="utf-8")
    assert main(["--lang", "en", "check", "--json", "--no-cache", str(tmp_path)]) == 0
    assert [json.loads(line)["severity"] for line in capsys.readouterr().out.splitlines()] == ["info"]
    assert main(["--lang", "en", "check", "--no-cache", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("remark: 规范性文件: all 30 public documents are new this year")
    assert "1 reports: 0 contradict themselves, 0 more are doubtful, 1 show nothing" in said
    assert main(["check", "--baseline", "--no-cache", str(tmp_path)]) == 0
    assert (tmp_path / FILE).read_text(encoding="utf-8").strip() == "[]"


def test_pytest_passes_and_does_not_warn(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.yaml").write_text(REMARKED, encoding="utf-8")
    options = ["-p", "no:cacheprovider", "-m", "info", "-W", "error::gouji.PlausibilityWarning"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--reports",
        str(folder),
        "--report-dir",
        str(tmp_path / "out"),
        *options,
    ]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
