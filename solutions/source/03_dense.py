# %% [markdown]
# # 03 · What can stacked weighted sums represent? Exercises
#
# Eight exercises, from a gap to be filled to a challenge; about 80 minutes. They follow the narrative `notebooks/03_dense.ipynb`.
#
# 1. Run the next cell first: it brings the tools.
# 2. Read a task, write your answer in the cell below it, run that cell.
# 3. Run the cell with `check`: **✓** right, **✗** read the message, **○** not attempted. A check costs nothing; a hint waits in three folds.
# 4. Later exercises never need your earlier answers: skip what you like, come back when you like.
# 5. All at once, in a terminal: `pytest --nbval-lax exercises/03_dense.ipynb`

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import check

# %% [markdown] exercise="3.1" role="task"
# Two gaps in given code: replace each line that begins with `raise`.
#
# A **neuron** weighs its inputs, adds them up and adds a number of its own, the **bias term**. A **dense layer** is several neurons side by side that all
# see the same inputs. Row $s$ of `x` is one sample, column $j$ of `w` holds the weights of neuron $j$:
#
# $$ z_{sj} = \sum_i x_{si}\, w_{ij} + b_j $$
#
# | symbol | argument or variable | shape |
# |---|---|---|
# | $x$ | `x`, one sample in each row, perhaps none | (batch, d_in) |
# | $w$ | `w`, one neuron in each column | (d_in, d_out) |
# | $b$ | `b`, one number for each neuron | (d_out,) |
# | $\sum_i x_{si} w_{ij}$, for one $j$ and all samples $s$ | `weighted` | (batch,) |
# | $z_{sj}$, for one $j$ and all samples $s$ | `z` | (batch,) |
# | $z$ | returned | (batch, d_out) |
#
# Example: `x = [[1, 2, 3], [0, -1, 1]]`, `w = [[1, 0], [2, -1], [0, 3]]`, `b = [10, 20]` gives `[[15, 27], [8, 24]]`. The first number is
# 1·1 + 2·2 + 3·0 + 10 = 15: the first sample, weighed with the first column of w, and the bias of the first neuron.
#
# <details><summary>Hint 1 · idea</summary>In each round of the loop only one neuron is at work. Which part of w belongs to it, and which number of b?</details>
# <details><summary>Hint 2 · step</summary><code>a @ v</code> of a matrix and a vector adds up, for each row of a, the products with v. The vector here has d_in numbers.</details>
# <details><summary>Hint 3 · nearly code</summary><code>w[:, j]</code> is column j. First gap: <code>weighted</code> is a product with that column. Second gap: <code>z = weighted + …</code>, with a single number behind the plus.</details>

# %% exercise="3.1" role="answer"
def dense(x, w, b):
    columns = []
    for j in range(w.shape[1]):
        # weighted: the weighted sum of neuron j, one number for each sample
        # BEGIN SOLUTION
        weighted = x @ w[:, j]
        # END SOLUTION
        # z: the same with the bias of neuron j
        # BEGIN SOLUTION
        z = weighted + b[j]
        # END SOLUTION
        columns.append(z)
    return jnp.stack(columns, axis=-1)

# %% [markdown] exercise="3.2" role="task"
# This answer is wrong on purpose, twice. Run its check, read the message, mend, and check again.
#
# Weighted sums of weighted sums are only weighted sums. What makes a second layer worth its while is a bend between the two. **ReLU** is the simplest one:
# a positive sum passes, a negative one becomes 0. Training also needs its slope, which says how much a small change of $x$ comes through:
#
# $$ \mathrm{relu}(x) = \max(x, 0), \qquad \mathrm{relu}'(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases} $$
#
# At exactly 0 there is a corner and so no slope: that relu′(0) = 0 is a convention, kept here. Both functions act on each
# entry, return floating-point numbers (1.0, not 1), and leave `x` as it is.
#
# | symbol | argument | shape |
# |---|---|---|
# | $x$ | `x` | any, also () or (2, 3) |
# | $\mathrm{relu}(x)$ | returned by `relu` | as `x` |
# | $\mathrm{relu}'(x)$ | returned by `relu_grad` | as `x` |
#
# Example: for `x = [-2.0, 0.0, 3.0]`, relu gives `[0.0, 0.0, 3.0]` and relu_grad gives `[0.0, 0.0, 1.0]`.
#
# <details><summary>Hint 1 · idea</summary>Draw both: relu is flat, then rises. What does the given relu do with −2?</details>
# <details><summary>Hint 2 · step</summary>For relu you need a function of two arguments that compares each entry with a number. For the slope you need one that chooses between two numbers, entry by entry.</details>
# <details><summary>Hint 3 · nearly code</summary><code>jnp.maximum(a, b)</code> takes the larger of the two, entry by entry; <code>jnp.where(condition, a, b)</code> chooses. Mind what the condition says at 0.</details>

