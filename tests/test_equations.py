"""Equations over cells: what holds, what fails, and what a blank leaves open."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.checking import REGISTRY, Equation
from gouji.equations import FAILS, HOLDS, NOT_APPLICABLE, NOT_ASSESSABLE, all_codes, codes, instances, verdicts_of
from gouji.run import registry
from schemas.wide import wide_columns

OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结")
SUM = Equation("reviews", OUTCOMES, ("总计",))


def reviews(*values: float | None, row: str = "行政复议") -> pd.DataFrame:
    """Return the wide frame of one report with these outcomes and total in `row`."""
    frame = pd.DataFrame(
        math.nan, index=pd.Index(["a"], name="report"), columns=pd.MultiIndex.from_tuples(wide_columns("reviews"))
    )
    for column, value in zip((*OUTCOMES, "总计"), values, strict=True):
        frame[row, column] = math.nan if value is None else float(value)
    return frame


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((2, 0, 3, 0, 5), HOLDS),
        ((2, 0, 3, 0, 6), FAILS),
        ((2, None, 3, 0, 5), HOLDS),  # the printed cells already agree
        ((2, None, 3, 0, 6), NOT_ASSESSABLE),  # the blank may be 1
        ((2, None, 3, 0, 4), FAILS),  # no number that is not negative mends it
        ((2, 0, 3, 0, None), NOT_ASSESSABLE),  # the total itself is blank
        ((0, 0, 0, 0, None), NOT_ASSESSABLE),
        ((None, None, None, None, 5), NOT_ASSESSABLE),
        ((None, None, None, None, None), NOT_APPLICABLE),
    ],
)
def test_codes(values: tuple[float | None, ...], code: int) -> None:
    assert codes(SUM, reviews(*values))[0].tolist() == [code, NOT_APPLICABLE, NOT_APPLICABLE]


@given(st.lists(st.integers(0, 10**9), min_size=4, max_size=4), st.integers(0, 4), st.integers(1, 10**9))
def test_consistent_rows_hold_and_one_changed_cell_fails(parts: list[int], cell: int, change: int) -> None:
    values: list[float | None] = [*parts, sum(parts)]
    assert codes(SUM, reviews(*values))[0, 0] == HOLDS
    values[cell] = float(values[cell] or 0) + change
    assert codes(SUM, reviews(*values))[0, 0] == FAILS


def test_equation_over_rows_stands_for_one_instance_per_column() -> None:
    balance = Equation("applications", ("本年新收", "上年结转"), ("总计", "结转下年度"))
    assert [instance.place for instance in instances(balance)][-1] == "applications[*,总计]"
    assert len(instances(balance)) == 8  # with the subtotal that offices add


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ({"本年新收": 3, "上年结转": 9}, [HOLDS, FAILS]),
        ({"本年新收": 3, "上年结转": None}, [HOLDS, NOT_ASSESSABLE]),
        ({"本年新收": None, "上年结转": None}, [NOT_APPLICABLE, NOT_APPLICABLE]),
    ],
)
def test_given_a_column_that_offices_add(printed: dict[str, float | None], code: list[int]) -> None:
    cells = pd.MultiIndex.from_tuples(wide_columns("applications"))
    frame = pd.DataFrame([[math.nan] * len(cells)], index=pd.Index(["a.yaml"], name="report"), columns=cells)
    for row, subtotal in printed.items():
        for column, value in (("商业企业", 1), ("科研机构", 2), ("法人小计", subtotal)):
            frame[row, column] = math.nan if value is None else float(value)
    organisations = Equation("applications", ("商业企业", "科研机构"), ("法人小计",), given=("法人小计",))
    assert codes(organisations, frame)[0, :2].tolist() == code


def test_unknown_term_is_refused() -> None:
    with pytest.raises(ValueError, match="维持"):
        instances(Equation("reviews", ("维持",), ("总计",)))


def test_message_has_the_numbers_in_place() -> None:
    registry()
    frame = reviews(10, 1, 0, 0, 0)
    check = REGISTRY["outcomes_sum_to_total"]
    assert check.equation is not None
    (said,) = verdicts_of(check, frame, codes(check.equation, frame)).to_dict("records")
    assert said["en"] == "行政复议: 结果维持 10 + 结果纠正 1 + 其他结果 0 + 尚未审结 0 = 11, printed 总计 0"
    assert said["zh"] == "行政复议：结果维持 10 + 结果纠正 1 + 其他结果 0 + 尚未审结 0 = 11，而印为 总计 0"
    assert said["place"] == "reviews[行政复议,*]"
    assert said["members"].split()[0] == "reviews[行政复议,结果维持]"


def test_many_reports_are_judged_as_one_by_one() -> None:
    registry()
    declared = [rule.equation for rule in REGISTRY.values() if rule.equation]
    equations = tuple(equation for equation in declared if equation.table == "applications")
    random = np.random.default_rng(1)
    values = random.integers(0, 2, (60, len(wide_columns("applications")))).astype(float)
    values[random.random(values.shape) < 0.3] = math.nan
    values[:20] = np.where(random.random(values[:20].shape) < 0.98, values[:20], math.nan)
    values[20:30] = math.nan
    values[30:40, [cell[0] == "其他处理其他" for cell in wide_columns("applications")]] = math.nan
    index = pd.Index([str(number) for number in range(len(values))], name="report")
    few = pd.DataFrame(values, index=index, columns=pd.MultiIndex.from_tuples(wide_columns("applications")))
    many = few.iloc[random.integers(0, len(few), 9000)]
    singly = (all_codes(equations, few.iloc[[at]]) for at in range(60))
    one_by_one = [np.vstack(each) for each in zip(*singly, strict=True)]
    at = many.index.astype(int)
    for together, single in zip(all_codes(equations, many), one_by_one, strict=True):
        assert (together == single[at]).all()
        assert len(np.unique(single)) >= 2
