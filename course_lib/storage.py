"""Trained parameters in a file and back: NumPy's .npz, one array a leaf, no pickles."""

from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

PyTree = Any


def save(path: str | Path, params: PyTree) -> Path:
    """Write a tree of arrays into a file that ends in .npz, each array under its path in the tree.

    Shapes: params any pytree of arrays.
    Raises: ValueError if the path does not end in .npz.
    """
    path = _require_npz(path)
    leaves, _ = jax.tree.flatten_with_path(params)
    np.savez(path, **{jax.tree_util.keystr(where): np.asarray(leaf) for where, leaf in leaves})
    return path


def load(path: str | Path, like: PyTree) -> PyTree:
    """Read a tree of arrays that `save` wrote.

    Shapes: like: a tree of the structure and shapes expected, of arrays or of what
            `jax.eval_shape(init, key)` gives -> the same tree of arrays.
    Raises: ValueError if the file holds other names or shapes than `like`, FileNotFoundError if there is none.
    """
    expected, structure = jax.tree.flatten_with_path(like)
    names = [jax.tree_util.keystr(where) for where, _ in expected]
    with np.load(_require_npz(path), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    if set(arrays) != set(names):
        raise ValueError(f"path: arrays {sorted(names)} expected in {path}, got {sorted(arrays)}")
    for name, (_, leaf) in zip(names, expected, strict=True):
        if arrays[name].shape != jnp.shape(leaf):
            raise ValueError(f"path: {name} of shape {jnp.shape(leaf)} expected, got {arrays[name].shape}")
    return jax.tree.unflatten(structure, [jnp.asarray(arrays[name]) for name in names])


def _require_npz(path: str | Path) -> Path:
    if Path(path).suffix != ".npz":  # NumPy would add it, and the file would not be where it was asked for
        raise ValueError(f"path: a name that ends in .npz expected, got {str(path)!r}")
    return Path(path)
