# %% [markdown]
# # 05 · How does a network read an image? Exercises
#
# Eight exercises, from a gap to be filled to a challenge; about 85 minutes. They follow the narrative `notebooks/05_cnn.ipynb`.
#
# 1. Run the next cell first: it brings the tools.
# 2. Read a task, write your answer in the cell below it, run that cell.
# 3. Run the cell with `check`: **✓** right, **✗** read the message, **○** not attempted. A check costs nothing; a hint waits in three folds.
# 4. Later exercises never need your earlier answers: skip what you like, come back when you like.
# 5. All at once, in a terminal: `pytest --nbval-lax exercises/05_cnn.ipynb`

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import check

# %% [markdown] exercise="5.1" role="task"
# Three gaps in given code: replace each line that begins with `raise`.
#
# Before you build a network, follow the shape of one image through it: that tells you how large the first dense layer has to be, and most mistakes show here.
# A layer is a tuple that begins with its kind:
#
# | layer | what it does | shape behind it |
# |---|---|---|
# | `("conv", filters, k)` | `filters` kernels of k × k pixels, moved by one pixel, nothing put around the image | as many rows and columns as the kernel has places there; one channel for each filter |
# | `("pool", size)` | windows of size × size, side by side; what fills no whole window is dropped | as many rows and columns as there are windows; channels as before |
# | `("flatten",)` | all numbers in one row | one axis |
# | `("dense", units)` | one weighted sum for each unit | `(units,)` |
#
# | | argument | shape |
# |---|---|---|
# | the image | `input_shape`, (height, width, channels); the batch is left out | 3 whole numbers |
# | the network | `layers`, a list of such tuples, perhaps empty | |
# | the shapes, the input's first | returned: a list of tuples, one more than there are layers | |
#
# Example: `input_shape = (9, 12, 1)` and `layers = [("conv", 4, 3), ("pool", 2), ("flatten",), ("dense", 5)]` give
# `[(9, 12, 1), (7, 10, 4), (3, 5, 4), (60,), (5,)]`. A kernel of 3 has 7 places on 9 rows; of 7 rows, 3 windows of 2 use 6; 3·5·4 = 60.
#
# <details><summary>Hint 1 · idea</summary>Put a kernel of 3 on the first three of 9 cells, then move it by one until it touches the end. How often can you move it?</details>
# <details><summary>Hint 2 · step</summary>Places are moves and one. Windows that lie side by side: how often does <code>size</code> go into the number of rows, the rest left out? Height and width are reckoned alike, each for itself.</details>
# <details><summary>Hint 3 · nearly code</summary>Each gap is one line <code>shape = (…)</code>, the first two with three entries. <code>//</code> divides and drops the rest. For the third: <code>(height * … ,)</code>; the comma makes a tuple of one number.</details>

