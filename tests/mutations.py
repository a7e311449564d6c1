"""For every rule a report on which it holds, and a mutation of it that makes the rule fail, both drawn at random."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random
from typing import NamedTuple

from gouji import equations
from gouji.bodies import Entry
from gouji.checking import Check
from gouji.corpus import Read
from gouji.recognition.sentences.figures import find_figures
from gouji.recognition.sentences.ties import find_ties
from gouji.wording import Said
from schemas.records import Facts, Figure, Identity, Mention, PrintedBlock, Tie, Unread
from tests.specimens import APPLICANTS, OUTCOMES, area, changed, facts, figure, notice, read, subtotalled, values
from tests.stated import paragraphs
from tests.test_statements import BROKEN

Mutate = Callable[[Random, Facts], Facts]


class Case(NamedTuple):
    """A consistent set of reports, and the same with a mutation; `entries` are those of bodies.yaml."""

    good: list[Read]
    bad: list[Read]
    entries: Sequence[Entry] = ()


def _same(_: Random, report: Facts) -> Facts:
    return report


def single(
    form: str, bad: Mutate, good: Mutate = _same, year: int | None = None, issuer: str = "南京市人民政府"
) -> Callable[[Random], Case]:
    """Return a case of one report: `good` prepares it, `bad` mutates what is prepared."""

    def drawn(random: Random) -> Case:
        prepared = good(random, facts(random, form, year, issuer))
        return Case([read("a.yaml", prepared)], [read("a.yaml", bad(random, prepared))])

    return drawn


def pair(
    form: str, bad: Callable[[Random, Facts, Facts], tuple[Facts, Facts]], first: int, good: Mutate = _same
) -> Callable[[Random], Case]:
    """Return a case of two years of one body; `good` prepares the first."""

    def drawn(random: Random) -> Case:
        before = good(random, facts(random, form, first))
        now = facts(random, form, before=before) if form == "2021" else _next(random, before)
        return Case(_years(before, now), _years(*bad(random, before, now)))

    return drawn


def _years(before: Facts, now: Facts) -> list[Read]:
    return [read("before.yaml", before), read("now.yaml", now)]


def _next(random: Random, before: Facts) -> Facts:
    """Return the same body's report on the next year for the forms whose tables say nothing of open requests."""
    now = facts(random, before.identity.form or "", (before.identity.year or 0) + 1, text=False)
    last, own = values(before), values(now)
    changes = []
    for row in ("规章", "规范性文件"):
        if ("disclosure", row, "对外公开总数量") in last:
            total = last["disclosure", row, "对外公开总数量"] + own["disclosure", row, "本年新公开数量"]
            changes.append(("disclosure", row, "对外公开总数量", int(total)))
    for table, row, column in last:
        if column == "上一年项目数量":
            changes.append((table, row, column, int(last[table, row, column] + last[table, row, "本年增减"])))
        if column == "历年累计":
            changes.append((table, row, column, int(last[table, row, column] + own[table, row, "本年累计"])))
    return changed(now, *changes)


def bump(random: Random, report: Facts, *key: str, least: int = 1) -> Facts:
    """Return the report with one cell raised."""
    old = values(report)[key[0], key[1], key[2]]
    return changed(report, (key[0], key[1], key[2], int(old) + random.randint(least, least + 9)))


def put(table: str, row: str, column: str, value: int | None) -> Mutate:
    """Return a mutation that writes a number into a cell."""
    return lambda _, report: changed(report, (table, row, column, value))


def identified(**fields: object) -> Mutate:
    """Return a mutation of what a report says of itself."""
    return lambda _, report: report._replace(identity=report.identity._replace(**fields))


def mentioned(kind: str, text: str) -> Mutate:
    """Return a mutation that prints certain words."""
    return lambda _, report: report._replace(mentions=(*report.mentions, Mention(kind, text, "一")))


def said(*figures: Figure, ties: Sequence[Tie] = ()) -> Mutate:
    """Return a mutation that puts figures into the text."""
    return lambda _, report: report._replace(figures=(*report.figures, *figures), ties=(*report.ties, *ties))


def plain(name: str, value: int, subject: str, unit: str = "件", section: str = "一") -> Figure:
    """Return a figure of no statutory quantity."""
    return Figure(name, Decimal(value), unit, subject, section, text=f"{value}{unit}")


