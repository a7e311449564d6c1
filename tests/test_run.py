"""One run of all checks: what every rule can rely on, and what it must keep to."""

from __future__ import annotations

import pandas as pd
import pytest

from gouji import corpus
from gouji.checking import REGISTRY, Check
from gouji.run import judge, registry
from gouji.wording import Said
from tests.conftest import ROOT

RULES = [rule for rule in registry().values() if not rule.equation]


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    """Return the frames of the transcriptions that come with the project."""
    return corpus.load(corpus.find([ROOT / "reports"]))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_says_nothing_where_the_frame_it_speaks_of_is_empty(rule: Check, frames: dict[str, pd.DataFrame]) -> None:
    taken = {name: frames[name] for name in rule.frames}
    taken[rule.frames[0]] = taken[rule.frames[0]].iloc[:0]
    assert rule.function(**taken).empty


def test_rule_that_asks_for_an_unknown_frame_is_a_fault_of_our_own(frames: dict[str, pd.DataFrame]) -> None:
    rule = Check("typo", "tests", Said("", ""), "", "error", (), ("reprots",), lambda reprots: reprots)
    judgement = judge(frames, [rule])
    assert set(judgement.outcomes["typo"]) == {5}
    assert judgement.verdicts["en"].str.contains("KeyError: 'reprots'").all()


def test_what_ocr_may_have_misread_is_never_the_issuers_fault(frames: dict[str, pd.DataFrame]) -> None:
    plain = judge(frames)
    report = plain.verdicts.loc[plain.verdicts["verdict"] == "fails", "report"].iloc[0]
    told = {"report": report, "zh": "由 OCR 识别", "en": "read by OCR", "where": "", "whole": False, "unsure": True}
    problems = pd.concat([frames["problems"], pd.DataFrame([told])], ignore_index=True)
    unsure = judge(dict(frames) | {"problems": problems})
    assert plain.outcomes.loc[report].isin([3, 4]).any()
    assert not unsure.outcomes.loc[report].isin([3, 4]).any()
    own = unsure.verdicts[unsure.verdicts["report"] == report]
    assert "fails" not in set(own["verdict"])
    assert own["en"].str.endswith("(read by OCR: compare with the original)").any()
    others = [other for other in plain.outcomes.index if other != report]
    assert unsure.outcomes.loc[others].equals(plain.outcomes.loc[others])


def test_all_frames_empty() -> None:
    judgement = judge(corpus.assemble([]))
    assert judgement.outcomes.shape == (0, len(registry()))
    assert judgement.verdicts.empty


def test_rules_stand_in_the_order_of_their_files_whichever_was_imported_first(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = list(registry())
    families = dict(sorted(REGISTRY.items(), key=lambda item: item[1].family, reverse=True))
    monkeypatch.setattr("gouji.run.REGISTRY", families)
    assert list(registry()) == usual
