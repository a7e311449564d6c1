"""pytest as a driver of the checks: one test per report and rule, judged once per run for all reports."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import checks
from gouji import PlausibilityWarning, corpus, html_rows, page
from gouji.answers import Answers, answers, from_json
from gouji.bodies import load_bodies
from gouji.cache import FOLDER, Store
from gouji.checking import Check
from gouji.document import Unreadable
from gouji.known import Known, load_known
from gouji.page import github
from gouji.results import results
from gouji.run import OUTCOMES, Run, run
from gouji.summary import summary
from gouji.wording import user_language

_RUN = pytest.StashKey[Run]()
_ANSWERS = pytest.StashKey[Answers]()
_SENT = pytest.StashKey[Path]()
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
    for marker in (
        "error: arithmetic or legal certainty",
        "warning: plausibility",
        "info: remarks, which neither fail nor warn",
        "family(name): the family of the rule",
    ):
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
        paths = _paths(config)
        frames = corpus.load(
            corpus.find(paths), load_bodies(path for path in paths if path.is_dir()), Store(config.rootpath / FOLDER)
        )
        config.stash[_RUN] = run(frames, config.stash[_KNOWN])
    return config.stash[_RUN]


def the_answers(config: pytest.Config) -> Answers:
    """Return what the tests have to say; under `-n` the controller has judged, and its workers look it up."""
    if _ANSWERS not in config.stash:
        sent = getattr(config, "workerinput", {}).get("gouji_answers")
        if sent and (file := Path(sent)).is_file():
            config.stash[_ANSWERS] = from_json(file.read_text(encoding="utf-8"))
        else:
            config.stash[_ANSWERS] = answers(the_run(config), config.stash[_KNOWN], _language(config))
    return config.stash[_ANSWERS]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Send a worker of pytest-xdist what its tests have to say; one on another machine judges for itself."""
    config = node.config
    if not _among_arguments(config, Path(checks.__file__).parent):
        return
    if _SENT not in config.stash:
        config.stash[_SENT] = Path(tempfile.mkdtemp(prefix="gouji-")) / "answers.json"
        config.stash[_SENT].write_text(the_answers(config).to_json(), encoding="utf-8")
    node.workerinput["gouji_answers"] = str(config.stash[_SENT])


def _among_arguments(config: pytest.Config, folder: Path) -> bool:
    """Tell whether tests of `folder` are asked for."""
    asked = ((config.invocation_params.dir / argument.partition("::")[0]).resolve() for argument in config.args)
    return any(path == folder or folder in path.parents or path in folder.parents for path in asked)


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

    __slots__ = ("config", "number", "report")

    def __init__(self, config: pytest.Config, report: str, number: int) -> None:
        self.config, self.report, self.number = config, report, number

    def judge(self, check: Check) -> None:
        """Pass, fail, warn or skip as the rule judged the report."""
        told = the_answers(self.config)
        outcome = OUTCOMES[int(told.outcomes[check.name][self.number])]
        if outcome == "holds":
            return
        if outcome in ("fails", "warns"):
            self._say(told, check)
        said = told.words.get(check.name, {}).get(self.report, [outcome])
        if outcome == "fault":
            pytest.fail("\n".join(said), pytrace=False)
        if outcome == "not assessable":
            pytest.skip(f"not assessable: {'; '.join(said)}")

    def _say(self, told: Answers, check: Check) -> None:
        text = "\n".join(told.fresh.get(check.name, {}).get(self.report, []))
        if not text:
            pytest.xfail("; ".join(dict.fromkeys(told.accepted.get(check.name, {}).get(self.report, []))))
        if check.severity == "error":
            pytest.fail(text, pytrace=False)
        try:
            file = told.files[self.number]
            warnings.warn_explicit(PlausibilityWarning(text), PlausibilityWarning, file, 0, registry={})
        except PlausibilityWarning:
            pytest.fail(text, pytrace=False)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Turn each rule into one test per report it applies to, which `-m` and `-k` choose by severity and family."""
    if check := getattr(metafunc.function, "check", None):
        metafunc.function.pytestmark = [getattr(pytest.mark, check.severity), pytest.mark.family(name=check.family)]
        metafunc.definition.parent.extra_keyword_matches.add(check.family)  # type: ignore[union-attr]  # its module
        told = the_answers(metafunc.config)
        applies = [number for number, code in enumerate(told.outcomes[check.name]) if code != "0"]
        reports = [told.reports[number] for number in applies]
        cases = [Case(metafunc.config, report, number) for report, number in zip(reports, applies, strict=True)]
        _parametrize(metafunc, "report", cases, reports)
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
        if fault := the_answers(request.config).known[request.config.stash[_KNOWN].index(entry)]:
            pytest.fail(fault, pytrace=False)

    return judge


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let the reports of a test tell that it judged a report."""
    if check := getattr(getattr(item, "obj", None), "check", None):
        item.user_properties.append((_JUDGED, check.name))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say in words what was found, and where the HTML report lies."""
    if hasattr(config, "workerinput") or not _judged_any(terminalreporter):
        return
    current, language = the_run(config), _language(config)
    terminalreporter.section("gouji")
    published = github.publish(os.environ, current.frames, current.judgement.outcomes, current.findings, language)
    for line in (*summary(results(current), language), *published):
        terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the HTML report, once: under `-n` only the controller does."""
    config = session.config
    if hasattr(config, "workerinput") or not _judged_any(config.pluginmanager.get_plugin("terminalreporter")):
        return
    current = the_run(config)
    folder = config.invocation_params.dir / config.getoption("report_dir")
    config.stash[_INDEX] = page.write(
        folder, current.frames, *current.judgement, current.findings, current.rules, _language(config)
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last where the HTML report lies."""
    if sent := config.stash.get(_SENT, None):
        shutil.rmtree(sent.parent, ignore_errors=True)
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
