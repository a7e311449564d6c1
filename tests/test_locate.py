"""Which figure is wrong: the smallest change, slips of the pen, structure, and one finding for one cause."""

from itertools import combinations
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.bodies import Entry
from gouji.corpus import assemble
from gouji.locating import structure
from gouji.locating.programme import repair
from gouji.locating.search import Search, lookup, minimal_answers, totals
from gouji.locating.slips import NONE, cost, joint_slip, slip
from gouji.run import run
from schemas.records import Facts
from schemas.wide import wide_columns
from tests.specimens import APPLICANTS as COLUMNS
from tests.specimens import area, changed, facts, read, subtotalled, values

# a + b = c in two rows and in their sum: nine cells, six equations
A = np.array(
    [
        [1, 1, -1, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 1, 1, -1, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 1, 1, -1],
        [1, 0, 0, 1, 0, 0, -1, 0, 0],
        [0, 1, 0, 0, 1, 0, 0, -1, 0],
        [0, 0, 1, 0, 0, 1, 0, 0, -1],
    ],
    dtype=float,
)


def test_lookup_names_the_cell_and_by_how_much_it_is_off() -> None:
    right = np.array([1, 2, 3, 4, 5, 9, 5, 7, 12], dtype=float)
    for cell in range(9):
        wrong = right.copy()
        wrong[cell] += 4
        change, explains = lookup(A, (A @ wrong)[None])
        assert np.flatnonzero(explains[0]).tolist() == [cell]
        assert change[0, cell] == pytest.approx(4)


@given(st.lists(st.integers(0, 50), min_size=4, max_size=4), st.data())
def test_search_holds_the_truth_and_nothing_smaller(detail: list[int], data: st.DataObject) -> None:
    a, b, c, d = detail
    right = np.array([a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d], dtype=float)
    cells = data.draw(st.sets(st.integers(0, 8), min_size=1, max_size=2))
    errors = [data.draw(st.integers(1, 9)) for _ in cells]
    wrong = right.copy()
    for cell, error in zip(cells, errors, strict=True):
        wrong[cell] += error
    answers = minimal_answers(A, A @ wrong, lambda cell, change: True)
    sizes = {len(answer) for answer in answers}
    assert len(sizes) == 1
    smallest = next(
        size for size in range(1, 3) if any(_spans(columns, wrong) for columns in combinations(range(9), size))
    )
    assert sizes == {smallest}
    if smallest == len(cells):
        assert sorted(cells) in [[cell for cell, _ in answer] for answer in answers]


def test_search_gives_up_at_once_where_more_equations_fail_than_figures_may_change() -> None:
    apart = np.kron(np.eye(5), np.ones(40))  # five equations of forty figures each, none in common
    search = Search(apart, np.ones(5))
    assert search.run(apart, np.ones(5), (), 4) == []
    assert search.nodes == 1
    assert minimal_answers(apart, np.ones(5), lambda cell, change: True) == []


def _spans(columns: tuple[int, ...], wrong: np.ndarray) -> bool:
    chosen = A[:, columns]
    solved, *_ = np.linalg.lstsq(chosen, A @ wrong, rcond=None)
    return bool(np.abs(chosen @ solved - A @ wrong).max() < 1e-9)


@pytest.mark.parametrize(
    ("printed", "right", "words"),
    [
        (51, 15, "digits transposed"),
        (12, 123, "a digit dropped"),
        (1223, 123, "a digit doubled"),
        (1293, 123, "a digit too many"),
        (173, 123, "one digit wrong"),
        (12_300, 123, "off by a power of ten: a slip of unit or of trailing zeros"),
        (-5, 5, "the sign reversed"),
    ],
)
def test_slip_is_named(printed: int, right: int, words: str) -> None:
    assert slip(printed, right).en == words


def test_what_no_slip_explains_has_no_name() -> None:
    assert slip(123, 987) == NONE
    assert slip(3, 8) == NONE


