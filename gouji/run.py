"""One run of all checks: frames in, outcomes, verdicts and findings out; pytest, command line and cluster drive it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Sequence
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
from schemas.wide import WIDE

OUTCOMES = ("not applicable", "holds", "not assessable", "warns", "fails", "fault")
_OF_CODE = np.array([0, 1, 2, 4], dtype=np.int8)  # from equations.NOT_APPLICABLE, HOLDS, NOT_ASSESSABLE, FAILS
_FAILED = {"error": 4, "warning": 3, "info": 1}  # what a rule that does not hold comes to: a remark is no fault
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
    judgement, relations = _judged_all(frames, list(registry().values()))
    failed = judgement.verdicts[(judgement.verdicts["verdict"] == "fails") & (judgement.verdicts["terms"] != "")]
    ties = [rule for rule in registry().values() if rule.equation]
    found = findings(judgement.verdicts, causes(frames, ties, failed, relations))
    return Run(frames, judgement, accepted(found, known), rules())


def rules() -> pd.DataFrame:
    """Return the rules as a frame, one row each, in the order of their families' files."""
    columns = ["check", "family", "severity", "rule_zh", "rule_en", "basis", "forms"]
    rows = [
        (rule.name, rule.family, rule.severity, *rule.rule, rule.basis, " ".join(rule.forms))
        for rule in registry().values()
    ]
    return pd.DataFrame(rows, columns=columns)


def registry() -> dict[str, Check]:
    """Return all rules by name, in the order of their families' files, whichever of these was imported first.

    Importing a module of `checks/` registers those in it.
    """
    for module in pkgutil.iter_modules(checks.__path__):
        if module.name.startswith("test_"):
            importlib.import_module(f"checks.{module.name}")
    return dict(sorted(REGISTRY.items(), key=lambda item: item[1].family))


def judge(frames: Frames, by: Iterable[Check] | None = None) -> Judgement:
    """Judge all reports by all rules, or by those given."""
    return _judged_all(frames, list(registry().values() if by is None else by))[0]


def _judged_all(frames: Frames, by: Sequence[Check]) -> tuple[Judgement, pd.DataFrame]:
    """Return the judgement, and the verdicts on equations between single figures, those that hold too."""
    reports = pd.Index(frames["reports"]["report"], name="report")
    codes = np.zeros((len(reports), len(by)), dtype=np.int8)
    verdicts, relations = [pd.DataFrame(columns=[*VERDICT_COLUMNS, "check"], dtype=object)], []
    coded = _coded(frames, by)
    for number, check in enumerate(by):
        outcome, verdict = _judged(check, frames, reports, coded)
        at = reports.get_indexer(outcome.index)
        codes[at[at >= 0], number] = outcome[at >= 0]
        if verdict.empty:
            continue
        verdict = verdict.assign(check=check.name)
        verdicts.append(verdict[verdict["verdict"] != "holds"])
        if not check.equation:
            relations.append(verdict[(verdict["terms"] != "") & verdict["verdict"].isin(["holds", "fails"])])
    columns = ["report", "check", *VERDICT_COLUMNS[1:]]
    together, related = (
        pd.concat(parts, ignore_index=True).reindex(columns=columns)
        for parts in (verdicts, [*verdicts[:1], *relations])
    )
    outcomes = pd.DataFrame(codes, index=reports, columns=[rule.name for rule in by])
    return _without_unsure(Judgement(outcomes, together), related, frames["problems"])


def _without_unsure(
    judgement: Judgement, related: pd.DataFrame, problems: pd.DataFrame
) -> tuple[Judgement, pd.DataFrame]:
    """Take nothing for the issuer's fault that OCR may have misread: what fails there is not assessable."""
    unsure = problems.loc[problems["unsure"].astype(bool), "report"].unique()
    if not len(unsure):
        return judgement, related
    outcomes, verdicts = judgement.outcomes.copy(), judgement.verdicts.copy()
    own = outcomes.index.isin(unsure)
    outcomes[own] = outcomes[own].where(~outcomes[own].isin([3, 4]), 2)
    failed = verdicts["report"].isin(unsure) & (verdicts["verdict"] == "fails")
    verdicts.loc[failed, "verdict"] = "not assessable"
    verdicts.loc[failed, "zh"] += "（由 OCR 识别，须与原件核对）"
    verdicts.loc[failed, "en"] += " (read by OCR: compare with the original)"
    return Judgement(outcomes, verdicts), related[~related["report"].isin(unsure)]


def _judged(
    check: Check, frames: Frames, reports: pd.Index, coded: dict[str, equations.Codes]
) -> tuple[pd.Series, pd.DataFrame]:
    """Return a rule's outcome per report, and its verdicts; an error in it is a fault of our own."""
    try:
        if frames[check.frames[0]].empty or (check.forms and _of_forms(check, frames).empty):
            return _NOTHING
        outcome, verdicts = _by_equation(check, frames, coded) if check.equation else _by_function(check, frames)
    except Exception as error:  # a faulty rule must not silence the others
        said = f"{type(error).__name__}: {error}"
        zh, en = f"gouji 自身出错，与报告无关：{said}", f"a fault of gouji, not of the report: {said}"
        verdicts = pd.DataFrame({"report": reports, "verdict": "fault", "zh": zh, "en": en}, dtype=object)
        return pd.Series(5, index=reports), verdicts.reindex(columns=VERDICT_COLUMNS, fill_value="")
    return outcome.where(outcome != 4, _FAILED[check.severity]), verdicts


_NOTHING = pd.Series(dtype=np.int8), pd.DataFrame(columns=VERDICT_COLUMNS, dtype=object)


def _of_forms(check: Check, frames: Frames) -> pd.Series:
    """Return the reports in whose form the rule applies."""
    reports = frames["reports"]
    return reports.loc[reports["form"].isin(check.forms), "report"] if check.forms else reports["report"]


def _coded(frames: Frames, by: Sequence[Check]) -> dict[str, equations.Codes]:
    """Return the codes of all equations by name, those of a table taken together; a faulty equation has none."""
    coded: dict[str, equations.Codes] = {}
    for table in WIDE:
        ties = [check for check in by if check.equation and check.equation.table == table]
        sound = [check for check in ties if check.equation and equations.is_sound(check.equation)]
        if sound and len(frames[table]):
            of_table = equations.all_codes(tuple(check.equation for check in sound if check.equation), frames[table])
            coded |= {check.name: codes for check, codes in zip(sound, of_table, strict=True)}
    return coded


def _by_equation(check: Check, frames: Frames, coded: dict[str, equations.Codes]) -> tuple[pd.Series, pd.DataFrame]:
    assert check.equation is not None
    frame = frames[check.equation.table]
    # Where it is not coded the table is empty, or the equation faulty, which is said when it is judged.
    code = coded[check.name] if check.name in coded else equations.codes(check.equation, frame)
    if check.forms:
        code[~frame.index.isin(_of_forms(check, frames))] = equations.NOT_APPLICABLE
    worst = pd.Series(_OF_CODE[code.max(axis=1, initial=0)], index=frame.index)
    return worst, equations.verdicts_of(check, frame, code)


def _by_function(check: Check, frames: Frames) -> tuple[pd.Series, pd.DataFrame]:
    verdicts = check.function(**{name: frames[name] for name in check.frames})
    if verdicts.empty:
        return _NOTHING
    verdicts = verdicts[verdicts["report"].isin(_of_forms(check, frames))]
    worst = verdicts["verdict"].map(_OF_VERDICT).astype(np.int8).groupby(verdicts["report"]).max()
    return worst, verdicts
