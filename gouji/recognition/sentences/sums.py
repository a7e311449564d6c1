"""Breakdowns: which figures are said to be the parts of which total.

A list is anchored by a cue (其中, 分为, 按…看, a colon, a bracket) or, without one, by its figures: a run that adds
up exactly to the figure before it, or whose printed shares fit it. Where no cue and no sum speak for a list, there
is none. Each search looks at a bounded number of terms, so that time grows linearly with the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.recognition.sentences.breakdowns import Breakdowns
from gouji.recognition.sentences.cued_lists import read_cued
from gouji.recognition.sentences.plain_lists import read_again, read_continued, read_uncued
from gouji.recognition.sentences.terms import Sentence
from gouji.recognition.sentences.totals import read_totals

BACK = 3  # sentences that a list may stand after its total
AHEAD = 8  # sentences that a list with one figure each may run on


def find_breakdowns(sentences: Sequence[Sentence]) -> Breakdowns:
    """Return the breakdowns of a document, found sentence by sentence."""
    known = Breakdowns()
    for position, sentence in enumerate(sentences):
        earlier = [s for s in sentences[max(0, position - BACK) : position] if sentence.number - s.number <= BACK]
        later = sentences[position + 1 : position + 1 + AHEAD]
        _read_cues(known, sentence, earlier, later)
        read_totals(known, sentence, earlier, sentences[max(0, position - AHEAD) : position])
        read_continued(known, sentence, earlier, later)
        for place, term in enumerate(sentence.terms):
            if term.kind == "count":
                read_uncued(known, sentence, place, later)
        read_again(known, sentence)
    return known


def _read_cues(known: Breakdowns, sentence: Sentence, earlier: list[Sentence], later: Sequence[Sentence]) -> None:
    depths: set[int] = set()  # at which a count was met
    for place, term in enumerate(sentence.terms):
        if term.kind == "count":
            if known.is_free(term):
                read_cued(known, sentence, place, earlier, term.depth not in depths, later)
            depths.add(term.depth)
