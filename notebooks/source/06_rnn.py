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
# # 06 · How does a network read a sequence?
#
# A picture has a fixed number of pixels. A spoken word has no fixed length: one speaker's "six" is over in a seventh of a second, another takes four times as long, and nobody says it twice
# at the same speed. So what does a network look like that reads as long as there is something to read?
#
# In about 85 minutes you will have listened to a network listening: built one that reads step by step, seen the article's own listing learn nothing at all, found out why by following
# a gradient back through time, and mended it in two ways.

# %%
from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import activations, cells, clipping, layers, losses, metrics, optimizers, recurrent, sequences, speech, text, training
from course_lib import sequence_models as models
from course_lib.charts import recurrent as charts
from course_lib.explorers import listening_run
from course_lib.explorers.gradient_reach import explore_gradient_reach, gradient_reach_figure
from course_lib.explorers.listening import explore_listening, listening_figure
from course_lib.initializers import glorot_init
from course_lib.plotting import show
from course_lib.widgets import predict

jax.config.update("jax_debug_key_reuse", True)  # JAX complains if a random key is used twice
key = jax.random.key(0)  # every random number of this notebook comes from here

# %% jupyter={"source_hidden": true}
@cache  # the same model gets the same functions, and what was compiled for them serves again
def loss_and_measure(model):
    loss = lambda params, x, y: losses.cross_entropy(model(params, *x), y)
    return loss, lambda params, x, y: {"accuracy": metrics.accuracy(model(params, *x), y)}

def train(key, params, model, part, validation=None, learning_rate=1e-3, epochs=10, progress=True):
    """Adam on batches of 32; model(params, frames, lengths) gives a score for each class."""
    loss, measure = loss_and_measure(model)
    return training.fit(
        params, loss, part, key=key, epochs=epochs, optimizer=optimizers.adam(learning_rate),
        validation=validation, measure=measure if validation else None, progress=progress,
    )  # fmt: skip

# %% jupyter={"source_hidden": true} tags=["measured"]
def lstm_params(key, d_in, hidden, classes):
    key_cell, key_dense = jax.random.split(key)
    return {"cell": cells.lstm_init(key_cell, d_in, hidden), "dense": (glorot_init(key_dense, hidden, classes), jnp.zeros(classes))}

def lstm_classifier(params, x, lengths):
    return layers.dense(sequences.last_state(recurrent.lstm(params["cell"], x), lengths), *params["dense"])

def train_lstm(key, params, part, epochs=8):
    """Some epochs of long steps, two of short ones."""
    key_long, key_short = jax.random.split(key)
    params, _ = train(key_long, params, lstm_classifier, part, learning_rate=5e-3, epochs=epochs, progress=False)
    return train(key_short, params, lstm_classifier, part, learning_rate=1e-3, epochs=2, progress=False)[0]

digits = speech.load_spoken_digits(64)
pairs = lambda part: ((part.frames, part.lengths), part.y)
train_part, validation, test = pairs(digits.train), pairs(digits.validation), pairs(digits.test)
key, key_start, key_shuffle = jax.random.split(key, 3)
lstm = train_lstm(key_shuffle, lstm_params(key_start, 24, 32, 10), train_part)

# %% jupyter={"source_hidden": true} tags=["measured"]
lstm_states = jax.jit(recurrent.lstm)
fig, words = listening_figure(digits, (lstm_states, lstm), digit=7, speaker=1, percent=60)
show(
    fig,
    alt="Three panels over half a second of sound. Top: loudness in 24 bands of pitch. Middle: 32 numbers that change from "
    f"step to step. Bottom: probabilities of the ten digits after every step. Right: the same at one moment. {words}",
)

# %% [markdown]
# *The word "seven", as a recurrent network hears it.* On top the sound, in the middle 32 numbers that are all the network remembers, below the answer that it would give if the word
# ended here. Both change at every step of 12.5 milliseconds. The green line marks a moment, and the bars on the right belong to it.

# %% [markdown]
# ## What you will be able to do
#
# - Compute the states of a recurrent network step by step, and say what is shared over time (6.1, 6.2).
# - Handle sequences of unequal length so that padding changes nothing (6.3, 6.4).
# - Measure how far back a gradient reaches, and foretell it from a matrix and an activation (6.7).
# - Stop gradients that explode (6.5).
# - Explain and compute the memory of an LSTM (6.6).
# - Train a network on sequences, and say whether the order in them was of any use (6.8).
#
# Write the exercises in `exercises/06_rnn.ipynb` as you go, or all at the end.

# %% [markdown]
# ## Warm-up
#
# Answer each in your head before you open it. They look back at chapters 02, 03 and 04.
#
# 1. A convolution uses one small set of weights at every place of a picture. What does that save, and what does it assume?
# 2. Twenty relu layers, each of which halves the mean square of its signal: what is left of the *size* (rms) at the end?
# 3. Ten classes, all equally frequent, and a network that knows nothing: which cross-entropy and which accuracy do you expect?
#
# <details><summary>Answer 1</summary>
#
# Parameters: their number does not depend on the size of the picture. It assumes that a pattern means the same wherever it lies. A recurrent network makes the same bargain with time.
# </details>
# <details><summary>Answer 2</summary>
#
# Each layer multiplies the rms by $\sqrt{½} = 0.71$, twenty of them by $2^{-10}$, about a thousandth.
# </details>
# <details><summary>Answer 3</summary>
#
# $\log 10 = 2.303$, and one tenth. Remember the 2.303.
# </details>

# %% [markdown]
# ## What the article says
#
# §1.3.3 says that a recurrent network suits sequences: recurrent layers learn how parts of a sequence depend on each other, and a dense layer classifies by what is global in it. §1.4.2 gives a
# listing in Keras: one layer `SimpleRNN(32, activation='relu', input_shape=(timesteps, input_dim))`, a dense softmax with `output_dim` outputs, Adam, ten epochs with batches of 32.
#
# <span lang="zh">循环神经网络适合处理序列：按文章的说法，循环层学习序列各部分之间的依赖关系，全连接层再利用整体特征进行分类；文章的代码是一层 32 个单元、激活函数为 ReLU 的循环层，后接 softmax 全连接层。</span>
#
# There is no formula, and the three names in the listing are nowhere defined, so that it stops with a `NameError`. Here is the formula that the layer computes:
#
# $$h_t = \varphi(x_t W + h_{t-1} U + b), \qquad h_0 = 0$$
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | $x_t$ | input at step $t$ | `x[:, t]` of `x` | `(batch, d_in)` of `(batch, time, d_in)` |
# | $h_t$ | **hidden state** after step $t$: all that the network remembers | `h`; all of them: `states` | `(batch, hidden)`; `(batch, time, hidden)` |
# | $W$ | weights for the input | `w` | `(d_in, hidden)` |
# | $U$ | weights for the state before | `u` | `(hidden, hidden)` |
# | $b$ | bias term | `b` | `(hidden,)` |
# | $\varphi$ | activation, relu here, tanh by default in Keras [@keras-simplernn] | `activation` | entry by entry |
#
# It is a dense layer with two inputs, and one of them is its own last output: a **recurrent neural network (RNN)**. The same $W$, $U$ and $b$ serve at every step. (In Chinese the article calls it 递归, "recursive", which is the usual name of another network, one that follows trees; 循环, "recurrent", is meant.)

