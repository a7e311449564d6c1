"""Copied text: the free text of reports, and which of them are nearly the same.

Texts are compared by their runs of five characters, without numbers and names. Two sets whose Jaccard likeness is
at least t share one of the |S| − ⌈t|S|⌉ + 1 rarest members of either (prefix filtering: Chaudhuri, Ganti and
Kaushik, A primitive operator for similarity joins in data cleaning, ICDE 2006): a text with a tenth of runs of its
own is like no other, and is never compared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

Runs = npt.NDArray[np.uint64]

ALIKE = 0.9
LONG = 400  # characters: shorter texts are alike by nature
_RUN = 5  # characters
_HOLDERS = 64  # texts looked up by one rare run: a text copied a thousand times is found by its first copies
_COMPARED = 16  # texts compared with one text, those with most rare runs in common first
_FREE = ("一", "五", "六")  # 总体情况, 存在的主要问题及改进情况, 其他需要报告的事项: the rest is tables and set phrases
_MASKED = re.compile(r"[\d\s一二三四五六七八九十%.,，。、；：]")
_PLACE = re.compile(r"[^省市州盟县旗区镇乡]{1,10}?(?:自治区|自治州|自治县|街道|[省市州盟县旗区镇乡])")


def free_text(blocks: pd.DataFrame, sections: pd.DataFrame, issuers: pd.Series) -> pd.Series:
    """Return what each report says in its own words, by report: no tables, set phrases, numbers or names of its body.

    Args:
        blocks: the documents as printed.
        sections: their headings; a report without the headings of the form counts with all its text.
        issuers: the bodies by report; of these reports alone the text is returned.
    """
    prose = blocks[blocks["row"].isna() & ~blocks["chrome"] & blocks["report"].isin(issuers.index)]
    tops = sections[(sections["level"] == 1) & sections["block"].notna() & sections["report"].isin(issuers.index)]
    heads = tops[["report", "block", "numeral"]].astype({"block": int}).sort_values("block", kind="stable")
    heads = heads.assign(heading=heads["block"])
    lines = prose[["report", "block", "text"]].astype({"block": int}).sort_values("block", kind="stable")
    placed = pd.merge_asof(lines, heads, on="block", by="report", direction="backward")
    placed = placed[placed["block"] != placed["heading"]]
    formed = set(heads.loc[heads["numeral"] == _FREE[1], "report"])
    free = placed[placed["numeral"].isin(_FREE) | ~placed["report"].isin(formed)]
    texts = free.groupby("report")["text"].agg("".join)
    masked = [_masked(text, str(issuer)) for text, issuer in zip(texts, issuers.reindex(texts.index), strict=True)]
    return pd.Series(masked, index=texts.index, dtype=object)


def _masked(text: str, issuer: str) -> str:
    *_, tail = _PLACE.split(issuer)
    names = [tail] * (len(tail) > 1) + [
        name for place in _PLACE.findall(issuer) for name in (place, re.sub("街道$|.$", "", place)) if len(name) > 1
    ]
    for name in sorted({issuer, *names}, key=len, reverse=True):
        text = text.replace(name, "")
    return _MASKED.sub("", text)


def runs(text: str) -> Runs:
    """Return the runs of characters of a text, as numbers: each once, in order."""
    characters = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    codes = np.zeros(max(len(characters) - _RUN + 1, 0), dtype=np.uint64)
    for at in range(_RUN):
        codes = codes * np.uint64(0x9E3779B97F4A7C15) + characters[at : at + len(codes)]
    return np.unique(codes)


def likeness(one: Runs, other: Runs) -> float:
    """Return the share of runs that two texts have in common (Jaccard)."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / max(len(one) + len(other) - common, 1)


def alike(texts: pd.Series, own: pd.DataFrame) -> Iterator[tuple[str, str, float]]:
    """Yield each text that is nearly another's: its report, the other report, and how alike they are.

    Time grows with characters: each text is compared with at most `_COMPARED` others that share its rarest runs.

    Args:
        texts: by report.
        own: by report what two must not have in common to be compared, in any column: the body, its name.
    """
    sets = [runs(text) for text in texts]
    lengths = np.array([len(members) for members in sets], dtype=int)
    if lengths.sum() == 0:
        return
    _, which, counts = np.unique(np.concatenate(sets), return_inverse=True, return_counts=True)
    ends = np.cumsum(lengths)
    rarest = [_rarest(which[end - length : end], counts) for end, length in zip(ends, lengths, strict=True)]
    holders: dict[int, list[int]] = {}
    for number, members in enumerate(rarest):
        for member in members:
            if len(kept := holders.setdefault(member, [])) < _HOLDERS:
                kept.append(number)
    keys = own.reindex(texts.index).to_numpy()
    for number, members in enumerate(rarest):
        near = [other for member in members for other in holders[member]]
        others, shared = np.unique(np.array(near, dtype=int), return_counts=True)
        others = others[np.argsort(-shared, kind="stable")]
        for other in others[(keys[others] != keys[number]).all(axis=1)][:_COMPARED]:
            if (same := likeness(sets[number], sets[other])) >= ALIKE:
                yield texts.index[number], texts.index[other], same
                break


def _rarest(members: npt.NDArray[np.intp], counts: npt.NDArray[np.intp]) -> list[int]:
    """Return those of the rarest members, one of which any set alike must have, that another set has too."""
    prefix = len(members) - math.ceil(ALIKE * len(members)) + 1
    first = members[np.lexsort((members, counts[members]))][:prefix]
    return [int(member) for member in first[counts[first] > 1]]
