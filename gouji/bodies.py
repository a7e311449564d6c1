"""Bodies: which reports are of one body, at which level it stands, and who stands above it.

`bodies.yaml` beside the reports is the succession table, one entry a body: `code`, `names` (a list, or the year
since which each is used), and where known `level`, `makes_rules`, `parent`, `predecessor` (merged into it, or split
by it, in the year given or else when its first name came into use: no figure runs across), `covers` (汇总: the report
sums up the whole area; 本级: only the body itself), `complete` (its children in the file are all that its 汇总 sums
up). A body that is not in the file is known by its name alone, its level by the words of the name and
`schemas/gazetteer.yaml`; what is unknown stays missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from gouji.document import Unreadable
from gouji.marked import Node, load
from schemas.frames import Bodies

FILE = "bodies.yaml"
LEVELS = ("中央", "省级", "市级", "县级", "乡级")
_KEYS = ("code", "names", "level", "makes_rules", "parent", "predecessor", "covers", "complete")
_COVERS = ("汇总", "本级")

_TOWNSHIP = re.compile(r"(?:街道|镇|乡|苏木)(?:人民政府|政府|办事处|办)?(?:机关)?$")
_ZONE = re.compile(
    r"(?:开发|新|管理|园|景|示范|实验|合作|保税|工业|产业|度假|高新|功能|矿|林|试验)区|管理委员会|管委会|兵团|农场|林场"
)
_PLACE = re.compile(
    r"(?P<own>.{2,10}?|.(?=[县旗区]))(?P<kind>自治区|自治州|自治县|自治旗|特别行政区|地区|[省市州盟县旗区])"
)
_GOVERNMENT = re.compile(r"(?:人民政府|政府|行政公署|行署)(?:办公[厅室])?$|[省市州盟县旗区]$")
_OFFICE = re.compile(
    r"(?:局|委|委员会|厅|办公[厅室]|办|中心|支队|大队|总队|院|所|处|站|联合会|协会|集团|公司|学校|学院|大学)$"
)


class Level(NamedTuple):
    """Where a body stands, and whether it may make 规章; `None` where its name does not tell."""

    level: str | None
    makes_rules: bool | None


class Entry(NamedTuple):
    """A body in the succession table."""

    code: str
    names: tuple[tuple[int, str], ...]  # since which year, and the name
    level: str | None = None
    makes_rules: bool | None = None
    parent: str | None = None
    predecessor: tuple[tuple[int, str], ...] = ()  # the year of the reform (0: unknown), and the code
    covers: str | None = None
    complete: bool = False


def normal(name: str) -> str:
    """Return a name as it is compared: width, blanks and brackets do not count."""
    return re.sub(r"[\s()《》]", "", unicodedata.normalize("NFKC", name)).removesuffix("机关")


@cache
def level_of(name: str) -> Level:
    """Return the level that a body's name tells, with 立法法 第九十一条、第九十三条 for the power to make 规章."""
    name = normal(name)
    if _TOWNSHIP.search(name):
        return Level("乡级", False)
    if _ZONE.search(name):
        return Level(None, None)
    places = list(_PLACE.finditer(name))
    if not places:
        return Level(None, None)
    level, power = _level(name, places)
    if level is None or _GOVERNMENT.search(name):
        doubtful = power and name.endswith(("办公室", "办公厅"))  # of the office alone, or of the government?
        return Level(level, None if doubtful else power)
    return Level(level, False if _OFFICE.search(name[places[-1].end() :]) else None)


def _level(name: str, places: Sequence[re.Match[str]]) -> tuple[str | None, bool | None]:
    own, last = places[-1]["own"], places[-1]["kind"]
    if last in ("省", "自治区"):
        return "省级", True
    if last in ("自治州", "州"):
        return "市级", True
    if last in ("盟", "地区"):
        return "市级", False
    if last == "市":
        municipalities, cities = _cities()
        if own.endswith((*municipalities, *cities)):
            return ("省级" if own.endswith(municipalities) else "市级"), True
        above = any(place["kind"] in ("市", "自治州", "州", "盟", "地区") for place in places[:-1])
        return ("县级", False) if above else (None, None)
    return (None, None) if last == "特别行政区" else ("县级", False)


