"""How far a long run is: one line that moves on a terminal, plain lines now and then elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

from gouji.wording import Said

_LINE = Said(
    "{what}：{done} / {total} 份，每秒 {rate:.0f} 份，还需 {left}",
    "{what}: {done} of {total}, {rate:.0f} a second, {left} left",
)
_EVERY = {True: 0.2, False: 10.0}  # seconds between two lines, on a terminal and elsewhere


class Progress:
    """Tells how many of `total` reports are done, at which rate, and when the rest will be.

    Args:
        what: what is done with them.
        total: how many there are.
        language: zh or en.
        out: where to say it.
    """

    def __init__(self, what: Said, total: int, language: str, out: TextIO) -> None:
        self._what, self._total, self._language, self._out = what.within(language), total, language, out
        self._done, self._skipped, self._started, self._said = 0, 0, time.monotonic(), time.monotonic()

    def skip(self, count: int) -> None:
        """Count reports that were done before this run; they tell nothing of its rate."""
        self._skipped += count
        self._done += count

    def add(self, count: int) -> None:
        """Count reports that are done."""
        self._done += count
        terminal = self._out.isatty()
        if time.monotonic() - self._said >= _EVERY[terminal]:
            self._said = time.monotonic()
            print(f"\r\033[K{self.line()}" if terminal else f"{self.line()}\n", end="", file=self._out, flush=True)

    def line(self) -> str:
        """Return the line."""
        rate = (self._done - self._skipped) / max(time.monotonic() - self._started, 1e-9)
        left = duration((self._total - self._done) / rate) if rate else "?"
        line = _LINE.within(self._language)
        return line.format(what=self._what, done=self._done, total=self._total, rate=rate, left=left)

    def end(self) -> None:
        """Leave the terminal's line clean."""
        if self._out.isatty():
            print("\r\033[K", end="", file=self._out, flush=True)


def duration(seconds: float) -> str:
    """Return a time as hours, minutes and seconds: 1:02:03, or 2:03 under an hour."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
