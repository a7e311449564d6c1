"""Word files annotated: each comment at the figure it is about, and the original as it was."""

from __future__ import annotations

from pathlib import Path

import docx
import pandas as pd
import pytest

from gouji import corpus
from gouji.annotate import annotate, copy_beside
from gouji.cli import main
from gouji.document import Unreadable
from gouji.run import Run, run

ROWS = [["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3, ["10", "1", "0", "0", "0", *["0"] * 10]]


def word_file(folder: Path) -> Path:
    """Write a report with a wrong total in a sentence, cut into runs, and one in table four."""
    document = docx.Document()
    document.add_paragraph("某某县人民政府2023年政府信息公开工作年度报告")
    document.add_paragraph("一、总体情况")
    sentence = document.add_paragraph()
    for part in ("全年发布信息24", "80条，其中政策文件1352条、", "工作动态886条、公告公示248条", "。"):
        sentence.add_run(part)
    document.add_paragraph("四、政府信息公开行政复议、行政诉讼情况")
    table = document.add_table(rows=4, cols=15)
    table.cell(0, 0).merge(table.cell(0, 4)).text = "行政复议"
    table.cell(0, 5).merge(table.cell(0, 14)).text = "行政诉讼"
    table.cell(1, 0).merge(table.cell(1, 4)).text = ""
    table.cell(1, 5).merge(table.cell(1, 9)).text = "未经复议直接起诉"
    table.cell(1, 10).merge(table.cell(1, 14)).text = "复议后起诉"
    for row, texts in enumerate(ROWS, 2):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    path = folder / "report.docx"
    document.save(str(path))
    return path


def judged(path: Path) -> Run:
    return run(corpus.load(corpus.find([path])))


def comments(path: Path) -> dict[str, str]:
    """Return the words that each comment is anchored to, by its text."""
    document = docx.Document(str(path))
    marked = {}
    for comment in document.comments:
        number, inside, words = str(comment.comment_id), False, []
        for element in document.element.body.iter():
            tag = element.tag.rpartition("}")[2]
            if tag in ("commentRangeStart", "commentRangeEnd") and number in element.attrib.values():
                inside = tag == "commentRangeStart"
            if inside and tag == "t":
                words.append(element.text or "")
        marked[comment.text] = "".join(words)
    return marked


def test_comments_stand_at_the_figures_in_question(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    before = path.read_bytes()
    current = judged(path)
    target = copy_beside(path)
    assert annotate(path, target, "report.docx", current.frames, current.findings, "zh") == len(current.findings) > 0
    assert path.read_bytes() == before
    marked = comments(target)
    said = {words for text, words in marked.items() if "2480" in text}
    assert said & {"2480条", "2480"}
    assert [words for text, words in marked.items() if "结果维持 10 + 结果纠正 1" in text] in (["0"], ["10"], ["1"])


def test_the_words_of_the_copy_are_those_of_the_original(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    current = judged(path)
    annotate(path, tmp_path / "copy.docx", "report.docx", current.frames, current.findings, "en")
    texts = [
        [paragraph.text for paragraph in docx.Document(str(file)).paragraphs] for file in (path, tmp_path / "copy.docx")
    ]
    assert texts[0] == texts[1]


def test_a_finding_without_a_place_in_the_file_stands_at_the_title(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    current = judged(path)
    finding = current.findings.iloc[:1].assign(
        place="reports[signed]", members="", blamed="", rivals="", message_zh="落款过早"
    )
    annotate(path, tmp_path / "copy.docx", "report.docx", current.frames, pd.DataFrame(finding), "zh")
    (words,) = comments(tmp_path / "copy.docx").values()
    assert words == "某某县人民政府2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(("name", "target"), [("a.pdf", "b.docx"), ("a.docx", "a.docx")])
def test_what_cannot_be_annotated_is_said(tmp_path: Path, name: str, target: str) -> None:
    with pytest.raises(Unreadable):
        annotate(tmp_path / name, tmp_path / target, name, {}, pd.DataFrame(), "zh")


def test_the_command_writes_a_copy_and_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = word_file(tmp_path)
    assert main(["annotate", str(path)]) == 1
    assert str(copy_beside(path)) in capsys.readouterr().out
    assert comments(copy_beside(path))
    assert main(["annotate", str(tmp_path / "none.docx")]) == 2


def test_a_damaged_file_is_told_and_no_copy_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report.docx").write_bytes(b"not a Word file")
    assert main(["annotate", str(tmp_path / "report.docx")]) == 2
    assert "report.docx" in capsys.readouterr().err
    assert not copy_beside(tmp_path / "report.docx").exists()
