# %% [markdown]
# # 07 · How does a network choose what to look at? Exercises
#
# Eight exercises, from a gap to be filled to a challenge; about 80 minutes. They follow the narrative `notebooks/07_attention.ipynb`.
#
# 1. Run the next cell first: it brings the tools.
# 2. Read a task, write your answer in the cell below it, run that cell.
# 3. Run the cell with `check`: **✓** right, **✗** read the message, **○** not attempted. A check costs nothing; a hint waits in three folds.
# 4. Later exercises never need your earlier answers: skip what you like, come back when you like.
# 5. All at once, in a terminal: `pytest --nbval-lax exercises/07_attention.ipynb`

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import check

# %% [markdown] exercise="7.1" role="task"
# Two gaps in given code: replace each line that begins with `raise`.
#
# Attention looks things up. A **query** is a vector that says what is sought, a **key** one that says what is on offer, and the **score** of the two is their
# inner product: the better they fit, the larger it is. A sum of $d$ products spreads the wider the larger $d$ is, and a root takes that back:
#
# $$ s_{ij} = \frac{1}{\sqrt{d}} \sum_{c} q_{ic}\, k_{jc} $$
#
# | symbol | argument or variable | shape |
# |---|---|---|
# | $q$ | `q`, one query in each row | (…, Tq, d) |
# | $k$ | `k`, one key in each row, perhaps more or fewer than queries | (…, Tk, d) |
# | $\sum_c q_{ic} k_{jc}$ | `products`, every query with every key | (…, Tq, Tk) |
# | $s$ | returned | (…, Tq, Tk) |
#
# The dots stand for axes in front, none or several, alike in `q` and `k`: a batch, say. Each sample is compared within itself.
#
# Example: `q = [[1, 0, 2, 1], [0, 1, -1, 0]]` and `k = [[2, 0, 1, 0], [0, 3, 1, 1], [1, 1, 0, -1]]` give `[[2, 1.5, 0], [-0.5, 1, 0.5]]`. The first number
# is (1·2 + 0·0 + 2·1 + 1·0) / √4 = 2: the first query with the first key.
#
# <details><summary>Hint 1 · idea</summary>All inner products at once are one matrix product. Which axis of q and which axis of k does the formula sum over?</details>
# <details><summary>Hint 2 · step</summary><code>@</code> sums over the last axis of the left factor and the last but one of the right factor, for every index of the axes in front. So the last two axes of k have to change places first, and only those two.</details>
# <details><summary>Hint 3 · nearly code</summary><code>jnp.swapaxes(a, -1, -2)</code> exchanges the last two axes of an array (<code>a.T</code> reverses all of them). Second gap: <code>scores = products / …</code>, with a root of <code>d</code>.</details>

# %% exercise="7.1" role="answer"
def attention_scores(q, k):
    d = q.shape[-1]
    # products: every query with every key, (…, Tq, Tk)
    # BEGIN SOLUTION
    products = q @ jnp.swapaxes(k, -1, -2)
    # END SOLUTION
    # scores: the same, brought back to an ordinary size
    # BEGIN SOLUTION
    scores = products / jnp.sqrt(d)
    # END SOLUTION
    return scores

