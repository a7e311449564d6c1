"""What the text says of the tables: every wording, scope, and the slips that are told by name."""

from random import Random

import pytest

from gouji.corpus import assemble
from gouji.recognition.claims import find_claims
from gouji.run import run
from schemas.records import Facts, Figure, Identity, Tie
from tests.specimens import changed, facts, figure, read, values
from tests.stated import paragraphs

REPORT = facts(Random(11), text=False)
CELLS = {(row, column): int(value) for (table, row, column), value in values(REPORT).items() if table == "applications"}
NEW, CARRIED = CELLS["本年新收", "总计"], CELLS["上年结转", "总计"]


def found(*figures: Figure, ties: tuple[Tie, ...] = (), report: Facts = REPORT):
    return run(assemble([read("a.yaml", report._replace(figures=figures, ties=ties))])).findings


def test_text_that_agrees_is_silent() -> None:
    assert found(figure("f1", NEW, "本年新收")).empty


def test_received_may_include_what_was_carried_in() -> None:
    assert CARRIED
    assert found(figure("f1", NEW + CARRIED, "本年新收")).empty


def test_a_figure_of_another_scope_does_not_compare() -> None:
    assert found(figure("f1", NEW + 5000, "本年新收", scope="办公室")).empty


def test_a_scope_of_which_another_figure_agrees_compares() -> None:
    said = found(
        figure("f1", NEW, "本年新收", scope="全市"), figure("f2", CELLS["总计", "总计"] + 5000, "总计", scope="全市")
    )
    assert said["blamed"].tolist() == ["figures[f2]"]


@pytest.mark.parametrize(
    ("approximate", "value", "fails"),
    [
        ("at least", NEW - 3, False),
        ("at least", NEW + 9000, True),
        ("at most", NEW + 3, False),
        ("at most", NEW - 3, True),
        ("about", NEW + 9000, False),
    ],
)
def test_approximate_figures_are_bounds(approximate: str, value: int, fails: bool) -> None:
    assert len(found(figure("f1", value, "本年新收", approximate=approximate))) == fails


def test_the_column_of_natural_persons_quoted_as_the_total_is_told() -> None:
    said = found(figure("f1", CELLS["予以公开", "自然人"], "予以公开"))
    assert said.iloc[0]["message_en"].endswith("the figure in the text is that of 自然人 alone")


def test_the_first_item_quoted_as_its_group_is_told() -> None:
    report = changed(REPORT, *(("applications", "国家秘密", column, 7) for column in ("总计",)))
    said = found(figure("f1", 7, "不予公开"), report=report)
    told = said[said["checks"].str.contains("text_agrees_with_tables")]
    assert "the group's first item" in told.iloc[0]["message_en"]


def test_last_years_sentence_left_in_is_told() -> None:
    random = Random(12)
    before = facts(random, year=2022, text=False)
    now = facts(random, before=before)
    last = int(values(before)["applications", "总计", "总计"])
    reads = [read("2022.yaml", before), read("2023.yaml", now._replace(figures=(figure("f1", last, "总计"),)))]
    said = run(assemble(reads)).findings
    assert said["report"].tolist() == ["2023.yaml"]
    assert said.iloc[0]["message_en"].endswith("the figure in the text is last year's")


def test_parts_of_the_same_quantity_are_not_compared() -> None:
    whole, one, other = figure("f1", NEW, "本年新收"), figure("f2", 1, "本年新收"), figure("f3", NEW - 1, "本年新收")
    assert found(whole, one, other, ties=(Tie("sum", ("f1",), ("f2", "f3")),)).empty


def test_outcomes_are_compared_by_their_words() -> None:
    total = int(values(REPORT)["reviews", "行政复议", "总计"])
    upheld = int(values(REPORT)["reviews", "行政复议", "结果维持"])
    parts = (figure("f1", total, "行政复议"), figure("f2", upheld + 30, "", subject="其中维持")._replace(quantity=None))
    said = found(*parts, ties=(Tie("sum", ("f1",), ("f2",), complete=False, assessable=False),))
    assert "行政复议 × 结果维持" in said.iloc[0]["message_en"]


def claims(text: str, year: int = 2023, form: str = "2021") -> list[tuple[str, str]]:
    report = Identity("年度报告", None, year, form)
    return [(mention.kind, mention.text) for mention in find_claims(paragraphs(text), (), report)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本年收到申请5件，均已办结。", [("全部办结", "均已办结")]),
        ("本年收到申请5件，均按期答复。", []),
        ("本年收到申请5件，除1件结转外均已办结。", []),
        ("收到咨询5件，均已答复。", []),
        ("因信息公开引起的行政复议3件，均获维持。", [("复议全部维持", "均获维持")]),
        ("行政复议3件、行政诉讼2件均已审结。", [("诉讼全部审结", "均已审结")]),
        ("2021年共收到申请3件。", [("他年", "2021年共收到申请3件")]),
        ("较2022年收到申请3件有所增加。", []),
        ("2023年共收到申请3件。", []),
        ("按照国办发〔2021〕30号要求编制。", [("引文", "国办发〔2021〕30号")]),
        ("该部分以表格形式报告。", [("残留", "该部分以表格形式报告")]),
    ],
)
def test_claims(text: str, expected: list[tuple[str, str]]) -> None:
    assert claims(text) == expected
