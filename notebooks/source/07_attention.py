# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 07 · How does a network choose what to look at?
#
# Chapter 06 read a sequence step by step and had to carry everything in one state. Here a network may look back at *all* steps and choose. You will build
# that choice from a dictionary and a softmax, mend a listing that cannot run, and ask the chosen words whether they mean anything. The answer will surprise you twice.
#
# It takes about 80 minutes. Below is what such a choice can look like when it works: nobody told the network which character belongs to which word.

# %%
import re
import time

import jax
import jax.numpy as jnp
import numpy as np

from course_lib import alignment, attention, cells, losses, metrics, recurrent, sequences, text, training, word_order
from course_lib import sequence_models as models
from course_lib.article_listings import load_article_listings
from course_lib.charts import attention as charts
from course_lib.charts import attention_words as word_charts
from course_lib.explorers.attention_matrix import attention_figure, explore_attention
from course_lib.optimizers import adam
from course_lib.plotting import show
from course_lib.widgets import predict

jax.config.update("jax_debug_key_reuse", True)  # JAX complains if a random key is used twice

# %% tags=["measured"] jupyter={"source_hidden": true}
key = jax.random.key(0)  # every random number of this notebook comes from here
key, key_pairs, key_aligner, key_shuffle = jax.random.split(key, 4)
pairs, test_pairs, english_words, characters = alignment.split_pairs(
    key_pairs, text.load_translations(), num_test=1363, num_words=1200, num_characters=800
)
aligner, aligner_history = training.fit(
    alignment.aligner_params(key_aligner, len(english_words), len(characters), d=24),
    alignment.aligner_loss,
    (pairs.inputs, pairs.characters),
    key=key_shuffle, epochs=2, batch_size=128, optimizer=adam(0.02), progress=False,
)  # fmt: skip
links = alignment.dictionary_links(test_pairs)
looks = np.asarray(alignment.alignment_weights(aligner, test_pairs.inputs, test_pairs.characters))
clear = [n for n, words in enumerate(test_pairs.english) if sum(links[:, 0] == n) >= 3 and 4 <= len(words) <= 7]
shown = [n for n in clear if len(test_pairs.chinese[n]) <= 8][:3]
show(
    word_charts.draw_alignments(
        [looks[n, : len(test_pairs.chinese[n]), : len(test_pairs.english[n])] for n in shown],
        [test_pairs.english[n] for n in shown],
        [test_pairs.chinese[n] for n in shown],
    ),
    alt="Three attention matrices: rows are the characters of a Chinese sentence, columns the words of its English "
    "translation. In most rows one word holds most of the weight, often the word that the character translates.",
)

# %% [markdown]
# *Three pairs of sentences that the network had not seen.* Each row sums to 1; numbers from 0.15 on are written in. This is **attention**: each character (row) distributes its look over the words. How it is made, and how often it is right, you see near the end.

# %% [markdown]
# ## What you will be able to do
#
# - Compute attention by hand and in code, and say why the scores are divided by √d (7.1, 7.3).
# - Hide padding and the future from a query, without nan (7.2, 7.4).
# - Build self-attention, split it into heads, and write positions into it (7.5, 7.6, 7.7).
# - Find out why the article's listing fails, why the first repair is worse than the error, and train the right one (7.8).
# - Test whether attention weights explain a prediction (7.8).
#
# Write the exercises in `exercises/07_attention.ipynb` as you go, or all at the end.

# %% [markdown]
# ## Warm-up
#
# Answer each in your head before you open it. They look back at chapters 02, 04 and 06.
#
# 1. Softmax of the scores $(0, 0, \log 2)$: which three numbers?
# 2. You add 100 to all scores before the softmax. What changes?
# 3. An LSTM with 32 units reads a batch (8, 100, 12), that is 8 sequences of 100 steps. Which shape has the last state, which shape have all states?
#
# <details><summary>Answer 1</summary>
#
# $(1, 1, 2)/4 = (0.25, 0.25, 0.5)$.
# </details>
# <details><summary>Answer 2</summary>
#
# Nothing: softmax looks only at differences. Adding $-\infty$ to *one* score, however, makes its share exactly 0; that will be the mask.
# </details>
# <details><summary>Answer 3</summary>
#
# (8, 32) and (8, 100, 32). The time axis is gone from the first. Remember that.
# </details>

# %% [markdown]
# ## What the article says
#
# §1.3.4 says that self-attention processes a sequence by computing, for each element, how it relates to all the others. It gives no formula. §1.4.3 gives a listing: an LSTM layer with 32 units, an `Attention` layer, a dense layer with softmax.
#
# <span lang="zh">文章说：自注意力为序列中的每个元素计算它与其他元素的关系，并给出一段由 LSTM、Attention 和全连接层组成的代码，但没有给出公式。</span>
#
# The formula that is missing comes from [@vaswani2017]:
#
# $$\mathrm{attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{Q K^\top}{\sqrt d}\right) V$$
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | $Q$ | the queries: a **query** is the vector that asks, one row each | `q` | `(..., queries, d)` |
# | $K$ | the keys: what a query is compared with | `k` | `(..., keys, d)` |
# | $V$ | the values: what is handed out, one for each key | `v` | `(..., keys, d_v)` |
# | $QK^\top/\sqrt d$ | scores, how well each query fits each key | `scores` | `(..., queries, keys)` |
# | softmax | along the *keys*: each query shares out 1 | `weights` | `(..., queries, keys)` |
# | result | for each query a mixture of values | | `(..., queries, d_v)` |
# | $d$ | length of a query and of a key | `d` | scalar |

# %% [markdown]
# ## By hand: a soft dictionary
#
# A Python dictionary compares your key with its keys and returns the value of the *one* that is equal. Attention is softer: it compares with all of them, and returns a mixture, more of what fits better.
#
# One query $q = (2, 0, 0, 0)$; three keys $(1,0,0,0)$, $(0,1,0,0)$, $(0,0,1,0)$ with the values 10, 20, 60. The dot products are 2, 0, 0. With $d = 4$ they are divided by $\sqrt 4 = 2$: scores 1, 0, 0.
#
# $$\mathrm{weights} = \frac{(e, 1, 1)}{e + 2} = (0.576,\ 0.212,\ 0.212), \qquad 0.576 \cdot 10 + 0.212 \cdot 20 + 0.212 \cdot 60 = 22.7$$
#
# For this one query, first a loop, then without a loop, then the library's function for many queries, which you write in exercises 7.1 and 7.3.

# %%
q = jnp.array([2.0, 0.0, 0.0, 0.0])
k = jnp.eye(3, 4)  # three keys
v = jnp.array([10.0, 20.0, 60.0])

