"""The HTML report; it computes nothing, but shows frames and findings."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from schemas.frames import Frames


def write(
    folder: Path, frames: Frames, outcomes: pd.DataFrame, verdicts: pd.DataFrame, findings: pd.DataFrame, rules: pd.DataFrame
) -> Path:
    """Write the site into `folder` and return the path of its index."""
    raise NotImplementedError
