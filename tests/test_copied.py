"""Copied text is found among many reports, and what all reports have in common is no copy."""

from random import Random

import pandas as pd
import pytest

from checks.copied import alike, free_text, likeness, runs
from gouji.corpus import assemble
from gouji.run import run
from schemas.records import PrintedBlock, Section
from tests.specimens import changed, facts, read

CHARACTERS = [chr(code) for code in range(0x4E00, 0x9FA5)]


def words(random: Random, count: int) -> str:
    """Return a text that no other resembles."""
    return "".join(random.choices(CHARACTERS, k=count))


def pairs(texts: dict[str, str]) -> dict[str, str]:
    """Return which text is found to be whose copy, each being of a body of its own."""
    own = pd.DataFrame({"body": list(texts)}, index=list(texts))
    return {one: other for one, other, _ in alike(pd.Series(texts, dtype=object), own)}


def test_likeness_is_of_runs_of_five_characters() -> None:
    assert likeness(runs("甲乙丙丁戊己"), runs("甲乙丙丁戊己")) == 1
    assert likeness(runs("甲乙丙丁戊己"), runs("甲乙丙丁戊庚")) == pytest.approx(1 / 3)
    assert likeness(runs("甲乙"), runs("甲乙丙丁戊")) == 0


@pytest.mark.parametrize(("changed_every", "found"), [(200, True), (100, True), (60, False)])
def test_a_text_changed_here_and_there_is_a_copy_while_nine_tenths_are_left(changed_every: int, found: bool) -> None:
    random = Random(1)
    text = words(random, 1200)
    other = "".join("改" if at % changed_every == 7 else character for at, character in enumerate(text))
    assert (likeness(runs(text), runs(other)) >= 0.9) == found
    assert pairs({"a": text, "b": other}) == ({"a": "b", "b": "a"} if found else {})


def test_every_pair_that_comparing_all_with_all_finds_is_found() -> None:
    random = Random(2)
    sources = [words(random, 500) for _ in range(12)]
    texts = {
        str(at): sources[at % 12][: random.randint(440, 500)] + words(random, random.randint(0, 30)) for at in range(40)
    }
    sets = {name: runs(text) for name, text in texts.items()}
    copied = {one for one in sets for other in sets if one != other and likeness(sets[one], sets[other]) >= 0.9}
    found = pairs(texts)
    assert set(found) == copied
    assert 10 < len(copied) < 40
    assert all(likeness(sets[one], sets[other]) >= 0.9 for one, other in found.items())


def test_an_opening_that_all_share_is_no_copy_and_a_text_copied_by_all_is_found() -> None:
    random = Random(3)
    opening, handed_out = words(random, 300), words(random, 500)
    assert pairs({str(at): opening + words(random, 500) for at in range(200)}) == {}
    assert len(pairs({str(at): handed_out for at in range(200)})) == 200


def test_only_what_a_report_says_in_its_own_words_counts_without_numbers_and_names() -> None:
    lines = [
        "引言",
        "一、总体情况",
        "东山区教育局公开8件",
        "三、收到和处理",
        "表",
        "五、存在的主要问题",
        "市教育局人手不足",
    ]
    blocks = tuple(PrintedBlock(at, line, 0) for at, line in enumerate(lines))
    heads = tuple(Section(1, lines[at][0], lines[at][2:], at) for at in (1, 3, 5))
    frames = assemble([read("a.txt", facts(Random(1))._replace(blocks=blocks, sections=heads))])
    issuers = pd.Series({"a.txt": "南京市东山区教育局"})
    assert free_text(frames["blocks"], frames["sections"], issuers).to_dict() == {"a.txt": "公开件市人手不足"}


def said(*issuers: str) -> list[str]:
    """Return the findings about copied text in reports of the bodies, which all have one text."""
    random = Random(4)
    text = words(random, 600)
    none = [("disclosure", "规章", column, 0) for column in ("本年制发件数", "本年废止件数", "现行有效件数")]
    reads = [
        read(
            f"{at}.txt",
            changed(facts(random, year=2022, issuer=issuer), *none)._replace(blocks=(PrintedBlock(0, text, 0),)),
        )
        for at, issuer in enumerate(issuers)
    ]
    found = run(assemble(reads)).findings
    return found.loc[found["check"] == "text_is_not_another_bodys", "report"].tolist()


def test_a_government_and_its_office_may_have_one_text() -> None:
    assert said("南京市东山区人民政府", "南京市东山区人民政府办公室") == []
    assert said("南京市东山区人民政府", "南京市西山区人民政府") == ["0.txt", "1.txt"]
