"""Inputs of 7.1 to 7.4 and 7.7: scores, their softmax, the weighted mean, a mask, and positions."""

from __future__ import annotations

import numpy as np

from course_lib.checking.exercise import Case

EXAMPLE = "the example of the task"


def attention_scores_cases(seed: int) -> list[Case]:
    """Fewer and more queries than keys, as many as numbers in a vector, one query, axes in front, large sizes."""
    random = np.random.default_rng(seed)

    def case(name: str, q_shape: tuple, k_shape: tuple, scale: float = 1.0) -> Case:
        q, k = (scale * random.normal(size=shape) for shape in (q_shape, k_shape))
        return Case(f"{name}: q {q_shape}, k {k_shape}", {"q": q, "k": k})

    q = np.array([[1.0, 0.0, 2.0, 1.0], [0.0, 1.0, -1.0, 0.0]])
    k = np.array([[2.0, 0.0, 1.0, 0.0], [0.0, 3.0, 1.0, 1.0], [1.0, 1.0, 0.0, -1.0]])
    return [
        Case(EXAMPLE, {"q": q, "k": k}, public=True),
        case("as many queries and keys as numbers in each", (3, 3), (3, 3)),
        case("a single query", (1, 5), (4, 5)),
        case("a batch", (2, 3, 5), (2, 4, 5)),
        case("two axes in front and as many queries as keys", (2, 3, 2, 6), (2, 3, 2, 6)),
        case("large numbers", (5, 2), (3, 2), scale=100.0),
    ]


def masked_softmax_cases(seed: int) -> list[Case]:
    """Rows with nothing allowed, masks that broadcast, scores that are huge, far below zero, or hidden and huge."""
    random = np.random.default_rng(seed)

    def case(name: str, scores: np.ndarray, mask: np.ndarray) -> Case:
        return Case(f"{name}: scores {scores.shape}, mask {mask.shape}", {"scores": scores, "mask": mask})

    keys = np.array([[[True, False, True, True]], [[False, False, False, False]]])
    ragged = random.normal(size=(4, 3)) > 0
    ragged[:3] = np.array([[False, True, True], [True, False, False], [True, True, False]])
    far = np.array([[-4e9, -4e9, 0.0], [-4e9, 0.0, 0.0]])
    return [
        Case(
            EXAMPLE,
            {
                "scores": np.array([[1.0, 1.0, 5.0], [np.log(3.0), 0.0, -2.0], [2.0, 1.0, 0.0]]),
                "mask": np.array([[True, True, False], [True, True, False], [False, False, False]]),
            },
            public=True,
        ),
        case("everything allowed", 2 * random.normal(size=(3, 3)), np.ones((3, 3), bool)),
        case("one mask for all queries of a sample", 2 * random.normal(size=(2, 3, 4)), keys),
        case("rows of different masks", 2 * random.normal(size=(4, 3)), ragged),
        case("rows of different sizes", np.array([[1e4, 1e4 - 1, 0.0], [-1.0, -2.0, 3.0]]), np.ones((2, 3), bool)),
        case("a hidden score far above the allowed ones", np.array([[0.5, -0.5, 1e4]]), np.array([True, True, False])),
        case("allowed scores far below zero", far, np.array([[True, True, False], [True, False, False]])),
    ]


def attention_cases(seed: int) -> list[Case]:
    """Values narrower and wider than keys, all sizes equal, a batch, hidden rows, a single key."""
    random = np.random.default_rng(seed)

    def case(name: str, queries: int, keys: int, d: int, d_values: int, mask: np.ndarray, front: tuple = ()) -> Case:
        shapes = ((*front, queries, d), (*front, keys, d), (*front, keys, d_values))
        q, k, v = (1.5 * random.normal(size=shape) for shape in shapes)
        return Case(
            f"{name}: q {q.shape}, k {k.shape}, v {v.shape}, mask {mask.shape}", {"q": q, "k": k, "v": v, "mask": mask}
        )

    mask = random.normal(size=(2, 4)) > 0
    mask[0, :2], mask[1] = (True, False), False
    square = np.array([[True, True, False], [True, True, True], [False, True, True]])
    padding = np.array([[[True, True, True, False]], [[True, False, False, False]]])
    return [
        Case(
            EXAMPLE,
            {
                "q": np.array([[np.log(3.0), 0.0, 0.0, 0.0], [5.0, 1.0, 0.0, 2.0]]),
                "k": np.array([[2.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0], [9.0, 9.0, 9.0, 9.0]]),
                "v": np.array([[4.0, 0.0], [0.0, 8.0], [100.0, 100.0]]),
                "mask": np.array([[True, True, False], [False, True, False]]),
            },
            public=True,
        ),
        case("a query that may see nothing", 2, 4, 3, 5, mask),
        case("all sizes equal", 3, 3, 3, 3, square),
        case("a batch with padding", 3, 4, 2, 6, padding, front=(2,)),
        case("a single key", 2, 1, 3, 2, np.ones((2, 1), bool)),
    ]


def causal_mask_cases(seed: int) -> list[Case]:
    """Three, one, two and seven positions."""
    sizes = [1, 2, 7]
    return [
        Case(EXAMPLE, {"t": 3}, public=True),
        *(Case(f"{t} position{'s' if t > 1 else ''}", {"t": t}) for t in sizes),
    ]


def sinusoidal_positions_cases(seed: int) -> list[Case]:
    """Fewer and more positions than columns, as many, a single position, one pair of columns."""
    sizes = [(5, 6), (6, 6), (1, 6), (5, 2), (30, 12)]
    return [
        Case(EXAMPLE, {"t": 2, "d": 4}, public=True),
        *(Case(f"t = {t}, d = {d}", {"t": t, "d": d}) for t, d in sizes),
    ]
