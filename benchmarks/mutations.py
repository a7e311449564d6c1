"""How many changed figures are found, and which figure they are traced to.

Consistent reports are drawn, every one checked silent; then figures are changed as pens slip, and the findings
compared with the truth. Run as `python -m benchmarks.mutations [reports per form]`; nothing is timed against a
limit, ratios within one run are printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

import pandas as pd

from gouji import equations
from gouji.corpus import assemble
from gouji.run import judge, registry, run
from schemas.records import Facts
from tests.mutations import case
from tests.specimens import changed, facts, read, values

FORMS = ("2021", "2019", "statistics", "narrative")
Key = tuple[str, str, str]
Change = dict[Key, int]


class Truth(NamedTuple):
    """A mutated report: its printed and its right figures, and the words that should name the slip."""

    report: str
    right: Change
    words: str = ""


def tied(form: str, least: int = 1) -> list[Key]:
    """Return the cells of a form that stand in at least so many ties."""
    counts: dict[Key, int] = {}
    for rule in registry().values():
        if rule.equation and (not rule.forms or form in rule.forms):
            for instance in equations.instances(rule.equation):
                for cell in (*instance.left, *instance.right):
                    counts[(rule.equation.table, *cell)] = counts.get((rule.equation.table, *cell), 0) + 1
    return [key for key, count in counts.items() if count >= least]


def slipped(random: Random, value: int) -> int:
    """Return a figure as it comes out of a slip of the pen."""
    text = str(value)
    slips: list[int] = [value + random.randint(1, 9), int(text + text[-1]) if value else 3, int(text[:-1] or 0)]
    if len(text) > 1:
        at = random.randrange(len(text) - 1)
        slips.append(int(text[:at] + text[at + 1] + text[at] + text[at + 2 :]))
    return random.choice([slip for slip in slips if slip != value])


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


def _place(key: Key) -> str:
    return f"{key[0]}[{key[1]},{key[2]}]"


def mutated(
    random: Random,
    form: str,
    count: int,
    mutate: Callable[[Random, Facts, list[Key]], tuple[Facts, Change, str]],
    least: int,
    text: bool,
) -> tuple[pd.DataFrame, list[Truth]]:
    """Draw reports, mutate each, and return the findings of error with the truths."""
    keys, reads, truths = tied(form, least), [], []
    for number in range(count):
        report = facts(random, form, issuer=f"南京市人民政府{number}", text=text)
        filled = values(report)
        wrong, right, words = mutate(random, report, [key for key in keys if key in filled])
        reads.append(read(f"{number}.yaml", wrong))
        truths.append(Truth(f"{number}.yaml", right, words))
    found = run(assemble(reads)).findings
    return found[found["severity"] == "error"], truths


def one(random: Random, report: Facts, keys: list[Key]) -> tuple[Facts, Change, str]:
    """Change one figure."""
    return some(random, report, keys, 1)


def two(random: Random, report: Facts, keys: list[Key]) -> tuple[Facts, Change, str]:
    """Change two figures."""
    return some(random, report, keys, 2)


def some(random: Random, report: Facts, keys: list[Key], count: int) -> tuple[Facts, Change, str]:
    """Change figures as the pen slips."""
    chosen, filled = random.sample(keys, count), values(report)
    right = {key: int(filled[key]) for key in chosen}
    return changed(report, *((*key, slipped(random, value)) for key, value in right.items())), right, ""


_BALANCED = ("本年新收", "上年结转", "总计", "结转下年度")


def named_slip(kind: str) -> Callable[[Random, Facts, list[Key]], tuple[Facts, Change, str]]:
    """Return a mutation that is one kind of slip, which the suggestion should name."""

    def mutate(random: Random, report: Facts, keys: list[Key]) -> tuple[Facts, Change, str]:
        filled = values(report)
        fit = [
            key for key in keys if filled[key] >= 10 and len(set(str(filled[key]))) > 1 and "0" not in str(filled[key])
        ]
        if kind.startswith("one number"):
            fit = [key for key in fit if key[1] not in _BALANCED and key[2] != "总计"]
        key = random.choice(fit)
        text = str(int(filled[key]))
        if kind == "digits transposed":
            at = next(at for at in range(len(text) - 1) if text[at] != text[at + 1])
            wrong = [(*key, int(text[:at] + text[at + 1] + text[at] + text[at + 2 :]))]
        elif kind == "a digit dropped":
            wrong = [(*key, int(text[:-1]))]
        else:
            row = [cell for cell in filled if cell[:2] == key[:2]]
            at = row.index(key)
            beside = row[at + 1] if at + 1 < len(row) - 1 else row[at - 1]
            report = _moved(report, key, beside)
            pair = (text[:1], text[1:]) if row.index(beside) > at else (text[1:], text[:1])
            wrong = [(*key, int(pair[0])), (*beside, int(pair[1]))]
            return changed(report, *wrong), {key: int(text), beside: 0}, kind
        return changed(report, *wrong), {key: int(text)}, kind

    return mutate


def _moved(report: Facts, key: Key, beside: Key) -> Facts:
    """Empty the cell `beside`, with the totals that it stands in."""
    filled = values(report)
    table, row, column = beside
    value = int(filled[beside])
    lowered = [
        beside,
        (table, row, "总计"),
        (table, "总计", column),
        (table, "总计", "总计"),
        (table, "本年新收", column),
        (table, "本年新收", "总计"),
    ]
    return changed(report, *((*cell, int(filled[cell]) - value) for cell in lowered))


def shifted(random: Random, report: Facts, keys: list[Key]) -> tuple[Facts, Change, str]:
    """Shift a row by one column."""
    filled = values(report)
    row = random.choice(["本年新收", "总计", "予以公开"])
    cells = [key for key in filled if key[:2] == ("applications", row)]
    numbers = [int(filled[key]) for key in cells]
    return (
        changed(report, *((*key, value) for key, value in zip(cells, [0, *numbers[:-1]], strict=True))),
        {},
        f"the numbers of the row {row} are one column too far right",
    )


def exchanged(random: Random, report: Facts, keys: list[Key]) -> tuple[Facts, Change, str]:
    """Exchange two columns, one of them the total."""
    filled = values(report)
    column = random.choice(["自然人", "商业企业", "其他"])
    rows = [key for key in filled if key[0] == "applications" and key[2] == column]
    swaps = [(*key, int(filled["applications", key[1], "总计"])) for key in rows]
    swaps += [("applications", key[1], "总计", int(filled[key])) for key in rows]
    return changed(report, *swaps), {}, f"the columns {column} and 总计 are exchanged"


def share(hits: int, count: int) -> str:
    return f"{hits}/{count} = {100 * hits / max(count, 1):.1f} %"


def main(count: int) -> None:
    random = Random(20211031)
    for form in FORMS:
        reads = [
            read(f"{number}.yaml", facts(random, form, issuer=f"南京市人民政府{number}")) for number in range(count)
        ]
        print(f"{form}: {count} consistent reports, findings: {len(run(assemble(reads)).findings)}")
        for text in (False, True) if form in ("2021", "2019") else (False,):
            least = 2 if form in ("2021", "2019") else 1
            found, truths = mutated(random, form, count, one, least, text)
            told(f"one figure{' (with text)' if text else ''}", found, truths)
        if form in ("2021", "2019"):
            told("one figure of any tie, with text", *mutated(random, form, count, one, 1, True))
            told("two figures", *mutated(random, form, count, two, 2, False))
    for kind in ("digits transposed", "a digit dropped", "one number split over two cells"):
        results(kind, *mutated(random, "2021", max(count // 10, 20), named_slip(kind), 2, False), keys_in_table=True)
    for name, mutation in (("shifted row", shifted), ("exchanged columns", exchanged)):
        results(name, *mutated(random, "2021", max(count // 10, 20), mutation, 2, False), keys_in_table=False)
    never_applied(random)
    cost(random, count)


def told(name: str, found: pd.DataFrame, truths: list[Truth]) -> None:
    """Print how many mutated reports were detected, located and at least among the answers."""
    detected = share(len(set(found["report"])), len(truths))
    unique = share(sum(located(found, truth) for truth in truths), len(truths))
    named = share(sum(among(found, truth) for truth in truths), len(truths))
    print(f"  {name}: detected {detected}, unique with the right value {unique}, among the minimal answers {named}")


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
    """Print what location adds to a run in which one report in ten fails."""
    keys, reads = tied("2021", 2), []
    for number in range(count):
        report = facts(random, "2021", issuer=f"南京市人民政府{number}", text=False)
        there = [key for key in keys if key in values(report)]
        reads.append(read(f"{number}.yaml", one(random, report, there)[0] if number % 10 == 0 else report))
    frames, loading = timed(lambda: assemble(reads))
    run(frames)  # so that what is done only once is not counted
    judging, running = (min(timed(step)[1] for _ in range(3)) for step in (lambda: judge(frames), lambda: run(frames)))
    added = 100 * (running - judging) / (loading + running)
    print(f"one report in ten fails, {count} reports: location and findings take {added:.1f} % of the run")


def timed(step: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a step returns, and the seconds it took."""
    began = time.perf_counter()
    done = step()
    return done, time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
