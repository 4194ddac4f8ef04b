"""One implementation of one model in a process of its own: `python -m peers.worker IMPLEMENTATION MODEL`.

Commands come on stdin, one a line, and each is answered by one line of JSON on stdout:
`train N` trains N epochs -> {"seconds", "loss"}; `memory` -> {"MiB"}, the peak so far. Between them it sleeps.
"""

import importlib
import json
import os
import sys
import time

from peers import data


def use_two_cores() -> None:
    """Keep to as many cores as there are threads, so that every library's pools are of one size."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: data.THREADS])


def peak_mebibytes() -> float:
    """Give the most memory that this process held."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    except OSError:  # not Linux
        try:
            import resource
        except ImportError:
            return float("nan")
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main(implementation: str, model: str) -> None:
    """Build, say so with the versions, then obey."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not be taken for an answer

    def answer(found: dict[str, object]) -> None:
        print(json.dumps(found), file=answers, flush=True)

    use_two_cores()
    module = importlib.import_module(f"peers.{implementation}")
    train = module.build(model, *data.load(model))
    versions = {name: importlib.import_module(name).__version__ for name in module.PACKAGES}
    answer({"versions": {"python": sys.version.split()[0], **versions}})
    for line in sys.stdin:
        match line.split():
            case ["train", epochs]:
                began = time.perf_counter()
                loss = train(int(epochs))
                answer({"seconds": time.perf_counter() - began, "loss": loss})
            case ["memory"]:
                answer({"MiB": peak_mebibytes()})


if __name__ == "__main__":
    main(*sys.argv[1:])
