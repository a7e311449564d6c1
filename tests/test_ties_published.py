"""The relations that published reports state, read from the documents themselves."""

import pytest

from gouji import readers, recognition
from tests.stated import lines

STATED = {
    "000": ["2486=1352+886+248", "2523=860+1663", "89/89:100", "all 89:89", "all 295 ?", "15-9 6"],
    "001": ["5≥5", "5/5:100", "all 3 ?"],
    "002": ["5≥2"],
    "003": [],
    "004": ["33719=7039+26680", "2630=346+2284", "32=17+0+15", "29=13+3+13", "count 12", "6582≥280"],
}


@pytest.mark.parametrize("number", list(STATED))
def test_a_published_report_states_these_and_none_fails(seeds, number):
    (path,) = seeds.glob(f"{number}_*.txt")
    facts = recognition.recognise(readers.read(path))
    found = [line for _, line in lines(facts.ties, facts.figures)]
    assert [line for line in STATED[number] if line not in found] == []
    assert [line for line in found if line.endswith("✗")] == []
