"""The site in a real browser, as its users open it: by a double click, from disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.page.conftest import page_of

SLIPS = "红柳县/2022.html"
IN_VIEW = """e => {
  const r = e.getBoundingClientRect();
  return r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
}"""


def rows(tab: Any) -> Any:
    return tab.locator("#reports tbody tr")


def follow(tab: Any, link: Any) -> None:
    """Click a link and wait until the page it leads to is loaded and its script has run."""
    with tab.expect_navigation():
        link.click()


def test_a_report_is_found_and_its_finding_shown_where_it_stands(opened: Any, site: Path) -> None:
    tab = opened(site / "index.html")
    tab.fill("input[name=q]", "红柳县 2022.html")
    follow(tab, rows(tab).first.get_by_role("link"))
    assert tab.locator("h1").inner_text() == "红柳县人民政府2022年政府信息公开工作年度报告"
    card = tab.locator(".card.error").first
    card.locator(".message").click()
    wrong = tab.locator("#applications-部分公开-自然人")
    assert wrong.get_attribute("class").split()[:3] == ["mark", "wrong", "lit"]
    assert wrong.evaluate(IN_VIEW)
    assert wrong.inner_text().split() == ["4", "只改此处即全部相符", "✗1"]
    total = tab.locator("#applications-部分公开-总计")
    assert total.get_attribute("class").split()[:3] == ["mark", "member", "lit"]
    assert tab.locator("#applications-予以公开-总计").get_attribute("class") is None


def test_a_figure_leads_to_its_finding(opened: Any, site: Path) -> None:
    tab = opened(page_of(site, SLIPS))
    tab.locator("#figures-f1").click()
    lit = tab.locator(".card.lit")
    assert "2487" in lit.locator(".message").inner_text()
    assert tab.evaluate("document.activeElement.id") == lit.get_attribute("id")
    assert tab.url.endswith(f"#{lit.get_attribute('id')}")


def test_hovering_joins_figures_and_findings(opened: Any, site: Path) -> None:
    tab = opened(page_of(site, SLIPS))
    tab.locator("#figures-f2").hover()
    tab.locator(".card.near").wait_for()
    tab.locator(".card").first.hover()
    tab.locator("#applications-部分公开-自然人.near").wait_for()
    tab.locator("#figures-f2.near").wait_for(state="detached")


def test_keys_walk_the_findings(opened: Any, site: Path) -> None:
    tab = opened(page_of(site, SLIPS))
    walked = []
    for key in "nnpn":
        tab.keyboard.press(key)
        walked.append(tab.locator(".card.lit h3 .number").inner_text())
    assert walked == ["1", "2", "1", "2"]


def test_the_permalink_opens_at_its_finding(opened: Any, site: Path) -> None:
    tab = opened(page_of(site, SLIPS))
    second = tab.locator(".card").nth(1).get_attribute("id")
    tab.goto(f"{page_of(site, SLIPS).as_uri()}#{second}")
    tab.reload()
    assert tab.locator(".card.lit").get_attribute("id") == second


def test_the_language_is_toggled_and_remembered(opened: Any, site: Path) -> None:
    tab = opened(site / "index.html")
    assert tab.locator("h1").inner_text() == "报告勾稽情况"
    tab.get_by_text("English").click()
    assert tab.locator("h1").inner_text() == "Reports that contradict themselves"
    assert tab.locator("select[name=state] option").first.inner_text() == "all"
    follow(tab, rows(tab).first.get_by_role("link"))
    assert tab.locator("#the-findings").inner_text().startswith("Findings")
    assert tab.evaluate("document.documentElement.lang") == "en"
    assert tab.locator("#reports-signed dd").inner_text().endswith("January 2023")


def test_filter_sorting_and_page_survive_a_reload_and_the_way_back(opened: Any, site: Path) -> None:
    tab = opened(site / "index.html")
    everything = tab.locator("#range").inner_text()
    tab.select_option("select[name=state]", "fails")
    tab.get_by_role("button", name="年度").click()
    shown, first = tab.locator("#range").inner_text(), rows(tab).first.inner_text()
    assert shown != everything
    assert set(tab.locator("#reports tbody td:first-child .zh").all_inner_texts()) == {"自相矛盾"}
    tab.reload()
    tab.wait_for_selector("html[data-ready]")
    assert (tab.locator("#range").inner_text(), rows(tab).first.inner_text()) == (shown, first)
    follow(tab, rows(tab).first.get_by_role("link"))
    follow(tab, tab.locator(".up"))
    tab.wait_for_selector("html[data-ready]")
    assert (tab.locator("#range").inner_text(), rows(tab).first.inner_text()) == (shown, first)
    assert tab.locator("th[data-sort=year]").get_attribute("aria-sort") == "descending"


def test_the_list_is_paged(opened: Any, site: Path) -> None:
    tab = opened(site / "index.html")
    assert rows(tab).count() == 100
    tab.get_by_role("button", name="下一页").click()
    assert tab.locator("#range").inner_text() == "显示 101–128，共 128 份"
    assert rows(tab).count() == 28


def test_failing_and_unread_reports_come_first(opened: Any, site: Path) -> None:
    tab = opened(site / "index.html")
    states = [text.split()[-1] for text in tab.locator("#reports tbody td:first-child").all_inner_texts()]
    kinds = list(dict.fromkeys(states))
    assert kinds[:2] == ["自相矛盾", "未能读出"]
    assert states == sorted(states, key=kinds.index)


def test_a_switch_shows_figures_that_no_rule_covers(opened: Any, site: Path) -> None:
    tab = opened(page_of(site, SLIPS))
    free = tab.locator(".uncovered", has_text="3000次")
    before = free.evaluate("e => getComputedStyle(e).outlineStyle")
    tab.check("#show-uncovered")
    assert (before, free.evaluate("e => getComputedStyle(e).outlineStyle")) == ("none", "dashed")


def test_years_of_one_body_are_drawn_and_linked(opened: Any, site: Path) -> None:
    tab = opened(page_of(site, SLIPS))
    assert tab.locator(".series a .name").all_text_contents() == ["2022", "2023"]
    assert tab.locator(".series .carry text").all_text_contents() == ["2 → 2"]
    follow(tab, tab.locator(".series a:not([aria-current])"))
    assert tab.locator(".series [aria-current] .name").text_content() == "2023"


def test_a_finding_across_years_links_both_documents(opened: Any, site: Path) -> None:
    tab = opened(page_of(site, "枫树县/2023.html"))
    assert tab.locator(".series .carry text").all_text_contents() == ["2 ✗ 4"]
    follow(tab, tab.locator(".other a").first)
    assert tab.url.startswith(page_of(site, "枫树县/2022.html").as_uri())
    assert tab.locator("#applications-结转下年度-自然人").evaluate(IN_VIEW)
    follow(tab, tab.locator(".named-by a").first)
    assert tab.url.startswith(page_of(site, "枫树县/2023.html").as_uri())
    assert tab.locator(".card.lit").count() == 1


def test_it_prints_as_a_protocol(opened: Any, site: Path) -> None:
    tab = opened(page_of(site, SLIPS))
    printed = tab.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    tab.emulate_media(media="print")
    assert not tab.locator(".top").is_visible()
    top = [tab.locator(part).bounding_box()["y"] for part in ("h1", ".findings", ".document")]
    assert top == sorted(top)


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_its_window(opened: Any, site: Path, width: int) -> None:
    for path in (
        site / "index.html",
        page_of(site, SLIPS),
        page_of(site, "红柳县/2023.yaml"),
        site / "rules" / "no_blank_in_print.html",
    ):
        tab = opened(path, width)
        assert tab.evaluate("document.documentElement.scrollWidth") == width, path.name


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1440, "en")])
def test_axe_finds_no_serious_fault(opened: Any, site: Path, width: int, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed").Axe()
    for path in (
        site / "index.html",
        page_of(site, SLIPS),
        page_of(site, "locked.pdf"),
        site / "rules" / "no_blank_in_print.html",
    ):
        tab = opened(path, width)
        tab.check(f"#language-{language}", force=True)
        violations = axe.run(tab, options={"preload": False}).response["violations"]
        assert [
            (path.name, found["id"], [node["target"] for node in found["nodes"]][:3])
            for found in violations
            if found["impact"] in ("serious", "critical")
        ] == []


def test_without_scripts_everything_is_there(opened: Any, site: Path) -> None:
    tab = opened(site / "index.html", scripts=False)
    assert rows(tab).count() == 100
    follow(tab, tab.locator("#pager").get_by_role("link", name="2"))
    assert rows(tab).count() == 28
    tab.goto(page_of(site, SLIPS).as_uri())
    tab.locator("#figures-f1 .badge").click()
    assert tab.locator(".card:target").count() == 1
    tab.locator(".card:target .go").click()
    assert tab.locator(".mark:target").count() == 1
    tab.get_by_text("English").click()
    assert tab.locator("#the-findings").inner_text().startswith("Findings")


def test_hostile_content_is_text_and_nothing_runs(opened: Any, hostile_site: Path) -> None:
    for path in [
        hostile_site / "index.html",
        *(hostile_site / "r").glob("*.html"),
        *(hostile_site / "rules").glob("*.html"),
    ]:
        if "window.hit" not in path.read_text(encoding="utf-8"):
            continue
        tab = opened(path)
        tab.wait_for_timeout(30)
        assert tab.evaluate("window.hit") is None, path.name
        assert tab.locator("img, iframe, object, [onclick], [onerror], a[href^='javascript:']").count() == 0, path.name
    tab = opened(hostile_site / "index.html")
    follow(tab, tab.get_by_role("link", name="</title>").first)
    assert "<script>window.hit=1</script>" in tab.locator(".paper").inner_text()
    assert "[U+202E]gnp[U+0007]" in tab.locator(".paper").inner_text()
    assert tab.evaluate("window.hit") is None


def test_the_policy_forbids_what_escaping_lets_through(chromium: Any, hostile_site: Path, tmp_path: Path) -> None:
    policy = next(
        line
        for line in (hostile_site / "index.html").read_text(encoding="utf-8").splitlines()
        if "Content-Security-Policy" in line
    )
    slip = "<body onload='window.hit=1'><script>window.hit=1</script><img src=x onerror='window.hit=1'>"
    hits = []
    for name, head in (("without", ""), ("with", policy)):
        (tmp_path / f"{name}.html").write_text(f"<!doctype html>{head}{slip}", encoding="utf-8")
        tab = chromium.new_page()
        tab.goto((tmp_path / f"{name}.html").as_uri())
        hits.append(tab.evaluate("window.hit"))
        tab.close()
    assert hits == [1, None]
