"""What was read is kept by content, and whatever is not sound is read anew."""

from __future__ import annotations

import datetime
import multiprocessing
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji import corpus
from gouji.cache import Store, decode, encode, write_atomically
from gouji.corpus import Source
from gouji.wording import Said
from schemas.columns import columns_of, facts_of
from schemas.records import CellValue, Facts, Figure, Identity, Mention, PrintedBlock, Section, Task, Tie, Unread

REPORT = "某区人民政府2017年政府信息公开年度报告\n一、概述\n主动公开5条，其中新闻3条、公告2条。\n2018年1月5日\n"
FACTS = Facts(
    Identity("年度报告", "某区", 2017, "narrative", signed=datetime.date(2018, 1, 5)),
    (Section(1, "一", "概述", 2),),
    (
        CellValue("reviews", "行政复议", "总计", Decimal("3.10"), "3.10", page=1),
        CellValue("reviews", "行政复议", "其他结果", None, ""),
    ),
    (Figure("f1", Decimal("1E+3"), "条", "公开"),),
    (Tie("sum", ("f1",), ("f2", "f3"), rate=None, complete=False),),
    (Task(1, "公开", ("甲局",), (), datetime.date(2020, 1, 1)),),
    (Mention("电话", "12345"),),
    (PrintedBlock(0, "公\ud800开", 0),),
    (Unread(Said("甲", "b"), "第1页"),),
    "txt",
)


def test_facts_come_back_as_they_were() -> None:
    back = facts_of(decode(encode(columns_of(FACTS))))
    assert back == FACTS
    assert str(back.cells[0].value) == "3.10"
    assert [type(record) for record in (*back[:1], *(records[0] for records in back[1:9]))] == [
        Identity,
        Section,
        CellValue,
        Figure,
        Tie,
        Task,
        Mention,
        PrintedBlock,
        Unread,
    ]
    assert type(back.problems[0].what) is Said
    assert type(back.ties[0].right) is tuple


@given(st.lists(st.tuples(st.text(), st.decimals(allow_nan=False, allow_infinity=False), st.booleans() | st.none())))
def test_any_figures_come_back(values: list[tuple[str, Decimal, bool | None]]) -> None:
    facts = Facts(figures=tuple(Figure(text, value, text, text, approximate=None) for text, value, _ in values))
    assert facts_of(decode(encode(columns_of(facts)))) == facts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(6):
        (reports / f"{number}.txt").write_text(REPORT.replace("5条", f"{number}条"), encoding="utf-8")
    return reports


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are read, as they are."""
    names: list[str] = []
    real = corpus.facts
    monkeypatch.setattr(corpus, "facts", lambda path: (names.append(path.name), real(path))[1])
    return names


def load(folder: Path, store: Store) -> list[corpus.Read]:
    return corpus.read_all(corpus.find([folder]), store, jobs=1)


def test_second_run_reads_only_what_has_changed(folder: Path, tmp_path: Path, read_again: list[str]) -> None:
    store = Store(tmp_path / "cache")
    first = load(folder, store)
    assert len(read_again) == 6
    assert load(folder, store) == first
    assert len(read_again) == 6
    (folder / "3.txt").write_text(REPORT.replace("5条", "9条"), encoding="utf-8")
    changed = load(folder, store)
    assert read_again[6:] == ["3.txt"]
    assert changed[3].facts.figures[0].value == 9


def test_renamed_file_is_not_read_again(folder: Path, tmp_path: Path, read_again: list[str]) -> None:
    store = Store(tmp_path / "cache")
    load(folder, store)
    (folder / "0.txt").rename(folder / "another.txt")
    assert [read.source.report for read in load(folder, store)][-1] == "another.txt"
    assert len(read_again) == 6


def test_other_version_reads_anew(
    folder: Path, tmp_path: Path, read_again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "cache")
    load(folder, store)
    monkeypatch.setattr("gouji.cache.version", lambda: "another")
    load(folder, store)
    assert len(read_again) == 12


@pytest.mark.parametrize(
    "poison",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.replace("概述".encode(), "概况".encode()),
        lambda data: data.partition(b"\n")[2],
        lambda data: b"0" * 64 + b"\n[]",
        lambda data: b"\x80\x04\x95" + data,
        lambda data: b"[" * 100_000,
    ],
    ids=["cut", "empty", "altered", "without-checksum", "forged", "pickle", "deep"],
)
def test_poisoned_entry_is_read_anew_and_mended(
    poison: Callable[[bytes], bytes], folder: Path, tmp_path: Path, read_again: list[str]
) -> None:
    store = Store(tmp_path / "cache")
    first = load(folder, store)
    for entry in (tmp_path / "cache").glob("*/*.json"):
        entry.write_bytes(poison(entry.read_bytes()))
    assert load(folder, store) == first
    assert len(read_again) == 12
    load(folder, store)
    assert len(read_again) == 12


def test_entry_in_another_entrys_place_is_none(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    first = load(folder, store)
    entries = sorted((tmp_path / "cache").glob("*/*.json"))
    for place, data in zip(entries, [entry.read_bytes() for entry in reversed(entries)], strict=True):
        place.write_bytes(data)
    assert load(folder, store) == first


def test_unreadable_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    store = Store(tmp_path / "cache")
    assert corpus.read(Source("a.txt", tmp_path / "a.txt"), store).unread
    assert not list((tmp_path / "cache").rglob("*.json"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_cache_that_cannot_be_written_costs_nothing_but_time(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o500)
    assert len(load(folder, Store(tmp_path / "cache"))) == 6


def test_cache_in_the_place_of_a_file_costs_nothing_but_time(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"")
    assert len(load(folder, Store(tmp_path / "cache"))) == 6


def test_nothing_remains_of_a_write_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "a", b"5")
    assert list(tmp_path.iterdir()) == []


def test_clear_removes_only_what_gouji_made(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    load(folder, store)
    assert store.clear() == 6
    assert not store.folder.exists()
    assert Store(folder).clear() == 0
    assert len(list(folder.iterdir())) == 6


def _loaded(folder: Path, store: Store, results: multiprocessing.Queue[int]) -> None:
    results.put(len([read for read in corpus.read_all(corpus.find([folder]), store, jobs=1) if read.facts.figures]))


def test_two_runs_share_a_cache(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[int] = context.Queue()
    runs = [context.Process(target=_loaded, args=(folder, store, results)) for _ in range(2)]
    for run in runs:
        run.start()
    assert [results.get(timeout=120) for _ in runs] == [6, 6]
    for run in runs:
        run.join()
    assert len(list((tmp_path / "cache").glob("*/*.json"))) == 6
    assert not list((tmp_path / "cache").rglob("*.tmp"))
