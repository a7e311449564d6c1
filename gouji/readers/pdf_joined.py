"""Tables of a PDF that go on over the end of a page, and the row that it cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.readers.pdf_page import Box
from gouji.readers.pdf_rules import TOLERANCE
from gouji.readers.pdf_tables import Held, RuledTable


def joined(upper: RuledTable, lower: RuledTable) -> RuledTable | None:
    """Return the table that goes on over a page's end, `None` where these are two.

    A cell that is open at the end of the page is one with the open cell of the same width on the next page; but not
    where figures tell that two rows stand there, and only the line between them is not drawn.
    """
    if not (upper.below and lower.above) or not all(
        abs(upper.box[side] - lower.box[side]) <= TOLERANCE for side in (0, 2)
    ):
        return None
    shift = upper.box[3] - lower.box[1]
    partners = dict(_partners(upper, lower))
    held = list(upper.held)
    again: set[int] = set()
    for place, one in enumerate(lower.held):
        box, characters, page = one.moved(0.0, shift)
        partner = partners.get(place)
        if partner is not None:
            before = held[partner]
            held[partner] = Held(
                (before.box[0], before.box[1], before.box[2], box[3]), before.characters + characters, before.page
            )
            again |= {partner} if place in lower.below else set()
        else:
            again |= {len(held)} if place in lower.below else set()
            held.append(Held(box, characters, page))
    left, top, right, _ = upper.box
    return RuledTable((left, top, right, lower.box[3] + shift), tuple(held), upper.above, frozenset(again))


def _partners(upper: RuledTable, lower: RuledTable) -> Iterator[tuple[int, int]]:
    """Yield the open cells at the top of a page, each with the one at the end of the page before that it goes on with."""
    pairs = []
    for place in sorted(lower.above):
        box = lower.held[place].box
        if box[1] <= lower.box[1] + TOLERANCE:
            pairs += [(place, at) for at in sorted(upper.below) if _same_width(upper.held[at].box, box)][:1]
    if not pairs:
        return
    last = max(upper.held[at].box[1] for _, at in pairs)
    first = min(lower.held[place].box[3] for place, _ in pairs)
    row = {
        (place, at)
        for place, at in pairs
        if upper.held[at].box[1] > last - TOLERANCE and lower.held[place].box[3] < first + TOLERANCE
    }
    two = _are_two((upper.held[at], lower.held[place]) for place, at in row)
    yield from (pair for pair in pairs if not (two and pair in row))


def _are_two(row: Iterable[tuple[Held, Held]]) -> bool:
    """Tell whether the parts of a row above and below the end of a page are two rows.

    The figures of one row stand on the same page: on the next only the rest of a number that fills its cell.
    """
    figures = [(above, below) for above, below in row if _figures(above) and _figures(below)]
    begun = any(above.characters for above, _ in figures)
    return begun and any(below.characters and not _fills(above) for above, below in figures)


def _figures(held: Held) -> bool:
    return not any(character.text.isalpha() for character in held.characters)


def _fills(held: Held) -> bool:
    """Tell whether a number leaves no room in its cell for two more digits."""
    if not held.characters:
        return False
    wide = max(character.x1 for character in held.characters) - min(character.x0 for character in held.characters)
    return wide + 2 * held.characters[-1].width > held.box[2] - held.box[0]


def _same_width(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) <= TOLERANCE and abs(one[2] - other[2]) <= TOLERANCE
