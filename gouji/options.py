"""The options that gouji adds to pytest, known before any conftest is read."""

from __future__ import annotations

import pytest
from _pytest.config.findpaths import determine_setup


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of gouji."""
    group = parser.getgroup("gouji", "gouji: reports that contradict themselves")
    group.addoption(
        "--reports",
        action="append",
        metavar="PATH",
        help="a report or a folder of reports (repeatable; default: reports/)",
    )
    group.addoption("--lang", choices=("zh", "en"), help="the language of messages (default: that of the locale)")
    group.addoption(
        "--report-dir", metavar="DIR", default="report", help="where the HTML report is written (default: report/)"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Find pyproject.toml again where `--reports PATH` led pytest astray.

    pytest looks for its configuration before it knows the options of plugins; it takes PATH for a path of tests
    and looks beside the reports. There is no public way to look again.
    """
    known = early_config.known_args_namespace
    if not known.reports or known.inifilename or known.rootdir:
        return
    rootpath, inipath, inicfg, _ = determine_setup(
        inifile=None,
        override_ini=known.override_ini,
        args=known.file_or_dir,
        rootdir_cmd_arg=None,
        invocation_dir=early_config.invocation_params.dir,
    )
    if inipath and inipath != early_config.inipath:
        early_config._rootpath, early_config._inipath, early_config._inicfg = rootpath, inipath, inicfg
        early_config._inicache.clear()
        known.confcutdir = str(inipath.parent)