# %% exercise="5.1" role="answer"
def shape_trace(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        if kind == "conv":
            filters, k = sizes
            height, width, channels = shapes[-1]
            # BEGIN SOLUTION
            shape = (height - k + 1, width - k + 1, filters)
            # END SOLUTION
        elif kind == "pool":
            (size,) = sizes
            height, width, channels = shapes[-1]
            # BEGIN SOLUTION
            shape = (height // size, width // size, channels)
            # END SOLUTION
        elif kind == "flatten":
            height, width, channels = shapes[-1]
            # BEGIN SOLUTION
            shape = (height * width * channels,)
            # END SOLUTION
        else:
            (units,) = sizes
            shape = (units,)
        shapes.append(shape)
    return shapes

# %% [markdown] exercise="5.2" role="task"
# This answer is wrong on purpose, in its shapes and in its spread. Run its check, read the message, mend, and check again.
#
# Draw the parameters of the article's network for images of 28 × 28 pixels and one channel: a convolution with 32 kernels of 3 × 3, relu, pooling with windows
# of 2; the same with 64 kernels; flatten; a dense layer of 64 neurons with relu, and one of 10. No padding.
#
# | layer | name | $w$ | $b$ |
# |---|---|---|---|
# | convolution | `"conv1"`, `"conv2"` | (kernel height, kernel width, channels in, filters) | (filters,) |
# | dense | `"dense1"`, `"dense2"` | (inputs, neurons) | (neurons,) |
# | all of them | returned: a dict, under each name a pair `(w, b)` | 121,930 numbers in all | |
#
# - Weights have mean 0 and, as in 3.3, the standard deviation $\sqrt{2 / \mathrm{fan\_in}}$. The fan-in is how many numbers one unit adds up; for a convolution that is
#   all that a kernel sees at one place. (Behind the last layer there is no relu; there any standard deviation from $\sqrt{1/64}$ to $\sqrt{2/64}$ is right.)
# - Biases are 0.
# - `key`, a typed key, is the only source of randomness; each layer draws numbers of its own.
#
# Example: `conv1` has kernels of shape (3, 3, 1, 32), a fan-in of 3·3·1 = 9, weights with the standard deviation √(2/9) = 0.471, and 32 biases.
# It has 3·3·1·32 + 32 = 320 numbers.
#
# <details><summary>Hint 1 · idea</summary>The image shrinks from layer to layer: 28 rows, then? What comes out of the second pooling decides how many rows w of dense1 has.</details>
# <details><summary>Hint 2 · step</summary>Each filter of conv2 looks at all maps of conv1 at once. How many are there, and where in the shape does that number stand? For the fan-in count what one filter sees at one place, in all channels.</details>
# <details><summary>Hint 3 · nearly code</summary>Two shapes in the dict have to change. For <code>fan_in</code>, multiply all axes of the shape but the last: <code>np.prod(shape[…])</code>, with a slice. Print <code>sum(w.size + b.size for w, b in params.values())</code>.</details>

# %% exercise="5.2" role="answer"
def cnn_params(key):
    # BEGIN SOLUTION
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, layer_key in zip(shapes, jax.random.split(key, 4)):
        shape = shapes[name]
        fan_in = np.prod(shape[:-1])
        w = jax.random.normal(layer_key, shape) * np.sqrt(2 / fan_in)
        params[name] = (w, jnp.zeros(shape[-1]))
    return params
    # STUB
    # | shapes = {"conv1": (3, 3, 1, 32), "conv2": (64, 3, 3, 32), "dense1": (3136, 64), "dense2": (64, 10)}
    # | params = {}
    # | for name, layer_key in zip(shapes, jax.random.split(key, 4)):
    # |     shape = shapes[name]
    # |     fan_in = shape[0]
    # |     w = jax.random.normal(layer_key, shape) * np.sqrt(2 / fan_in)
    # |     params[name] = (w, jnp.zeros(shape[-1]))
    # | return params
    # END SOLUTION

# %% [markdown] exercise="5.3" role="task"
# From here on you write the whole body.
#
# Put the network together: from images to ten scores. The answer cell imports the layers of chapters 02 and 03, which you may use (and need not).
#
# 1. conv1, relu, max pooling with windows of 2
# 2. conv2, relu, max pooling with windows of 2
# 3. flatten: the numbers of each image in one row, in the order in which `reshape` takes them
# 4. dense1, relu
# 5. dense2, and nothing behind it: the loss of this course takes scores and has the softmax in it
#
# | | argument | shape |
# |---|---|---|
# | parameters | `params`, a dict with a pair `(w, b)` under each of "conv1", "conv2", "dense1", "dense2" | as in 5.2, but of any sizes that fit |
# | images | `images`, at least one | (batch, height, width, channels) |
# | scores | returned | (batch, classes) |
#
# The convolutions have no padding and move by one pixel; kernels may have more rows than columns.
#
# Example with kernels of 1 × 1, so that it can be reckoned by hand: one image of 4 × 4 pixels, `[[1, 0, 2, 1], [3, 1, 0, 0], [0, 5, 1, 1], [2, 1, 1, 4]]`. conv1 is
# 2·x − 3: behind relu and pooling `[[3, 1], [7, 5]]`. conv2 is x + 1: behind relu and pooling `[[8]]`, flattened `[8]`. dense1 with w = `[[1, -1]]`, b = `[0, 2]` gives
# `[8, -6]`, behind relu `[8, 0]`. dense2 with w = `[[1, -2], [3, 1]]`, b = `[0, 10]` gives the scores `[[8, -6]]`.
#
# <details><summary>Hint 1 · idea</summary>One variable travels through the network; each line reads it and replaces it. How many lines does the list above come to?</details>
# <details><summary>Hint 2 · step</summary><code>conv2d(x, w, b)</code>, <code>max_pool2d(x, 2)</code>, <code>dense(x, w, b)</code>, <code>relu(x)</code>. Which axis has to survive when each image becomes a row?</details>
# <details><summary>Hint 3 · nearly code</summary><code>x = max_pool2d(relu(conv2d(images, *params["conv1"])), …)</code>: the star hands over w and b one by one. Flatten: <code>x.reshape(len(x), …)</code>, in which −1 means "what remains".</details>

# %% exercise="5.3" role="answer"
from course_lib.activations import relu
from course_lib.layers import conv2d, dense, max_pool2d


def cnn(params, images):
    """Return the scores of the article's network for a batch of images."""
    # BEGIN SOLUTION
    x = max_pool2d(relu(conv2d(images, *params["conv1"])), 2)
    x = max_pool2d(relu(conv2d(x, *params["conv2"])), 2)
    x = x.reshape(len(x), -1)
    x = relu(dense(x, *params["dense1"]))
    return dense(x, *params["dense2"])
    # END SOLUTION

# %% [markdown] exercise="5.4" role="task"
# Training is one function, called again and again: parameters, the optimiser's state and a batch go in, new parameters, new state and the loss come out. It
# changes nothing in place, so JAX can compile it: write `@jax.jit` above its `def`.
#
# `loss` is given, the mean cross-entropy of the network of 5.3. The step is Adam's (1.7) with the library's defaults:
# `adam_step(theta, state, grad)` returns `(theta, state)`, and counts the steps itself.
#
# | | argument | shape |
# |---|---|---|
# | parameters | `params`, as in 5.3 | a tree |
# | state of Adam | `opt_state` = (m, v, t) | two trees like `params`, and a whole number |
# | batch | `batch` = (images, labels) | (batch, height, width, channels) and (batch,) |
# | returned | `(params, opt_state, loss)`: the new parameters, the new state, and the loss *before* the step | the same, and a number |
#
# Example: all parameters and m, v and t are 0, there are three classes, and both labels are 0. Every score is 0, every class gets a third, and the loss is ln 3 =
# 1.0986. Only the last biases have a gradient: [1/3 − 1, 1/3, 1/3]. Adam's first step has the size 0.001, so these biases become `[0.001, -0.001, -0.001]`; t becomes 1.
#
# <details><summary>Hint 1 · idea</summary>You need the loss and its gradient, both for the same parameters. Which function of JAX gives the two at once?</details>
# <details><summary>Hint 2 · step</summary><code>jax.value_and_grad(f)</code> is a function with the arguments of f; it gives the pair (value, gradient), the gradient with respect to the first argument. The batch has to be opened first.</details>
# <details><summary>Hint 3 · nearly code</summary>Three lines: <code>value, grads = jax.value_and_grad(loss)(…)</code>, then the call of <code>adam_step</code>, whose two results need two names, then the <code>return</code> of three things. And one line above <code>def</code>.</details>

# %% exercise="5.4" role="answer"
from course_lib.cnn import cnn as scores
from course_lib.losses import cross_entropy
from course_lib.optimizers import adam_step


def loss(params, images, labels):
    return cross_entropy(scores(params, images), labels)


# BEGIN SOLUTION
@jax.jit
def train_step(params, opt_state, batch):
    """Return parameters and state after one step of Adam, and the loss before it."""
    images, labels = batch
    value, grads = jax.value_and_grad(loss)(params, images, labels)
    params, opt_state = adam_step(params, opt_state, grads)
    return params, opt_state, value
# STUB
# | def train_step(params, opt_state, batch):
# |     """Return parameters and state after one step of Adam, and the loss before it."""
# |     raise NotImplementedError("Exercise 5.4: train_step")
# END SOLUTION

# %% [markdown] exercise="5.5" role="task"
# How many images does a network classify right? A large test set does not fit into memory in one piece, so it is shown to the network a few images at a time,
# and the last few are often fewer.
#
# In this exercise `logits(params, images)`, which the answer cell imports, stands for a network on a device with little memory: it gives scores of shape
# (batch, classes), and refuses more than 6 images at once.
#
# | | argument | shape |
# |---|---|---|
# | parameters | `params`, to be handed to `logits` | |
# | images | `images`, at least one | (n, height, width, 1) |
# | true classes | `labels` | (n,) |
# | how many images at a time, at most | `batch_size`, from 1 to 6; it need not divide n | whole number |
# | share of all n images whose largest score is that of the true class | returned | a number from 0 to 1 |
#
# Example: 5 images with one pixel each, 3, −1, 2, 1 and −2. The network says 1 where the pixel is positive, 0 elsewhere: 1, 0, 1, 1, 0. The labels are
# 1, 0, 1, 0, 1. With `batch_size = 4` the first batch has 3 of 4 right, the second 0 of 1; 3 of 5 is `0.6`.
#
# <details><summary>Hint 1 · idea</summary>What can be added up over the batches without any harm: shares, or how many are right? When do you divide?</details>
# <details><summary>Hint 2 · step</summary><code>range(0, n, batch_size)</code> gives the beginnings of the batches. A slice that reaches beyond the end is simply shorter. Images and labels need the same slice.</details>
# <details><summary>Hint 3 · nearly code</summary>In the loop: <code>found = jnp.argmax(logits(…), axis=…)</code>, then <code>right += jnp.sum(found == …)</code>. Behind the loop, and not inside it, one division.</details>

# %% exercise="5.5" role="answer"
from course_lib.probes.cnn.evaluation import logits


def evaluate(params, images, labels, batch_size):
    """Return the accuracy over all images, looking at a few of them at a time."""
    # BEGIN SOLUTION
    right = 0
    for start in range(0, len(images), batch_size):
        found = jnp.argmax(logits(params, images[start : start + batch_size]), axis=1)
        right += jnp.sum(found == labels[start : start + batch_size])
    return right / len(images)
    # END SOLUTION

# %% [markdown] exercise="5.6" role="task"
# An accuracy of 0.9 does not say *what* is taken for what. A **confusion matrix** does: entry $(i, j)$ counts the samples of true class $i$ for which class $j$ was predicted.
#
# $$ c_{ij} = \text{how many samples } s \text{ have } y_s = i \text{ and } \hat y_s = j $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $y$ | `labels`, the true classes | (n,), whole numbers from 0; n may be 0 |
# | $\hat y$ | `predictions` | (n,) |
# | number of classes | `classes`; some may never occur | whole number |
# | $c$ | returned: an array of whole numbers, true classes in the rows | (classes, classes) |
#
# (Which of the two stands in the rows is a convention; some books turn it.)
#
# Example: `labels = [0, 0, 1, 2, 2, 2]`, `predictions = [0, 1, 1, 2, 0, 0]` and `classes = 3` give `[[1, 1, 0], [0, 1, 0], [2, 0, 1]]`. The 2: two samples of class 2 were
# taken for class 0.
#
# <details><summary>Hint 1 · idea</summary>Begin with zeros, go through the samples, make one entry larger for each. Which entry?</details>
# <details><summary>Hint 2 · step</summary>A NumPy array can be changed entry by entry. Without a loop: <code>a[i, j] += 1</code> with arrays i and j counts a place that occurs twice only once; <code>.at[i, j].add(1)</code> of a JAX array counts both.</details>
# <details><summary>Hint 3 · nearly code</summary>Begin: <code>np.zeros((classes, classes), int)</code>, or the same of jnp. Then a loop over <code>zip(labels, predictions)</code>, or the <code>.at</code> of hint 2, whose result is a new array: return that.</details>

# %% exercise="5.6" role="answer"
def confusion_matrix(labels, predictions, classes):
    """Count how often each true class (row) was taken for each class (column)."""
    # BEGIN SOLUTION
    return jnp.zeros((classes, classes), int).at[labels, predictions].add(1)
    # END SOLUTION

# %% [markdown] exercise="5.7" role="task"
# A shirt two pixels further left is still a shirt. **Data augmentation** shows the network changed copies of its images, others in each epoch, so that it cannot count on
# a place. Shift every image of a batch by its own number of whole pixels:
#
# $$ \text{new}_{s, y, x, c} = \text{old}_{s,\; y - \mathrm{dy}_s,\; x - \mathrm{dx}_s,\; c} \quad\text{where that is a pixel of the image, else } 0 $$
#
# | symbol | argument | shape |
# |---|---|---|
# | | `key`, a typed key: the only source of randomness | () |
# | old | `images`; leave them as they are | (batch, height, width, channels) |
# | | `max_shift`, at least 0; it may be larger than an image | whole number |
# | $\mathrm{dy}_s, \mathrm{dx}_s$ | drawn for each image, independently: −max_shift … max_shift, both ends counted, all equally likely | two whole numbers each |
# | new | returned, real numbers; the same again for the same key | as `images` |
#
# Example: an image with the rows `[1, 2, 3]`, `[4, 5, 6]`, `[7, 8, 9]`, shifted by dy = 1 (down) and dx = −1 (left), has the rows `[0, 0, 0]`, `[2, 3, 0]`, `[5, 6, 0]`. The check draws
# with many keys, and reads your shifts from images whose pixels are all different.
#
# <details><summary>Hint 1 · idea</summary>Put a frame of zeros around the images. A window of the old size, laid on the framed image, is a shifted image: where must its corner lie for "not shifted"?</details>
# <details><summary>Hint 2 · step</summary>Frame: <code>jnp.pad</code>, <code>max_shift</code> zeros on either side of height and width. A corner of the window: two whole numbers from 0 to 2·max_shift for each image. Where the frame is as wide as the largest shift, every place for the window is allowed.</details>
# <details><summary>Hint 3 · nearly code</summary><code>jax.random.randint(key, shape, low, high)</code> never gives <code>high</code> itself. One window: <code>lax.dynamic_slice(framed_image, (top, left, 0), size)</code>. All images: a loop and <code>jnp.stack</code>, or <code>jax.vmap</code> over images and corners.</details>

# %% exercise="5.7" role="answer"
def random_shift(key, images, max_shift):
    """Shift each image by its own number of pixels along both axes; zeros move in."""
    # BEGIN SOLUTION
    frame = (max_shift, max_shift)
    framed = jnp.pad(images, ((0, 0), frame, frame, (0, 0)))
    corners = jax.random.randint(key, (len(images), 2), 0, 2 * max_shift + 1)

    def window(image, corner):
        return lax.dynamic_slice(image, (corner[0], corner[1], 0), images.shape[1:])

    return jax.vmap(window)(framed, corners)
    # END SOLUTION

# %% [markdown] exercise="5.8" role="task"
# A challenge. Train a network that recognises clothes within a small budget: at most 6,000 numbers and 24,000 samples seen. A single dense layer from 784 pixels to ten
# classes would have 7,850. You choose kernels, layers and steps.
#
# The images (28 × 28, grey values between 0 and 1; ten classes) and their labels stay with a service, as in 3.8:
#
# | argument | what it is | shape |
# |---|---|---|
# | `key` | a typed key, for everything random: the same key gives the same run, another key another one | () |
# | `n` | how many labelled images there are: 8,000, in rows 0 … n − 1, *sorted by class* | whole number |
# | `gradient(params, rows)` | the gradient of the mean loss of these rows, a tree like `params`; each row costs one sample | rows (batch,) |
# | `accuracy(params, rows)` | the share of these rows that the network gets right; may be asked 200 times | → a number |
# | returned | `(params, estimate)` | |
#
# - `params` is a list of pairs `(w, b)`. First kernels, w of shape (kernel height, kernel width, channels in, filters): behind each come relu and max pooling with windows of
#   2, without padding. Then flatten, then dense layers, w of shape (inputs, outputs), with relu between them and ten scores at the end.
# - It must classify at least 0.82 of 3,000 other images right, which you never see.
# - `estimate` is what `accuracy` gives for the `params` that you return, on at least 500 rows of all ten classes for which you never ask a gradient.
#
# Both functions count their calls: use an ordinary Python loop, and call them outside `jit` and `scan`. A run takes a few seconds. The answer cell imports Adam
# (1.7): `adam_init(params)` gives its first state, `adam_step(params, state, grads, learning_rate)` returns `(params, state)` and is compiled. Batches of one size are
# compiled once; each other size takes a second more. Try your run in a cell of its own before you check:
#
# ```python
# from course_lib.probes.cnn.training_service import practice
# params, estimate = train_cnn(*practice())
# ```
#
# Example of what comes back: `([(w1, b1), (w2, b2)], 0.79)` with w1 of shape (3, 3, 1, 2) and w2 of shape (338, 10): 28 − 3 + 1 = 26 rows, pooled 13, and 13·13·2 = 338.
#
# <details><summary>Hint 1 · idea</summary>The first dense layer holds most of the numbers. What makes its input small without throwing the image away? And with few samples: what gets the most out of each?</details>
# <details><summary>Hint 2 · step</summary>Two kernels of 3 × 3 leave maps of 5 × 5: with 16 filters that is 400 inputs, so one dense layer to ten classes is affordable, a hidden one hardly. Small batches (20 rows) give more steps for the same samples. Shuffle before you put rows aside, and before every epoch.</details>
# <details><summary>Hint 3 · nearly code</summary>Kernels: <code>jnp.sqrt(2 / fan_in) * jax.random.normal(key, shape)</code>. Line up shuffled epochs, cut them off at 24,000 and <code>.reshape(-1, 20)</code>. For each batch: <code>params, state = adam_step(params, state, gradient(params, batch), rate)</code>, with a rate that starts near 0.01 and falls to 0.</details>

# %% exercise="5.8" role="answer"
from course_lib.optimizers import adam_init
from course_lib.optimizers import adam_step as adam_step_of_the_library

adam_step = jax.jit(adam_step_of_the_library)


def train_cnn(key, n, gradient, accuracy):
    """Return parameters of a trained network, and its accuracy on rows that it was not trained on."""
    # BEGIN SOLUTION
    init_key, split_key, order_key = jax.random.split(key, 3)
    shapes = [(3, 3, 1, 8), (3, 3, 8, 16), (400, 10)]
    params = []
    for layer_key, shape in zip(jax.random.split(init_key, 3), shapes):
        w = jnp.sqrt(2 / np.prod(shape[:-1])) * jax.random.normal(layer_key, shape)
        params.append((w, jnp.zeros(shape[-1])))
    rows = np.asarray(jax.random.permutation(split_key, n))
    held_out, train = rows[:1000], rows[1000:]
    epochs = [np.asarray(jax.random.permutation(k, train)) for k in jax.random.split(order_key, 4)]
    batches = np.concatenate(epochs)[:24_000].reshape(-1, 20)
    state = adam_init(params)
    for i, batch in enumerate(batches):
        rate = 0.01 * (1 - i / len(batches))
        params, state = adam_step(params, state, gradient(params, batch), rate)
    return params, accuracy(params, held_out)
    # END SOLUTION

# %% [markdown]
# ## What you can do now
#
# You can follow the shape of an image through a network, draw its parameters, put it together, train it step by compiled step, measure it on more images than fit
# into memory, say what it takes for what, make it more robust with shifted copies, and fit a good network into a small budget.
#
# What is done and what comes next: `python -m course_lib progress` in a terminal. To start one exercise over, with a copy of your answer kept:
# `python -m course_lib reset 5.3`. From chapter 06 on the course uses the library's versions of what you wrote here (`course_lib.cnn`, `course_lib.training`,
# `course_lib.augmentation`): compare them with yours.
