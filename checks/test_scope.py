"""Figures of two bodies or scopes."""

import pandas as pd

from gouji.checking import check, verdicts

_SMALL = 100  # smaller figures coincide by chance
_BODY = r"^(?:其中)?[,:]?([\u4e00-\u9fff]{2,12}?(?:办公[室厅]|机关|本级|局|委|厅))"


@check(
    basis="国办公开办函〔2021〕30号 四（内容准确）",
    severity="warning",
    zh="同一个数不会既是一个机关的、又是它与其他机关合计的",
)
def test_one_figure_is_of_one_body(figures: pd.DataFrame) -> pd.DataFrame:
    """The same number is not said once of one body and once of that body together with others."""
    scoped = figures[(figures["scope"] != "") & (figures["value"].astype(float) >= _SMALL)]
    scoped = scoped.assign(
        body=scoped["subject"].str.extract(_BODY)[0], subject=scoped["subject"].str.removeprefix("其中")
    )
    scoped = scoped.drop_duplicates(["report", "value", "unit", "subject"])
    pairs = scoped.dropna(subset="body").merge(scoped, on=["report", "value", "unit"], suffixes=("", "_other"))
    joined = [
        any(other.startswith(body + word) for word in "及和与、")
        and not own.startswith(tuple(body + word for word in "及和与、"))
        for body, own, other in zip(pairs["body"], pairs["subject"], pairs["subject_other"], strict=True)
    ]
    pairs = pairs[pd.Series(joined, index=pairs.index, dtype=bool)]
    return verdicts(
        pairs,
        pd.Series(False, index=pairs.index),
        place="figures[{figure}]",
        members="figures[{figure}] figures[{figure_other}]",
        left="{subject} {text}",
        right="{subject_other} {text_other}",
        zh="{text}既说是“{subject}”的，又说是“{subject_other}”的",
        en="{text} is said of “{subject}” and of “{subject_other}”",
    )