# %% exercise="3.2" role="answer"
def relu(x):
    # BEGIN SOLUTION
    return jnp.maximum(x, 0)
    # STUB
    # | return jnp.abs(x)
    # END SOLUTION


def relu_grad(x):
    # BEGIN SOLUTION
    return jnp.where(x > 0, 1.0, 0.0)
    # STUB
    # | return jnp.ones_like(x)
    # END SOLUTION

# %% [markdown] exercise="3.3" role="task"
# From here on you write the whole body.
#
# Before training the weights are drawn at random. If they are too large, the numbers grow from layer to layer; if too small, they fade away. A sum of
# `fan_in` inputs spreads the wider the more inputs there are, and relu then drops half of its power. He initialisation therefore draws weights with
#
# $$ \text{mean } 0, \qquad \text{standard deviation } \sigma = \sqrt{\frac{2}{\mathrm{fan\_in}}} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | | `key`, a typed key (`jax.random.key`): the only source of randomness | () |
# | number of inputs of the layer | `fan_in`, at least 1 | whole number |
# | number of neurons of the layer | `fan_out`, at least 1 | whole number |
# | $w$, all entries drawn independently | returned, the same again for the same key | (fan_in, fan_out) |
#
# A normal distribution is right, and so is a uniform one, if its mean is 0 and its standard deviation σ.
#
# Example: for `fan_in = 200` and `fan_out = 50` the standard deviation is √(2/200) = √0.01 = 0.1, in a matrix of shape (200, 50). That is what the
# distribution has; one matrix drawn from it comes near. The check draws with many keys and measures, layers of one or two inputs included.
#
# <details><summary>Hint 1 · idea</summary>Draw numbers whose standard deviation is 1, then make them larger or smaller. By which factor?</details>
# <details><summary>Hint 2 · step</summary>The factor is σ itself, not its square. Try it by hand for fan_in = 200. Which of the two sizes does not occur in it?</details>
# <details><summary>Hint 3 · nearly code</summary><code>jax.random.normal(key, shape)</code> has mean 0 and standard deviation 1; put the two sizes into <code>shape</code> in the order of the table, and multiply by a root (<code>jnp.sqrt</code>, or <code>** 0.5</code> behind brackets).</details>

# %% exercise="3.3" role="answer"
def he_init(key, fan_in, fan_out):
    """Return weights of a dense layer with mean 0 and variance 2 / fan_in."""
    # BEGIN SOLUTION
    return jnp.sqrt(2 / fan_in) * jax.random.normal(key, (fan_in, fan_out))
    # END SOLUTION

# %% [markdown] exercise="3.4" role="task"
# A **multilayer perceptron (MLP)** is dense layers one after the other, with an activation function between them. What one layer gives is what the next one
# gets; after the last layer there is no activation, since its numbers are scores that may well be negative:
#
# $$ h_0 = x, \qquad h_k = \mathrm{relu}(h_{k-1} w_k + b_k) \quad (k = 1, \dots, K-1), \qquad \text{result} = h_{K-1} w_K + b_K $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $(w_1, b_1), \dots, (w_K, b_K)$ | `params`, a list of tuples `(w, b)`, K ≥ 1; leave it as it is | (d_in, d_out) and (d_out,) in each |
# | $x$ | `x`, one sample in each row | (batch, d_in of the first layer) |
# | result | returned | (batch, d_out of the last layer) |
#
# Example: `params = [([[1, -1], [2, 1]], [0, -1]), ([[1], [3]], [-10])]` and `x = [[1, 4], [2, 1]]` (each list of numbers stands for an array). The first layer
# gives `[[9, 2], [4, -2]]`, after relu `[[9, 2], [4, 0]]`, and the second layer `[[5], [-6]]`.
#
# <details><summary>Hint 1 · idea</summary>One variable travels through the network; each layer reads it and replaces it. How many bends are there between K layers?</details>
# <details><summary>Hint 2 · step</summary>Treat the last layer separately: a loop over all layers but the last, each with relu, and one line for the last behind it. What does your loop do if there is only one layer?</details>
# <details><summary>Hint 3 · nearly code</summary><code>for w, b in params[:-1]:</code> covers all layers but the last, <code>w, b = params[-1]</code> is the last. Inside the loop: <code>x = …</code>, so that the next round reads what this one has made. relu: as in 3.2, a function of jnp that decides for each entry.</details>

