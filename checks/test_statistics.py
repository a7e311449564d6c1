"""政府信息公开情况统计表 of reports on 2014 to 2018, and the local table of indicators before that."""

import pandas as pd

from checks.cells import at_most, compared, picked, stated
from gouji.checking import check, tie, verdicts

_FORM = "国办发〔2014〕32号 政府信息公开情况统计表"
_TABLE = "政府信息公开情况统计报表（国务院令第492号 第三十二条）"
_N = "数量"


def _pairs(*names: tuple[str, str]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    return [((small, _N), (large, _N)) for small, large in names]


@tie(
    "statistics",
    basis=_FORM,
    forms=("statistics",),
    zh="收到申请数等于当面、传真、网络、信函申请数之和",
    doubt=("当地表格另有电子邮件等渠道", "a local table may have further channels, such as e-mail"),
)
def test_channels_sum_to_requests() -> str:
    """Requests received are those made in person, by fax, over the network and by letter."""
    return "当面申请数 + 传真申请数 + 网络申请数 + 信函申请数 == 收到申请数"


@tie("statistics", basis=_FORM, forms=("statistics",), zh="申请办结数等于按时办结数加延期办结数")
def test_concluded_in_time_or_late() -> str:
    """Requests are concluded in time or after an extension."""
    return "按时办结数 + 延期办结数 == 申请办结数"


@tie("statistics", basis=_FORM, forms=("statistics",), zh="申请答复数等于八类答复之和")
def test_answers_sum_to_total() -> str:
    """Answers are of eight kinds."""
    return (
        "已主动公开范围数 + 同意公开数 + 同意部分公开数 + 不同意公开数 + 非本机关公开数 + 信息不存在数 + 更改补充数"
        " + 其他途径办理数 == 申请答复数"
    )


_GROUNDS = ("涉及国家秘密", "涉及商业秘密", "涉及个人隐私", "危及三安全一稳定", "非条例所指政府信息", "其他不同意情形")


def _refusals(statistics: pd.DataFrame) -> pd.DataFrame:
    grounds = statistics[[(row, _N) for row in _GROUNDS]]
    frame = pd.DataFrame({"grounds": grounds.sum(axis=1, skipna=False), "refused": statistics["不同意公开数", _N]})
    return stated(frame.rename_axis("report").reset_index(), "grounds", "refused")


_REFUSED = " ".join(f"statistics[{row},{_N}]" for row in ("不同意公开数", *_GROUNDS))


@check(basis=_FORM, forms=("statistics",), zh="不同意公开的每件都有一项理由")
def test_every_refusal_has_a_ground(statistics: pd.DataFrame) -> pd.DataFrame:
    """The six grounds for refusal sum at least to the refusals."""
    frame = _refusals(statistics)
    return verdicts(
        frame,
        compared(frame, frame["grounds"] >= frame["refused"], "grounds", "refused"),
        place=f"statistics[不同意公开数,{_N}]",
        members=_REFUSED,
        left="{refused}",
        right="{grounds}",
        zh="不同意公开 {refused} 件，而所列理由只有 {grounds} 件",
        en="{refused} refusals, but only {grounds} with a ground",
    )


@check(
    basis=_FORM,
    severity="warning",
    forms=("statistics",),
    zh="不同意公开的每件只计一项理由",
    doubt=("一件可有多项理由", "a refusal may have several grounds"),
)
def test_a_refusal_has_one_ground(statistics: pd.DataFrame) -> pd.DataFrame:
    """The six grounds for refusal sum to no more than the refusals."""
    frame = _refusals(statistics)
    return verdicts(
        frame,
        compared(frame, frame["grounds"] <= frame["refused"], "grounds", "refused"),
        place=f"statistics[不同意公开数,{_N}]",
        members=_REFUSED,
        left="{refused}",
        right="{grounds}",
        zh="不同意公开 {refused} 件，而所列理由有 {grounds} 件",
        en="{refused} refusals, but {grounds} grounds",
    )


@tie("statistics", basis=_FORM, forms=("statistics",), zh="行政复议数等于维持、纠错、其他情形之和")
def test_reconsiderations_sum_to_total() -> str:
    """Reconsiderations are upheld, corrected or otherwise ended."""
    return "复议维持数 + 复议纠错数 + 复议其他情形数 == 行政复议数"


@tie("statistics", basis=_FORM, forms=("statistics",), zh="行政诉讼数等于维持或驳回、纠错、其他情形之和")
def test_lawsuits_sum_to_total() -> str:
    """Lawsuits are upheld or rejected, corrected or otherwise ended."""
    return "诉讼维持数 + 诉讼纠错数 + 诉讼其他情形数 == 行政诉讼数"


@tie("statistics", basis=_FORM, forms=("statistics",), zh="工作人员数等于专职加兼职")
def test_staff_is_full_or_part_time() -> str:
    """Those who work on disclosure do so full or part time."""
    return "专职人员数 + 兼职人员数 == 工作人员数"


@check(basis=f"{_FORM}：其中", forms=("statistics",), zh="“其中”不大于所属的总数")
def test_parts_do_not_exceed_wholes(statistics: pd.DataFrame) -> pd.DataFrame:
    """What is said to be among something is no more than it."""
    return at_most(
        statistics,
        _pairs(
            ("主动公开规范性文件数", "主动公开政府信息数"),
            ("负责同志参加发布会次数", "新闻发布会次数"),
            ("负责同志参加访谈次数", "在线访谈次数"),
        ),
        "statistics",
    )


_CHANNELS = ("政府公报公开数", "政府网站公开数", "政务微博公开数", "政务微信公开数", "其他方式公开数")
_ONCE = f"{_FORM}：不同渠道和方式公开相同信息计1条"


@check(
    basis=_ONCE,
    severity="warning",
    forms=("statistics",),
    zh="任一渠道的公开数不大于主动公开政府信息数",
    doubt=(
        "有的机关把政务动态计入渠道而不计入政府信息",
        "news items may be counted in a channel and not as government information",
    ),
)
def test_no_channel_exceeds_the_total(statistics: pd.DataFrame) -> pd.DataFrame:
    """The same item published over several channels counts once: no channel has more items than there are."""
    return at_most(statistics, _pairs(*((channel, "主动公开政府信息数") for channel in _CHANNELS)), "statistics")


@check(basis=_ONCE, severity="warning", forms=("statistics",), zh="主动公开政府信息数不大于各渠道之和")
def test_channels_cover_the_total(statistics: pd.DataFrame) -> pd.DataFrame:
    """Every item is published over some channel: the channels together have at least as many."""
    sums = statistics[[(channel, _N) for channel in _CHANNELS]].sum(axis=1, skipna=False)
    frame = (
        pd.DataFrame({"channels": sums, "total": statistics["主动公开政府信息数", _N]})
        .rename_axis("report")
        .reset_index()
    )
    frame = stated(frame, "channels", "total")
    return verdicts(
        frame,
        compared(frame, frame["total"] <= frame["channels"], "channels", "total"),
        place=f"statistics[主动公开政府信息数,{_N}]",
        members=" ".join(f"statistics[{row},{_N}]" for row in ("主动公开政府信息数", *_CHANNELS)),
        left="{total}",
        right="{channels}",
        zh="主动公开政府信息 {total} 条，各渠道合计只有 {channels} 条",
        en="{total} items published, but all channels together have {channels}",
    )


@check(
    basis=_FORM,
    severity="warning",
    forms=("statistics",),
    zh="申请办结数不大于收到申请数",
    doubt=(
        "可含上年收到的申请，表中没有结转一栏",
        "requests of the year before may be among them; the form has no carry-over",
    ),
)
def test_concluded_were_received(statistics: pd.DataFrame) -> pd.DataFrame:
    """No more requests are concluded than were received."""
    return at_most(statistics, _pairs(("申请办结数", "收到申请数")), "statistics")


@check(
    basis=_FORM,
    severity="warning",
    forms=("statistics",),
    zh="申请答复数等于申请办结数",
    doubt=(
        "撤回的申请办结而不答复，补正告知也可计为答复",
        "a withdrawn request ends without an answer; a request to amend may count as one",
    ),
)
def test_answered_are_concluded(statistics: pd.DataFrame) -> pd.DataFrame:
    """As many requests are answered as are concluded."""
    frame = stated(
        picked(statistics, answered=("申请答复数", _N), concluded=("申请办结数", _N)), "answered", "concluded"
    )
    return verdicts(
        frame,
        compared(frame, frame["answered"] == frame["concluded"], "answered", "concluded"),
        place=f"statistics[申请答复数,{_N}]",
        members=f"statistics[申请答复数,{_N}] statistics[申请办结数,{_N}]",
        left="{answered}",
        right="{concluded}",
        zh="答复 {answered} 件，办结 {concluded} 件",
        en="{answered} answered, {concluded} concluded",
    )


@check(
    basis="财税〔2017〕20号（2017年4月1日起停征）",
    severity="warning",
    forms=("statistics",),
    zh="没有收到申请或停征之后，不收取费用",
    doubt=("停征前的收费补记", "a fee from before the stop, booked later"),
)
def test_no_fee_without_request_or_right(statistics: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """No fee is taken where nothing was requested, nor after the fee was abolished in 2017."""
    frame = stated(picked(statistics, fee=("收取费用", _N), received=("收到申请数", _N)), "fee").merge(
        reports[["report", "year"]], on="report"
    )
    free = (frame["received"] == 0) | (frame["year"] >= 2018).fillna(False).astype(bool)
    return verdicts(
        frame,
        ~(free & (frame["fee"] > 0)),
        place=f"statistics[收取费用,{_N}]",
        left="{fee}",
        right="{received}",
        zh="{year} 年收到申请 {received} 件，却收取费用 {fee} 万元",
        en="{received} requests in {year}, yet {fee} 万元 taken in fees",
    )


@tie(
    "statistics",
    basis=_TABLE,
    forms=("narrative",),
    zh="申请总数等于各种形式的申请之和",
    doubt=("当地表格的形式不同", "a local table may list other channels"),
)
def test_forms_of_request_sum_to_total() -> str:
    """Requests are made in person, by fax, e-mail, network, letter or otherwise."""
    return "当面申请数 + 传真申请数 + 电子邮件申请数 + 网上申请数 + 信函申请数 + 其他形式申请数 == 申请总数"


@tie("statistics", basis=_TABLE, forms=("narrative",), zh="答复总数等于同意、部分同意、否决之和")
def test_replies_sum_to_total() -> str:
    """A reply grants a request, grants it in part or refuses it."""
    return "同意公开数 + 同意部分公开数 + 否决公开数 == 答复总数"


@tie("statistics", basis=_TABLE, forms=("narrative",), zh="否决公开数等于各项理由之和")
def test_refusals_sum_to_total() -> str:
    """Refusals are on one of eleven grounds."""
    return (
        "非规定所指信息 + 信息不存在 + 非本部门掌握 + 申请内容不明确 + 免予公开范围一 + 免予公开范围二 + 免予公开范围三"
        " + 免予公开范围四 + 免予公开范围五 + 免予公开范围六 + 其他原因 == 否决公开数"
    )


@check(basis=f"{_TABLE}：其中", forms=("narrative",), zh="“其中”不大于所属的总数，本期不大于本年累计")
def test_indicators_do_not_exceed_wholes(statistics: pd.DataFrame) -> pd.DataFrame:
    """A part is no more than its whole, the period's count no more than the year's or that of all years."""
    parts = _pairs(("全文电子化信息数", "主动公开信息数"), ("首次处理不满意申诉数", "行政申诉数"))
    rows = list(dict.fromkeys(cell[0] for cell in statistics.columns if cell[1] == "本年累计"))
    periods = [
        ((row, small), (row, large)) for row in rows for small, large in ((_N, "本年累计"), ("本年累计", "历年累计"))
    ]
    return at_most(statistics, [*parts, *periods], "statistics")


@check(
    basis=_TABLE,
    severity="warning",
    forms=("narrative",),
    zh="答复总数不大于申请总数",
    doubt=("可含上年收到的申请", "requests of the year before may be among them"),
)
def test_replies_do_not_exceed_requests(statistics: pd.DataFrame) -> pd.DataFrame:
    """No more requests are answered than were made."""
    return at_most(statistics, _pairs(("答复总数", "申请总数")), "statistics")