# %% [markdown] exercise="7.2" role="task"
# This answer is wrong on purpose. Run its check, read the message, mend, and check again; more than one thing may come up.
#
# A softmax turns the scores of a query into weights that are positive and sum to 1. A **mask** says which keys count: True is allowed, False is hidden (padding,
# say, or the future). Only allowed keys share the weight, and a hidden key gets exactly 0. If nothing is allowed, the whole row is 0:
#
# $$ a_{ij} = \begin{cases} \dfrac{\exp s_{ij}}{\sum_{l \text{ allowed for } i} \exp s_{il}} & j \text{ allowed for } i \\[1ex] 0 & \text{otherwise} \end{cases} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $s$ | `scores`, finite numbers, perhaps very large or very small | (…, Tq, Tk) |
# | which $j$ are allowed for $i$ | `mask`, True and False | any that broadcasts to that of `scores` |
# | $a$ | returned: weights, along the last axis | as `scores` |
#
# Scores may be 10,000 or −4·10⁹, allowed ones as well as hidden ones; the weights must come out right all the same.
#
# Example: `scores = [[1, 1, 5], [1.0986, 0, -2], [2, 1, 0]]` (1.0986 is ln 3) with `mask = [[True, True, False], [True, True, False], [False, False, False]]`
# gives `[[0.5, 0.5, 0], [0.75, 0.25, 0], [0, 0, 0]]`: exp(ln 3) = 3 and exp(0) = 1 make ¾ and ¼.
#
# <details><summary>Hint 1 · idea</summary>Hidden scores must be out of the way before the exponentials are shared out, and before the largest score is looked for. Which number has an exponential of exactly 0?</details>
# <details><summary>Hint 2 · step</summary>Put <code>-jnp.inf</code> where the mask is False; then subtract each row's maximum, as a softmax does. In a row with nothing allowed that maximum is −∞ too, and −∞ − (−∞) is nan: put an ordinary number in its place. Then look at the sum: by what may you not divide?</details>
# <details><summary>Hint 3 · nearly code</summary><code>jnp.where(condition, a, b)</code> serves three times: to hide scores; for the maximum of a row, <code>jnp.where(jnp.isfinite(top), top, …)</code>; and for the sum, which may be 0.</details>

# %% exercise="7.2" role="answer"
def masked_softmax(scores, mask):
    """Return weights that sum to 1 over the allowed entries of each row."""
    # BEGIN SOLUTION
    allowed = jnp.where(mask, scores, -jnp.inf)
    top = jnp.max(allowed, axis=-1, keepdims=True)
    e = jnp.exp(allowed - jnp.where(jnp.isfinite(top), top, 0))
    total = jnp.sum(e, axis=-1, keepdims=True)
    return e / jnp.where(total > 0, total, 1)
    # STUB
    # | e = jnp.exp(scores - jnp.max(scores, axis=-1, keepdims=True))
    # | weights = e / jnp.sum(e, axis=-1, keepdims=True)
    # | return weights * mask
    # END SOLUTION

# %% [markdown] exercise="7.3" role="task"
# From here on you write the whole body.
#
# A dictionary returns the **value** that stands beside the right key. **Attention** does it softly: it compares a query with all keys, makes weights of the
# scores, and returns the mean of all values with these weights:
#
# $$ a = \text{masked softmax}\!\left(\frac{q\,k^{\mathsf T}}{\sqrt d}\right), \qquad o_i = \sum_j a_{ij}\, v_j $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $q$ | `q` | (…, Tq, d) |
# | $k$ | `k` | (…, Tk, d) |
# | $v$ | `v`, one value for each key, of a width of its own | (…, Tk, dv) |
# | which keys are allowed | `mask`, True is allowed | any that broadcasts to (…, Tq, Tk) |
# | $o$ | returned; zeros for a query that may see nothing | (…, Tq, dv) |
#
# The answer cell imports the library's `attention_scores(q, k)` and `masked_softmax(scores, mask)`: 7.1 and 7.2, solved.
#
# Example: `q = [[1.0986, 0, 0, 0], [5, 1, 0, 2]]`, `k = [[2, 0, 0, 1], [0, 1, 0, 0], [9, 9, 9, 9]]`, `v = [[4, 0], [0, 8], [100, 100]]` and
# `mask = [[True, True, False], [False, True, False]]` give `[[3, 2], [0, 8]]`. The first query scores ln 3 and 0 with the two keys that it may see, so the
# weights are ¾ and ¼: ¾·4 = 3 and ¼·8 = 2. The second query may see one key only.
#
# <details><summary>Hint 1 · idea</summary>Three steps: scores, weights, a mean. The first two are imported. Which arguments does each step need?</details>
# <details><summary>Hint 2 · step</summary>The weights have a row for each query and a column for each key, v has a row for each key. A weighted sum over the keys, for all queries at once, is which operation?</details>
# <details><summary>Hint 3 · nearly code</summary><code>weights = masked_softmax(…, mask)</code>; then a matrix product with v, in the order in which the shapes (Tq, Tk) and (Tk, dv) fit. Nothing has to be divided any more.</details>

