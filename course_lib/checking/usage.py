"""Which names a learner's source uses: library calls that empty the exercise, and things from other cells."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from typing import Any

NAMES_OF_THE_SETUP_CELL = {"jnp": "jax.numpy", "np": "numpy", "jax": "jax", "lax": "jax.lax"}


def forbidden_uses(source: str, forbidden: tuple[str, ...]) -> list[str]:
    """The dotted names of `forbidden` that `source` refers to, or to parts of: through imports and aliases too.

    Static, hence not proof against someone who hides a name; a learner does not.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    aliases = dict(NAMES_OF_THE_SETUP_CELL)
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            aliases |= {
                alias.asname or alias.name.partition(".")[0]: alias.name
                if alias.asname
                else alias.name.partition(".")[0]
                for alias in node.names
            }
        elif isinstance(node, ast.ImportFrom) and node.module:
            aliases |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            used |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Assign) and (name := _dotted(node.value, aliases)):
            aliases |= {target.id: name for target in node.targets if isinstance(target, ast.Name)}
    used |= {name for node in ast.walk(tree) if (name := _dotted(node, aliases))}
    return [name for name in forbidden if any(u == name or u.startswith(f"{name}.") for u in used)]


def _dotted(node: ast.AST, aliases: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    if isinstance(node, ast.Attribute) and (base := _dotted(node.value, aliases)):
        return f"{base}.{node.attr}"
    return None


def names_from_elsewhere(source: str, namespace: Mapping[str, Any]) -> list[str]:
    """The names that `source` uses but neither binds itself nor has from the setup cell, and that `namespace` knows."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return []
    names = [node for node in nodes if isinstance(node, ast.Name)]
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    bound |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    used = {node.id for node in names} - bound - set(NAMES_OF_THE_SETUP_CELL) - set(dir(builtins))
    return sorted(name for name in used if name in namespace)
