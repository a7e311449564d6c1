"""What a run comes to is kept, and told again as it was, as long as nothing that it rests on has changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from gouji import corpus
from gouji import results as module
from gouji.bodies import Entry
from gouji.cache import Store
from gouji.cli import main
from gouji.known import Known
from gouji.results import RESULTS, Setup, found, results_of
from tests.specimens import WRONG

RIGHT = "某县人民政府2017年政府信息公开年度报告\n一、概述\n主动公开5条，其中新闻3条、公告2条。\n2018年1月5日\n"
SUM = ("某区.yaml", "outcomes_sum_to_total", "reviews[行政复议,*]")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a report that is wrong and one that is right, beside which the tests run."""
    monkeypatch.chdir(tmp_path)
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "某区.yaml").write_text(WRONG, encoding="utf-8")
    (reports / "某县.txt").write_text(RIGHT, encoding="utf-8")
    return reports


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many reports each run judges, as it does."""
    counts: list[int] = []
    real = module.run
    monkeypatch.setattr(module, "run", lambda *given: (counts.append(len(given[0]["reports"])), real(*given))[1])
    return counts


def told(folder: Path, **setup: object) -> pd.DataFrame:
    return results_of(corpus.find([folder]), Setup(Store(folder.parent / "cache"), **setup), jobs=1)  # type: ignore[arg-type]


def test_results_are_told_again_without_reading_or_judging(
    folder: Path, judged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = told(folder)
    monkeypatch.setattr(corpus, "load", lambda *_: pytest.fail("the files are read again"))
    assert_frame_equal(told(folder), first)
    assert judged == [2]
    assert dict(first.dtypes.astype(str)) == RESULTS
    wrong = found(first).set_index("check").loc["outcomes_sum_to_total"]
    assert (wrong["report"], wrong["file"], wrong["issuer"]) == ("某区.yaml", str(folder / "某区.yaml"), "某区人民政府")
    right = first[first["report"] == "某县.txt"].drop_duplicates("report").iloc[0]
    assert (bool(right["fails"]), right["issuer"], right["year"]) == (False, "某县人民政府", 2017)


def change(folder: Path) -> None:
    (folder / "某区.yaml").write_text(WRONG.replace("6]", "5]"), encoding="utf-8")


def add(folder: Path) -> None:
    (folder / "another.txt").write_text(RIGHT, encoding="utf-8")


def rename(folder: Path) -> None:
    (folder / "某县.txt").rename(folder / "乙县.txt")


@pytest.mark.parametrize("touched", [change, add, rename])
def test_another_file_is_judged_anew(folder: Path, judged: list[int], touched: Callable[[Path], None]) -> None:
    told(folder)
    touched(folder)
    told(folder)
    assert len(judged) == 2


def test_other_bodies_known_issues_or_rules_are_judged_anew(
    folder: Path, judged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told(folder)
    told(folder, succession=[Entry("1", ((0, "某区人民政府"),))])
    told(folder, known=[Known(*SUM, "seen", None, datetime.date(2999, 1, 1))])
    monkeypatch.setattr(module, "code", lambda: "another")
    told(folder)
    assert judged == [2, 2, 2, 2]


def test_known_issue_that_expires_overnight_is_judged_anew(
    folder: Path, judged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [Known(*SUM, "seen", None, datetime.date.today())]
    told(folder, known=known)
    told(folder, known=known)
    monkeypatch.setattr(module, "_today", lambda _: [datetime.date(2999, 1, 1)])
    told(folder, known=known)
    assert judged == [2, 2]


@pytest.mark.parametrize("poison", [lambda data: data[:99], lambda data: data.replace(b"6", b"5"), lambda _: b""])
def test_results_that_are_damaged_are_none(folder: Path, judged: list[int], poison: Callable[[bytes], bytes]) -> None:
    first = told(folder)
    (kept,) = (folder.parent / "cache" / "runs").iterdir()
    kept.write_bytes(poison(kept.read_bytes()))
    assert_frame_equal(told(folder), first)
    assert_frame_equal(told(folder), first)
    assert judged == [2, 2]


def test_what_could_not_be_read_is_read_again(folder: Path, judged: list[int]) -> None:
    (folder / "empty.txt").write_bytes(b"")
    told(folder)
    told(folder)
    assert judged == [3, 3]


def test_nothing_is_kept_without_a_store(folder: Path, judged: list[int]) -> None:
    for _ in range(2):
        results_of(corpus.find([folder]), Setup(), jobs=1)
    assert judged == [2, 2]
    assert [path.name for path in folder.parent.iterdir()] == ["reports"]


@pytest.mark.parametrize("options", [(), ("--json",), ("--lang", "zh"), ("--out", "f.parquet")])
def test_second_run_says_what_the_first_said(
    folder: Path, options: tuple[str, ...], judged: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    known = "- {report: 某县.txt, check: outcomes_sum_to_total, place: x, reason: r, expires: 2999-01-01}\n"
    (folder / "known-issues.yaml").write_text(known, encoding="utf-8")
    said = []
    for _ in range(2):
        code = main(["--lang", "en", "check", str(folder), *options])
        said.append((code, *capsys.readouterr()))
    assert said[0] == said[1]
    assert said[0][0] == 1
    assert "known-issues.yaml: 某县.txt outcomes_sum_to_total x: " in said[0][2]
    assert judged == ([] if "--out" in options else [2])
