"""The benchmark's own parts, with fake workers: no framework is installed here, and no second is asserted."""

import json
import math
import subprocess
import sys

import numpy as np
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
import article_listings  # noqa: E402
import training  # noqa: E402
from peers import data, environment, interleaving  # noqa: E402
from peers.process import Worker, WorkerError  # noqa: E402


class FakeWorker:
    """A worker that answers at once, and writes down what was asked of it."""

    def __init__(self, name, log):
        self.name, self.log = name, log

    def __enter__(self):
        self.log.append((self.name, "start"))
        return self

    def __exit__(self, *_):
        self.log.append((self.name, "stop"))

    def age(self):
        return 7.0

    def versions(self):
        return {"python": "3"}

    def train(self, epochs=1):
        self.log.append((self.name, epochs))
        return {"seconds": 0.5, "loss": 1.0}

    def peak_mebibytes(self):
        return 100.0


def quiet(line):
    pass


def test_epochs_are_taken_in_turns_and_all_workers_live_through_all_rounds():
    log = []
    found = interleaving.measure_epochs("abc", lambda name: FakeWorker(name, log), 2, quiet)
    starts = [("a", "start"), ("a", 1), ("b", "start"), ("b", 1), ("c", "start"), ("c", 1)]  # one epoch to compile
    rounds = [("a", 1), ("b", 1), ("c", 1), ("b", 1), ("c", 1), ("a", 1)]
    assert log == [*starts, *rounds, ("c", "stop"), ("b", "stop"), ("a", "stop")]
    assert found["b"] == {"versions": {"python": "3"}, "first_epoch": 7.0, "epochs": [0.5] * 2, "losses": [1.0] * 3}


def test_cold_starts_run_alone_for_ten_epochs():
    log = []
    found = interleaving.measure_cold_starts("ab", lambda name: FakeWorker(name, log), 2, quiet)
    assert log == [(name, what) for name in "abba" for what in ("start", 10, "stop")]
    assert found["a"] == {"cold": [7.0, 7.0], "MiB": [100.0, 100.0]}


def test_turns_give_everyone_every_place():
    orders = [interleaving.turn("abc", round) for round in range(3)]
    assert [set(places) for places in zip(*orders, strict=True)] == [set("abc")] * 3
    with pytest.raises(ValueError, match="names: at least one expected"):
        interleaving.turn("", 0)


def test_medians_and_unsteady_epochs():
    assert interleaving.median([3.0, 1.0, 50.0]) == 3.0
    assert math.isnan(interleaving.median([]))
    assert interleaving.unsteady([1.0, 1.0, 1.5])
    assert not interleaving.unsteady([1.0, 1.1, 1.2])
    assert not interleaving.unsteady([])


def figures(*epochs, cold=(8.0,), peak=(400.0,)):
    return {"epochs": list(epochs), "cold": list(cold), "first_epoch": 3.0, "MiB": list(peak), "versions": {"jax": "1"}}


def test_the_table_has_the_fastest_first_and_ratios_to_course_lib():
    text = training.table("rnn", {"course": figures(2.0, 1.0, 9.0), "torch_channels_last": figures(0.5, 0.5, 0.5)})
    title, head, first, second = text.splitlines()
    assert title == training.MODELS["rnn"]
    assert head.split()[:3] == ["implementation", "s/epoch", "ratio"]
    assert first.split() == ["PyTorch,", "fused", "Adam", "0.500", "0.25", "8.0", "3.0", "400"]
    assert second.split() == ["course_lib", "2.000", "1.00", "8.0", "3.0", "400", "unsteady"]


def test_the_table_shows_what_was_not_measured():
    text = training.table("cnn", {"equinox": figures(2.0, cold=(), peak=())})
    assert text.splitlines()[-1].split() == ["Equinox", "2.000", "–", "–", "3.0", "–"]


def test_two_devices_take_part_where_a_core_would_idle():
    assert "course_two_devices" not in training.implementations("cnn")
    assert "course_two_devices" in training.implementations("lstm_attention")
    assert training.implementations("rnn", ["equinox", "course"]) == ["course", "equinox"]


def test_versions_that_differ_are_both_named():
    models = {"cnn": {"a": {"versions": {"jax": "1"}}, "b": {"versions": {"jax": "2", "flax": "3"}}}}
    assert training.versions(models) == "jax 1 and 2, flax 3"


