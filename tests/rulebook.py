"""Writes `docs/rules/`: a page per rule, from the rule's own words and from the mutation that the guard test makes.

`python -m tests.rulebook` writes the pages; a test tells when they are out of date.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pandas as pd

from gouji.checking import Check
from gouji.corpus import assemble
from gouji.run import judge, registry, run
from tests.mutations import case

FOLDER = Path(__file__).parents[1] / "docs" / "rules"
_SEVERITY = {"error": "错误 error", "warning": "疑点 warning", "info": "提示 remark"}
_SURE = (
    "不会：违反它的报告自相矛盾，除非读错了表或字。",
    "It cannot: a report that breaks it contradicts itself, unless it was read wrongly.",
)


def pages() -> dict[str, str]:
    """Return the pages by file name."""
    rules = list(registry().values())
    return {"README.md": _index(rules)} | {f"{rule.name}.md": "\n".join(_page(rule)) + "\n" for rule in rules}


def _index(rules: list[Check]) -> str:
    lines = ["# Rules 规则", "", "A page per rule, written by `python -m tests.rulebook`.", ""]
    for family in dict.fromkeys(rule.family for rule in rules):
        lines += [f"## {family}", "", "| rule | says | |", "|---|---|---|"]
        lines += [
            f"| [{rule.name}]({rule.name}.md) | {rule.rule.zh} | {_SEVERITY[rule.severity]} |"
            for rule in rules
            if rule.family == family
        ]
        lines.append("")
    return "\n".join(lines)


def _page(rule: Check) -> Iterator[str]:
    yield from (f"# {rule.name}", "", rule.rule.zh, "", rule.rule.en, "")
    yield from (
        "| | |",
        "|---|---|",
        f"| family | `checks/test_{rule.family}.py` |",
        f"| severity | {_SEVERITY[rule.severity]} |",
    )
    yield from (f"| forms | {' '.join(rule.forms) or 'all 各种格式'} |", f"| basis 依据 | {rule.basis} |")
    if rule.equation:
        yield f"| equation | {' + '.join(rule.equation.left)} = {' + '.join(rule.equation.right)} |"
    yield from ("", "## Fails 不合", "")
    drawn = case(rule, Random(1))
    frames = assemble(drawn.bad, drawn.entries)
    verdicts = judge(frames, [rule]).verdicts
    said = verdicts.sort_values("verdict", key=lambda verdict: verdict != "fails", kind="stable").iloc[0]
    yield from (
        f"> {said['zh']}",
        ">",
        f"> {said['en']}",
        "",
        f"at `{said['place'].rpartition('#')[2]}`",
        "",
        "## Mended 改正",
        "",
    )
    found = run(frames).findings if said["terms"] else pd.DataFrame({"checks": [""]})  # only equations have a mend
    own = found[found["checks"].str.split().map(lambda names: rule.name in names)]
    if len(own) and own.iloc[0]["suggestion_zh"]:
        yield from (own.iloc[0]["suggestion_zh"] + "。", "", own.iloc[0]["suggestion_en"] + ".")
    elif said["right"]:
        yield from (f"{said['left']} → {said['right']}。" if said["left"] else f"{said['right']}。",)
    else:
        yield from (
            "删去或补上所指的字句，规则就不再提出。",
            "",
            "With the words taken out or supplied the rule is silent.",
        )
    zh, en = (
        rule.doubt
        if rule.doubt.zh
        else _SURE
        if rule.severity == "error"
        else ("少见而不一定错，请看原文。", "Seldom right, yet possible: look at the document.")
    )
    yield from (
        "",
        "## Could it be wrong? 可能误报吗",
        "",
        zh if zh.endswith("。") else f"{zh}。",
        "",
        en if en.endswith(".") else f"{en[0].upper()}{en[1:]}.",
    )


def write() -> None:
    """Write the pages, and remove those of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
