"""Run the article's three Keras listings as printed, and record what happens: `python benchmarks/article_listings.py`.

They run in the peers' environment (see `peers/environment.py`). What chapters 05 and 07 quote from here stands in
`course_lib/datasets/article_listings.json`, so that no learner needs Keras. `--print` writes nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

from peers import environment

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "course_lib/datasets/article_listings.json"
TIMESTEPS, INPUT_DIM, OUTPUT_DIM = 100, 12, 6  # what the listings leave open

# The statements of the article's sections 1.4.1 to 1.4.3, without their comments. They are what is being tested.
IMPORTS = "import tensorflow as tf\nfrom tensorflow.keras.models import Sequential\n"
TRAINING = """
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=10, batch_size=32)
"""
CNN = f"""{IMPORTS}from tensorflow.keras.layers import Conv2D, MaxPooling2D, Flatten, Dense
model = Sequential()
model.add(Conv2D(32, (3, 3), activation='relu', input_shape=(28, 28, 1)))
model.add(MaxPooling2D((2, 2)))
model.add(Conv2D(64, (3, 3), activation='relu'))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(64, activation='relu'))
model.add(Dense(10, activation='softmax'))
{TRAINING}"""
RNN = f"""{IMPORTS}from tensorflow.keras.layers import SimpleRNN, Dense
model = Sequential()
model.add(SimpleRNN(32, activation='relu', input_shape=(timesteps, input_dim)))
model.add(Dense(output_dim, activation='softmax'))
{TRAINING}"""
LSTM_ATTENTION = f"""{IMPORTS}from tensorflow.keras.layers import LSTM, Dense, Attention
model = Sequential()
model.add(LSTM(32, activation='relu', input_shape=(timesteps, input_dim)))
model.add(Attention())
model.add(Dense(output_dim, activation='softmax'))
{TRAINING}"""


def run_listing(source: str, **names: object) -> dict[str, object]:
    """Execute a listing with some names defined: {"error": its last line or None, "warnings": …, "model": …}."""
    namespace, error = dict(names), None
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            exec(compile(source, "listing", "exec"), namespace)
        except Exception as raised:
            error = f"{type(raised).__name__}: {str(raised).splitlines()[0].strip()}"
    from_keras = sorted({str(one.message) for one in seen if "input_shape" in str(one.message)})
    return {"error": error, "warnings": from_keras, "model": namespace.get("model")}


def architecture(model) -> dict[str, object]:
    """Give a model's parameters and the shape after each layer, the batch left out."""
    return {"parameters": model.count_params(), "shapes": [list(layer.output.shape[1:]) for layer in model.layers]}


def images(numpy, n: int = 64):
    """Make images and integer labels of the article's shapes: the listings need some, and print none."""
    draw = numpy.random.default_rng(0)
    return draw.random((n, 28, 28, 1), numpy.float32), draw.integers(0, 10, n)


def sequences(numpy, n: int = 256):
    """Make sequences whose class shifts their mean, and one-hot labels."""
    draw = numpy.random.default_rng(0)
    labels = draw.integers(0, OUTPUT_DIM, n)
    means = draw.normal(size=(OUTPUT_DIM, 1, INPUT_DIM))
    x = draw.normal(size=(n, TIMESTEPS, INPUT_DIM)) + 0.25 * means[labels]
    return x.astype(numpy.float32), numpy.eye(OUTPUT_DIM, dtype=numpy.float32)[labels]


def record_cnn(numpy) -> dict[str, object]:
    """Run the first listing: without data, with one-hot labels, with integer labels."""
    x, labels = images(numpy)
    one_hot = numpy.eye(10, dtype=numpy.float32)[labels]
    trained = run_listing(CNN, x_train=x, y_train=one_hot)
    return {
        "error": run_listing(CNN)["error"],
        "with_data": {"error": trained["error"], "warnings": trained["warnings"], **architecture(trained["model"])},
        "with_integer_labels": {"error": run_listing(CNN, x_train=x, y_train=labels)["error"]},
    }


def record_rnn(numpy) -> dict[str, object]:
    """Run the second listing: as printed, and with the values it lacks."""
    x, y = sequences(numpy)
    values = {"timesteps": TIMESTEPS, "input_dim": INPUT_DIM, "output_dim": OUTPUT_DIM}
    trained = run_listing(RNN, x_train=x, y_train=y, **values)
    found = {"error": trained["error"], **architecture(trained["model"])}
    return {"error": run_listing(RNN)["error"], "with_values": {**values, **found}}