def one_text_figure_wrong(random: Random, report: Facts) -> Facts:
    """Return the report with one figure of its text changed beyond what else it could mean."""
    at = random.randrange(len(report.figures))
    wrong = report.figures[at]._replace(value=report.figures[at].value + 100_000)
    return report._replace(figures=(*report.figures[:at], wrong, *report.figures[at + 1 :]))


def of_tie(rule: Check, random: Random) -> Case:
    """Return a case for a tie: a cell of one of its equations is changed."""
    assert rule.equation is not None
    form = rule.forms[0] if rule.forms else "2019" if rule.equation.unless else "2021"
    report = facts(random, form)
    if rule.equation.given and form in ("2019", "2021"):
        report = subtotalled(report)
    filled = values(report)
    usable = [
        instance
        for instance in equations.instances(rule.equation)
        if all((rule.equation.table, *cell) in filled for cell in (*instance.left, *instance.right))
    ]
    instance = random.choice(usable)
    cell = random.choice((*instance.left, *instance.right))
    return Case([read("a.yaml", report)], [read("a.yaml", bump(random, report, rule.equation.table, *cell))])


def facts_of(text: str) -> Facts:
    """Return what recognition makes of a few sentences."""
    read_of = paragraphs(text)
    figures = find_figures(read_of, {})
    blocks = tuple(PrintedBlock(number, paragraph.text, paragraph.start) for number, paragraph in read_of)
    return Facts(
        Identity("年度报告", "南京市人民政府", 2020), figures=figures, ties=find_ties(read_of, figures), blocks=blocks
    )


def of_statement(name: str, random: Random) -> Case:
    """Return a case for a rule on sentences: the sentence that breaks it, beside one put right."""
    broken, mended = random.choice([(entry[1], entry[3]) for entry in BROKEN if entry[0] == name])
    return Case([read("a.yaml", facts_of(mended))], [read("a.yaml", facts_of(broken))])


def _levels(bad: Mutate, top: str) -> Callable[[Random], Case]:
    """Return a case of a city and its districts; `bad` mutates the city's report (`top`) or the first district's."""

    def drawn(random: Random) -> Case:
        city, below, entries = area(random)
        wrong = bad(random, city if top == "city" else below[0])
        good = [city, *below]
        broken = [wrong, *below] if top == "city" else [city, wrong, *below[1:]]
        return Case(
            *([read(f"{number}.yaml", report) for number, report in enumerate(reports)] for reports in (good, broken)),
            entries,
        )

    return drawn


def _many_published(_: Random, report: Facts) -> Facts:
    return changed(report, ("statistics", "主动公开政府信息数", "数量", 50))


def _offices(random: Random) -> Case:
    """Return a city's 统计表 and those of the two bodies that it sums up."""
    names = ["南京市教育局", "南京市民政局"]
    below = [facts(random, "statistics", 2016, name) for name in names]
    own = facts(random, "statistics", 2016)
    city = changed(own, *((*key, sum(int(values(report)[key]) for report in below)) for key in values(own)))
    entries = [Entry("city", ((0, "南京市人民政府"),), covers="汇总", complete=True)]
    entries += [Entry(name, ((0, name),), parent="city") for name in names]
    wrong = bump(random, city, "statistics", "收到申请数", "数量")
    reads = [[read(f"{at}.yaml", report) for at, report in enumerate((top, *below))] for top in (city, wrong)]
    return Case(*reads, entries)


def _next_years(offset: int, month: int, day: int, field: str = "signed") -> Mutate:
    return lambda _, report: report._replace(
        identity=report.identity._replace(**{field: datetime.date((report.identity.year or 0) + offset, month, day)})
    )


def _later(bad: Mutate) -> Callable[[Random, Facts, Facts], tuple[Facts, Facts]]:
    return lambda random, before, now: (before, bad(random, now))


def _everything(value: int) -> Mutate:
    return lambda _, report: report._replace(
        cells=tuple(cell._replace(value=Decimal(value), text=str(value)) for cell in report.cells), figures=()
    )


def _disputed(random: Random, report: Facts) -> Facts:
    """Return the report without any request, its reconsiderations left."""
    cells = [cell for cell in report.cells if cell.table == "applications"]
    return changed(report, *((cell.table, cell.row, cell.column, 0) for cell in cells))._replace(figures=())