def look_up_by_loop(q, k, v):
    scores = [float(q @ k_i) / len(q) ** 0.5 for k_i in k]
    shares = [np.exp(s) for s in scores]
    return sum(share / sum(shares) * float(v_i) for share, v_i in zip(shares, v))

by_loop = look_up_by_loop(q, k, v)
weights = np.asarray(jax.nn.softmax(k @ q / 2))  # (3 keys, 4) @ (4,) -> (3,)
library = attention.attention(q[None], k, v[:, None])  # one query, one column of values -> (1, 1)
print(np.round(weights, 3), f"-> {by_loop:.2f}")
assert np.allclose(by_loop, weights @ v) and np.allclose(by_loop, library[0, 0])

# %% [markdown]
# A longer query asks more sharply. Multiply $q$ by 10, and the dictionary becomes nearly a hard one; multiply it by 0, and all values count alike:

# %%
for factor in (10, 1, 0):
    mixed = attention.attention(factor * q[None], k, v[:, None])[0, 0]
    print(f"query × {factor:2d}: {mixed:.2f}")
assert np.isclose(mixed, v.mean())  # no preference: the mean of the values

# %% [markdown]
# ## Why divide by √d?
#
# Sharpness should be something that the network learns, not an accident of how long its vectors are. Take queries and keys with random entries, mean 0 and variance 1. A dot product is a sum of $d$ products, each of mean 0 and variance 1; so its variance is $d$, its standard deviation $\sqrt d$.

# %% jupyter={"source_hidden": true}
predict(
    "Ten keys and a query of length d = 512, all random: none fits better than the others by design. You leave the √d out. "
    "How large is the largest of the ten weights on average?",
    {
        "About 0.1: no key is better than the others": (
            "That would need scores that are nearly equal. By chance alone they spread with a standard deviation of "
            "√512 = 22.6, and softmax takes differences to the exponent."
        ),
        "About 0.3": (
            "That is what you get with the √d: scores that spread by about 1 give weights that differ by a few times."
        ),
        "Above 0.9": (
            "The largest of ten scores leads by around ten, and e¹⁰ is 22,000. One key takes nearly all, for no reason."
        ),
        "It does not depend on d": "The softmax does not depend on what all scores share, but on their differences, which grow as √d.",
    },
    answer="Above 0.9",
)

# %%
key, key_random = jax.random.split(key)
drawn = np.asarray(jax.random.normal(key_random, (1000, 11, 512)))  # 1,000 times a query and ten keys
lengths_d = np.array([2, 8, 32, 128, 512])
raw = [np.einsum("nd,nkd->nk", drawn[:, 0, :d], drawn[:, 1:, :d]) for d in lengths_d]  # 5 times (1000, 10) scores
scaled = [scores / d**0.5 for scores, d in zip(raw, lengths_d)]
shares_raw, shares_scaled = (np.asarray(jax.nn.softmax(np.stack(scores))) for scores in (raw, scaled))
raw_std, scaled_std = (np.array([scores.std() for scores in kind]) for kind in (raw, scaled))
raw_top, scaled_top = (shares.max(axis=-1).mean(axis=1) for shares in (shares_raw, shares_scaled))
print("largest weight without √d", np.round(raw_top, 2), "· with", np.round(scaled_top, 2))
assert raw_top[-1] > 0.9 and max(scaled_top) < 0.4 and np.allclose(raw_std, lengths_d**0.5, rtol=0.05)

# %% jupyter={"source_hidden": true}
show(
    charts.draw_scaling(
        lengths_d,
        {"q · k": raw_std, "q · k / √d": scaled_std},
        {"q · k": raw_top, "q · k / √d": scaled_top},
        10,
    ),
    alt="Left: the standard deviation of plain dot products grows as a straight line of slope one half on logarithmic axes, "
    "that of scaled ones stays at 1. Right: the largest of ten weights rises to above 0.9 without scaling and stays near 0.3 with it.",
)

# %% [markdown]
# Left: the spread of plain dot products grows as $\sqrt d$; divided by $\sqrt d$ it stays at 1. Right: without the division one random key takes nearly everything.
#
# That is worse than unfair. Where one weight is 1, softmax is flat: its slope is $w\,(1 - w)$ (chapter 04), so almost no gradient comes back, and the network cannot learn that it looks at the wrong key. Here are the slopes of the largest weight:

# %%
slopes = np.median(shares_raw.max(axis=-1) * (1 - shares_raw.max(axis=-1)), axis=1)
for d, slope in zip(lengths_d, slopes):
    print(f"d = {d:3d}, without √d: slope of the largest weight, median {slope:.1e}")
assert slopes[-1] < 1e-2 < slopes[0]

# %% [markdown]
# The Keras layer of the article's listing has `use_scale=False` as its default and divides by nothing [@kerasattention]. With 32 units and states between −1 and 1 that does little harm; it is not the formula above, though.

# %% [markdown]
# ## Masks: what may not be looked at
#
# Messages are not equally long, so they are filled up with padding. A padding key is a key: with score 0 it takes a share. Watch what happens to one message as more and more padding is put behind it.

# %%
key, key_mask = jax.random.split(key)
message = jax.random.normal(key_mask, (5, 4))  # five real steps of length 4
for padding in (0, 35):
    padded = jnp.pad(message, ((0, padding), (0, 0)))
    mask = attention.padding_mask(jnp.array([5]), 5 + padding)[0]  # (1, keys), True = may be looked at
    careless = attention.attention(padded, padded, padded)[0]
    careful = attention.attention(padded, padded, padded, mask)[0]
    careless, careful = np.asarray(careless), np.asarray(careful)
    print(f"{padding:2d} steps of padding: without mask {np.round(careless, 2)}, with mask {np.round(careful, 2)}")
unpadded = attention.attention(message, message, message)[0]
assert np.allclose(careful, unpadded, atol=1e-6) and not np.allclose(careless, unpadded, atol=0.1)

# %% [markdown]
# The **mask** is applied to the *scores*: what is not allowed gets $-\infty$, and $e^{-\infty} = 0$. What is left shares out 1. A mask laid on the weights *after* the softmax would leave rows that do not sum to 1, and how much is missing would again depend on the padding.
#
# A second mask hides the *future*: the **causal mask**, row $t$ of which allows keys $0 \dots t$. A model that learns to say the next word must not see it. Does it hold? Change the last step, and nothing before it may move:

