"""A Dask cluster of real processes on loopback: the same findings, whatever dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from gouji.cli import main
from tests.test_bulk import ROOT, in_one_go, publish

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
QUICK = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s", "DASK_DISTRIBUTED__COMM__RETRY__COUNT": "0"}


class Cluster:
    """A scheduler and two worker processes."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._log = (folder / "cluster.log").open("w", encoding="utf-8")
        self.scheduler = self._start("dask_scheduler", "--no-dashboard", "--host", "127.0.0.1", "--port", "0")
        wait(self._file.exists)
        self.address = str(json.loads(self._file.read_text(encoding="utf-8"))["address"])
        local = str(folder)
        self.workers = [
            self._start("dask_worker", "--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", local)
            for _ in range(2)
        ]

    def _start(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--scheduler-file", str(self._file), *options]
        return subprocess.Popen(command, env=ENVIRONMENT, stdout=self._log, stderr=self._log)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
        self._log.close()
        self._file.unlink(missing_ok=True)


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    running = Cluster(folder)
    try:
        yield running
    finally:
        running.stop()


def gouji(folder: Path, address: str, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "gouji", "--lang", "en", "check", "reports", "--scheduler", address, *options]
    return subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT | QUICK, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def wait(ready: Callable[[], object], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    publish(tmp_path / "reports", 1200)
    (tmp_path / "reports" / "empty.txt").write_bytes(b"")
    return tmp_path


def read(folder: Path) -> Callable[[], bool]:
    """Return whether a good part of the files has been read, and by far not all."""
    return lambda: len(list((folder / ".gouji_cache").glob("*/*.json"))) > 200


def test_two_workers_find_what_one_process_finds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with cluster(folder) as running:
        out, err = gouji(folder, running.address, "--json").communicate(timeout=300)
    assert "empty.txt: the file is empty" in err
    assert sorted(json.loads(line)["finding"] for line in out.splitlines()) == in_one_go(folder / "reports", capsys)


def test_worker_that_is_killed_costs_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with cluster(folder) as running:
        run = gouji(folder, running.address, "--out", "f.parquet")
        wait(read(folder))
        running.workers[0].send_signal(signal.SIGKILL)
        out, err = run.communicate(timeout=300)
    assert run.returncode == 1, err
    assert "1201 reports" in out
    assert sorted(pd.read_parquet("f.parquet")["finding"]) == in_one_go(folder / "reports", capsys)


def test_scheduler_that_is_lost_is_one_sentence_and_the_run_can_go_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with cluster(folder) as running:
        run = gouji(folder, running.address, "--out", "f.parquet")
        wait(read(folder))
        running.scheduler.send_signal(signal.SIGKILL)
        _, err = run.communicate(timeout=300)
    assert run.returncode == 2, err
    assert "the Dask cluster was lost" in err
    assert "Traceback" not in err
    with cluster(folder) as running:
        again = gouji(folder, running.address, "--out", "f.parquet")
        assert "1201 reports" in again.communicate(timeout=300)[0]
    assert sorted(pd.read_parquet("f.parquet")["finding"]) == in_one_go(folder / "reports", capsys)


def test_file_removed_while_running_costs_only_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with cluster(folder) as running:
        run = gouji(folder, running.address, "--out", "f.parquet")
        wait(read(folder))
        (folder / "reports" / "1195.yaml").unlink()
        run.communicate(timeout=300)
    (folder / "reports" / "1195.yaml").write_bytes(b"")  # as unreadable as one that is gone
    assert sorted(pd.read_parquet("f.parquet")["finding"]) == in_one_go(folder / "reports", capsys)


def test_no_scheduler_at_the_address(folder: Path) -> None:
    run = gouji(folder, "tcp://127.0.0.1:1")
    _, err = run.communicate(timeout=120)
    assert run.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:1; check the address" in err
    assert "Traceback" not in err


def test_cluster_of_ones_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--lang", "en", "check", "reports", "--jobs", "2", "--json", "--scheduler")
    command = [sys.executable, "-m", "gouji", *options]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, text=True, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    found = sorted(json.loads(line)["finding"] for line in done.stdout.splitlines())
    assert found == in_one_go(folder / "reports", capsys)


def test_without_dask_the_sentence_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["--lang", "en", "check", "reports", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert capsys.readouterr().err == "gouji: a cluster needs Dask: pip install 'gouji[cluster]'\n"
