"""A browser for the tests of the page, and a site to open in it."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji import page
from gouji.known import Known
from gouji.wording import Said
from schemas.records import Unread
from tests.page import specimens

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOSTILE = "<script>window.hit=1</script><img src=x onerror='window.hit=1'>\u202egnp\u0007 javascript:window.hit=1"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a headless Chromium."""
    driver = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium on this machine")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Watched:
    """What a browser must not do: say anything on its console, ask any other machine."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []

    def watch(self, context: Any) -> None:
        """Listen to all pages of a browser's context."""
        context.on("console", lambda message: self.said.append(message.text))
        context.on("weberror", lambda error: self.said.append(str(error.error)))
        context.on(
            "request", lambda request: self.asked.append(request.url) if not request.url.startswith("file:") else None
        )


@pytest.fixture
def opened(chromium: Any) -> Iterator[Any]:
    """Return a function that opens a page of a site in a window of some width; nothing may leave the machine."""
    watched, contexts = Watched(), []

    def open_page(path: Path, width: int = 1440, *, scripts: bool = True) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        contexts.append(context)
        watched.watch(context)
        tab = context.new_page()
        tab.goto(path.as_uri())
        if scripts and path.name == "index.html":
            tab.wait_for_selector("html[data-ready]")
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert watched.said == []
    assert watched.asked == []


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site over reports with slips of many kinds."""
    missing = Unread(
        Said("第 4 页的表格是图片，没有读出", "the table on page 4 is an image and was not read"), "第 4 页"
    )
    reports = [
        specimens.report("红柳县/2022.html", "红柳县人民政府", 2022, changed={("部分公开", "自然人"): 4}, total=2487),
        specimens.report(
            "红柳县/2023.yaml", "红柳县人民政府", 2023, changed={("本年新收", "商业企业"): None}, printed=False
        ),
        specimens.report(
            "白石市/2023.html", "白石市人民政府", signed=datetime.date(2023, 11, 3), label="1.属于国家 mm"
        ),
        specimens.report("白石市/part.html", "白石市财政局", problems=(missing,)),
        specimens.report("known.html", "临江区人民政府", total=2487),
        specimens.unread("locked.pdf"),
        specimens.report("枫树县/2022.html", "枫树县人民政府", 2022),
        specimens.report(
            "枫树县/2023.html", "枫树县人民政府", changed={("上年结转", "自然人"): 3, ("上年结转", "总计"): 4}
        ),
        *specimens.many(120),
    ]
    known = tuple(
        Known("known.html", check, place, "原文如此，已核对", None, None)
        for check, place in (
            ("parts_sum_to_total", "ties[t1]"),
            ("no_personal_contact", "mentions[联系人]"),
            ("no_personal_contact", "mentions[电话]"),
        )
    )
    run = specimens.judged(*reports, known=known)
    folder = tmp_path_factory.mktemp("site")
    page.write(folder, run.frames, *run.judgement, run.findings, run.rules, "zh")
    return folder


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site over a report whose every text tries to be more than text."""
    report = specimens.report(
        "a\"onclick='x'<b>/</script><script>window.hit=1<\u202ef.html",
        f"</title>{HOSTILE}",
        words=HOSTILE,
        label=f"1.属于国家{HOSTILE}",
        total=2487,
        problems=(Unread(Said(HOSTILE, HOSTILE), HOSTILE),),
    )
    run = specimens.judged(report, specimens.report("=cmd|' !A0.yaml", printed=False, total=2487))
    folder = tmp_path_factory.mktemp("hostile")
    page.write(folder, run.frames, *run.judgement, run.findings, run.rules, "zh")
    return folder


def page_of(site: Path, name: str) -> Path:
    """Return the page of the report `name`."""
    return site / "r" / page.files.address(name)