# %%
changed = message.at[-1].set(9.0)
causal = [attention.attention(x, x, x, attention.causal_mask(5)) for x in (message, changed)]
moved = np.asarray(jnp.abs(causal[0] - causal[1]).max(axis=1))
print("moved, step by step:", np.round(moved, 2))
assert (moved[:-1] == 0).all() and moved[-1] > 1

# %% [markdown]
# Row 0 may look at itself alone, so its weights are 1, 0, 0, … And a row in which *nothing* is allowed? $0/0$ is nan, and one nan in a batch ruins all parameters in a single step. The library gives zeros there; so will you in exercise 7.2.

# %% [markdown]
# ## The article's listing, as printed
#
# Keras is no part of this course's environment. The listing was run once, with values for the names that it leaves undefined, and what came is stored beside the library. This is recorded, not run:

# %%
recorded = load_article_listings()["lstm_attention_as_printed"]
versions = ", ".join(f"{name} {number}" for name, number in recorded["versions"].items())
print(f"[{versions}]", recorded["error"], sep="\n")

# %% [markdown]
# The message is good. Attention needs queries *and* values; the listing hands it one tensor. And look at the shape that it received: `(None, 32)`. Batch and units. There is no time in it! Without `return_sequences=True` an LSTM in Keras returns its *last state* only, and there is nothing left to choose from. Two mistakes, one behind the other.
#
# So you do what everybody does: you read the first half of the message, hand over a list, `Attention()([h, h])`, and it runs. It trains, too. What does it do? Put it in JAX and look. `h` has the shape (batch, units), so the softmax runs over …

# %%
key, key_h = jax.random.split(key)
h = jax.random.normal(key_h, (4, 32))  # the last states of four messages
print("weights:", attention.attention_weights(h, h).shape)

# %% [markdown]
# … over the *batch*: 4 messages by 4 messages. Every message looks at the other messages that happen to be in the same batch. What that means is best seen on real ones.

# %% [markdown]
# ### Real messages
#
# 5,574 text messages, 403 of them exact repeats [@almeida2011]. The repeats go first, since the same message must not stand in training and test. Each word becomes a number, each digit a 0: a phone number should count as one, not be learned by heart. Then 1,000 messages are kept for the test and 600 for validation. The vocabulary comes from the rest.

# %%
messages = text.load_sms_spam()
tokens = [text.words(re.sub(r"\d", "0", message)) for message in messages.texts]
key, key_split = jax.random.split(key)
order = np.asarray(jax.random.permutation(key_split, len(tokens)))
test, validation, train = order[:1000], order[1000:1600], order[1600:]
vocabulary = text.Vocabulary.of([tokens[i] for i in train], 1500)
STEPS = 40  # 9 of 10 messages are shorter
ids, lengths = vocabulary.encode(tokens, STEPS)
part = lambda chosen: ((ids[chosen], lengths[chosen]), messages.y[chosen])
spam = float(np.mean(messages.y))
print(f"{len(tokens):,} different messages, {spam:.3f} of them spam; at most {STEPS} words, {np.mean(np.asarray(lengths) == STEPS):.2f} are cut")
assert len(tokens) == 5171 and 0.12 < spam < 0.13

# %% [markdown]
# Who says "no spam" to everything is right in 87 of 100. So look at balanced accuracy (chapter 04): the mean of the shares found among spam and among the rest. From 1,000 messages it is an estimate; its standard deviation follows from the two shares.

# %%
def balanced(model, params, chosen):
    """Balanced accuracy, and ± 1.96 standard deviations of it."""
    x, y = part(chosen)
    said = np.asarray(training.predict(model, params, x)).argmax(axis=1)
    shares, variance = [], 0.0
    for label in (0, 1):
        right = said[np.asarray(y) == label] == label
        shares.append(right.mean())
        variance += right.mean() * (1 - right.mean()) / len(right) / 4
    return np.mean(shares), 1.96 * variance**0.5

def start(key):
    key_words, key_net = jax.random.split(key)
    table = 0.1 * jax.random.normal(key_words, (len(vocabulary), 16))  # a vector for each word
    return {"words": table, "net": models.lstm_attention_params(key_net, 16, 16, 2), "query": jnp.zeros(16)}

def fit_messages(loss, key, epochs, progress=False):
    key_start, key_shuffle = jax.random.split(key)
    return training.fit(start(key_start), loss, part(train), key=key_shuffle, epochs=epochs, optimizer=adam(0.01), progress=progress)[0]

# %% [markdown]
# ### The tempting repair
#
# LSTM, last state, attention of the last states to each other, dense. Written for a batch, since it is nothing without one.

# %%
def last_states(params, x):
    return sequences.last_state(recurrent.lstm(params["net"]["cell"], params["words"][x[0]]), x[1])

def leaking(params, x):
    h = last_states(params, x)  # (batch, 16): no time axis
    w, b = params["net"]["dense"]
    return attention.attention(h, h, h) @ w + b

leaking_loss = lambda params, x, y: losses.cross_entropy(leaking(params, x), y)

# %% tags=["measured"]
key, key_leak = jax.random.split(key)
leak = fit_messages(leaking_loss, key_leak, 8, progress=True)
score, margin = balanced(leaking, leak, test)
print(f"test, in batches as they come: balanced accuracy {score:.3f} ± {margin:.3f}")

# %% jupyter={"source_hidden": true}
predict(
    "It trains without a complaint. Now judge each of 200 test messages in three companies: alone, with 31 ordinary messages, with "
    "31 spam messages. For how many of the 200 does the verdict differ between the last two?",
    {
        "None: the parameters are the same": (
            "The parameters are. But the function is not one of a single message: the other rows of the batch are its inputs too."
        ),
        "Two or three, near the border": (
            "So it would be if a message's own state had nearly all the weight. But it is one of 32, and the others pull, all in one direction."
        ),
        "Dozens": "A good part of the mixture is made of the neighbours. For these messages the verdict is on the company, not on the message.",
    },
    answer="Dozens",
)

# %% tags=["measured"]
states = last_states(leak, part(np.concatenate([test[:200], validation]))[0])
mine, others = states[:200], states[200:]
is_spam = np.asarray(messages.y[validation]) == 1
companies = {"alone": others[:0], "with 31\nordinary": others[~is_spam][:31], "with 31\nspam": others[is_spam][:31]}

def judged(h, company):
    batch = jnp.concatenate([h[None], company])
    w, b = leak["net"]["dense"]
    return jax.nn.softmax(attention.attention(batch, batch, batch)[0] @ w + b)[1]

