"""Rates that the text prints, against the tables: any of the usual definitions will do."""

from collections.abc import Mapping

import pandas as pd

from checks.cells import columns_of
from gouji.checking import check, verdicts

_NONE = "全国没有统一定义，任一通行算法吻合即可"
_LOCAL = ("各地定义不同", "definitions differ from place to place")


def _total(applications: pd.DataFrame, *rows: str) -> pd.Series:
    return applications[[(row, "总计") for row in rows]].sum(axis=1, skipna=False)


def _judged(figures: pd.DataFrame, pattern: str, ways: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return verdicts on printed percentages whose words match: they hold if one way to reckon gives them."""
    said = figures[(figures["unit"] == "%") & figures["subject"].str.contains(pattern) & figures["approximate"].isna()]
    said = said[~said["subject"].str.contains("增|降|建议|提案|信件|来信|留言|咨询|投诉|规范性文件|公文")]
    frame = said[["report", "figure", "value", "text", "subject"]].reset_index(drop=True)
    reckoned = pd.DataFrame(
        {name: frame["report"].map(100 * share) for name, share in ways.items()}, index=frame.index, dtype=float
    )
    step = frame["value"].map(lambda value: 1.5 * 10.0 ** value.as_tuple().exponent).astype(float)
    near = reckoned.sub(frame["value"].astype(float), axis=0).abs().le(step, axis=0)
    frame["ways"] = [
        " ".join(f"{name} {value:.2f}%" for name, value in row.items() if value == value)
        for row in reckoned.to_dict("records")
    ]
    holds = near.any(axis=1).astype("boolean").mask(reckoned.isna().all(axis=1))
    return verdicts(
        frame,
        holds,
        place="figures[{figure}]",
        left="{text}",
        right="{ways}",
        zh="文中{subject}{text}，按表是 {ways}",
        en="the text has {subject} {text}; by the table it is {ways}",
    )


@check(basis=_NONE, severity="warning", forms=("2019", "2021"), zh="依申请公开的公开率与表三相符", doubt=_LOCAL)
def test_disclosure_rate_follows_from_table(figures: pd.DataFrame, applications: pd.DataFrame) -> pd.DataFrame:
    """The share of requests granted is granted, wholly or in part, over answered."""
    granted, answered = _total(applications, "予以公开", "部分公开"), _total(applications, "总计")
    return _judged(
        figures,
        r"申请[^,。]{0,10}公开率|公开答复率",
        {"（予以公开+部分公开）/总计": granted / answered.where(answered > 0)},
    )


@check(basis=_NONE, severity="warning", forms=("2019", "2021"), zh="申请的办结率与表三相符", doubt=_LOCAL)
def test_conclusion_rate_follows_from_table(figures: pd.DataFrame, applications: pd.DataFrame) -> pd.DataFrame:
    """The share of requests concluded is over those received, with or without those carried in."""
    done, new, all_in = (_total(applications, *rows) for rows in (("总计",), ("本年新收",), ("本年新收", "上年结转")))
    ways = {"总计/（本年新收+上年结转）": done / all_in.where(all_in > 0), "总计/本年新收": done / new.where(new > 0)}
    return _judged(
        figures,
        r"申请[^,。]{0,10}(?<!按时)(?<!按期)(?:办结|答复|办理|回复)率",
        ways | {"按时": pd.Series(1.0, index=done.index)},
    )


@check(basis=_NONE, severity="warning", forms=("2019", "2021"), zh="按时办结率、按时答复率与表三相符", doubt=_LOCAL)
def test_timely_rate_follows_from_table(figures: pd.DataFrame, applications: pd.DataFrame) -> pd.DataFrame:
    """The share answered in time is over those due: 100 % stands beside requests carried over."""
    done, new, all_in = (_total(applications, *rows) for rows in (("总计",), ("本年新收",), ("本年新收", "上年结转")))
    due = all_in - _total(applications, "结转下年度")
    ways = {"总计/到期应答复": done / due.where(due > 0), "总计/本年新收": done / new.where(new > 0)}
    return _judged(figures, r"(?:按时|按期)(?:办结|答复|办理)率", ways)


@check(basis=_NONE, severity="warning", forms=("2019", "2021"), zh="纠错率、败诉率与表四相符", doubt=_LOCAL)
def test_correction_rate_follows_from_table(figures: pd.DataFrame, reviews: pd.DataFrame) -> pd.DataFrame:
    """The share corrected or lost is over those decided, open cases left out."""
    suits = reviews.loc[:, ["未经复议直接起诉", "复议后起诉"]]
    ways: dict[str, pd.Series] = {}
    for name, cases in (("行政复议", reviews.loc[:, ["行政复议"]]), ("行政诉讼", suits)):
        corrected, total, open_ = (
            columns_of(cases, column).sum(axis=1, skipna=False) for column in ("结果纠正", "总计", "尚未审结")
        )
        decided = total - open_
        ways |= {
            f"{name} 纠正/审结": corrected / decided.where(decided > 0),
            f"{name} 纠正/总计": corrected / total.where(total > 0),
        }
    return _judged(figures, "纠错率|纠正率|败诉率", ways)