# %% [markdown]
# ## By hand: one number that remembers
#
# One unit, one input, relu, $w = 1,\ u = ½,\ b = 0$. It reads the **sequence** $1, 0, 0, 2$:
#
# | $t$ | $x_t$ | $x_t w + h_{t-1} u$ | $h_t$ |
# |---|---|---|---|
# | 1 | 1 | 1 + 0 | 1 |
# | 2 | 0 | 0 + ½ | 0.5 |
# | 3 | 0 | 0 + ¼ | 0.25 |
# | 4 | 2 | 2 + ⅛ | 2.125 |
#
# An echo: the 1 of the first step is still in the state after the fourth, as an eighth. As a loop, then without one (with $h_0 = 0$ and all terms positive, $h_t = \sum_k u^k x_{t-k}$), then with
# `lax.scan`, JAX's loop, which carries a value along an array, and with the library.

# %%
x, u = np.array([1.0, 0.0, 0.0, 2.0]), 0.5

h, by_loop = 0.0, []
for x_t in x:
    h = max(0.0, x_t + h * u)
    by_loop.append(float(h))

k = np.arange(4)[:, None] - np.arange(4)  # steps from one to the other, (4, 4)
vectorised = np.where(k >= 0, u**k, 0) @ x
_, by_scan = lax.scan(lambda h, x_t: 2 * (jnp.maximum(0.0, x_t + h * u),), 0.0, jnp.array(x))  # (carry, collected) are the same
cell = recurrent.Cell(w=jnp.ones((1, 1)), u=jnp.full((1, 1), u), b=jnp.zeros(1))
by_library = recurrent.rnn(cell, jnp.array(x)[None, :, None], activations.relu)[0, :, 0]  # a batch of one, one feature
print(by_loop)
assert np.allclose(by_loop, vectorised) and np.allclose(by_loop, by_scan) and np.allclose(by_loop, by_library)

# %% [markdown]
# The second line works here only since relu never cuts. In general there is no way around the loop: $h_t$ cannot begin before $h_{t-1}$ is there. You write the step for many units in exercise 6.1, and the scan in 6.2.
#
# How many parameters? $(d_{in} + hidden + 1) \cdot hidden$, and the number of steps is not among them.

# %% [markdown]
# ## The data: ten words, six people
#
# The Free Spoken Digit Dataset holds 3,000 recordings: six people say each digit 50 times [@jackson2018]. A computer does not get the wave itself, but a **mel spectrogram**: every 12.5 ms the loudness in 24 bands of pitch, in decibels, here standardised.
# 2,400 recordings to learn from, 300 to look at meanwhile, 300 to test. Listen to three of them first.

# %%
from IPython.display import Audio, display

for clip in (digits.clips[i] for i in (6 * 7 + 1, 6 * 6 + 3, 6 * 6 + 1)):
    print(f"{digits.speakers[clip.speaker].capitalize()} says {clip.digit}, {len(clip.wave) / clip.rate:.2f} seconds:")
    display(Audio(clip.wave, rate=clip.rate))

# %% [markdown]
# (Without sound: Jackson's "seven", then "six" by Nicolas, then "six" by Jackson, who takes four times as long for it. The recordings are by Z. Jackson and contributors, CC BY-SA 4.0.)

# %%
whole = speech.load_spoken_digits()  # to the end of the longest; `digits`, used further below, is cut after 64 steps
_, timesteps, input_dim = whole.train.frames.shape  # the first two undefined names …
output_dim = len(np.unique(whole.train.y))  # … and the third
lengths = np.asarray(whole.train.lengths)
print(f"timesteps {timesteps}, input_dim {input_dim}, output_dim {output_dim}; parameters of the recurrent layer:", (input_dim + 32 + 1) * 32)
print(f"a recording has {lengths.min()} to {lengths.max()} steps, {np.median(lengths):.0f} in the middle; longer than 64 are {np.mean(lengths > 64):.1%}")
assert timesteps == lengths.max() == 181 and np.mean(lengths > 64) < 0.02

# %% jupyter={"source_hidden": true}
sixes = {name.capitalize(): i for i, name in enumerate(digits.speakers)}
rows = {name: np.flatnonzero((digits.validation.y == 6) & (digits.validation.speaker == i))[2] for name, i in sixes.items()}
sounds = {name: np.asarray(digits.validation.frames[row, : digits.validation.lengths[row]]) for name, row in rows.items()}
spans = [12.5 * len(sound) for sound in sounds.values()]
show(
    charts.draw_sounds(sounds, 'One word, six people, six lengths: "six"'),
    alt="Six log-mel pictures of the word six on one time scale. Most have a bright column, the vowel, between two darker stretches "
    f"that are bright only at the top, the hiss; they last from {min(spans):.0f} to {max(spans):.0f} milliseconds.",
)
assert max(spans) > 2 * min(spans)

# %% [markdown]
# Six times the same word, and no two of the same length. The bright column is the vowel; the hiss before and behind it is high. Time runs to the right, pitch upwards; what is grey is not there. To put them into one array the short ones are filled up with zeros, which is called **padding**; so a `lengths` goes with each array.
#
# Before you build anything that reads in order: what does *no* order achieve? Average each band over the recording's own steps, and give the 24 averages to a logistic regression. Then the same with the spread (standard deviation) of each band beside it.

# %% tags=["measured"]
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

def averages(part, with_spread):
    mean = np.asarray(sequences.masked_mean(part.frames, part.lengths))  # the steps that count, and no others
    square = np.asarray(sequences.masked_mean(part.frames**2, part.lengths))
    return np.hstack([mean, np.sqrt(np.maximum(square - mean**2, 0))]) if with_spread else mean

def without_order(train_part, test_part, with_spread):
    model = make_pipeline(StandardScaler(), LogisticRegression(solver="newton-cholesky"))
    with threadpool_limits(1):  # so little work that sharing it out would cost more than it saves
        model.fit(averages(train_part, with_spread), train_part.y)
        return model.predict(averages(test_part, with_spread)) == test_part.y

results = {}
for name, with_spread in (("average of each band", False), ("average and spread", True)):
    right = np.asarray(without_order(whole.train, whole.test, with_spread))
    results[name] = (int(right.sum()), len(right))
    print(f"{name:21s} {right.mean():.3f} of the test recordings right")
assert 0.84 < results["average of each band"][0] / 300 < 0.91 < results["average and spread"][0] / 300 < 0.96

# %% [markdown]
# That is the bar. 24 averages, in which the beginning and the end of the word are stirred together, tell nearly nine digits of ten; with the spread it is more than nine. Whoever praises a network that reads in order has to beat *this*, not the one tenth of guessing.

# %% [markdown]
# ## The article's network, as printed
#
# Now the listing: 32 units, relu, the state after the last step into a dense layer, ten epochs, batches of 32, Adam. `timesteps` is the longest recording, the others are filled up with zeros, the starting weights are those that Keras draws by default: $W$ by Glorot's rule, which fits the size of the weights to the number of inputs and outputs, and $U$ as a random
# **orthogonal matrix**, one that turns vectors and leaves their length as it is [@keras-simplernn].

