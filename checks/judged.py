"""The ties of all reports with their verdicts: what the rules of `test_statements` share."""

from __future__ import annotations

import pandas as pd

from gouji.arithmetic import judge
from gouji.checking import verdicts
from schemas.records import Figure, Tie

LONGEST = 160  # characters of a sentence that a message quotes
Named = dict[tuple[str, str], Figure]  # by report and id


def named(figures: pd.DataFrame) -> Named:
    """Return the figures of all reports by report and id."""
    rows = figures[["report", *Figure._fields]].itertuples(index=False, name=None)
    return {(row[0], row[1]): Figure(*row[1:]) for row in rows}


def judged(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Return the ties with `holds`, both sides as computed, the equation in both languages and the sentence.

    Args:
        ties: those of one kind or more, of all reports.
        figures: the figures they name.
        blocks: the documents as printed, from which the sentence is quoted.
    """
    if ties.empty:
        words = dict.fromkeys(("zh", "en", "computed", "printed", "members", "terms", "sentence"), "")
        return ties.assign(holds=pd.Series(dtype="boolean"), **words)
    by_name = named(figures[figures["report"].isin(ties["report"].unique())])
    mine: dict[str, dict[str, Figure]] = {}
    for (report, name), figure in by_name.items():
        mine.setdefault(report, {})[name] = figure
    rows = ties[["report", *Tie._fields]].itertuples(index=False, name=None)
    judgements = [judge(Tie._make(_present(row[1:])), mine.get(row[0], {})) for row in rows]
    frame = ties.reset_index(drop=True)
    frame["holds"] = pd.Series([judgement.holds for judgement in judgements], dtype="boolean")
    frame["zh"] = [judgement.equation.zh for judgement in judgements]
    frame["en"] = [judgement.equation.en for judgement in judgements]
    frame["computed"] = [judgement.left for judgement in judgements]
    frame["printed"] = [judgement.right for judgement in judgements]
    frame["members"] = [
        " ".join(
            f"figures[{name}]" for name in dict.fromkeys((*left, *right, *([rate] if isinstance(rate, str) else [])))
        )
        for left, right, rate in zip(frame["left"], frame["right"], frame["rate"], strict=True)
    ]
    frame["terms"] = [
        _terms(*row) for row in frame[["kind", "cue", "complete", "left", "right"]].itertuples(index=False)
    ]
    frame["sentence"] = _sentences(frame, blocks)
    return frame


def said(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts on judged ties: the equation with its numbers, then the sentence that states it."""
    return verdicts(
        frame,
        frame["holds"],
        place="ties[{tie}]",
        members="{members}",
        left="{computed}",
        right="{printed}",
        zh="{zh}{sentence}",
        en="{en}{sentence}",
        terms=frame["terms"],
    )


def _terms(kind: str, cue: str, complete: bool, left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """Return the signed figures of an equation between single figures, which sum to zero where it holds."""
    if kind == "balance" or (kind == "sum" and complete and cue != "渠道"):
        return " ".join([*(f"+figures[{name}]" for name in left), *(f"-figures[{name}]" for name in right)])
    return ""


def _present(row: tuple[object, ...]) -> list[object]:
    """Return a row with `None` for what pandas calls missing."""
    return [None if value is None or value is pd.NA or value != value else value for value in row]


def _sentences(frame: pd.DataFrame, blocks: pd.DataFrame) -> list[str]:
    """Return the sentence of each tie that does not hold, after a colon; nothing for a transcription."""
    open_ = frame[~frame["holds"].fillna(False)]
    wanted = pd.MultiIndex.from_frame(open_[["report", "block"]]).dropna()
    printed = blocks[blocks["row"].isna() & pd.MultiIndex.from_frame(blocks[["report", "block"]]).isin(wanted)]
    texts = {
        (report, block): (text, start)
        for report, block, text, start in printed[["report", "block", "text", "start"]].itertuples(
            index=False, name=None
        )
    }
    found = []
    for report, block, start, end, holds in frame[["report", "block", "start", "end", "holds"]].itertuples(
        index=False, name=None
    ):
        key = (report, block)
        if holds is True or block is pd.NA or key not in texts or texts[key][1] is pd.NA:
            found.append("")
            continue
        text, offset = texts[key]
        quoted = text[start - offset : end - offset].strip()
        found.append(f"：“{quoted if len(quoted) <= LONGEST else quoted[:LONGEST] + '……'}”")
    return found
