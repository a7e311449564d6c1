"""Other processes as a user starts them: compiled modules are kept, this project is found."""

from __future__ import annotations

import os
import resource
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPATH": str(ROOT)
}


def peak() -> float:
    """Return the mebibytes that this process held at its peak; what its parent held does not count."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts bytes
