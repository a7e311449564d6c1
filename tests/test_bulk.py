"""Many reports in batches: the same findings as in one go, none lost or doubled whatever happens."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from gouji import corpus, workers
from gouji.bodies import Entry
from gouji.bulk import batches
from gouji.bulk.progress import Progress, duration
from gouji.cache import Store
from gouji.cli import main
from gouji.results import Setup
from gouji.wording import Said

ROOT = Path(__file__).parents[1]
REPORT = """\
report: {{issuer: 第{body}区人民政府, year: {year}, form: "2019", signed: {signed}-01-30}}
tables:
  reviews:
    行政复议: [2, 0, 3, 0, {total}]
    未经复议直接起诉: [0, 0, 0, 0, 0]
    复议后起诉: [0, 0, 0, 0, 0]
"""


def publish(folder: Path, count: int) -> None:
    """Put `count` reports of bodies over three years into `folder`; every fifth has a wrong total."""
    folder.mkdir()
    for number in range(count):
        year = 2019 + number % 3
        total = 7 if number % 5 == 0 else 5
        text = REPORT.format(body=number // 3, year=year, signed=year + 1, total=total)
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of reports, beside which the tests run."""
    monkeypatch.chdir(tmp_path)
    publish(tmp_path / "reports", 60)
    return tmp_path / "reports"


