"""The pages in docs/rules say what the rules say."""

from tests.rulebook import FOLDER, pages


def test_pages_are_current() -> None:
    written = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    assert written == pages(), "run python -m tests.rulebook"