# %% exercise="7.3" role="answer"
from course_lib.attention import attention_scores, masked_softmax


def attention(q, k, v, mask):
    """Return, for each query, the mean of the values with weights from how well their keys fit."""
    # BEGIN SOLUTION
    return masked_softmax(attention_scores(q, k), mask) @ v
    # END SOLUTION

# %% [markdown] exercise="7.4" role="task"
# A model that predicts the next word must not see that word. The **causal mask** hides the future: position $i$ may see itself and what stands before it.
#
# $$ m_{ij} = (j \le i), \qquad i, j = 0, \dots, t - 1 $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $t$ | `t`, at least 1 | whole number |
# | $m$ | returned: True is allowed; row $i$ is the position that looks, column $j$ the one that is looked at | (t, t), True and False |
#
# Example: `causal_mask(3)` is `[[True, False, False], [True, True, False], [True, True, True]]`: position 0 sees itself alone, position 2 sees all three.
#
# <details><summary>Hint 1 · idea</summary>The allowed part is a triangle, its edge included. Or: compare two numbers for every place of a table.</details>
# <details><summary>Hint 2 · step</summary>An array of the numbers 0 … t − 1 as a row and the same as a column: what does a comparison of the two give, by broadcasting?</details>
# <details><summary>Hint 3 · nearly code</summary>Either <code>jnp.arange(t)</code>, once with <code>[None, :]</code> and once with <code>[:, None]</code>, and a comparison between them; or <code>jnp.tril</code> of an array of ones with <code>dtype=bool</code>.</details>

# %% exercise="7.4" role="answer"
def causal_mask(t):
    """Return a mask that lets each position see itself and what stands before it."""
    # BEGIN SOLUTION
    position = jnp.arange(t)
    return position[None, :] <= position[:, None]
    # END SOLUTION

# %% [markdown] exercise="7.5" role="task"
# In **self-attention** a sequence asks itself: queries, keys and values are all made from its own steps, each with a matrix of its own. So a step may
# seek something else than it offers, and hand over something else again:
#
# $$ q = x\,W_q, \qquad k = x\,W_k, \qquad v = x\,W_v, \qquad \text{result} = \text{attention}(q, k, v) $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $(W_q, W_k, W_v)$ | `params`, a tuple in this order | (D, d) each |
# | $x$ | `x`, a batch of sequences | (B, T, D) |
# | which steps are allowed | `mask`, True is allowed | any that broadcasts to (B, T, T) |
# | result | returned | (B, T, d) |
#
# Each sequence of the batch attends to itself alone. The library's `attention(q, k, v, mask)` is imported: 7.3, solved.
#
# Example: `params = ([[1.0986], [0]], [[0], [1]], [[4], [8]])` (1.0986 is ln 3), `x = [[[1, 0], [0, 1]]]`, `mask = [[True, True], [False, True]]` give
# `[[[7], [8]]]`. The queries of the two steps are ln 3 and 0, the keys 0 and 1, the values 4 and 8. Step 0 scores 0 and ln 3, so its weights are ¼ and
# ¾: ¼·4 + ¾·8 = 7. Step 1 may see itself only.
#
# <details><summary>Hint 1 · idea</summary>Four lines at most: unpack three matrices, make three products, hand them on. Does the batch need a loop?</details>
# <details><summary>Hint 2 · step</summary><code>x @ w</code> of (B, T, D) and (D, d) treats every step of every sequence alike and gives (B, T, d). Mind which matrix makes which of the three.</details>
# <details><summary>Hint 3 · nearly code</summary><code>wq, wk, wv = params</code>, and then <code>attention(x @ …, …, …, mask)</code>.</details>

