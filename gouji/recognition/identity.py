"""Who reports on which period: kind of document, issuer, year, title, document number and dates.

Silence stays `None`; nothing is guessed from the file's name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gouji.document import Document, Paragraph, Table, normalise
from gouji.recognition.dates import DATE, as_date, dates, matched, year_of
from schemas.records import Identity

_YEAR = r"(?P<year>(?:19|20)\d\d|[二一][〇○零九][〇○零一二三四五六七八九]{2})年?度?"
_TAIL = r"(?:\((?:全文|正文|公开版|.{0,6}修订.{0,4})\))?"
# 某区人民政府2017年度政府信息公开工作(年度)报告; the year also stands first, or in brackets at the end
_REPORT_TITLE = re.compile(
    rf"(?P<issuer>[^。;,:]{{0,60}}?)(?:关于)?{_YEAR}(?P<issuer_after>[^。;,:年]{{0,40}}?)的?"
    rf"(?:政府)?(?:信息|政务)(?:主动)?公开(?:工作)?(?:情况)?(?:的?年度)?的?(?:工作)?(?:年度)?(?:报告|年报){_TAIL}"
)
_UNDATED_TITLE = re.compile(
    r"(?P<issuer>[^。;,:]{2,60}?)(?:政府)?信息公开(?:工作)?(?:年度(?:工作)?报告|年报)[(〔](?P<year>(?:19|20)\d\d)年?度?[)〕]"
)
_YEAR_INSIDE_TITLE = re.compile(
    rf"(?P<issuer>[^。;,:]{{2,60}}?)(?:政府)?信息公开(?:工作)?{_YEAR}(?:年度|工作)?(?:报告|年报){_TAIL}"
)
_POINTS_TITLE = re.compile(
    rf"(?:关于印发|印发)?(?P<issuer>[^。;,:]{{2,40}}?){_YEAR}(?P<issuer_after>)政务公开(?:工作)?(?:工作要点|要点)"
)
# 现就/现将 … 2017年度政府信息公开(工作)情况报告如下: the body that reports, where no title says it
OPENING = re.compile(
    rf"现(?:就|将|公布|发布|向社会公布)(?P<issuer>[^。;,:]{{2,60}}?)(?:机关)?{_YEAR}的?(?:政府)?信息公开(?:工作)?(?:情况|年度报告|报告)"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[(](?:19|20)\d\d[〕\])]\s*\d{1,5}号$")
_STATUTORY_OPENING = re.compile(r"((?:19|20)\d\d)年(?:度|以来)?[,，]")
_YEAR_LINE = re.compile(r"\(?((?:19|20)\d\d)年(?:度|1月?[-—~至]12月)?\)?")
_PUBLISHED = re.compile(r"(发布|发文|公开|更新|成文|生成)?(日期|时间)|来源")
_ISSUED = re.compile(r"印发$")
_PERIOD = re.compile(
    rf"(?:自|从)\s*({DATE.pattern})\s*起?\s*[至到—~-]+\s*"
    r"(?:(?P<year2>(?:19|20)\d\d)\s*年\s*)?(?:(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*日)?"
)
_CUTOFF = re.compile(rf"(?:期限|时间|数据)[^。]{{0,12}}截[止至]到?({DATE.pattern})")
_BODY = re.compile(r"[^,。;:\d]{0,30}(?:政府|办公厅|办公室|委员会|公署|局|厅|办)")
_BODY_NAME = (
    r"[\u4e00-\u9fff()]{2,40}?"
    r"(?:政府|办公厅|办公室|委员会|管委会|公署|办事处|[局厅部署院社馆所]|中心|海关|大学|学院|学校|医院|公司|银行|支队|总队)"
)
_SIGNED_BODY = re.compile(_BODY_NAME)
_PUBLISHER = re.compile(
    r"(?:发布机构|发布单位|公开单位|编制单位|填报单位|填报机关|信息来源|稿源|来源)\s?[::]\s?"
    rf"({_BODY_NAME})(?=$|[^\u4e00-\u9fff]|浏览|点击|访问|阅读|字体|字号|作者|发布|时间|日期|打印|责任)"
)
_TITLES = (
    ("工作要点", _POINTS_TITLE),
    ("年度报告", _REPORT_TITLE),
    ("年度报告", _YEAR_INSIDE_TITLE),
    ("年度报告", _UNDATED_TITLE),
)
_HEAD = 12  # a title stands among the first paragraphs
_LINE = 80  # a longer paragraph is no title


class _Title(NamedTuple):
    kind: str
    title: str
    issuer: str | None
    year: int


def find_identity(document: Document, form: str | None) -> Identity:
    """Return what the document says of itself; `form` is the statutory form of its tables, if it has any."""
    paragraphs = [paragraph for _, paragraph in document.paragraphs()]
    laid_out = list(_laid_out(document))
    titled = _title(paragraphs) or _title(laid_out)
    opened = _opening(paragraphs)
    start, end = _period(paragraphs)
    kind = titled.kind if titled else "年度报告" if opened or form in ("2019", "2021", "statistics") else "其他"
    named = _body(titled.issuer, paragraphs) if titled and titled.issuer else opened[0] if opened else None
    issuer = named or (_signing(paragraphs) or _publishing(document) if kind == "年度报告" else None)
    year = (
        titled.year
        if titled
        else opened[1]
        if opened
        else _stated_year([*paragraphs[:_HEAD], *laid_out[:_HEAD]])
        if form
        else None
    )
    return Identity(
        kind=kind,
        issuer=issuer,
        year=year,
        form=form or ("narrative" if kind == "年度报告" else None),
        title=titled.title if titled else None,
        document_number=_document_number(paragraphs),
        published=_published(document),
        signed=_signed(paragraphs),
        issued=_issued(paragraphs),
        period_start=start,
        period_end=end,
    )


def _title(paragraphs: list[Paragraph]) -> _Title | None:
    """Return the title, which may run over up to three short lines; one that names its issuer is preferred."""
    head = [paragraph for paragraph in paragraphs[:_HEAD] if len(paragraph.text) <= _LINE]
    found: list[_Title] = []
    for lines in (1, 2, 3):
        found += filter(None, (_as_title(head[at : at + lines]) for at in range(len(head) - lines + 1)))
        if any(title.issuer for title in found):
            break
    return max(found, key=lambda title: bool(title.issuer), default=None)


def _as_title(lines: list[Paragraph]) -> _Title | None:
    printed = "".join(character for line in lines for character in line.text if not character.isspace())
    reading = Paragraph(printed).reading
    if "报告如下" in reading or reading.endswith("。"):
        return None
    for kind, pattern in _TITLES:
        match = pattern.fullmatch(reading) if kind != "工作要点" else pattern.match(reading)
        if match and not reading.startswith("《"):
            groups = match.groupdict()
            span = (
                match.span("issuer")
                if match["issuer"]
                else match.span("issuer_after")
                if groups.get("issuer_after")
                else None
            )
            return _Title(kind, printed, _issuer(printed[slice(*span)]) if span else None, year_of(match["year"]))
    return None


def _issuer(printed: str) -> str | None:
    """Return a body's name without the words that tie it into the title."""
    name = (
        printed.strip("《》的 ").removeprefix("关于印发").removeprefix("关于").removesuffix("机关").removesuffix("关于")
    )
    if name.endswith("人民"):  # 某区人民政府信息公开: the word 政府 serves twice
        name += "政府"
    return name or None