def test_joint_slips() -> None:
    assert joint_slip([7, 9], [9, 7]).en == "two cells exchanged"
    assert joint_slip([1, 25], [125, 0]).en == "one number split over two cells"
    assert joint_slip([1, 25], [2, 26]) == NONE


@pytest.mark.parametrize(
    ("likelier", "other"),
    [
        (([51], [15], [False]), ([58], [51], [False])),  # digits transposed, one digit wrong
        (([33], [3], [False]), ([7], [37], [True])),  # a doubled digit is one of one, a dropped one of two
        (([173], [123], [False]), ([173], [962], [False])),  # one digit wrong, another figure
        (([58], [51], [False]), ([51], [58], [True])),  # a part, its total
        (([7, 9], [9, 7], [False] * 2), ([7, 9], [8, 8], [False] * 2)),  # one slip, two
    ],
)
def test_the_likelier_change_costs_less(likelier, other) -> None:
    assert cost(*likelier) < cost(*other)


def test_a_total_stands_alone_against_several() -> None:
    assert totals(A).tolist() == [False, False, True, False, False, True, True, True, True]
    assert totals(np.array([[1.0, -1.0]])).tolist() == [False, False]  # the same figure said twice


def findings(*reads, entries=()):
    return run(assemble([read(*one) for one in reads], entries)).findings


def test_one_wrong_cell_is_one_finding_with_its_ties() -> None:
    report = facts(Random(1))
    old = int(values(report)["applications", "总计", "总计"])
    found = findings(("a.yaml", changed(report, ("applications", "总计", "总计", old + 100_000))))
    assert len(found) == 1
    one = found.iloc[0]
    assert one["place"] == one["blamed"] == "applications[总计,总计]"
    assert one["checks"].split() == [
        "applicants_sum_to_total",
        "results_in_full_sum_to_total",
        "received_are_concluded_or_carried_over",
        "text_agrees_with_tables",
    ]
    assert one["message_en"].count("\n") == 3
    assert one["suggestion_en"].startswith(f"changing only 总计 × 总计 to {old}")
    assert one["suggestion_en"].endswith("mends every tie")


def test_the_likeliest_rival_is_named_first() -> None:
    report = facts(Random(1), text=False)
    outcomes = [("reviews", "行政复议", column) for column in ("结果维持", "结果纠正", "其他结果", "尚未审结")]
    right = [*zip(outcomes, (15, 4, 40, 2), strict=True), (("reviews", "行政复议", "总计"), 61)]
    wrong = [(*key, 51 if value == 15 else value) for key, value in right]
    one = findings(("a.yaml", changed(report, *wrong))).iloc[0]
    assert one["blamed"] == ""
    assert one["rivals"].split()[0] == "reviews[行政复议,结果维持]"
    assert "行政复议 × 结果维持 to 15 (printed 51: digits transposed)" in one["suggestion_en"]
    assert "行政复议 × 总计 to 97" in one["suggestion_en"]


def test_rivals_are_all_named() -> None:
    report = facts(Random(1), text=False)
    found = findings(("a.yaml", changed(report, ("reviews", "复议后起诉", "总计", 99))))
    rivals = found.iloc[0]["rivals"].split()
    assert found.iloc[0]["blamed"] == ""
    assert sorted(rivals) == sorted(
        f"reviews[复议后起诉,{column}]" for column in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    )


def test_the_text_decides_between_rivals() -> None:
    report = facts(Random(1))
    old = int(values(report)["reviews", "行政复议", "总计"])
    found = findings(("a.yaml", changed(report, ("reviews", "行政复议", "总计", old + 50))))
    assert found["blamed"].tolist() == ["reviews[行政复议,总计]"]


def test_a_wrong_figure_in_the_text_is_blamed_and_not_the_table() -> None:
    report = facts(Random(1))
    wrong = report.figures[2]._replace(value=report.figures[2].value + 7000)
    found = findings(("a.yaml", report._replace(figures=(*report.figures[:2], wrong, *report.figures[3:]))))
    assert found["blamed"].tolist() == ["figures[f3]"]


