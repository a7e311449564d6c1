"""Whether the document could be read: what could not is never held against its issuer, and never passed over."""

import pandas as pd

from gouji.checking import check, verdicts


@check(basis="gouji：读不出的不算对，也不算报告的错", zh="文件能够读出")
def test_document_is_read(problems: pd.DataFrame) -> pd.DataFrame:
    """The file could be read; where it could not, nothing is said of its report."""
    whole = problems[problems["whole"]]
    return verdicts(
        whole,
        pd.Series(False, index=whole.index),
        place="reports[file]",
        zh="未读出：{zh}",
        en="not read: {en}",
    ).assign(verdict="fault")


@check(basis="gouji：读不出的不算对，也不算报告的错", zh="文件各部分都读出")
def test_every_part_is_read(problems: pd.DataFrame) -> pd.DataFrame:
    """Every table and row was read; one that was not leaves its rules not assessable."""
    parts = problems[~problems["whole"]]
    return verdicts(
        parts,
        pd.Series(pd.NA, index=parts.index, dtype="boolean"),
        place="problems[{where}]",
        left="{where}",
        zh="未读出：{zh}",
        en="not read: {en}",
    )


@check(basis="政府信息公开条例 第四十九条", severity="warning", zh="文件是年度报告或工作要点")
def test_document_is_a_report(reports: pd.DataFrame, problems: pd.DataFrame) -> pd.DataFrame:
    """The document is an annual report or a work-points notice."""
    read = reports[~reports["report"].isin(problems.loc[problems["whole"], "report"])]
    return verdicts(
        read,
        read["kind"] != "其他",
        place="reports[kind]",
        left="{kind}",
        zh="看不出这是年度报告或工作要点：没有标题，也没有法定表格",
        en="neither an annual report nor a work-points notice: no title, no statutory table",
    )


@check(basis="gouji 数据框模式（schemas/frames.py）", zh="读出的值符合模式")
def test_values_are_valid(violations: pd.DataFrame) -> pd.DataFrame:
    """A count is a whole number that is not negative, a year a year, and a cell is printed once."""
    return verdicts(
        violations,
        pd.Series(False, index=violations.index),
        place="{frame}[{column}]",
        left="{value}",
        right="{rule}",
        zh="{frame} 的 {column} 是 {value}，应为{rule}",
        en="{column} in {frame} is {value}, which is not allowed: {rule}",
    )