verdicts = {name: np.asarray(jax.jit(jax.vmap(judged, (0, None)))(mine, company)) for name, company in companies.items()}
truth = np.asarray(messages.y[test[:200]])
for name, p in verdicts.items():
    print(f"{name.replace(chr(10), ' '):17s} right {np.mean((p > 0.5) == truth):.3f}")
differ = np.mean((verdicts["with 31\nordinary"] > 0.5) != (verdicts["with 31\nspam"] > 0.5))
print(f"verdict depends on the company for {differ:.0%} of the messages")
assert differ > 0.15

# %% tags=["measured"] jupyter={"source_hidden": true}
few = np.concatenate([np.flatnonzero(truth == label)[:20] for label in (0, 1)])
show(
    charts.draw_leak({name: p[few] for name, p in verdicts.items()}, truth[few]),
    alt="Forty messages, each a line through three companies. Alone ordinary messages lie near 0 and most spam near 1; "
    "among ordinary messages spam falls, among spam the ordinary ones rise steeply, many beyond one half.",
)

# %% [markdown]
# *A line for each of 40 messages.* No error, no warning, a falling loss, a decent figure on the test, and a service whose answer to you depends on who else asks at the same time. An error message is the cheaper kind of mistake. Keras does the same: in the recorded run of this repair the first row's probabilities moved when other rows came into the batch.

# %%
tempting = load_article_listings()["lstm_attention_tempting_repair"]
moved = tempting["largest_difference"]["row_0_batch_of_32"]
print(f"recorded, Keras: row 0 alone and among 32, largest difference of a probability {moved:.3f}")
assert moved > 0.05

# %% [markdown]
# The test for it takes one line and belongs into every project: *a row alone and the same row in a batch must give the same.*
#
# ## The article's network, mended
#
# Keep all states, `return_sequences=True`. Let them attend to each other, hide the padding, take the mean over time, then the dense layer. That is `sequence_models.lstm_attention`. The shapes: (batch, 40) → words (batch, 40, 16) → states (batch, 40, 16) → weights (batch, 40, 40) → mixtures (batch, 40, 16) → mean (batch, 16) → scores (batch, 2).

# %%
def mended(params, x):
    return models.lstm_attention(params["net"], params["words"][x[0]], x[1])

mended_loss = lambda params, x, y: losses.cross_entropy(mended(params, x), y)

# %% tags=["measured"]
key, *keys_mended = jax.random.split(key, 4)
networks = [fit_messages(mended_loss, k, 4, progress=n == 0) for n, k in enumerate(keys_mended)]
scores_mended = [balanced(mended, params, test) for params in networks]
print("balanced accuracy on the test:", ", ".join(f"{s:.3f} ± {m:.3f}" for s, m in scores_mended))
(ids_few, lengths_few), _ = part(test[:50])
scores_of = lambda x, at_once: training.predict(mended, networks[0], x, at_once)
together = scores_of((ids_few, lengths_few), 50)
alone = scores_of((ids_few, lengths_few), 1)
longer = scores_of((np.pad(ids_few, ((0, 0), (0, 20))), lengths_few), 50)
assert np.allclose(alone, together, atol=1e-4) and np.allclose(longer, together, atol=1e-4)
assert min(s for s, _ in scores_mended) > 0.88

# %% [markdown]
# Three starts, and below them two assertions on 50 messages: alone or together, with 20 more steps of padding or without, the scores are the same.
#
# ### Why tanh and not relu?
#
# The listing gives the LSTM `activation='relu'`. The memory $c_t = f c_{t-1} + i g$ adds up; tanh keeps what is added, and what is read from it, between −1 and 1. With relu a state may grow from step to step, and the scores of attention are *products* of states: twice the states are four times the scores, and you have just seen what large scores do. So the library's LSTM has tanh.
#
# Is the attention worth its price? Ask the simplest rival: the mean of the word vectors, no LSTM, no order, no attention.

# %% jupyter={"source_hidden": true}
predict(
    "LSTM + attention against the plain mean of word vectors with a dense layer, same data, three starts each. What do you expect on the test?",
    {
        "The LSTM with attention is ahead by several points": (
            "It can use order and context. But whether that pays depends on the task, and spam shows in single words."
        ),
        "The mean is at least as good": (
            "Spam is told by words like “free” and by long numbers, wherever they stand. For that a mean is enough, and it has less to learn by heart."
        ),
        "The mean is hardly better than chance without order": (
            "It does not know who did what to whom. For “is there a prize to call for?” that is not needed."
        ),
    },
    answer="The mean is at least as good",
)

# %% tags=["measured"]
def plain_mean(params, x):
    w, b = params["net"]["dense"]
    return sequences.masked_mean(params["words"][x[0]], x[1]) @ w + b

plain_loss = lambda params, x, y: losses.cross_entropy(plain_mean(params, x), y)
key, *keys_plain = jax.random.split(key, 4)
scores_plain = [balanced(plain_mean, fit_messages(plain_loss, k, 5), test) for k in keys_plain]
print("mean of word vectors:        ", ", ".join(f"{s:.3f} ± {m:.3f}" for s, m in scores_plain))
gap = np.mean([s for s, _ in scores_mended]) - np.mean([s for s, _ in scores_plain])
print(f"LSTM + attention minus mean of words: {gap:+.3f}")
assert gap < 0.02

# %% [markdown]
# The mean of the word vectors is not beaten; with other starts the LSTM comes close to it or lags by some points. Always ask the simplest rival, and ask it first. Attention is not a spice that improves everything; it pays where *which* step matters depends on the other steps. You will see such a task below.
#
# And did you notice which network had the best figures so far? The leaking one is among the best. A high score on a test that is run in batches says nothing about single messages.

# %% [markdown]
# ## Do the weights explain the prediction?
#
# Attention weights can be drawn, and so they are: words with much weight are shown as "what the network looked at". Here are two messages without any offence in them. The weight of a word is its mean over all queries, as a multiple of an even share.

# %% tags=["measured"] jupyter={"source_hidden": true}
def mended_weights(params, x):
    return models.attended(recurrent.lstm(params["net"]["cell"], params["words"][x[0]]), x[1])

wanted = ("Did you get any gift?", "Ringtone Club: Get the UK")
chosen = np.array([next(i for i in test if messages.texts[i].startswith(begin)) for begin in wanted])
w_chosen = np.asarray(mended_weights(networks[0], part(chosen)[0]))
show(
    word_charts.draw_weighted_words(
        [tokens[i] for i in chosen], [w_chosen[n, : lengths[i]] for n, i in enumerate(chosen)], ["no spam", "spam"]
    ),
    alt="Two messages word by word, each word on a shade of blue with its weight. All weights lie between about half and one and a "
    "half times an even share; no word stands out.",
)
assert (w_chosen.max(axis=1) * np.asarray(lengths[chosen]) < 2.5).all()

