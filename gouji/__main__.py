"""`python -m gouji`, and the command `gouji`: the command line, started lean."""

import gc
import sys

# What is imported and read stays until the program ends: to look through it again and again for garbage takes longer
# than a small report's verdict.
gc.set_threshold(200_000, 20, 20)
# pandera imports these where they are installed, to offer what no command here asks for.
for unused in ("dask", "geopandas", "hypothesis", "modin", "pyspark"):
    sys.modules.setdefault(unused, None)  # type: ignore[arg-type]  # None: not to be found

from gouji.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
