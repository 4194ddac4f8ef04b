"""Batches, standardisation and bundled data sets against NumPy and scikit-learn."""

import csv
import gzip
import subprocess
import sys
from importlib.resources import files

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from sklearn import datasets
from sklearn.preprocessing import StandardScaler

from course_lib.data import load_breast_cancer, load_diabetes, load_heart_disease, minibatches, standardize


@pytest.mark.parametrize(("n", "batch_size"), [(1, 1), (10, 3), (12, 4), (5, 8), (442, 32)])
def test_minibatches_deal_every_sample_once(n, batch_size):
    batches = minibatches(jax.random.key(3), n, batch_size)
    assert len(batches) == -(-n // batch_size)
    assert all(len(batch) == batch_size for batch in batches[:-1])
    np.testing.assert_array_equal(np.sort(np.concatenate(batches)), np.arange(n))


def test_minibatches_differ_by_key_and_repeat_by_key():
    first, second = (np.concatenate(minibatches(jax.random.key(k), 50, 8)) for k in (0, 1))
    assert not np.array_equal(first, second)
    assert not np.array_equal(first, np.arange(50))
    np.testing.assert_array_equal(first, np.concatenate(minibatches(jax.random.key(0), 50, 8)))


def test_every_sample_comes_first_about_equally_often():
    firsts = [int(minibatches(key, 4, 2)[0][0]) for key in jax.random.split(jax.random.key(5), 400)]
    assert np.bincount(firsts, minlength=4).min() > 60  # 100 expected, sd 8.7


def test_standardize_against_scikit_learn():
    x = np.random.default_rng(0).normal([3, 1e5], [0.1, 50], (40, 2))
    z, mean, std = standardize(x)
    scaler = StandardScaler().fit(x)
    np.testing.assert_allclose(z, scaler.transform(x), atol=1e-5)
    np.testing.assert_allclose(mean, scaler.mean_, rtol=1e-6)
    np.testing.assert_allclose(std, scaler.scale_, rtol=1e-5)


def test_a_constant_column_becomes_zero_and_a_vector_stays_one():
    assert np.all(np.asarray(standardize(np.full((5, 2), 7.0)).z) == 0)
    assert standardize(np.arange(4.0)).z.shape == (4,)


def test_diabetes_is_scikit_learns():
    raw, ours = datasets.load_diabetes(scaled=False), load_diabetes(standardized=False)
    np.testing.assert_allclose(ours.x, raw.data, rtol=1e-6)
    np.testing.assert_allclose(ours.y, raw.target, rtol=1e-6)
    z = load_diabetes()
    assert z.x.shape == (442, 10) and z.y.shape == (442,) and len(z.names) == 10
    np.testing.assert_allclose(z.x, StandardScaler().fit_transform(raw.data), atol=1e-5)
    assert float(z.y.mean()) == pytest.approx(0, abs=1e-6) and float(z.y.std()) == pytest.approx(1, abs=1e-5)


def test_breast_cancer_counts_malignant_as_1():
    ours, raw = load_breast_cancer(), datasets.load_breast_cancer()
    assert ours.x.shape == (569, 30) and int(ours.y.sum()) == 212
    assert np.mean(raw.data[np.asarray(ours.y) == 1, 0]) > np.mean(raw.data[np.asarray(ours.y) == 0, 0])
    np.testing.assert_allclose(load_breast_cancer(standardized=False).x, raw.data, rtol=1e-6)


def test_heart_disease_is_what_its_source_says_of_it():
    data = load_heart_disease()
    assert data.x.shape == (920, 13) and data.y.shape == data.site.shape == (920,)
    assert (data.x.dtype, data.y.dtype, data.site.dtype) == (jnp.float32, jnp.int32, jnp.int32)
    assert data.names == (
        "age", "sex", "cp", "trestbps", "chol", "fbs", "restecg", "thalach", "exang", "oldpeak", "slope", "ca", "thal",
    )  # fmt: skip
    assert data.sites == ("Cleveland", "Budapest", "Zurich/Basel", "Long Beach VA")
    np.testing.assert_array_equal(np.bincount(data.site), [303, 294, 123, 200])
    np.testing.assert_array_equal(np.bincount(data.site, data.y), [139, 106, 115, 149])
    chol = np.asarray(data.x)[:, data.names.index("chol")]
    assert (chol[np.asarray(data.site) == 2] == 0).all()  # never measured in Switzerland


def test_heart_disease_is_its_file_with_nan_where_it_is_empty():
    data = load_heart_disease()
    packed = (files("course_lib") / "datasets" / "heart_disease_4_sites.csv.gz").read_bytes()
    header, *rows = csv.reader(gzip.decompress(packed).decode("utf-8").splitlines())
    table = np.array(rows)
    columns = [header.index(name) for name in data.names]
    values = np.where(table[:, columns] == "", "nan", table[:, columns]).astype(float)
    np.testing.assert_allclose(data.x, values, rtol=1e-6)
    assert 0 < np.isnan(values).sum() < values.size / 5
    np.testing.assert_array_equal(data.y, (table[:, header.index("num")] != "0").astype(int))
    np.testing.assert_array_equal(np.array(data.sites)[np.asarray(data.site)], table[:, header.index("site")])


def test_bad_input_is_named():
    for call, message in [
        (lambda: minibatches(jax.random.key(0), 0, 2), "n: "),
        (lambda: minibatches(jax.random.key(0), 5, 0), "batch_size.*0"),
        (lambda: standardize(np.ones((0, 3))), r"x: .*\(0, 3\)"),
        (lambda: standardize(np.ones((2, 2, 2))), r"x: .*\(2, 2, 2\)"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()


def test_importing_starts_no_back_end():
    code = (
        "import course_lib.data, course_lib.differentiation, course_lib.optimizers, course_lib.surfaces\n"
        "import course_lib.plotting, course_lib.widgets\n"
        "from jax._src import xla_bridge\n"
        "assert not xla_bridge._backends, xla_bridge._backends\n"
        "import sys; assert 'sklearn' not in sys.modules and 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
