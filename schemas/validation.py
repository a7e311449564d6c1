"""Frames as the models want them: what a model refuses becomes a violation of its report."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from schemas.frames import MODELS, Frames, Violations
from schemas.wide import WIDE, sound, wide, wide_model


def validated(long: Frames) -> Frames:
    """Return all frames, the wide ones too, without the rows that a model refuses; those become violations."""
    frames: Frames = {}
    refused: list[pd.DataFrame] = []
    for name, model in MODELS.items():
        frames[name] = _valid(name, long[name], model.to_schema(), refused)
    for table in WIDE:
        whole = wide(frames["cells"], table)
        frames[table] = whole if sound(table, whole) else _valid(table, whole, wide_model(table), refused)
    if refused:
        frames["violations"] = Violations.validate(pd.concat(refused, ignore_index=True))
    return frames


def _valid(name: str, frame: pd.DataFrame, schema: pa.DataFrameSchema, refused: list[pd.DataFrame]) -> pd.DataFrame:
    """Return `frame` without what `schema` refuses: the value where it may be missing, else its row."""
    if frame.empty:
        return frame.astype({column: known.dtype.type for column, known in schema.columns.items()})
    try:
        return schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    if cases["index"].isna().any():  # not of single rows: the frame was built wrongly, which is our own fault
        raise ValueError(f"the frame {name} is malformed: {cases.to_string()}")
    reports = frame.index if frame.index.name == "report" else frame["report"]
    columns = {"report": reports[frame.index.get_indexer(cases["index"])], "frame": name}
    texts = {"column": cases["column"], "value": cases["failure_case"], "rule": cases["check"]}
    refused.append(pd.DataFrame(columns | {key: values.astype(str).to_numpy() for key, values in texts.items()}))
    mended = frame.drop_duplicates(list(schema.unique)) if schema.unique else frame.copy()
    others = cases[cases["check"] != "multiple_fields_uniqueness"]
    for index, column in zip(others["index"], others["column"], strict=True):
        if column in schema.columns and schema.columns[column].nullable:
            mended.loc[index, [column]] = None
        else:
            mended = mended.drop(index=index, errors="ignore")
    return schema.validate(mended, lazy=True)
