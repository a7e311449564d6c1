"""表三 收到和处理政府信息公开申请情况."""

from gouji.checking import tie

_FORM = "国办公开办函〔2019〕60号、〔2021〕30号 表三"


@tie("applications", basis=_FORM, zh="每一行，各类申请人之和等于总计")
def test_applicants_sum_to_total():
    """In each row the six kinds of applicants sum to the total."""
    return "自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他 == 总计"


_RESULTS = (
    "予以公开 + 部分公开 + 国家秘密 + 法律行政法规禁止公开 + 三安全一稳定 + 第三方合法权益 + 三类内部事务信息"
    " + 四类过程性信息 + 行政执法案卷 + 行政查询事项 + 本机关不掌握 + 需要另行制作 + 补正后仍不明确"
    " + 信访举报投诉 + 重复申请 + 公开出版物 + 大量反复申请 + 确认或重新出具"
)


@tie("applications", basis=_FORM, zh="每一列，各项办理结果之和等于（七）总计（其他处理为一行）", unless="其他处理其他")
def test_results_sum_to_total():
    """In each column the results sum to （七）总计, where （六）其他处理 is one row."""
    return f"{_RESULTS} + 其他处理 == 总计"


@tie("applications", basis="国办公开办函〔2021〕30号 表三", zh="每一列，各项办理结果之和等于（七）总计（其他处理分三行）", given="其他处理其他")
def test_results_in_full_sum_to_total():
    """In each column the results sum to （七）总计, where （六）其他处理 is three rows."""
    return f"{_RESULTS} + 逾期不补正 + 逾期不缴费 + 其他处理其他 == 总计"


@tie("applications", basis=f"{_FORM}：第一项加第二项之和，等于第三项加第四项之和", zh="每一列，本年新收加上年结转等于总计加结转下年度")
def test_received_are_concluded_or_carried_over():
    """In each column what came in (new and carried over) is concluded or carried over to the next year."""
    return "本年新收 + 上年结转 == 总计 + 结转下年度"
