"""What sentences state, pattern by pattern: the cases stand in statements.txt, one a line."""

import collections
from pathlib import Path

import pytest

from tests.stated import compare

LINES = Path(__file__).with_name("statements.txt").read_text(encoding="utf-8").splitlines()


def cases():
    """Yield (pattern, sentence, expected ties) of each line; ⏎ begins a paragraph."""
    pattern = ""
    for line in LINES:
        if line.startswith("## "):
            pattern = line.split()[1]
        elif line and not line.startswith("#"):
            text, _, stated = line.partition(" |")
            yield pattern, text.replace("⏎", "\n"), [tie.strip() for tie in stated.split(";") if tie.strip()]


CASES = list(cases())


@pytest.mark.parametrize(("pattern", "text", "expected"), CASES, ids=[f"{case[0]}-{case[1][:24]}" for case in CASES])
def test_a_sentence_states_its_ties_and_no_others(pattern, text, expected):
    missing, extra, failing = compare(text, expected)
    assert (missing, extra, failing) == ([], [], [])


def test_each_pattern_has_four_cases_or_more():
    counted = collections.Counter(pattern for pattern, _, _ in CASES)
    assert {f"P{number}" for number in range(24)} == set(counted)  # P23: restated in other words
    assert min(counted.values()) >= 4
    assert len(CASES) >= 200
