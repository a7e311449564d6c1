"""What a run over many reports comes to: by rule, body and year, added up part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from gouji.summary import COUNTS
from gouji.wording import Said

_MOST_BODIES = 20
_YEAR = Said(
    "  {year}：{reports} 份，{failing} 份自相矛盾，{warned} 份有疑点，{unread} 份未能读出",
    "  {year}: {reports} reports, {failing} contradict themselves, {warned} more are doubtful, {unread} not read",
)


class Tally:
    """Counts of reports and findings; a part has the columns of `gouji.results.RESULTS`."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.unassessed = 0
        self.errors = 0  # new findings of severity `error`
        self.unread: list[tuple[str, Said]] = []
        self.by_rule: Counter[str] = Counter()
        self.by_body: Counter[str] = Counter()
        self.by_year: dict[str, Counter[str]] = {}
        self.reports_by_rule: Counter[str] = Counter()

    def add(self, part: pd.DataFrame) -> None:
        """Add a part."""
        reports = part.drop_duplicates("report")
        kinds = pd.Series("clean", index=reports.index)
        for kind in ("warns", "fails", "fault"):  # the gravest is what counts
            kinds[reports[kind]] = kind
        self.outcomes.update(kinds)
        self.unassessed += int(reports["unassessed"].sum())
        for year, kind in zip(reports["year"], kinds, strict=True):
            self.by_year.setdefault("" if pd.isna(year) else str(year), Counter())[kind] += 1
        unread = reports[reports["unread_en"] != ""]
        columns = (unread[name] for name in ("report", "unread_zh", "unread_en"))
        self.unread += [(report, Said(zh, en)) for report, zh, en in zip(*columns, strict=True)]
        fresh = part[(part["finding"] != "") & (part["accepted"] == "") & (part["severity"] != "info")]
        self.errors += int((fresh["severity"] == "error").sum())
        self.by_rule.update(fresh["check"])
        self.by_body.update(fresh["issuer"])
        self.reports_by_rule.update(fresh.drop_duplicates(["report", "check"])["check"])

    def lines(self, language: str) -> Iterator[str]:
        """Yield the summary in words."""
        counts = self.outcomes
        yield COUNTS.within(language).format(
            reports=counts.total(),
            failing=counts["fails"],
            warned=counts["warns"],
            clean=counts["clean"],
            unread=counts["fault"],
            unassessed=self.unassessed,
        )
        yield from self._rules(language)
        yield from self._years(language)
        yield from self._bodies(language)

    def _rules(self, language: str) -> Iterator[str]:
        yield Said("按规则：", "by rule:").within(language)
        for rule, count in _largest(self.by_rule):
            reports = self.reports_by_rule[rule]
            said = Said(f"  {rule}：{count} 处，{reports} 份报告", f"  {rule}: {count} in {reports} reports")
            yield said.within(language)

    def _years(self, language: str) -> Iterator[str]:
        yield Said("按年度：", "by year:").within(language)
        for year, kinds in sorted(self.by_year.items()):
            said = Said(year or "年度不明", year or "unknown").within(language)
            yield _YEAR.within(language).format(
                year=said, reports=kinds.total(), failing=kinds["fails"], warned=kinds["warns"], unread=kinds["fault"]
            )

    def _bodies(self, language: str) -> Iterator[str]:
        yield Said("按机关：", "by body:").within(language)
        largest = _largest(self.by_body)
        for body, count in largest[:_MOST_BODIES]:
            yield Said(f"  {body or '机关不明'}：{count} 处", f"  {body or 'unknown'}: {count}").within(language)
        if rest := largest[_MOST_BODIES:]:
            yield Said(f"  另有 {len(rest)} 个机关", f"  and {len(rest)} more bodies").within(language)


def _largest(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
