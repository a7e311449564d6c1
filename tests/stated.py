"""Ties in one line each, so that a test reads like the arithmetic it expects.

`226=131+95` a whole breakdown, `731≥343+35` an open one, `2483~319+851+2348` channels, `209/226:92.47` a rate,
`30+1==24+7` a balance, `all 16`, `all 13:13`, `count 5`, `growth 19`, `growth 29:22/31`, `15-9 6` a difference.
A tie that fails ends in ` ✗`, one that is not assessable in ` ?`.
"""

from decimal import Decimal

from gouji.arithmetic import judge
from gouji.document import Paragraph
from gouji.recognition.sentences.figures import find_figures
from gouji.recognition.sentences.ties import find_ties

STRICT = ("sum", "rate", "balance")  # of these kinds a sentence states just the expected ones


def paragraphs(text):
    """Return a text as paragraphs, one a line, as the reader of text files gives them."""
    found, offset = [], 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        found.append((number, Paragraph(line.rstrip("\n"), start=offset)))
        offset += len(line)
    return found


def figures(text):
    """Return the figures of a text."""
    return find_figures(paragraphs(text), {})


def number(value):
    """Write a value as plainly as a clerk would."""
    value = Decimal(value)
    return f"{value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize():f}"


def ties(text):
    """Return the ties of a text as (kind, line) with the verdict at the line's end."""
    read = paragraphs(text)
    printed = find_figures(read, {})
    return lines(find_ties(read, printed), printed)


def lines(stated, printed):
    """Return ties as (kind, line), given the figures that they name."""
    by_name = {figure.figure: figure for figure in printed}
    verdict = {True: "", False: " ✗", None: " ?"}
    return [(tie.kind, _line(tie, by_name) + verdict[judge(tie, by_name).holds]) for tie in stated]


def _line(tie, by_name):
    def side(names):
        return "+".join(number(by_name[name].value) for name in names)

    rate = number(by_name[tie.rate].value) if tie.rate else ""
    left, right = side(tie.left), side(tie.right)
    match tie.kind:
        case "sum":
            return left + ("~" if tie.cue == "渠道" else "=" if tie.complete else "≥") + right
        case "rate":
            return f"{left}/{right}:{rate}"
        case "balance":
            return f"{left}=={right}"
        case "all":
            return f"all {left}" + (f":{right}" if right else "")
        case "count":
            return f"count {left}"
        case "growth":
            return f"growth {rate}" + (f":{left}/{right}" if right else "")
        case "difference":
            return f"{left.replace('+', '-')} {right}"
        case _:
            return f"{tie.kind} {left}" + (f":{right}" if right else "")


def compare(text, expected):
    """Return what is missing, what is too much, and what fails though the expectation does not say so."""
    found = ties(text)
    bare = {line.rstrip(" ?") for _, line in found}
    lines = {line for _, line in found}
    missing = [line for line in expected if line not in lines and not (line.startswith("all") and line in bare)]
    extra = [line for kind, line in found if kind in STRICT and line not in expected]
    failing = [line for _, line in found if line.endswith("✗") and line not in expected and line not in extra]
    return missing, extra, failing
