"""Which library calls a learner's source uses that would make the exercise empty."""

from __future__ import annotations

import ast

NAMES_OF_THE_SETUP_CELL = {"jnp": "jax.numpy", "np": "numpy", "jax": "jax", "lax": "jax.lax"}


def forbidden_uses(source: str, forbidden: tuple[str, ...]) -> list[str]:
    """The dotted names of `forbidden` that `source` refers to, through imports and aliases too.

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
    used |= {name for node in ast.walk(tree) if (name := _dotted(node, aliases))}
    return [name for name in forbidden if name in used]


def _dotted(node: ast.AST, aliases: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    if isinstance(node, ast.Attribute) and (base := _dotted(node.value, aliases)):
        return f"{base}.{node.attr}"
    return None
