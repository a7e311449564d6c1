"""What is said to a person, in Chinese and in English."""

from __future__ import annotations

import locale
import os
from typing import NamedTuple


class Said(NamedTuple):
    """One message in both languages; the field's Chinese terms stay Chinese in either."""

    zh: str
    en: str

    def within(self, language: str) -> str:
        """Return the message in `language` (`zh` or `en`)."""
        return self.zh if language == "zh" else self.en


def user_language() -> str:
    """Return `zh` where the user's locale is Chinese, else `en`."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    named = named or locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"