# %% jupyter={"source_hidden": true}
predict(
    "The averages get about 0.87 of the test recordings right, the averages and spreads about 0.93. "
    "What does the article's network reach, which sees every step in its order?",
    {
        "About 0.97: it sees everything that the averages see, and the order besides": (
            "It does see it. But seeing is not remembering: after the last step all that counts is in 32 numbers, and what "
            "stands last is mostly padding."
        ),
        "About 0.90: somewhere between the two": (
            "To compute an average it would have to add up over the steps. It could, but nothing in its start leads it there."
        ),
        "About 0.65": (
            "That is near what it reaches once its padding is dealt with. As printed it gets less far."
        ),
        "About 0.10: it learns nothing": (
            "Its answer is read after step 181. A recording of 33 steps lies then 148 steps of zeros back, and neither the signal on its way "
            "forwards nor the gradient on its way back survives so many."
        ),
    },
    answer="About 0.10: it learns nothing",
)

# %% tags=["measured"]
def article(params, x, lengths):
    return models.rnn_classifier(params, x, None, activations.relu)  # no lengths: the state after step 181

key, key_start, key_shuffle = jax.random.split(key, 3)
start = models.rnn_classifier_params(key_start, input_dim, 32, output_dim)
printed, history = train(key_shuffle, start, article, pairs(whole.train), pairs(whole.validation))

# %% tags=["measured"]
@cache
def scores_of(model):
    return lambda params, x: model(params, *x)

def report(name, params, model, part=test):
    x, y = part
    scores = training.predict(scores_of(model), params, x)
    right = int((np.asarray(scores).argmax(axis=1) == np.asarray(y)).sum())
    low, high = metrics.accuracy_interval(right, len(y))
    print(f"{name}: test {right / len(y):.3f}, between {low:.3f} and {high:.3f}")
    results[name] = (right, len(y))

report("article, as printed", printed, article, pairs(whole.test))
print(f"training loss after each epoch: {history.loss.round(3)}, log 10 = {np.log(10):.3f}")
assert results["article, as printed"][0] < 60 and abs(history.loss[-1] - np.log(10)) < 0.05

# %% [markdown]
# Nothing. The loss stays at $\log 10$, as for a network that guesses, and no error message tells you so. You have seen two clues: the answer is read after the *padding*, and ten epochs bring nothing, so hardly any gradient comes back. One after the other.

# %% [markdown]
# ## Unequal lengths: read the answer where the word ends
#
# A recording of length $n$ should be answered from $h_n$, not from $h_{181}$. By hand, for the one unit above: its four states are 1, 0.5, 0.25, 2.125. Had the sequence ended after two steps and been padded, the answer would stand in the second state, index 1. For one sample that is `states[i, length - 1]`; for a batch the library has `last_state`, which you write in exercise 6.3, and, for averages, `masked_mean` (6.4).
# Choosing which entries count is called masking, and an array that says so is a **mask**.
#
# Then whatever stands behind the end must not matter. That can be tried: fill up with fifty more steps, and not with zeros but with sevens.

# %%
def masked_relu(params, x, lengths):
    return models.rnn_classifier(params, x, lengths, activations.relu)

(x, n), y = test
behind = ~np.asarray(sequences.is_real(n, 64 + 50))[:, :, None]
longer = np.where(behind, 7.0, np.pad(x, ((0, 0), (0, 50), (0, 0)))).astype(np.float32)
gap = np.abs(masked_relu(start, x, n) - masked_relu(start, longer, n)).max()
slopes = [jax.jit(jax.grad(lambda p, x: losses.cross_entropy(masked_relu(p, x, n), y)))(start, x) for x in (x, longer)]
gap_of_slopes = max(float(np.abs(a - b).max()) for a, b in zip(*map(jax.tree.leaves, slopes)))
print(f"padded with sevens: scores differ by at most {gap:.0e}, gradients by {gap_of_slopes:.0e}")
print(f"read without the lengths, they differ by {np.abs(article(start, x, n) - article(start, longer, n)).max():.2f}")
assert gap < 1e-5 and gap_of_slopes < 1e-5

# %% [markdown]
# The padding is out of play, forwards and backwards. So from here on arrays of 64 steps will do; of the few that are longer, less than two in a hundred, the end is cut off. The network is the same as before, and once more with tanh, Keras's own default, in place of relu.

# %% tags=["measured"]
def masked_tanh(params, x, lengths):
    return models.rnn_classifier(params, x, lengths, jnp.tanh)

key, key_start, key_relu, key_tanh = jax.random.split(key, 4)
start = models.rnn_classifier_params(key_start, 24, 32, 10)
relu_net, _ = train(key_relu, start, masked_relu, train_part, validation)
tanh_net, _ = train(key_tanh, start, masked_tanh, train_part, validation)
report("relu, masked", relu_net, masked_relu)
report("tanh, masked", tanh_net, masked_tanh)
assert 135 < results["relu, masked"][0] < 250 and 150 < results["tanh, masked"][0] < 250

# %% [markdown]
# From nothing to about two thirds: masking was half of the trouble. But look at the bar. A network that sees every step in order does far *worse* than 24 averages. It is not the activation either. So what is it?

# %% [markdown]
# ## Backpropagation through time, by hand
#
# Take the one unit again, $w = 1,\ u = ½$, inputs $1, 0, 2$, so that $h = 1,\ 0.5,\ 2.25$, and let the loss be $L = h_3$. Backwards, $dh_t$ short for $\partial L / \partial h_t$:
#
# | what | rule | number |
# |---|---|---|
# | $dh_3$ | | 1 |
# | $dh_2$ | $dh_3 \cdot \varphi' \cdot u$ | ½ |
# | $dh_1$ | $dh_2 \cdot \varphi' \cdot u$ | ¼ |
# | $du$ | $dh_3 h_2 + dh_2 h_1 + dh_1 h_0$ | 0.5 + 0.5 + 0 = 1 |
# | $dw$ | $dh_3 x_3 + dh_2 x_2 + dh_1 x_1$ | 2 + 0 + ¼ = 2.25 |
#
# It is the backpropagation of chapter 03, on a network with one layer per step, **backpropagation through time** [@werbos1990]. One thing is new: all layers are the same, so the weight collects a share from every step. And each share of a step that lies $k$ back carries the factor $(\varphi' u)^k$.

# %%
def echo(w, u):
    h = 0.0
    for x_t in (1.0, 0.0, 2.0):
        h = jnp.maximum(0.0, x_t * w + h * u)
    return h

dw, du = jax.grad(echo, argnums=(0, 1))(1.0, 0.5)
print("dw, du =", float(dw), float(du))
assert (dw, du) == (2.25, 1.0)

# %% [markdown]
# With many units $u$ is a matrix, and one step back is a product with $U$ and the slopes:
#
# $$\frac{\partial L}{\partial h_{t-1}} = \Big(\frac{\partial L}{\partial h_t} \odot \varphi'_t\Big)\, U^{\mathsf T}$$
#
# | symbol | meaning | shape |
# |---|---|---|
# | $\partial L/\partial h_t$ | gradient by the state after step $t$ | `(hidden,)` |
# | $\varphi'_t$ | slopes of the activation at step $t$ | `(hidden,)` |
# | $\odot$ | entry by entry | |
# | $U^{\mathsf T}$ | $U$ with rows and columns exchanged | `(hidden, hidden)` |
#
# Forty steps back: forty times the same matrix. What a matrix does in the long run is told by its eigenvalues: the largest in absolute value is its **spectral radius** $\rho$. Without an activation, and in the end, the gradient goes as $\rho^k$: it shrinks if $\rho < 1$, the **vanishing gradient**, or grows if $\rho > 1$, the **exploding gradient** [@pascanu2013].
# And the activation takes its share: tanh has slopes below 1, relu passes on some units and silences the others.

