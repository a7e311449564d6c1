"""Slips of the print: blanks where the form wants a number, labels that are not the form's, words doubled."""

import numpy as np
import pandas as pd

from gouji.checking import check, rows_of, verdicts
from schemas.forms import is_official, official

_FORM = "国办公开办函〔2019〕60号、〔2021〕30号"


@check(basis=_FORM, severity="warning", forms=("2019", "2021"), zh="表中应填数字的格都填了数字，没有的填 0")
def test_no_blank_in_print(cells: pd.DataFrame) -> pd.DataFrame:
    """Every cell of the form is filled; what did not occur is 0, not blank."""
    tables = cells.loc[
        cells["table"].isin(["applications", "reviews"]), ["report", "table", "row", "column", "value", "text"]
    ]
    filled = tables["value"].notna()
    read = tables.loc[filled, ["report", "table"]].drop_duplicates()
    # Of the cells that are filled one in each table will do: there are hundreds, and all say the same.
    told = pd.concat([tables[~filled], tables.loc[read.index]]).sort_index()
    not_empty = pd.MultiIndex.from_frame(told[["report", "table"]]).isin(pd.MultiIndex.from_frame(read))
    return verdicts(
        told,
        told["value"].notna().astype("boolean").mask(~not_empty),  # a table left empty is another matter
        place="{table}[{row},{column}]",
        left="{text}",
        zh="{row} × {column} 是空白",
        en="{row} × {column} is blank in print",
    )


@check(basis=_FORM, severity="warning", forms=("2019", "2021"), zh="表中项目名称与规定格式一致")
def test_labels_are_the_forms_own(cells: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """A row is labelled as the form prints it."""
    named = cells[["report", "table", "row", "label"]]
    again = np.ones(len(named[1:]), dtype=bool)  # a cell beside another of its row
    for column in ("row", "table", "report"):
        value = named[column].to_numpy(dtype=object)
        again &= value[1:] == value[:-1]
    labelled = named[np.append(True, ~again) & (named["label"] != "").to_numpy()]
    labelled = labelled.drop_duplicates(["report", "table", "row"]).merge(reports[["report", "form"]], on="report")
    keys = list(rows_of(labelled, "table", "row", "form", "label"))
    known = {key: (official(*key[:3]), is_official(*key)) for key in set(keys)}
    own = [(*known[key][0], "")[0] for key in keys]
    labelled = labelled.assign(own=own, same=[known[key][1] for key in keys])
    labelled = labelled[labelled["own"] != ""]
    return verdicts(
        labelled,
        labelled["same"],
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
