"""`gouji check --out` and `--scheduler`: many reports in batches, on this machine or on a cluster."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from gouji import workers
from gouji.bodies import load_bodies
from gouji.bulk import batches
from gouji.bulk.progress import Progress
from gouji.bulk.tally import Tally
from gouji.cache import Store
from gouji.corpus import Source
from gouji.document import Unreadable
from gouji.known import Known, load_known
from gouji.printing import finding_json
from gouji.results import Setup, stale
from gouji.summary import amiss, words
from gouji.wording import Said


class Options(NamedTuple):
    """How to check: `out` or else print the findings; `scheduler` a Dask address, empty for a cluster made here."""

    out: Path | None
    scheduler: str | None
    jobs: int
    store: Store | None
    as_json: bool
    language: str


def check(paths: Sequence[Path], sources: Sequence[Source], options: Options) -> int:
    """Check the reports and say what they come to; return the exit code of `gouji check`.

    Raises:
        Unreadable: it cannot run, or not go on.
    """
    if options.out and options.out.suffix != ".parquet":
        raise Unreadable(
            f"--out 写 Parquet 文件，文件名应以 .parquet 结尾：{options.out}",
            f"--out writes a Parquet file, whose name ends in .parquet: {options.out}",
        )
    folders = [path for path in paths if path.is_dir()]
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        out = options.out or Path(folder) / "findings.parquet"
        store = options.store or Store(out.with_name(out.name + ".parts") / "read")
        setup = Setup(store, load_bodies(folders), load_known(folders))
        with _driver(options) as drive:
            told = partial(Progress, language=options.language, out=sys.stderr)
            tally = batches.check(sources, setup, out, drive, told)
        if not options.out:
            _print(out, options)
        if not options.as_json or options.out:
            print(*tally.lines(options.language), *filter(None, [options.out]), sep="\n")
        return _ended(tally, _stale(out, setup.known, sources), options.language)


@contextmanager
def _driver(options: Options) -> Iterator[batches.Driver]:
    if options.scheduler is None:
        yield lambda step, plans, made: workers.each(step, plans, options.jobs)
        return
    from gouji.bulk.cluster import cluster

    with cluster(options.scheduler, options.jobs) as drive:
        yield drive


def _print(out: Path, options: Options) -> None:
    """Print the findings one by one."""
    for batch in pq.ParquetFile(out).iter_batches():
        for finding in batch.to_pandas().to_dict("records"):
            if finding["accepted"]:
                continue
            if options.as_json:
                print(json.dumps(finding_json(finding, options.language), ensure_ascii=False))
            else:
                print(words(finding, options.language))


def _stale(out: Path, known: Sequence[Known], sources: Sequence[Source]) -> list[tuple[Known, Said]]:
    """Return the known issues that have expired or no longer occur."""
    if not known:
        return []
    found = pq.read_table(out, columns=["report", "check", "place"]).to_pandas()
    return stale(found, known, {source.report for source in sources})


def _ended(tally: Tally, stale: Sequence[tuple[Known, Said]], language: str) -> int:
    print(*amiss(tally.unread, stale, language), sep="", end="", file=sys.stderr)
    if stale or tally.errors:
        return 1
    return 2 if tally.unread else 0
