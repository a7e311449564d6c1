"""File formats: each module reads one and returns a `Document`; none knows of annual reports."""

from __future__ import annotations

import importlib
from pathlib import Path

from gouji.document import Document, Unreadable

# suffix → module with `read(path) -> Document`, imported only when such a file is read
FORMATS = {".txt": "text"}


def read(path: Path) -> Document:
    """Read a published file.

    Raises:
        Unreadable: the format is unknown, or the file is empty, damaged or not what its name says.
    """
    module = FORMATS.get(path.suffix.lower())
    if module is None:
        known = " ".join(sorted(FORMATS))
        raise Unreadable(
            f"不认识的文件格式“{path.suffix}”，可读的有 {known}", f"unknown format {path.suffix!r}; readable are {known}"
        )
    document: Document = importlib.import_module(f"{__name__}.{module}").read(path)
    return document
