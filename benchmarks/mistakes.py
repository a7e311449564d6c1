"""Mistakes as reports have them: figures as pens slip, a number over two cells, a row shifted, columns exchanged."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from schemas.records import Facts
from tests.specimens import changed, values

Key = tuple[str, str, str]  # table, row and column of a cell
Change = dict[Key, int]  # the right figures of the cells changed
Mistake = Callable[[Random, Facts, list[Key]], tuple[Facts, Change, str]]  # with the words that should name it


def slipped(random: Random, value: int) -> int:
    """Return a figure as it comes out of a slip of the pen."""
    text = str(value)
    slips: list[int] = [value + random.randint(1, 9), int(text + text[-1]) if value else 3, int(text[:-1] or 0)]
    if len(text) > 1:
        at = random.randrange(len(text) - 1)
        slips.append(int(text[:at] + text[at + 1] + text[at] + text[at + 2 :]))
    return random.choice([slip for slip in slips if slip != value])


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


def named_slip(kind: str) -> Mistake:
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
