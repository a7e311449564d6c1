"""Last year's report given again: its figures, its words."""

import re

import numpy as np
import pandas as pd

from checks.copied import ALIKE, LONG, alike, free_text, likeness, runs
from gouji.checking import check, verdicts

_FEW = 5  # figures other than zero that two reports may share by chance


@check(
    basis="国办公开办函〔2021〕30号 四（雷同、敷衍塞责）",
    severity="warning",
    forms=("2019", "2021", "statistics"),
    zh="表中的数不与上年完全相同",
    doubt=("数很少的机关会相同", "bodies with few figures may repeat them"),
)
def test_figures_are_not_last_years(
    applications: pd.DataFrame,
    reviews: pd.DataFrame,
    disclosure: pd.DataFrame,
    statistics: pd.DataFrame,
    bodies: pd.DataFrame,
) -> pd.DataFrame:
    """The figures of two years running are not all the same."""
    tables = [
        table.set_axis(pd.Index([f"{name}{cell}" for cell in table.columns]), axis="columns")
        for name, table in (("a", applications), ("r", reviews), ("d", disclosure), ("s", statistics))
    ]
    wide = pd.concat(tables, axis="columns")
    pairs = bodies.dropna(subset="previous")
    pairs = pairs[pairs["report"].isin(wide.index) & pairs["previous"].isin(wide.index)].reset_index(drop=True)
    now, before = (wide.reindex(pairs[name]).fillna(0).to_numpy() for name in ("report", "previous"))
    frame = pairs.assign(figures=np.count_nonzero(now, axis=1), same=(now == before).all(axis=1) if len(pairs) else [])
    frame = frame[frame["figures"] >= _FEW].reset_index(drop=True)
    return verdicts(
        frame,
        ~frame["same"].astype(bool),
        place="reports[previous]",
        left="{report}",
        right="{previous}",
        zh="表中 {figures} 个不为零的数与上年报告（{previous}）完全相同",
        en="all {figures} figures other than zero are those of last year's report ({previous})",
    )


@check(
    basis="国办公开办函〔2021〕30号 四（雷同）",
    severity="warning",
    zh="文字不照抄上年报告",
    doubt=("法定的开头各年相同", "the statutory opening is the same every year"),
)
def test_text_is_not_last_years(
    blocks: pd.DataFrame, sections: pd.DataFrame, reports: pd.DataFrame, bodies: pd.DataFrame
) -> pd.DataFrame:
    """The text, without its numbers, is not that of last year's report."""
    pairs = bodies.dropna(subset="previous")
    texts = _long(blocks, sections, reports, set(pairs["report"]) | set(pairs["previous"]))
    frame = pairs[pairs["report"].isin(texts.index) & pairs["previous"].isin(texts.index)].reset_index(drop=True)
    found = {report: runs(text) for report, text in texts.items()}
    alikeness = [
        likeness(found[one], found[other]) for one, other in zip(frame["report"], frame["previous"], strict=True)
    ]
    frame = frame.assign(alike=pd.Series(alikeness, dtype=float)).assign(
        percent=lambda row: (100 * row["alike"]).round()
    )
    return verdicts(
        frame,
        frame["alike"] < ALIKE,
        place="reports[previous]",
        left="{percent}%",
        right="{previous}",
        zh="文字与上年报告（{previous}）有 {percent}% 相同",
        en="{percent}% of the text is that of last year's report ({previous})",
    )


_OFFICE = re.compile(r"人民政府|政府|办公[室厅]|本级|机关")


@check(
    basis="国办公开办函〔2021〕30号 四（雷同）",
    severity="warning",
    zh="文字不照抄其他机关的报告",
    doubt=("上级统一下发的文字", "words that a higher body handed out"),
)
def test_text_is_not_another_bodys(
    blocks: pd.DataFrame, sections: pd.DataFrame, reports: pd.DataFrame, bodies: pd.DataFrame
) -> pd.DataFrame:
    """The overview, problems and other matters, without names and numbers, are not those of another body's report.

    Compared are the reports of one run; of a government and its own office one text is expected.
    """
    texts = _long(blocks, sections, reports, set(bodies["report"]))
    names = reports.set_index("report")["issuer"].astype(str).str.replace(_OFFICE, "", regex=True)
    own = bodies.set_index("report")[["body"]].assign(name=names)
    said = {report: (other, same) for report, other, same in alike(texts, own)}
    frame = pd.DataFrame({"report": list(texts.index)}, dtype=object)
    frame["other"] = [said.get(report, ("", 0.0))[0] for report in texts.index]
    frame["percent"] = [round(100 * said.get(report, ("", 0.0))[1]) for report in texts.index]
    return verdicts(
        frame,
        frame["other"] == "",
        place="reports[issuer]",
        left="{percent}%",
        right="{other}",
        zh="文字与其他机关的报告（{other}）有 {percent}% 相同",
        en="{percent}% of the text is that of another body's report ({other})",
    )


def _long(blocks: pd.DataFrame, sections: pd.DataFrame, reports: pd.DataFrame, wanted: set[str]) -> pd.Series:
    """Return the free texts of the reports `wanted` that are long enough to be compared."""
    issuers = reports[reports["report"].isin(wanted)].set_index("report")["issuer"]
    texts = free_text(blocks, sections, issuers)
    return texts[texts.str.len() >= LONG]
