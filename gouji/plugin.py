"""pytest as a driver of the checks: one test per report and rule, judged once per run for all reports."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from gouji import PlausibilityWarning, corpus, html_rows, page
from gouji.bodies import load_bodies
from gouji.checking import Check
from gouji.document import Unreadable
from gouji.findings import of
from gouji.known import Known, fault_of, load_known
from gouji.page import github
from gouji.run import OUTCOMES, Run, run
from gouji.summary import located, summary
from gouji.wording import user_language

_RUN = pytest.StashKey[Run]()
_KNOWN = pytest.StashKey[Sequence[Known]]()
_INDEX = pytest.StashKey[Path]()
_JUDGED = "gouji"  # the user property of a test that judged a report


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers by which tests are chosen, and read what the run rests on.

    Raises:
        pytest.UsageError: a path of `--reports` does not exist, or known-issues.yaml is malformed.
    """
    if config.pluginmanager.hasplugin("html") and config.getoption("htmlpath", None):
        config.pluginmanager.register(html_rows)
    for marker in ("error: arithmetic or legal certainty", "warning: plausibility", "family(name): the family of the rule"):
        config.addinivalue_line("markers", marker)
    for path in config.getoption("reports") or ():
        if not (config.invocation_params.dir / path).exists():
            raise pytest.UsageError(f"--reports {path}: no such file or folder")
    try:
        config.stash[_KNOWN] = load_known(path for path in _paths(config) if path.is_dir())
    except Unreadable as error:
        raise pytest.UsageError(error.said.within(_language(config))) from None


def the_run(config: pytest.Config) -> Run:
    """Return the run of this session, made at its first use."""
    if _RUN not in config.stash:
        config.stash[_RUN] = run(corpus.load(corpus.find(_paths(config))), config.stash[_KNOWN])
    return config.stash[_RUN]


def _paths(config: pytest.Config) -> list[Path]:
    given = [_below_here(config.invocation_params.dir / path) for path in config.getoption("reports") or ()]
    return given or [_below_here(config.rootpath / "reports")]


def _below_here(path: Path) -> Path:
    """Return the path as a person in the current folder would write it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _language(config: pytest.Config) -> str:
    return config.getoption("lang") or user_language()


class Case:
    """A rule's verdict on one report, as a test sees it."""

    def __init__(self, config: pytest.Config, check: Check, report: str) -> None:
        self.config, self.check, self.report = config, check, report

    def judge(self, check: Check) -> None:
        """Pass, fail, warn or skip as the rule judged the report."""
        current = the_run(self.config)
        outcome = OUTCOMES[int(current.judgement.outcomes[check.name][self.report])]
        if outcome == "holds":
            return
        if outcome in ("fails", "warns"):
            self._say(current)
        verdicts = current.judgement.verdicts
        mine = verdicts[(verdicts["report"] == self.report) & (verdicts["check"] == check.name)]
        said = [str(words) for words in mine[_language(self.config)] if words] or [outcome]
        if outcome == "fault":
            pytest.fail("\n".join(said), pytrace=False)
        if outcome == "not assessable":
            pytest.skip(f"not assessable: {'; '.join(said)}")

    def _say(self, current: Run) -> None:
        found = of(current.findings, self.report, self.check.name)
        fresh = found[found["accepted"] == ""]
        text = located(fresh, current.frames, _language(self.config))
        if fresh.empty:
            pytest.xfail("; ".join(found["accepted"].unique()))
        if self.check.severity == "error":
            pytest.fail(text, pytrace=False)
        self._warn(text, current)

    def _warn(self, text: str, current: Run) -> None:
        file = current.frames["reports"].set_index("report").at[self.report, "file"]
        try:
            warnings.warn_explicit(PlausibilityWarning(text), PlausibilityWarning, str(file), 0, registry={})
        except PlausibilityWarning:
            pytest.fail(text, pytrace=False)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Turn each rule into one test per report it applies to."""
    if check := getattr(metafunc.function, "check", None):
        outcomes = the_run(metafunc.config).judgement.outcomes[check.name]
        reports = list(outcomes.index[outcomes > 0])
        _parametrize(metafunc, "report", [Case(metafunc.config, check, report) for report in reports], reports)
    elif "known_issue" in metafunc.fixturenames:
        entries = metafunc.config.stash[_KNOWN]
        _parametrize(metafunc, "known_issue", entries, [f"{entry.report}-{entry.check}" for entry in entries])


def _parametrize(metafunc: pytest.Metafunc, name: str, values: Sequence[object], ids: Sequence[str]) -> None:
    """Parametrise a test; where there is nothing to test, pytest needs one case, which is dropped when collected."""
    metafunc.parametrize(name, values or [None], ids=ids or ["none"])


@pytest.fixture
def judge_known_issue(request: pytest.FixtureRequest) -> Any:
    """Return a function that fails where a known issue has expired or no longer occurs."""

    def judge(entry: Known) -> None:
        current = the_run(request.config)
        if fault := fault_of(entry, current.findings, current.frames["reports"]["report"]):
            pytest.fail(fault.within(_language(request.config)), pytrace=False)

    return judge


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let `-m` and `-k` choose by severity and family."""
    if check := getattr(getattr(item, "obj", None), "check", None):
        item.add_marker(check.severity)
        item.add_marker(pytest.mark.family(name=check.family))
        item.extra_keyword_matches.update((check.family, check.severity))
        item.user_properties.append((_JUDGED, check.name))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say in words what was found, and where the HTML report lies."""
    if hasattr(config, "workerinput") or not _judged_any(terminalreporter):
        return
    current, language = the_run(config), _language(config)
    terminalreporter.section("gouji")
    published = github.publish(os.environ, current.frames, current.judgement.outcomes, current.findings, language)
    for line in (*summary(current, language), *published):
        terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the HTML report, once: under `-n` only the controller does."""
    config = session.config
    if hasattr(config, "workerinput") or not _judged_any(config.pluginmanager.get_plugin("terminalreporter")):
        return
    current = the_run(config)
    folder = config.invocation_params.dir / config.getoption("report_dir")
    config.stash[_INDEX] = page.write(folder, current.frames, *current.judgement, current.findings, current.rules, _language(config))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last where the HTML report lies."""
    if index := config.stash.get(_INDEX, None):
        print(index)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Drop the one case of tests that have nothing to test."""
    items[:] = [item for item in items if not _is_empty(item)]


def _is_empty(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is not None and None in (callspec.params.get("report", 0), callspec.params.get("known_issue", 0))


def _judged_any(terminalreporter: Any) -> bool:
    reports = (report for reports in terminalreporter.stats.values() for report in reports) if terminalreporter else ()
    return any(name == _JUDGED for report in reports for name, _ in getattr(report, "user_properties", ()))
