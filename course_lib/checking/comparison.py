"""Compare two observations: first structure, then shape, then kind of number, then values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.checking.encoding import decode_array, describe, show_shape

Path = tuple[str | int, ...]
NARROW = ("float16", "bfloat16", "float8")


@dataclass(frozen=True)
class Difference:
    """Where and how an observation departs from the expected one.

    kind: structure, shape, dtype, nan or value; path: keys and positions that lead to it in a nested result;
    index: of the first wrong entry in the array there; label: which part of a custom observation it is.
    """

    kind: str
    path: Path
    message: str
    index: tuple[int, ...] | None = None
    label: str = ""

    def place(self) -> str:
        """Where in a nested result, as the beginning of a sentence; empty for a single value."""
        where = f"in the returned value {''.join(f'[{step!r}]' for step in self.path)}, " if self.path else ""
        return f"{self.label}: {where}" if self.label else where


def number_kind(dtype: str) -> str:
    """The family of a dtype name: "float", "narrow float", "int", "bool", "complex" or "key"."""
    if dtype.startswith(NARROW):
        return "narrow float"
    for family in ("bool", "float", "complex", "key"):
        if dtype.startswith(family):
            return family
    return "int"


def compare(expected: Any, received: Any, rtol: float, atol: float, path: Path = ()) -> Difference | None:
    """The first difference between two encoded trees, or None. Lists and tuples of equal content count as equal."""
    if not isinstance(expected, dict) or not isinstance(received, dict):
        same = type(expected) is type(received) and expected == received
        return None if same else Difference("structure", path, f"{expected!r} is wanted, not {received!r}")
    if "array" in expected:
        return _compare_arrays(expected, received, rtol, atol, path)
    if "sequence" in expected and "sequence" in received:
        wanted, got = expected["sequence"], received["sequence"]
        if len(wanted) != len(got):
            return Difference("structure", path, f"{len(wanted)} values are wanted, you return {len(got)}")
        pairs = [((*path, i), a, b) for i, (a, b) in enumerate(zip(wanted, got, strict=True))]
        return _first(pairs, rtol, atol)
    if "mapping" in expected and "mapping" in received:
        wanted, got = dict(expected["mapping"]), dict(received["mapping"])
        if wanted.keys() != got.keys():
            return Difference("structure", path, f"the keys {list(wanted)} are wanted, you return {list(got)}")
        return _first([((*path, name), wanted[name], got[name]) for name in wanted], rtol, atol)
    if expected == received:
        return None
    return Difference("structure", path, f"{describe(expected)} is wanted, you return {describe(received)}")


def _first(pairs: list[tuple[Path, Any, Any]], rtol: float, atol: float) -> Difference | None:
    """Of all differences, the most elementary: structure before shape before dtype before values."""
    found = [d for path, a, b in pairs if (d := compare(a, b, rtol, atol, path)) is not None]
    order = ("structure", "shape", "dtype", "nan", "value")
    return min(found, key=lambda d: order.index(d.kind), default=None)


def _compare_arrays(expected: dict, received: dict, rtol: float, atol: float, path: Path) -> Difference | None:
    if "array" not in received:
        hint = ""
        if "sequence" in received and expected["array"]["shape"]:
            hint = " (make one array of it with jnp.array or jnp.stack)"
        return Difference("structure", path, f"{noun(expected)} is wanted, you return {describe(received)}{hint}")
    wanted, got = expected["array"], received["array"]
    if wanted["shape"] != got["shape"]:
        message = f"shape {show_shape(wanted['shape'])} is wanted, yours is {show_shape(got['shape'])}"
        if wanted["shape"] == []:
            message = f"one number is wanted, you return {describe(received)}"
        return Difference("shape", path, message)
    wanted_kind, got_kind = number_kind(wanted["dtype"]), number_kind(got["dtype"])
    scalar_int = got_kind == "int" and wanted["shape"] == []  # `return 2` where 2.0 is right
    if wanted_kind != got_kind and not (wanted_kind == "float" and scalar_int):
        return Difference("dtype", path, _dtype_message(wanted_kind, got_kind, got["dtype"]))
    return _compare_values(decode_array(expected), decode_array(received), rtol, atol, path)


def _compare_values(a: np.ndarray, b: np.ndarray, rtol: float, atol: float, path: Path) -> Difference | None:
    if {"f", "c"} & {a.dtype.kind, b.dtype.kind}:
        new_nan = np.isnan(b) & ~np.isnan(a)
        if new_nan.any():
            index = tuple(int(i) for i in np.argwhere(new_nan)[0])
            return Difference("nan", path, "there is nan (not a number) in your result", index)
        same = np.isclose(b, a, rtol=rtol, atol=atol, equal_nan=True)
    else:
        same = a == b
    if np.all(same):
        return None
    index = tuple(int(i) for i in np.argwhere(~np.atleast_1d(same))[0]) if np.ndim(same) else ()
    wrong, size = int(np.sum(~same)), int(np.size(same))
    what = "the value is wrong" if size == 1 else f"{wrong} of {size} values are wrong"
    return Difference("value", path, what, index)


def noun(tree: dict) -> str:
    """An encoded array in words, without its width: float32 or float64 is never what matters."""
    node = tree["array"]
    if node["shape"] == []:
        return "one number"
    return f"an array of shape {show_shape(node['shape'])}"


def _dtype_message(wanted: str, got: str, dtype: str) -> str:
    if got == "narrow float":
        return f"{dtype} keeps too few digits; return float32"
    names = {"float": "real numbers (float32)", "int": "whole numbers", "bool": "True or False", "complex": "complex"}
    return f"{names.get(wanted, wanted)} are wanted, your result has dtype {dtype}"
