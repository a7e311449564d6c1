"""Last year's report given again: its figures, its words."""

import numpy as np
import pandas as pd

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


_ALIKE, _LONG, _GRAM = 0.9, 400, 5  # shares of runs of five characters; shorter texts are alike by nature


@check(
    basis="国办公开办函〔2021〕30号 四（雷同）",
    severity="warning",
    zh="文字不照抄上年报告",
    doubt=("法定的开头各年相同", "the statutory opening is the same every year"),
)
def test_text_is_not_last_years(blocks: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """The text, without its numbers, is not that of last year's report."""
    pairs = bodies.dropna(subset="previous")
    near = set(pairs["report"]) | set(pairs["previous"])
    prose = blocks[blocks["row"].isna() & ~blocks["chrome"] & blocks["report"].isin(near)]
    texts = (
        prose.groupby("report")["text"]
        .agg("".join)
        .str.replace(r"[\d\s一二三四五六七八九十%.,，。、；：]", "", regex=True)
    )
    texts = texts[texts.str.len() >= _LONG]
    frame = pairs[pairs["report"].isin(texts.index) & pairs["previous"].isin(texts.index)].reset_index(drop=True)
    alike = [_likeness(texts[one], texts[other]) for one, other in zip(frame["report"], frame["previous"], strict=True)]
    frame = frame.assign(
        percent=pd.Series([round(100 * value) for value in alike], dtype=float), alike=pd.Series(alike, dtype=float)
    )
    return verdicts(
        frame,
        frame["alike"] < _ALIKE,
        place="reports[previous]",
        left="{percent}%",
        right="{previous}",
        zh="文字与上年报告（{previous}）有 {percent}% 相同",
        en="{percent}% of the text is that of last year's report ({previous})",
    )


def _likeness(one: str, other: str) -> float:
    """Return the share of runs of characters that two texts have in common (Jaccard)."""
    ours, theirs = ({text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)} for text in (one, other))
    return len(ours & theirs) / max(len(ours | theirs), 1)