def test_two_wrong_cells_are_two_findings() -> None:
    report = facts(Random(3), text=False)
    old = values(report)
    keys = [("applications", "国家秘密", "自然人"), ("applications", "公开出版物", "商业企业")]
    found = findings(
        (
            "a.yaml",
            changed(report, *((*key, int(old[key]) + number) for key, number in zip(keys, (11, 17), strict=True))),
        )
    )
    assert sorted(found["blamed"]) == sorted(f"applications[{row},{column}]" for _, row, column in keys)


def test_a_shifted_row_is_structure() -> None:
    report = facts(Random(5), text=False)
    cells = [key for key in values(report) if key[:2] == ("applications", "予以公开")]
    numbers = [int(values(report)[key]) for key in cells]
    found = findings(
        ("a.yaml", changed(report, *((*key, number) for key, number in zip(cells, [0, *numbers[:-1]], strict=True))))
    )
    assert len(found) == 1
    assert "the numbers of the row 予以公开 are one column too far right" in found.iloc[0]["suggestion_en"]


def test_a_wrong_carry_over_is_one_finding_pointing_into_both_years() -> None:
    random = Random(7)
    before = facts(random, year=2022)
    now = facts(random, before=before)
    assert findings(("2022.yaml", before), ("2023.yaml", now)).empty
    key = ("applications", "结转下年度", "总计")
    found = findings(("2022.yaml", changed(before, (*key, int(values(before)[key]) + 40))), ("2023.yaml", now))
    assert len(found) == 1
    one = found.iloc[0]
    assert (one["report"], one["blamed"]) == ("2022.yaml", "applications[结转下年度,总计]")
    assert "2023.yaml#carried_in_is_carried_out" in one["checks"].split()
    assert "2023.yaml#applications[上年结转,总计]" in one["members"]


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6))
def test_identity_survives_a_second_run(seed: int) -> None:
    random = Random(seed)
    report = facts(random)
    wrong = changed(report, ("applications", "总计", "自然人", 987_654))
    assert findings(("a.yaml", wrong))["finding"].tolist() == findings(("a.yaml", wrong))["finding"].tolist()


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_wrong_subtotal_is_one_finding_and_never_part_of_the_total(form: str) -> None:
    report = subtotalled(facts(Random(11), form))
    assert findings(("a.yaml", report)).empty
    old = int(values(report)["applications", "不予公开", "总计"])
    found = findings(("a.yaml", changed(report, ("applications", "不予公开", "总计", old + 30))))
    assert found["blamed"].tolist() == ["applications[不予公开,总计]"]
    assert found.iloc[0]["checks"].split() == ["applicants_sum_to_total", "refusals_sum_to_subtotal"]


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("column", ["法人小计", "科研机构"])
def test_a_wrong_figure_beside_a_subtotal_column_is_one_finding(form: str, column: str) -> None:
    report = subtotalled(facts(Random(12), form))
    key = ("applications", "部分公开", column)
    old = int(values(report)[key])
    found = findings(("a.yaml", changed(report, (*key, old + 300))))
    assert found["blamed"].tolist() == [f"applications[部分公开,{column}]"]
    assert "organisations_sum_to_subtotal" in found.iloc[0]["checks"].split()
    assert f"部分公开 × {column} to {old}" in found.iloc[0]["suggestion_en"]


@pytest.mark.parametrize("shift", [1, -1])
def test_a_row_shifted_with_its_subtotal_column_is_structure(shift: int) -> None:
    report = subtotalled(facts(Random(5), text=False))
    cells = [("applications", "予以公开", column) for column in (*COLUMNS[:-1], "法人小计", "总计")]
    numbers = [40, 1, 2, 3, 4, 5, 15, 55]
    old = values(report)
    for row, more in (("总计", 1), ("本年新收", 1)):  # so that the report holds before the shift
        numbers_there = [int(old["applications", row, cell[2]]) for cell in cells]
        gap = [new - int(old[cell]) for new, cell in zip(numbers, cells, strict=True)]
        report = changed(
            report,
            *(
                ("applications", row, cell[2], there + more * by)
                for cell, there, by in zip(cells, numbers_there, gap, strict=True)
            ),
        )
    report = changed(report, *((*cell, number) for cell, number in zip(cells, numbers, strict=True)))
    assert findings(("a.yaml", report)).empty
    moved = [0, *numbers[:-1]] if shift > 0 else [*numbers[1:], 0]
    found = findings(("a.yaml", changed(report, *((*cell, to) for cell, to in zip(cells, moved, strict=True)))))
    side = "right" if shift > 0 else "left"
    assert [
        f"the numbers of the row 予以公开 are one column too far {side}" in said for said in found["suggestion_en"]
    ] == [True]


