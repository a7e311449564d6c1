"""From the start of the process to the verdict on one small report: against importing pandas and pandera.

python -m benchmarks.startup
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.processes import ENVIRONMENT

REPORT = """某区人民政府2017年度政府信息公开工作报告
一、概述
全年主动公开信息10条，其中新闻类7条、动态类3条。
2018年1月24日
"""
REPEAT = 15


def spent(command: list[str], folder: Path) -> tuple[float, float]:
    """Return wall and CPU seconds of a command."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the table; the two commands take turns, so that what else the machine does befalls both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.txt").write_text(REPORT, encoding="utf-8")
        commands = {
            '`python -c "import pandas, pandera"`': [sys.executable, "-c", "import pandas, pandera"],
            "`gouji check report.txt`": [sys.executable, "-m", "gouji", "check", "report.txt"],
            "`gouji --version`": [sys.executable, "-m", "gouji", "--version"],
        }
        took: dict[str, list[tuple[float, float]]] = {title: [] for title in commands}
        for _ in range(REPEAT):
            for title, command in commands.items():
                shutil.rmtree(folder / ".gouji_cache", ignore_errors=True)  # the report is one never seen
                took[title].append(spent(command, folder))
    base = [statistics.median(values) for values in zip(*next(iter(took.values())), strict=True)]
    print("| from start to end | wall s | ratio | CPU s | ratio |\n|---|---:|---:|---:|---:|")
    for title, runs in took.items():
        wall, cpu = (statistics.median(values) for values in zip(*runs, strict=True))
        print(f"| {title} | {wall:.2f} | {wall / base[0]:.2f} | {cpu:.2f} | {cpu / base[1]:.2f} |")


if __name__ == "__main__":
    main()
