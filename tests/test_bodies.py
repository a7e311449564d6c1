"""Bodies: levels from names, the succession table, and the report on the year before."""

from pathlib import Path

import pandas as pd
import pytest

from gouji.bodies import bodies, level_of, load_bodies
from gouji.document import Unreadable


@pytest.mark.parametrize(
    ("name", "level", "makes_rules"),
    [
        ("上海市人民政府", "省级", True),
        ("广西壮族自治区人民政府", "省级", True),
        ("江苏省生态环境厅", "省级", False),
        ("淮安市人民政府", "市级", True),
        ("广州市人民政府", "市级", True),
        ("延边朝鲜族自治州人民政府", "市级", True),
        ("阿勒泰地区行政公署", "市级", False),
        ("杭州市教育局", "市级", False),
        ("南京市人民政府办公厅", "市级", None),
        ("淮安市洪泽区人民政府", "县级", False),
        ("保定市易县人民政府", "县级", False),
        ("苏州市昆山市人民政府", "县级", False),
        ("某某市人民政府", None, None),
        ("西柳镇", "乡级", False),
        ("江宁区秣陵街道办事处", "乡级", False),
        ("景德镇市人民政府", "市级", True),
        ("长沙经济技术开发区管理委员会", None, None),
        ("财政部", None, None),
    ],
)
def test_level_is_told_by_the_name_where_it_can_be(name: str, level: str | None, makes_rules: bool | None) -> None:
    assert level_of(name) == (level, makes_rules)


def reports(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["report", "issuer", "year"]).assign(kind="年度报告")
    return frame.astype({"year": "Int64"})


def previous(frame: pd.DataFrame) -> dict[str, object]:
    return {
        report: None if pd.isna(before) else before
        for report, before in zip(frame["report"], frame["previous"], strict=True)
    }


def test_previous_is_the_same_body_a_year_before() -> None:
    frame = bodies(
        reports(
            ("a", "甲县人民政府", 2021),
            ("b", "甲县人民政府机关", 2022),
            ("c", "乙县人民政府", 2022),
            ("d", "甲县人民政府", 2024),
        )
    )
    assert previous(frame) == {"a": None, "b": "a", "c": None, "d": None}


def test_two_reports_on_one_year_are_nobodys_previous() -> None:
    frame = bodies(reports(("a", "甲县人民政府", 2021), ("a2", "甲县人民政府", 2021), ("b", "甲县人民政府", 2022)))
    assert previous(frame)["b"] is None


def test_succession_table(tmp_path: Path) -> None:
    (tmp_path / "bodies.yaml").write_text(
        "- code: '0'\n  names: [甲市人民政府]\n  level: 市级\n  makes_rules: true\n  covers: 汇总\n  complete: true\n"
        "- code: '1'\n  names: {2008: 甲市环境保护局, 2019: 甲市生态环境局}\n  parent: '0'\n",
        encoding="utf-8",
    )
    frame = bodies(
        reports(("city", "甲市人民政府", 2019), ("old", "甲市环境保护局", 2018), ("new", "甲市生态环境局", 2019)),
        load_bodies([tmp_path]),
    )
    assert previous(frame) == {"city": None, "old": None, "new": "old"}
    rows = frame.set_index("report")
    assert (rows.loc["city", "level"], rows.loc["city", "makes_rules"], rows.loc["city", "children"]) == (
        "市级",
        True,
        1,
    )
    assert rows.loc["new", "parent"] == "0"


REFORM = """\
- {{code: new, names: {names}, predecessor: {before}}}
- {{code: old, names: [甲县环境保护局]}}
- {{code: other, names: [甲县水务局]}}
"""


@pytest.mark.parametrize(
    ("names", "before", "broken"),
    [
        ("[甲县生态环境局]", "{2022: [old]}", {"new2022", "old2022"}),
        ("{2021: 甲县生态环境局}", "[old]", {"new2021", "old2021"}),
        ("[甲县生态环境局]", "[old]", {"new2021", "new2022", "new2023", "old2021", "old2022", "old2023"}),
    ],
)
def test_nothing_runs_across_a_reform(tmp_path: Path, names: str, before: str, broken: set[str]) -> None:
    (tmp_path / "bodies.yaml").write_text(REFORM.format(names=names, before=before), encoding="utf-8")
    issuers = {"new": "甲县生态环境局", "old": "甲县环境保护局", "other": "甲县水务局"}
    rows = [(f"{code}{year}", name, year) for code, name in issuers.items() for year in (2021, 2022, 2023)]
    frame = bodies(reports(*rows), load_bodies([tmp_path]))
    assert set(frame.loc[frame["reformed"], "report"]) == broken
    found = previous(frame)
    for report, _, year in rows:
        last = f"{report[:-4]}{year - 1}"
        assert found[report] == (None if year == 2021 or report in broken else last)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- code: '0'\n  names: [甲县]\n  predecessor: {早: ['1']}\n", "is no year"),
        ("- names: [甲县人民政府]\n", "code missing"),
        ("- code: '0'\n  names: [甲县]\n  level: 高\n", "level is one of"),
        ("- code: '0'\n  names: {早: 甲县}\n", "is no year"),
        ("- code: '0'\n  name: 甲县\n", "unknown 'name'"),
    ],
)
def test_a_slip_in_the_table_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "bodies.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable) as raised:
        load_bodies([tmp_path])
    assert "line " in raised.value.said.en
    assert words in raised.value.said.en