# %% exercise="3.4" role="answer"
def mlp(params, x):
    """Return the scores of a stack of dense layers with relu between them."""
    # BEGIN SOLUTION
    for w, b in params[:-1]:
        x = jnp.maximum(x @ w + b, 0)
    w, b = params[-1]
    return x @ w + b
    # END SOLUTION

# %% [markdown] exercise="3.5" role="task"
# **Backpropagation** goes through the layers from the last to the first. To each it brings the slope of the loss $J$ with respect to what the layer gave,
# $\mathrm{d}z_{sj} = \partial J / \partial z_{sj}$, and the layer answers three questions: how does $J$ change with my inputs, my weights, my biases? Forwards the
# layer computes $z_{sj} = \sum_i x_{si} w_{ij} + b_j$ (no activation). The **chain rule** follows every path from a number to $J$ and adds up:
#
# $$ \mathrm{d}x_{si} = \sum_j \mathrm{d}z_{sj}\, w_{ij}, \qquad \mathrm{d}w_{ij} = \sum_s x_{si}\, \mathrm{d}z_{sj}, \qquad \mathrm{d}b_j = \sum_s \mathrm{d}z_{sj} $$
#
# Whether $J$ is a sum or a mean over the samples is already in $\mathrm{d}z$. Write it without `jax.grad`.
#
# | symbol | argument | shape |
# |---|---|---|
# | $x$ | `x` | (batch, d_in) |
# | $w$ | `w` | (d_in, d_out) |
# | $\mathrm{d}z$ | `dz` | (batch, d_out) |
# | $\mathrm{d}x, \mathrm{d}w, \mathrm{d}b$ | returned: `(dx, dw, db)` | as `x`, as `w`, (d_out,) |
#
# Example: `x = [[1, 2, 3], [0, -1, 1]]`, `w = [[1, 0], [2, -1], [0, 3]]`, `dz = [[1, 0], [-2, 4]]` gives `dx = [[1, 2, 0], [-2, -8, 12]]`,
# `dw = [[1, 0], [4, -4], [1, 4]]` and `db = [-1, 4]`. The 12 is −2·0 + 4·3; the −4 is 2·0 + (−1)·4.
#
# <details><summary>Hint 1 · idea</summary>Each formula is a product of two tables, or a plain sum. Which index does it sum over, and which two are left?</details>
# <details><summary>Hint 2 · step</summary>A matrix product sums over the last axis of the left factor and the first axis of the right one. Write down the three shapes: which factor has to be turned (<code>.T</code>) so that the axis to be summed lies there?</details>
# <details><summary>Hint 3 · nearly code</summary><code>dx = dz @ …</code> must end in d_in columns; <code>dw = … @ dz</code> must begin with d_in rows; <code>db</code> is a <code>sum</code> over one axis. Compare each shape with the table.</details>

# %% exercise="3.5" role="answer"
def dense_backward(x, w, dz):
    """Return the gradients of the loss with respect to x, w and b of a dense layer."""
    # BEGIN SOLUTION
    dx = dz @ w.T
    dw = x.T @ dz
    db = dz.sum(axis=0)
    return dx, dw, db
    # END SOLUTION