# %% jupyter={"source_hidden": true}
predict(
    "The article's start: U orthogonal, so every eigenvalue has absolute value 1 and no vector is shortened; relu with slope 0 or 1. "
    "How long is the gradient 39 steps before the end, compared with the end?",
    {
        "About as long: an orthogonal matrix keeps lengths, and relu's slope is 1": (
            "Where relu is on. In each step about half of the units are off, and their part of the gradient is gone."
        ),
        "About half as long: half of the units are silent": (
            "In *each* step another half, since U mixes the units anew each time. Halves multiply."
        ),
        "Less than a thousandth": (
            "If half of the entries are set to 0 in every step, the length shrinks by √½ = 0.71 or so a step, and 39 of these "
            "make a millionth. How much below a thousandth it ends depends on the draw."
        ),
        "Exactly 0": (
            "That happens if all 32 units are off at once. Then nothing comes back at all; it is rare."
        ),
    },
    answer="Less than a thousandth",
)

# %%
long_enough = np.asarray(digits.validation.lengths) >= 40
voices = np.asarray(digits.validation.frames)[long_enough, :40]  # recordings of at least 40 steps, their first 40
reach = jax.jit(sequences.gradient_norm_by_distance, static_argnums=2)  # exercise 6.7

key, *keys = jax.random.split(key, 4)
orthogonal = cells.rnn_init(keys[0], 24, 32)
identity = cells.rnn_init(keys[1], 24, 32, "identity")
small = cells.rnn_init(keys[2], 24, 32, "orthogonal", radius=0.8)
at_start = {
    "tanh, orthogonal": reach(orthogonal, voices, jnp.tanh),
    "relu, orthogonal": reach(orthogonal, voices, activations.relu),
    "relu, radius 0.8": reach(small, voices, activations.relu),
}
for name, norms in at_start.items():
    print(f"{name}: 39 steps back {norms[-1] / norms[0]:.0e}, a factor of {(norms[-1] / norms[0]) ** (1 / 39):.2f} a step")
    assert norms[-1] / norms[0] < 1e-3

# %% [markdown]
# There it is. A word is spoken in some 33 steps, and what a step early in it has to do with the answer reaches the weights as a thousandth or much less. With the article's padding it was 148 steps more: what is left of a gradient there no number in float32 can hold.
#
# Forwards it is the same story. The state is made of echoes that decay as fast, so that at its end the network has heard mainly the *end* of the word.

# %% [markdown]
# ## Explore: which matrix lets a gradient reach back?
#
# The gradient norm at each distance, relative to the end, for random inputs. On the right the eigenvalues of $U$ in the plane of complex numbers: those on the circle have absolute value 1. The *normal* matrix is drawn entry by entry from the bell curve, the *chain* hands half of each unit to its neighbour. Find out:
#
# 1. Activation *none*, matrix *orthogonal*. Which radius keeps the gradient as it is, and how far off may you be before 39 steps make a factor of 100 of it?
# 2. The same with *tanh*. Can you find a radius that neither vanishes nor explodes?
# 3. *relu*: compare *orthogonal* with *identity* at radius 1. Their eigenvalues have the same size. Why do they differ so much?
# 4. *chain* with activation *none* at radius 0.8. All eigenvalues lie well inside the circle. What does the gradient do?

# %%
explore_gradient_reach()

# %% jupyter={"source_hidden": true}
fig, words = gradient_reach_figure(kind=0, activation=2, radius=1.0)
show(
    fig,
    alt="Left: gradient norm against distance on a logarithmic axis; the measured points fall in a nearly straight line far below the level line "
    f"that the spectral radius foretells. Right: 32 eigenvalues on the circle of radius 1. {words}",
)

# %% [markdown]
# Without a running kernel you see this one setting: the start of the article's network. The dashed line is what the spectral radius alone foretells; the difference is relu's doing.
#
# <details><summary>What you should have found</summary>
#
# 1. Exactly 1. A radius of 1.1 makes $1.1^{39} = 41$ of it, 1.15 already 230; 0.9 makes a sixtieth. There is hardly any room.
# 2. Hardly: near 1 it vanishes, since tanh's slopes are below 1; a larger radius drives the units into the flat ends of tanh, where slopes are smaller still.
# 3. The identity does not mix. A unit that is on hands its gradient to *itself*, and mostly is on in the step before, too. The orthogonal matrix spreads it over all units, and half of them are off.
# 4. It grows, by more than 10,000. The spectral radius says what happens in the *end*, and the end may be far off.
# </details>

# %% [markdown]
# The fourth deserves a look, since books often write that a radius below 1 is safe. The same matrix, followed further:

# %%
chain = 0.8 * np.eye(32) + 0.5 * np.eye(32, k=1)  # triangular: its eigenvalues stand on the diagonal, all 0.8
power, sizes = np.eye(32), []
for _ in range(600):
    power = power @ chain
    sizes.append(np.linalg.norm(power, 2))  # the most that this many steps can stretch a vector
top = int(np.argmax(sizes)) + 1
print(f"after {top} steps a vector may have grown {sizes[top - 1]:.0e} times; after 600 steps {sizes[-1]:.0e}")
assert sizes[top - 1] > 1e4 and sizes[-1] < 1e-3 and top > 30

# %% [markdown]
# In the end it vanishes, as the eigenvalues say. Before, it explodes. For a word of 33 steps only the "before" exists.

# %% [markdown]
# ## One change: start from the identity
#
# The formula says where the trouble lies, so it should also say what helps. Leave everything in the article's network as it is, relu, 32 units, ten epochs, the learning rate; only let $U$ start as the **identity matrix**. Then a unit begins as a counter: $h_t = \mathrm{relu}(h_{t-1} + x_t W)$ adds up what comes in [@le2015].

# %%
at_start["relu, identity"] = reach(identity, voices, activations.relu)
print(f"relu, identity: 39 steps back {at_start['relu, identity'][-1] / at_start['relu, identity'][0]:.2f}")

# %% jupyter={"source_hidden": true}
predict(
    "The relu network with masking got about two thirds of the test recordings right, the averages about 0.87. "
    "What does the same network reach if nothing is changed but the matrix that U starts from?",
    {
        "The same: training finds good weights from any start": (
            "It would have to find them by a gradient that does not get there. Ten epochs are not enough for that."
        ),
        "A little more, about 0.75": (
            "The gradient from early steps is not a little larger, but more than a thousand times. That decides whether the first half of the word is learned from at all."
        ),
        "Above 0.9, level with the averages and spreads": (
            "It starts as a machine that adds up over time, so the averages are at hand from the first step, and the gradient reaches all of them."
        ),
        "About 0.1: sums over 60 steps explode": (
            "They do grow, and the loss of the first batches is large. Adam divides by the size of the gradient and gets over it. With another "
            "optimiser you will see the explosion below."
        ),
    },
    answer="Above 0.9, level with the averages and spreads",
)

