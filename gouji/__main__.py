"""`python -m gouji`, and the command `gouji`: the command line, started lean."""

import gc
import sys


def main() -> int:
    """Run the command line and return its exit code."""
    # What is imported and read stays until the end: to look through it for garbage again and again takes longer than
    # the verdict on a small report.
    gc.set_threshold(200_000, 20, 20)
    from gouji import lean  # noqa: F401, I001  # before anything that imports pandera
    from gouji import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
