"""Pictures: what the bundled files must hold, and Pillow's own reading of the photographs."""

from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import sklearn.datasets
from PIL import Image

from course_lib.images import load_fashion_mnist, load_photograph, to_grey

PHOTOGRAPHS = Path(sklearn.datasets.__file__).parent / "images"


def test_fashion_mnist_has_three_parts_of_pictures_between_0_and_1():
    data = load_fashion_mnist()
    for part, n in zip(data[:3], (10_000, 2000, 3000), strict=True):
        x, y = part
        assert x.shape == (n, 28, 28, 1) and x.dtype == jnp.float32
        assert y.shape == (n,) and y.dtype == jnp.int32
        assert float(x.min()) == 0 and float(x.max()) == 1
        shares = np.bincount(y, minlength=10) / n
        assert len(shares) == 10 and 0.08 < shares.min() < shares.max() < 0.12
    assert data.classes[0] == "T-shirt/top" and data.classes[9] == "Ankle boot" and len(set(data.classes)) == 10


def test_fashion_mnist_starts_as_its_authors_files_do():
    data = load_fashion_mnist()
    np.testing.assert_array_equal(data.train[1][:10], [9, 0, 0, 3, 0, 2, 7, 2, 5, 5])
    np.testing.assert_array_equal(data.test[1][:10], [9, 2, 1, 1, 6, 1, 4, 6, 5, 7])
    assert float(data.train[0].mean()) == pytest.approx(0.286, abs=0.002)  # of all 60,000: 0.2860
    trousers = np.asarray(data.train[0])[np.asarray(data.train[1]) == data.classes.index("Trouser"), :, :, 0].mean(0)
    assert trousers[:, 8:20].mean() > 5 * trousers[:, [0, 1, 2, 25, 26, 27]].mean()  # upright and narrow


@pytest.mark.parametrize("validation", [0, 2500])
def test_validation_is_cut_off_the_end_and_nothing_is_lost(validation):
    whole, data = load_fashion_mnist(0), load_fashion_mnist(validation)
    assert len(data.validation[1]) == validation and len(data.train[0]) == 12_000 - validation
    for kept, train, held_out in zip(whole.train, data.train, data.validation, strict=True):
        np.testing.assert_array_equal(np.concatenate([train, held_out]), kept)
    np.testing.assert_array_equal(data.test[0], whole.test[0])


def test_no_test_picture_was_learnt_from():
    data = load_fashion_mnist(0)
    seen = {image.tobytes() for image in np.asarray(data.train[0])}
    assert sum(image.tobytes() in seen for image in np.asarray(data.test[0])) == 0


@pytest.mark.parametrize("name", ["china.jpg", "flower.jpg"])
def test_photographs_against_pillow(name):
    photograph = load_photograph(name)
    assert photograph.shape == (427, 640, 3) and photograph.dtype == jnp.float32
    with Image.open(PHOTOGRAPHS / name) as image:
        np.testing.assert_allclose(photograph, np.asarray(image) / 255, atol=1e-6)
        grey = np.asarray(image.convert("L")) / 255
    np.testing.assert_allclose(jax.jit(to_grey)(photograph), grey, atol=0.6 / 255)  # Pillow rounds


def test_the_palace_comes_by_default():
    np.testing.assert_array_equal(load_photograph(), load_photograph("china.jpg"))


def test_to_grey_of_any_shape_and_its_gradient():
    assert to_grey(np.ones(3, np.float32)) == pytest.approx(1)
    assert to_grey(np.zeros((2, 4, 5, 3), np.float32)).shape == (2, 4, 5)
    gradient = jax.grad(lambda image: to_grey(image).sum())(jnp.ones((2, 3)))
    np.testing.assert_allclose(gradient, [[0.299, 0.587, 0.114]] * 2, rtol=1e-6)


def test_bad_input_is_named():
    for call, message in [
        (lambda: load_fashion_mnist(-1), "validation: 0 to 11999 expected, got -1"),
        (lambda: load_fashion_mnist(12_000), "validation: .*got 12000"),
        (lambda: load_photograph("cat.jpg"), 'name: "china.jpg" .*cat.jpg'),
        (lambda: to_grey(np.ones((4, 4))), r"image: shape \(\.\.\., 3\) expected, got \(4, 4\)"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