# %% [markdown] exercise="3.6" role="task"
# "A model of seven billion parameters": how does one count? Parameters lie in a pytree, an array or dicts, lists and tuples of pytrees, and every number in
# every array counts as one, of whatever type it is (float32, int8). Count them for any tree.
#
# | | argument | shape |
# |---|---|---|
# | the model | `params` | any pytree of arrays |
# | how many numbers it holds | returned | a whole number |
#
# An array of shape () is one number. An array of shape (0, 3) holds none, and so does an empty tree.
#
# Example: `{"w": [[0.5, -1, 2], [1, 0, -3]], "b": [10, 20, 30]}` (each list stands for an array) has 2·3 + 3 = `9` parameters.
#
# <details><summary>Hint 1 · idea</summary>Two steps: find all arrays, wherever they are; count the numbers in each.</details>
# <details><summary>Hint 2 · step</summary>JAX lists the arrays of any tree: <code>jax.tree.leaves</code>. How many numbers are in an array of shape (3, 2, 4, 5)? An array knows it itself.</details>
# <details><summary>Hint 3 · nearly code</summary><code>sum(… for leaf in …)</code>. An array has the attributes <code>shape</code>, <code>ndim</code> and <code>size</code>: print all three for one of shape (2, 3).</details>

# %% exercise="3.6" role="answer"
def count_params(params):
    """Return how many numbers the arrays of a tree hold."""
    # BEGIN SOLUTION
    return sum(leaf.size for leaf in jax.tree.leaves(params))
    # END SOLUTION

# %% [markdown] exercise="3.7" role="task"
# Training uses the mean gradient of a batch. Sometimes the **per-example gradient** is wanted: how strongly, and in which direction, does each sample pull?
# (The noise of a batch is measured with it, and private training rests on it.) `jax.grad` turns a loss into a function that gives its gradient; `jax.vmap`
# turns a function of one sample into a function of a batch.
#
# $$ g_s = \nabla_{\!\theta}\, \ell(\theta, x_s, y_s), \qquad s = 0, \dots, n-1 $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $\ell$ | `loss(params, x_s, y_s)`, the loss of one sample; it refuses a whole batch | → () |
# | $\theta$ | `params` | any pytree of arrays |
# | $x$ | `x`, one sample in each row | (n, d) |
# | $y$ | `y`, one target for each sample | (n,) |
# | $g_0 \dots g_{n-1}$ | returned: one tree like `params`, each leaf with an axis for the samples in front | (n, …) for a leaf (…) |
#
# Example: $\ell = \tfrac12 (w \cdot x + b - y)^2$ with `params = {"w": [2, -1], "b": 1}`, `x = [[1, 0], [1, 2], [3, 1]]`, `y = [1, 1, 7]`. The errors
# $w \cdot x + b - y$ are 2, 0 and −1, and the gradient of a sample is its error times $x$ for w, its error for b. The result is
# `{"w": [[2, 0], [0, 0], [-3, -1]], "b": [2, 0, -1]}`.
#
# <details><summary>Hint 1 · idea</summary>First get the gradient of one sample. Then have the same done for every row, without adding anything up.</details>
# <details><summary>Hint 2 · step</summary><code>jax.grad(loss)</code> is a function with the arguments of <code>loss</code>; it differentiates with respect to the first. Two of its three arguments differ from sample to sample, one stays the same for all.</details>
# <details><summary>Hint 3 · nearly code</summary><code>jax.vmap(f, in_axes=(…, …, …))</code> takes for each argument the axis along which to cut it, or <code>None</code> for "whole, every time". It returns a function: call it. (A loop with <code>jax.tree.map</code> and <code>jnp.stack</code> at the end is right too.)</details>

# %% exercise="3.7" role="answer"
def per_example_gradients(loss, params, x, y):
    """Return the gradient of the loss for each sample, in one tree with a leading batch axis."""
    # BEGIN SOLUTION
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y)
    # END SOLUTION

