"""Figures of two bodies or scopes."""

import pandas as pd

from gouji.checking import check, verdicts

_SMALL = 100  # smaller figures coincide by chance


@check(basis="国办公开办函〔2021〕30号 四（内容准确）", severity="warning", zh="同一个数不会既是一个机关的、又是它与其他机关合计的")
def test_one_figure_is_of_one_body(figures: pd.DataFrame) -> pd.DataFrame:
    """The same number is not said once of one body and once of that body together with others."""
    scoped = figures[(figures["scope"] != "") & (figures["value"].astype(float) >= _SMALL)]
    scoped = scoped.drop_duplicates(["report", "value", "unit", "scope"])
    pairs = scoped.merge(scoped, on=["report", "value", "unit"], suffixes=("", "_other"))
    within = [one != other and other.startswith(one) for one, other in zip(pairs["scope"], pairs["scope_other"], strict=True)]
    pairs = pairs[pd.Series(within, index=pairs.index, dtype=bool)]
    return verdicts(
        pairs, pd.Series(False, index=pairs.index), place="figures[{figure}]", members="figures[{figure}] figures[{figure_other}]",
        left="{scope} {text}", right="{scope_other} {text_other}",
        zh="{text}既说是“{scope}”的，又说是“{scope_other}”的", en="{text} is said of “{scope}” and of “{scope_other}”",
    )
