"""Data sets ready for a model, and the order in which a model sees them."""

import csv
import gzip
from importlib.resources import files
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np


class Dataset(NamedTuple):
    """Features, target and what their columns are called.

    Shapes: x (n, d) float32; y (n,) float32; names of length d.
    """

    x: jax.Array
    y: jax.Array
    names: tuple[str, ...]
    target: str


class Standardized(NamedTuple):
    """Standardised columns with the mean and spread that were taken out, to treat new data alike."""

    z: jax.Array
    mean: jax.Array
    std: jax.Array


class HeartDisease(NamedTuple):
    """Patients of four hospitals; nan where nothing was measured.

    Shapes: x (920, 13) float32; y (920,) int32, 1 = diseased; site (920,) int32, an index into sites.
    """

    x: jax.Array
    y: jax.Array
    names: tuple[str, ...]
    site: jax.Array
    sites: tuple[str, ...]


DIABETES_NAMES = (
    "age", "sex", "body mass index", "blood pressure", "total cholesterol",
    "LDL", "HDL", "cholesterol / HDL", "log triglycerides", "blood sugar",
)  # fmt: skip


def standardize(x: jax.Array) -> Standardized:
    """Shift and scale every column to mean 0 and standard deviation 1: z = (x − mean) / std.

    Shapes: x (n,) or (n, d) -> z the same, mean and std () or (d,). The spread divides by n.
    Pitfall: treat test data with the mean and std of the training data. A constant column becomes 0.
    Raises: ValueError if x has no rows.
    """
    values = np.asarray(x, np.float64)  # in float32 the mean of large numbers loses digits
    if values.ndim not in (1, 2) or len(values) == 0:
        raise ValueError(f"x: shape (n,) or (n, d) with n > 0 expected, got {values.shape}")
    mean, std = values.mean(axis=0), values.std(axis=0)
    std = np.where(std > 0, std, 1.0)
    return Standardized(*(jnp.asarray(a, jnp.float32) for a in ((values - mean) / std, mean, std)))


def minibatches(key: jax.Array, n: int, batch_size: int) -> list[jax.Array]:
    """Deal the numbers 0 … n − 1 in random order into batches: one epoch, each sample once.

    Shapes: -> ceil(n / batch_size) index arrays (batch_size,), the last one perhaps shorter.
    Pitfall: the same key gives the same order; split a fresh one for every epoch.
    Raises: ValueError if n or batch_size is below 1.
    """
    if n < 1:
        raise ValueError(f"n: at least 1 sample expected, got {n}")
    if batch_size < 1:
        raise ValueError(f"batch_size: at least 1 expected, got {batch_size}")
    order = jax.random.permutation(key, n)
    whole = order[: n // batch_size * batch_size].reshape(-1, batch_size)
    tail = order[len(whole) * batch_size :]
    batches = [whole[i] for i in range(len(whole))]  # [*whole] would compile a program with one output a batch
    return [*batches, tail] if len(tail) else batches


def load_diabetes(standardized: bool = True) -> Dataset:
    """Load 442 diabetes patients: ten measurements, and how far the disease has moved a year later.

    Shapes: x (442, 10), y (442,). Standardised columns (target too) by default, else as measured.
    Units:  as measured: years, kg/m², mmHg, mg/dl …; target a score from 25 to 346.
    Source: Efron et al. 2004, Least Angle Regression; bundled with scikit-learn, no network.
    """
    from sklearn import datasets  # slow to import, so only when asked for

    x, y = datasets.load_diabetes(return_X_y=True, scaled=False)
    return _dataset(x, y, DIABETES_NAMES, "disease progression", standardized, standardized)


def load_breast_cancer(standardized: bool = True) -> Dataset:
    """Load 569 breast tumours: thirty measurements of cell nuclei, and 1 = malignant, 0 = benign.

    Shapes: x (569, 30), y (569,). Standardised features by default, else as measured.
    Pitfall: scikit-learn's own labels are the other way round (0 = malignant).
    Source: UCI Breast Cancer Wisconsin (Diagnostic); bundled with scikit-learn, no network.
    """
    from sklearn import datasets

    bunch = datasets.load_breast_cancer()
    names = tuple(str(name) for name in bunch.feature_names)
    return _dataset(bunch.data, 1 - bunch.target, names, "malignant", standardized, False)


def load_heart_disease() -> HeartDisease:
    """Load 920 patients from Cleveland, Hungary, Switzerland and Long Beach: 13 attributes, diseased or not.

    Shapes: x (920, 13) with nan where a value is missing, y (920,), site (920,).
    Pitfall: a cholesterol of 0 is a value that was not measured, though it is stored as a number.
    Source: UCI Heart Disease; Janosi, Steinbrunn, Pfisterer and Detrano. The licence stands beside the file.
    """
    path = files("course_lib") / "datasets" / "heart_disease_4_sites.csv.gz"
    with path.open("rb") as file, gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = tuple(name for name in rows[0] if name not in ("site", "country", "num"))
    sites = tuple(dict.fromkeys(row["site"] for row in rows))
    return HeartDisease(
        jnp.array([[float(row[name] or "nan") for name in names] for row in rows]),
        jnp.array([int(int(row["num"]) > 0) for row in rows]),
        names,
        jnp.array([sites.index(row["site"]) for row in rows]),
        sites,
    )


def _dataset(x, y, names: tuple[str, ...], target: str, scale_x: bool, scale_y: bool) -> Dataset:
    x = standardize(x).z if scale_x else jnp.asarray(x, jnp.float32)
    y = standardize(y).z if scale_y else jnp.asarray(y, jnp.float32)
    return Dataset(x, y, names, target)