def test_across_a_reform_nothing_is_compared_and_the_reason_is_told() -> None:
    random = Random(7)
    before = facts(random, year=2022)
    now = facts(random, year=2023)  # nothing of it carries on from the year before
    reads = [read("2022.yaml", before), read("2023.yaml", now)]
    assert "carried_in_is_carried_out" in run(assemble(reads)).findings["check"].tolist()
    entries = [Entry("new", ((0, "南京市人民政府"),), predecessor=((2023, "old"),))]
    current = run(assemble(reads, entries))
    assert current.findings.empty
    unsure = current.judgement.verdicts.query("check == 'carried_in_is_carried_out' and report == '2023.yaml'")
    assert unsure["verdict"].tolist() == ["not assessable"]
    assert unsure["en"].iloc[0].startswith("the body was merged or split in this year")


def years(random: Random) -> tuple[Facts, Facts]:
    """Return consistent reports of one body on two years."""
    before = facts(random, year=2022)
    return before, facts(random, before=before)


def test_last_years_table_pasted_is_one_finding_of_structure() -> None:
    before, now = years(Random(13))
    old = {cell[:3]: cell for cell in before.cells if cell.table == "applications"}
    pasted = now._replace(cells=tuple(old.get(cell[:3], cell) for cell in now.cells))
    found = findings(("2022.yaml", before), ("2023.yaml", pasted))
    assert found["report"].tolist() == ["2023.yaml"]
    one = found.iloc[0]
    assert {"text_agrees_with_tables", "carried_in_is_carried_out"} <= set(one["checks"].split())
    assert one["suggestion_en"].startswith("表三 is last year's, number for number: pasted in?")
    assert one["blamed"] == one["rivals"] == ""


def test_last_years_row_pasted_is_named() -> None:
    before, now = years(Random(14))
    before, now = before._replace(figures=()), now._replace(figures=())
    old = values(before)
    row = [key for key in old if key[:2] == ("applications", "予以公开")]
    assert sum(old[key] != values(now)[key] for key in row) >= 3
    pasted = changed(now, *((*key, int(old[key])) for key in row))
    found = findings(("2022.yaml", before), ("2023.yaml", pasted))
    assert len(found) == 1
    assert "the row 予以公开 is last year's, number for number" in found.iloc[0]["suggestion_en"]


def test_a_table_like_last_years_is_no_cause_where_its_own_ties_fail() -> None:
    before, now = years(Random(15))
    wrong = [changed(report, ("reviews", "行政复议", "总计", 900)) for report in (before, now)]
    found = findings(("2022.yaml", wrong[0]), ("2023.yaml", wrong[1]))
    assert not found["suggestion_en"].str.contains("last year's").any()


SIX = [
    ("applications", row, column)
    for row, column in (
        ("国家秘密", "自然人"),
        ("部分公开", "商业企业"),
        ("公开出版物", "科研机构"),
        ("重复申请", "社会公益组织"),
        ("本机关不掌握", "法律服务机构"),
        ("行政执法案卷", "其他"),
    )
]


def six_wrong() -> tuple[str, Facts, dict[tuple[str, str, str], int]]:
    report = facts(Random(21), text=False)
    right = {key: int(values(report)[key]) for key in SIX}
    return "a.yaml", changed(report, *((*key, old + 11 + at) for at, (key, old) in enumerate(right.items()))), right


