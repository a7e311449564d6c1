"""表二 主动公开政府信息情况."""

import pandas as pd

from checks.cells import at_most, compared, picked, stated
from gouji.checking import check, verdicts

_FORM_2021 = "国办公开办函〔2021〕30号 表二"
_FORM_2019 = "国办公开办函〔2019〕60号 表二"
_DOCUMENTS = ("规章", "行政规范性文件", "规范性文件")
_POWERS = ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制")
_LARGE = {"乡级": 10_000.0, "县级": 1_000_000.0, "市级": 1_000_000.0}  # 万元: no such body collects as much


@check(basis=_FORM_2021, zh="收费金额不为负", forms=("2021",))
def test_fees_are_not_negative(disclosure: pd.DataFrame) -> pd.DataFrame:
    """The fees collected in the year are not negative."""
    fees = stated(picked(disclosure, fee=("行政事业性收费", "本年收费金额")), "fee")
    return verdicts(
        fees,
        fees["fee"] >= 0,
        place="disclosure[行政事业性收费,本年收费金额]",
        left="{fee}",
        zh="本年收费金额 {fee} 万元为负",
        en="the fees collected, {fee} 万元, are negative",
    )


@check(
    basis=_FORM_2021,
    severity="warning",
    forms=("2021",),
    zh="收费金额以万元计，不大得离奇",
    doubt=("省级汇总可以很大", "a province's sum may be large"),
)
def test_fees_are_in_the_unit_of_the_form(disclosure: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """Fees are given in 万元: an amount too large for the level of the body is likely in 元."""
    fees = stated(picked(disclosure, fee=("行政事业性收费", "本年收费金额")), "fee").merge(
        bodies[["report", "level"]], on="report"
    )
    fees = fees.assign(limit=fees["level"].map(_LARGE).astype(float))
    return verdicts(
        fees,
        compared(fees, fees["fee"] <= fees["limit"], "limit"),
        place="disclosure[行政事业性收费,本年收费金额]",
        left="{fee} 万元",
        right="{limit} 万元",
        zh="{level}机关收费 {fee} 万元，疑将元填作万元",
        en="a body of {level} collecting {fee} 万元: the amount is likely in 元",
    )


@check(
    basis=f"{_FORM_2021}：制发、废止、现行有效的定义",
    severity="warning",
    forms=("2021",),
    zh="现行有效件数不少于本年制发减本年废止",
    doubt=("当年制发又失效的不在现行有效之内", "what is issued and lapses within the year is no longer in force"),
)
def test_documents_of_the_year_are_in_force(disclosure: pd.DataFrame) -> pd.DataFrame:
    """What is in force at the end of the year is at least what the year added."""
    frames = [
        picked(
            disclosure, made=(row, "本年制发件数"), repealed=(row, "本年废止件数"), valid=(row, "现行有效件数")
        ).assign(row=row)
        for row in ("规章", "行政规范性文件")
    ]
    stock = stated(pd.concat(frames, ignore_index=True), "made", "repealed", "valid")
    return verdicts(
        stock,
        compared(stock, stock["valid"] >= stock["made"] - stock["repealed"], "made", "repealed", "valid"),
        place="disclosure[{row},现行有效件数]",
        members="disclosure[{row},现行有效件数] disclosure[{row},本年制发件数] disclosure[{row},本年废止件数]",
        left="{row}：现行有效 {valid}",
        right="本年制发 {made} − 本年废止 {repealed}",
        zh="{row}现行有效 {valid} 件，少于本年制发 {made} 件减本年废止 {repealed} 件",
        en="{row}: {valid} in force, fewer than {made} issued less {repealed} repealed in the year",
    )


@check(
    basis="立法法 第九十一条、第九十三条；国办公开办函〔2021〕30号 表二",
    forms=("2019", "2021"),
    zh="没有规章制定权的机关，规章为 0",
)
def test_only_bodies_with_the_power_make_rules(disclosure: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """A body without the power to make 规章 reports none, also none that it merely applies."""
    own = [column for column in disclosure.columns if column[0] == "规章"]
    rules = (
        pd.DataFrame({"made": disclosure[own].max(axis=1)}, index=disclosure.index).rename_axis("report").reset_index()
    )
    rules = rules.dropna(subset="made").merge(bodies[["report", "level", "makes_rules"]], on="report")
    holds = rules["makes_rules"].astype("boolean").mask(rules["made"] == 0, True)
    return verdicts(
        rules,
        holds,
        place="disclosure[规章,*]",
        left="规章 {made}",
        right="0",
        zh="{level}机关没有规章制定权，表中规章却有 {made} 件",
        en="a body of {level} has no power to make 规章, yet the table counts {made}",
    )


@check(
    basis=_FORM_2019,
    severity="warning",
    forms=("2019",),
    zh="本年新公开数量不大于本年新制作数量",
    doubt=("上年制作的可在本年公开", "what was made the year before may be published in this one"),
)
def test_published_were_made(disclosure: pd.DataFrame) -> pd.DataFrame:
    """No more documents are newly published than were newly made."""
    return at_most(
        disclosure, [((row, "本年新公开数量"), (row, "本年新制作数量")) for row in ("规章", "规范性文件")], "disclosure"
    )


@check(
    basis=_FORM_2019,
    severity="warning",
    forms=("2019",),
    zh="对外公开总数量不小于本年新公开数量",
    doubt=("当年公开又撤下的不在总数之内", "what is withdrawn within the year is not in the total"),
)
def test_newly_published_are_in_the_total(disclosure: pd.DataFrame) -> pd.DataFrame:
    """All documents made public include those newly made public."""
    return at_most(
        disclosure, [((row, "本年新公开数量"), (row, "对外公开总数量")) for row in ("规章", "规范性文件")], "disclosure"
    )


@check(basis=_FORM_2019, forms=("2019",), zh="上一年项目数量加本年增减不为负")
def test_items_are_not_negative(disclosure: pd.DataFrame) -> pd.DataFrame:
    """Last year's items and the year's change sum to no negative number."""
    frames = [
        picked(disclosure, before=(row, "上一年项目数量"), change=(row, "本年增减")).assign(row=row)
        for row in (*_POWERS, "行政事业性收费")
    ]
    items = stated(pd.concat(frames, ignore_index=True), "before", "change")
    return verdicts(
        items,
        compared(items, items["before"] + items["change"] >= 0, "before", "change"),
        place="disclosure[{row},本年增减]",
        members="disclosure[{row},本年增减] disclosure[{row},上一年项目数量]",
        left="{before}",
        right="{change}",
        zh="{row}：上一年 {before} 项，本年增减 {change}，得负数",
        en="{row}: {before} items last year and a change of {change} leave fewer than none",
    )


@check(
    basis=_FORM_2019,
    severity="warning",
    forms=("2019",),
    zh="处理决定数量不是上一年项目数量加本年增减（两栏口径不同）",
    doubt=("偶然相等", "they may be equal by chance"),
)
def test_decisions_are_not_items(disclosure: pd.DataFrame) -> pd.DataFrame:
    """项目数量 counts items of authority, 处理决定数量 decisions: a sum in two rows shows columns misread."""
    equal = pd.DataFrame(
        {
            row: (disclosure[row, "上一年项目数量"] + disclosure[row, "本年增减"]).eq(disclosure[row, "处理决定数量"])
            & (disclosure[row, "处理决定数量"] > 0)
            for row in _POWERS
        },
        index=disclosure.index,
    )
    known = disclosure[[(row, "处理决定数量") for row in _POWERS]].notna().any(axis=1)
    counted = pd.DataFrame({"rows": equal.sum(axis=1)[known]}).rename_axis("report").reset_index()
    return verdicts(
        counted,
        counted["rows"] < 2,
        place="disclosure[*,处理决定数量]",
        left="{rows}",
        zh="有 {rows} 行的处理决定数量恰为上一年项目数量加本年增减，疑将两栏误作合计",
        en="in {rows} rows 处理决定数量 is the sum of the two columns before it: likely misread as a total",
    )


@check(
    basis=_FORM_2019,
    severity="warning",
    forms=("2019",),
    zh="政府集中采购的项目数量与总金额同为零或同不为零",
    doubt=("金额不便公开", "an amount that is not made public"),
)
def test_purchases_have_an_amount(disclosure: pd.DataFrame) -> pd.DataFrame:
    """Purchases were made if, and only if, money was spent on them."""
    bought = stated(
        picked(disclosure, count=("政府集中采购", "采购项目数量"), amount=("政府集中采购", "采购总金额")),
        "count",
        "amount",
    )
    return verdicts(
        bought,
        compared(bought, bought["count"].gt(0) == bought["amount"].gt(0), "count", "amount"),
        place="disclosure[政府集中采购,采购总金额]",
        members="disclosure[政府集中采购,采购总金额] disclosure[政府集中采购,采购项目数量]",
        left="{count}",
        right="{amount}",
        zh="采购项目 {count} 个，总金额 {amount} 元",
        en="{count} purchases and an amount of {amount} 元",
    )


_NO_POWER = (  # by the end of a name: bodies that take no such decisions under any law
    (
        r"(?:人民)?政府办公[厅室]$|(?:信访|机关事务管理|机关事务服务)(?:局|中心)$|研究室$|(?:地方志|史志)[^局]{0,6}$",
        _POWERS,
    ),
    (r"[市州盟县旗区]统计局$", ("行政许可",)),
)


@check(
    basis="行政许可法 第二十二条；行政处罚法 第十七条；行政强制法 第十七条；权责清单",
    severity="info",
    forms=("2021",),
    zh="没有执法权的机关，处理决定为 0",
    doubt=("受委托、合署办公或者汇总全市的数", "a body may act for another, or sum up its area"),
)
def test_only_bodies_with_the_power_decide(
    disclosure: pd.DataFrame, reports: pd.DataFrame, bodies: pd.DataFrame
) -> pd.DataFrame:
    """A body that no law lets license, punish or compel reports no such decisions."""
    issuers = reports[["report", "issuer"]].dropna().merge(bodies[["report", "covers"]], on="report")
    issuers = issuers[issuers["covers"] != "汇总"]
    parts = []
    for pattern, powers in _NO_POWER:
        own = issuers[issuers["issuer"].astype(str).str.contains(pattern)]
        for row in powers:
            if (row, "本年处理决定数量") in disclosure.columns:
                parts.append(own.assign(row=row, taken=own["report"].map(disclosure[row, "本年处理决定数量"])))
    frame = pd.concat(parts, ignore_index=True).dropna(subset="taken").reset_index(drop=True)
    return verdicts(
        frame,
        frame["taken"].astype(float) == 0,
        place="disclosure[{row},本年处理决定数量]",
        left="{taken}",
        right="0",
        zh="{issuer}一般没有{row}权，表中却有 {taken} 件决定",
        en="{issuer} seldom has the power of {row}, yet the table has {taken} decisions",
    )


@check(
    basis=_FORM_2019,
    severity="info",
    forms=("2019",),
    zh="对外公开总数量含以前公开的，一般多于本年新公开数量",
    doubt=("新设的机关，或者以前没有公开过", "a new body, or one that published nothing before"),
)
def test_something_was_published_before(disclosure: pd.DataFrame) -> pd.DataFrame:
    """All documents made public are more than this year's new ones, unless none was public before."""
    frames = [
        picked(disclosure, new=(row, "本年新公开数量"), total=(row, "对外公开总数量")).assign(row=row)
        for row in ("规章", "规范性文件")
    ]
    frame = stated(pd.concat(frames, ignore_index=True), "new", "total")
    return verdicts(
        frame,
        compared(frame, (frame["new"] == 0) | (frame["new"] != frame["total"]), "new", "total"),
        place="disclosure[{row},对外公开总数量]",
        members="disclosure[{row},对外公开总数量] disclosure[{row},本年新公开数量]",
        left="{total}",
        right="{new}",
        zh="{row}对外公开总数量 {total} 全是本年新公开的，以前一件也没有？",
        en="{row}: all {total} public documents are new this year; was none public before?",
    )
