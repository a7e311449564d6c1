"""A second run over unchanged files, and one over all but one: against the first run, in one go.

Files are html, docx and pdf in turn, one report of the form of 2021 each. Seconds are those of `gouji check` from
start to end, printing included; CPU seconds are those of all its processes.

    python -m benchmarks.caching [FILES]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.processes import ENVIRONMENT
from benchmarks.synthetic import publish


def check(folder: Path, *options: str) -> tuple[float, float]:
    """Return wall and CPU seconds of checking the reports in `folder`."""
    command = [sys.executable, "-m", "gouji", "check", "reports", *options]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, cpu


def entries(folder: Path) -> dict[Path, int]:
    """Return the entries of the cache and when they were written."""
    return {entry: entry.stat().st_mtime_ns for entry in (folder / ".gouji_cache").glob("*/*.json")}


def main(count: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        publish(folder / "reports", count)
        one_process = check(folder, "--jobs", "1", "--no-cache")[1]
        first = check(folder)[0]
        runs = [check(folder) for _ in range(3)]
        second, cpu = (sorted(values)[1] for values in zip(*runs, strict=True))
        check(folder, "--out", "findings.parquet")
        batches = sorted(check(folder, "--out", "findings.parquet")[0] for _ in range(3))[1]
        before = entries(folder)
        file = folder / "reports" / "0.html"
        file.write_bytes(file.read_bytes() + b" ")
        changed = check(folder)[0]
        read = len(entries(folder)) - len(before)
        print("| run | seconds | of the first | files read |\n|---|---:|---:|---:|")
        print(f"| first, all cores | {first:.1f} | 1 | {count:,} |")
        print(f"| second (median of 3) | {second:.1f} | {second / first:.2f} | 0 |")
        print(f"| second in batches, `--out` (median of 3) | {batches:.1f} | {batches / first:.2f} | 0 |")
        print(f"| one file changed | {changed:.1f} | {changed / first:.2f} | {read} |")
        print(f"\nCPU seconds: {one_process:.1f} reading everything in one process, {cpu:.1f} with the cache, ", end="")
        print(f"{cpu / one_process:.2f} of it.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
