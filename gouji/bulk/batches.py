"""Any number of reports in bounded memory: all are read, then judged in batches, each of which is kept when done.

A report is judged beside those that rules compare it with: the reports of the same body on other years, and those of
the bodies that its area sums up. So all files are read first (each once, into the cache), which tells whose they are;
then batches of whole bodies are judged. A batch that is done is a Parquet file in the folder `….parts` beside the
result; a run that was killed goes on with the others. At the end the parts become the one file that was asked for.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from gouji import bodies, corpus
from gouji.bulk.progress import Progress
from gouji.bulk.tally import Tally
from gouji.cache import write_atomically
from gouji.corpus import Source
from gouji.document import Unreadable
from gouji.results import FINDING, RESULTS, Setup, code, results, results_of
from gouji.run import run
from gouji.wording import Said

Step = Callable[[pd.DataFrame], pd.DataFrame]
# What runs a step on many frames, wherever: frame by frame it yields what it was given and the result, which has the
# columns of the last argument; `None` where the process died.
Driver = Callable[[Step, Iterable[pd.DataFrame], pd.DataFrame], Iterator[tuple[pd.DataFrame, pd.DataFrame | None]]]

READ_AT_ONCE = 16  # files
JUDGED_AT_ONCE = 500  # reports: what they hold in memory bounds that of a process, some 400 MB

_PLAN = {"report": "str", "path": "str", "lost": "bool"}
_SURVEY = {"report": "str", "path": "str", "kind": "str", "issuer": "object", "year": "Int64", "lost": "bool"}
PUBLISHED = [*FINDING, "page", "file", "issuer", "year", "body"]  # the columns of findings.parquet


def surveyed(plan: pd.DataFrame, setup: Setup) -> pd.DataFrame:
    """Read the files of a plan into the store; return who reports in each."""
    rows = []
    for source in _sources(plan):
        identity = _read(source, setup).identity
        rows.append((source.report, str(source.path), identity.kind, identity.issuer, identity.year, False))
    return _typed(rows, _SURVEY)


def judged(plan: pd.DataFrame, setup: Setup) -> pd.DataFrame:
    """Judge the reports of a plan; return what that comes to."""
    sources, lost = _sources(plan), set(plan.loc[plan["lost"], "report"])
    if not lost:
        return results_of(sources, setup, jobs=1)
    read = [corpus.lost(source) if source.report in lost else _read(source, setup) for source in sources]
    return results(run(corpus.assemble(read, setup.succession, tables_as_printed=False), setup.known))


def _read(source: Source, setup: Setup) -> corpus.Read:
    return corpus.read_all([source], setup.store, jobs=1)[0]


def _sources(plan: pd.DataFrame) -> list[Source]:
    return [Source(report, Path(path)) for report, path in zip(plan["report"], plan["path"], strict=True)]


def _typed(rows: Sequence[tuple[object, ...]], kinds: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def check(
    sources: Sequence[Source], setup: Setup, out: Path, drive: Driver, told: Callable[[Said, int], Progress]
) -> Tally:
    """Check `sources` and write their findings to the Parquet file `out`; return what they come to.

    Raises:
        Unreadable: it cannot go on; what was done is kept, and the same command goes on from there.
    """
    parts = out.with_name(out.name + ".parts")
    try:
        parts.mkdir(parents=True, exist_ok=True)
        batches = list(batched(_survey(sources, setup, drive, told), setup.succession))
        _judge_all(batches, setup, parts, drive, told)
        tally = _published([parts / _part(batch, setup) for batch in batches], out)
        shutil.rmtree(parts, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unreadable(
            f"{out} 写不下去（{reason}）；已完成的保存在 {parts}，腾出空间后用同一命令可以接着做",
            f"{out} cannot be written ({reason}); what is done is kept in {parts}: make room, and run the same command",
        ) from error
    return tally


def _survey(
    sources: Sequence[Source], setup: Setup, drive: Driver, told: Callable[[Said, int], Progress]
) -> pd.DataFrame:
    """Read all files; return who reports in each, in their order."""
    rows = [(source.report, str(source.path), False) for source in sources]
    plans = (_typed(rows[at : at + READ_AT_ONCE], _PLAN) for at in range(0, len(rows), READ_AT_ONCE))
    step, none = partial(surveyed, setup=setup), _typed([], _SURVEY)
    progress = told(Said("读取", "read"), len(rows))
    known, alone = [none], []
    for plan, result in drive(step, plans, none):
        if result is None:
            alone += [plan.iloc[[at]] for at in range(len(plan))]
        else:
            known.append(result)
            progress.add(len(plan))
    for plan, result in drive(step, alone, none) if alone else ():
        gone = plan.assign(kind="其他", issuer=None, year=None, lost=True).astype(_SURVEY)
        known.append(gone if result is None else result)
        progress.add(len(plan))
    progress.end()
    order = {report: at for at, (report, _, _) in enumerate(rows)}
    whole = pd.concat(known, ignore_index=True)
    return whole.sort_values("report", key=lambda names: names.map(order), ignore_index=True)


def batched(
    survey: pd.DataFrame, succession: Sequence[bodies.Entry] = (), size: int = JUDGED_AT_ONCE
) -> Iterator[pd.DataFrame]:
    """Yield plans of at least `size` reports, the last but what remains, with all reports that rules compare in one."""
    known = bodies.bodies(survey, succession)
    group = survey["report"].map(dict(zip(known["report"], _areas(known), strict=True)))
    group = group.fillna(survey["report"])
    order = pd.Series(pd.factorize(group)[0], index=survey.index)
    plan = survey.assign(group=order).sort_values("group", kind="stable", ignore_index=True)
    counts = plan.groupby("group").size()
    start = end = 0
    for count in counts:
        end += count
        if end - start >= size:
            yield plan.loc[start : end - 1, list(_PLAN)].reset_index(drop=True)
            start = end
    if end > start:
        yield plan.loc[start:, list(_PLAN)].reset_index(drop=True)


def _areas(known: pd.DataFrame) -> list[str]:
    """Return for each report the highest body that sums it up: its body's parent, where that sums up its area."""
    summing = set(known.loc[known["covers"] == "汇总", "body"])
    above = dict(zip(known["body"], known["parent"], strict=True))

    def top(body: str) -> str:
        passed = {body}
        while (parent := str(above.get(body))) in summing and parent not in passed:
            passed.add(body := parent)
        return body

    tops = {body: top(body) for body in above}
    return [tops[body] for body in known["body"]]