@cache
def _cities() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the municipalities and the cities at the level of a prefecture."""
    file = Path(__file__).parent.parent / "schemas" / "gazetteer.yaml"
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(read["直辖市"]), tuple(city for cities in read["地级市"].values() for city in cities)


def load_bodies(folders: Iterable[Path]) -> list[Entry]:
    """Return the succession tables beside the reports in `folders`.

    Raises:
        Unreadable: a file is malformed; the sentence names file and line.
    """
    return [entry for folder in folders if (file := folder / FILE).is_file() for entry in _read(file)]


def _read(file: Path) -> list[Entry]:
    try:
        root = load(file)
        return [] if root.null else [_entry(node) for node in root.sequence()]
    except Unreadable as error:
        raise Unreadable(f"{file}：{error.said.zh}", f"{file}: {error.said.en}") from None


def _entry(node: Node) -> Entry:
    given = node.mapping(_KEYS)
    if missing := [key for key in ("code", "names") if key not in given]:
        node.refuse(f"缺少 {' '.join(missing)}", f"{' '.join(missing)} missing")
    for key, allowed in (("level", LEVELS), ("covers", _COVERS)):
        if key in given and given[key].text() not in allowed:
            given[key].refuse(f"{key} 应为 {' '.join(allowed)} 之一", f"{key} is one of {' '.join(allowed)}")
    truths = {key: given[key].truth() for key in ("makes_rules", "complete") if key in given}
    texts = {key: given[key].text() for key in ("level", "parent", "covers") if key in given}
    names = _names(given["names"])
    before = _predecessors(given["predecessor"], min(since for since, _ in names)) if "predecessor" in given else ()
    return Entry(given["code"].text(), names, predecessor=before, **texts, **truths)  # type: ignore[arg-type]


def _predecessors(node: Node, first: int) -> tuple[tuple[int, str], ...]:
    """Return a list of codes, or lists by the year of the reform; `first` is the year where none is given."""
    if not node.is_mapping:
        return tuple((first, code.text()) for code in node.sequence())
    return tuple(
        (_year(year, codes), code.text()) for year, codes in node.mapping().items() for code in codes.sequence()
    )


def _year(text: str, node: Node) -> int:
    if not text.isdecimal():
        node.refuse(f"“{text}”不是年份", f"{text!r} is no year")
    return int(text)


def _names(node: Node) -> tuple[tuple[int, str], ...]:
    if not node.is_mapping:
        return tuple((0, normal(name.text())) for name in node.sequence())
    return tuple((_year(since, name), normal(name.text())) for since, name in node.mapping().items())


def bodies(reports: pd.DataFrame, entries: Sequence[Entry] = ()) -> pd.DataFrame:
    """Return the frame `bodies`: for each annual report its body, level, parent, and last year's report of it.

    `previous` is missing where there is no report of that body on the year before, or more than one, and where the
    body was merged or split in the year (`reformed`): its figures do not run on.
    """
    annual = reports[(reports["kind"] == "年度报告") & reports["issuer"].notna()]
    by_name: dict[str, list[tuple[int, Entry]]] = {}
    for entry in entries:
        for since, name in entry.names:
            by_name.setdefault(name, []).append((since, entry))
    rows = [
        _row(report, issuer, year, by_name)
        for report, issuer, year in zip(annual["report"], annual["issuer"], annual["year"], strict=True)
    ]
    below = Counter(entry.parent for entry in entries)
    complete = {entry.code: below[entry.code] for entry in entries if entry.complete}
    columns = ["report", "body", "year", "level", "makes_rules", "parent", "covers"]
    frame = pd.DataFrame(rows, columns=columns).astype({"year": "Int64", "makes_rules": "boolean"})
    frame["children"] = frame["body"].map(complete).astype("Int64")
    reforms = _reforms(entries)
    keys = zip(frame["body"], frame["year"].fillna(0), strict=True)
    frame["reformed"] = [(body, int(year)) in reforms or (body, 0) in reforms for body, year in keys]
    return Bodies.validate(_with_previous(frame))


def _reforms(entries: Sequence[Entry]) -> set[tuple[str, int]]:
    """Return the bodies that a reform changed, with its year; 0 where that is unknown and may be any."""
    return {(code, year) for entry in entries for year, before in entry.predecessor for code in (entry.code, before)}


def _row(report: str, issuer: str, year: object, by_name: dict[str, list[tuple[int, Entry]]]) -> tuple[object, ...]:
    when = year if isinstance(year, int) else 9999
    known = [(since, entry) for since, entry in by_name.get(normal(issuer), ()) if since <= when]
    told = level_of(issuer)
    if not known:
        return report, normal(issuer), year, *told, None, None
    entry = max(known, key=lambda pair: pair[0])[1]
    level = entry.level or told.level
    power = entry.makes_rules if entry.makes_rules is not None else told.makes_rules
    return report, entry.code, year, level, power, entry.parent, entry.covers


def _with_previous(frame: pd.DataFrame) -> pd.DataFrame:
    dated = frame.dropna(subset="year")
    once = dated[~dated.duplicated(["body", "year"], keep=False)]
    before = once.assign(year=once["year"] + 1)[["body", "year", "report"]].rename(columns={"report": "previous"})
    joined = frame.merge(before, on=["body", "year"], how="left")
    return joined.assign(previous=joined["previous"].mask(joined["reformed"]))
