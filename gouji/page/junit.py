"""The verdicts as JUnit XML, which build servers read: a suite per report, a case per rule that applies to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from lxml import etree

from gouji.page import files
from gouji.page.records import Records, Row, rows
from gouji.page.render import visible
from gouji.page.words import OUTCOMES

_ELEMENTS = {"fails": "failure", "fault": "error", "unsure": "skipped", "warns": "system-out"}


def write(
    path: Path,
    outcomes: pd.DataFrame,
    verdicts: pd.DataFrame,
    findings: pd.DataFrame,
    rules: pd.DataFrame,
    language: str,
) -> None:
    """Write the verdicts of a run to `path`; a warning passes and is said in the case's output."""
    known = {(row.report, row.check): row.accepted for row in rows(findings) if row.accepted}
    fresh = {(row.report, row.check) for row in rows(findings) if not row.accepted}
    families = dict(zip(rules["check"], rules["family"], strict=True))
    said = Records(verdicts)
    suites = etree.Element("testsuites", name="gouji")
    for report, codes in zip(outcomes.index, outcomes.to_numpy().tolist(), strict=True):
        words: dict[str, list[Row]] = {}
        for verdict in said.of(report):
            words.setdefault(verdict.check, []).append(verdict)
        suite = etree.SubElement(suites, "testsuite", name=visible(report))
        for check, code in zip(outcomes.columns, codes, strict=True):
            if code:
                reason = known.get((report, check), "") if (report, check) not in fresh else ""
                _case(
                    suite,
                    report,
                    check,
                    families.get(check, ""),
                    OUTCOMES[code],
                    words.get(check, []),
                    language,
                    reason,
                )
        for kind, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            suite.set(kind, str(sum(1 for _ in suite.iter(element))))
        suite.set("tests", str(len(suite)))
    files.write(path, etree.tostring(suites, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _case(
    suite: Any, report: str, check: str, family: str, outcome: str, verdicts: list[Row], language: str, known: str
) -> None:
    case = etree.SubElement(
        suite, "testcase", classname=f"checks.test_{family}", name=f"test_{check}[{visible(report)}]"
    )
    if outcome not in _ELEMENTS:
        return
    text = visible("\n".join(getattr(verdict, language) for verdict in verdicts if getattr(verdict, language)))
    element = etree.SubElement(case, "skipped" if known and outcome == "fails" else _ELEMENTS[outcome])
    if element.tag != "system-out":
        element.set("message", visible(known) or text.partition("\n")[0])
    element.text = text
