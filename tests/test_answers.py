"""What tests have to say is looked up, and survives the way to another process."""

from __future__ import annotations

import datetime
from pathlib import Path

from gouji import corpus
from gouji.answers import answers, from_json
from gouji.findings import of
from gouji.known import Known
from gouji.results import results
from gouji.run import run
from gouji.summary import words
from tests.specimens import WRONG


def test_answers_agree_with_the_run(tmp_path: Path) -> None:
    for name in ("某区 2020.yaml", "另区.yaml"):
        (tmp_path / name).write_text(WRONG, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    expires = datetime.date(2999, 1, 1)
    known = [
        Known("另区.yaml", "outcomes_sum_to_total", "reviews[行政复议,*]", "confirmed", None, expires),
        Known("另区.yaml", "outcomes_sum_to_total", "nowhere", "confirmed", None, expires),
    ]
    current = run(corpus.load(corpus.find([tmp_path])), known)
    told, rows = answers(current, known, "en"), results(current)
    assert from_json(told.to_json()) == told
    for check, column in current.judgement.outcomes.items():
        assert [int(code) for code in told.outcomes[str(check)]] == column.to_list()
    for report in ("某区 2020.yaml", "另区.yaml"):
        found = of(rows, report, "outcomes_sum_to_total")
        fresh = found[found["accepted"] == ""]
        texts = told.fresh.get("outcomes_sum_to_total", {}).get(report, [])
        assert "\n".join(texts) == "\n".join(words(row, "en") for row in fresh.to_dict("records"))
        reasons = told.accepted.get("outcomes_sum_to_total", {}).get(report, [])
        assert reasons == found.loc[found["accepted"] != "", "accepted"].to_list()
    assert told.words["document_is_read"]["empty.txt"][0].startswith("not read: the file is empty")
    assert told.known[1] == "this known issue no longer occurs; remove its entry"
