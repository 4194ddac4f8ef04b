"""Wrong answers to 3.3 he_init that adjust the drawn matrix, so that its weights depend on each other."""

from __future__ import annotations

import jax
import numpy as np


def centred(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    w = random.normal(size=(fan_in, fan_out))
    return np.sqrt(2 / fan_in) * (w - w.mean())


def centred_columns(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    w = random.normal(size=(fan_in, fan_out))
    return np.sqrt(2 / fan_in) * (w - w.mean(axis=0))


def centred_rows(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    w = random.normal(size=(fan_in, fan_out))
    return np.sqrt(2 / fan_in) * (w - w.mean(axis=1, keepdims=True))


def divided_by_its_own_std(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    w = random.normal(size=(fan_in, fan_out))
    with np.errstate(all="ignore"):
        return np.sqrt(2 / fan_in) * w / w.std()


def standardised(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    w = random.normal(size=(fan_in, fan_out))
    with np.errstate(all="ignore"):
        return np.sqrt(2 / fan_in) * (w - w.mean()) / w.std()


def standardised_columns(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    w = random.normal(size=(fan_in, fan_out))
    with np.errstate(all="ignore"):
        return np.sqrt(2 / fan_in) * (w - w.mean(axis=0)) / w.std(axis=0)


def columns_of_one_length(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    w = random.normal(size=(fan_in, fan_out))
    return np.sqrt(2) * w / np.linalg.norm(w, axis=0)
