"""Compare course_lib's training with the frameworks': `python benchmarks/training.py [--json FILE]`.

Three models (the article's CNN on 10,000 images; SimpleRNN and LSTM + attention on 5,000 sequences of 100 × 12), equal
data, batches of 32, Adam at 1e-3, two cores each. Every implementation is a process of its own that trains an epoch
when asked, and all are asked in turns. The peers are installed into benchmarks/.venv at the first run (some 3 GB).
Nothing is asserted: seconds belong to a machine, ratios less so. Run it on an idle one.
"""

import argparse
import datetime
import json
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from peers import data, environment
from peers.interleaving import COLD_EPOCHS, measure_cold_starts, measure_epochs, median, unsteady
from peers.process import Worker, WorkerError

LABELS = {
    "course": "course_lib",
    "course_two_devices": "course_lib, two CPU devices",
    "keras_tf": "Keras on TensorFlow",
    "torch_eager": "PyTorch eager",
    "torch_channels_last": "PyTorch channels-last, fused Adam",
    "flax_nnx": "Flax NNX",
    "equinox": "Equinox",
}
MODELS = {
    "cnn": "The article's CNN, 10,000 images of 28 × 28",
    "rnn": "SimpleRNN(32, relu) + dense, 5,000 sequences of 100 × 12",
    "lstm_attention": "LSTM(32) + attention + dense, 5,000 sequences of 100 × 12",
}


def implementations(model: str, chosen: Sequence[str] = tuple(LABELS)) -> list[str]:
    """Name those that take part in a model: two devices only where a scan over time leaves a core idle."""
    return [name for name in LABELS if name in chosen and (name != "course_two_devices" or model == "lstm_attention")]


def label(implementation: str, model: str) -> str:
    """Name an implementation in the table; there are no channels in a sequence."""
    if implementation == "torch_channels_last" and model != "cnn":
        return "PyTorch, fused Adam"
    return LABELS[implementation]


def table(model: str, found: dict[str, dict]) -> str:
    """Write a model's figures, the fastest first: medians, and the ratio to course_lib on one device."""
    own = median(found["course"]["epochs"]) if "course" in found else float("nan")
    head = f"{'implementation':<34} {'s/epoch':>8} {'ratio':>7} {'cold start':>10} {'first':>7} {'peak MiB':>8}"
    lines = [MODELS[model], head]
    for name, one in sorted(found.items(), key=lambda item: median(item[1]["epochs"])):
        seconds = median(one["epochs"])
        mark = "  unsteady" if unsteady(one["epochs"]) else ""
        figures = f"{seconds:8.3f} {seconds / own:7.2f} {median(one['cold']):10.1f} {one['first_epoch']:7.1f}"
        lines.append(f"{label(name, model):<34} {figures} {median(one['MiB']):8.0f}{mark}".replace("nan", "  –"))
    return "\n".join(lines)


def versions(models: dict[str, dict[str, dict]]) -> str:
    """Name every version that took part, both where an implementation's differs from another's."""
    seen: dict[str, list[str]] = {}
    for one in (one for found in models.values() for one in found.values()):
        for name, version in one["versions"].items():
            if version not in seen.setdefault(name, []):
                seen[name].append(version)
    return ", ".join(f"{name} {' and '.join(found)}" for name, found in seen.items())


def load_warning(load: float, cores: int) -> str | None:
    """Say that the machine is busy, where it is: a loaded machine flatters JAX, since OpenMP's threads wait."""
    if not load > 0.5 * cores:  # nan too
        return None
    return f"warning: load {load:.1f} on {cores} cores before the start; ratios of a busy machine mean little"


def load_average() -> float:
    """Give the load of the last minute, nan where the system has none."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def cores() -> int:
    """Give the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def measure(model: str, chosen: Sequence[str], repeats: int, cold_starts: int) -> dict[str, dict]:
    """Measure a model: name -> epochs, losses, first epoch, cold starts, peak memory, versions."""
    peers = environment.ensure()
    names = implementations(model, chosen)

    def start(name: str) -> Worker:
        return Worker(sys.executable if name.startswith("course") else peers, name, model)

    def report(line: str) -> None:
        print(f"  {model}: {line}", file=sys.stderr, flush=True)

    cold = measure_cold_starts(names, start, cold_starts, report)
    epochs = measure_epochs(names, start, repeats, report)
    return {name: {**epochs[name], **cold[name]} for name in names}


def count(text: str, least: int) -> int:
    """Read a whole number from the command line."""
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"a whole number of at least {least} expected, got {text!r}")
    return int(text)


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every time, the versions and the date there")
    parser.add_argument("--models", nargs="+", choices=list(MODELS), default=list(MODELS))
    parser.add_argument("--implementations", nargs="+", choices=list(LABELS), default=list(LABELS))
    parser.add_argument("--repeats", type=lambda text: count(text, 1), default=5, help="epochs timed of each (5)")
    help_cold = f"runs of each from process start to {COLD_EPOCHS} epochs trained (3); 0 leaves them and memory out"
    parser.add_argument("--cold-starts", type=lambda text: count(text, 0), default=3, help=help_cold)
    return parser.parse_args(words)


def conditions() -> dict[str, object]:
    """Note what the figures depend on, before anything runs."""
    fixed = {"batch_size": data.BATCH_SIZE, "learning_rate": data.LEARNING_RATE, "threads": data.THREADS}
    machine = {"cores": cores(), "machine": platform.machine(), "system": platform.system(), "load": load_average()}
    return {"date": datetime.date.today().isoformat(), **machine, **fixed}


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print."""
    args = arguments(words)
    environment.ensure()
    record: dict[str, object] = {**conditions(), "models": {}}
    print(f"{record['date']}: load {record['load']:.2f} on {record['cores']} cores", file=sys.stderr)
    for line in (load_warning(record["load"], record["cores"]), "a trial: medians of fewer than 3 epochs"):
        if line and (line.startswith("warning") or args.repeats < 3):
            print(line, file=sys.stderr)
    for model in args.models:
        try:
            record["models"][model] = measure(model, args.implementations, args.repeats, args.cold_starts)
        except WorkerError as error:
            print(error, file=sys.stderr)
            return 1
        print(table(model, record["models"][model]), end="\n\n", flush=True)
        if args.json:  # after each model, so that an interruption keeps what was measured
            args.json.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(versions(record["models"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
