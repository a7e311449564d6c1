"""gouji (勾稽): shows where a published annual report on information disclosure contradicts itself."""

__version__ = "0.1.0"


class PlausibilityWarning(UserWarning):
    """A finding of severity `warning`: implausible, yet a correct report can look so.

    `pytest -W error::gouji.PlausibilityWarning` makes such findings fail.
    """