def _body(name: str, paragraphs: list[Paragraph]) -> str:
    """Return the body of a place that a title names alone (某市2018年…), where a line of the head prints it."""
    if _BODY.search(name):
        return name
    lines = (paragraph.text.strip() for paragraph in paragraphs[:_HEAD])
    return next((line for line in lines if line.startswith(name) and _BODY.fullmatch(line)), name)


def _signing(paragraphs: list[Paragraph]) -> str | None:
    """Return the body that signs below the text, on the line before the date or on the last line."""
    for before, line in zip(paragraphs[-2::-1], paragraphs[:0:-1], strict=True):
        if DATE.fullmatch(line.reading.strip()):
            return _named(before.reading.strip())
    return _named(paragraphs[-1].reading.strip()) if paragraphs else None


def _publishing(document: Document) -> str | None:
    """Return the body that the website names as the one that publishes (发布机构, 来源)."""
    for block in document.blocks:
        texts = [block.reading] if isinstance(block, Paragraph) else _side_by_side(block)
        if match := next(filter(None, map(_PUBLISHER.search, texts)), None):
            return match[1]
    return None


def _side_by_side(table: Table) -> Iterator[str]:
    """Yield each two neighbours in a table's rows as the line that they would be: 发布机构:某局."""
    for row in table.rows():
        for left, right in pairwise(row):
            yield normalise(f"{left.text.strip(':： ')}:{right.text}")


