"""Which word goes with which character: attention of Chinese characters to the words of an English translation.

Each character asks the words which of them helps to tell it: its query meets the words' keys, and from the mixture of
the words' values the character is guessed again. That is no translator, since it sees the answer; what it has to learn
is where to look.
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.attention import attention_weights, padding_mask
from course_lib.shapes import require_at_least
from course_lib.text import UNKNOWN, Translations, Vocabulary, words

MARKS = set("。,，!！?？.…、:：;；·「」“”《》—-~'\" ")
LONGEST_ENGLISH, LONGEST_CHINESE = 9, 12
DICTIONARY = {
    "tom": "汤姆", "mary": "玛丽", "i": "我", "you": "你", "he": "他", "she": "她", "we": "我们", "water": "水",
    "book": "书", "dog": "狗", "cat": "猫", "car": "车", "eat": "吃", "school": "学校", "like": "喜欢", "love": "爱",
    "go": "去", "name": "名字", "friend": "朋友", "friends": "朋友", "money": "钱", "time": "时间", "home": "家",
    "today": "今天", "tomorrow": "明天", "yesterday": "昨天", "japan": "日本", "english": "英语", "rain": "雨",
    "three": "三", "coffee": "咖啡", "tired": "累",
}  # fmt: skip
# From anybody's first lessons, not from the data: only to check what was learned.


class Pairs(NamedTuple):
    """Pairs of sentences as numbers, with the tokens they come from.

    Shapes: inputs = (words (n, 9) int32, lengths (n,)), characters (n, 12) int32; english and chinese n token lists.
    """

    inputs: tuple[jax.Array, jax.Array]
    characters: jax.Array
    english: list[list[str]]
    chinese: list[list[str]]


class AlignerParams(NamedTuple):
    """A query for each character, a key and a value for each word, and a way back from values to characters.

    Shapes: queries (characters, d), keys and values (words, d), out (d, characters).
    """

    queries: jax.Array
    keys: jax.Array
    values: jax.Array
    out: jax.Array


def split_pairs(
    key: jax.Array, data: Translations, num_test: int, num_words: int = 1500, num_characters: int = 1000
) -> tuple[Pairs, Pairs, Vocabulary, Vocabulary]:
    """Shuffle pairs, keep some for the test, and number the words and characters of the others.

    Shapes: -> (train, test, vocabulary of words, vocabulary of characters); marks are left out on the Chinese side.
    Raises: ValueError if num_test is below 1.
    """
    require_at_least(1, num_test=num_test)
    order = np.asarray(jax.random.permutation(key, len(data.english)))
    english = [words(data.english[i]) for i in order]
    chinese = [[c for c in data.chinese[i] if c not in MARKS] for i in order]
    of_words = Vocabulary.of(english[num_test:], num_words)
    of_characters = Vocabulary.of(chinese[num_test:], num_characters)

    def pairs(part: slice) -> Pairs:
        characters, _ = of_characters.encode(chinese[part], LONGEST_CHINESE)
        return Pairs(of_words.encode(english[part], LONGEST_ENGLISH), characters, english[part], chinese[part])

    return pairs(slice(num_test, None)), pairs(slice(num_test)), of_words, of_characters


def aligner_params(key: jax.Array, num_words: int, num_characters: int, d: int = 32) -> AlignerParams:
    """Draw small vectors for all words and characters.

    Shapes: -> queries (num_characters, d), keys and values (num_words, d), out (d, num_characters).
    """
    require_at_least(1, num_words=num_words, num_characters=num_characters, d=d)
    rows = 2 * (num_characters + num_words)
    drawn = 0.1 * jax.random.normal(key, (rows, d))  # one draw compiles once
    queries, keys, values, out = jnp.split(
        drawn, [num_characters, num_characters + num_words, num_characters + 2 * num_words]
    )
    return AlignerParams(queries, keys, values, out.T)


def alignment_weights(params: AlignerParams, inputs: tuple[jax.Array, jax.Array], characters: jax.Array) -> jax.Array:
    """Say how much each character looks at each word.

    Shapes: inputs words (n, t_en) and lengths (n,), characters (n, t_zh) -> (n, t_zh, t_en), rows sum to 1.
    """
    word_ids, lengths = inputs
    mask = padding_mask(lengths, word_ids.shape[1])
    return attention_weights(params.queries[characters], params.keys[word_ids], mask)


def aligner_loss(params: AlignerParams, inputs: tuple[jax.Array, jax.Array], characters: jax.Array) -> jax.Array:
    """Average the surprise at each known character, guessed from the mixture of words that it looks at.

    Shapes: inputs words (n, t_en) and lengths (n,), characters (n, t_zh) -> scalar.
    """
    mixtures = alignment_weights(params, inputs, characters) @ params.values[inputs[0]]
    logits = mixtures @ params.out  # (n, t_zh, characters)
    right = jnp.take_along_axis(logits, characters[..., None], axis=-1)[..., 0]
    known = characters > UNKNOWN
    return jnp.sum((jax.nn.logsumexp(logits, axis=-1) - right) * known) / jnp.maximum(known.sum(), 1)


def dictionary_links(pairs: Pairs, dictionary: dict[str, str] = DICTIONARY) -> np.ndarray:
    """Find characters whose word is known from a dictionary, where both stand only once in the pair.

    Shapes: -> (links, 3): pair, place of the character, place of the word it belongs to.
    """
    found = []
    for n, (english, chinese) in enumerate(zip(pairs.english, pairs.chinese, strict=True)):
        english, chinese = english[:LONGEST_ENGLISH], chinese[:LONGEST_CHINESE]
        for j, word in enumerate(english):
            if word in dictionary and english.count(word) == 1:
                places = [i for i, c in enumerate(chinese) if c in dictionary[word] and chinese.count(c) == 1]
                found += [(n, i, j) for i in places]
    return np.array(found).reshape(-1, 3)
