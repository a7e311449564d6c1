"""Run the benchmarks and put what they print into docs/benchmarks.md.

    python -m benchmarks [NAME …]

Without names all are run. Each section of the page is what one benchmark says of itself and what it printed; those
that were not run keep theirs.
"""

from __future__ import annotations

import ast
import os
import platform
import re
import subprocess
import sys

from benchmarks.processes import ENVIRONMENT, ROOT

NAMES = ("engine", "frontdoor", "caching", "startup", "reading", "sentences", "mutations", "page")
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

`python -m benchmarks` measures all of this and writes this page; `python -m benchmarks NAME` only one section. Ratios
within one run are what counts: seconds are those of the machine that ran it, and of what else it did.
"""


def main(names: list[str]) -> int:
    """Run the benchmarks named and rewrite their sections."""
    if unknown := set(names) - set(NAMES):
        print(f"no benchmark is named {' '.join(sorted(unknown))}; there are {' '.join(NAMES)}", file=sys.stderr)
        return 2
    sections = _sections(PAGE.read_text(encoding="utf-8") if PAGE.is_file() else "")
    failed = False
    for name in names or NAMES:
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout)
        if done.returncode:
            print(f"{name} failed", file=sys.stderr)
            failed = True
        else:
            sections[name] = _section(name, done.stdout)
        PAGE.write_text(HEAD + "".join(sections[name] for name in NAMES if name in sections), encoding="utf-8")
    return int(failed)


def _section(name: str, printed: str) -> str:
    said = ast.get_docstring(ast.parse((ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8"))) or ""
    body = printed if printed.lstrip().startswith("|") else f"```text\n{printed.rstrip()}\n```\n"
    versions = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    return f"\n## {name}\n\n{said}\n\n{body.rstrip()}\n\n<small>{versions}</small>\n"


def _sections(page: str) -> dict[str, str]:
    parts = re.split(r"^(?=## )", page, flags=re.MULTILINE)[1:]
    return {part[3:].split("\n", 1)[0].strip(): f"\n{part.rstrip()}\n" for part in parts}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
