"""What a report that is right seldom shows."""

import pandas as pd

from checks.cells import compared, picked
from gouji.checking import check, verdicts


@check(
    basis="政府信息公开条例 第五十条；国办公开办函〔2021〕30号 四（敷衍塞责）",
    severity="warning",
    forms=("2019", "2021"),
    zh="县级以上政府的报告不会全是零",
    doubt=("只报告本级办公室", "the report may be of the office alone"),
)
def test_a_government_has_figures(
    applications: pd.DataFrame,
    reviews: pd.DataFrame,
    disclosure: pd.DataFrame,
    bodies: pd.DataFrame,
    reports: pd.DataFrame,
) -> pd.DataFrame:
    """A county or city with its powers and people does not count nothing in all three tables."""
    tables = [table.abs().max(axis=1) for table in (applications, reviews, disclosure)]
    most = (
        pd.concat(tables, axis="columns", join="inner")
        .max(axis=1, skipna=False)
        .rename("most")
        .rename_axis("report")
        .reset_index()
    )
    frame = most.merge(bodies[bodies["level"].isin(["省级", "市级", "县级"])][["report", "level"]], on="report")
    frame = frame.merge(
        reports[reports["issuer"].astype("string").str.contains("政府$").fillna(False)][["report", "issuer"]],
        on="report",
    )
    return verdicts(
        frame,
        compared(frame, frame["most"] > 0, "most"),
        place="reports[issuer]",
        left="{issuer}",
        zh="{issuer}三张表全是零",
        en="all three tables of {issuer} are zero",
    )


@check(
    basis="国办公开办函〔2021〕30号 表三（六）其他处理 3.其他",
    severity="warning",
    forms=("2019", "2021"),
    zh="撤回的申请计入其他处理",
    doubt=("有的机关不计撤回的申请", "some bodies do not count withdrawn requests at all"),
)
def test_withdrawals_are_counted(figures: pd.DataFrame, applications: pd.DataFrame) -> pd.DataFrame:
    """Requests that the text says were withdrawn are among those otherwise dealt with."""
    said = figures[
        figures["subject"].str.contains(r"撤回|撤销申请|申请人撤销") & ~figures["subject"].str.contains("复议|诉讼")
    ]
    said = said[said["unit"].isin(["件", "条", "份", "起", "宗"]) & said["approximate"].isna()].drop_duplicates(
        "report"
    )
    frame = said[["report", "figure", "value", "text"]].astype({"value": float})
    other = applications["其他处理其他", "总计"].combine_first(applications["其他处理", "总计"])
    frame = frame.assign(other=frame["report"].map(other).astype(float))
    frame = frame[frame["report"].isin(applications.index)].reset_index(drop=True)
    return verdicts(
        frame,
        compared(frame, frame["value"] <= frame["other"], "other"),
        place="figures[{figure}]",
        members="figures[{figure}] applications[其他处理其他,总计]",
        left="{text}",
        right="{other}",
        zh="文中说撤回{text}，表中其他处理只有 {other} 件",
        en="the text says {text} were withdrawn, the table counts {other} otherwise dealt with",
    )


@check(
    basis="地方口径：处理决定包括已公开和依法未公开的全部决定",
    severity="warning",
    forms=("2021",),
    zh="公示的决定不多于作出的决定",
    doubt=(
        "一条公示可有多项决定，一项决定可公示多次",
        "a notice may be of several decisions, a decision may be noticed twice",
    ),
)
def test_published_decisions_were_taken(figures: pd.DataFrame, disclosure: pd.DataFrame) -> pd.DataFrame:
    """No more decisions of a kind are published than were taken."""
    parts = []
    for row in ("行政许可", "行政处罚", "行政强制"):
        said = figures[
            figures["subject"].str.contains(rf"公示[^,。]{{0,8}}{row}|{row}[^,。]{{0,8}}公示")
            & figures["unit"].isin(["条", "件", "项"])
        ]
        said = said[said["approximate"].isna() & said["report"].isin(disclosure.index)].drop_duplicates("report")
        parts.append(
            said[["report", "figure", "value", "text"]].assign(
                row=row, taken=said["report"].map(disclosure[row, "本年处理决定数量"])
            )
        )
    frame = pd.concat(parts, ignore_index=True).astype({"value": float, "taken": float})
    return verdicts(
        frame,
        compared(frame, frame["value"] <= frame["taken"], "taken"),
        place="figures[{figure}]",
        members="figures[{figure}] disclosure[{row},本年处理决定数量]",
        left="{text}",
        right="{taken}",
        zh="文中说公示{row}{text}，表中处理决定只有 {taken} 件",
        en="{text} of {row} published, but only {taken} decisions were taken",
    )


_REMARKABLE = 5  # requests: of fewer, one applicant more or less is nothing to remark on


@check(
    basis="国办公开办函〔2021〕30号 表三（申请人情况）",
    severity="info",
    forms=("2019", "2021"),
    zh="乡镇、街道收到的申请多来自自然人",
    doubt=("个别机构集中申请", "one institution may have asked for much at once"),
)
def test_persons_apply_most_in_a_township(applications: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """A township hears from persons more than from research institutes or legal services: else columns may be mixed up."""
    parts = [
        picked(applications, persons=("本年新收", "自然人"), others=("本年新收", column)).assign(column=column)
        for column in ("科研机构", "法律服务机构")
    ]
    frame = pd.concat(parts, ignore_index=True).merge(bodies[bodies["level"] == "乡级"][["report"]], on="report")
    frame = frame[frame[["persons", "others"]].notna().all(axis=1)].reset_index(drop=True)
    return verdicts(
        frame,
        (frame["others"] <= frame["persons"]) | (frame["others"] < _REMARKABLE),
        place="applications[本年新收,{column}]",
        members="applications[本年新收,{column}] applications[本年新收,自然人]",
        left="{others}",
        right="{persons}",
        zh="乡级机关收到{column}的申请 {others} 件，多于自然人的 {persons} 件",
        en="a township with {others} requests of {column}, more than the {persons} of persons",
    )
