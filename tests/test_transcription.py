"""Transcriptions: what is written is read, a draft reads back, and a slip is told with its line."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Unreadable
from gouji.draft import draft
from gouji.transcription import read
from schemas.forms import forms
from schemas.records import CellValue, Facts, Figure, Identity, Mention, Section, Task, Tie

HEAD = 'report: {issuer: 某区人民政府, year: 2020, form: "2019"}\n'


def transcribed(folder: Path, text: str) -> Facts:
    file = folder / "a.yaml"
    file.write_text(text, encoding="utf-8")
    return read(file)


def test_identity(tmp_path: Path) -> None:
    facts = transcribed(tmp_path, HEAD)
    assert facts.identity == Identity("年度报告", "某区人民政府", 2020, "2019")


def test_row_in_the_order_of_the_form(tmp_path: Path) -> None:
    facts = transcribed(tmp_path, HEAD + "tables:\n  reviews:\n    行政复议: [2, ~, 3, 0, 5]\n")
    assert [(cell.column, cell.value, cell.text) for cell in facts.cells] == [
        ("结果维持", Decimal(2), "2"),
        ("结果纠正", None, ""),
        ("其他结果", Decimal(3), "3"),
        ("尚未审结", Decimal(0), "0"),
        ("总计", Decimal(5), "5"),
    ]


def test_row_by_column_with_printed_text(tmp_path: Path) -> None:
    facts = transcribed(
        tmp_path,
        HEAD
        + "tables: {disclosure: {政府集中采购: {采购项目数量: 3, 采购总金额: {value: 474000000, text: 4.74亿元}}}}\n",
    )
    assert facts.cells[1] == CellValue(
        "disclosure", "政府集中采购", "采购总金额", Decimal(474000000), "4.74亿元", "政府集中采购"
    )


def test_statements_carry_their_numbers(tmp_path: Path) -> None:
    facts = transcribed(
        tmp_path,
        HEAD + "statements:\n"
        "  - {section: 三, subject: 发布信息, unit: 条, total: 10, parts: {新闻: 7, 动态: 3}}\n"
        "  - {section: 三, subject: 来信, unit: 件, part: 89, whole: 89, rate: 100, name: 办结率}\n",
    )
    assert [(figure.figure, figure.value, figure.subject) for figure in facts.figures] == [
        ("s1", Decimal(10), "发布信息"),
        ("s2", Decimal(7), "新闻"),
        ("s3", Decimal(3), "动态"),
        ("s4", Decimal(89), "来信"),
        ("s5", Decimal(89), "来信"),
        ("s6", Decimal(100), "办结率"),
    ]
    assert facts.ties == (Tie("sum", ("s1",), ("s2", "s3")), Tie("rate", ("s4",), ("s5",), "s6"))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 0, "empty"),
        ("report:\n\tissuer: a\n", 2, "tab"),
        ("report: {year: zwanzig}\n", 1, "not a number"),
        ("report: {year: 2020, year: 2021}\n", 1, "stands twice"),
        ("report: {jahr: 2020}\n", 1, "unknown 'jahr'"),
        ("report: {signed: 2020-13-01}\n", 1, "not a date"),
        ('report: {form: "2018"}\n', 1, "form is one of"),
        ("sections: []\n", 1, "`report` is missing"),
        (HEAD + "tables: {applications: {本年新收: [5, 0, 0, 0, 0, 5]}}\n", 2, "本年新收 has 7 numbers"),
        (HEAD + "tables:\n  applications:\n    本年旧收: [5]\n", 4, "unknown '本年旧收'"),
        (HEAD + "tables:\n  applications:\n    本年新收: 5\n", 4, "a list belongs here"),
        (HEAD + "tables:\n  applications:\n    本年新收: [5, 0, 0, 0, 0, 0, viel]\n", 4, "'viel' is not a number"),
        (HEAD + "ties: [{kind: sum, total: f1, parts: [f2]}]\n", 2, "no figure has the id f1"),
        (HEAD + "figures:\n- {id: f1}\n", 3, "an id and a value"),
        (HEAD + "statements:\n- {total: 5, parts: {a: 2}, sum: 5}\n", 3, "unknown 'sum'"),
        (HEAD + "sections: [Heading]\n", 2, "no heading"),
        ("report: {issuer: [a]}\n", 1, "text belongs here"),
        ("report: [1, 2\n", 2, "not YAML"),
        ("[" * 100_000, 1, "not YAML"),
        ("report: {year: .nan}\n", 1, "not a number"),
    ],
)
def test_slips_are_told_with_their_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        transcribed(tmp_path, text)
    assert words in refused.value.said.en
    assert not line or f"line {line}: " in refused.value.said.en
    assert not line or f"第 {line} 行" in refused.value.said.zh


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("report: {issuer: 某区}".encode("gb18030"))
    with pytest.raises(Unreadable, match="UTF-8"):
        read(file)


@pytest.mark.parametrize(
    "row",
    [
        "[5, 1, 0, 0, 0, 0, 1, 6]",
        "{自然人: 5, 商业企业: 1, 科研机构: 0, 社会公益组织: 0, 法律服务机构: 0, 其他: 0, 法人小计: 1, 总计: 6}",
    ],
)
def test_a_subtotal_column_is_transcribed(tmp_path: Path, row: str) -> None:
    facts = transcribed(tmp_path, HEAD + f"tables: {{applications: {{本年新收: {row}}}}}\n")
    assert [cell.column for cell in facts.cells] == [*COLUMNS[:-1], "法人小计", "总计"]
    assert [int(cell.value or 0) for cell in facts.cells] == [5, 1, 0, 0, 0, 0, 1, 6]


@pytest.mark.parametrize("columns", [(0, 1, 2, 3, 4, 5, "法人小计", 6), (6, 0, 1, 2, 3, 4, 5)])
def test_a_draft_keeps_columns_apart_in_whatever_order(tmp_path: Path, columns: tuple[int | str, ...]) -> None:
    label = forms()["2021"].tables["applications"].rows[0].label
    names = [name if isinstance(name, str) else COLUMNS[name] for name in columns]
    cells = tuple(
        CellValue("applications", "本年新收", name, Decimal(at), str(at), label) for at, name in enumerate(names)
    )
    file = tmp_path / "a.yaml"
    file.write_text(draft(Facts(Identity("年度报告", "某区", 2021, "2021"), cells=cells)), encoding="utf-8")
    assert {cell.column: cell.value for cell in read(file).cells} == {cell.column: cell.value for cell in cells}


words = st.text("甲乙丙丁：、\"'#-[]{}|> 5", max_size=8)
counts = st.none() | st.integers(0, 10**6).map(Decimal)
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


@given(words, st.lists(counts, min_size=7, max_size=7), st.decimals(0, 10**6, places=2), st.dates())
def test_a_draft_reads_back(
    tmp_path_factory: pytest.TempPathFactory, word: str, row: list[Decimal | None], rate: Decimal, day: object
) -> None:
    label = forms()["2021"].tables["applications"].rows[0].label
    cells = tuple(
        CellValue("applications", "本年新收", column, value, "" if value is None else str(value), label)
        for column, value in zip(COLUMNS, row, strict=True)
    )
    facts = Facts(
        Identity("年度报告", "某区", 2021, "2021", signed=day),  # type: ignore[arg-type]  # hypothesis draws dates
        (Section(1, "一", "总体情况"), Section(2, "二", "申请")),
        cells,
        (
            Figure("f1", Decimal(5), "条", word, text="5条"),
            Figure("f2", rate, "%", "", text=f"{rate}%", approximate="about"),
        ),
        (Tie("sum", ("f1",), ("f2",), complete=False), Tie("all", ("f1",), (), "f2", assessable=False, cue=word)),
        (Task(1, "", ("甲局",), (), None), Task(2, "", (), ("各委、局、办", word or "乙局"))),
        (Mention("机构", word),),
        format="yaml",
    )
    file = tmp_path_factory.mktemp("drafts") / "a.yaml"
    file.write_text(draft(facts), encoding="utf-8")
    assert read(file) == facts