# %% tags=["measured"]
key, key_start, key_shuffle = jax.random.split(key, 3)
start_identity = models.rnn_classifier_params(key_start, 24, 32, 10, "identity")
identity_net, _ = train(key_shuffle, start_identity, masked_relu, train_part, validation)
report("relu from the identity", identity_net, masked_relu)
assert results["relu from the identity"][0] > 262

# %% [markdown]
# One matrix. Same network, same number of parameters, same training time.

# %% [markdown]
# ## When it fails: an explosion, provoked and clipped
#
# The identity stands on the edge: a little more, and the factor is above 1 at every step. Let $U$ start as 1.1 times the identity, and descend with plain gradient steps, without Adam, which hides the length of gradients. 75 steps, one pass over the training data.

# %% tags=["measured"]
def norms_and_losses(order, params, optimizer):
    def step(carry, rows):
        params, state = carry
        batch = (digits.train.frames[rows], digits.train.lengths[rows])
        value, grads = jax.value_and_grad(lambda p: losses.cross_entropy(masked_relu(p, *batch), digits.train.y[rows]))(params)
        return optimizer.step(params, state, grads), (clipping.global_norm(grads), value)

    return lax.scan(step, (params, optimizer.init(params)), order)[1]

key, key_order = jax.random.split(key)
cell = start_identity["cell"]
edge = {**start_identity, "cell": cell._replace(u=1.1 * cell.u)}
descend = optimizers.sgd(0.05)
both = jax.jit(lambda order: [norms_and_losses(order, edge, o) for o in (descend, clipping.clipped(descend, 1.0))])
order = jax.random.permutation(key_order, 2400).reshape(75, 32)  # 75 batches
(norms, exploded), (norms_clipped, tamed) = jax.tree.map(np.asarray, both(order))
print(f"first gradient: norm {norms[0]:,.0f}; loss {exploded[0]:.0f}, then {exploded[1]:.3g}, then {exploded[2]:.3g}")
print(f"clipped to norm 1: loss {tamed[0]:.0f} at first, {np.median(tamed[-10:]):.1f} at the end")
assert norms[0] > 1000 and np.isnan(exploded[-1]) and np.isfinite(tamed).all() and np.median(tamed[-10:]) < tamed[0] / 10

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    charts.draw_explosion(norms_clipped, {"clipped": tamed, "not clipped": exploded}, 1.0),
    alt="Left: the norm of every step's gradient before clipping, from tens to tens of thousands, all far above the limit of 1. "
    "Right: the loss of the clipped training falls over 75 steps by more than a factor of ten; without clipping it ends at once in nan.",
)

# %% [markdown]
# The remedy is **gradient clipping**: if all gradients together, taken as one vector, are longer than a limit, shorten them to that length; the direction stays [@pascanu2013]. By hand: $(6, 8)$ has norm 10; clipped to 5 it is $(3, 4)$. Gradients of norm 3 stay as they are. `clipping.clipped` puts that before any optimiser; the function itself is exercise 6.5.
#
# On the left you see that here every single gradient is too long, by up to ten thousand times. On the right, that their direction is nevertheless of use: the loss falls. Note what clipping cannot do: it has no answer to gradients that *vanish*. What is not there cannot be lengthened.

# %%
six_eight = {"w": jnp.array([6.0]), "b": jnp.array([8.0])}
print([float(g[0]) for g in jax.tree.leaves(clipping.clip_by_global_norm(six_eight, 5.0))], "in the order b, w")
assert clipping.clip_by_global_norm(six_eight, 5.0)["w"][0] == 3

# %% [markdown]
# ## A memory that is added to: the LSTM
#
# A start can be trained away. Better to build the edge into the cell. The **long short-term memory (LSTM)** keeps a second state, the memory $c$, and changes it by *adding* [@hochreiter1997]; the forget gate came three years later [@gers2000]:
#
# $$c_t = f_t \odot c_{t-1} + i_t \odot g_t, \qquad h_t = o_t \odot \tanh c_t$$
#
# | symbol | meaning | computed as |
# |---|---|---|
# | $f_t$ | **forget gate**: how much of each memory is kept, 0 to 1 | sigmoid of a weighted sum of $x_t$ and $h_{t-1}$ |
# | $i_t$ | input gate: how much of the new is let in | the same, with other weights |
# | $o_t$ | output gate: how much of the memory is shown | the same, with other weights |
# | $g_t$ | the new: what could be written | the same, with tanh |
#
# A gate is nothing but a number between 0 and 1 to multiply by. By hand, one unit: memory $c = 2$, and the gates say $f = 0.9,\ i = 0.5,\ o = 1$, the new is $g = -0.4$. Then $c = 1.8 - 0.2 = 1.6$ and $h = \tanh 1.6 = 0.92$. Back through the memory goes the factor $f = 0.9$: no matrix, no slope, just a number that each unit chooses at each step.
#
# So 32 units have four sets of weights, $W$ (24, 128), $U$ (32, 128). You write the step in exercise 6.6. The network of the picture at the top is this one:
#
# ```python
# def lstm_classifier(params, x, lengths):
#     states = recurrent.lstm(params["cell"], x)  # (batch, time, hidden), every h
#     return layers.dense(sequences.last_state(states, lengths), *params["dense"])
# ```

# %%
print("shapes:", [p.shape for p in lstm["cell"]], "parameters:", layers.count_params(lstm), "· of the plain network:", layers.count_params(relu_net))

# %% tags=["measured"]
key, key_start, key_shuffle = jax.random.split(key, 3)
report("LSTM", lstm, lstm_classifier)
params = models.rnn_classifier_params(key_start, 24, 32, 10)
faster, _ = train(key_shuffle, params, masked_relu, train_part, learning_rate=5e-3, progress=False)
report("relu, masked, steps as long as the LSTM's", faster, masked_relu)
del results["relu, masked, steps as long as the LSTM's"]
assert results["LSTM"][0] > 270

# %% [markdown]
# About 95 of 100: level with the averages and spreads, or a little above, with no start to be chosen by hand. (It was trained for eight epochs with a learning rate of 0.005 and two with 0.001; the last line shows that the article's network gets no further with 0.005.) How far does its gradient reach? Measure by pushing: add a tiny bump to the memory at every step, and ask for the slope of the end by each bump.

# %%
def memory_reach(cell, x, detour=True):
    def end(bumps):  # (time, batch, hidden), all 0: one bump for each memory
        def step(state, at):
            x_t, bump = at
            h, c = recurrent.lstm_step(cell, state, x_t)
            return (h if detour else lax.stop_gradient(h), c + bump), None
        (_, c), _ = lax.scan(step, (zeros, zeros), (jnp.swapaxes(x, 0, 1), bumps))
        return c.sum()
    zeros = jnp.zeros((len(x), 32))
    slopes = jax.grad(end)(jnp.zeros((x.shape[1], len(x), 32)))
    return jnp.linalg.norm(slopes, axis=-1).mean(axis=1)[::-1]  # by distance, as before

memory_reach = jax.jit(memory_reach, static_argnums=2)

