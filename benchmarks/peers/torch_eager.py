"""PyTorch, eager, as its tutorials write it, but with the data in memory instead of a DataLoader, which is slower."""

from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from peers.data import BATCH_SIZE, CLASSES, HIDDEN, INPUT_DIM, LEARNING_RATE, THREADS

PACKAGES = ("torch", "numpy")


class Rnn(nn.Module):
    """A plain RNN with relu; a dense layer reads its last state."""

    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.RNN(INPUT_DIM, HIDDEN, nonlinearity="relu", batch_first=True)
        self.head = nn.Linear(HIDDEN, CLASSES["rnn"])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.cell(x)[0][:, -1])


class LstmAttention(nn.Module):
    """An LSTM whose states attend to each other; a dense layer reads the mean over time."""

    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.LSTM(INPUT_DIM, HIDDEN, batch_first=True)
        self.head = nn.Linear(HIDDEN, CLASSES["lstm_attention"])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        states = self.cell(x)[0]
        return self.head(F.scaled_dot_product_attention(states, states, states).mean(dim=1))


def make_cnn() -> nn.Module:
    """The article's first network, channels before rows and columns."""
    first = (nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2))
    second = (nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2))
    return nn.Sequential(*first, *second, nn.Flatten(), nn.Linear(1600, 64), nn.ReLU(), nn.Linear(64, CLASSES["cnn"]))


def build(model: str, x: np.ndarray, y: np.ndarray, best: bool = False) -> Callable[[int], float]:
    """Make the function that trains some epochs and gives the last one's loss.

    `best`: channels-last images where there are images, and the fused Adam.
    """
    torch.set_num_threads(THREADS)
    network = {"cnn": make_cnn, "rnn": Rnn, "lstm_attention": LstmAttention}[model]()
    inputs, labels = torch.from_numpy(x), torch.from_numpy(y).long()
    if model == "cnn":
        inputs = inputs.permute(0, 3, 1, 2)  # a view whose numbers lie channels-last
        layout = torch.channels_last if best else torch.contiguous_format
        network, inputs = network.to(memory_format=layout), inputs.contiguous(memory_format=layout)
    adam = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, **({"fused": True} if best else {}))

    def train_epoch() -> float:
        total = torch.zeros(())
        for batch in torch.randperm(len(labels)).split(BATCH_SIZE):
            loss = F.cross_entropy(network(inputs[batch]), labels[batch])
            adam.zero_grad()
            loss.backward()
            adam.step()
            total += loss.detach() * len(batch)
        return float(total) / len(labels)

    return lambda epochs: [train_epoch() for _ in range(epochs)][-1]
