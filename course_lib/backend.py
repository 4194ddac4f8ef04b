"""Which form of a layer is fast: on a CPU one matrix product, elsewhere what XLA has for it. Decided here alone."""

import jax


def prefers_matmul() -> bool:
    """Say whether convolution is faster as im2col and one product, and pooling as comparisons.

    True on a CPU: there XLA's own convolution loses its threads inside a loop, and the gradient of its pooling costs
    more than the convolutions beside it. Decided while a function is traced.
    """
    return jax.default_backend() == "cpu"