# %%
key, key_fresh = jax.random.split(key)
fresh = cells.lstm_init(key_fresh, 24, 32)
at_start["LSTM, its memory"] = memory_reach(fresh, voices)
trained = {
    "tanh, orthogonal": reach(tanh_net["cell"], voices, jnp.tanh),
    "relu, orthogonal": reach(relu_net["cell"], voices, activations.relu),
    "relu, identity": reach(identity_net["cell"], voices, activations.relu),
    "LSTM, its memory": memory_reach(lstm["cell"], voices),
}

# %% tags=["measured"] jupyter={"source_hidden": true}
at_start = {name: at_start[name] for name in trained}
left = {name: [float(norms[name][-1] / norms[name][0]) for norms in (at_start, trained)] for name in trained}
show(
    charts.draw_reach({"At the start two are cut off …": at_start, "… training reaches further back": trained}),
    alt="Gradient norm against distance on logarithmic axes, before and after training. "
    + "; ".join(f"{name}: at distance 39 {before:.0e} before, {after:.0e} after" for name, (before, after) in left.items()),
)
tanh, lstm_left = left["tanh, orthogonal"], left["LSTM, its memory"]
assert lstm_left[0] > 100 * tanh[0] and tanh[1] > 100 * tanh[0] and left["relu, identity"][0] > 0.1

# %% [markdown]
# On the left the starts. The two orthogonal ones are cut off, the identity keeps nearly everything, and the LSTM some hundredths. Is that the work of the forget gate? There are two ways back. The straight one leads from memory to memory through the forget gates. The detour leads from $c_t$ through $h_t$ and $U$ into the gates of the next step. `lax.stop_gradient` closes the detour:

# %% tags=["measured"]
for name, cell in (("at the start", fresh), ("trained", lstm["cell"])):
    ways = {way: memory_reach(cell, voices, way == "both ways") for way in ("both ways", "forget gates alone")}
    print(f"{name}, 39 steps back:", ", ".join(f"{way} {norms[-1] / norms[0]:.0e}" for way, norms in ways.items()))
    assert ways["forget gates alone"][-1] < ways["both ways"][-1] / 3
print(f"a gate of σ(1) = {activations.sigmoid(1.0):.2f} keeps {activations.sigmoid(1.0) ** 39:.0e} over 39 steps")

# %% [markdown]
# The first surprise: the straight way, for which the LSTM is famous, carries the smaller part here, above all at the start, where the forget gates begin near 0.73. Most of what arrives took the detour. Training opens some of the gates, and the straight way becomes many times wider.
#
# The second is on the right of the figure: training stretches the reach of the plain networks, too, by several powers of ten. So they *can* hold on; gradient descent finds out how. But it begins with gradients that come from the end of the word alone, and after ten epochs it has not come far. The start decides what is learned first, and here how much.

# %% tags=["measured"] jupyter={"source_hidden": true}
order = ("article, as printed", "relu, masked", "tanh, masked", "average of each band", "average and spread", "relu from the identity", "LSTM")
ladder = {name: results[name] for name in order}
show(
    charts.draw_ladder(ladder, "Plain recurrence loses to an average; what adds up keeps level"),
    alt="Accuracies on 300 test recordings with their 95 % intervals: "
    + ", ".join(f"{name} {right / total:.2f}" for name, (right, total) in ladder.items()) + ".",
)

# %% [markdown]
# The whole story so far, blue dots for networks that read in order, orange squares for averages that do not. The lines are 95 % intervals: 300 recordings can hardly tell the upper three apart.

# %% [markdown]
# ## Explore: when does it know?
#
# Choose a word and a voice, play the sound, and move the slider through time. Take the LSTM first, then *relu, masked*. These recordings were in no training. Find out:
#
# 1. How early does the LSTM settle on "six", and how early on "seven"? Both begin with the same hiss.
# 2. What does the state of the relu network do over time, compared with that of the LSTM?
# 3. Let it hear a word *backwards*. Do you still understand it? Does the network?
# 4. Find a recording that the LSTM gets wrong. What did you hear?

# %%
plain_states = jax.jit(lambda cell, x: recurrent.rnn(cell, x, activations.relu))
networks = {"relu, masked": (plain_states, relu_net), "relu, identity": (plain_states, identity_net), "LSTM": (lstm_states, lstm)}
explore_listening(digits, networks)

# %% jupyter={"source_hidden": true} tags=["measured"]
fig, words = listening_figure(digits, (plain_states, relu_net), digit=7, speaker=1, percent=60)
show(
    fig,
    alt="The word seven of the first picture, as the masked relu network hears it: sound, its 32 numbers, and its answer after "
    f"every step. {words}",
)

# %% [markdown]
# Without a running kernel you see the "seven" of the first picture once more, this time as the relu network with masking hears it.
#
# Now the same for all 60 clips at once:

# %% tags=["measured"]
for name, network in networks.items():
    shares = []
    for order in (0, 1):
        heard = listening_run.listen(network, digits, order)
        said = [clip[:length].argmax(axis=1) for clip, length in zip(heard.probabilities, heard.lengths)]
        right = np.array([says[-1] == clip.digit for says, clip in zip(said, digits.clips)])
        shares.append(right.mean())
        if order == 0:
            settled = [1 + max(np.flatnonzero(says != says[-1]), default=-1) for says in said]
            when = np.median([step / len(says) for step, says in zip(settled, said)])
    print(f"{name:14s} right {shares[0]:.2f}, backwards {shares[1]:.2f}; in the middle it settles after {when:.0%} of the word")
    assert shares[1] < shares[0] - 0.2 and when > 0.3

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# 1. It differs from voice to voice. In the middle the LSTM settles in the second half of a word, never at its beginning: as long as there is only a hiss, several digits are possible.
# 2. The relu network has no number below 0, and its answer stays open for longer: see the numbers above for how long. Among the LSTM's units some keep a value through half of the word.
# 3. Hardly, both. Of the words played backwards the networks get only a part; so they did learn to rely on order.
# 4. That depends on your machine's training; listen to what is short or faint.
# </details>

# %% [markdown]
# ## What does order add?
#
# A network with a memory does at least as well as averages that know no order. Is that *because* of the order? Destroy it: shuffle the steps within each recording, each in its own way, in training and in test. The averages cannot notice. And the LSTM?

# %% jupyter={"source_hidden": true}
predict(
    "You shuffle the steps within every recording, for training and for testing, and train the LSTM anew on the shuffled words. "
    "In order it got about 0.95 right. And now?",
    {
        "About 0.1: shuffled speech is noise": (
            "To your ear. But no step is lost, and the averages over steps, which alone gave 0.87 and 0.93, are just as they were."
        ),
        "About 0.7": (
            "That is about what a network gets that was trained on words in order and then meets shuffled ones. Trained on shuffled ones, it finds other clues."
        ),
        "About 0.87, like the averages": (
            "It is not bound to averages: it can count how often certain sounds occur, and that says more."
        ),
        "Above 0.9, nearly as before": (
            "These ten words differ in *which* sounds they contain; none is another in a different order. A bag of sounds is enough, and the LSTM is good at collecting."
        ),
    },
    answer="Above 0.9, nearly as before",
)