# %% [markdown]
# Rather even, and the words that stand out a little are not the ones that you would choose. Looking is no test, though. **Deletion test**: take one word out, run the network again, and see how far its score (spam minus no spam) moves. If weights explain, then the word of the highest weight should move it most.

# %% jupyter={"source_hidden": true}
predict(
    "In all test messages with at least five words you delete one word: the one with the highest weight, a random one, or the one with "
    "the lowest weight. Which deletion moves the score most, on average over three trained networks?",
    {
        "The highest weight, clearly": (
            "That is what the coloured words suggest. But a weight says how much of a *state* is taken, and a state of the LSTM holds "
            "what it has read so far, not one word."
        ),
        "A random one": "Random is the yardstick. A weight that tells anything must beat it.",
        "The highest weight has no clear lead over the lowest": (
            "Deleting a word changes all states behind it, whatever its own weight. The weights are nearly even, and what they "
            "choose between is already mixed."
        ),
    },
    answer="The highest weight has no clear lead over the lowest",
)

# %%
def deletions(model, weights_of, params):
    """How far the score moves: word of highest weight, mean over all words, lowest weight, largest move of any word."""
    chosen = test[np.asarray(lengths)[test] >= 5]
    n, rows = np.asarray(lengths)[chosen], np.asarray(ids)[chosen]
    owner, place = np.nonzero(np.arange(STEPS) < n[:, None])  # each word of each message
    keep = np.arange(STEPS) + (np.arange(STEPS) >= place[:, None])
    without = np.take_along_axis(np.pad(rows, ((0, 0), (0, 1)))[owner], keep, axis=1)
    spread = lambda logits: np.asarray(logits)[:, 1] - np.asarray(logits)[:, 0]
    before = spread(training.predict(model, params, (rows, n)))[owner]
    moves = np.full((len(chosen), STEPS), np.nan)
    moves[owner, place] = np.abs(spread(training.predict(model, params, (without, n[owner] - 1), 1000)) - before)
    weights = np.where(np.isnan(moves), np.nan, training.predict(weights_of, params, (rows, n)))
    at = lambda place: np.take_along_axis(moves, place[:, None], axis=1).mean()
    return at(np.nanargmax(weights, 1)), np.nanmean(moves, axis=1).mean(), at(np.nanargmin(weights, 1)), np.nanmax(moves, 1).mean()

# %% tags=["measured"]
by_states = np.array([deletions(mended, mended_weights, params) for params in networks])
for name, values in zip(("highest weight", "a random word", "lowest weight", "most telling word"), by_states.T):
    print(f"{name:18s} moves the score by {values.mean():.2f}  {np.round(values, 2)}")
assert by_states[:, 0].mean() < 1.5 * by_states[:, 2].mean() < by_states[:, 3].mean() * 1.5

# %% [markdown]
# The highest weight has no lead over the lowest, and the most telling word (found by trying all of them) moves the score several times as far. So these weights are *no explanation* of the verdict. That attention weights often do not agree with what matters was found in larger models too [@jain2019] [@serrano2019], how to test it fairly is debated [@wiegreffe2019], and one cause is known: the states of an LSTM resemble each other from step to step [@mohankumar2020].
#
# Is that so of all attention? Change one thing: let *one learned query* look at the *word vectors themselves*, before any LSTM has mixed them.

# %%
def word_weights(params, x):
    keys = params["words"][x[0]]  # (batch, time, 16)
    return attention.attention_weights(params["query"][None, None], keys, attention.padding_mask(x[1], keys.shape[1]))[:, 0]

def one_query(params, x):
    w, b = params["net"]["dense"]
    return jnp.einsum("bt,btd->bd", word_weights(params, x), params["words"][x[0]]) @ w + b

one_query_loss = lambda params, x, y: losses.cross_entropy(one_query(params, x), y)

# %% tags=["measured"]
key, *keys_query = jax.random.split(key, 4)
askers = [fit_messages(one_query_loss, k, 6) for k in keys_query]
by_words = np.array([deletions(one_query, word_weights, params) for params in askers])
print("balanced accuracy:", ", ".join("{:.3f} ± {:.3f}".format(*balanced(one_query, params, test)) for params in askers))
print("highest, random, lowest, most telling:", np.round(by_words.mean(axis=0), 2))
assert by_words[:, 0].mean() > 2 * by_words[:, 1].mean() and by_words[:, 0].mean() > 0.8 * by_words[:, 3].mean()

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    charts.draw_deletions(
        {"states of the LSTM attend": by_states, "one query on words": by_words},
        ["highest weight", "random word", "lowest weight", "most telling"],
    ),
    alt="Bars of the mean change of the score when one word is deleted. Left, attention over LSTM states: highest, random and lowest "
    "weight alike, the most telling word far more. Right, one query on words: the highest weight moves it about as far as the most telling.",
)

# %% [markdown]
# The same data, about the same accuracy, the opposite answer. On the right the word of the highest weight is nearly always the most telling one. So the question "do attention weights explain?" has no answer in general. It depends on *what* is weighted: a word, or a state that has read half the message. Whoever shows you coloured words owes you a deletion test.

# %% tags=["measured"] jupyter={"source_hidden": true}
w_words = np.asarray(word_weights(askers[0], part(chosen)[0]))
show(
    word_charts.draw_weighted_words(
        [tokens[i] for i in chosen], [w_words[n, : lengths[i]] for n, i in enumerate(chosen)], ["no spam", "spam"]
    ),
    alt="The same two messages with the weights of one learned query. In the spam message a few words stand out, one with nearly "
    "three times an even share.",
)

# %% [markdown]
# The same two messages, as the one query sees them. A few words stand out, and not all of them are those that you would have marked: it has learned what goes with spam in *this* collection, not what spam is.

# %% [markdown]
# ## Self-attention does not know the order
#
# In **self-attention** queries, keys and values come from the same sequence, through three learned matrices: $Q = xW_q$, $K = xW_k$, $V = xW_v$. Each step asks all steps. On a batch of one and five steps:

# %%
key, key_self, key_x = jax.random.split(key, 3)
wq, wk, wv = jax.random.normal(key_self, (3, 8, 8)) * 8**-0.5
x = jax.random.normal(key_x, (5, 8))

def self_attention_by_loop(x):
    out = []
    for x_i in x:  # each step asks
        scores = jnp.array([(x_i @ wq) @ (x_j @ wk) for x_j in x]) / 8**0.5
        out.append(jax.nn.softmax(scores) @ (x @ wv))
    return jnp.stack(out)

