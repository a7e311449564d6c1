"""Form ties of many reports: the engine against bare numpy, pandera report by report, and three peers.

All ties of 表三 and 表四 in the form of 2021 (50 equations over 182 and 15 cells), of reports of which one in a hundred
has a slip and as many a blank. Bare numpy is `X @ A.T` over the same cells with the blanks filled in beforehand: it
knows no blanks, no forms and no verdicts. The peers judge the same equations of the same reports: Great Expectations
by `expect_multicolumn_sum_to_equal` over the differences, pointblank by `col_vals_expr`, DuckDB by one query.

    python -m benchmarks.engine [REPORTS …]
"""

from __future__ import annotations

import importlib.util
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pandera.pandas as pa

from benchmarks.synthetic import TABLES, ties, wide
from gouji import equations
from gouji.checking import Equation
from gouji.run import judge
from schemas.frames import MODELS, Frames

PEERS = {"great_expectations": "Great Expectations", "pointblank": "pointblank", "duckdb": "DuckDB, one query"}
ONE_BY_ONE = 12  # reports validated one by one
STREAMED = 20_000


def timed(work: Callable[[], object], repeat: int = 5) -> float:
    """Return the median of the seconds that `work` takes."""
    seconds = []
    for _ in range(repeat):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def declared(table: str) -> tuple[Equation, ...]:
    """Return the equations of a table."""
    return tuple(rule.equation for rule in ties(table) if rule.equation)


def matrix(table: str) -> equations.Matrix:
    """Return the signed incidence of all equations of a table."""
    left, right = (np.vstack(side) for side in zip(*map(equations.incidence, declared(table)), strict=True))
    return np.asarray(left - right)


def frames_of(wides: dict[str, pd.DataFrame]) -> Frames:
    """Return frames with nothing in them but the tables."""
    columns = {name: list(model.to_schema().columns) for name, model in MODELS.items()}
    frames = {name: pd.DataFrame(columns=own, dtype=object) for name, own in columns.items()}
    names = next(iter(wides.values())).index
    empty = {table: pd.DataFrame() for table in ("disclosure", "statistics")}
    return frames | empty | wides | {"reports": pd.DataFrame({"report": names, "form": "2021"})}


def one_by_one(wides: dict[str, pd.DataFrame]) -> float:
    """Return the seconds per report of `schema.validate`, the equations as its checks."""
    schemas = {}
    for table in TABLES:
        checks = [
            pa.Check(_holds(signs), name=str(number), ignore_na=False) for number, signs in enumerate(matrix(table))
        ]
        columns = {name: pa.Column(float, nullable=True) for name in wides[table].columns}
        schemas[table] = pa.DataFrameSchema(columns, checks=checks)

    def validate() -> None:
        for number in range(ONE_BY_ONE):
            for table, schema in schemas.items():
                try:
                    schema.validate(wides[table].iloc[[number]], lazy=True)
                except pa.errors.SchemaErrors:
                    continue

    validate()
    return timed(validate, 3) / ONE_BY_ONE


def _holds(signs: equations.Matrix) -> Callable[[pd.DataFrame], bool]:
    return lambda frame: not (np.nan_to_num(frame.to_numpy()) @ signs).any()


def measured(count: int) -> dict[str, float]:
    """Return seconds for `count` reports."""
    wides = {table: wide(table, count) for table in TABLES}
    filled = {table: np.nan_to_num(frame.to_numpy()) for table, frame in wides.items()}
    signs = {table: matrix(table) for table in TABLES}
    bare = timed(lambda: [filled[table] @ signs[table].T for table in TABLES])
    engine = timed(lambda: [equations.all_codes(declared(table), wides[table]) for table in TABLES])
    rules = [rule for table in TABLES for rule in ties(table)]
    whole = timed(lambda: judge(frames_of(wides), rules), 3)
    return {"bare": bare, "engine": engine, "judge": whole, "pandera": one_by_one(wides) * count}


def streamed(count: int) -> tuple[float, float]:
    """Return seconds and mebibytes at the peak of judging `count` reports, so many at a time, in a fresh process."""
    script = (
        f"from benchmarks.engine import stream; from benchmarks.processes import peak; print(stream({count}), peak())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    seconds, held = map(float, done.stdout.split())
    return seconds, held


def stream(count: int) -> float:
    """Return the seconds of judging `count` reports as they come, `STREAMED` at a time."""
    rules = [rule for table in TABLES for rule in ties(table)]
    seconds = 0.0
    for start in range(0, count, STREAMED):
        frames = frames_of({table: wide(table, min(STREAMED, count - start), start) for table in TABLES})
        started = time.perf_counter()
        judge(frames, rules)
        seconds += time.perf_counter() - started
    return seconds


def peer(name: str, count: int) -> float | str:
    """Return the seconds of a peer, or what became of it."""
    if importlib.util.find_spec(name) is None:
        return "not installed: pip install 'gouji[bench]'"
    from benchmarks import peers

    try:
        return float(getattr(peers, name)({table: wide(table, count) for table in TABLES}))
    except Exception as error:  # a peer that fails is told, not hidden
        return f"{type(error).__name__}: {error}"[:120]


def main(counts: list[int]) -> None:
    """Print the tables."""
    print(
        "| reports | bare numpy s | ties s | ratio | with verdicts in words s | pandera one by one s (est.) | ratio |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|")
    ours = {}
    for count in counts:
        took = measured(count)
        ours[count] = took["engine"]
        ratio, slower = took["engine"] / took["bare"], took["pandera"] / took["judge"]
        print(f"| {count:,} | {took['bare']:.3f} | {took['engine']:.3f} | {ratio:.2f} ", end="")
        print(f"| {took['judge']:.2f} | {took['pandera']:.0f} | {slower:.0f} |", flush=True)
    print(f"\nPeers on {counts[0]:,} reports, against the ties alone and with verdicts:\n")
    print("| peer | seconds | times the engine |\n|---|---:|---:|")
    for name, title in PEERS.items():
        took = peer(name, counts[0])
        said = f"{took:.2f} | {took / ours[counts[0]]:.1f}" if isinstance(took, float) else f"{took} | –"
        print(f"| {title} | {said} |", flush=True)
    print(f"\nStreamed, {STREAMED:,} at a time, with verdicts in words:\n")
    print("| reports | seconds | per report µs | peak memory MB |\n|---:|---:|---:|---:|")
    for count in (100_000, 300_000, 1_000_000):
        seconds, held = streamed(count)
        print(f"| {count:,} | {seconds:.1f} | {seconds / count * 1e6:.1f} | {held:.0f} |", flush=True)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [100_000, 1_000_000])
