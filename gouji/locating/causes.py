"""One cause, one finding: equations that fail because of the same figures belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from gouji.checking import Check, each
from gouji.locating import mending, structure
from gouji.locating.suggestions import Option, miscounted, suggested
from gouji.locating.systems import Key, Stated, System, components, owner_of, parsed, seen
from gouji.locating.tables import single_cells, tables_of
from gouji.wording import Said
from schemas.frames import Frames

_OWNER = r"(?:^|\] )[+-]([^#\[]+)#"  # another report's name in signed terms


class Cause(NamedTuple):
    """Verdicts that fail together: where the finding stands, the figures to blame if they are certain, and why."""

    report: str
    verdicts: tuple[Key, ...]
    blamed: tuple[str, ...]  # places whose change, alone or together, mends everything; empty where there are rivals
    rivals: tuple[str, ...]  # places each of which may be the one
    suggestion: Said


def causes(frames: Frames, ties: Iterable[Check], failed: pd.DataFrame, relations: pd.DataFrame) -> list[Cause]:
    """Return the causes of all equations that fail.

    Args:
        frames: all frames.
        ties: the rules that are equations over tables.
        failed: verdicts that fail and carry terms.
        relations: verdicts of other rules with terms, those that hold too: they tell which figures are confirmed.
    """
    if failed.empty:
        return []
    locator = _Locator(frames, tuple(ties), failed, relations)
    found = locator.single()
    done = {key for cause in found for key in cause.verdicts}
    for report in locator.homes(done):
        if any(key[0] == report and key not in done for key in locator.failed_of(report)):
            for cause in locator.searched(report, done):
                found.append(cause)
                done.update(cause.verdicts)
    return found


class _Locator:
    """The failing reports with their neighbours: equations and printed figures."""

    def __init__(self, frames: Frames, ties: Sequence[Check], failed: pd.DataFrame, relations: pd.DataFrame) -> None:
        keys = list(zip(failed["report"], failed["check"], failed["place"], strict=True))
        self.failed = dict.fromkeys(keys)
        self._failed_by_report: dict[str, list[Key]] = {}
        for key in keys:
            self._failed_by_report.setdefault(key[0], []).append(key)
        wanted = set(failed["report"])
        self._relations = self._near(relations, wanted)
        self._neighbours = self._linked()
        bodies = frames["bodies"]
        own = bodies[bodies["report"].isin(wanted) & bodies["previous"].notna()]
        self._previous: dict[str, str] = dict(zip(own["report"], own["previous"], strict=True))
        near = wanted | {other for report in wanted for other in self._neighbours.get(report, ())}
        near |= set(self._previous.values())
        self.tables = tables_of(frames, ties, pd.Index(sorted(near)))
        self._figures = self._figures_of(frames, near)
        self._ties = {tie.name for tie in ties}

    def homes(self, done: set[Key]) -> list[str]:
        """Return the reports in which something fails that is not explained yet.

        First those that fail against other reports: seen from there all figures of such an equation are known.
        """
        across = {
            row[0] for rows in self._relations.values() for row in rows if row[:3] in self.failed and "#" in row[3]
        }
        left = dict.fromkeys(key[0] for key in self.failed if key not in done)
        return sorted(left, key=lambda report: report not in across)

    def failed_of(self, report: str) -> list[Key]:
        """Return the verdicts that fail in a report."""
        return self._failed_by_report.get(report, [])

    @staticmethod
    def _near(relations: pd.DataFrame, wanted: set[str]) -> dict[str, list[tuple[str, str, str, str]]]:
        """Return the relations of reports that fail or are linked with one that does, by report."""
        own = relations["report"].isin(wanted)
        elsewhere = relations.loc[~own & relations["terms"].str.contains("#", regex=False), "terms"]
        owners = elsewhere.str.extractall(_OWNER)[0]
        own[owners.index.get_level_values(0)[owners.isin(wanted)]] = True
        result: dict[str, list[tuple[str, str, str, str]]] = {}
        for report, check, place, terms in relations.loc[own, ["report", "check", "place", "terms"]].itertuples(
            index=False
        ):
            result.setdefault(report, []).append((report, check, place, terms))
        return result

    def _linked(self) -> dict[str, set[str]]:
        linked: dict[str, set[str]] = {}
        for report, rows in self._relations.items():
            for *_, terms in rows:
                for other in {owner_of(term[1:], report)[0] for term in each(terms)} - {report}:
                    linked.setdefault(report, set()).add(other)
                    linked.setdefault(other, set()).add(report)
        return linked

    @staticmethod
    def _figures_of(frames: Frames, reports: set[str]) -> dict[str, dict[str, float]]:
        figures = frames["figures"]
        own = figures[figures["report"].isin(reports)]
        result: dict[str, dict[str, float]] = {}
        for report, figure, value in zip(own["report"], own["figure"], own["value"], strict=True):
            result.setdefault(report, {})[f"figures[{figure}]"] = float(value)
        return result

    def single(self) -> list[Cause]:
        """Return the causes that are one cell of one table, where only that table's equations fail."""
        touched = {
            report
            for key in self.failed
            if key[1] not in self._ties
            for report in (key[0], *self._neighbours.get(key[0], ()))
        }
        found = []
        for table, tables in self.tables.items():
            cells = single_cells(tables)
            for report, changes in cells.items():
                keys = tuple(
                    key for key in self.failed_of(report) if key[2].startswith(f"{table}[") and key[1] in self._ties
                )
                if not keys or report in touched:
                    continue
                confirmed = self._confirmed(report)
                if free := [Option((change,)) for change in changes if change.place not in confirmed]:
                    found.append(_cause(report, keys, sorted(free, key=lambda option: option.cost)))
        return found

    def _confirmed(self, report: str) -> set[str]:
        """Return the places of a report that a relation which holds confirms."""
        near = (report, *self._neighbours.get(report, ()))
        rows = [row for other in near for row in self._relations.get(other, ())]
        return {seen(term[1:], row[0], report) for row in rows if row[:3] not in self.failed for term in each(row[3])}

    def searched(self, home: str, done: set[Key]) -> Iterator[Cause]:
        """Yield the causes of what fails in `home` and, through common figures, in its neighbours."""
        if body := self._miscounted(home):
            yield body
            done = done | set(body.verdicts)
        for system in components(self._stated(home), self._printed(home)):
            keys = tuple(
                equation[:3] for equation in system.stated if equation[:3] in self.failed and equation[:3] not in done
            )
            if keys:
                yield from self._explained(home, system, keys)

    def _miscounted(self, home: str) -> Cause | None:
        """Return the cause that a report sums up others without one of them, or with one twice."""
        summed = [
            ((report, check, place), parsed(terms, home, home))
            for report, check, place, terms in self._relations.get(home, ())
            if len({owner_of(term[1:], home)[0] for term in each(terms)}) > 2
        ]
        failing = tuple(key for key, _ in summed if key in self.failed)
        if len(failing) < 2:
            return None
        values = self._printed(home)
        gaps = [sum(sign * values[place] for sign, place in terms) for _, terms in summed]
        parts: dict[str, list[float]] = {}
        for _, terms in summed:
            for sign, place in terms:
                if (owner := owner_of(place, home)[0]) != home:
                    parts.setdefault(owner, []).append(sign * values[place])
        left_out, twice = (
            [body for body, own in parts.items() if gaps == [by * part for part in own]] for by in (1, -1)
        )
        said = miscounted(left_out, twice)
        return Cause(home, failing, (), (), said) if said else None

    def _stated(self, home: str) -> Iterator[Stated]:
        for report in (home, *sorted(self._neighbours.get(home, ()))):
            for tables in self.tables.values():
                for equation in tables.stated(report):
                    yield equation._replace(
                        terms=tuple((sign, seen(place, report, home)) for sign, place in equation.terms)
                    )
            for _, check, place, terms in self._relations.get(report, ()):
                yield Stated(report, check, place, parsed(terms, report, home))

    def _printed(self, home: str) -> dict[str, float]:
        values: dict[str, float] = {}
        for report in (home, *self._neighbours.get(home, ())):
            own = {place: value for tables in self.tables.values() for place, value in tables.cells_of(report).items()}
            own |= self._figures.get(report, {})
            values |= {seen(place, report, home): value for place, value in own.items()}
        return values

    def _explained(self, home: str, system: System, keys: tuple[Key, ...]) -> Iterator[Cause]:
        answers = mending.options(system)
        options = answers or []
        if pasted := self._pasted(home, system, keys):
            options = [pasted, *(option for option in options if len(option.changes) == 1)]
        elif not options or len(options[0].changes) > 1:
            structural = self._structural(home, keys)
            if structural and (not options or len(options[0].changes) > 2):
                options = structural
            else:
                options += structural
        if not options:
            report = keys[0][0]
            yield Cause(report, keys, (), (), mending.beyond(home, report, system, proven=answers is not None))
            return
        for part, own in mending.parts(system, options, keys):
            yield _cause(home, part, own)

    def _structural(self, home: str, keys: Sequence[Key]) -> list[Option]:
        """Return the structural hypotheses that explain what fails, where all of it lies in one table of `home`."""
        names = {key[2].partition("[")[0] for key in keys}
        if len(keys) < 2 or len(names) > 1 or any(key[0] != home or key[1] not in self._ties for key in keys):
            return []
        tables = self.tables.get(names.pop())
        if tables is None or home not in tables.reports:
            return []
        at = tables.reports.get_loc(home)
        printed = tables.printed[at]
        a = tables.a[tables.usable[at]]
        found = [Option((), said) for said, _ in structure.explaining(tables.table, printed, a)]
        before = self._previous.get(home)
        if before is None or before not in tables.reports:
            return found
        last = tables.printed[tables.reports.get_loc(before)]
        repeated = structure.repeated_rows(tables.table, printed, last, a, a @ np.nan_to_num(printed))
        return found + [Option((), told=said) for said in repeated]

    def _pasted(self, home: str, system: System, keys: Sequence[Key]) -> Option | None:
        """Return the hypothesis that a table is last year's, where its own ties hold and all that fails is about it."""
        before = self._previous.get(home)
        failing = [equation for equation in system.stated if equation[:3] in keys]
        if before is None or any(key[1] in self._ties for key in keys):
            return None
        for name, tables in self.tables.items():
            about = all(any(place.startswith(f"{name}[") for _, place in equation.terms) for equation in failing)
            if about and home in tables.reports and before in tables.reports:
                now, last = (tables.printed[tables.reports.get_loc(report)] for report in (home, before))
                if said := structure.repeats(name, now, last):
                    return Option((), told=said)
        return None


def _cause(home: str, keys: tuple[Key, ...], options: Sequence[Option]) -> Cause:
    """Return the cause; it stands in the report of the blamed figure, if something fails there."""
    certain = options[0] if len(options) == 1 else None
    blamed = tuple(change.place for change in certain.changes) if certain else ()
    rivals = () if certain else tuple(dict.fromkeys(change.place for option in options for change in option.changes))
    owner = owner_of(blamed[0], home)[0] if blamed else home
    report = owner if any(key[0] == owner for key in keys) else keys[0][0]
    blamed, rivals = (tuple(seen(place, home, report) for place in places) for places in (blamed, rivals))
    said = suggested([option.seen(home, report) for option in options])
    return Cause(report, keys, blamed, rivals, said)
