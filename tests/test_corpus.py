"""Many files become frames; one bad file costs the others nothing."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from gouji import corpus
from gouji.corpus import Read, Source
from gouji.run import run
from gouji.wording import Said
from schemas.records import CellValue, Facts, Identity

REPORT = "某区人民政府2017年政府信息公开年度报告\n一、概述\n主动公开5条。\n2018年1月5日\n"


def test_ids_are_paths_below_the_folder(tmp_path: Path) -> None:
    for name in ("甲/2017.txt", "乙.txt", ".hidden.txt", "known-issues.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    assert [source.report for source in corpus.find([tmp_path])] == ["乙.txt", "甲/2017.txt"]


def test_same_name_in_two_folders(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(REPORT, encoding="utf-8")
    ids = [source.report for source in corpus.find([tmp_path / "a", tmp_path / "b"])]
    assert len(set(ids)) == 2
    assert all(name.endswith("x.txt") for name in ids)


def test_link_out_of_the_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim", encoding="utf-8")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert corpus.find([tmp_path / "reports"]) == []


def test_bad_files_are_problems_and_the_others_are_checked(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "broken.txt").write_bytes(b"\xff\xfe\x00\x01" * 9)
    (tmp_path / "unknown.xyz").write_bytes(b"5")
    (tmp_path / "slip.yaml").write_text("report:\n\tyear: 2017", encoding="utf-8")
    frames = corpus.load(corpus.find([tmp_path]))
    assert sorted(frames["problems"]["report"]) == ["broken.txt", "empty.txt", "slip.yaml", "unknown.xyz"]
    outcomes = run(frames).judgement.outcomes
    assert outcomes["document_is_read"].to_dict() == {
        "good.txt": 0,
        "broken.txt": 5,
        "empty.txt": 5,
        "slip.yaml": 5,
        "unknown.xyz": 5,
    }
    assert outcomes.at["good.txt", "signed_after_the_year_ends"] == 1


def test_file_that_vanishes_is_a_problem(tmp_path: Path) -> None:
    read = corpus.read(Source("gone.txt", tmp_path / "gone.txt"))
    assert read.unread is not None


def test_fault_of_a_reader_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")

    def fault(_: Path) -> Facts:
        raise IndexError("list index out of range")

    monkeypatch.setattr(corpus, "facts", fault)
    read = corpus.read(Source("a.txt", tmp_path / "a.txt"))
    assert read.unread == Said(
        "gouji 读取时出错（IndexError: list index out of range），请连同文件报告此问题",
        "gouji failed to read it (IndexError: list index out of range); please report this",
    )


def test_value_that_a_model_refuses_is_a_finding_of_its_report() -> None:
    cell = CellValue("reviews", "行政复议", "总计", Decimal(-3), "-3", "行政复议")
    good = Read.of(Source("good", Path("good")), "", Facts(Identity("年度报告", year=2021, form="2021")))
    bad = Read.of(Source("bad", Path("bad")), "", Facts(Identity("年度报告", year=1021, form="2021")))
    negative = Read.of(
        Source("negative", Path("negative")), "", Facts(Identity("年度报告", year=2021, form="2021"), cells=(cell,))
    )
    current = run(corpus.assemble([good, bad, negative]))
    found = current.findings[current.findings["check"] == "values_are_valid"]
    assert found[["report", "left"]].to_numpy().tolist() == [["bad", "1021"], ["negative", "-3.0"]]
    assert "good" in current.judgement.outcomes.index


def test_cell_printed_twice_is_a_finding_and_counts_once() -> None:
    cell = CellValue("reviews", "行政复议", "总计", Decimal(3), "3", "行政复议")
    twice = Read.of(Source("a", Path("a")), "", Facts(Identity("年度报告", year=2021, form="2021"), cells=(cell, cell)))
    current = run(corpus.assemble([twice]))
    assert set(current.findings["check"]) == {"values_are_valid"}
    assert current.frames["reviews"]["行政复议", "总计"].tolist() == [3.0]


def test_name_that_is_no_text(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    try:
        file.write_text(REPORT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    (source,) = corpus.find([tmp_path])
    assert source.report == r"\xff.txt"
    assert run(corpus.load([source])).judgement.outcomes.index.tolist() == [source.report]