def _no_reconsideration(_: Random, report: Facts) -> Facts:
    sued = [("reviews", "复议后起诉", outcome, value) for outcome, value in zip(OUTCOMES, (1, 0, 0, 0, 1), strict=True)]
    return changed(report, *(("reviews", "行政复议", outcome, 0) for outcome in OUTCOMES), *sued)._replace(figures=())


def _still_open(random: Random, report: Facts) -> Facts:
    """Return the report with a reconsideration that is not decided, and no lawsuit that is not."""
    added = 5 - int(values(report)["reviews", "行政复议", "尚未审结"])
    report = bump(random, report, "reviews", "行政复议", "总计") if added else report
    rows = ("未经复议直接起诉", "复议后起诉")
    none = [("reviews", row, "尚未审结", 0) for row in rows]
    return changed(report, ("reviews", "行政复议", "尚未审结", 5), *none)._replace(figures=())


def _wordy(_: Random, report: Facts) -> Facts:
    """Return the report with an overview of many words and no figure."""
    sections = tuple(section._replace(block=10 * at) for at, section in enumerate(report.sections))
    words = (PrintedBlock(1, "本年度坚持公开为常态、不公开为例外。" * 5, 0),)
    return report._replace(sections=sections, blocks=words, figures=())


def _copied(random: Random, before: Facts, now: Facts) -> tuple[Facts, Facts]:
    return before, now._replace(cells=before.cells, figures=())


def _worded(random: Random, before: Facts, now: Facts) -> tuple[Facts, Facts]:
    words = "".join(chr(random.randrange(0x4E00, 0x9FA5)) for _ in range(600))
    block = (PrintedBlock(0, words, 0),)
    return before._replace(blocks=block), now._replace(blocks=block)


_CHARACTERS = [chr(code) for code in range(0x4E00, 0x9FA5)]


def _overviews(random: Random, copied: bool) -> list[Read]:
    """Return the reports of two bodies with overviews of their own, or with one for both."""
    words = ["".join(random.choices(_CHARACTERS, k=600)) for _ in range(2)]
    reports = []
    for name, text in zip(("东", "西"), words[:1] * 2 if copied else words, strict=True):
        report = facts(random, year=2022, issuer=f"南京市{name}山区人民政府", text=False)
        none = [(_DISC, "规章", column, 0) for column in ("本年制发件数", "本年废止件数", "现行有效件数")]
        block = PrintedBlock(0, f"{name}山区在2022年公开{len(name)}件。{text}", 0)
        reports.append(read(f"{name}.yaml", changed(report, *none)._replace(blocks=(block,))))
    return reports


def _grown(random: Random, before: Facts, now: Facts) -> tuple[Facts, Facts]:
    rate = Figure("r1", Decimal(987654), "%", "同比增长", "一", text="987654%")
    tie = Tie("growth", ("f1",), (), "r1", cue="增长")
    return before, now._replace(figures=(*now.figures, rate), ties=(tie,))


def _more(change: int) -> Callable[[Random, Facts, Facts], tuple[Facts, Facts]]:
    """Return both years with a sentence on how many more requests came in than the year before, `change` too many."""

    def told(random: Random, before: Facts, now: Facts) -> tuple[Facts, Facts]:
        key = ("applications", "本年新收", "总计")
        real = int(values(now)[key] - values(before)[key])
        way = "减少" if real + change < 0 else "增加"
        said = plain("c1", abs(real + change), f"比上年{way}")
        received = next(place for place, own in enumerate(now.figures) if own.quantity == "本年新收")
        figures = (*now.figures[: received + 1], said, *now.figures[received + 1 :])
        return before, now._replace(figures=figures)

    return told


def _tasks(bad: Callable[[Random, Facts], Facts]) -> Callable[[Random], Case]:
    def drawn(random: Random) -> Case:
        good = notice(random)
        return Case([read("a.yaml", good)], [read("a.yaml", bad(random, good))])

    return drawn


def _task(**fields: object) -> Callable[[Random, Facts], Facts]:
    def mutate(random: Random, report: Facts) -> Facts:
        at = random.randrange(len(report.tasks))
        return report._replace(tasks=(*report.tasks[:at], report.tasks[at]._replace(**fields), *report.tasks[at + 1 :]))

    return mutate


def _unread(random: Random) -> Case:
    good = read("a.yaml", facts(random))
    return Case([good], [Read.of(good.source, good.hash, Facts(), Said("打不开", "cannot be opened"))])


def _partly(_: Random, report: Facts) -> Facts:
    return report._replace(
        problems=(Unread(Said("表三有一行读不出", "a row of table three was not read"), "applications"),)
    )