# %% [markdown] exercise="3.8" role="task"
# A challenge. Train a network that recognises clothes, better than a single layer can, and say how good it is.
#
# The images (28 × 28 grey values between 0 and 1, flattened to 784; ten classes) and their labels stay with a service. You get two functions from it:
#
# | argument | what it is | shape |
# |---|---|---|
# | `key` | a typed key, for everything random: the same key gives the same run, another key another one | () |
# | `n` | how many labelled images there are: 8,000, in rows 0 … n − 1, *sorted by class* | whole number |
# | `gradient(params, rows)` | the gradient of the mean loss of these rows, a tree like `params`; each row costs one sample, and you have 120,000 | rows (batch,) |
# | `accuracy(params, rows)` | the share of these rows that the network gets right, between 0 and 1; may be asked 200 times | → a number |
# | returned | `(params, estimate)` | |
#
# - `params` is a network for the library's `mlp` (as in 3.4): a list of `(w, b)`, from 784 to 10, any layers between, 110,000 numbers at most.
#   (784 → 128 → 10 has 101,770.)
# - It must classify at least 0.842 of 3,000 other images right, which you never see. Logistic regression, the best single layer, reaches 0.837.
# - `estimate` is what `accuracy` gives for the `params` that you return, on at least 500 rows of all ten classes for which you never ask a gradient.
#   Choosing the best epoch by these rows is allowed; measuring on many draws of rows and giving the best figure is not.
#
# Both functions count their calls, so use an ordinary Python loop and call them outside `jit` and `scan`. A run takes a few seconds. The answer cell imports
# two functions of the library that you may use: `mlp_init(key, [784, …, 10])` draws parameters, `gradient_step(params, grads, learning_rate)` takes a step
# (1.2). Try yours in a cell of its own before you check, and print what you like:
#
# ```python
# from course_lib.probes.dense.training_service import practice
# params, estimate = train_mlp(*practice())
# ```
#
# Example of what comes back: `([(w1, b1), (w2, b2)], 0.862)` with w1 of shape (784, 128).
#
# <details><summary>Hint 1 · idea</summary>Four steps: draw parameters, put rows aside, walk downhill batch by batch for several epochs, measure on what was put aside. Rows sorted by class: what must happen before you put some aside, and before every epoch?</details>
# <details><summary>Hint 2 · step</summary>Batches of 50 and a learning rate between 0.1 and 0.2 are a good start. 120,000 samples are 17 epochs of 7,000 rows. Large steps are good at first; at the end they only make the parameters jitter, so let the learning rate fall. Look at <code>accuracy</code> once per epoch, on rows put aside.</details>
# <details><summary>Hint 3 · nearly code</summary><code>rows = np.asarray(jax.random.permutation(split_key, n))</code>, then cut it in two. For each epoch shuffle the training rows anew and cut them: <code>.reshape(-1, 50)</code> makes one batch of each line if 50 divides their number. For each batch one line, <code>params = gradient_step(params, gradient(params, batch), …)</code>, in which the last argument depends on the epoch. At the very end <code>accuracy(params, …)</code>.</details>

# %% exercise="3.8" role="answer"
from course_lib.initializers import mlp_init
from course_lib.optimizers import gradient_step


def train_mlp(key, n, gradient, accuracy):
    """Return parameters of a trained network, and its accuracy on rows that it was not trained on."""
    # BEGIN SOLUTION
    epochs = 17
    init_key, split_key, *epoch_keys = jax.random.split(key, 2 + epochs)
    params = mlp_init(init_key, [784, 128, 10])
    rows = np.asarray(jax.random.permutation(split_key, n))
    held_out, train = rows[:1000], rows[1000:]
    for epoch, epoch_key in enumerate(epoch_keys):
        learning_rate = 0.2 * (1 - epoch / epochs)
        for batch in np.asarray(jax.random.permutation(epoch_key, train)).reshape(-1, 50):
            params = gradient_step(params, gradient(params, batch), learning_rate)
    return params, accuracy(params, held_out)
    # END SOLUTION

# %% [markdown]
# ## What you can do now
#
# You can write a dense layer forwards and backwards, bend it, start it with weights of the right size, stack it to a network, count its parameters, see each
# sample's pull on it, and train it on real images within a budget, with an honest figure for how good it is.
#
# What is done and what comes next: `python -m course_lib progress` in a terminal. To start one exercise over, with a copy of your answer kept:
# `python -m course_lib reset 3.3`. From chapter 04 on the course uses the library's versions of what you wrote here (`course_lib.layers`,
# `course_lib.activations`, `course_lib.initializers`): compare them with yours.
