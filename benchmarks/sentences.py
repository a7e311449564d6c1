"""How fast figures and ties are read, and that time grows in step with the text.

Run `python benchmarks/sentences.py [MEGABYTES]`. Megabytes are of UTF-8 text, seconds of one core. The second
table reads texts made to hurt (digits alone, 其中 alone, brackets alone, one endless sentence) at a quarter of that
size and at that size: in step means a ratio near four. `python benchmarks/sentences.py 10` is the run on ten megabytes
of each; the last column is the peak of memory by then.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

from gouji.document import Paragraph
from gouji.recognition.sentences.figures import find_figures
from gouji.recognition.sentences.ties import find_ties

SENTENCE = (
    "全年公开信息2486条，其中新闻类1352条，占54.4%；动态类886条，占35.6%；政务公开类248条，占10%。"
    "受理申请30件，上年结转1件，办结24件，结转下年度7件，均按期答复，同比增长12.5%。"
    "围绕机构职能、财政预决算、重大项目等方面推进公开，持续完善工作机制，保障公众知情权、参与权和监督权。"
)
MADE_TO_HURT: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "7" * size,
    "digits and commas": lambda size: "7," * (size // 2),
    "其中": lambda size: "其中" * (size // 6),
    "brackets": lambda size: "(" * size,
    "Chinese numerals": lambda size: "三十万" * (size // 9),
    "one endless sentence": lambda size: "其中网站公开的第三类信息有3条，" * (size // 46),
    "one endless list of 1": lambda size: "1、" * (size // 4),
    "figures without a mark": lambda size: "公开3条" * (size // 10),
    "brackets and figures": lambda size: "公开5条(其中2条" * (size // 20),
    "shares": lambda size: "甲1条占5%、" * (size // 14),
    "digits set apart": lambda size: "7 " * (size // 2),
    "titles left open": lambda size: "《" * (size // 3),
    "no figures": lambda size: "依法推进政务公开工作" * (size // 30),
}


def read(text: str) -> tuple[int, int]:
    """Return how many figures and ties a text has."""
    paragraphs = []
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        paragraphs.append((number, Paragraph(line.rstrip("\n"), offset)))
        offset += len(line)
    figures = find_figures(paragraphs, {})
    return len(figures), len(find_ties(paragraphs, figures))


def timed(text: str) -> tuple[float, int, int]:
    """Return the seconds that reading a text took, and what was found."""
    start = time.process_time()
    figures, ties = read(text)
    return time.process_time() - start, figures, ties


def main(megabytes: float) -> None:
    size = int(megabytes * 1_000_000)
    prose = (SENTENCE + "\n") * (size // len((SENTENCE + "\n").encode()))
    seconds, figures, ties = timed(prose)
    read_in = len(prose.encode()) / 1e6
    print(f"prose: {read_in:.1f} MB in {seconds:.2f} s = {read_in / seconds:.2f} MB/s, {figures} figures, {ties} ties")
    print(f"{'made to hurt':24} {'1×':>8} {'4×':>8} {'ratio':>6} {'MB/s':>7} {'GB':>6}")
    for name, make in MADE_TO_HURT.items():
        small, large = timed(make(size // 4))[0], timed(make(size))[0]
        speed, peak = size / 1e6 / large, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{name:24} {small:7.2f}s {large:7.2f}s {large / small:6.1f} {speed:7.2f} {peak:6.2f}", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 4)
