"""The five published documents: what is wrong in them is found, nothing else, from text and transcription alike."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gouji import corpus
from gouji.arithmetic import judge
from gouji.run import Run, run
from schemas.records import Facts

REPORTS = Path(__file__).parents[1] / "reports"
TRANSCRIBED = {
    "000_6900fbbb063a84cb.txt": "乌鲁木齐经开区-2017.yaml",
    "001_93132b439e43e55f.txt": "天山区-2017.yaml",
    "002_d22fa7e95b50c23a.txt": "乌鲁木齐经开区-2020.yaml",
    "003_2a25b62380db7aa7.txt": "乌鲁木齐市-2018-工作要点.yaml",
    "004_2c03bd508ff881e4.txt": "阿勒泰地区-2017.yaml",
}
FINDINGS = {
    ("000_6900fbbb063a84cb.txt", "no_words_doubled", "mentions[其中：其中]"),
    ("001_93132b439e43e55f.txt", "signed_after_the_year_ends", "reports[signed]"),
    ("001_93132b439e43e55f.txt", "one_body_throughout", "mentions[乌鲁木齐市人民政府办公室]"),
    ("001_93132b439e43e55f.txt", "period_is_stated_completely", "mentions[自2017年1月1日至]"),
    ("001_93132b439e43e55f.txt", "period_is_stated_completely", "mentions[期限截止日]"),
    ("002_d22fa7e95b50c23a.txt", "no_blank_in_print", "applications[予以公开,商业企业]"),
    ("002_d22fa7e95b50c23a.txt", "labels_are_the_forms_own", "applications[国家秘密,*]"),
    ("002_d22fa7e95b50c23a.txt", "something_was_published_before", "disclosure[规范性文件,对外公开总数量]"),  # a remark
    ("003_2a25b62380db7aa7.txt", "no_words_doubled", "mentions[责任单位：责任单位]"),
    ("003_2a25b62380db7aa7.txt", "no_personal_contact", "mentions[联系人]"),
    ("003_2a25b62380db7aa7.txt", "no_personal_contact", "mentions[电话]"),
    ("004_2c03bd508ff881e4.txt", "announced_sections_exist", "mentions[咨询情况]"),
    ("004_2c03bd508ff881e4.txt", "announced_sections_exist", "mentions[工作人员及收费情况]"),
    ("004_2c03bd508ff881e4.txt", "disputes_follow_applications", "reviews"),
    ("004_2c03bd508ff881e4.txt", "one_figure_is_of_one_body", "figures[f2]"),
}


def found(current: Run) -> set[tuple[str, str, str]]:
    return set(current.findings[["report", "check", "place"]].itertuples(index=False, name=None))


@pytest.fixture(scope="module")
def from_text() -> Run:
    folder = Path(__file__).parents[2] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the published documents (../shared/seeds) are not here")
    return run(corpus.load(corpus.find([folder])))


@pytest.fixture(scope="module")
def from_transcriptions() -> Run:
    return run(corpus.load(corpus.find([REPORTS])))


def test_findings(from_text: Run) -> None:
    assert found(from_text) == FINDINGS


def test_transcriptions_give_the_same_findings(from_transcriptions: Run) -> None:
    assert found(from_transcriptions) == {(TRANSCRIBED[report], check, place) for report, check, place in FINDINGS}


def cells(facts: Facts) -> dict[tuple[str, str, str], Decimal | None]:
    return {(cell.table, cell.row, cell.column): cell.value for cell in facts.cells}


def ties(facts: Facts) -> list[tuple[object, ...]]:
    """Return the ties with values for figures, and what is said of each."""
    figures = {figure.figure: figure for figure in facts.figures}
    return [
        (
            tie.kind,
            *(tuple(figures[name].value for name in side) for side in (tie.left, tie.right)),
            tie.items,
            tie.complete,
            judge(tie, figures).holds,
        )
        for tie in facts.ties
    ]


@pytest.mark.parametrize(("document", "transcription"), TRANSCRIBED.items())
def test_transcription_says_what_the_document_says(seeds: Path, document: str, transcription: str) -> None:
    read, written = corpus.facts(seeds / document), corpus.facts(REPORTS / transcription)
    assert written.identity == read.identity
    assert cells(written) == cells(read)
    assert ties(written) == ties(read)
    assert [task._replace(text="", block=None) for task in read.tasks] == list(written.tasks)


@pytest.mark.parametrize(
    ("document", "tie"),
    [
        ("000_6900fbbb063a84cb.txt", ("sum", 2486, 1352, 886, 248)),
        ("000_6900fbbb063a84cb.txt", ("sum", 2523, 860, 1663)),
        ("000_6900fbbb063a84cb.txt", ("rate", 89, 89)),
        ("000_6900fbbb063a84cb.txt", ("all", 295)),
        ("001_93132b439e43e55f.txt", ("rate", 5, 5)),
        ("001_93132b439e43e55f.txt", ("all", 3)),
        ("004_2c03bd508ff881e4.txt", ("sum", 33719, 7039, 26680)),
        ("004_2c03bd508ff881e4.txt", ("sum", 2630, 346, 2284)),
        ("004_2c03bd508ff881e4.txt", ("sum", 32, 17, 0, 15)),
        ("004_2c03bd508ff881e4.txt", ("sum", 29, 13, 3, 13)),
        ("004_2c03bd508ff881e4.txt", ("count", 12)),
    ],
)
def test_relations_that_the_sentences_state(seeds: Path, document: str, tie: tuple[object, ...]) -> None:
    stated = [(kind, *left, *right) for kind, left, right, *_ in ties(corpus.facts(seeds / document))]
    assert tie in stated


def test_tables_of_the_form_2019_are_read_whole(seeds: Path) -> None:
    read = cells(corpus.facts(seeds / "002_d22fa7e95b50c23a.txt"))
    assert sum(table == "applications" for table, _, _ in read) == 23 * 7
    assert sum(table == "reviews" for table, _, _ in read) == 15
    assert read["applications", "予以公开", "商业企业"] is None
    assert read["disclosure", "政府集中采购", "采购总金额"] == 474_000_000


def test_notice_has_55_tasks(seeds: Path) -> None:
    tasks = corpus.facts(seeds / "003_2a25b62380db7aa7.txt").tasks
    assert [task.number for task in tasks] == list(range(1, 56))
    assert all(task.lead or task.responsible for task in tasks)