# %% tags=["measured"]
def reordered(part, order_of):
    frames = np.array(part.frames)
    for row, length in zip(frames, np.asarray(part.lengths)):
        row[:length] = row[order_of(length)]
    return part._replace(frames=jnp.asarray(frames))

shuffle = np.random.default_rng(0).permutation
shuffled = digits._replace(train=reordered(digits.train, shuffle), test=reordered(digits.test, shuffle))
key, key_start, key_shuffle = jax.random.split(key, 3)
stirred = train_lstm(key_shuffle, lstm_params(key_start, 24, 32, 10), pairs(shuffled.train))
report("LSTM trained and tested on shuffled steps", stirred, lstm_classifier, pairs(shuffled.test))
report("LSTM trained in order, tested on shuffled steps", lstm, lstm_classifier, pairs(shuffled.test))
backwards = lambda part: reordered(part, lambda length: np.arange(length)[::-1])
report("LSTM trained in order, tested backwards", lstm, lstm_classifier, pairs(backwards(digits.test)))
assert results["LSTM trained and tested on shuffled steps"][0] > 267
assert results["LSTM trained in order, tested backwards"][0] < 180

# %% [markdown]
# On these ten words order adds at most a few points, so few that 300 recordings hardly show them. The network that was trained in order does lean on it: shuffle the words for it alone, and it is lost. But it need not. So a good score on sequences is no proof that a model needs their order; the shuffled training is a test that costs one line.
#
# Now a question that nothing but order can answer: is a recording played forwards or backwards? Its averages and spreads are the same either way, so a logistic regression cannot do better than guess.

# %% tags=["measured"]
def both_ways(part):
    joined = jax.tree.map(lambda a, b: jnp.concatenate([a, b]), part, backwards(part))
    return joined._replace(y=jnp.repeat(jnp.arange(2), len(part.y)))  # 0 forwards, 1 backwards

directions = digits._replace(train=both_ways(digits.train), test=both_ways(digits.test))
key, key_start, key_shuffle = jax.random.split(key, 3)
params = lstm_params(key_start, 24, 32, 2)
direction, _ = train(key_shuffle, params, lstm_classifier, pairs(directions.train), learning_rate=5e-3, epochs=2)
report("forwards or backwards: LSTM", direction, lstm_classifier, pairs(directions.test))
chance = np.mean(np.asarray(without_order(directions.train, directions.test, True)))
print(f"forwards or backwards: average and spread {chance:.3f}")
assert results["forwards or backwards: LSTM"][0] > 0.93 * 600 and 0.45 < chance < 0.55

# %% [markdown]
# Here order is everything, and two epochs are enough.

# %% [markdown]
# ## Why this is fast
#
# A loop over steps is the enemy of speed: each step waits for the one before. Three forms of the same gradient, for one batch: a Python loop whose operations run one by one; `rnn_by_scan`, a compiled scan that JAX differentiates; and `rnn`, which the trainings above used.

# %% tags=["measured"]
import time

def seconds(f, *arguments, repeat):
    jax.block_until_ready(f(*arguments))  # the first call may compile
    times = []
    for _ in range(repeat):
        begin = time.perf_counter()
        jax.block_until_ready(f(*arguments))
        times.append(time.perf_counter() - begin)
    return min(times)

def rnn_by_loop(params, x, activation):
    h, states = jnp.zeros((len(x), len(params.u))), []
    for t in range(x.shape[1]):
        h = recurrent.rnn_step(params, h, x[:, t], activation)
        states.append(h)
    return jnp.stack(states, axis=1)

x = digits.train.frames[:32]
slope = lambda form: jax.grad(lambda params: jnp.sum(form(params, x, jnp.tanh)[:, -1]))
forms = {"Python loop": slope(rnn_by_loop), "scan": jax.jit(slope(recurrent.rnn_by_scan)), "by hand": jax.jit(slope(recurrent.rnn))}
took = {name: seconds(form, orthogonal, repeat=2 if name == "Python loop" else 50) for name, form in forms.items()}
for name, value in took.items():
    print(f"{name:12s} {1e3 * value:8.2f} ms, {took['Python loop'] / value:5.0f} times as fast as the Python loop")

# %%
grads = [form(orthogonal) for form in forms.values()]
for other in grads[1:]:
    assert all(np.allclose(a, b, rtol=1e-3, atol=1e-4) for a, b in zip(grads[0], other))
assert took["Python loop"] > 5 * took["scan"]

# %% [markdown]
# The same numbers from all three. The compiled scan wins most, since Python's walk from operation to operation is gone. On top of that, the form by hand takes everything out of the loop that need not be in it:
#
# - Forwards, $x_t W + b$ depends on no state: one matrix product for all steps at once, before the loop. In the loop remains $h U$.
# - Backwards, only $dh$ has to travel step by step. The slopes of all steps are computed at once, and $dU = \sum_t h_{t-1}^{\mathsf T} dz_t$ is *one* product over all steps and samples, after the loop, in place of one small product and one addition per step.
#
# That is the table that you filled in by hand above, in this order; `course_lib/bptt.py` is worth a look once 6.2 lies behind you. How much this gains depends on machine and sizes. For a batch as small as this one it may be little, as you see above; `benchmarks/training.py` compares whole trainings with those of the frameworks.

# %% [markdown]
# ## What the article leaves out
#
# ### Padding
#
# The most frequent fact about sequences, that they differ in length, does not occur. As printed the listing reads its answer behind the padding, and learns nothing. In Keras a `Masking` layer before the recurrent one has it skip such steps [@keras-masking].
#
# <span lang="zh">文章没有提到填充与掩码：序列长短不一，如果在填充之后才读取状态，这个网络什么也学不到。</span>
#
# ### relu is the wrong default here, unless the start fits
#
# With relu a state has no upper end, and from an orthogonal start it forgets within a dozen steps. Keras's own default for this layer is tanh, which is bounded but forgets nearly as fast.
#
# ### "Global features" come from the state, or not at all
#
# A dense layer behind the last state sees 32 numbers. If the beginning of the word is no longer in them, no dense layer can bring it back. Chapter 07 takes the consequence: look at all states, not only the last.
#
# ### Who speaks?
#
# The same six speakers stand in training and test; only the recordings differ. That is easily overlooked, and it flatters every number above. Leave one speaker out of the training, and test on that speaker alone:

# %% tags=["measured"]
everything = jax.tree.map(lambda *parts: jnp.concatenate(parts), digits.train, digits.validation, digits.test)
left_out = {}
for i, name in enumerate(digits.speakers):
    rest, one = (jax.tree.map(lambda a: a[np.flatnonzero(chosen)], everything) for chosen in (everything.speaker != i, everything.speaker == i))
    left_out[name] = float(np.mean(np.asarray(without_order(rest, one, True))))
    print(f"{name.capitalize():9s} left out: average and spread {left_out[name]:.2f}")
    if name in ("george", "jackson"):
        key, key_start, key_shuffle = jax.random.split(key, 3)
        params = lstm_params(key_start, 24, 32, 10)
        params, _ = train(key_shuffle, params, lstm_classifier, pairs(rest), learning_rate=5e-3, epochs=5, progress=False)
        report(f"{name.capitalize():9s} left out: LSTM, 5 epochs", params, lstm_classifier, pairs(one))
assert np.mean(list(left_out.values())) < 0.75

