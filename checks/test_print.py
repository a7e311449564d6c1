"""Slips of the print: blanks where the form wants a number, labels that are not the form's, words doubled."""

import pandas as pd

from gouji.checking import check, verdicts
from schemas.forms import is_official, official

_FORM = "国办公开办函〔2019〕60号、〔2021〕30号"


@check(basis=_FORM, severity="warning", forms=("2019", "2021"), zh="表中应填数字的格都填了数字，没有的填 0")
def test_no_blank_in_print(cells: pd.DataFrame) -> pd.DataFrame:
    """Every cell of the form is filled; what did not occur is 0, not blank."""
    tables = cells[cells["table"].isin(["applications", "reviews"])]
    filled = tables["value"].notna()
    read = filled.groupby([tables["report"], tables["table"]]).transform("any")  # a table left empty is another matter
    return verdicts(
        tables,
        filled.astype("boolean").mask(~read),
        place="{table}[{row},{column}]",
        left="{text}",
        zh="{row} × {column} 是空白",
        en="{row} × {column} is blank in print",
    )


@check(basis=_FORM, severity="warning", forms=("2019", "2021"), zh="表中项目名称与规定格式一致")
def test_labels_are_the_forms_own(cells: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """A row is labelled as the form prints it."""
    labelled = cells.merge(reports[["report", "form"]], on="report").drop_duplicates(["report", "table", "row"])
    labelled = labelled[labelled["label"] != ""]
    own = [official(*key) for key in zip(labelled["table"], labelled["row"], labelled["form"], strict=True)]
    known = pd.Series([bool(labels) for labels in own], index=labelled.index, dtype=bool)
    labelled = labelled.assign(own=[labels[0] if labels else "" for labels in own])[known]
    same = [
        is_official(*key)
        for key in zip(labelled["table"], labelled["row"], labelled["form"], labelled["label"], strict=True)
    ]
    return verdicts(
        labelled,
        pd.Series(same, index=labelled.index, dtype=bool),
        place="{table}[{row},*]",
        left="{label}",
        right="{own}",
        zh="项目名称印作“{label}”，规定格式是“{own}”",
        en="the row is labelled “{label}”, the form's own label is “{own}”",
    )


@check(basis="国办公开办函〔2021〕30号 四（内容准确）", severity="warning", zh="没有重复印出的词语")
def test_no_words_doubled(mentions: pd.DataFrame) -> pd.DataFrame:
    """No words are printed twice running."""
    doubled = mentions[mentions["kind"] == "重复"]
    return verdicts(
        doubled,
        pd.Series(False, index=doubled.index),
        place="mentions[{text}]",
        left="{text}",
        zh="{section}：“{text}”重复",
        en="{section}: “{text}” is printed twice running",
    )


@check(basis="个人信息保护法 第六条；政府信息公开条例 第十五条", severity="warning", zh="公开的文件不印个人姓名和电话")
def test_no_personal_contact(mentions: pd.DataFrame) -> pd.DataFrame:
    """A published document names an office to turn to, not a person with a telephone number."""
    persons = set(mentions.loc[mentions["kind"] == "联系人", "report"])
    contacts = mentions[mentions["kind"].isin(["联系人", "电话"]) & mentions["report"].isin(persons)]
    return verdicts(
        contacts,
        pd.Series(False, index=contacts.index),
        place="mentions[{kind}]",
        left="{text}",
        zh="印有个人{kind}“{text}”",
        en="a person's {kind} is printed: “{text}”",
    )
