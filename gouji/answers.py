"""What each test has to say: the verdicts of a run by rule and report, found at once, and sent to other processes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from gouji.findings import told_under
from gouji.known import Known, fault_of
from gouji.run import Run
from gouji.summary import told

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
    reports = run.frames["reports"]
    said = run.judgement.verdicts
    said = said[said["verdict"].isin(["not assessable", "fault"])]
    words: By = {}
    for report, check, text in zip(said["report"], said["check"], said[language], strict=True):
        if text:
            words.setdefault(check, {}).setdefault(report, []).append(text)
    fresh, accepted = _found(run, language)
    faults = [fault_of(entry, run.findings, reports["report"]) for entry in known]
    return Answers(
        [str(report) for report in run.judgement.outcomes.index],
        [str(file) for file in reports["file"]],
        {str(check): "".join(map(str, codes)) for check, codes in run.judgement.outcomes.items()},
        words,
        fresh,
        accepted,
        [fault.within(language) if fault else "" for fault in faults],
    )


def _found(run: Run, language: str) -> tuple[By, By]:
    """Return the texts of new findings, and the reasons of accepted ones, under each rule that they are told under."""
    fresh: By = {}
    accepted: By = {}
    found = run.findings
    texts = told(found, run.frames, language)
    under = told_under(found, run.judgement.outcomes.index)
    for keys, text, reason in zip(under, texts, found["accepted"], strict=True):
        into, said = (accepted, reason) if reason else (fresh, text)
        for report, check in keys:
            into.setdefault(check, {}).setdefault(report, []).append(said)
    return fresh, accepted