def test_a_busy_machine_is_warned_of():
    assert training.load_warning(0.9, 2) is None
    assert training.load_warning(math.nan, 2) is None
    assert "load 1.1 on 2 cores" in training.load_warning(1.1, 2)


@pytest.mark.parametrize(
    "words",
    [["--repeats", "0"], ["--repeats", "two"], ["--cold-starts", "-1"], ["--models", "gpt"], ["--implementations"]],
)
def test_wrong_arguments_are_refused(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        training.arguments(words)
    assert stopped.value.code == 2
    assert words[0] in capsys.readouterr().err


def test_the_arguments_without_any():
    args = training.arguments([])
    assert args.repeats >= 3
    assert args.models == ["cnn", "rnn", "lstm_attention"]


def test_main_prints_and_writes_every_time(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(environment, "ensure", lambda: "python of the peers")
    started = []

    def worker(python, name, model):
        started.append((python, name, model))
        return FakeWorker(name, [])

    monkeypatch.setattr(training, "Worker", worker)
    path = tmp_path / "figures.json"
    words = ["--models", "rnn", "--implementations", "course", "equinox", "--repeats", "3", "--json", str(path)]
    assert training.main(words) == 0
    assert set(started) == {(sys.executable, "course", "rnn"), ("python of the peers", "equinox", "rnn")}
    record = json.loads(path.read_text("utf-8"))
    assert record["models"]["rnn"]["equinox"]["epochs"] == [0.5] * 3
    assert {"date", "cores", "load", "threads", "batch_size", "learning_rate"} <= set(record)
    assert "Equinox" in capsys.readouterr().out


def test_data_are_equal_for_all_and_whole():
    x, y = data.make_sequences(64)
    assert (x.shape, x.dtype, y.dtype) == ((64, 100, 12), np.float32, np.int32)
    np.testing.assert_array_equal(x, data.make_sequences(64)[0])
    images, labels = data.load_images(20)
    assert (images.shape, images.dtype, labels.dtype, images.max()) == ((20, 28, 28, 1), np.float32, np.int32, 1.0)
    batches = data.shuffled_batches(np.random.default_rng(0), 70)
    assert [len(batch) for batch in batches] == [32, 32, 6]
    assert sorted(np.concatenate(batches)) == list(range(70))


def test_requirements_are_exact_and_name_no_index():
    lines = [line for line in environment.REQUIREMENTS.read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert all("==" in line and "://" not in line and not line.startswith("-") for line in lines)
    course = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    for name in ("jax==", "jaxlib==", "numpy=="):
        ours, theirs = ([line for line in text if line.startswith(name)] for text in (course, lines))
        assert ours == theirs, "the peers in JAX run on the course's versions"


def test_an_environment_is_ready_only_for_the_requirements_of_now(tmp_path):
    assert not environment.ready(tmp_path)
    (tmp_path / "peers.sha256").write_text("of other requirements\n")
    assert not environment.ready(tmp_path)


def test_a_worker_that_ends_says_why():
    with (
        Worker(sys.executable, "nobody", "rnn") as worker,
        pytest.raises(WorkerError, match="(?s)nobody rnn ended.*peers.nobody"),
    ):
        worker.versions()


def test_a_real_worker_trains_course_lib():
    with Worker(sys.executable, "course", "rnn") as worker:
        assert "jax" in worker.versions()
        first = worker.train()
        assert worker.train(2)["loss"] < first["loss"]
        assert first["seconds"] > 0
        assert worker.age() > first["seconds"]
        assert worker.peak_mebibytes() > 50 or math.isnan(worker.peak_mebibytes())


def test_a_listing_that_fails_is_recorded():
    found = article_listings.run_listing("model = 1\nmodel.add()", x=0)
    assert found == {"error": "AttributeError: 'int' object has no attribute 'add'", "warnings": [], "model": 1}
    assert article_listings.run_listing("model = x", x=2)["error"] is None


def test_help_needs_no_peer():
    for name in ("training", "article_listings"):
        command = [sys.executable, str(ROOT / f"benchmarks/{name}.py"), "--help"]
        assert "usage:" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
