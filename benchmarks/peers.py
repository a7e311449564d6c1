"""The same ties judged by other libraries, as their documentation says to; each returns its seconds.

Blanks count as zero for all of them, as in bare numpy: none has a notion of a blank that could be any number.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pandas as pd

from benchmarks.synthetic import ties
from gouji import equations
from gouji.checking import Equation

Tables = dict[str, pd.DataFrame]


def flat(tables: Tables) -> pd.DataFrame:
    """Return all cells of all tables in one frame, blanks as zero, columns `table_row_column`."""
    parts = []
    for table, frame in tables.items():
        named = frame.fillna(0.0).reset_index(drop=True)
        named.columns = pd.Index([_name(table, cell) for cell in frame.columns])
        parts.append(named)
    return pd.concat(parts, axis=1).copy()


def sides(tables: Tables) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the columns on the left and on the right of each equation that applies to the form printed."""
    for table, frame in tables.items():
        for rule in ties(table):
            if rule.equation is None or not _applies(rule.equation, frame):
                continue
            for instance in equations.instances(rule.equation):
                yield [_name(table, cell) for cell in instance.left], [_name(table, cell) for cell in instance.right]


def _applies(equation: Equation, frame: pd.DataFrame) -> bool:
    """Tell whether the tables printed have the rows that the equation is about, and none that it is not about."""
    printed = {row for row in frame.columns.levels[0] if frame[row].notna().to_numpy().any()}
    return printed.isdisjoint(equation.unless) and printed.issuperset(equation.given)


def _name(table: str, cell: tuple[str, str]) -> str:
    return "_".join((table, *cell))


def duckdb(tables: Tables) -> float:
    """One query that returns how many reports break each tie."""
    import duckdb

    frame = flat(tables)
    differences = [f"count(*) FILTER ({_sum(left)} <> {_sum(right)})" for left, right in sides(tables)]
    started = time.perf_counter()
    with duckdb.connect() as connection:
        connection.register("reports", frame)
        found = connection.execute(f"SELECT {', '.join(differences)} FROM reports").fetchone()
    seconds = time.perf_counter() - started
    assert found is not None
    assert sum(found) > 0
    return seconds


def _sum(names: list[str]) -> str:
    return " + ".join(f'"{name}"' for name in names)


def pointblank(tables: Tables) -> float:
    """A step `col_vals_expr` for each tie."""
    import pointblank as pb

    frame = flat(tables)
    plan = pb.Validate(frame)
    for left, right in sides(tables):
        plan = plan.col_vals_expr(
            lambda data, left=left, right=right: data[left].sum(axis=1) == data[right].sum(axis=1)
        )
    started = time.perf_counter()
    done = plan.interrogate()
    seconds = time.perf_counter() - started
    assert not done.all_passed()
    return seconds


def great_expectations(tables: Tables) -> float:
    """An expectation for each tie: the sum of left and negated right columns equals zero."""
    import great_expectations as gx

    frame = flat(tables)
    negated = frame.rename(columns=lambda name: f"-{name}").mul(-1)
    batch = (
        gx.get_context(mode="ephemeral")
        .data_sources.add_pandas("reports")
        .add_dataframe_asset("reports")
        .add_batch_definition_whole_dataframe("all")
    )
    suite = gx.ExpectationSuite(
        name="ties",
        expectations=[
            gx.expectations.ExpectMulticolumnSumToEqual(
                column_list=[*left, *(f"-{name}" for name in right)],
                sum_total=0,
                ignore_row_if="never",
                result_format="BASIC",
            )
            for left, right in sides(tables)
        ],
    )
    data = batch.get_batch(batch_parameters={"dataframe": pd.concat([frame, negated], axis=1)})
    started = time.perf_counter()
    done = data.validate(suite)
    seconds = time.perf_counter() - started
    assert not done.success
    return seconds