def keys(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return what must be the same however the findings were made."""
    columns = ["report", "finding", "check", "place", "message_en", "members", "accepted"]
    return sorted(frame[columns].itertuples(index=False, name=None))


def in_one_go(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["--lang", "en", "check", "--json", "--jobs", "1", str(folder)])
    return sorted(json.loads(line)["finding"] for line in capsys.readouterr().out.splitlines())


def check_small_batches(folder: Path, out: Path, size: int = 7) -> pd.DataFrame:
    """Check in this process, in batches of `size`."""
    drive = lambda step, plans, made: ((plan, step(plan)) for plan in plans)  # noqa: E731
    real = batches.batched
    batches.batched = lambda survey, succession=(): real(survey, succession, size)
    try:
        setup = Setup(Store(out.parent / "cache"))
        told = lambda what, total: Progress(what, total, "en", sys.stderr)  # noqa: E731
        batches.check(corpus.find([folder]), setup, out, drive, told)
    finally:
        batches.batched = real
    return pd.read_parquet(out)


def test_batches_find_what_one_run_finds(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = in_one_go(reports, capsys)
    found = check_small_batches(reports, tmp_path / "f.parquet")
    assert sorted(found["finding"]) == expected
    assert len(expected) > 12
    assert found["issuer"].str.fullmatch("第\\d+区人民政府").all()
    assert not (tmp_path / "f.parquet.parts").exists()


def test_reports_of_one_body_are_judged_together() -> None:
    survey = pd.DataFrame(
        {
            "report": [f"{number}" for number in range(12)],
            "path": "",
            "kind": "年度报告",
            "lost": False,
            "issuer": [f"第{number % 4}区人民政府" for number in range(12)],
            "year": [2018 + number // 4 for number in range(12)],
        }
    ).astype({"year": "Int64"})
    found = [sorted(map(int, batch["report"])) for batch in batches.batched(survey, size=2)]
    assert found == [[0, 4, 8], [1, 5, 9], [2, 6, 10], [3, 7, 11]]


def test_area_is_judged_with_the_bodies_it_sums_up() -> None:
    survey = pd.DataFrame(
        {
            "report": ["a", "b", "c", "d"],
            "path": "",
            "kind": "年度报告",
            "lost": False,
            "issuer": ["甲市人民政府", "乙区人民政府", "丙区人民政府", "丁市人民政府"],
            "year": [2020] * 4,
        }
    ).astype({"year": "Int64"})
    succession = [
        Entry("1", ((0, "甲市人民政府"),), covers="汇总"),
        Entry("2", ((0, "丙区人民政府"),), parent="1"),
        Entry("3", ((0, "乙区人民政府"),), parent="9"),
    ]
    found = [sorted(batch["report"]) for batch in batches.batched(survey, succession, size=1)]
    assert found == [["a", "c"], ["b"], ["d"]]


def test_parents_in_a_circle_end() -> None:
    known = pd.DataFrame({"body": ["1", "2"], "parent": ["2", "1"], "covers": ["汇总", "汇总"]})
    assert batches._areas(known) == ["2", "1"]


def test_no_reports(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert check_small_batches(tmp_path / "none", tmp_path / "f.parquet").empty


def test_summary_by_rule_body_and_year(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (reports / "empty.txt").write_bytes(b"")
    assert main(["--lang", "en", "check", str(reports), "--out", "f.parquet"]) == 1
    out, err = capsys.readouterr()
    assert "  outcomes_sum_to_total: 12 in 12 reports" in out
    assert "  2019: 20 reports," in out
    assert "  unknown: 1 reports, 0 contradict themselves, 0 more are doubtful, 1 not read" in out
    assert "  第0区人民政府: " in out
    assert "empty.txt: the file is empty" in err
    assert main(["--lang", "zh", "check", str(reports), "--out", "f.parquet"]) == 1
    assert "按规则：" in capsys.readouterr().out


def test_known_issues_are_accepted_and_stale_ones_told(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = "check: outcomes_sum_to_total, place: 'reviews[行政复议,*]'"
    entry = f"- {{{{report: {{}}.yaml, {place}, reason: seen, expires: 2999-01-01}}}}\n"
    (reports / "known-issues.yaml").write_text(entry.format(0) + entry.format(1), encoding="utf-8")
    main(["--lang", "en", "check", str(reports), "--out", "f.parquet"])
    found = pd.read_parquet("f.parquet")
    accepted = found[found["accepted"] != ""]
    assert accepted["report"].to_list() in (["0.yaml"], [])
    assert "known-issues.yaml: 1.yaml outcomes_sum_to_total" in capsys.readouterr().err


def test_other_suffix_is_refused(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "check", str(reports), "--out", "f.csv"]) == 2
    assert "ends in .parquet" in capsys.readouterr().err


def test_cache_clear(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lang", "en", "check", str(reports)])
    capsys.readouterr()
    assert main(["--lang", "en", "cache", "clear"]) == 0
    assert capsys.readouterr().out == "60 files' facts removed from .gouji_cache\n"
    assert not Path(".gouji_cache").exists()


def test_no_cache_leaves_nothing(reports: Path) -> None:
    main(["check", "--no-cache", str(reports)])
    main(["check", "--no-cache", str(reports), "--out", "f.parquet"])
    assert sorted(path.name for path in Path().iterdir()) == ["f.parquet", "reports"]


def gouji(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "gouji", "--lang", "en", "check", "reports", "--out", "f.parquet", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=folder, env=environment, text=True, **pipes)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("moment", ["reading", "judging"])
def test_killed_run_goes_on_without_doing_anything_twice(
    moment: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(tmp_path / "reports", 1200)
    cache, parts = tmp_path / ".gouji_cache", tmp_path / "f.parquet.parts"
    first = gouji(tmp_path)
    _wait(lambda: len(list(cache.glob("*/*.json"))) > 100 if moment == "reading" else list(parts.glob("*.parquet")))
    first.send_signal(signal.SIGKILL)
    first.wait()
    time.sleep(1.5)  # the workers notice that their parent is gone
    assert not (tmp_path / "f.parquet").exists()
    assert bool(list(parts.glob("*.parquet"))) == (moment == "judging")
    entries = _written(cache)
    assert (len(entries) == 1200) == (moment == "judging")
    out, _ = gouji(tmp_path).communicate(timeout=300)
    assert "1200 reports" in out
    after = _written(cache)
    assert len(after) == 1200
    assert {entry: after[entry] for entry in entries} == entries
    found = pd.read_parquet(tmp_path / "f.parquet")
    assert found["finding"].is_unique
    assert sorted(found["finding"]) == in_one_go(tmp_path / "reports", capsys)


def _written(cache: Path) -> dict[Path, int]:
    return {entry: entry.stat().st_mtime_ns for entry in cache.glob("*/*.json")}


def test_part_that_is_done_is_not_judged_again(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(batches, "_published", stops)
        with pytest.raises(KeyboardInterrupt):
            check_small_batches(reports, tmp_path / "f.parquet")
    judged: list[int] = []
    real = batches.judged
    monkeypatch.setattr(batches, "judged", lambda plan, setup: (judged.append(len(plan)), real(plan, setup))[1])
    (reports / "4.yaml").write_text(REPORT.format(body=1, year=2020, signed=2021, total=9), encoding="utf-8")
    check_small_batches(reports, tmp_path / "f.parquet")
    assert judged == [9]  # the batch of the file that changed


def test_part_that_was_cut_short_is_judged_again(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)
        whole = check_small_batches(reports, tmp_path / "f.parquet")
    for part in (tmp_path / "f.parquet.parts").glob("*.parquet"):
        part.write_bytes(part.read_bytes()[:200])
    assert keys(check_small_batches(reports, tmp_path / "f.parquet")) == keys(whole)


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_full_disk_is_one_sentence_and_the_run_can_go_on(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = in_one_go(reports, capsys)
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (9000, {resource.RLIM_INFINITY}));"
        "from gouji.cli import main; sys.exit(main(['--lang', 'en', 'check', 'reports', '--out', 'f.parquet']))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    full = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, text=True, capture_output=True, check=False
    )
    assert full.returncode == 2, full.stderr
    assert "f.parquet cannot be written (File too large); what is done is kept in f.parquet.parts" in full.stderr
    assert "Traceback" not in full.stderr
    assert not (tmp_path / "f.parquet").exists()
    assert main(["check", "reports", "--out", "f.parquet"]) == 1
    assert sorted(pd.read_parquet("f.parquet")["finding"]) == expected


def test_file_removed_while_running_is_told(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = batches._judge_all

    def later(*arguments: object) -> None:
        (reports / "5.yaml").unlink()
        real(*arguments)  # type: ignore[arg-type]

    whole = check_small_batches(reports, tmp_path / "whole.parquet")
    monkeypatch.setattr(batches, "_judge_all", later)
    found = check_small_batches(reports, tmp_path / "f.parquet")
    assert [key for key in keys(whole) if key[0] != "5.yaml" and "5.yaml#" not in str(key)] == [
        key for key in keys(found) if key[0] != "5.yaml" and "5.yaml#" not in str(key)
    ]
    assert not (found["report"] == "5.yaml").any()


def fatal(plan: pd.DataFrame) -> pd.DataFrame:
    """Survey, but die at one file as a library's fault would."""
    if (plan["report"] == "17.yaml").any():
        os.kill(os.getpid(), signal.SIGKILL)
    return batches.surveyed(plan, Setup(Store(Path(plan["path"].iloc[0]).parents[1] / "cache")))


@pytest.mark.skipif(os.name != "posix", reason="kills its own process")
def test_process_that_dies_costs_one_file(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def drive(step, plans, made):  # type: ignore[no-untyped-def]
        return workers.each(fatal if step.func is batches.surveyed else step, plans, 2)

    setup = Setup(Store(tmp_path / "cache"))
    told = lambda what, total: Progress(what, total, "en", sys.stderr)  # noqa: E731
    tally = batches.check(corpus.find([reports]), setup, tmp_path / "f.parquet", drive, told)
    assert [(report, said.en[:31]) for report, said in tally.unread] == [("17.yaml", "the process that read it died (")]
    assert tally.outcomes.total() == 60


class Terminal:
    """Collects what is printed; `terminal` tells whether it is one."""

    def __init__(self, terminal: bool) -> None:
        self.terminal, self.said = terminal, ""

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> None:
        self.said += text

    def flush(self) -> None:
        pass


SAID = "read: 30 of 100, 2 a second, 0:35 left"


@pytest.mark.parametrize(("terminal", "said"), [(True, f"\r\033[K{SAID}"), (False, f"{SAID}\n")])
def test_progress(terminal: bool, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    out = Terminal(terminal)
    progress = Progress(Said("读取", "read"), 100, "en", out)  # type: ignore[arg-type]
    progress.skip(10)
    progress.add(0)
    assert out.said == ""
    now[0] = 10.0
    progress.add(20)
    assert out.said == said


def test_duration() -> None:
    assert [duration(seconds) for seconds in (0, 59.6, 3600, 36_061)] == ["0:00", "1:00", "1:00:00", "10:01:01"]


def _wait(ready, seconds: float = 120) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.005)
