"""One run of all checks: frames in, outcomes, verdicts and findings out; pytest, command line and cluster drive it."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

import checks
from gouji import equations
from gouji.checking import REGISTRY, VERDICT_COLUMNS, Check
from gouji.known import Known, accepted
from schemas.frames import Findings, Frames

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
    judgement = judge(frames)
    return Run(frames, judgement, accepted(findings(judgement), known), rules())


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
    reports = pd.Index(frames["reports"]["report"], name="report")
    outcomes = pd.DataFrame(np.zeros((len(reports), len(registry())), dtype=np.int8), index=reports, columns=list(registry()))
    verdicts = []
    for check in registry().values():
        outcome, verdict = _judged(check, frames, reports)
        outcomes[check.name] = outcome.reindex(reports, fill_value=0).astype(np.int8)
        verdicts.append(verdict.assign(check=check.name))
    together = pd.concat(verdicts, ignore_index=True) if verdicts else pd.DataFrame(columns=[*VERDICT_COLUMNS, "check"])
    return Judgement(outcomes, together[["report", "check", *VERDICT_COLUMNS[1:]]])


def _judged(check: Check, frames: Frames, reports: pd.Index) -> tuple[pd.Series, pd.DataFrame]:
    """Return a rule's outcome per report and its verdicts that do not hold; an error in it is a fault of our own."""
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
    return worst, verdicts[verdicts["verdict"] != "holds"]


def findings(judgement: Judgement) -> pd.DataFrame:
    """Return the failed verdicts as findings, errors first, each with an identity that survives re-runs."""
    failed = judgement.verdicts[judgement.verdicts["verdict"] == "fails"]
    rules = [REGISTRY[name] for name in failed["check"]]
    frame = failed.rename(columns={"zh": "message_zh", "en": "message_en"}).assign(
        finding=[identity(*key) for key in zip(failed["report"], failed["check"], failed["place"], strict=True)],
        family=[rule.family for rule in rules],
        severity=[rule.severity for rule in rules],
        basis=[rule.basis for rule in rules],
        suggestion_zh="",
        suggestion_en="",
        accepted="",
    )
    ordered = frame.sort_values(["report", "severity"], kind="stable")[list(Findings.to_schema().columns)]
    return Findings.validate(ordered.reset_index(drop=True))


def identity(report: str, check: str, place: str) -> str:
    """Return the identity of the finding of `check` at `place` in `report`."""
    return hashlib.sha256("\n".join((report, check, place)).encode()).hexdigest()[:12]