library = attention.self_attention(attention.AttentionParams(wq, wk, wv), x)
print("shapes:", x.shape, "->", library.shape)
assert np.allclose(self_attention_by_loop(x), library, atol=1e-5)

# %% [markdown]
# Nowhere in this code does it say which step comes first. So reorder the steps, and see:

# %%
new_order = np.array([3, 0, 4, 1, 2])
reordered = attention.self_attention(attention.AttentionParams(wq, wk, wv), x[new_order])
print(f"largest difference to the reordered result: {np.abs(reordered - library[new_order]).max():.0e}")
assert np.allclose(reordered, library[new_order], atol=1e-5)

# %% [markdown]
# The same results, in the new order: **permutation equivariance**. "The man bit the dog" and "the dog bit the man" are, word for word, the same to it. Put it to the test: 17,000 short English sentences [@tatoeba], and behind each the same words shuffled. One layer of self-attention, a relu at each place, the mean over places, one score: in order or shuffled?

# %% jupyter={"source_hidden": true}
predict(
    "Half of the sentences are in order, half are shuffled; each has its twin of the same words. You train the network without any "
    "information on positions. What share of unseen sentences does it get right?",
    {
        "Exactly one half": (
            "Two sentences of the same words give the same set of results, and a mean does not ask for their order. Twins get the same score, "
            "so of each pair one is right and one is wrong, whatever the parameters."
        ),
        "A little above one half": (
            "Some hint could help if it existed. But the score of twins is the same number, so no training can part them."
        ),
        "About 0.9: attention relates every word to every other": (
            "It does relate them. But “dog” and “man” stand in the same relation in both sentences, as long as nobody says where they stand."
        ),
    },
    answer="Exactly one half",
)

# %%
stripped = [words[:-1] if words[-1] in ".?!" else words for words in map(text.words, text.load_translations().english)]
sentences = [words for words in dict.fromkeys(map(tuple, stripped)) if 4 <= len(words) <= 8]
key, key_sentences = jax.random.split(key)
sentences = [sentences[i] for i in np.asarray(jax.random.permutation(key_sentences, len(sentences)))]
rows, in_order = word_order.with_shuffled(sentences, seed=0)
order_words = text.Vocabulary.of(rows[3000:], 1000)
order_ids, order_lengths = order_words.encode(rows, 8)
order_train = ((order_ids[3000:], order_lengths[3000:]), jnp.asarray(in_order[3000:]))
order_test = ((order_ids[:3000], order_lengths[:3000]), jnp.asarray(in_order[:3000]))
print(f"{len(sentences):,} sentences; the first twins:", " / ".join(" ".join(row) for row in rows[:2]))

def order_accuracy(score, params, data):
    return float(np.mean((np.asarray(training.predict(score, params, data[0])) > 0) == np.asarray(data[1])))

# %% tags=["measured"]
def fit_order(loss, key, data, num_tokens, epochs):
    key_start, key_shuffle = jax.random.split(key)
    params = word_order.order_params(key_start, num_tokens)
    return training.fit(params, loss, data, key=key_shuffle, epochs=epochs, batch_size=128, optimizer=adam(0.005))[0]

key, key_blind, key_order = jax.random.split(key, 3)
blind = fit_order(word_order.order_loss_blind, key_blind, order_train, len(order_words), 1)
print(f"without positions: {order_accuracy(word_order.order_score_blind, blind, order_test):.3f} of the test sentences right")

# %% [markdown]
# One half, up to rounding; training longer cannot help. What is missing has to be written into the words: a **positional encoding**, a vector for each position that is added to the word's vector. The one of [@vaswani2017] is made of waves: column pairs of sine and cosine, from fast to slow.

# %%
positions = np.asarray(attention.sinusoidal_positions(40, 32))
by_hand = [np.sin(5), np.cos(5), np.sin(5 / 10000 ** (2 / 32))]  # position 5, columns 0, 1, 2
print("position 5:", np.round(positions[5, :3], 3))
assert np.allclose(positions[5, :3], by_hand, atol=1e-5)

# %% jupyter={"source_hidden": true}
show(
    charts.draw_positions(positions),
    alt="Left: entries of the position vectors as a picture, fast waves in the left columns, slow ones in the right. Right: the dot "
    "product of one position with all others, a peak at itself that falls off to both sides.",
)

# %% [markdown]
# Left, each row is the vector of a position. Right: neighbours are the most alike, distant ones less, in waves, and the curve has the same form at 5 and at 20: the dot product depends only on the distance. Why it does is a line of school algebra, $\sin a \sin b + \cos a \cos b = \cos(a - b)$, once for each pair of columns.

# %% tags=["measured"]
ordered = fit_order(word_order.order_loss, key_order, order_train, len(order_words), 4)
accuracy = order_accuracy(word_order.order_score, ordered, order_test)
low, high = metrics.accuracy_interval(round(3000 * accuracy), 3000)
print(f"with positions: {accuracy:.3f}, between {low:.3f} and {high:.3f}")
assert accuracy > 0.8

# %% [markdown]
# From one half to nearly nine of ten, by adding a fixed table of sines. And here the mean of word vectors, which did so well on spam, could never get beyond one half.

# %% [markdown]
# ## Heads
#
# One softmax makes one choice. A word may need several: the word before, the end of the sentence, the verb. So the columns of $xW_q$, $xW_k$, $xW_v$ are cut into `heads` groups, each such **attention head** attends by itself, with its own softmax and $\sqrt{d/\mathrm{heads}}$, and the results are put side by side and mixed by a fourth matrix. The same number of parameters, several choices. The network that you have just trained has four heads with 8 columns each:

# %% tags=["measured"] jupyter={"source_hidden": true}
sentence = "tom wants to go to school today".split()
sentence_inputs = order_words.encode([sentence], 8)
n = len(sentence)
head_matrices = np.asarray(word_order.head_weights(ordered, sentence_inputs))[0, :, :n, :n]
show(
    charts.draw_heads(head_matrices, sentence),
    alt="Four attention matrices of the same sentence, seven words by seven. Each head distributes its weights differently; some look at "
    "the same one or two words from everywhere.",
)
assert np.allclose(head_matrices.sum(axis=-1), 1, atol=1e-4)

# %% [markdown]
# Four heads, four ways to look at one sentence. Nobody assigned them. Before you read a meaning into any of them, remember the deletion test.
#
# ## Explore: what does a head look at?
#
# Type a sentence of up to 8 words; a word marked with ? is not in the vocabulary. Find out:
#
# 1. Which head looks at the beginning or the end of the sentence, whatever the words are?
# 2. Exchange two words. Which heads change, and what does the network say of the order?
# 3. Raise the **temperature**, the number that scores are divided by before the softmax. What do all rows become? And when you lower it?

