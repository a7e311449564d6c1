"""The published documents on the page: all of their text, with persons masked."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from gouji import corpus, page
from gouji.page.records import rows
from gouji.run import run
from schemas.frames import Frames

_TAG = re.compile(r"<[^>]*>")
_BADGE = re.compile(r"<sup>.*?</sup>", re.DOTALL)


def words(site: Path, report: str) -> str:
    """Return the text of the document on a report's page, without blanks."""
    html = (site / "r" / page.files.address(report)).read_text(encoding="utf-8")
    paper = _BADGE.sub("", html.split('<div class="paper"')[1].split('<section class="findings"')[0])
    return "".join(unescape(_TAG.sub("", f"<div{paper}")).split())


def personal(frames: Frames, report: str) -> dict[str, str]:
    """Return the names and numbers of persons as printed, and as they may be shown."""
    blocks = frames["blocks"][(frames["blocks"]["report"] == report) & frames["blocks"]["start"].notna()]
    text = {
        int(start) + at: sign
        for start, words in zip(blocks["start"], blocks["text"], strict=True)
        for at, sign in enumerate(words)
    }
    own = frames["mentions"][
        (frames["mentions"]["report"] == report) & frames["mentions"]["kind"].isin(["联系人", "电话"])
    ]
    return {"".join(text[at] for at in range(row.start, row.end)): row.text for row in rows(own)}


def test_every_word_is_shown_and_no_person(seeds: Path, tmp_path: Path) -> None:
    current = run(corpus.load(corpus.find([seeds])))
    page.write(tmp_path, current.frames, *current.judgement, current.findings, current.rules, "zh")
    masked = 0
    for report in current.frames["reports"]["report"]:
        shown, hidden = words(tmp_path, report), personal(current.frames, report)
        own = current.frames["blocks"]["report"] == report
        for text in current.frames["blocks"].loc[own, "text"]:
            expected = "".join(text.split())
            for printed, mask in hidden.items():
                expected = expected.replace(printed, mask)
            assert expected in shown
        masked += len(hidden)
        everything = "".join(
            path.read_text(encoding="utf-8")
            for path in tmp_path.rglob("*")
            if path.suffix in (".html", ".js", ".csv", ".jsonl")
        )
        assert not [printed for printed in hidden if printed in everything]
    assert masked
