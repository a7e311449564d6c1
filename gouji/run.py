"""One run of all checks: frames in, outcomes, verdicts and findings out; pytest, command line and cluster drive it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

import checks
from gouji import equations
from gouji.checking import REGISTRY, VERDICT_COLUMNS, Check
from gouji.findings import findings
from gouji.known import Known, accepted
from gouji.locating import causes
from schemas.frames import Frames

OUTCOMES = ("not applicable", "holds", "not assessable", "warns", "fails", "fault")
_OF_CODE = {equations.HOLDS: 1, equations.NOT_ASSESSABLE: 2, equations.FAILS: 4}
_OF_VERDICT = {"holds": 1, "not assessable": 2, "fails": 4, "fault": 5}


class Judgement(NamedTuple):
    """What the checks say of all reports.

    `outcomes` has one row per report and one column per check, each a code of `OUTCOMES`. `verdicts` has a row per
    check and place that does not hold (`fails`, `not assessable`, or `fault`, an error of our own); it is empty
    for reports without fault.
    """

    outcomes: pd.DataFrame
    verdicts: pd.DataFrame


class Run(NamedTuple):
    """One run, complete: what was read, what was judged, and what was found.

    `rules` has a row per check: check, family, severity, rule_zh, rule_en, basis, forms.
    """

    frames: Frames
    judgement: Judgement
    findings: pd.DataFrame
    rules: pd.DataFrame


def run(frames: Frames, known: Sequence[Known] = ()) -> Run:
    """Run all checks over `frames`; findings that `known` accepts keep their verdict and carry the reason."""
    judgement, relations = _judged_all(frames)
    failed = judgement.verdicts[(judgement.verdicts["verdict"] == "fails") & (judgement.verdicts["terms"] != "")]
    ties = [rule for rule in registry().values() if rule.equation]
    found = findings(judgement.verdicts, causes(frames, ties, failed, relations))
    return Run(frames, judgement, accepted(found, known), rules())


def rules() -> pd.DataFrame:
    """Return the rules as a frame, one row each, in the order of their families' files."""
    columns = ["check", "family", "severity", "rule_zh", "rule_en", "basis", "forms"]
    rows = [(rule.name, rule.family, rule.severity, *rule.rule, rule.basis, " ".join(rule.forms)) for rule in registry().values()]
    return pd.DataFrame(rows, columns=columns)


def registry() -> dict[str, Check]:
    """Return all rules by name; importing a module of `checks/` registers those in it."""
    for module in pkgutil.iter_modules(checks.__path__):
        if module.name.startswith("test_"):
            importlib.import_module(f"checks.{module.name}")
    return REGISTRY


def judge(frames: Frames) -> Judgement:
    """Judge all reports by all rules."""
    return _judged_all(frames)[0]


def _judged_all(frames: Frames) -> tuple[Judgement, pd.DataFrame]:
    """Return the judgement, and the verdicts on equations between single figures, those that hold too."""
    reports = pd.Index(frames["reports"]["report"], name="report")
    outcomes = pd.DataFrame(np.zeros((len(reports), len(registry())), dtype=np.int8), index=reports, columns=list(registry()))
    verdicts, relations = [], []
    for check in registry().values():
        outcome, verdict = _judged(check, frames, reports)
        outcomes[check.name] = outcome.reindex(reports, fill_value=0).astype(np.int8)
        verdict = verdict.assign(check=check.name)
        verdicts.append(verdict[verdict["verdict"] != "holds"])
        if not check.equation:
            relations.append(verdict[(verdict["terms"] != "") & verdict["verdict"].isin(["holds", "fails"])])
    columns = ["report", "check", *VERDICT_COLUMNS[1:]]
    together, related = (pd.concat(parts, ignore_index=True).reindex(columns=columns) for parts in (verdicts, relations))
    return Judgement(outcomes, together), related


def _judged(check: Check, frames: Frames, reports: pd.Index) -> tuple[pd.Series, pd.DataFrame]:
    """Return a rule's outcome per report, and its verdicts; an error in it is a fault of our own."""
    try:
        outcome, verdicts = _by_equation(check, frames) if check.equation else _by_function(check, frames)
    except Exception as error:  # a faulty rule must not silence the others
        said = f"{type(error).__name__}: {error}"
        zh, en = f"gouji 自身出错，与报告无关：{said}", f"a fault of gouji, not of the report: {said}"
        verdicts = pd.DataFrame({"report": reports, "verdict": "fault", "zh": zh, "en": en}, dtype=object)
        return pd.Series(5, index=reports), verdicts.reindex(columns=VERDICT_COLUMNS, fill_value="")
    if check.severity == "warning":
        outcome = outcome.replace(4, 3)
    return outcome, verdicts


def _of_forms(check: Check, frames: Frames) -> pd.Series:
    """Return the reports in whose form the rule applies."""
    reports = frames["reports"]
    return reports.loc[reports["form"].isin(check.forms), "report"] if check.forms else reports["report"]


def _by_equation(check: Check, frames: Frames) -> tuple[pd.Series, pd.DataFrame]:
    assert check.equation is not None
    frame = frames[check.equation.table]
    frame = frame[frame.index.isin(_of_forms(check, frames))]
    code = equations.codes(check.equation, frame)
    worst = pd.Series(code.max(axis=1, initial=0), index=frame.index)
    return worst.map(_OF_CODE).fillna(0), equations.verdicts_of(check, frame, code)


def _by_function(check: Check, frames: Frames) -> tuple[pd.Series, pd.DataFrame]:
    verdicts = check.function(**{name: frames[name] for name in check.frames})
    verdicts = verdicts[verdicts["report"].isin(_of_forms(check, frames))]
    worst = verdicts["verdict"].map(_OF_VERDICT).astype(float).groupby(verdicts["report"]).max()
    return worst, verdicts
