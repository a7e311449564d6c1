"""What gouji adds to the report of pytest-html: words and a link in the rows that fail, nothing in the others."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from gouji.page.files import address


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Link a row that fails to the page of its report."""
    made = yield
    case = getattr(item, "callspec", None) and item.callspec.params.get("report")  # type: ignore[attr-defined]
    if made.failed and getattr(item.function, "check", None) and case is not None:  # type: ignore[attr-defined]
        made.extras = [_link(item.config, case.report)]  # type: ignore[attr-defined]
    return made


def _link(config: pytest.Config, report: str) -> dict[str, Any]:
    """Return a link from the file that pytest-html writes to the page of a report, so that both can be moved."""
    from pytest_html import extras  # type: ignore[import-untyped]  # only where it is installed

    start = config.invocation_params.dir
    page = start / config.getoption("report_dir") / "r" / address(report)
    written = start / Path(config.getoption("htmlpath"))
    made: dict[str, Any] = extras.url(quote(Path(os.path.relpath(page, written.parent)).as_posix()), name="gouji")
    return made


def pytest_html_results_table_html(report: pytest.TestReport, data: list[str]) -> None:
    """Show no words in rows that passed, were skipped or are known."""
    if not report.failed:
        data.clear()