# %%
explore_attention(ordered, order_words)

# %% tags=["measured"] jupyter={"source_hidden": true}
fig, words = attention_figure(ordered, order_words)
show(fig, alt=words)

# %% [markdown]
# Without a running kernel you see head 1 at temperature 1 on one sentence.
#
# <details><summary>What you should have found</summary>
#
# 1. Try sentences of the same length with other words: where a column stays dark whatever stands in it, the head goes by position. Which heads do so depends on the training.
# 2. Heads that go by position keep their columns; others move with the words. The probability of "in order" mostly falls, but not for every exchange: some words can change places.
# 3. At a high temperature all weights approach an even share, 1 / number of words; at a low one each row becomes a single 1: the hard dictionary. That is the query × 0 and × 10 from the beginning.
# </details>

# %% [markdown]
# ## Alignment: Chinese characters look at English words
#
# Now the picture from the top. Queries and keys come from *different* sequences here: each Chinese character asks the English words. How do you train that, when no one has marked which character belongs to which word? The trick is a detour: from the mixture of values that a character has looked up, guess the character again.

# %%
def guess_characters(params, inputs, chinese):
    english, n = inputs
    mask = attention.padding_mask(n, english.shape[1])
    mixtures = attention.attention(params.queries[chinese], params.keys[english], params.values[english], mask)
    return mixtures @ params.out  # (batch, characters, size of the vocabulary)

small = jax.tree.map(lambda a: np.asarray(a[:4]), (test_pairs.inputs, test_pairs.characters))
logits = np.asarray(jax.jit(guess_characters)(aligner, *small))
known = small[1] > 1
loss = float(losses.cross_entropy(logits[known], small[1][known]))
print(f"{logits.shape}, loss on four pairs {loss:.2f}")
assert np.isclose(loss, jax.jit(alignment.aligner_loss)(aligner, *small), atol=1e-4)

# %% [markdown]
# Be clear about what it is: no translator. The character asks *with its own vector*, so it knows the answer; but the only thing that it can pass on is *where it looks*. To tell 水 it has to look at "water", since no other word's value says 水. Each word's value is the same in every sentence, so it cannot cheat by context. The old statistical translators learned their word pairs in the same spirit, from pairs of sentences alone [@brown1993], and attention entered translation as a soft alignment [@bahdanau2015].
#
# How often is it right? Some 30 words of anybody's first lessons, with their characters, as a check: how often does the character's largest weight fall on its word, in sentences that were kept apart? To compare: chance, and "look at the same relative place".

# %% tags=["measured"]
n, character, word = links.T
num_words, num_characters = (np.array([len(side[i]) for i in n]) for side in (test_pairs.english, test_pairs.chinese))
right = looks[n, character].argmax(axis=1) == word
same_place = np.round((character + 0.5) / num_characters * num_words - 0.5) == word
low, high = metrics.accuracy_interval(int(right.sum()), len(right))
print(f"{len(right)} characters: right {right.mean():.3f}, between {low:.3f} and {high:.3f}")
print(f"same relative place {same_place.mean():.3f}, chance {np.mean(1 / num_words):.3f}")
assert right.mean() > 0.88 and same_place.mean() < 0.65

# %% [markdown]
# From 20,000 pairs, in two passes, without one marked link. These 30 words are frequent ones; rare words do worse, and characters without an English partner, such as 了 or 的, look here and there. You saw that in the matrices at the top.
#
# Here the weights *do* mean something, and you know why: nothing but the choice can carry the answer. That is the difference to the spam network.

# %% [markdown]
# ## What does it cost?
#
# Every query meets every key: $T^2$ scores of length $d$, about $4 T^2 d$ FLOPs for scores and mixtures, and $T^2$ numbers to keep. An RNN needs $T$ steps of about $4 d^2$ FLOPs, but one after the other.

# %% jupyter={"source_hidden": true}
predict(
    "One sequence of T = 4,096 steps, d = 64, on this machine's processor: self-attention with all steps at once, or an RNN with 4,096 "
    "steps one after the other. Which is faster?",
    {
        "Attention: it does all steps in parallel": (
            "It could, with thousands of arithmetic units to feed. A processor with a few cores has to work off the 16.8 million scores in turn."
        ),
        "The RNN, by far": (
            "About 64 times as much arithmetic for attention: T against d. And the steps of the RNN are small, compiled into one loop, and wait for nothing but each other."
        ),
        "About the same": "They would be near T = d, where both do the same arithmetic. 4,096 is far beyond that.",
    },
    answer="The RNN, by far",
)

# %% tags=["measured"]
key, key_a, key_c, key_long = jax.random.split(key, 4)
projections = attention.AttentionParams(*(jax.random.normal(key_a, (3, 64, 64)) / 8))
cell = cells.rnn_init(key_c, 64, 64)
attend = jax.jit(lambda x: attention.self_attention(projections, x))
recur = jax.jit(lambda x: recurrent.rnn(cell, x))
long = np.asarray(jax.random.normal(key_long, (1, 4096, 64)))

def seconds(f, x):
    f(x).block_until_ready()  # the first call compiles
    times, begin = [], time.perf_counter()
    while len(times) < 3 or time.perf_counter() - begin < 0.1:
        start = time.perf_counter()
        f(x).block_until_ready()
        times.append(time.perf_counter() - start)
    return min(times)

steps = [64, 256, 1024, 4096]
costs = {name: np.array([seconds(f, long[:, :t]) for t in steps]) for name, f in (("attention", attend), ("RNN", recur))}
for name, values in costs.items():
    print(f"{name:10s}", ", ".join(f"T = {t}: {1e3 * s:.3f} ms" for t, s in zip(steps, values)))
print(f"from 1,024 to 4,096: attention × {costs['attention'][3] / costs['attention'][2]:.0f}, RNN × {costs['RNN'][3] / costs['RNN'][2]:.1f}")
assert costs["attention"][-1] > 5 * costs["RNN"][-1]

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    charts.draw_costs(steps, costs),
    alt="Milliseconds against steps on logarithmic axes. Attention rises with about slope 2, the RNN with slope 1; at 4,096 steps "
    "attention takes far longer.",
)

# %% [markdown]
# Four times as long: in the end sixteen times the price *or more* for attention, four times for the RNN. Why more than sixteen? For $T = 4{,}096$ the matrix of weights alone takes 64 MiB, per head and sequence, and it is written and read several times. So do not make it whole: take 128 queries at a time. The arithmetic is the same, to the last product.