# %% [markdown]
# From 93 to about 60 of 100, and the LSTM, shown for two of them, does not mend it. A stranger's voice is much harder than a new recording of a known one: six speakers are too few to learn what they have in common. Whether a number means "new recordings" or "new people" is decided by how the data were split, and the article's sentences about accuracy never ask.

# %% [markdown]
# ## Transfer
#
# Names instead of sounds: which of 18 languages is a family name from? The steps are letters, in order [@robertson2017]. 20,050 names, and very unequal classes: nearly half are Russian. So report the **balanced accuracy**, the mean over the languages of the share found in each (chapter 04), and weight every language alike in the loss. No name may stand in both training and test, so the split is by name.

# %% tags=["measured"]
names = text.load_surnames()
pairs_of_names = sorted({(name.lower(), int(y)) for name, y in zip(names.names, np.asarray(names.y))})
different = sorted({name for name, _ in pairs_of_names})
key, key_split, key_table, key_start, key_shuffle = jax.random.split(key, 5)
mixed = np.asarray(jax.random.permutation(key_split, len(different)))
for_training = {different[i] for i in mixed[: 4 * len(mixed) // 5]}
seen = np.array([name in for_training for name, _ in pairs_of_names])
letters = text.Vocabulary.of([list(name) for name in sorted(for_training)])
numbers, ends = (np.asarray(a) for a in letters.encode([list(name) for name, _ in pairs_of_names], 16))
language = np.array([y for _, y in pairs_of_names])
weight = jnp.asarray(len(language[seen]) / 18 / np.bincount(language[seen], minlength=18), jnp.float32)
print(f"{seen.sum():,} names to learn from, {(~seen).sum():,} to test, {len(letters)} letters and marks")

# %% tags=["measured"]
def name_lstm(params, numbers, ends):
    vectors = params["table"][numbers]  # (batch, 16, 32): a row of numbers for each letter, learned too
    return lstm_classifier(params, vectors, ends)

def bag_of_letters(params, numbers, ends):
    counts = jnp.sum(jax.nn.one_hot(numbers, len(letters)) * sequences.is_real(ends, 16)[:, :, None], axis=1)
    return layers.dense(counts, *params)

def balanced(params, model, epochs):
    def loss(params, x, y):
        return jnp.mean(weight[y] * -jnp.take_along_axis(jax.nn.log_softmax(model(params, *x)), y[:, None], 1)[:, 0])
    fitted, _ = training.fit(
        params, loss, ((numbers[seen], ends[seen]), language[seen]), key=key_shuffle, epochs=epochs, batch_size=64,
        optimizer=clipping.clipped(optimizers.adam(5e-3), 1.0), progress=False,
    )  # fmt: skip
    scores = training.predict(lambda params, x: model(params, *x), fitted, (numbers[~seen], ends[~seen]))
    return fitted, float(metrics.balanced_accuracy(language[~seen], scores.argmax(axis=1), 18))

bag, bag_share = balanced((jnp.zeros((len(letters), 18)), jnp.zeros(18)), bag_of_letters, 4)
start = {"table": 0.5 * jax.random.normal(key_table, (len(letters), 32)), **lstm_params(key_start, 32, 48, 18)}

# %% tags=["measured"]
with jax.debug_key_reuse(False):  # both models see the names in the same order
    name_net, lstm_share = balanced(start, name_lstm, 5)
print(f"balanced accuracy: guessing {1 / 18:.2f}, counting letters {bag_share:.2f}, LSTM {lstm_share:.2f}")
for name in ("nakamura", "kowalczyk", "o'sullivan", "papadakis"):
    row, end = letters.encode([list(name)], 16)
    share = np.asarray(jax.nn.softmax(name_lstm(name_net, row, end)[0]))
    print(f"{name:11s}", ", ".join(f"{names.languages[i]} {share[i]:.2f}" for i in np.argsort(-share)[:3]))
assert 0.25 < bag_share < lstm_share < 0.75 and lstm_share > bag_share + 0.05

# %% [markdown]
# Here order is worth something: the letters of a name in any order say less than their sequence, in which endings such as *-ova* or *-ini* stand. On average over the languages about half of the names are found, where guessing finds one of 18. And the model answers for every name, also for one that is at home in several languages; 469 of the collection's names are. It says where a *spelling* is frequent in these lists, and nothing about a person.

# %% [markdown]
# ## In your own words
#
# A colleague wants to foretell the failure of pumps from sensor readings, 20 to 900 steps a day. "The RNN from the article gives exactly the share of the most frequent class, with 64 units as with 512. Then I clipped the gradients, and it did not change a thing. And an LSTM reached 0.91, so sequence matters!" Explain what happened at each point, and what you would try and report. Four or five sentences.
#
# <details><summary>A model answer, and three points to look for</summary>
#
# The days are padded to 900 steps, and the network's answer is read after the padding; of what happened hundreds of steps before neither signal nor gradient is left, and more units do not change the factor per step. So read the state at each day's own end, or average the states with a mask, and check that longer padding changes nothing.
# Clipping shortens gradients that are too long; these have vanished, and what is gone cannot be lengthened. An LSTM, or a relu network that starts from the identity, keeps its memory by adding, so it reaches further back.
# That the LSTM does well does not show that order matters: compare with averages and spreads over the day, and train once with shuffled steps. And split by pump, not by day, or the model only recognises pumps that it knows.
#
# Look for: (1) padding and the factor per step to the power of the distance. (2) Clipping is against explosion only. (3) A baseline without order and a shuffled control, before anything is said about sequence.
# </details>

# %% [markdown]
# ## Recap
#
# 1. A recurrent layer of 64 units reads sequences of 10 features, 500 steps long. How many parameters has it?
#
#    <details><summary>Answer</summary>(10 + 64 + 1) · 64 = 4,800. The number of steps does not count.</details>
# 2. Why does a gradient vanish from an orthogonal start with relu, though an orthogonal matrix keeps every length?
#
#    <details><summary>Answer</summary>relu silences about half of the units in each step, and U mixes the rest anew: a factor of about √½ for each step.</details>
# 3. The spectral radius of U is 0.8. May a gradient explode?
#
#    <details><summary>Answer</summary>In the end it vanishes. Before, it may grow by many powers of ten, if U hands on from unit to unit, as in the chain.</details>
# 4. What travels back through an LSTM's memory from step to step, and why does that help?
#
#    <details><summary>Answer</summary>The gradient times the forget gate: one number per unit, which training can move close to 1.</details>
# 5. A model of sequences scores 0.95. Name two checks before you say that it uses the order.
#
#    <details><summary>Answer</summary>A baseline that knows no order, such as averages; and the same training on sequences whose steps were shuffled.</details>
#
# Now write them yourself: `exercises/06_rnn.ipynb`.

# %% [markdown]
# ## Read on
#
# - [@werbos1990]: backpropagation through time, with pseudocode.
# - [@hochreiter1997]: the LSTM, and why plain networks forget.
# - [@gers2000]: the forget gate, added so that a memory can be reset.
# - [@pascanu2013]: vanishing and exploding gradients, and clipping.
# - [@le2015]: relu networks that start from the identity.
# - [@jackson2018]: the recordings.
# - [@robertson2017]: the names, in a tutorial on networks that read letters.
#
# All works cited in this chapter:
