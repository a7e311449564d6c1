"""Many machines: the steps of `gouji.bulk.batches` on a Dask cluster, frame by frame, reading included.

`map_partitions` runs the very functions that one machine runs, and their findings come back as rows. (pandera's own
support of Dask loses failures: unionai-oss/pandera#719.) All machines must see the files under the same paths, and
the cache too, or else they read what they judge a second time.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pandas as pd

from gouji.bulk.batches import Driver, Step
from gouji.document import Unreadable

AT_ONCE = 1000  # partitions under way, so that the graph stays small however many there are


@contextmanager
def cluster(address: str, jobs: int) -> Iterator[Driver]:
    """Yield a driver on the Dask scheduler at `address`; without one, on a cluster of `jobs` processes made here.

    Raises:
        Unreadable: Dask is not installed, or the scheduler cannot be reached, or is lost.
    """
    distributed = _distributed()
    with ExitStack() as stack:
        if address:
            client = _connected(distributed, address)
        else:
            local = distributed.LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
            client = distributed.Client(stack.enter_context(local))
        stack.callback(client.close, timeout=2)

        def drive(step: Step, plans: Iterable[pd.DataFrame], made: pd.DataFrame) -> Iterator[Any]:
            return _each(client, step, list(plans), made)

        yield drive


def _distributed() -> Any:
    if sys.modules.get("dask", True) is None:  # hidden from pandera at the start of the program
        del sys.modules["dask"]
    try:
        import dask.dataframe  # noqa: F401
        import distributed
    except ImportError as error:
        raise Unreadable(
            "多机运行需要 Dask，请安装：pip install 'gouji[cluster]'",
            "a cluster needs Dask: pip install 'gouji[cluster]'",
        ) from error
    for name in ("asyncio", "tornado", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("asyncio", "distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what matters of it comes as one sentence
    return distributed


def _connected(distributed: Any, address: str) -> Any:
    try:
        return distributed.Client(address, timeout=10)
    except (OSError, ValueError, TimeoutError) as error:
        raise Unreadable(
            f"连接不上 Dask 调度器 {address}，请检查地址", f"no Dask scheduler answers at {address}; check the address"
        ) from error


def _each(client: Any, step: Step, plans: list[pd.DataFrame], made: pd.DataFrame) -> Iterator[Any]:
    for start in range(0, len(plans), AT_ONCE):
        yield from _some(client, step, plans[start : start + AT_ONCE], made)


def _some(client: Any, step: Step, plans: list[pd.DataFrame], made: pd.DataFrame) -> Iterator[Any]:
    """Run a step on one partition per plan; a partition whose workers keep dying yields `None`."""
    import dask
    import dask.dataframe as dd
    from distributed import KilledWorker, as_completed

    with dask.config.set({"dataframe.convert-string": False}):
        frame = dd.from_map(  # type: ignore[no-untyped-call]
            _same, plans, meta=plans[0].iloc[:0], enforce_metadata=False
        )
        partitions = frame.map_partitions(step, meta=made, enforce_metadata=False).to_delayed()
    futures = client.compute(partitions)
    plan_of = {future.key: plan for future, plan in zip(futures, plans, strict=True)}
    try:
        for future in as_completed(futures):  # type: ignore[no-untyped-call]
            plan = plan_of.pop(future.key)
            error = future.exception() if future.status == "error" else None
            if isinstance(error, KilledWorker):
                yield plan, None
                continue
            yield plan, future.result()
            future.release()
    except (OSError, RuntimeError, asyncio.CancelledError, TimeoutError) as error:
        raise _lost(client, error) from error
    except Exception as error:
        if type(error).__module__.startswith(("distributed", "dask")):
            raise _lost(client, error) from error
        raise


def _lost(client: Any, error: BaseException) -> Unreadable:
    words = f"{type(error).__name__}: {error}".splitlines()[0]
    return Unreadable(
        f"与 Dask 集群的连接中断（{words}）；已完成的批次都在，用同一命令可以接着做",
        f"the Dask cluster was lost ({words}); what is done is kept, and the same command goes on from there",
    )


def _same(plan: pd.DataFrame) -> pd.DataFrame:
    return plan
