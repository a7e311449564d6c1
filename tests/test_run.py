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


def test_all_frames_empty() -> None:
    judgement = judge(corpus.assemble([]))
    assert judgement.outcomes.shape == (0, len(registry()))
    assert judgement.verdicts.empty


def test_rules_stand_in_the_order_of_their_files_whichever_was_imported_first(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = list(registry())
    families = dict(sorted(REGISTRY.items(), key=lambda item: item[1].family, reverse=True))
    monkeypatch.setattr("gouji.run.REGISTRY", families)
    assert list(registry()) == usual
