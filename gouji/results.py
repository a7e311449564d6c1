"""Results: what a run comes to, a row per finding and one per report without; all that is said of it afterwards.

They need no frames to be told, so they can be sent to another process, and kept: where neither a file nor a rule has
changed since, a second run has nothing to read and nothing to judge.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import checks
from gouji import bodies, corpus
from gouji.cache import Store, hash_of, installed, version
from gouji.known import Known, fault_of
from gouji.run import OUTCOMES, Run, registry, run
from gouji.wording import Said
from schemas.frames import Findings, Frames

FINDING = dict.fromkeys(Findings.__fields__, "str")
_OF_REPORT = {
    "file": "str",
    "issuer": "str",
    "year": "Int64",
    "body": "str",
    "fails": "bool",
    "warns": "bool",
    "fault": "bool",
    "unassessed": "int16",
    "unread_zh": "str",
    "unread_en": "str",
}
RESULTS = FINDING | {"page": "Int64"} | _OF_REPORT  # the columns of results and their types
_LIBRARIES = ("highspy", "numpy", "pandas", "pandera")


class Setup(NamedTuple):
    """What a run rests on besides the files: where what is read is kept, `bodies.yaml`, `known-issues.yaml`."""

    store: Store | None = None
    succession: Sequence[bodies.Entry] = ()
    known: Sequence[Known] = ()


def results(current: Run) -> pd.DataFrame:
    """Return what a run comes to, with the columns `RESULTS`: report by report, its gravest finding first.

    A report without findings has one row, whose `finding` is empty. `page` is where the first figure concerned
    stands; `unassessed` counts rules; `unread_zh` and `unread_en` say why a file could not be read.
    """
    outcomes = current.judgement.outcomes
    problems = current.frames["problems"]
    problems = problems[problems["whole"]].drop_duplicates("report").set_index("report")
    reports = current.frames["reports"][["report", "file", "issuer", "year"]].set_index("report")
    reports = reports.assign(
        body=current.frames["bodies"].set_index("report")["body"],
        **{name: (outcomes == OUTCOMES.index(name)).any(axis=1) for name in ("fails", "warns", "fault")},
        unassessed=(outcomes == OUTCOMES.index("not assessable")).sum(axis=1),
        unread_zh=problems["zh"],
        unread_en=problems["en"],
    )
    found = current.findings.assign(page=_pages(current.findings, current.frames))
    joined = reports.reset_index().merge(found, on="report", how="left")[list(RESULTS)]
    texts = {name: "" for name, kind in RESULTS.items() if kind == "str"}
    return joined.astype(dict.fromkeys(texts, object)).fillna(texts).astype(RESULTS)


def _pages(findings: pd.DataFrame, frames: Frames) -> pd.Series:
    """Return the page that the first cell of each finding stands on, where the document has pages."""
    cells = frames["cells"]
    first = findings["members"].map(lambda members: members.split(" ")[0])
    printed = cells[cells["page"].notna() & cells["report"].isin(findings["report"])]
    places = printed["table"] + "[" + printed["row"] + "," + printed["column"] + "]"
    known = dict(zip(zip(printed["report"], places, strict=True), printed["page"], strict=True))
    shown = [known.get(place) for place in zip(findings["report"], first, strict=True)]
    return pd.Series(pd.array(shown, dtype="Int64"), index=findings.index)


def found(told: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of results that are findings."""
    return told[told["finding"] != ""]


def stale(told: pd.DataFrame, known: Sequence[Known], reports: Iterable[str]) -> list[tuple[Known, Said]]:
    """Return the known issues that have expired or no longer occur in `reports`, and what is wrong with each."""
    if known:
        registry()  # the rules that one may name
    return [(entry, fault) for entry in known if (fault := fault_of(entry, told, reports))]


def results_of(sources: Sequence[corpus.Source], setup: Setup, jobs: int | None = None) -> pd.DataFrame:
    """Return what the checks of `sources` come to: kept since the last run over them, or else read and judged.

    Args:
        sources: the files.
        setup: what the run rests on besides them.
        jobs: how many processes read; `None` is as many as there are cores.
    """
    if not (store := setup.store):
        return _judged(sources, setup, jobs)[0]
    hashes = [corpus.hash_of(source) for source in sources]
    name, key = _digest(*sources), _digest(code(), *setup[1:], *_today(setup.known), *sources, *hashes)
    if None not in hashes and (kept := store.recall(name, key)):
        return pd.DataFrame(kept).astype(RESULTS)
    told, read = _judged(sources, setup, jobs)
    # What could not be read may be read another time, and a file may have been replaced while it was read.
    if read == hashes and not (told["unread_en"] != "").any():
        store.remember(name, key, told.astype(object).where(told.notna(), None).to_dict("list"))
    return told


def _judged(sources: Sequence[corpus.Source], setup: Setup, jobs: int | None) -> tuple[pd.DataFrame, list[str]]:
    """Return what the checks of `sources` come to, and the hashes of what was read."""
    frames = corpus.load(sources, setup.succession, setup.store, jobs, tables_as_printed=False)
    return results(run(frames, setup.known)), frames["reports"]["hash"].to_list()


def _today(known: Sequence[Known]) -> list[datetime.date]:
    return [datetime.date.today()] if known else []  # when known issues expire


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code() -> str:
    """Return the hash of all that a verdict rests on besides what was read: another version judges anew."""
    here, rules = Path(__file__).parent, Path(checks.__file__).parent
    files = [*here.glob("*.py"), *here.glob("locating/*.py"), *rules.glob("*.py")]
    return _digest(version(), hash_of(sorted(files)), *map(installed, _LIBRARIES))
