"""pytest as the front door: the checks over many reports, against as many empty parametrised tests.

Both run with the same plugins and options. The reports are transcriptions of the form of 2021, one in ten with a
slip; with the cache warm, as at every run after the first. The HTML report is written too; its part is shown by a run
that writes none. Seconds are those of the processor, of the process and its children: the median of three runs, taken
in turn. Of more than a thousand reports there is one run, the first, that reads and writes everything.

    python -m benchmarks.frontdoor [REPORTS …]
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.processes import ENVIRONMENT, ROOT
from benchmarks.synthetic import publish

MEASURED = 1000  # reports, up to which the ratio to empty tests is taken
EMPTY = """
import pytest

@pytest.mark.parametrize("report", [f"{{n}}.yaml" for n in range({reports})])
@pytest.mark.parametrize("rule", range({rules}))
def test_nothing(rule, report):
    pass
"""
# Runs pytest and prints what it took at its peak; without the page where so asked.
RUN = """
import os, sys
import pytest
if sys.argv.pop(1) == "bare":
    import gouji.page
    gouji.page.write = lambda *_: "none"
pytest.main(sys.argv[1:])
from benchmarks.processes import peak
print("TOOK", sum(os.times()[:4]), peak() / 1024)
"""


def run(folder: Path, kind: str, *options: str) -> tuple[float, float, int]:
    """Return seconds, GiB at the peak and the number of tests of a run of pytest."""
    command = [sys.executable, "-c", RUN, kind, "-q", "-p", "no:cacheprovider", "--tb=no", "-W", "ignore", *options]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    took = re.search(r"^TOOK ([\d.]+) ([\d.]+)", done.stdout, re.MULTILINE)
    if took is None:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    tests = sum(int(count) for count in re.findall(r"(\d+) (?:passed|failed|skipped|xfailed)", done.stdout))
    return float(took[1]), float(took[2]), tests


def main(counts: list[int]) -> None:
    """Print the table."""
    print("| reports | tests | empty tests s | checks s | ratio | without the page s | ratio | peak GiB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            publish(folder / "reports", count, (".yaml",))
            config = (f"--rootdir={ROOT}", "-c", str(ROOT / "pyproject.toml"))
            options = (*config, "--reports", "reports", str(ROOT / "checks"))
            if count > MEASURED:
                whole, peak, tests = run(folder, "page", *options)
                print(f"| {count:,} | {tests:,} | – | {whole:.1f} | – | – | – | {peak:.1f} |", flush=True)
                continue
            tests = run(folder, "bare", *options)[2]
            (folder / "test_empty.py").write_text(EMPTY.format(reports=count, rules=round(tests / count)), "utf-8")
            kinds = {"empty": ("test_empty.py",), "bare": options, "page": options}
            rounds = [{kind: run(folder, kind, *given) for kind, given in kinds.items()} for _ in range(3)]
            empty, bare, whole = (median(taken[kind][0] for taken in rounds) for kind in kinds)
            peak = max(taken["page"][1] for taken in rounds)
            print(f"| {count:,} | {tests:,} | {empty:.1f} | {whole:.1f} | {whole / empty:.2f} ", end="")
            print(f"| {bare:.1f} | {bare / empty:.2f} | {peak:.1f} |", flush=True)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1000, 10_000])