# %% tags=["measured"]
def in_blocks(x, size=128):
    q, k, v = (x[0] @ w for w in projections)
    mixed = jax.lax.map(lambda block: attention.attention(block, k, v), q.reshape(-1, size, 64))
    return mixed.reshape(x.shape)

block_wise = jax.jit(in_blocks)
assert np.allclose(block_wise(long), attend(long), atol=1e-5)
whole, blocks = seconds(attend, long), seconds(block_wise, long)
print(f"weights: {4 * 4096**2 / 2**20:.0f} MiB whole, {4 * 128 * 4096 / 2**20:.0f} MiB in a block")
print(f"whole {1e3 * whole:.0f} ms, in blocks {1e3 * blocks:.0f} ms: {whole / blocks:.1f} times as fast, the same result")
assert whole > blocks

# %% [markdown]
# Much of the price was not arithmetic but moving numbers to memory and back. The $T^2$ products remain, though; and the RNN stays ahead here.
#
# Then why does everyone use attention? Because its arithmetic is a few large matrix products *without* an order, which suits a graphics card with thousands of arithmetic units, while $T$ steps stay $T$ steps there. And because the way from any step to any other is one step long, not $T$ [@vaswani2017]. On your processor you see only the price.

# %% [markdown]
# ## What the article leaves out
#
# ### The formula
#
# Without it nobody can see that a query and a value are needed, which is just what the listing forgets. It fails at its second layer, and the repair that the error message suggests is wrong, silently.
#
# ### Order and padding
#
# "Relations between all elements" are blind to order until positions are written in. In the article's network the LSTM in front does that; without it nobody would. And without a mask the answer depends on how long the *other* messages of the batch are.
#
# ### The price, and the meaning
#
# $T^2$. And the weights are no explanation until they are tested.
#
# <span lang="zh">文章没有给出公式；代码无法运行，而“顺手”的修法会让同一批中的样本互相影响。自注意力本身不知道顺序，需要位置编码；代价随长度的平方增长；权重在检验之前不能当作解释。</span>

# %% [markdown]
# ## Transfer
#
# Does the recipe hold on another language? The same code, now on *characters* of Chinese sentences: are they in order? There is no change but the rows.

# %% tags=["measured"]
chinese = [tuple(c for c in row if c not in alignment.MARKS) for row in text.load_translations().chinese]
chinese = [row for row in dict.fromkeys(chinese) if 4 <= len(row) <= 8 and len(set(row)) > 1]
key, key_rows, key_zh = jax.random.split(key, 3)
chinese = [chinese[i] for i in np.asarray(jax.random.permutation(key_rows, len(chinese)))]
rows_zh, labels_zh = word_order.with_shuffled(chinese, seed=1)
characters_zh = text.Vocabulary.of(rows_zh[3000:], 1000)
ids_zh, lengths_zh = characters_zh.encode(rows_zh, 8)
zh_train = ((ids_zh[3000:], lengths_zh[3000:]), jnp.asarray(labels_zh[3000:]))
zh_test = ((ids_zh[:3000], lengths_zh[:3000]), jnp.asarray(labels_zh[:3000]))
order_zh = fit_order(word_order.order_loss, key_zh, zh_train, len(characters_zh), 4)
accuracy = order_accuracy(word_order.order_score, order_zh, zh_test)
low, high = metrics.accuracy_interval(round(3000 * accuracy), 3000)
print(f"{len(chinese):,} Chinese sentences; {accuracy:.3f} of the test right, between {low:.3f} and {high:.3f}")
assert accuracy > 0.75

# %% [markdown]
# It holds, without a word of grammar: which character stands before which is enough to tell most sentences from their shuffled twins.

# %% [markdown]
# ## In your own words
#
# A team sells a filter for messages. It is an LSTM with attention, trained in batches of 32, 97 % right on the test set, and shows its customers the words with the highest attention as "reasons". In service messages come one at a time, the verdicts are worse, and a customer shows that deleting the highlighted words changes nothing. What would you look at, in which order, and what would you tell the customer? Four or five sentences.
#
# <details><summary>A model answer, and three points to look for</summary>
#
# First I run one message alone and in a batch of 32 and compare: if the scores differ, something mixes the rows, most likely attention over the batch axis, because only last states were handed to it. The 97 % came from batches too, so they say nothing about single messages. The mended network keeps all states, masks the padding and pools over time, and I assert that neither company nor padding changes a score. Then the deletion test: highest weight against a random word. If there is no lead, the highlighted words are no reasons, because each weight belongs to a state that has read many words; I would take them off the page, or weight the words themselves and test again.
#
# Look for: (1) the row alone against the row in a batch, before anything else. (2) Why the test figure did not show it. (3) Weights are a claim that a deletion test can refute.
# </details>

# %% [markdown]
# ## Recap
#
# 1. Queries (2, 5, 8), keys (2, 7, 8), values (2, 7, 3), batch first. Shapes of scores and result, and along which axis does the softmax run?
#
#    <details><summary>Answer</summary>(2, 5, 7) and (2, 5, 3); along the last, the keys.</details>
# 2. Why √d, and not d?
#
#    <details><summary>Answer</summary>The variance of a sum of d independent products is d times that of one, so its standard deviation grows as √d.</details>
# 3. What does `Attention()([h, h])` on last states (batch, units) compute?
#
#    <details><summary>Answer</summary>It takes the batch for the sequence: each sample gets a mixture of the samples in its batch.</details>
# 4. Why can self-attention without positions, followed by a mean, never tell a sentence from its shuffled twin?
#
#    <details><summary>Answer</summary>It is equivariant: the same results in another order. Their mean is the same.</details>
# 5. Twice the length T: what happens to the time of attention and of an RNN?
#
#    <details><summary>Answer</summary>Four times, and twice, once T is large.</details>
#
# Now write them yourself: `exercises/07_attention.ipynb`.

# %% [markdown]
# ## Read on
#
# - [@bahdanau2015]: where attention enters translation, as a soft alignment.
# - [@vaswani2017]: the formula, heads and waves of this chapter.
# - [@jain2019], [@wiegreffe2019] and [@serrano2019]: a dispute on what weights explain, worth reading in this order; [@mohankumar2020] on the cause.
# - [@brown1993]: alignment before neural networks.
# - [@kerasattention]: the layer of the listing.
# - [@almeida2011]: the messages. [@tatoeba]: the sentences; their authors are named in each row of the file.
#
# All works cited in this chapter:
