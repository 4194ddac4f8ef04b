"""One batch on one device, or shared out over several: the road to larger machines."""

from collections.abc import Callable
from functools import cache
from typing import Any

import jax
from jax import lax
from jax.flatten_util import ravel_pytree
from jax.sharding import Mesh, PartitionSpec

PyTree = Any
Gradient = Callable[..., tuple[jax.Array, PyTree]]  # (loss, params, x, y) -> value, gradient


def whole_batch(loss: Callable, params: PyTree, x: PyTree, y: jax.Array) -> tuple[jax.Array, PyTree]:
    """Give a loss and its gradient on one device.

    Shapes: loss(params, x (batch, ...), y (batch, ...)) -> scalar -> (value, a tree as params).
    """
    return jax.value_and_grad(loss)(params, x, y)


@cache  # one function for a mesh and batch size, so that what was compiled for it is used again
def shared_batch(mesh: Mesh, batch_size: int) -> Gradient:
    """Make a `whole_batch` that gives every device of a mesh an equal share of the batch.

    Value and gradient are averaged over the devices in one exchange of one vector: a message for each array would
    cost more than the arithmetic of a small network.

    Raises: ValueError if the mesh has several axes, or its devices do not divide batch_size.
    """
    if len(mesh.axis_names) != 1:
        raise ValueError(f"mesh: one axis expected, got {mesh.axis_names}")
    (axis,) = mesh.axis_names
    if batch_size % mesh.size:
        raise ValueError(f"batch_size: a multiple of the mesh's {mesh.size} devices expected, got {batch_size}")
    mesh = Mesh(mesh.devices, mesh.axis_names)  # of "auto" type, whatever it was: arrays are laid out as the specs say
    share, everywhere = PartitionSpec(axis), PartitionSpec()

    def gradient(loss: Callable, params: PyTree, x: PyTree, y: jax.Array) -> tuple[jax.Array, PyTree]:
        def on_one_device(params: PyTree, x: PyTree, y: jax.Array) -> tuple[jax.Array, PyTree]:
            flat, unravel = ravel_pytree(jax.value_and_grad(loss)(params, x, y))
            return unravel(lax.pmean(flat, axis))

        # check_vma would sum the gradient of every array by itself, and refuse scans that start from zeros.
        specs = {"in_specs": (everywhere, share, share), "out_specs": (everywhere, everywhere)}
        return jax.shard_map(on_one_device, mesh=mesh, check_vma=False, **specs)(params, x, y)

    return gradient


def cpu_mesh(devices: int) -> Mesh:
    """Make a mesh of CPU devices in one axis, "batch".

    Raises: ValueError if there are fewer; `jax.config.update("jax_num_cpu_devices", n)` before any array makes more.
    """
    found = jax.devices("cpu")
    if len(found) < devices:
        raise ValueError(f"devices: at most {len(found)} expected (set jax_num_cpu_devices for more), got {devices}")
    return Mesh(found[:devices], ("batch",))