def record_lstm_attention(numpy) -> dict[str, object]:
    """Run the third listing with the values it lacks, and with return_sequences=True as the only change."""
    x, y = sequences(numpy)
    values = {"timesteps": TIMESTEPS, "input_dim": INPUT_DIM, "output_dim": OUTPUT_DIM}
    with_sequences = LSTM_ATTENTION.replace("LSTM(32, ", "LSTM(32, return_sequences=True, ")
    return {
        "error_without_values": run_listing(LSTM_ATTENTION)["error"],
        "error": run_listing(LSTM_ATTENTION, x_train=x, y_train=y, **values)["error"],
        "with_values": values,
        "error_with_return_sequences": run_listing(with_sequences, x_train=x, y_train=y, **values)["error"],
        "versions": versions(),
    }


def record_repair(numpy, keras, return_sequences: bool, epochs: int = 10) -> dict[str, object]:
    """Train a repair, then compare its answers to rows alone with its answers to the same rows in a batch.

    `Attention` in Keras reads the second-last axis as the sequence. On last states (batch, 32) that is the batch.
    """
    keras.utils.set_random_seed(0)
    inputs = keras.Input((TIMESTEPS, INPUT_DIM))
    states = keras.layers.LSTM(32, return_sequences=return_sequences)(inputs)
    mixed = keras.layers.Attention()([states, states])
    pooled = keras.layers.GlobalAveragePooling1D()(mixed) if return_sequences else mixed
    model = keras.Model(inputs, keras.layers.Dense(OUTPUT_DIM, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    x, y = sequences(numpy)
    losses = model.fit(x, y, epochs=epochs, batch_size=32, verbose=0).history["loss"]
    return {
        "error": None,
        "parameters": model.count_params(),
        "epochs": epochs,
        "loss_first_and_last_epoch": [round(loss, 2) for loss in (losses[0], losses[-1])],
        "row_0_alone": probabilities(model, x[:1]),
        "row_0_in_a_batch_of_4": probabilities(model, x[:4]),
        "row_0_in_a_batch_of_32": probabilities(model, x[:32]),
        "largest_difference": {
            "row_0_batch_of_4": difference(model, x[:4], rows=1),
            "row_0_batch_of_32": difference(model, x[:32], rows=1),
            "each_of_32_rows_batch_of_32": difference(model, x[:32], rows=32),
        },
    }


def probabilities(model, x) -> list[float]:
    """Give a model's answer to the first row of a batch."""
    return [round(float(p), 3) for p in model(x).numpy()[0]]


def difference(model, batch, rows: int) -> float:
    """Give the largest difference between answers to rows in a batch and the answers to each of them alone."""
    together = model(batch).numpy()
    return round(max(float(abs(together[i] - model(batch[i : i + 1]).numpy()[0]).max()) for i in range(rows)), 3)


def versions() -> dict[str, str]:
    """Name the versions that decide."""
    import keras
    import tensorflow

    return {"keras": keras.__version__, "tensorflow": tensorflow.__version__}


def record() -> dict[str, object]:
    """Run everything, in the peers' environment."""
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", KERAS_BACKEND="tensorflow")
    import keras
    import numpy
    import tensorflow

    tensorflow.config.experimental.enable_op_determinism()
    keras.config.disable_interactive_logging()
    keras.utils.set_random_seed(0)
    return {
        "cnn_as_printed": record_cnn(numpy),
        "rnn_as_printed": record_rnn(numpy),
        "lstm_attention_as_printed": record_lstm_attention(numpy),
        "lstm_attention_tempting_repair": record_repair(numpy, keras, return_sequences=False),
        "lstm_attention_repaired": record_repair(numpy, keras, return_sequences=True),
    }


def main() -> int:
    """Record, and write or print; outside the peers' environment, start again with their Python."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--print", action="store_true", help="print the record instead of writing the file")
    args = parser.parse_args()
    if Path(sys.prefix).resolve() != environment.FOLDER.resolve():
        return subprocess.run([str(environment.ensure()), __file__, *sys.argv[1:]]).returncode
    text = json.dumps(record(), indent=2, ensure_ascii=False) + "\n"
    print(text, end="") if args.print else RECORD.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
