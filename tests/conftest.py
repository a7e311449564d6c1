"""What several tests need: the published documents, and a report that is consistent."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


@pytest.fixture
def seeds() -> Path:
    """Return the folder of published documents."""
    if not SEEDS.is_dir():
        pytest.skip("the published documents (../shared/seeds) are not here")
    return SEEDS
