"""What each test has to say: the verdicts of a run by rule and report, found at once, and sent to other processes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from gouji.findings import told_under
from gouji.known import Known
from gouji.results import found, results, stale
from gouji.run import Run
from gouji.summary import words

By = dict[str, dict[str, list[str]]]  # rule → report → what there is to say


class Answers(NamedTuple):
    """A run as its tests tell it, in one language.

    `outcomes` has for each rule a digit per report, the code of `gouji.run.OUTCOMES`. `words` say why a rule could
    not be judged; `fresh` are the texts of new findings, `accepted` the reasons of known ones. `known` says of each
    known issue what is wrong with it, nothing where it stands.
    """

    reports: list[str]
    files: list[str]
    outcomes: dict[str, str]
    words: By
    fresh: By
    accepted: By
    known: list[str]

    def to_json(self) -> str:
        """Return all as JSON."""
        return json.dumps(self, ensure_ascii=False)


def from_json(text: str) -> Answers:
    """Return what `to_json` wrote."""
    return Answers(*json.loads(text))


def answers(run: Run, known: Sequence[Known], language: str) -> Answers:
    """Return what the tests of a run have to say. Time grows with reports + verdicts."""
    told, outcomes = results(run), run.judgement.outcomes
    reports = told.drop_duplicates("report")
    said = run.judgement.verdicts
    said = said[said["verdict"].isin(["not assessable", "fault"])]
    unassessed: By = {}
    for report, check, text in zip(said["report"], said["check"], said[language], strict=True):
        if text:
            unassessed.setdefault(check, {}).setdefault(report, []).append(text)
    fresh, accepted = _found(told, language)
    faults = dict(stale(told, known, reports["report"]))
    return Answers(
        reports["report"].to_list(),
        reports["file"].to_list(),
        {str(check): "".join(map(str, codes)) for check, codes in outcomes.items()},
        unassessed,
        fresh,
        accepted,
        [faults[entry].within(language) if entry in faults else "" for entry in known],
    )


def _found(told: pd.DataFrame, language: str) -> tuple[By, By]:
    """Return the texts of new findings, and the reasons of accepted ones, under each rule that they are told under."""
    fresh: By = {}
    accepted: By = {}
    rows = found(told)
    under = told_under(rows, told["report"].unique())
    for keys, row in zip(under, rows.to_dict("records"), strict=True):
        into, said = (accepted, row["accepted"]) if row["accepted"] else (fresh, words(row, language))
        for report, check in keys:
            into.setdefault(check, {}).setdefault(report, []).append(said)
    return fresh, accepted