def test_more_than_four_wrong_cells_are_repaired_where_the_solver_is_installed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("highspy", reason="the extra milp is not installed")
    name, report, right = six_wrong()
    (said,) = findings((name, report))["suggestion_en"]
    assert said.startswith("it takes a change of no fewer than 6 figures to mend every tie, for example ")
    assert all(f"{row} × {column} to {old}" in said for (_, row, column), old in right.items())
    assert capfd.readouterr().out == ""


def test_without_the_solver_one_says_that_more_than_four_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.locating.programme.find_spec", lambda name: None)
    (said,) = findings(six_wrong()[:2])["suggestion_en"]
    assert said.startswith("no change of up to 4 figures mends every tie, more than 4 must be wrong")


def test_a_repair_leaves_blanks_blank_and_counts_whole() -> None:
    pytest.importorskip("highspy", reason="the extra milp is not installed")
    counts = np.ones(9, dtype=bool)
    wrong = np.array([1, 2, 30, 4, 5, 9, 5, 7, 12], dtype=float)
    found = repair(A, wrong, counts)
    assert found is not None
    assert (found.answer, found.fewest) == (((2, 27.0),), True)
    beside_a_blank = repair(np.array([[1.0, 1.0]]), np.array([3.0, np.nan]), np.ones(2, dtype=bool))
    assert beside_a_blank is not None
    assert beside_a_blank.answer == ((0, 3.0),)
    assert repair(np.array([[2.0, 1.0]]), np.array([np.nan, np.nan]), np.ones(2, dtype=bool)) is None


def test_rows_that_are_not_printed_are_exchanged_with_none() -> None:
    table, cells = "applications", list(wide_columns("applications"))
    printed = np.array([np.nan if row == "不予公开" else 1.0 if row == "重复申请" else 0.0 for row, _ in cells])
    only = np.array([[1.0 if cell == ("重复申请", "自然人") else 0.0 for cell in cells]])
    said = [said.en for said, _ in structure.explaining(table, printed, only)]
    assert any("重复申请" in words for words in said)
    assert not any("不予公开" in words for words in said)


def rolled_up(city: Facts, below: list[Facts], entries: list[Entry]) -> pd.DataFrame:
    return findings(("city.yaml", city), *((f"{at}.yaml", report) for at, report in enumerate(below)), entries=entries)


def raised(report: Facts, row: str, by: int) -> Facts:
    key = ("applications", row, "总计")
    return changed(report, (*key, int(values(report)[key]) + by))


def test_several_wrong_totals_of_an_area_are_as_many_findings() -> None:
    city, below, entries = area(Random(3))
    assert rolled_up(city, below, entries).empty
    found = rolled_up(raised(raised(city, "予以公开", 50), "部分公开", 7), below, entries)
    assert found["blamed"].tolist() == ["applications[予以公开,总计]", "applications[部分公开,总计]"]
    assert all("area_is_the_sum_of_its_bodies" in checks.split() for checks in found["checks"])


def test_a_wrong_total_of_a_district_is_one_finding_there() -> None:
    city, below, entries = area(Random(3))
    found = rolled_up(city, [raised(below[0], "予以公开", 9), *below[1:]], entries)
    assert found[["report", "blamed"]].to_numpy().tolist() == [["0.yaml", "applications[予以公开,总计]"]]
    assert "city.yaml#area_is_the_sum_of_its_bodies" in found.iloc[0]["checks"].split()


@pytest.mark.parametrize(("by", "words"), [(-1, "1.yaml is left out"), (1, "1.yaml is counted twice")])
def test_a_body_left_out_of_all_totals_or_counted_twice_is_one_finding(by: int, words: str) -> None:
    city, below, entries = area(Random(3))
    other = {key: int(value + by * values(below[1])[key]) for key, value in values(city).items()}
    found = rolled_up(changed(city, *((*key, value) for key, value in other.items())), below, entries)
    errors = found[found["severity"] == "error"]
    assert len(errors) == 1
    assert errors.iloc[0]["suggestion_en"] == f"all totals are off by just the figures of one body: {words}"
