"""What would mend the equations, in words: never that a figure is wrong, only that changing it alone suffices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gouji.locating import slips
from gouji.locating.systems import named, seen
from gouji.wording import Said

_LISTED = 5  # rivals named one by one


class Change(NamedTuple):
    """A figure: its place, what is printed, what would be right, and whether it is the total of others."""

    place: str
    printed: float
    right: float
    total: bool = False


class Option(NamedTuple):
    """One way to mend everything: figures to change, an edit of the table's structure, or `told` in a sentence."""

    changes: tuple[Change, ...]
    edit: Said | None = None
    told: Said | None = None

    @property
    def joint(self) -> bool:
        """Whether one slip concerns both figures."""
        return slips.joint_slip(self.printed, self.right) != slips.NONE

    @property
    def printed(self) -> list[float]:
        """Return the printed figures."""
        return [change.printed for change in self.changes]

    @property
    def right(self) -> list[float]:
        """Return what they would be."""
        return [change.right for change in self.changes]

    @property
    def cost(self) -> float:
        """Return how unlikely the option is."""
        return slips.cost(self.printed, self.right, [change.total for change in self.changes])

    def seen(self, home: str, report: str) -> Option:
        """Return the option with its places as written in another report."""
        return self._replace(
            changes=tuple(change._replace(place=seen(change.place, home, report)) for change in self.changes)
        )


def suggested(options: Sequence[Option]) -> Said:
    """Return the suggestion for the options, the likeliest first; several are rivals."""
    if len(options) == 1:
        option = options[0]
        if option.told:
            return option.told
        if option.edit:
            return Said(
                f"若{option.edit.zh}，各条勾稽就都成立；请对照原文，也可能是读表之误",
                f"if {option.edit.en}, every tie is mended; compare the original, the reading may be at fault",
            )
        said = _option(option)
        return Said(f"只把{said.zh}，各条勾稽就都成立", f"changing only {said.en} mends every tie")
    listed = [option.told or (_edit(option.edit) if option.edit else _option(option)) for option in options[:_LISTED]]
    more = len(options) - len(listed)
    zh = "；".join(said.zh for said in listed) + (f"；另有 {more} 种" if more else "")
    en = "; ".join(said.en for said in listed) + (f"; and {more} more" if more else "")
    return Said(f"以下改法任取其一，各条勾稽就都成立：{zh}", f"any one of these changes mends every tie: {en}")


def _edit(edit: Said) -> Said:
    return Said(f"{edit.zh}（改回）", f"undoing that {edit.en}")


def _option(option: Option) -> Said:
    parts = [_change(change, not option.joint) for change in option.changes]
    joint = slips.joint_slip(option.printed, option.right)
    zh, en = "、".join(part.zh for part in parts), " and ".join(part.en for part in parts)
    return Said(f"{zh}（{joint.zh}）", f"{en} ({joint.en})") if joint != slips.NONE else Said(zh, en)


def _change(change: Change, explain: bool) -> Said:
    name, why = named(change.place), slips.slip(change.printed, change.right) if explain else slips.NONE
    zh, en = f"{name.zh}改为 {change.right:.15g}", f"{name.en} to {change.right:.15g}"
    return (
        Said(f"{zh}（印作 {change.printed:.15g}，{why.zh}）", f"{en} (printed {change.printed:.15g}: {why.en})")
        if why != slips.NONE
        else Said(zh, en)
    )


def many(option: Option, *, fewest: bool) -> Said:
    """Return what to say of a repair of many figures: one of several, and the fewest only if that is proven."""
    count = len(option.changes)
    named = Said(
        *map("".join, zip(*[(f"{said.zh}、", f"{said.en}, ") for said in map(_plainly, option.changes)], strict=True))
    )
    zh, en = named.zh.rstrip("、"), named.en.rstrip(", ")
    least = (
        Said(f"至少要改 {count} 处", f"no fewer than {count} figures")
        if fewest
        else Said(f"改 {count} 处", f"{count} figures")
    )
    return Said(
        f"{least.zh}才能使各条勾稽都成立，例如{zh}；也许还有别的改法：请对照原文，也可能是读表之误",
        f"it takes a change of {least.en} to mend every tie, for example {en}; others may do as well: "
        "compare the original, the reading may be at fault",
    )


def _plainly(change: Change) -> Said:
    return _change(change, explain=False)


def none_found(most: int, *, proven: bool) -> Said:
    """Return what to say where no small set of figures explains what fails; `proven` where all were tried."""
    if not proven:
        return Said(
            "找不到改动几处就使各条勾稽都成立的办法：请对照原文，也可能是读表之误",
            "no change of a few figures was found that mends every tie: compare the original, the reading may be at fault",
        )
    return Said(
        f"改动不超过 {most} 处不能使各条勾稽都成立，有误的不止 {most} 处：请对照原文，也可能是读表之误",
        f"no change of up to {most} figures mends every tie, more than {most} must be wrong: compare the original, "
        "the reading may be at fault",
    )


def miscounted(left_out: Sequence[str], twice: Sequence[str]) -> Said | None:
    """Return what to say where a sum over reports lacks one of those given, or holds one twice; `None` for neither."""
    words = [Said(f"漏计 {body}", f"{body} is left out") for body in left_out]
    words += [Said(f"重复计入 {body}", f"{body} is counted twice") for body in twice]
    if not words:
        return None
    zh, en = "，或".join(said.zh for said in words), ", or ".join(said.en for said in words)
    return Said(f"各项相差恰为一个机关的数：疑{zh}", f"all totals are off by just the figures of one body: {en}")
