"""表三 收到和处理政府信息公开申请情况."""

import pandas as pd

from checks.cells import at_most, compared, picked, stated
from gouji.checking import check, tie, verdicts

_FORM = "国办公开办函〔2019〕60号、〔2021〕30号 表三"


@tie("applications", basis=_FORM, zh="每一行，各类申请人之和等于总计")
def test_applicants_sum_to_total() -> str:
    """In each row the six kinds of applicants sum to the total."""
    return "自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他 == 总计"


@tie(
    "applications",
    basis="国办公开办函〔2019〕60号、〔2021〕30号 表三 法人或其他组织",
    zh="每一行，“法人或其他组织”另印小计一栏的，等于其 5 栏之和",
    given=("法人小计",),
)
def test_organisations_sum_to_subtotal() -> str:
    """Where an office prints a column with the subtotal of 法人或其他组织, it is the sum of its five columns."""
    return "商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他 == 法人小计"


_RESULTS = (
    "予以公开 + 部分公开 + 国家秘密 + 法律行政法规禁止公开 + 三安全一稳定 + 第三方合法权益 + 三类内部事务信息"
    " + 四类过程性信息 + 行政执法案卷 + 行政查询事项 + 本机关不掌握 + 需要另行制作 + 补正后仍不明确"
    " + 信访举报投诉 + 重复申请 + 公开出版物 + 大量反复申请 + 确认或重新出具"
)


@tie(
    "applications", basis=_FORM, zh="每一列，各项办理结果之和等于（七）总计（其他处理为一行）", unless=("其他处理其他",)
)
def test_results_sum_to_total() -> str:
    """In each column the results sum to （七）总计, where （六）其他处理 is one row."""
    return f"{_RESULTS} + 其他处理 == 总计"


@tie(
    "applications",
    basis="国办公开办函〔2021〕30号 表三",
    zh="每一列，各项办理结果之和等于（七）总计（其他处理分三行）",
    given=("其他处理其他",),
)
def test_results_in_full_sum_to_total() -> str:
    """In each column the results sum to （七）总计, where （六）其他处理 is three rows."""
    return f"{_RESULTS} + 逾期不补正 + 逾期不缴费 + 其他处理其他 == 总计"


_SUBTOTAL = "国办公开办函〔2019〕60号、〔2021〕30号 表三（三）至（六）"


@tie("applications", basis=_SUBTOTAL, zh="“（三）不予公开”另印小计的，等于其 8 项之和", given=("不予公开",))
def test_refusals_sum_to_subtotal() -> str:
    """Where an office prints a subtotal of （三）不予公开, it is the sum of its eight rows."""
    return (
        "国家秘密 + 法律行政法规禁止公开 + 三安全一稳定 + 第三方合法权益 + 三类内部事务信息 + 四类过程性信息"
        " + 行政执法案卷 + 行政查询事项 == 不予公开"
    )


@tie("applications", basis=_SUBTOTAL, zh="“（四）无法提供”另印小计的，等于其 3 项之和", given=("无法提供",))
def test_unavailable_sum_to_subtotal() -> str:
    """Where an office prints a subtotal of （四）无法提供, it is the sum of its three rows."""
    return "本机关不掌握 + 需要另行制作 + 补正后仍不明确 == 无法提供"


@tie("applications", basis=_SUBTOTAL, zh="“（五）不予处理”另印小计的，等于其 5 项之和", given=("不予处理",))
def test_unprocessed_sum_to_subtotal() -> str:
    """Where an office prints a subtotal of （五）不予处理, it is the sum of its five rows."""
    return "信访举报投诉 + 重复申请 + 公开出版物 + 大量反复申请 + 确认或重新出具 == 不予处理"


@tie(
    "applications",
    basis=_SUBTOTAL,
    zh="“（六）其他处理”在三项之外另印小计的，等于三项之和",
    given=("其他处理", "其他处理其他"),
)
def test_other_handling_sums_to_subtotal() -> str:
    """Where an office prints a subtotal of （六）其他处理 beside its three rows, it is their sum."""
    return "逾期不补正 + 逾期不缴费 + 其他处理其他 == 其他处理"


@tie(
    "applications",
    basis=f"{_FORM}：第一项加第二项之和，等于第三项加第四项之和",
    zh="每一列，本年新收加上年结转等于总计加结转下年度",
)
def test_received_are_concluded_or_carried_over() -> str:
    """In each column what came in (new and carried over) is concluded or carried over to the next year."""
    return "本年新收 + 上年结转 == 总计 + 结转下年度"


@check(
    basis="政府信息公开条例 第三十三条（二十个工作日内答复，可延长二十个工作日）",
    severity="warning",
    forms=("2019", "2021"),
    zh="结转下年度的不多于本年新收的",
    doubt=(
        "征求第三方意见、补正的时间不计在内，上年的申请可能仍在办理",
        "time to ask third parties or to amend does not count",
    ),
)
def test_carried_over_came_in_this_year(applications: pd.DataFrame) -> pd.DataFrame:
    """What is still open at the end of the year was received in it: the time limit leaves nothing older."""
    return at_most(applications, [(("结转下年度", "总计"), ("本年新收", "总计"))], "applications")


_MANY = 40  # requests: below, a few open ones are a large share
_SHARE = 0.25  # forty working days are 16 % of a year


@check(
    basis="政府信息公开条例 第三十三条",
    severity="warning",
    forms=("2019", "2021"),
    zh="结转下年度的不超过本年新收的四分之一（新收不足 40 件的不论）",
    doubt=("年末集中收到申请", "a burst of requests at the end of the year"),
)
def test_carried_over_are_few(applications: pd.DataFrame) -> pd.DataFrame:
    """With time limits of forty working days, not more than a quarter of a year's requests is open at its end."""
    frame = stated(picked(applications, new=("本年新收", "总计"), open=("结转下年度", "总计")), "new", "open")
    frame = frame[~(frame["new"] < _MANY)]
    return verdicts(
        frame,
        compared(frame, frame["open"] <= _SHARE * frame["new"], "new", "open"),
        place="applications[结转下年度,总计]",
        members="applications[结转下年度,总计] applications[本年新收,总计]",
        left="{open}",
        right="{new}",
        zh="新收 {new} 件，结转下年度 {open} 件，超过四分之一",
        en="{open} of {new} new requests are carried over, more than a quarter",
    )
