"""`gouji` on the command line: read, check, transcribe."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from gouji import __version__, corpus
from gouji.cache import FOLDER, Store
from gouji.document import Unreadable
from gouji.wording import Said, user_language
from gouji.workers import cores

if TYPE_CHECKING:  # the program starts lean
    from gouji.known import Known
    from gouji.run import Run

HOLDS, FINDINGS, COULD_NOT, INTERRUPTED = 0, 1, 2, 130  # exit codes


def main(argv: Sequence[str] | None = None) -> int:
    """Run `gouji` with the arguments `argv`; return 0 (nothing failed), 1 (findings) or 2 (could not run)."""
    arguments = _parser().parse_args(argv)
    arguments.lang = arguments.lang or user_language()
    try:
        return int(arguments.command(arguments))
    except Unreadable as error:
        print(f"gouji: {error.said.within(arguments.lang)}", file=sys.stderr)
        return COULD_NOT
    except BrokenPipeError:
        sys.stderr.close()
        return COULD_NOT
    except KeyboardInterrupt:
        print(_INTERRUPTED.within(arguments.lang), file=sys.stderr)
        return INTERRUPTED


_INTERRUPTED = Said("gouji：已中断；读过的文件都在缓存里", "gouji: interrupted; what was read is in the cache")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gouji",
        description="勾稽: shows where a published annual report on information disclosure contradicts itself.",
        epilog="Exit codes: 0 nothing failed, 1 findings, 2 could not run.",
    )
    parser.add_argument("--version", action="version", version=f"gouji {__version__}")
    _add_language(parser, None)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command, help_text in (
        ("read", read, "print what is read in each file"),
        ("check", check, "check reports and print the findings"),
        ("annotate", annotate, "write copies of Word files with a comment at each figure in question"),
        ("transcribe", transcribe, "draft a transcription (YAML) of a readable document"),
    ):
        sub = commands.add_parser(name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.")
        sub.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder of files")
        sub.set_defaults(command=command)
        _add_language(sub, argparse.SUPPRESS)
        if name in ("read", "check"):
            _add_reading(sub)
        if name == "check":
            _add_checking(sub)
    cache = commands.add_parser(
        "cache", help="what was read is kept here", description="Clear the cache of what was read."
    )
    cache.add_argument("action", choices=("clear",), help="remove all of it")
    cache.set_defaults(command=clear)
    _add_language(cache, argparse.SUPPRESS)
    return parser


def _add_language(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Add the language, before or after the command; a command that suppresses its default keeps what stood before."""
    known = "language of messages (default: that of the locale)"
    parser.add_argument("--lang", choices=("zh", "en"), default=default, help=known)


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, one object per line")
    parser.add_argument(
        "--no-cache", action="store_true", help="read everything anew (what was read is kept in .gouji_cache)"
    )
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="how many processes work (default: one per core)")


def _add_checking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write the findings of any number of reports to a Parquet file"
    )
    parser.add_argument(
        "--scheduler",
        nargs="?",
        const="",
        metavar="ADDRESS",
        help="work on a Dask cluster; without an address, on one made here",
    )
    parser.add_argument(
        "--baseline", action="store_true", help="accept what is found now: write known-issues.yaml beside the reports"
    )
    parser.add_argument("--html", type=Path, metavar="DIR", help="also write the HTML report into DIR")
    parser.add_argument("--junitxml", type=Path, metavar="FILE", help="also write the verdicts as JUnit XML into FILE")


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number of processes: {text!r}")
    return int(text)


def _store(arguments: argparse.Namespace) -> Store | None:
    return None if arguments.no_cache else Store(FOLDER.absolute())


def clear(arguments: argparse.Namespace) -> int:
    """Remove all that was read."""
    count = Store().clear()
    print(Said(f"已从 {FOLDER} 清除 {count} 份", f"{count} files' facts removed from {FOLDER}").within(arguments.lang))
    return HOLDS


def _sources(arguments: argparse.Namespace) -> list[corpus.Source]:
    for path in arguments.paths:
        if not path.exists():
            raise Unreadable(f"{path}：没有这个文件或文件夹", f"{path}: no such file or folder")
    return corpus.find(arguments.paths)


def read(arguments: argparse.Namespace) -> int:
    """Print what is read in each file."""
    from gouji.printing import read_json, read_words

    for file in corpus.read_all(_sources(arguments), _store(arguments), arguments.jobs):
        print(json.dumps(read_json(file), ensure_ascii=False) if arguments.json else read_words(file, arguments.lang))
    return HOLDS