# %% exercise="7.5" role="answer"
from course_lib.attention import attention


def self_attention(params, x, mask):
    """Return attention of a sequence to itself, for each sequence of a batch."""
    # BEGIN SOLUTION
    wq, wk, wv = params
    return attention(x @ wq, x @ wk, x @ wv, mask)
    # END SOLUTION

# %% [markdown] exercise="7.6" role="task"
# One attention can look at one thing at a time. **Multi-head attention** runs several side by side, each on columns of its own, sets their results side by
# side and mixes them with a last matrix. With $d = D / \text{heads}$, head $h$ takes the columns $h \cdot d$ to $(h + 1) \cdot d - 1$ of $x W_q$, $x W_k$ and $x W_v$:
#
# $$ o_h = \text{attention}\big((x W_q)_h,\ (x W_k)_h,\ (x W_v)_h\big), \qquad \text{result} = [\,o_0 \mid o_1 \mid \dots\,]\; W_o $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $(W_q, W_k, W_v, W_o)$ | `params`, a tuple in this order; no biases | (D, D) each |
# | $x$ | `x` | (B, T, D) |
# | heads | `heads`, divides D | whole number |
# | which steps are allowed, the same for every head | `mask`, True is allowed; each step may see something | any that broadcasts to (B, T, T) |
# | result | returned | (B, T, D) |
#
# The scores of a head are sums over its own $d$ columns, and so the root in it is $\sqrt d$: the library's `attention(q, k, v, mask)` sees to that by itself.
# It takes any axes in front. A loop over the heads is a right answer; so is an axis for them. (The library's own function takes a mask with an axis for the
# heads, so that each may have another one; here there is none.)
#
# Example: D = 2 and `heads = 2`, so each head has one column. `params = ([[1.0986, 0], [0, 0]], [[1, 0], [0, 1]], [[4, 0], [8, 6]], [[1, 0], [2, -1]])`,
# `x = [[[1, 0], [0, 1]]]` and a mask that allows all. Head 0 has queries ln 3, 0, keys 1, 0 and values 4, 8: it returns ¾·4 + ¼·8 = 5 and the mean 6.
# Head 1 has queries 0, 0 and values 0, 6: it returns 3 and 3. Side by side `[[5, 3], [6, 3]]`, and times $W_o$ the result is `[[[11, -3], [12, -3]]]`.
#
# <details><summary>Hint 1 · idea</summary>Project first, cut then. What does a head see of (B, T, D) numbers: which axis is cut, and which two stay whole?</details>
# <details><summary>Hint 2 · step</summary>With a loop: for each head take its columns of the three products, call <code>attention</code>, collect; behind the loop set the results side by side along the last axis. With an axis: (B, T, D) → (B, T, heads, d) → (B, heads, T, d) and all the way back; <code>reshape</code> alone never moves an axis, and the mask needs an axis for the heads too.</details>
# <details><summary>Hint 3 · nearly code</summary><code>columns = slice(h * d, (h + 1) * d)</code>, and <code>q[..., columns]</code> is what head h gets of q. <code>jnp.concatenate(results, axis=-1)</code> sets side by side; the last matrix comes behind that, once.</details>

# %% exercise="7.6" role="answer"
from course_lib.attention import attention


def multi_head_attention(params, x, heads, mask):
    """Return the mixed results of several attentions, each on its own columns."""
    # BEGIN SOLUTION
    wq, wk, wv, wo = params
    q, k, v = x @ wq, x @ wk, x @ wv
    d = q.shape[-1] // heads
    results = []
    for h in range(heads):
        columns = slice(h * d, (h + 1) * d)
        results.append(attention(q[..., columns], k[..., columns], v[..., columns], mask))
    return jnp.concatenate(results, axis=-1) @ wo
    # END SOLUTION

