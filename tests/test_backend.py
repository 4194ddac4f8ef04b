"""The one place that chooses between forms: by the back end, whatever it is."""

import jax
import pytest

from course_lib.backend import prefers_matmul


@pytest.mark.parametrize(("name", "expected"), [("cpu", True), ("gpu", False), ("tpu", False)])
def test_only_a_cpu_prefers_products(monkeypatch, name, expected):
    monkeypatch.setattr(jax, "default_backend", lambda: name)
    assert prefers_matmul() is expected
