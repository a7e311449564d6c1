"""The command line: what it prints, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.cli import main

TEXT = """某区人民政府2017年度政府信息公开工作报告
一、概述
全年主动公开信息10条，其中新闻类7条、动态类3条。
2017年11月24日
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "某区.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_read_json(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(report)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    read = json.loads(line)
    assert read["report"] == {
        "id": "某区.txt",
        "kind": "年度报告",
        "issuer": "某区人民政府",
        "year": 2017,
        "form": "narrative",
        "title": "某区人民政府2017年度政府信息公开工作报告",
        "document_number": None,
        "published": None,
        "signed": "2017-11-24",
        "issued": None,
        "period_start": None,
        "period_end": None,
    }
    assert read["sections"] == [{"level": 1, "numeral": "一", "title": "概述"}]
    assert [(figure["value"], figure["unit"], TEXT[figure["start"] : figure["end"]]) for figure in read["figures"]] == [
        (10, "条", "10条"),
        (7, "条", "7条"),
        (3, "条", "3条"),
    ]
    sums = [tie for tie in read["ties"] if tie["kind"] == "sum"]
    assert sums == [{"kind": "sum", "total": "f1", "parts": ["f2", "f3"], "complete": True, "holds": True}]
    assert read["problems"] == []


def test_read_goes_on_after_a_file_that_cannot_be_read(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert main(["read", "--json", str(tmp_path / "empty.txt"), str(report)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["problems"][0]["what"] == "the file is empty; fetch it again or remove it"
    assert second["report"]["year"] == 2017


def test_check_json_and_its_exit_code(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "check", "--json", str(report)]) == 1
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    signed = next(finding for finding in findings if finding["check"] == "signed_after_the_year_ends")
    assert (signed["report"], signed["severity"], signed["place"], signed["left"], signed["right"]) == (
        "某区.txt",
        "error",
        "reports[signed]",
        "2017-11-24",
        "2017-12-31",
    )
    assert signed["message"] == "signed 2017-11-24, but 2017, the year reported on, ends 2017-12-31"


def test_check_of_what_is_right_exits_0(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_text(TEXT.replace("2017年11月24日", "2018年1月5日"), encoding="utf-8")
    assert main(["--lang", "en", "check", str(report)]) == 0
    assert "1 reports: 0 contradict themselves" in capsys.readouterr().out


def test_check_of_what_cannot_be_read_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert main(["--lang", "en", "check", str(tmp_path)]) == 2
    assert "empty.txt: the file is empty" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--lang", "zh", "check", "gone"), ("check", "--lang", "zh", "gone")])
def test_the_language_stands_before_or_after_the_command(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err == "gouji: gone：没有这个文件或文件夹\n"


def test_missing_path_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "check", "gone"]) == 2
    assert capsys.readouterr().err == "gouji: gone: no such file or folder\n"


def test_transcribe_reads_back(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["transcribe", str(report)]) == 0
    copy = tmp_path / "copy.yaml"
    copy.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["read", "--json", str(copy)]) == 0
    assert json.loads(capsys.readouterr().out)["report"]["signed"] == "2017-11-24"


def test_python_m_gouji_and_help() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gouji", "--help"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert "{zh,en}" in done.stdout
    for command in ("read", "check", "transcribe"):
        assert command in done.stdout