# %% [markdown] exercise="7.7" role="task"
# Attention does not see in which order the steps stand: exchange two words, and their results are exchanged, nothing else. So something must be added to the
# words that tells positions apart. One **positional encoding** takes pairs of a sine and a cosine, each pair slower than the one before:
#
# $$ e_{p,\,2i} = \sin\frac{p}{10000^{2i/d}}, \qquad e_{p,\,2i+1} = \cos\frac{p}{10000^{2i/d}}, \qquad p = 0, \dots, t - 1, \quad i = 0, \dots, \tfrac d2 - 1 $$
#
# | symbol | argument | shape |
# |---|---|---|
# | number of positions | `t`, at least 1 | whole number |
# | $d$ | `d`, even, at least 2 | whole number |
# | $e$ | returned: one row for each position; sine and cosine take turns | (t, d) |
#
# Angles are in radians, as in all functions of JAX and NumPy.
#
# Example: `sinusoidal_positions(2, 4)` is `[[0, 1, 0, 1], [0.8415, 0.5403, 0.01, 0.99995]]`. The pair i = 0 has the angles 0 and 1, the pair i = 1 the
# angles 0 and 1 / 10000^(2/4) = 0.01.
#
# <details><summary>Hint 1 · idea</summary>First a table of angles, one row for each position and one column for each <em>pair</em>. Then two tables of it, and these shuffled together like two halves of a pack of cards.</details>
# <details><summary>Hint 2 · step</summary><code>jnp.arange(0, d, 2)</code> holds the numbers 2i. Mind what a power and a division do without brackets. A column of positions and a row of powers broadcast to (t, d/2).</details>
# <details><summary>Hint 3 · nearly code</summary>Either start with <code>out = np.zeros((t, d))</code> and fill <code>out[:, 0::2]</code> and <code>out[:, 1::2]</code>; or <code>jnp.stack([…, …], axis=-1)</code>, of shape (t, d/2, 2), in which neighbours are already right, and <code>reshape</code>.</details>

# %% exercise="7.7" role="answer"
def sinusoidal_positions(t, d):
    """Return one vector for each position, of pairs of sine and cosine."""
    # BEGIN SOLUTION
    angle = jnp.arange(t)[:, None] / 10000 ** (jnp.arange(0, d, 2) / d)  # (t, d/2)
    return jnp.stack([jnp.sin(angle), jnp.cos(angle)], axis=-1).reshape(t, d)
    # END SOLUTION

