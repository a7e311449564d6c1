"""Findings in other places: JUnit XML, GitHub, the rows of pytest-html."""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from gouji.corpus import Read
from gouji.known import Known
from gouji.page import files, github, junit
from gouji.run import Run
from schemas.records import PrintedBlock
from tests.page import specimens

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def slips() -> Run:
    """Return a run over a report with slips, one that is known, and one that was not read."""
    known = Known("known.html", "parts_sum_to_total", "ties[t1]", "原文如此", None, None)
    reports = (
        specimens.report("a%,b.html", total=2480, changed={("本年新收", "商业企业"): None}),
        specimens.report("known.html", total=2480, printed=False),
        specimens.unread("locked.pdf"),
    )
    return specimens.judged(*reports, known=(known,))


def test_junit_has_a_suite_per_report_and_a_case_per_rule_that_applies(slips: Run, tmp_path: Path) -> None:
    outcomes, verdicts = slips.judgement
    junit.write(tmp_path / "junit.xml", outcomes, verdicts, slips.findings, slips.rules, "en")
    suites: Any = etree.parse(str(tmp_path / "junit.xml")).getroot()
    assert [suite.get("name") for suite in suites] == ["a%,b.html", "known.html", "locked.pdf"]
    applies = (outcomes > 0).sum(axis=1)
    assert [len(suite) for suite in suites] == applies.to_list()

    def case(report: int, rule: str) -> Any:
        (found,) = suites[report].xpath(f"testcase[starts-with(@name, 'test_{rule}[')]/*")
        return found

    failed = case(0, "parts_sum_to_total")
    assert (failed.tag, failed.get("message").startswith("2480条")) == ("failure", True)
    assert case(0, "no_blank_in_print").tag == "system-out"
    assert (case(1, "parts_sum_to_total").tag, case(1, "parts_sum_to_total").get("message")) == ("skipped", "原文如此")
    assert case(2, "document_is_read").tag == "error"
    assert [suite.get("failures") for suite in suites] == ["1", "0", "0"]


def test_junit_survives_what_xml_cannot_hold(tmp_path: Path) -> None:
    run = specimens.judged(specimens.report("a\x07\u202e<b>.html", total=2480, label="\x00]]>"))
    junit.write(tmp_path / "junit.xml", *run.judgement, run.findings, run.rules, "zh")
    (suite,) = etree.parse(str(tmp_path / "junit.xml")).getroot()
    assert suite.get("name") == "a[U+0007][U+202E]<b>.html"


def published(run: Run, **environment: str) -> list[str]:
    return github.publish(environment, run.frames, run.judgement.outcomes, run.findings, "en")


def test_nothing_is_said_outside_github(slips: Run, tmp_path: Path) -> None:
    assert published(slips, GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md")) == []
    assert not (tmp_path / "summary.md").exists()


def test_findings_are_annotated_beside_their_files(slips: Run) -> None:
    first, *others = published(slips, GITHUB_ACTIONS="true")
    assert first.startswith("::error file=reports/a%25%2Cb.html,title=parts_sum_to_total::2480条")
    assert {line.split()[0] for line in others} == {"::warning"}
    assert not any("known.html,title=parts_sum_to_total" in line for line in others)


def test_only_ten_are_annotated_and_the_rest_counted() -> None:
    run = specimens.judged(*specimens.many(20))
    said = published(run, GITHUB_ACTIONS="true")
    assert len(said) == 11
    assert said[-1] == f"::notice::{len(run.findings) - 10} more findings, see the job summary"


def test_text_makes_no_command_and_no_markdown(tmp_path: Path) -> None:
    name = "x.html\n::error::injected|<img src=x>[a](javascript:b)"
    run = specimens.judged(specimens.report(name, total=2480))
    said = published(run, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    assert not [line for line in said if "\n" in line or "::injected" in line.split(" ", 1)[0]]
    table = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "<img" not in table.replace("\\<img", "")
    assert "[a](" not in table
    assert "| ✗ contradicts itself |" in table


def test_the_line_is_told_where_the_file_has_lines() -> None:
    read = specimens.report("a.txt", total=2480)
    blocks = tuple(PrintedBlock(*block)._replace(line=block.block + 1) for block in read.facts.blocks)
    run = specimens.judged(Read.of(read.source, read.hash, read.facts._replace(blocks=blocks)))
    assert ",line=3::" in published(run, GITHUB_ACTIONS="true")[0]


def test_pytest_html_has_words_and_a_link_in_failed_rows_only(tmp_path: Path) -> None:
    pytest.importorskip("pytest_html", reason="pytest-html is not installed")
    wrong = (
        'report: {issuer: 某区人民政府, year: 2020, form: "2019", signed: 2020-03-01}\n'
        "tables: {reviews: {行政复议: [2, 0, 3, 0, 5]}}\n"
    )
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "某区.yaml").write_text(wrong, encoding="utf-8")
    written = tmp_path / "out" / "rows.html"
    options = ["--reports", str(tmp_path / "reports"), "--report-dir", str(tmp_path / "site"), "--html", str(written)]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--lang", "en", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=os.environ, encoding="utf-8")
    assert done.returncode == 1, done.stdout
    blob = written.read_text(encoding="utf-8").split('data-jsonblob="')[1].split('"')[0]
    rows = [row for tests in json.loads(html.unescape(blob))["tests"].values() for row in tests]
    failed = [row for row in rows if row["result"] == "Failed"]
    assert [row["log"].split(",")[0] for row in failed] == ["signed 2020-03-01"]
    assert [extra["content"] for extra in failed[0]["extras"]] == [
        f"../site/{files.link('r', files.address('某区.yaml'))}"
    ]
    assert {row["log"] for row in rows if row["result"] != "Failed"} == {""}
