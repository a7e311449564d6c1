"""How many changed figures are found, and which figure they are traced to.

Consistent reports are drawn, every one checked silent; then figures are changed as pens slip, and the findings
compared with the truth. Run as `python -m benchmarks.mutations [reports per form]`; nothing is timed against a
limit, ratios within one run are printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from typing import Any, NamedTuple
from unittest.mock import patch

import pandas as pd

from benchmarks.mistakes import Change, Key, Mistake, exchanged, named_slip, one, shifted, two
from gouji import equations
from gouji.corpus import assemble
from gouji.run import judge, registry, run
from schemas.forms import forms
from schemas.frames import Frames
from tests.mutations import case
from tests.specimens import facts, read, values

FORMS = ("2021", "2019", "statistics", "narrative")


class Truth(NamedTuple):
    """A mutated report: its printed and its right figures, and the words that should name the slip."""

    report: str
    right: Change
    words: str = ""


def tied(form: str, least: int = 1, most: int = 99) -> list[Key]:
    """Return the cells of a form that stand in at least and at most so many ties."""
    counts: dict[Key, int] = {}
    for rule in registry().values():
        if rule.equation and rule.equation.table in forms()[form].tables and (not rule.forms or form in rule.forms):
            for instance in equations.instances(rule.equation):
                for cell in (*instance.left, *instance.right):
                    counts[(rule.equation.table, *cell)] = counts.get((rule.equation.table, *cell), 0) + 1
    return [key for key, count in counts.items() if least <= count <= most]


def located(found: pd.DataFrame, truth: Truth) -> bool:
    """Tell whether the findings of a report blame just the changed figures, and give the right ones."""
    own = found[found["report"] == truth.report]
    blamed = {place for places in own["blamed"] for place in places.split()}
    suggested = " ".join(own["suggestion_en"])
    return blamed == {_place(key) for key in truth.right} and all(
        f" to {value}" in suggested for value in truth.right.values()
    )


def among(found: pd.DataFrame, truth: Truth) -> bool:
    """Tell whether the changed figures are among those that the findings name."""
    own = found[found["report"] == truth.report]
    named = {place for column in ("blamed", "rivals") for places in own[column] for place in places.split()}
    return {_place(key) for key in truth.right} <= named


def blames_others(found: pd.DataFrame, truth: Truth) -> bool:
    """Tell whether a finding blames a figure for certain that was not changed."""
    blamed = {place for places in found.loc[found["report"] == truth.report, "blamed"] for place in places.split()}
    return not blamed <= {_place(key) for key in truth.right}


def first(found: pd.DataFrame, truth: Truth) -> tuple[bool, float]:
    """Tell whether the changed figure is named first of the answers, and how likely that is by chance."""
    own = found[found["report"] == truth.report]
    ranked = [(blamed or rivals).split() for blamed, rivals in zip(own["blamed"], own["rivals"], strict=True)]
    place = _place(next(iter(truth.right)))
    return any(places[:1] == [place] for places in ranked), max(
        (1 / len(places) for places in ranked if place in places), default=0.0
    )


def _place(key: Key) -> str:
    return f"{key[0]}[{key[1]},{key[2]}]"


def mutated(
    random: Random,
    form: str,
    count: int,
    mutate: Mistake,
    keys: list[Key],
    text: bool = False,
) -> tuple[pd.DataFrame, list[Truth]]:
    """Draw reports, mutate each in one of `keys`, and return the findings of error with the truths."""
    reads, truths = [], []
    for number in range(count):
        report = facts(random, form, issuer=f"南京市人民政府{number}", text=text)
        filled = values(report)
        wrong, right, words = mutate(random, report, [key for key in keys if key in filled])
        reads.append(read(f"{number}.yaml", wrong))
        truths.append(Truth(f"{number}.yaml", right, words))
    found = run(assemble(reads)).findings
    return found[found["severity"] == "error"], truths


def share(hits: int, count: int) -> str:
    return f"{hits}/{count} = {100 * hits / max(count, 1):.1f} %"


def main(count: int) -> None:
    random = Random(20211031)
    for form in FORMS:
        reads = [
            read(f"{number}.yaml", facts(random, form, issuer=f"南京市人民政府{number}")) for number in range(count)
        ]
        print(f"{form}: {count} consistent reports, findings: {len(run(assemble(reads)).findings)}")
        tables = form in ("2021", "2019")
        several, single = ("table three", "table four (one tie a cell)") if tables else ("several ties", "one tie")
        for name, keys in ((several, tied(form, 2)), (single, tied(form, 1, 1))):
            for text in ((False, True) if tables else (False,)) if keys else ():
                said = f"one figure of {name}{' (with text)' if text else ''}"
                told(said, *mutated(random, form, count, one, keys, text))
        if tables:
            told(f"two figures of {several}", *mutated(random, form, count, two, tied(form, 2)))
    few, three = max(count // 10, 20), tied("2021", 2)
    for kind in ("digits transposed", "a digit dropped", "one number split over two cells"):
        results(kind, *mutated(random, "2021", few, named_slip(kind), three), keys_in_table=True)
    for name, mutation in (("shifted row", shifted), ("exchanged columns", exchanged)):
        results(name, *mutated(random, "2021", few, mutation, three), keys_in_table=False)
    never_applied(random)
    cost(random, count)


def told(name: str, found: pd.DataFrame, truths: list[Truth]) -> None:
    """Print how many mutated reports were detected, located, and at least among the answers or first of them.

    Where all figures of one tie are answers, none can be told from the others for certain: what counts there is that
    the truth is among them, and how often it is named first.
    """
    detected = share(len(set(found["report"])), len(truths))
    unique = share(sum(located(found, truth) for truth in truths), len(truths))
    named = share(sum(among(found, truth) for truth in truths), len(truths))
    wrongly = sum(blames_others(found, truth) for truth in truths)
    print(f"  {name}: detected {detected}, unique with the right value {unique}, among the minimal answers {named}")
    print(f"    said to be certain and not so: {wrongly}")
    if len(truths[0].right) == 1 and (ranked := [first(found, truth) for truth in truths]):
        by_chance = sum(chance for _, chance in ranked) / len(ranked)
        print(f"    named first {share(sum(hit for hit, _ in ranked), len(ranked))}, by chance {100 * by_chance:.1f} %")


def never_applied(random: Random) -> None:
    """Print the rules that applied to nothing, not even to the case drawn for them."""
    idle = []
    for rule in registry().values():
        drawn = case(rule, random)
        if not (judge(assemble(drawn.bad, drawn.entries), [rule]).outcomes[rule.name] > 0).any():
            idle.append(rule.name)
    print(f"{len(registry())} rules, of which never applied: {' '.join(idle) or 'none'}")


def results(name: str, found: pd.DataFrame, truths: list[Truth], *, keys_in_table: bool) -> None:
    said = {report: " ".join(words) for report, words in found.groupby("report")["suggestion_en"]}
    named = sum(truth.words in said.get(truth.report, "") for truth in truths)
    print(f"  {name}: named as such {share(named, len(truths))}" + ("" if keys_in_table else " (structure)"))


def cost(random: Random, count: int) -> None:
    """Print what location and findings take of a run in which one report in ten fails; reading is not counted."""
    for text in (False, True):
        keys, reads = tied("2021", 2), []
        for number in range(count):
            report = facts(random, "2021", issuer=f"南京市人民政府{number}", text=text)
            there = [key for key in keys if key in values(report)]
            reads.append(read(f"{number}.yaml", one(random, report, there)[0] if number % 10 == 0 else report))
        frames, loading = timed(lambda: assemble(reads))  # noqa: B023
        run(frames)  # so that what is done only once is not counted
        shares = sorted(location(frames, loading) for _ in range(5))
        said = f"location {100 * shares[2][0]:.1f} %, findings {100 * shares[2][1]:.1f} %"
        print(f"one report in ten fails, {count} reports{' with text' if text else ''}: {said} of the run")


def location(frames: Frames, loading: float) -> tuple[float, float]:
    """Return the shares that location and putting findings together have in one run, from frames already loaded."""
    spent = {"causes": 0.0, "findings": 0.0}

    def clocked(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def timing(*args: Any) -> Any:
            done, spent[name] = timed(lambda: step(*args))
            return done

        return timing

    module = sys.modules["gouji.run"]
    with ExitStack() as stack:
        for name in spent:
            stack.enter_context(patch.object(module, name, clocked(name, getattr(module, name))))
        whole = loading + timed(lambda: run(frames))[1]
    return spent["causes"] / whole, spent["findings"] / whole


def timed(step: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a step returns, and the seconds it took."""
    began = time.perf_counter()
    done = step()
    return done, time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
