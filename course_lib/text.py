"""Text for a network: words and characters as numbers, and three collections of real text."""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.shapes import require_at_least

PADDING, UNKNOWN = 0, 1
WORD = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")


class Messages(NamedTuple):
    """Text messages, each once.

    Shapes: texts n strings; y (n,) int32, 1 = spam.
    """

    texts: tuple[str, ...]
    y: jax.Array


class Surnames(NamedTuple):
    """Family names and the language they come from; some names stand in several.

    Shapes: names n strings; y (n,) int32, an index into languages.
    """

    names: tuple[str, ...]
    y: jax.Array
    languages: tuple[str, ...]


class Translations(NamedTuple):
    """Short sentences in English and Chinese, with the authors of both: the licence asks to name them.

    Shapes: four tuples of n strings.
    """

    english: tuple[str, ...]
    chinese: tuple[str, ...]
    english_authors: tuple[str, ...]
    chinese_authors: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Tokens in the order of their numbers: 0 is padding, 1 stands for every unknown token."""

    tokens: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], at_most: int | None = None) -> "Vocabulary":
        """Number the tokens of some texts, the most frequent first, equally frequent ones as they first appear.

        Shapes: texts are lists of tokens; `at_most` counts the two special ones too.
        Raises: ValueError if at_most is below 3.
        """
        if at_most is not None:
            require_at_least(3, at_most=at_most)
        counts = Counter(token for text in texts for token in text)
        return cls(("·", "?", *(token for token, _ in counts.most_common(at_most and at_most - 2))))

    def __len__(self) -> int:
        """Count the tokens, the two special ones too."""
        return len(self.tokens)

    def encode(self, texts: Sequence[Sequence[str]], length: int) -> tuple[jax.Array, jax.Array]:
        """Write texts as rows of numbers, cut after `length` tokens or filled up with padding.

        Shapes: n lists of tokens -> numbers (n, length) int32, lengths (n,) int32, at least 1 so that a mean exists.
        Raises: ValueError if length is below 1.
        """
        require_at_least(1, length=length)
        number = {token: i for i, token in enumerate(self.tokens) if i > UNKNOWN}
        rows = np.full((len(texts), length), PADDING, np.int32)
        for row, text in zip(rows, texts, strict=True):
            row[: len(text)] = [number.get(token, UNKNOWN) for token in text[:length]]
        lengths = np.array([min(max(len(text), 1), length) for text in texts], np.int32)
        return jnp.asarray(rows), jnp.asarray(lengths)

    def decode(self, numbers: Iterable[int]) -> list[str]:
        """Give the tokens of a row, without its padding.

        Shapes: (length,) whole numbers -> at most `length` tokens.
        """
        return [self.tokens[i] for i in numbers if i != PADDING]


def words(text: str) -> list[str]:
    """Split a text into lower-case words, numbers and single marks: "Don't, 50%!" -> don't , 50 % !

    Shapes: a string -> a list of strings.
    """
    return WORD.findall(text.lower())


def load_sms_spam() -> Messages:
    """Load 5,171 different text messages, marked as spam or not, in their original order.

    Pitfall: 403 of the collection's 5,574 are exact repeats; left in, the same message would stand in train and test.
    Source: Almeida, Gómez Hidalgo and Yamakami 2011, SMS Spam Collection (UCI).
    """
    rows = _read("sms_spam.csv.gz")
    label = {row["text"]: int(row["label"] == "spam") for row in reversed(rows)}  # the first of equals stays
    texts = tuple(dict.fromkeys(row["text"] for row in rows))
    return Messages(texts, jnp.array([label[text] for text in texts], jnp.int32))


def load_surnames() -> Surnames:
    """Load 20,050 family names of 18 languages, repeats and all.

    Pitfall: very unbalanced (Russian 9,384, Vietnamese 73), and 469 names stand in more than one language.
    Source: the names of PyTorch's tutorial on character networks, S. Robertson 2017.
    """
    rows = _read("surnames_18_languages.csv.gz")
    languages = tuple(sorted({row["language"] for row in rows}))
    y = jnp.array([languages.index(row["language"]) for row in rows], jnp.int32)
    return Surnames(tuple(row["name"] for row in rows), y, languages)


def load_translations() -> Translations:
    """Load 21,363 pairs of short sentences, at most 7 English words and 12 Chinese characters.

    Source: Tatoeba (tatoeba.org), CC BY 2.0 FR; each pair names its authors.
    """
    rows = _read("tatoeba_en_zh_short.csv.gz")
    return Translations(*(tuple(row[name] for row in rows) for name in ("en", "zh", "en_author", "zh_author")))


def _read(name: str) -> list[dict[str, str]]:
    path = files("course_lib") / "datasets" / name
    with path.open("rb") as file, gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
