"""Imported first where a process starts: hides what pandera imports where it is installed and gouji does not use.

`None` in place of a module means that there is none to be found. What needs one after all takes that back.
"""

import sys

for unused in ("dask", "geopandas", "hypothesis", "modin", "pyspark"):
    sys.modules.setdefault(unused, None)  # type: ignore[arg-type]