# %% [markdown] exercise="7.8" role="task"
# A challenge: the article's third network, mended. An LSTM reads a message word by word, attention chooses which of its states count, and one score says how
# much it looks like spam. You write the model and its parameters; a trainer of the course trains it, alike for everyone.
#
# | argument | what it is | shape |
# |---|---|---|
# | `key` | a typed key: the same key gives the same parameters, another key others | () |
# | returned by `classifier_params` | any tree of float32 arrays, **12,000 numbers at most** | |
# | `params` | such a tree, trained or not | |
# | `x` | word ids: 0 is padding, 1 any rare word, 2 … 799 the frequent words | (B, T), whole numbers |
# | `lengths` | how many ids of each row are words; at least 1 | (B,) |
# | `scores`, returned by `lstm_attention_classifier` | the higher, the more like spam; above 0 is called spam; no sigmoid | (B,) |
# | `weights`, returned beside them | the share of each word's state in what is scored: they sum to 1, and padding has 0 | (B, T) |
#
# - The trainer shows 10,800 messages of up to 24 words in batches of 50, half of each spam: Adam, its step size falling from 0.02 to 0, on the cross-entropy of the scores. It
#   calls your model under `jit`, so write it in JAX.
# - Then it must reach a **balanced accuracy** of 0.93 (the mean of the shares of spam and of other messages that are called right) on 1,500 other messages. These
#   come with **more padding**, in rows of 40: a model that reads padding is asked about rows such as it never saw. Always the same answer has 0.5.
# - Before all training the check asks: do padding, or other messages of the batch, change a score? Does the order of words? Are the weights what they should be?
#
# To be honest: on spam a *bag of words*, the mean of word vectors with no LSTM and no attention, reaches as much with the same trainer; "free" and "prize" give
# spam away in any order. What attention adds here is not accuracy but the weights, which say where the model looks. So the check asks for both.
#
# The answer cell imports parts of the library that you may use. `lstm_init(key, d_in, hidden)` draws parameters (d_in·4·hidden + hidden·4·hidden +
# 4·hidden numbers), `lstm(params, vectors)` takes (B, T, d_in) and returns all states (B, T, hidden), `is_real(lengths, t)` is True where there are words, (B, t), and
# `masked_softmax(scores, mask)` is 7.2. A query that is a parameter and is compared with every state is a simple kind of attention.
#
# Example of what comes back for a batch of 50 training messages: `scores` of shape (50,), `weights` of shape (50, 24). For a message of one word the weight of
# that word is 1, and all others are 0.
#
# <details><summary>Hint 1 · idea</summary>Five steps: ids → a vector for each word → states → weights → one mixed state → one score. Which of them need parameters, and where does the mask come in?</details>
# <details><summary>Hint 2 · step</summary>Word vectors are a table of 800 rows, and <code>table[x]</code> looks them up for a whole batch. With 12 numbers for each word and 12 in a state all comes to 10,800 numbers and a few. Draw the table small, about 0.1 in size: what a rare word is drawn with stays in it as noise.</details>
# <details><summary>Hint 3 · nearly code</summary>The parameters: a dict with <code>"words"</code> (800, 12), <code>"lstm"</code> from <code>lstm_init</code>, <code>"query"</code> (12,), <code>"out"</code> (12,), <code>"bias"</code> (). <code>states @ params["query"]</code> has one number for each word, (B, T). The mixed state is <code>jnp.einsum("bt,bth->bh", …, …)</code>; a product with <code>"out"</code> makes a score of it.</details>

# %% exercise="7.8" role="answer"
from course_lib.attention import masked_softmax
from course_lib.cells import lstm_init
from course_lib.recurrent import lstm
from course_lib.sequences import is_real


def classifier_params(key):
    """Return the parameters of the classifier before training."""
    # BEGIN SOLUTION
    words_key, lstm_key, out_key = jax.random.split(key, 3)
    return {
        "words": 0.1 * jax.random.normal(words_key, (800, 12)),
        "lstm": lstm_init(lstm_key, 12, 12),
        "query": jnp.zeros(12),
        "out": jax.random.normal(out_key, (12,)) / jnp.sqrt(12),
        "bias": jnp.zeros(()),
    }
    # END SOLUTION


def lstm_attention_classifier(params, x, lengths):
    """Return a score for each message, and the weight of each of its words."""
    # BEGIN SOLUTION
    states = lstm(params["lstm"], params["words"][x])  # (B, T, 12)
    weights = masked_softmax(states @ params["query"], is_real(lengths, x.shape[1]))
    mixed = jnp.einsum("bt,bth->bh", weights, states)
    return mixed @ params["out"] + params["bias"], weights
    # END SOLUTION

# %% [markdown]
# ## What you can do now
#
# You can compare queries with keys, share weight out among what is allowed, look values up softly, hide the future, let a sequence attend to itself with one head
# or several, tell positions apart, and build a network that reads text and shows where it looks, with padding that provably plays no part.
#
# What is done and what comes next: `python -m course_lib progress` in a terminal. To start one exercise over, with a copy of your answer kept:
# `python -m course_lib reset 7.3`. From chapter 08 on the course uses the library's versions of what you wrote here (`course_lib.attention`): compare them
# with yours.
