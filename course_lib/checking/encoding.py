"""Turn what a learner's code returns into a tree of JSON values, and nothing else.

An observation must be able to leave a sandbox, so it holds plain data only. Types are matched exactly: an object that
pretends to equal everything becomes `{"object": "its type"}` and equals nothing but that.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

MAX_VALUES = 200_000
MAX_NODES = 10_000
MAX_TEXT = 2_000
MAX_DEPTH = 20
MAX_INTEGER = 2**1000  # what a float64 can stand for, and some room below

PYTHON_NUMBERS = {bool: "bool", int: "int", float: "float", complex: "complex"}


def encode(value: Any) -> dict:
    """Encode a value as a JSON tree.

    Numbers and arrays become `{"array": {"shape", "dtype", "values"}}` with flat values; nan and ±inf become the
    strings "nan", "inf", "-inf"; lists, tuples and dicts keep their structure; None, text, callables and any other
    object become a node that names them. Trees too deep, too wide or too large are cut and say so.
    """
    return _Encoder().encode(value, depth=0)


class _Encoder:
    def __init__(self) -> None:
        self.nodes = 0

    def encode(self, value: Any, depth: int) -> dict:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            return {"too_large": "more nested values than can be checked"}
        kind = type(value)
        if value is None:
            return {"none": True}
        if kind is int and abs(value) > MAX_INTEGER:
            return {"too_large": "a whole number of more than 300 digits"}
        if kind in PYTHON_NUMBERS:
            return _encode_array(np.asarray(value) if kind is not int else _python_int(value), PYTHON_NUMBERS[kind])
        if kind is str:
            return {"text": value[:MAX_TEXT]}
        if kind in (list, tuple) or (issubclass(kind, tuple) and hasattr(kind, "_fields")):
            items = (
                [self.encode(item, depth + 1) for item in tuple.__iter__(value)]
                if kind is not list
                else [self.encode(item, depth + 1) for item in value]
            )
            return {"sequence": items, "type": "list" if kind is list else "tuple"}
        if kind is dict:
            items = sorted(((str(name)[:MAX_TEXT], item) for name, item in value.items()), key=lambda pair: pair[0])
            return {"mapping": [[name, self.encode(item, depth + 1)] for name, item in items]}
        if isinstance(value, (np.ndarray, np.generic)) and kind.__module__ == "numpy":
            return _encode_array(np.asarray(value), str(value.dtype))
        if _is_jax_array(value):
            return _encode_jax(value)
        if callable(value):
            return {"callable": getattr(value, "__qualname__", kind.__qualname__)[:MAX_TEXT]}
        return {"object": f"{kind.__module__}.{kind.__qualname__}"[:MAX_TEXT]}


def _python_int(value: int) -> np.ndarray:
    return np.asarray(value) if abs(value) < 2**63 else np.asarray(float(value))


def _is_jax_array(value: Any) -> bool:
    import jax

    return isinstance(value, jax.Array)


def _encode_jax(value: Any) -> dict:
    import jax

    if isinstance(value, jax.core.Tracer):
        return {"object": "a traced value that left the function it was traced in"}
    if jax.dtypes.issubdtype(value.dtype, jax.dtypes.prng_key):
        return _encode_array(np.asarray(jax.random.key_data(value)), str(value.dtype))
    return _encode_array(np.asarray(value), str(value.dtype))


def _encode_array(array: np.ndarray, dtype: str) -> dict:
    if array.size > MAX_VALUES:
        return {"too_large": f"an array of shape {array.shape}"}
    if array.dtype.kind == "O" or array.dtype.kind in "SUVMm":
        return {"object": f"an array of dtype {dtype}"}
    if array.dtype.kind == "c":
        values = [[_number(v.real), _number(v.imag)] for v in array.ravel().tolist()]
    elif array.dtype.kind in "biu":
        values = array.ravel().tolist()
    else:  # floating, bfloat16 and the other narrow types of ml_dtypes included
        values = [_number(v) for v in array.astype(np.float64).ravel().tolist()]
    return {"array": {"shape": list(array.shape), "dtype": dtype, "values": values}}


def _number(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)


def decode_array(tree: dict) -> np.ndarray:
    """The values of an encoded number or array as NumPy float64, int64, bool or complex, in their shape.

    Raises: ValueError if the tree is not an encoded number or array.
    """
    if not isinstance(tree, dict) or "array" not in tree:
        raise ValueError(f"tree: an encoded array is expected, received {describe(tree)}")
    node = tree["array"]
    values = [_plain(v) for v in node["values"]]
    return np.asarray(values, dtype=None if values else float).reshape(node["shape"])


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return complex(*(float(part) for part in value))
    return float(value) if isinstance(value, str) else value


def describe(tree: Any) -> str:
    """A tree in a few words, for messages: "float32 array of shape (2, 3)", "a list of 3", "None"."""
    if not isinstance(tree, dict):
        return repr(tree)
    if "array" in tree:
        node = tree["array"]
        if node["dtype"] in PYTHON_NUMBERS.values():
            return f"one number (a Python {node['dtype']})"
        if node["shape"] == []:
            return f"one number ({node['dtype']})"
        return f"an array of shape {show_shape(node['shape'])} ({node['dtype']})"
    if "sequence" in tree:
        return f"a {tree['type']} of {len(tree['sequence'])}"
    if "mapping" in tree:
        return "a dict with keys " + ", ".join(repr(name) for name, _ in tree["mapping"][:8])
    if "none" in tree:
        return "None (is a return missing?)"
    if "text" in tree:
        return f"the text {tree['text'][:40]!r}"
    if "callable" in tree:
        return f"a function, {tree['callable']}"
    if "too_large" in tree:
        return f"a result too large to check: {tree['too_large']}"
    return str(tree.get("object", "nothing"))


def show_shape(shape: list[int] | tuple[int, ...]) -> str:
    """A shape as Python writes it."""
    return str(tuple(shape))


def show_values(tree: dict, limit: int = 12) -> str:
    """The values of an encoded array or nested tree, rounded to four digits, shortened after `limit` numbers."""
    if "array" in tree:
        node = tree["array"]
        if len(node["values"]) > limit:
            first = ", ".join(show_number(v) for v in node["values"][:limit])
            return f"[{first}, …]"
        if node["shape"] == []:
            return show_number(node["values"][0])
        return _nested(node["values"], node["shape"])
    if "sequence" in tree:
        inner = ", ".join(show_values(item, limit) for item in tree["sequence"][:limit])
        return f"[{inner}]" if tree["type"] == "list" else f"({inner})"
    if "mapping" in tree:
        return "{" + ", ".join(f"{name!r}: {show_values(item, limit)}" for name, item in tree["mapping"][:limit]) + "}"
    return describe(tree)


def show_number(value: Any, digits: int = 4) -> str:
    """A number to four digits, whole ones in full; True, False and the text of special values as they are."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e12:
        return str(int(value))
    return f"{value:.{digits}g}" if isinstance(value, float) else str(value)


def _nested(values: list, shape: list[int]) -> str:
    if len(shape) <= 1:
        return "[" + ", ".join(show_number(v) for v in values) + "]"
    step = len(values) // shape[0] if shape[0] else 0
    return "[" + ", ".join(_nested(values[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])) + "]"