def _named(printed: str) -> str | None:
    name = "".join(printed.split())
    return name if _SIGNED_BODY.fullmatch(name) else None


def _opening(paragraphs: list[Paragraph]) -> tuple[str | None, int] | None:
    for paragraph in paragraphs[:_HEAD]:
        if match := OPENING.search(paragraph.reading):
            shift = match.start("issuer")
            return _issuer(paragraph.text[shift : match.end("issuer")]), year_of(match["year"])
    return None


def _stated_year(lines: list[Paragraph]) -> int | None:
    """Return the year in which the first section opens (2020年以来，…) or below a table's title (（2018年度）)."""
    for line in lines:
        if match := _STATUTORY_OPENING.match(line.reading) or _YEAR_LINE.fullmatch(line.reading.strip()):
            return int(match[1])
    return None


def _laid_out(document: Document) -> Iterator[Paragraph]:
    """Yield the lines of a report that stand alone in a row of a table, as spreadsheets print them."""
    for _, table in document.tables():
        for row in table.rows():
            texts = [cell.text for cell in row if cell.text]
            if len(texts) == 1:
                yield Paragraph(texts[0])


def _document_number(paragraphs: list[Paragraph]) -> str | None:
    """Return the document's own number, which stands on a line of its own in the head."""
    for paragraph in paragraphs[:_HEAD]:
        if _NUMBER.fullmatch(paragraph.reading.strip()):
            return paragraph.text.strip()
    return None


def _published(document: Document) -> datetime.date | None:
    """Return the website's date, which stands beside 来源 or 发布日期."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and len(block.text) <= _LINE and _PUBLISHED.search(block.reading):
            for _, date in dates(block.reading):
                return date
    return None


def _date_lines(paragraphs: list[Paragraph]) -> Iterator[datetime.date]:
    for paragraph in paragraphs:
        match = DATE.fullmatch(paragraph.reading.strip())
        if match and (date := matched(match)):
            yield date


def _signed(paragraphs: list[Paragraph]) -> datetime.date | None:
    """Return the date under the text, which stands on a line of its own."""
    return next(_date_lines(paragraphs[::-1]), None)


def _issued(paragraphs: list[Paragraph]) -> datetime.date | None:
    for paragraph in paragraphs[::-1]:
        if _ISSUED.search(paragraph.reading.strip()):
            for _, date in dates(paragraph.reading):
                return date
    return None


def _period(paragraphs: list[Paragraph]) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first period that the text states as the reported one."""
    for paragraph in paragraphs:
        if match := _PERIOD.search(paragraph.reading):
            first = next(dates(match[1]), None)
            start = first[1] if first else None
            if start and match["m2"]:
                return start, as_date(int(match["year2"] or start.year), int(match["m2"]), int(match["d2"]))
            if start:
                return start, None
        if match := _CUTOFF.search(paragraph.reading):
            return None, next((date for _, date in dates(match[1])), None)
    return None, None