def _negative(random: Random, report: Facts) -> Facts:
    return changed(report, ("reviews", "行政复议", random.choice(OUTCOMES), -3))


_FORM_YEAR = {"2019": 2020, "2021": 2023, "statistics": 2016, "narrative": 2012}
_APPLY, _RV, _DISC, _ST = "applications", "reviews", "disclosure", "statistics"

MUTATIONS: dict[str, Callable[[Random], Case]] = {
    "carried_over_came_in_this_year": single("2021", put(_APPLY, "结转下年度", "总计", 100_000)),
    "carried_over_are_few": single(
        "2021",
        lambda random, report: changed(
            report,
            (
                _APPLY,
                "结转下年度",
                "总计",
                int(values(report)[_APPLY, "本年新收", "总计"] * random.randint(30, 90) / 100),
            ),
        ),
    ),
    "fees_are_not_negative": single("2021", put(_DISC, "行政事业性收费", "本年收费金额", -1)),
    "fees_are_in_the_unit_of_the_form": single("2021", put(_DISC, "行政事业性收费", "本年收费金额", 30_000_000)),
    "documents_of_the_year_are_in_force": single("2021", put(_DISC, "行政规范性文件", "本年制发件数", 1000)),
    "only_bodies_with_the_power_make_rules": single(
        "2021",
        put(_DISC, "规章", "现行有效件数", 6),
        issuer="南京市江宁区汤山街道办事处",
        good=lambda _, report: changed(
            report, *((_DISC, "规章", column, 0) for column in ("本年制发件数", "本年废止件数", "现行有效件数"))
        ),
    ),
    "published_were_made": single(
        "2019",
        lambda random, report: bump(
            random,
            bump(random, report, _DISC, "规章", "本年新公开数量", least=10),
            _DISC,
            "规章",
            "对外公开总数量",
            least=40,
        ),
    ),
    "newly_published_are_in_the_total": single(
        "2019",
        put(_DISC, "规范性文件", "对外公开总数量", -0),
        good=lambda _, report: changed(
            report, (_DISC, "规范性文件", "本年新制作数量", 5), (_DISC, "规范性文件", "本年新公开数量", 5)
        ),
    ),
    "items_are_not_negative": single("2019", put(_DISC, "行政处罚", "本年增减", -500)),
    "decisions_are_not_items": single(
        "2019",
        lambda _, report: changed(
            report,
            *(
                (
                    _DISC,
                    row,
                    "处理决定数量",
                    int(values(report)[_DISC, row, "上一年项目数量"] + values(report)[_DISC, row, "本年增减"]),
                )
                for row in ("行政许可", "行政处罚")
            ),
        ),
    ),
    "purchases_have_an_amount": single("2019", put(_DISC, "政府集中采购", "采购总金额", 0)),
    "processing_fees_are_reported": single("2021", mentioned("缺内容", "信息处理费")),
    "collected_was_billed": single(
        "2021",
        said(plain("p2", 900, "实际收取信息处理费", "元", "六")),
        good=said(plain("p1", 400, "收费通知总金额", "元", "六")),
    ),
    "unpaid_were_billed": single(
        "2021", put(_APPLY, "逾期不缴费", "总计", 10_000), good=said(plain("p1", 5000, "发出收费通知", section="六"))
    ),
    "fee_fits_the_tariff": single("2021", said(plain("p1", 385, "收取信息处理费", "元", "六"))),
    "fees_in_text_agree_with_table": single("statistics", said(plain("p1", 300, "收取依申请公开费用", "元", "四"))),
    "one_body_throughout": single("2021", mentioned("机构", "苏州市人民政府")),
    "citations_are_right": single(
        "2021", mentioned("引文", "国办发〔2021〕30号"), good=mentioned("引文", "国办公开办函〔2021〕30号")
    ),
    "area_is_the_sum_of_its_bodies": _levels(
        lambda random, report: bump(random, report, _APPLY, "予以公开", "总计"), "city"
    ),
    "no_body_exceeds_its_area": _levels(
        lambda random, report: bump(random, report, _APPLY, "总计", "总计", least=1_000_000), "district"
    ),
    "statistics_are_the_sum_of_their_bodies": _offices,
    "signed_after_the_year_ends": single("2021", _next_years(0, 11, 24)),
    "published_after_the_year_ends": single("2021", _next_years(0, 12, 27, "published")),
    "period_is_of_the_year": single("2021", _next_years(-1, 12, 31, "period_end")),
    "period_is_stated_completely": single("2021", mentioned("统计期限", "自2021年1月1日至")),
    "period_is_the_whole_year": single("2021", _next_years(0, 11, 30, "period_end")),
    "published_in_time": single("2021", _next_years(1, 6, 1)),
    "claims_are_of_the_year": single("2021", mentioned("他年", "2011年共收到申请3件")),
    "a_government_has_figures": single("2021", _everything(0)),
    "withdrawals_are_counted": single("2021", said(plain("p1", 100_000, "申请人撤回申请"))),
    "published_decisions_were_taken": single("2021", said(plain("p1", 100_000, "公示行政处罚", "条"))),
    "no_blank_in_print": single(
        "2021", lambda random, report: changed(report, (_APPLY, "予以公开", random.choice(APPLICANTS), None))
    ),
    "labels_are_the_forms_own": single(
        "2021",
        lambda random, report: report._replace(
            cells=tuple(
                cell._replace(label="1.属于国家 mm") if cell.row == "国家秘密" else cell for cell in report.cells
            )
        ),
    ),
    "no_words_doubled": single("2021", mentioned("重复", "其中：其中")),
    "no_personal_contact": single("2021", mentioned("联系人", "易某某")),
    **{
        name: single("2021", said(plain("p1", 77, words, "%")))
        for name, words in (
            ("disclosure_rate_follows_from_table", "公开答复率"),
            ("conclusion_rate_follows_from_table", "申请办结率"),
            ("timely_rate_follows_from_table", "按时办结率"),
            ("correction_rate_follows_from_table", "行政复议纠错率"),
        )
    },
    "document_is_read": _unread,
    "every_part_is_read": single("2021", _partly),
    "document_is_a_report": single("2021", identified(kind="其他")),
    "values_are_valid": single("2021", _negative),
    "disputes_follow_applications": single("2021", _disputed),
    "lawsuits_after_a_reconsideration": pair(
        "2021",
        lambda random, before, now: (_no_reconsideration(random, before), _no_reconsideration(random, now)),
        2021,
    ),
    "disputes_are_fewer_than_requests": pair("2021", _later(put(_RV, "行政复议", "总计", 1_000_000)), 2022),
    "one_figure_is_of_one_body": single(
        "2021",
        said(
            plain("p1", 7039, "市政府办公室发布信息", "条")._replace(scope="办公室"),
            plain("p2", 7039, "市政府办公室及各部门发布信息", "条")._replace(scope="各部门"),
        ),
    ),
    "every_refusal_has_a_ground": single("statistics", put(_ST, "不同意公开数", "数量", 10_000)),
    "a_refusal_has_one_ground": single("statistics", put(_ST, "涉及商业秘密", "数量", 10_000)),
    "parts_do_not_exceed_wholes": single("statistics", put(_ST, "负责同志参加访谈次数", "数量", 10_000)),
    "no_channel_exceeds_the_total": single("statistics", put(_ST, "政务微博公开数", "数量", 10_000)),
    "channels_cover_the_total": single("statistics", put(_ST, "主动公开政府信息数", "数量", 10_000)),
    "concluded_were_received": single("statistics", put(_ST, "申请办结数", "数量", 10_000)),
    "answered_are_concluded": single(
        "statistics", lambda random, report: bump(random, report, _ST, "申请答复数", "数量")
    ),
    "no_fee_without_request_or_right": single("statistics", put(_ST, "收取费用", "数量", 3), year=2018),
    "indicators_do_not_exceed_wholes": single("narrative", put(_ST, "首次处理不满意申诉数", "数量", 10_000)),
    "replies_do_not_exceed_requests": single("narrative", put(_ST, "答复总数", "数量", 10_000)),
    "announced_sections_exist": single("2021", mentioned("章节", "咨询情况")),
    "six_sections_are_there": single("2021", lambda _, report: report._replace(sections=report.sections[:5])),
    "form_is_that_of_the_year": single("2021", identified(form="2019")),
    "prescribed_matters_are_reported": single("2021", mentioned("缺内容", "监督保障")),
    "problems_are_named": single("2021", mentioned("内容空", "无。")),
    "no_words_of_the_template": single("2021", mentioned("残留", "该部分以表格形式报告")),
    "six_sections_are_in_order": single(
        "2021",
        lambda _, report: report._replace(sections=(*report.sections[:4], report.sections[5], report.sections[4])),
    ),
    "overview_has_figures": single("2021", _wordy),
    "only_bodies_with_the_power_decide": single(
        "2021",
        put(_DISC, "行政处罚", "本年处理决定数量", 6),
        issuer="南京市江宁区信访局",
        good=lambda _, report: changed(
            report, *((_DISC, row, "本年处理决定数量", 0) for row in ("行政许可", "行政处罚", "行政强制"))
        ),
    ),
    "something_was_published_before": single(
        "2019",
        lambda _, report: changed(
            report, (_DISC, "规范性文件", "本年新公开数量", 30), (_DISC, "规范性文件", "对外公开总数量", 30)
        ),
    ),
    "collected_fee_is_in_the_table": single("2021", said(plain("p1", 20_000_000, "实际收取信息处理费", "元", "六"))),
    "charges_in_text_agree_with_table": single(
        "2021", said(plain("p1", 987_654_321, "收取行政事业性收费", "元", "二"))
    ),
    "persons_apply_most_in_a_township": single(
        "2021", put(_APPLY, "本年新收", "法律服务机构", 100_000), issuer="南京市江宁区汤山街道办事处"
    ),
    "open_cases_come_back": pair(
        "2021", lambda random, before, now: (before, _no_reconsideration(random, now)), 2021, _still_open
    ),
    "tasks_are_numbered_without_gap": _tasks(_task(number=77)),
    "every_task_names_a_body": _tasks(_task(lead=(), responsible=())),
    "deadlines_lie_in_the_year": _tasks(_task(deadline=datetime.date(2031, 6, 30))),
    "text_agrees_with_tables": single("2021", one_text_figure_wrong),
    "documents_in_text_agree_with_table": single("2021", said(plain("p1", 5000, "制发行政规范性文件"))),
    "decisions_in_text_agree_with_table": single("2021", said(plain("p1", 5000, "作出行政许可决定"))),
    "restated_figures_agree": single("2021", said(figure("p1", 100_000, "行政复议"))),
    "all_means_all": single(
        "2021",
        mentioned("复议全部审结", "均已审结"),
        good=lambda _, report: changed(report, (_RV, "行政复议", "尚未审结", 3)),
    ),
    "carried_in_is_carried_out": pair(
        "2021", _later(lambda random, now: bump(random, now, _APPLY, "上年结转", "总计")), 2021
    ),
    "each_applicant_is_carried_over": pair(
        "2021", _later(lambda random, now: bump(random, now, _APPLY, "上年结转", random.choice(APPLICANTS[:6]))), 2021
    ),
    "stock_rolls_forward": pair(
        "2021", _later(lambda random, now: bump(random, now, _DISC, "规章", "现行有效件数")), 2021
    ),
    "published_stock_grows_by_what_is_new": pair(
        "2019", _later(lambda random, now: bump(random, now, _DISC, "规章", "对外公开总数量")), 2019
    ),
    "items_roll_forward": pair(
        "2019", _later(lambda random, now: bump(random, now, _DISC, "行政许可", "上一年项目数量")), 2019
    ),
    "totals_of_all_years_grow_by_the_year": pair(
        "narrative", _later(lambda random, now: bump(random, now, _ST, "申请总数", "历年累计")), 2011
    ),
    "figures_are_not_last_years": pair("2021", _copied, 2021),
    "no_jump_in_what_is_published": pair(
        "statistics", _later(put(_ST, "主动公开政府信息数", "数量", 10_000_000)), 2016, _many_published
    ),
    "no_jump_from_last_year": pair("2021", _later(put(_DISC, "行政处罚", "本年处理决定数量", 10_000_000)), 2021),
    "growth_agrees_with_last_year": pair("2021", _grown, 2021),
    "change_agrees_with_last_year": pair("2021", _more(7), 2021),
    "text_is_not_another_bodys": lambda random: Case(_overviews(random, False), _overviews(random, True)),
    "text_is_not_last_years": pair("2021", _worded, 2021),
}


def case(rule: Check, random: Random) -> Case:
    """Return a case for a rule.

    Raises:
        KeyError: no mutation is known that makes the rule fail.
    """
    if rule.equation:
        return of_tie(rule, random)
    return of_statement(rule.name, random) if rule.family == "statements" else MUTATIONS[rule.name](random)


__all__ = ["Case", "Identity", "case"]
