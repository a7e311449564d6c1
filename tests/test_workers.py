"""Several processes, of which any may die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gouji import corpus, workers

ROOT = Path(__file__).parents[1]


def squared(number: int) -> int:
    if number in (7, 13):
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@pytest.mark.skipif(os.name != "posix", reason="kills its own process")
def test_process_that_dies_costs_only_its_item() -> None:
    assert dict(workers.each(squared, range(20), 2)) == {
        number: None if number in (7, 13) else number * number for number in range(20)
    }


def test_nothing_to_do() -> None:
    assert list(workers.each(squared, [], 2)) == []


def test_many_files_read_in_processes_are_read_alike(tmp_path: Path) -> None:
    for number in range(9):
        text = f"某区人民政府201{number}年政府信息公开年度报告\n主动公开{number}条。\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    sources = corpus.find([tmp_path])
    assert corpus.read_all(sources, jobs=2) == corpus.read_all(sources, jobs=1)


ENDLESS = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs inherit that it is ignored
sys.path.insert(0, {root!r})
from gouji import workers
from tests.test_workers import slow
if __name__ == "__main__":
    try:
        for item, result in workers.each(slow, range(6), 2):
            os.write(1, b"done\\n")
    except KeyboardInterrupt:
        os.write(1, b"interrupted\\n")
"""


def slow(number: int) -> int:
    os.write(1, f"pid {os.getpid()}\n".encode())  # in one piece: several processes write to one pipe
    time.sleep(0.2 if number < 2 else 30)
    return number


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_its_parent(sent: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS.format(root=str(ROOT)), encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    pids = set()
    for line in process.stdout:
        if line.startswith("pid "):
            pids.add(int(line.split()[1]))
        elif len(pids) == 2:
            break
    process.send_signal(sent)
    rest = process.stdout.read()
    process.wait(timeout=30)
    assert ("interrupted" in rest) == (sent is signal.SIGINT)
    deadline = time.monotonic() + 20
    while (alive := [pid for pid in pids if _alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive == []


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and ") Z" in state.read_text())
