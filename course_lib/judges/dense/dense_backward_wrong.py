"""Wrong answers to 3.5 dense_backward, in NumPy where possible: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np


def db_not_summed(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz, dz


def db_as_a_row(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz, dz.sum(axis=0, keepdims=True)


def db_over_neurons(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz, dz.sum(axis=1)


def db_one_number(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz, dz.sum()


def db_ones(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz, np.ones(w.shape[1])


def db_batch_size(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz, np.full(w.shape[1], float(len(x)))


def db_first_sample(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz, dz[0]


def db_mean(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz, dz.mean(axis=0)


def dw_mean(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz / len(x), dz.sum(axis=0)


def dw_and_db_mean(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, x.T @ dz / len(x), dz.mean(axis=0)


def all_mean(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T / len(x), x.T @ dz / len(x), dz.mean(axis=0)


def dx_untransposed(x, w, dz):
    return dz @ w, x.T @ dz, dz.sum(axis=0)


def dx_factors_exchanged(x, w, dz):
    return w @ dz, x.T @ dz, dz.sum(axis=0)


def dx_turned(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return w @ dz.T, x.T @ dz, dz.sum(axis=0)


def dx_not_passed(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz, x.T @ dz, dz.sum(axis=0)


def dx_weights_only(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return w.T, x.T @ dz, dz.sum(axis=0)


def dx_weights_for_each_sample(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return np.tile(w.sum(axis=1), (len(x), 1)), x.T @ dz, dz.sum(axis=0)


def dx_summed(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return (dz @ w.T).sum(axis=0), x.T @ dz, dz.sum(axis=0)


def dx_switched_off(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return (dz @ w.T) * (x > 0), x.T @ dz, dz.sum(axis=0)


def dz_switched_off(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    dz = dz * (x @ w > 0)
    return dz @ w.T, x.T @ dz, dz.sum(axis=0)


def dw_turned(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, dz.T @ x, dz.sum(axis=0)


def dw_untransposed(x, w, dz):
    return dz @ w.T, x @ dz, dz.sum(axis=0)


def dw_other_transpose(x, w, dz):
    return dz @ w.T, x @ dz.T, dz.sum(axis=0)


def dw_not_summed(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, np.einsum("si,sj->sij", x, dz), dz.sum(axis=0)


def dw_not_summed_nor_db(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, np.einsum("si,sj->sij", x, dz), dz


def dw_first_sample(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, np.outer(x[0], dz[0]), dz.sum(axis=0)


def dw_from_sums(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, np.outer(x.sum(axis=0), dz.sum(axis=0)), dz.sum(axis=0)


def dw_inputs_only(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return dz @ w.T, np.tile(x.sum(axis=0)[:, None], (1, w.shape[1])), dz.sum(axis=0)


def dw_entry_by_entry(x, w, dz):
    return dz @ w.T, x * dz, dz.sum(axis=0)


def order_as_params(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return x.T @ dz, dz.sum(axis=0), dz @ w.T


def order_w_first(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return x.T @ dz, dz @ w.T, dz.sum(axis=0)


def without_dx(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return x.T @ dz, dz.sum(axis=0)


def as_a_dict(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return {"dx": dz @ w.T, "dw": x.T @ dz, "db": dz.sum(axis=0)}


def downhill(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return -dz @ w.T, -x.T @ dz, -dz.sum(axis=0)


def as_if_dz_were_one(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    ones = np.ones_like(dz)
    return ones @ w.T, x.T @ ones, ones.sum(axis=0)


def half_precision(x, w, dz):
    x, w, dz = (np.asarray(a).astype(np.float16) for a in (x, w, dz))
    return tuple(a.astype(np.float32) for a in (dz @ w.T, x.T @ dz, dz.sum(axis=0)))


def in_place(x, w, dz):
    dz = dz if isinstance(dz, np.ndarray) else np.array(dz)
    right = dz @ np.asarray(w).T, np.asarray(x).T @ dz
    for s in range(1, len(dz)):
        dz[0] += dz[s]
    return *right, dz[0]


def two_samples_only(x, w, dz):
    db = dz[0] + dz[1] if len(dz) > 1 else dz[0]
    return dz @ w.T, x.T @ dz, jnp.asarray(db)


def rounded_five_digits(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return tuple(np.round(a, 5) for a in (dz @ w.T, x.T @ dz, dz.sum(axis=0)))


def rounded_three_digits(x, w, dz):
    x, w, dz = map(np.asarray, (x, w, dz))
    return tuple(np.round(a, 3) for a in (dz @ w.T, x.T @ dz, dz.sum(axis=0)))
