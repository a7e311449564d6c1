"""Every rule is documented, holds on a consistent report, and fails on a mutated one."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gouji.bodies import Entry
from gouji.checking import Check
from gouji.corpus import Read, assemble
from gouji.run import OUTCOMES, judge, registry
from schemas.frames import SEVERITIES
from tests.mutations import case
from tests.specimens import facts, notice, read

RULES = list(registry().values())
# What could not be read is told, and is nobody's fault; a file that could not be read says nothing of its report.
OTHERWISE = {"every_part_is_read": "not assessable", "document_is_read": "fault"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_documented(rule: Check) -> None:
    assert rule.rule.en.endswith((".", ".)"))
    assert rule.rule.zh
    assert rule.basis
    assert rule.severity in SEVERITIES
    assert bool(rule.doubt.zh) == bool(rule.doubt.en)


def outcomes(rule: Check, reads: list[Read], entries: Sequence[Entry]) -> set[str]:
    """Return what a rule comes to; of a remark, which passes either way, also whether it was made."""
    judged = judge(assemble(reads, entries), [rule])
    made = set(judged.verdicts["verdict"]) if rule.severity == "info" else set()
    return {OUTCOMES[code] for code in judged.outcomes[rule.name]} | made


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@settings(max_examples=1, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_rule_holds_on_a_consistent_report_and_fails_on_a_mutated_one(rule: Check, seed: int) -> None:
    drawn = case(rule, Random(seed))
    wrong = OTHERWISE.get(rule.name, "warns" if rule.severity == "warning" else "fails")
    assert not outcomes(rule, drawn.good, drawn.entries) & {"fails", "warns", "fault"}
    said = outcomes(rule, drawn.bad, drawn.entries)
    assert wrong in said
    assert rule.severity != "info" or said <= {"not applicable", "holds", "fails"}


@pytest.mark.parametrize("form", ["2021", "2019", "statistics", "narrative"])
@settings(max_examples=3, deadline=None, phases=[Phase.generate])
@given(seed=st.integers(0, 10**6))
def test_no_rule_fails_on_consistent_reports(form: str, seed: int) -> None:
    random = Random(seed)
    reads = [
        read(f"{number}.yaml", facts(random, form, issuer=f"{city}市人民政府"))
        for number, city in enumerate(("南京", "苏州", "无锡", "徐州"))
    ]
    judgement = judge(assemble([*reads, read("notice.yaml", notice(random))]))
    assert judgement.verdicts[judgement.verdicts["verdict"].isin(["fails", "fault"])].to_dict("records") == []
