"""Rules: how one is declared, and the verdicts it returns on all reports at once.

A rule is one function in `checks/`. `@tie` declares an equation over the cells of a statutory table, `@check`
any other rule, a vectorised function from frames to verdicts. Both register the rule in `REGISTRY` and leave a
pytest function in its place, which the plugin turns into one test per report.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Any, Literal

import pandas as pd

from gouji.wording import Said

Severity = Literal["error", "warning", "info"]
Function = Callable[..., Any]

VERDICT_COLUMNS = ["report", "place", "verdict", "left", "right", "members", "terms", "zh", "en"]


NOTHING = Said("", "")


@dataclass(frozen=True)
class Check:
    """One rule: what must hold, why, where, and how it is judged.

    `rule` says it in words in both languages; `frames` are the frames that `function` takes by name, the first
    of them what it speaks of: where that is empty it has nothing to say and is not asked. `forms` are the
    statutory forms it applies to (empty: all). `severity` is `error` for arithmetic and legal certainty,
    `warning` for plausibility, `info` for remarks, which neither fail nor warn. `doubt` says how a report that is right could break it.
    """

    name: str
    family: str
    rule: Said
    basis: str
    severity: Severity
    forms: tuple[str, ...]
    frames: tuple[str, ...]
    function: Function
    equation: Equation | None = None
    doubt: Said = NOTHING


@dataclass(frozen=True)
class Equation:
    """A linear equation over a table's rows or columns, each term with weight one.

    `given` and `unless` name rows or columns whose numbers decide whether a table has the layout that the equation is about.
    """

    table: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    given: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


REGISTRY: dict[str, Check] = {}


def check(
    *, basis: str, zh: str, severity: Severity = "error", forms: tuple[str, ...] = (), doubt: tuple[str, str] = ("", "")
) -> Callable[[Function], Function]:
    """Register a function `frames → verdicts` as a rule.

    Args:
        basis: the law, document or standard that the rule rests on.
        zh: the rule in Chinese words; the function's docstring says it in English.
        severity: `error` makes the test fail, `warning` warns, `info` only remarks.
        forms: the statutory forms the rule applies to; empty for all.
        doubt: how a report that is right could break the rule, in Chinese and in English.
    """

    def register(function: Function) -> Function:
        frames = tuple(inspect.signature(function).parameters)
        return _registered(function, Said(zh, _words(function)), basis, severity, forms, frames, None, Said(*doubt))

    return register


def tie(
    table: str,
    *,
    basis: str,
    zh: str,
    forms: tuple[str, ...] = (),
    given: tuple[str, ...] = (),
    unless: tuple[str, ...] = (),
    doubt: tuple[str, str] = ("", ""),
) -> Callable[[Function], Function]:
    """Register an equation over the cells of `table`, which the function returns as text.

    `"结果维持 + 结果纠正 == 总计"` over columns must hold in each row, over rows in each column; which of the
    two is plain from the names. A blank in print is an unknown that is not negative.

    Args:
        table: `applications`, `reviews`, `disclosure` or `statistics`.
        basis: the law, document or standard that the equation rests on.
        zh: the rule in Chinese words; the function's docstring says it in English.
        forms: the statutory forms it applies to; empty for all.
        given: rows (or columns) that must carry a number for the equation to apply.
        unless: rows (or columns) that must not.
        doubt: how a report that is right could break the rule, in Chinese and in English.
    """

    def register(function: Function) -> Function:
        left, right = (_terms(side) for side in str(function()).split("=="))
        equation = Equation(table, left, right, given, unless)
        return _registered(
            function, Said(zh, _words(function)), basis, "error", forms, (table,), equation, Said(*doubt)
        )

    return register


def _terms(side: str) -> tuple[str, ...]:
    terms = tuple(term.strip() for term in side.split("+"))
    if not all(term.isidentifier() for term in terms):
        raise ValueError(f"not a sum of rows or columns: {side.strip()!r}")
    return terms


def _words(function: Function) -> str:
    return inspect.cleandoc(function.__doc__ or "").split("\n\n")[0].replace("\n", " ")


def _registered(
    function: Function,
    rule: Said,
    basis: str,
    severity: Severity,
    forms: tuple[str, ...],
    frames: tuple[str, ...],
    equation: Equation | None,
    doubt: Said,
) -> Function:
    """Enter the rule in the registry and return the pytest function that stands for it."""
    name, family = function.__name__.removeprefix("test_"), function.__module__.rpartition(".test_")[2]
    if name in REGISTRY and REGISTRY[name].function.__module__ != function.__module__:
        raise ValueError(f"two rules are named {name}: {REGISTRY[name].function.__module__}, {function.__module__}")
    declared = Check(name, family, rule, basis, severity, forms, frames, function, equation, doubt)
    REGISTRY[name] = declared

    def test(report: Any) -> None:
        report.judge(declared)

    test.__name__, test.__qualname__, test.__module__ = function.__name__, function.__qualname__, function.__module__
    test.__doc__ = function.__doc__
    test.check = declared  # type: ignore[attr-defined]  # how the plugin knows a rule from other tests
    return test


def verdicts(
    frame: pd.DataFrame,
    holds: pd.Series,
    *,
    place: str,
    zh: str,
    en: str,
    left: str = "",
    right: str = "",
    members: str = "",
    terms: pd.Series | None = None,
) -> pd.DataFrame:
    """Return one verdict per row of `frame`, with the columns `VERDICT_COLUMNS`; rows that hold carry no words.

    Args:
        frame: where the rule applies, one row per place, with a column `report`.
        holds: whether it holds, row by row; missing is not assessable.
        place: the place as a template over the columns of `frame`, such as `figures[{figure}]`.
        zh: what a failing row says in Chinese, as a template over its columns.
        en: the same in English.
        left: what was printed, as a template.
        right: what it should agree with, as a template.
        members: the places of the other figures concerned, separated by blanks, as a template.
        terms: where the rule is an equation between single figures, its signed places row by row
            (`+applications[总计,总计] -figures[f3]`): they sum to zero where it holds. With them `gouji.locating`
            finds the figure whose change mends most; they are also the members, where none are given.
    """
    if frame.empty:
        return pd.DataFrame(columns=VERDICT_COLUMNS, dtype=object)
    answer = _answers(holds, frame.index)
    spoken = answer != "holds"
    result = pd.DataFrame({"report": frame["report"], "verdict": answer, "terms": "" if terms is None else terms})
    templates = {"place": place, "left": left, "right": right, "members": members, "zh": zh, "en": en}
    for column, said in _said(frame[spoken], templates).items():
        result[column] = ""
        result.loc[spoken, column] = said
    if terms is not None and not members:
        result.loc[spoken, "members"] = [places_of(signed) for signed in result.loc[spoken, "terms"]]
    return result[VERDICT_COLUMNS]


def _answers(holds: pd.Series, index: pd.Index) -> pd.Series:
    """Return the verdict in words of each row: what is missing is not assessable."""
    answer = pd.Series("not assessable", index=index, dtype=object)
    decided = holds.astype("boolean")
    answer[decided.fillna(False).to_numpy()] = "holds"
    answer[(~decided).fillna(False).to_numpy()] = "fails"
    return answer


def _said(frame: pd.DataFrame, templates: dict[str, str]) -> dict[str, str | list[str]]:
    """Return what the templates say of each row of `frame`, or the one thing that they say of all."""
    varying = [name for name, template in templates.items() if "{" in template]
    named = {name for column in varying for _, name, _, _ in Formatter().parse(templates[column]) if name}
    rows = [_plain(row) for row in frame[sorted(named)].to_dict("records")] if varying else []
    return {
        column: [template.format_map(row) for row in rows] if column in varying else template
        for column, template in templates.items()
    }


def rows_of(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a frame, of the columns named, as tuples: the quickest way through many."""
    return zip(*(frame[column].to_numpy(dtype=object) for column in columns), strict=True)


def places_of(terms: str) -> str:
    """Return the places of signed terms without their signs."""
    return " ".join(term[1:] for term in each(terms))


def each(places: str) -> list[str]:
    """Return the places (or signed terms) in a list separated by blanks; blanks within a place are its own."""
    return [place for place in _BETWEEN.split(places.strip()) if place]


_BETWEEN = re.compile(r"(?<=\])\s+")


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """Return a row whose values print as a person writes them: dates without time, whole numbers without point."""
    return {str(name): _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, float):
        return "" if value != value else f"{value:.15g}"
    return value
