"""Words, vocabularies and the three collections of text."""

import numpy as np
import pytest

from course_lib.text import Vocabulary, load_sms_spam, load_surnames, load_translations, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't, 50% off £2!", ["don't", ",", "50", "%", "off", "£", "2", "!"]),
        ("  Call4u  a_b ", ["call", "4", "u", "a", "b"]),
        ("Café 我们", ["café", "我们"]),
        ("'quoted'", ["'", "quoted", "'"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_frequent_tokens_come_first_and_rows_come_back():
    texts = [list("abca"), list("ab"), list("d")]
    vocabulary = Vocabulary.of(texts)
    assert vocabulary.tokens == ("·", "?", "a", "b", "c", "d") and len(vocabulary) == 6
    numbers, lengths = vocabulary.encode([*texts, list("azb"), []], 3)
    np.testing.assert_array_equal(numbers, [[2, 3, 4], [2, 3, 0], [5, 0, 0], [2, 1, 3], [0, 0, 0]])
    np.testing.assert_array_equal(lengths, [3, 2, 1, 3, 1])
    assert vocabulary.decode(numbers[3].tolist()) == ["a", "?", "b"]
    assert Vocabulary.of(texts, 3).tokens == ("·", "?", "a")


def test_a_text_that_spells_a_special_token_is_unknown_to_it():
    vocabulary = Vocabulary.of([["?", "?", "a"]])
    numbers, _ = vocabulary.encode([["?", "a", "·"]], 3)
    assert numbers[0, 0] == vocabulary.tokens.index("?", 2) and numbers[0, 2] == 1


def test_messages_stand_once():
    messages = load_sms_spam()
    assert len(messages.texts) == len(set(messages.texts)) == len(messages.y) == 5574 - 403
    assert messages.texts[0].startswith("Go until jurong point") and int(messages.y[:3].sum()) == 1
    assert 0.12 < float(messages.y.mean()) < 0.13


def test_surnames_and_translations():
    names = load_surnames()
    assert len(names.names) == len(names.y) == 20_050 and len(names.languages) == 18
    assert (np.bincount(np.asarray(names.y))[names.languages.index("Vietnamese")]) == 73
    pairs = load_translations()
    assert len(pairs.english) == len(pairs.chinese) == len(pairs.chinese_authors) == 21_363
    assert pairs.english[0] == "Hi." and pairs.chinese[0] == "嗨。"


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="at_most: at least 3 expected, got 2"):
        Vocabulary.of([["a"]], 2)
    with pytest.raises(ValueError, match="length: at least 1 expected, got 0"):
        Vocabulary.of([["a"]]).encode([["a"]], 0)