def check(arguments: argparse.Namespace) -> int:
    """Check reports; print each finding, one line of JSON or a few of words."""
    if arguments.out or arguments.scheduler is not None:
        return _check_many(arguments)
    from gouji.bodies import load_bodies
    from gouji.known import load_known
    from gouji.results import Setup, results, results_of
    from gouji.run import run

    folders = [path for path in arguments.paths if path.is_dir()]
    sources, setup = _sources(arguments), Setup(_store(arguments), load_bodies(folders), load_known(folders))
    shown = bool(arguments.html or os.environ.get("GITHUB_ACTIONS"))
    if shown or arguments.junitxml or arguments.baseline:
        current = run(corpus.load(sources, setup.succession, setup.store, arguments.jobs, shown), setup.known)
        if arguments.baseline:
            return _baseline(arguments, current.findings)
        told = results(current)
        _print(arguments, told)
        _publish(arguments, current)
    else:
        told = results_of(sources, setup, arguments.jobs)
        _print(arguments, told)
    return _ended(arguments, told, setup.known)


def _ended(arguments: argparse.Namespace, told: pd.DataFrame, known: Sequence[Known]) -> int:
    """Say what could not be read and which known issues are out of date; return the exit code."""
    from gouji.results import stale
    from gouji.summary import amiss

    lost = told[told["unread_en"] != ""]
    unread = list(zip(lost["report"], map(Said, lost["unread_zh"], lost["unread_en"]), strict=True))
    outdated = stale(told, known, told["report"])
    print(*amiss(unread, outdated, arguments.lang), sep="", end="", file=sys.stderr)
    if outdated or ((told["severity"] == "error") & (told["accepted"] == "")).any():
        return FINDINGS
    return COULD_NOT if unread else HOLDS


def _print(arguments: argparse.Namespace, told: pd.DataFrame) -> None:
    """Print the findings that no known issue accepts, and in words what the run comes to."""
    from gouji.printing import finding_json
    from gouji.results import found
    from gouji.summary import summary, words

    for finding in found(told[told["accepted"] == ""]).to_dict("records"):
        if arguments.json:
            print(json.dumps(finding_json(finding, arguments.lang), ensure_ascii=False))
        else:
            print(words(finding, arguments.lang))
    if not arguments.json:
        print(*summary(told, arguments.lang), sep="\n")


def _publish(arguments: argparse.Namespace, current: Run) -> None:
    """Write what was asked for beside the words: the HTML report, JUnit XML, and GitHub's own where it runs there."""
    if arguments.html:
        from gouji import page

        index = page.write(
            arguments.html, current.frames, *current.judgement, current.findings, current.rules, arguments.lang
        )
        print(index, file=sys.stderr if arguments.json else sys.stdout)
    if arguments.junitxml:
        from gouji.page import junit

        junit.write(arguments.junitxml, *current.judgement, current.findings, current.rules, arguments.lang)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        from gouji.page import github

        published = github.publish(
            os.environ, current.frames, current.judgement.outcomes, current.findings, arguments.lang
        )
        print(*published, sep="\n", end="\n" if published else "", file=sys.stderr if arguments.json else sys.stdout)


def _check_many(arguments: argparse.Namespace) -> int:
    """Check any number of reports in batches, here or on a cluster; print what they come to."""
    from gouji.bulk import command

    return command.check(
        arguments.paths,
        _sources(arguments),
        command.Options(
            arguments.out,
            arguments.scheduler,
            arguments.jobs or cores(),
            _store(arguments),
            arguments.json,
            arguments.lang,
        ),
    )


def _baseline(arguments: argparse.Namespace, findings: pd.DataFrame) -> int:
    """Write all findings as known issues of the one folder given."""
    from gouji.known import baseline

    if len(arguments.paths) != 1 or not arguments.paths[0].is_dir():
        raise Unreadable("--baseline 要给出一个报告文件夹", "--baseline wants one folder of reports")
    print(baseline(arguments.paths[0], findings))
    return HOLDS


def annotate(arguments: argparse.Namespace) -> int:
    """Check Word files and write beside each a copy with comments."""
    from gouji.annotate import annotate as write_copy
    from gouji.annotate import copy_beside
    from gouji.run import run

    sources = _sources(arguments)
    current = run(corpus.load(sources))
    for source in sources:
        target = copy_beside(source.path)
        written = write_copy(source.path, target, source.report, current.frames, current.findings, arguments.lang)
        print(f"{target}: {written}")
    return FINDINGS if (current.findings["severity"] == "error").any() else HOLDS


def transcribe(arguments: argparse.Namespace) -> int:
    """Draft a transcription of each readable document."""
    from gouji.draft import draft

    for source in _sources(arguments):
        print(draft(corpus.facts(source.path)), end="")
    return HOLDS