def _judge_all(
    batches: Sequence[pd.DataFrame], setup: Setup, parts: Path, drive: Driver, told: Callable[[Said, int], Progress]
) -> None:
    """Judge the batches that are not done, and keep each when it is."""
    progress = told(Said("检查", "checked"), sum(map(len, batches)))
    left = []
    for batch in batches:
        if _is_done(parts / _part(batch, setup)):
            progress.skip(len(batch))
        else:
            left.append(batch)
    for batch, result in drive(partial(judged, setup=setup), left, _typed([], RESULTS)) if left else ():
        if result is None:
            raise Unreadable(
                f"检查的进程意外终止（内存不足？）；已完成的保存在 {parts}，请减少 --jobs 再运行",
                f"a process that judged died (out of memory?); what is done is in {parts}: run it with less --jobs",
            )
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_pandas(result, preserve_index=False), sink)
        write_atomically(parts / _part(batch, setup), sink.getvalue().to_pybytes())
        progress.add(len(batch))
    progress.end()


def _part(batch: pd.DataFrame, setup: Setup) -> str:
    """Return the name of a batch's part: another for other files, contents, rules or known issues."""
    stated = [(source.report, str(source.path), *_state(source.path)) for source in _sources(batch)]
    key = repr((code(), tuple(setup.succession), tuple(setup.known), stated, list(batch["lost"])))
    return f"{hashlib.sha256(key.encode(errors='surrogateescape')).hexdigest()[:32]}.parquet"


def _state(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return -1, -1
    return state.st_size, state.st_mtime_ns


def _is_done(part: Path) -> bool:
    try:
        pq.read_metadata(part)
    except (OSError, pa.ArrowInvalid):
        return False
    return True


def _published(parts: Sequence[Path], out: Path) -> Tally:
    """Put the parts together, one at a time, and tally them; `out` appears when all of it is there."""
    tally = Tally()
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        new = Path(folder) / out.name
        schema = pa.Schema.from_pandas(_typed([], RESULTS)[PUBLISHED], preserve_index=False)
        with pq.ParquetWriter(new, schema) as writer:
            for part in parts:
                frame = pq.read_table(part).to_pandas().astype(RESULTS)
                tally.add(frame)
                found = frame[frame["finding"] != ""][PUBLISHED]
                writer.write_table(pa.Table.from_pandas(found, schema, preserve_index=False))
        new.replace(out)
    return tally
