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
# # 03 · What can stacked weighted sums represent?
#
# A weighted sum is the plainest thing a machine can learn: multiply, add, done. On a plane it draws one straight line and says
# "this side or that". Large models consist of little else. So what do they add, that a straight line becomes a spiral?
#
# In about 80 minutes you will have taken a network apart to its sums and folds, built one by hand, passed its errors
# backwards by hand, and trained it on pictures.

# %%
import jax
import jax.numpy as jnp
import numpy as np

from course_lib import activations, images, initializers, layers, losses, metrics, optimizers, toy_data, training
from course_lib import data as course_data
from course_lib.charts import dense as dense_charts
from course_lib.charts import dense_images as image_charts
from course_lib.explorers import decision_boundary_run as boundary
from course_lib.explorers.decision_boundary import boundary_figure, explore_boundaries
from course_lib.plotting import show
from course_lib.widgets import predict

jax.config.update("jax_debug_key_reuse", True)  # JAX complains if a random key is used twice

# %% jupyter={"source_hidden": true}
networks = [boundary.Setting(depth=0), boundary.Setting(depth=1, width=6), boundary.Setting(depth=2, width=8)]
runs = [boundary.train(network) for network in networks]
probabilities = [boundary.surface(network, run.theta[-1], 240) for network, run in zip(networks, runs)]
names = ("one weighted sum", "one hidden layer of 6", "two hidden layers of 8")
titles = [f"{name}:\n{run.seen[-1]:.0%} right" for name, run in zip(names, runs)]
show(
    dense_charts.draw_regions(boundary.points(1)[0], probabilities, titles),
    alt="Two spirals of points wound into each other, three times. A single weighted sum cuts them with a straight line; "
    "one hidden layer bends the boundary a few times; two hidden layers wind it between the spirals.",
)
assert runs[0].seen[-1] < 0.7 < runs[1].seen[-1] < runs[2].seen[-1] == 1

# %% [markdown]
# *200 points in two classes, three models.* On the left one weighted sum: a straight line. In the middle the line is bent a few times,
# on the right it winds between the spirals. Every piece of these boundaries is still straight.

# %% [markdown]
# ## What you will be able to do
#
# - Compute a dense layer for one sample and for a batch, say its shapes, and count its parameters (3.1, 3.6).
# - Show why stacked weighted sums are worth one, and what an activation between them changes (3.2, 3.4).
# - Choose the size of the first weights so that a signal survives many layers (3.3).
# - Pass a gradient backwards through a layer by hand, and check it (3.5).
# - Turn a function of one sample into one of a whole batch, and say when compiling pays (3.7).
# - Train a network on pictures, and judge it on pictures that it never saw (3.8).
#
# Write the exercises in `exercises/03_dense.ipynb` as you go, or all at the end.

# %% [markdown]
# ## Warm-up
#
# Answer each in your head before you open it. They look back at chapters 00, 01 and 02.
#
# 1. For $\hat y = x \cdot \theta$ and half the mean squared error: what is the gradient, in words?
# 2. A convolution with a 3×3 kernel makes 32 channels out of one. How many parameters has it, and how does that depend on the size of the image?
# 3. You call `jax.random.normal(key, (3,))` twice with the same key. What do you get, and what should you do?
#
# <details><summary>Answer 1</summary>
#
# The mean of error times input. Keep it in mind: every layer of a network will have a gradient of this form.
# </details>
# <details><summary>Answer 2</summary>
#
# $(3 \cdot 3 \cdot 1 + 1) \cdot 32 = 320$, whatever the size of the image. A dense layer has no such luck: it will have one weight for every
# pair of pixel and output.
# </details>
# <details><summary>Answer 3</summary>
#
# The same three numbers twice. Split the key, and use each part once.
# </details>

# %% [markdown]
# ## What the article says
#
# §1.3.1 and §2.1 say that deep learning uses networks of many layers to learn complicated relations in data. §1.3.5.3 gives one such layer, the
# fully connected or **dense layer**: it serves to *classify*, and each of its outputs is a weighted sum of *all* inputs, so that it learns "global" features.
#
# <span lang="zh">深度学习用多层网络学习数据中的复杂关系；按文章的说法，全连接层的每个输出都是所有输入的加权和，学习“全局”特征，用于分类。</span>
#
# $$z_j = \sum_{i=1}^{N} x_i \cdot w_{ij} + b_j$$
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | $x_i$ | input number $i$ | `x` | `(d_in,)`; a batch: `(batch, d_in)` |
# | $w_{ij}$ | **weight** from input $i$ to output $j$ | `w` | `(d_in, d_out)` |
# | $b_j$ | **bias term** of output $j$: what it says when all inputs are 0 | `b` | `(d_out,)` |
# | $z_j$ | output $j$, also called a **neuron** or a unit | `z` | `(d_out,)`; a batch: `(batch, d_out)` |
# | $N$ | number of inputs (*not* of samples, nor of parameters), from here on written $d_{in}$ | `d_in` | scalar |
#
# The formula is right, and it is all there is in a layer. In the sentence one word is wrong and another only half true, and something is missing
# without which no stack of such layers is worth more than one. You will find all three.

# %% [markdown]
# ## By hand: one neuron, a layer, a batch
#
# Three inputs, $x = (2, -1, 3)$. One neuron has a weight for each of them, $(1, 2, 0.5)$, and a bias, $1$:
#
# $$z_1 = 2 \cdot 1 + (-1) \cdot 2 + 3 \cdot 0.5 + 1 = 2.5$$
#
# A second neuron sees the same inputs with weights $(0, -1, 1)$ and bias $-2$: $z_2 = 0 + 1 + 3 - 2 = 2$. Two neurons are a layer. Their weights
# stand side by side as the *columns* of one matrix:
#
# $$W = \begin{pmatrix} 1 & 0 \\ 2 & -1 \\ 0.5 & 1 \end{pmatrix}, \qquad b = (1, -2), \qquad z = x W + b = (2.5,\ 2).$$
#
# First the sum as it is written, then one sample without a loop, then the library's function, which you write in exercise 3.1.

# %%
x = jnp.array([2.0, -1.0, 3.0])
w = jnp.array([[1.0, 0.0], [2.0, -1.0], [0.5, 1.0]])
b = jnp.array([1.0, -2.0])

def neuron_by_loop(x, w, b, j):
    total = b[j]
    for i in range(len(x)):
        total += x[i] * w[i, j]
    return total

by_loop = [neuron_by_loop(x, w, b, j) for j in range(2)]
vectorised = jnp.sum(x[:, None] * w, axis=0) + b  # (3, 1) * (3, 2) -> (3, 2) -> (2,)
print(vectorised, layers.dense(x, w, b))
assert np.allclose(by_loop, vectorised) and np.allclose(layers.dense(x, w, b), vectorised)

# %% [markdown]
# A batch is a matrix with one sample per row. Each row goes through the same layer and knows nothing of the others; the bias is added to every row.

# %%
batch = jnp.stack([x, 2 * x, jnp.zeros(3)])  # (3 samples, 3 inputs)
print(layers.dense(batch, w, b))
assert np.allclose(layers.dense(batch, w, b)[0], vectorised)
assert np.allclose(layers.dense(batch, w, b)[2], b)  # all inputs 0: what is left is the bias

# %% [markdown]
# The second row is not twice the first: with a bias, doubling the input does not double the output. This layer has $3 \cdot 2$ weights and 2 biases. In general there are
# $(d_{in} + 1)\, d_{out}$ parameters, and one multiplication and one addition per weight and sample. Chapter 00 wrote that as $2N$ FLOPs, with $N$ for the number of parameters; in the article's formula $N$ is the number of inputs.

# %% [markdown]
# ## Stacking alone gains nothing
#
# Put one layer on another. On numbers: $3\,(2x + 1) + 4 = 6x + 7$. Two layers, and yet one: a slope and a bias. With matrices it is the same,
#
# $$(x W_1 + b_1)\, W_2 + b_2 = x\, \underbrace{W_1 W_2}_{W} + \underbrace{b_1 W_2 + b_2}_{b} .$$
#
# So fold five layers into one, pair by pair, and compare.

# %%
key = jax.random.key(0)  # every random number of this notebook comes from here
straight = lambda z: z  # no activation

def collapse(params):
    w, b = params[0]
    for w_next, b_next in params[1:]:
        w, b = w @ w_next, b @ w_next + b_next
    return w, b

key, key_five = jax.random.split(key)
five = jax.tree.map(np.asarray, initializers.mlp_init(key_five, [2, 8, 8, 8, 8, 1], gain=1.0))
points = np.stack(np.meshgrid(*[np.linspace(-3, 3, 41)] * 2), axis=-1)  # (41, 41, 2), a grid on the plane
gap = np.abs(layers.mlp(five, points, straight) - layers.dense(points, *collapse(five))).max()
print(f"{layers.count_params(five)} parameters, and 3 do the same: largest difference {gap:.0e}")
assert gap < 1e-5

# %% [markdown]
# So five layers *are* one. But will training find the same one? Take two classic plane data sets with 200 points. **XOR**: four clouds in the corners, of which those
# that lie across from each other belong together. The spirals are like those at the top, drawn anew. The score $z$ says class 1 where it is positive; the loss is the logistic loss of chapter 01.

# %% jupyter={"source_hidden": true}
predict(
    "You train one and five stacked dense layers on the spirals, nothing between them, until the loss stops falling. "
    "One layer gets about two thirds of the points right. And the others?",
    {
        "More layers, more right": (
            "They have 249 parameters instead of 3. But whatever these are, the product of the matrices is one "
            "matrix: the boundary stays a straight line."
        ),
        "The same, to the last point": (
            "Every stack can say exactly what one layer can say, no more and no less. All of them find the "
            "best straight line."
        ),
        "Fewer: deep stacks are hard to train": (
            "Their loss does look different as a function of the parameters: a product of five matrices. But here "
            "descent finds the way, to the same line."
        ),
        "The same number, but other points": (
            "The logistic loss of a straight line has one lowest point. Where all arrive there, they "
            "draw the same line, and the same points are right."
        ),
    },
    answer="The same, to the last point",
)

# %% [markdown]
# The training loop is chapter 01's Adam. `jax.lax.scan` repeats `step` 500 times. Its `carry` is what one step hands on to the next: the parameters and Adam's state. What `step` returns beside it, the loss, is collected.
#
# `params` is a list of pairs (w, b). Such a nest of lists, tuples and dicts of arrays is a **pytree**, or tree: `jax.value_and_grad` returns the loss and a tree of gradients of the same form. And `jax.jit` compiles a function before it runs; more of both below.

# %%
adam = optimizers.adam(0.03)

def toy_loss(params, x, y, activation):
    return losses.binary_cross_entropy(layers.mlp(params, x, activation)[:, 0], y)

def train(params, data, activation=activations.relu, steps=500):
    def step(carry, _):
        params, state = carry
        value, grads = jax.value_and_grad(toy_loss)(params, *data, activation)
        return adam.step(params, state, grads), value

    (params, _), values = jax.lax.scan(step, (params, adam.init(params)), length=steps)
    return params, values

def guesses(params, x, activation=activations.relu):
    return layers.mlp(params, x, activation)[:, 0] > 0  # class 1?

# %% tags=["measured"]
key, key_xor, key_spirals, *keys_depth = jax.random.split(key, 5)
data = {"XOR": toy_data.xor(key_xor, 200, 0.3), "spirals": toy_data.spirals(key_spirals, 200)}
train_straight = jax.jit(lambda params, data: train(params, data, straight, 1000))
said = {name: [] for name in data}
for depth, key_depth in zip((1, 5), keys_depth):
    start = initializers.mlp_init(key_depth, [2] + [8] * (depth - 1) + [1], gain=1.0)
    for name, points in data.items():
        params, values = jax.tree.map(np.asarray, train_straight(start, points))
        said[name].append(guesses(params, np.asarray(points.x), straight))
        share = np.mean(said[name][-1] == np.asarray(points.y))
        print(f"{name:7s} layers: {depth}, loss {values[-1]:.4f}, right {share:.3f}")
assert (said["spirals"][0] == said["spirals"][1]).all()

# %% [markdown]
# The same loss and, on the spirals, the same answer for every single point. Depth alone is a costly way to write one matrix.
#
# The loss of XOR is $\log 2 = 0.693$: the best that this loss can do is "one half" everywhere. A straight line could do better, though:

# %%
angles = np.linspace(0, 2 * np.pi, 181)
normals = np.stack([np.cos(angles), np.sin(angles)])  # (2, 181), every direction
sides = np.asarray(data["XOR"].x) @ normals  # (200, 181), how far each point lies along each direction
cuts = np.linspace(-2, 2, 81)
shares = np.mean((sides[:, :, None] > cuts) == (np.asarray(data["XOR"].y) == 1)[:, None, None], axis=0)
print(f"the best of {shares.size:,} straight lines gets {shares.max():.3f} of XOR right")
assert 0.72 < shares.max() < 0.8

# %% [markdown]
# Three clouds of four. A line with the lowest *loss* is not the one with the most points right. That is the difference between a loss and a metric; chapter 04 is about it.

# %% [markdown]
# ## The bend between the sums
#
# What is missing between two layers is something that is not straight. It can be tiny: a function of a single number, applied to every unit, the **activation function**, or activation. The output of a layer with its activation is called a **hidden layer**,
# since neither the data nor the answer shows it. The most used is **relu**, $\max(0, z)$: it keeps what is positive. On the plane it folds: on one side of a line the unit grows, on the other it is silent.
#
# | name | $\varphi(z)$ | slope $\varphi'(z)$ | largest slope |
# |---|---|---|---|
# | relu | $\max(0, z)$ | 1 where $z > 0$, else 0 | 1 |
# | **sigmoid** | $\sigma(z) = 1/(1 + e^{-z})$ | $\sigma\,(1 - \sigma)$ | ¼ |
# | tanh | $(e^z - e^{-z})/(e^z + e^{-z})$ | $1 - \tanh^2$ | 1 |
# | gelu | $z\, \Phi(z)$, $\Phi$ the normal distribution's share below $z$ | $\Phi(z) + z\, \Phi'(z)$ | 1.13 |

# %% jupyter={"source_hidden": true}
z = np.linspace(-4, 4, 161)
shapes = {"relu": activations.relu, "sigmoid": activations.sigmoid, "tanh": jnp.tanh, "gelu": activations.gelu}
slopes = jax.jit(lambda z: {name: jax.vmap(jax.grad(f))(z) for name, f in shapes.items()})(z)
show(
    dense_charts.draw_activations(z, {name: np.asarray(f(z)) for name, f in shapes.items()}, slopes),
    alt="Left: relu is 0 then rises with slope 1; gelu is a smoothed relu that dips below 0; sigmoid and tanh are S-shaped. "
    "Right: their slopes; relu's jumps from 0 to 1, tanh's is a hill of height 1, the sigmoid's a low hill of height 0.25.",
)
assert np.isclose(slopes["sigmoid"].max(), 0.25) and 1.12 < slopes["gelu"].max() < 1.14

# %% [markdown]
# On the left the activations, on the right their slopes. The slope matters as much as the value, since every gradient on its way back is multiplied by it. The sigmoid passes on a quarter at best. By hand at $z = 0$: $\sigma = ½$, the slope
# $½ \cdot ½ = ¼$. As a loop, vectorised, by the library and by `jax.grad`; relu and its slope are yours in exercise 3.2.

# %%
z = jnp.array([-3.0, 0.0, 0.5, 2.0])
sigma = [1 / (1 + np.exp(-float(value))) for value in z]
by_loop = [s * (1 - s) for s in sigma]
vectorised = jnp.exp(-z) / (1 + jnp.exp(-z)) ** 2  # the same slope, from the quotient rule
by_grad = jax.vmap(jax.grad(activations.sigmoid))(z)  # a derivative for each entry
for other in (vectorised, activations.sigmoid_grad(z), by_grad):
    assert np.allclose(by_loop, other, atol=1e-6)
print("slopes", np.round(by_loop, 3), f"· the slopes alone, through 20 sigmoid layers: at most 0.25²⁰ = {0.25**20:.0e}")

# %% [markdown]
# `jax.vmap` applies a function of one number to each number of an array; more of it soon. And relu at exactly 0, where there is no slope? Every answer from 0 to 1 is defensible, and JAX gives two of them:

# %%
print("max(z, 0):", jax.grad(lambda z: jnp.maximum(z, 0.0))(0.0), "· relu:", jax.grad(activations.relu)(0.0))
assert jax.grad(jax.nn.relu)(0.0) == jax.grad(activations.relu)(0.0) == 0

# %% [markdown]
# A maximum of two equal numbers shares its slope out, half to each. `relu`, ours and JAX's own, says 0 by convention.
#
# ### XOR with two folds, by hand
#
# Take the four corners $(0,0), (0,1), (1,0), (1,1)$, class 1 where exactly one coordinate is 1. Two relu units suffice, with weights that you can guess: both look at $s = x_1 + x_2$.
#
# | $x$ | $s$ | $h_1 = \mathrm{relu}(s)$ | $h_2 = \mathrm{relu}(s - 1)$ | $z = h_1 - 2 h_2$ |
# |---|---|---|---|---|
# | (0, 0) | 0 | 0 | 0 | 0 |
# | (0, 1) | 1 | 1 | 0 | 1 |
# | (1, 0) | 1 | 1 | 0 | 1 |
# | (1, 1) | 2 | 2 | 1 | 0 |

# %%
w1, b1 = jnp.array([[1.0, 1.0], [1.0, 1.0]]), jnp.array([0.0, -1.0])
w2, b2 = jnp.array([[1.0], [-2.0]]), jnp.array([0.0])
corners = jnp.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
hidden = activations.relu(layers.dense(corners, w1, b1))
print("scores", layers.dense(hidden, w2, b2).ravel())
assert layers.mlp([(w1, b1), (w2, b2)], corners).ravel().tolist() == [0, 1, 1, 0]

# %% jupyter={"source_hidden": true}
show(
    dense_charts.draw_xor(np.asarray(corners), np.asarray(hidden)),
    alt="Left: the four corners, crosswise of two classes, and two parallel fold lines. Right: the same corners as the "
    "hidden layer sees them; the two of class 1 lie on one spot, and a straight line parts them from the other two.",
)

# %% [markdown]
# On the left no straight line parts the circles from the squares. On the right is what the last layer gets to see: the two circles have fallen onto *one spot*, and a straight line suffices. The one drawn is where $z = h_1 - 2 h_2 = ½$, halfway between the scores 0 and 1. The hidden layer did not classify. It moved the points to where one weighted sum can.

# %% [markdown]
# ## Will training find it? Trees, `jit`, `vmap`
#
# You know a network with two relu units that solves XOR. Does gradient descent find one too, from random weights?

# %% jupyter={"source_hidden": true}
predict(
    "Two relu units can solve XOR. You train that network of 9 parameters 100 times, 500 steps of Adam each, from 100 random "
    "starts. How often does it get all four clouds right?",
    {
        "Practically always": (
            "What exists need not be found. If a unit starts on the wrong side, it is silent for whole clouds, has slope 0 "
            "there, and nothing tells it where to go."
        ),
        "In about half of the starts": (
            "It does depend on the draw. But both units have to start in the right place, and that is rarer than one of them."
        ),
        "In about a quarter of the starts": (
            "It depends on the draw. The other runs end with three clouds right, and from there each small step only "
            "makes it worse."
        ),
        "Never: 9 parameters are too few": (
            "They are enough, as you have just computed by hand. And a part of the starts lies so that descent gets there."
        ),
    },
    answer="In about a quarter of the starts",
)

# %% [markdown]
# A hundred trainings of 500 steps: now it matters how Python and JAX share the work. Three tools, each measured.
#
# ### A tree instead of many names
#
# `params` is a list of tuples. `jax.tree.map` applies a function leaf by leaf, `jax.tree.leaves` lists the arrays. So Adam needs no word about layers.

# %%
key, key_pair = jax.random.split(key)
params = initializers.mlp_init(key_pair, [2, 2, 1])
print("shapes:", jax.tree.map(jnp.shape, params))
print("numbers in", len(jax.tree.leaves(params)), "leaves:", layers.count_params(params))

# %% [markdown]
# ### `jit`: compile once, run often
#
# `jax.jit` traces a function once, with placeholders in place of numbers, and compiles everything between input and output into one piece of machine code. That saves Python's walk from operation to operation. The price: the first call compiles, and so does every new *shape*; and
# what Python does inside, like printing, happens only while tracing.

# %%
import time

def seconds(f, *arguments, repeat=5):
    jax.block_until_ready(f(*arguments))  # the first call may compile
    times = []
    for _ in range(repeat):
        begin = time.perf_counter()
        jax.block_until_ready(f(*arguments))  # JAX returns before it is done
        times.append(time.perf_counter() - begin)
    return min(times)

# %% tags=["measured"]
gradient = lambda params, x, y: jax.grad(toy_loss)(params, x, y, activations.relu)
plain = seconds(gradient, params, *data["XOR"])
compiled = seconds(jax.jit(gradient), params, *data["XOR"], repeat=50)
print(f"one gradient: {1e3 * plain:.1f} ms operation by operation, {1e3 * compiled:.3f} ms compiled,", end=" ")
print(f"{plain / compiled:.0f} times as fast")
assert plain / compiled > 10

# %% [markdown]
# `train` gains more: there the whole loop of 500 steps is one compiled piece.
#
# ### `vmap`: write for one, run for many
#
# `jax.vmap` turns a function of one thing into a function of many, by giving every operation inside a leading axis. Take the loss of a single point, and ask for that of each of the 200: call by call, though compiled, or all at once.

# %% tags=["measured"]
loss_of_one = lambda x_i, y_i: toy_loss(params, x_i[None], y_i[None], activations.relu)
compiled_one, compiled_all = jax.jit(loss_of_one), jax.jit(jax.vmap(loss_of_one))
by_calls = lambda x, y: [compiled_one(x_i, y_i) for x_i, y_i in zip(x, y)]
x, y = np.asarray(data["XOR"].x), np.asarray(data["XOR"].y)
calls, at_once = seconds(by_calls, x, y), seconds(compiled_all, x, y, repeat=50)
print(f"200 losses: {1e3 * calls:.2f} ms call by call, {1e3 * at_once:.3f} ms with vmap, {calls / at_once:.0f} times as fast")
assert np.allclose(by_calls(x, y), compiled_all(x, y), atol=1e-6) and calls / at_once > 5

# %% [markdown]
# Exercise 3.7 does it with gradients. Now not samples but whole *networks*: 100 sets of parameters are one tree whose arrays have a leading axis of 100, and `train` becomes the training of 100 networks.
#
# You train networks of two units, and of eight for comparison. Another shape would be compiled anew, so the two units get six more whose weights are all 0: relu is silent at 0 and has slope 0 there, so these six never move.

# %%
def train_xor(params):
    params, _ = train(params, data["XOR"])
    return params, jnp.mean(guesses(params, data["XOR"].x) == (data["XOR"].y == 1))

train_hundred = jax.jit(jax.vmap(train_xor))  # every array with a leading axis of 100

def draw(key, width, full=8):
    (w1, b1), (w2, b2) = initializers.mlp_init(key, [2, width, 1])
    off = (0, full - width)
    return [(jnp.pad(w1, ((0, 0), off)), jnp.pad(b1, off)), (jnp.pad(w2, (off, (0, 0))), b2)]

# %% tags=["measured"]
key, key_pairs, key_more = jax.random.split(key, 3)
found = {}
for key_width, width in ((key_pairs, 2), (key_more, 8)):
    hundred = jax.jit(jax.vmap(lambda key: draw(key, width)))(jax.random.split(key_width, 100))
    shares = np.asarray(train_hundred(hundred)[1])
    found[width] = np.mean(shares > 0.95)
    print(f"{width} units: all four clouds right in {found[width]:.0%} of 100 starts", end="")
    print(f"; in the others {shares[shares <= 0.95].max():.0%} of the points at most" if found[width] < 1 else "")
assert 0.15 < found[2] < 0.35 and found[8] > 0.95

# %% [markdown]
# So a network can be able to *represent* an answer, and training still miss it: with two units in about three starts of four, which end with three clouds right. The remedy is odd but works. Give it more units than it needs, and some of them start in the right place.

# %% [markdown]
# ## Explore: how few hidden units separate the spirals?
#
# Each move trains a network afresh, 450 steps of Adam on 200 points, and shows where it is undecided (black line). The dashed lines are the folds of the first layer: one per unit, where its weighted sum is 0. Find out:
#
# 1. *relu*, one hidden layer. With how few units do you get all 200 points right? Try all starting weights.
# 2. The same with two hidden layers. How many units is that in all?
# 3. Set the activation to *none*. What do layers and units change now?
# 4. Compare *relu* and *tanh*. Where does the boundary bend with relu?
# 5. Move the training step, or replay the training. What comes first, the rough direction or the detail?

# %%
explore_boundaries()

# %% jupyter={"source_hidden": true}
fig, words = boundary_figure(depth=1, width=4, start=2)
show(
    fig,
    alt="Left: two spirals, four dashed folds, and a boundary of straight pieces along them that misses the inner turns. "
    f"Right: the loss per step falls a little and stays. {words}",
)

# %% [markdown]
# Without a running kernel you see this one setting, with starting weights 2: four folds are too few, and the loss stands still.
#
# <details><summary>What you should have found</summary>
#
# 1. With six, from starting weights 3. From most other starts six do not get there, and even eight mostly miss a few points.
# 2. Four in each layer, from starting weights 7: eight in all. That is more than in one layer!
# 3. Nothing: one straight line, whatever you add.
# 4. With relu the boundary is made of straight pieces, and it bends where it crosses a fold of the first layer (or one of a later layer, which is not drawn). With tanh it is round.
# 5. The rough direction. The inner turns come last.
# </details>

# %% [markdown]
# Does it matter how the units are stacked? Five starts for each number of units, all in one layer or half of them in each of two.

# %% tags=["measured"]
def spirals_right(depth, width):
    settings = [boundary.Setting(data=1, depth=depth, width=width, start=start) for start in range(5)]
    return np.array([boundary.train(setting).seen[-1] for setting in settings])

units = [4, 6, 8, 12, 16]
stacked = {
    "one hidden layer": np.array([spirals_right(1, n) for n in units]),
    "two hidden layers": np.array([spirals_right(2, n // 2) for n in units]),
}
for name, values in stacked.items():
    print(f"{name:17s}", ", ".join(f"{n} units {v.mean():.3f}" for n, v in zip(units, values)))

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    dense_charts.draw_widths(units, stacked),
    alt="Share of the spirals' points told right against the number of hidden units, five starts each. With 4 to 8 units one "
    "layer lies above two; with 12 and 16 both come close to all points. The starts scatter widely.",
)
one, two = (values.mean(axis=1) for values in stacked.values())
assert (one[:3] > two[:3]).all() and one[-1] > 0.98 and two[-1] > 0.98

# %% [markdown]
# Few units do more side by side than stacked: a second layer of two or three units is a narrow gate, and what does not get through is lost. With twelve units it no longer matters. So depth is no good in itself. And the scatter says: which start you draw counts as much as which network you choose.

# %% [markdown]
# ## What can they represent?
#
# Now the question of the chapter, in one dimension and without any training. A weighted sum of relus is a line with a kink wherever one of them begins. So choose the kinks, and the weights follow: the weight of each relu is the *change of slope* at its kink. By hand, for
# $f(0) = 0,\ f(1) = 2,\ f(2) = 1$: the slope is 2, then $-1$, a change of $-3$. So take $2\,\mathrm{relu}(x) - 3\,\mathrm{relu}(x - 1)$; at $x = 2$ it is $4 - 3 = 1$.

# %%
relu = lambda z: np.maximum(z, 0)  # NumPy's: many shapes are coming, and JAX would compile for each

def network_through(f, n):
    """One hidden layer of n relu units through f at n + 1 places: no training, only slopes."""
    places = np.linspace(0, 2 * np.pi, n + 1)
    slopes = np.diff(f(places)) / np.diff(places)
    changes = np.diff(slopes, prepend=0.0)
    return [(np.ones((1, n)), -places[:-1]), (changes[:, None], f(places[:1]))]

wave = lambda x: np.sin(x) + 0.5 * np.sin(3 * x)
x_line = np.linspace(0, 2 * np.pi, 1001)
counts = np.array([4, 8, 16, 32, 64])
drawn = {n: np.asarray(layers.mlp(network_through(wave, n), x_line[:, None], relu))[:, 0] for n in counts}
gaps = np.array([np.abs(drawn[n] - wave(x_line)).max() for n in counts])
order = np.polyfit(np.log(counts[2:]), np.log(gaps[2:]), 1)[0]
print("off by", ", ".join(f"{gap:.3f} ({n} units)" for n, gap in zip(counts, gaps)))
print(f"in the end the error goes as n to the power {order:.1f}")

# %% [markdown]
# In the end twice the units mean a quarter of the error. Any continuous function on a bounded piece can be met as closely as you like by one hidden layer, in many dimensions too; that is a theorem, proved first for sigmoids [@cybenko1989]. This is what *can represent* means. It says nothing about how many units it takes, or whether training finds them.
#
# How many it takes is where depth comes in. Two relu units make a tent, $t(x) = 2\,\mathrm{relu}(x) - 4\,\mathrm{relu}(x - ½)$: up from 0 to 1, and down again. Put the tent on top of itself. Each tent runs through both sides of the one below, so the pieces *double* with each layer. A single hidden layer only adds kinks: $n$ units, at most $n + 1$ pieces.

# %%
tent = [(np.ones((1, 2)), np.array([0.0, -0.5])), (np.array([[2.0], [-4.0]]), np.array([0.0]))]
x_unit = np.linspace(0, 1, 2**12 + 1)
saws = [x_unit[:, None]]
for depth in range(1, 7):
    saws.append(layers.mlp(tent, saws[-1], relu))
    turns = np.count_nonzero(np.diff(np.sign(np.diff(saws[-1][:, 0]))))
    print(f"hidden layers: {depth}, units: {2 * depth:2d}, pieces: {turns + 1:2d}; in one hidden layer at most {2 * depth + 1}")
    assert turns + 1 == 2**depth

# %% jupyter={"source_hidden": true}
show(
    dense_charts.draw_pieces(x_line, wave(x_line), {n: drawn[n] for n in (4, 8)}, counts, gaps, x_unit, saws[5][:, 0]),
    alt="Left: a wavy curve and two networks of straight pieces through it; the one of 8 units is closer. Middle: error "
    "against units, in the end a straight line of slope -2 on logarithmic axes. Right: a sawtooth of 32 straight pieces.",
)
assert -2.2 < order < -1.8

# %% [markdown]
# Ten units in five layers make 32 pieces; in one layer they make at most 11. With depth, the price that a shallow network pays for such a sawtooth grows exponentially [@telgarsky2015]. But nobody says that *your* data are a sawtooth.

# %% [markdown]
# ## A layer is a change of representation
#
# Back to the spirals. Train a network whose last hidden layer has only *two* units: then you can look at what it hands to the last weighted sum. To see what happens to the plane, a grid travels through the layers too.

# %% tags=["measured"]
key, key_funnel = jax.random.split(key)
start = initializers.mlp_init(key_funnel, [2, 16, 2, 1], gain=1.0)
funnel, values = jax.jit(lambda params: train(params, data["spirals"], jnp.tanh, 300))(start)

def hidden_layers(params, x, activation=jnp.tanh):
    seen = [x]
    for w, b in params[:-1]:
        seen.append(activation(layers.dense(seen[-1], w, b)))
    return seen

seen = hidden_layers(funnel, data["spirals"].x)
print("shapes", [layer.shape for layer in seen], f"loss {values[-1]:.4f}")

# %% [markdown]
# Does a straight line separate the points *now*? Ask a fresh weighted sum that is trained on nothing but what each layer shows: a **linear probe**, here scikit-learn's logistic regression. For comparison, a first layer of the same size whose weights were only drawn, never trained.

# %% tags=["measured"]
from sklearn.linear_model import LogisticRegression

def probe(layer):
    layer, y = np.asarray(layer), np.asarray(data["spirals"].y)
    return LogisticRegression(C=1e4, max_iter=10_000).fit(layer, y).score(layer, y)

separable = [probe(layer) for layer in seen]
untrained = probe(hidden_layers(start, data["spirals"].x)[1])
print("a probe gets right: raw {:.3f}, after the first hidden layer {:.3f}, after the second {:.3f}".format(*separable))
print(f"after a first layer of 16 untrained units: {untrained:.3f}")
assert separable[0] < 0.75 and min(untrained, *separable[1:]) > 0.95

# %% tags=["measured"] jupyter={"source_hidden": true}
grid = dense_charts.grid_lines(1.6, 9)
warped = [np.asarray(hidden_layers(funnel, line)[-1]) for line in grid]
show(
    dense_charts.draw_warp(data["spirals"], seen[-1], grid, warped, funnel[-1]),
    alt="Left: two spirals on a square grid. Right: the same points and the same grid as two hidden units show them: pulled "
    "and folded, the two classes far apart, with a straight line between them.",
)

# %% [markdown]
# A straight line gets about two thirds of the raw spirals right, and all or nearly all after a hidden layer. And a surprise: sixteen units that were only drawn, never trained, bring it nearly as far, since each is one more direction to cut along. Width alone helps. What training adds is that in the end *two* units are enough, and those you can look at. On the right is the same grid, pulled and folded until the classes lie apart [@olah2014]. The last weighted sum then draws a straight line, as it always does. So the hidden layers do the work, and their work is not to classify: it is to *rewrite the input* so that a straight line will do.

# %% [markdown]
# ## Backpropagation by hand
#
# Where do the gradients of all these weights come from? From the chain rule, applied from the back to the front, so that nothing is computed twice: **backpropagation** [@rumelhart1986]. By hand on the smallest network with a hidden layer, $\hat y = w_2\, \mathrm{relu}(w_1 x + b_1) + b_2$, with the loss $J = ½ (\hat y - y)^2$.
#
# Let $x = 2,\ y = 1$ and $w_1 = 0.5,\ b_1 = 0,\ w_2 = 3,\ b_2 = -1$. Forwards: $z = 1$, $h = 1$, $\hat y = 2$, $J = ½$. Backwards, each line uses those above; $dh$ is short for $\partial J/\partial h$:
#
# | what | rule | number |
# |---|---|---|
# | $d\hat y$ | $\hat y - y$ | 1 |
# | $dw_2$ and $db_2$ | $h \cdot d\hat y$ and $d\hat y$ | 1 and 1 |
# | $dh$ | $d\hat y \cdot w_2$ | 3 |
# | $dz$ | $dh \cdot \mathrm{relu}'(z)$ | 3 |
# | $dw_1$ and $db_1$ | $x \cdot dz$ and $dz$ | 6 and 3 |
#
# Input times error, again: at each layer the input is what comes in from below, and the error is what comes back from above.

# %%
tiny = [(jnp.array([[0.5]]), jnp.array([0.0])), (jnp.array([[3.0]]), jnp.array([-1.0]))]
tiny_loss = lambda params: losses.half_mse(jnp.array([[1.0]]), layers.mlp(params, jnp.array([[2.0]])))
slopes = [float(leaf.squeeze()) for leaf in jax.tree.leaves(jax.jit(jax.grad(tiny_loss))(tiny))]
print("dw1, db1, dw2, db2 =", slopes)
assert slopes == [6, 3, 1, 1]

# %% [markdown]
# Now a real one: the 442 patients of chapter 01, ten measurements → 16 relu units → one forecast. First for a single patient, written out.

# %%
patients = course_data.load_diabetes()
key, key_net = jax.random.split(key)
(w1, b1), (w2, b2) = params = jax.tree.map(np.asarray, initializers.mlp_init(key_net, [10, 16, 1]))

x, y = np.asarray(patients.x)[7], np.asarray(patients.y)[7]  # one patient: (10,) and a number
z = layers.dense(x, w1, b1)  # (16,)
h = activations.relu(z)
dy = layers.dense(h, w2, b2)[0] - y
dw2, db2 = h * dy, dy  # (16,) and a number
dh = w2[:, 0] * dy  # (16,)
dz = dh * activations.relu_grad(z)
dw1 = np.array([[x_i * dz_j for dz_j in np.asarray(dz)] for x_i in np.asarray(x)])  # (10, 16): input i times error j
db1 = dz

# %%
patient_loss = lambda params, x, y: losses.half_mse(y[:, None], layers.mlp(params, x))
by_grad = jax.tree.leaves(jax.jit(jax.grad(patient_loss))(params, x[None], y[None]))
for by_hand, theirs in zip((dw1, db1, dw2, db2), by_grad):
    assert np.allclose(by_hand, theirs.reshape(by_hand.shape), atol=1e-5)
print("one patient:", [leaf.shape for leaf in by_grad], "all as by hand")

# %% [markdown]
# For a batch, the products become matrix products and the errors of all samples add up. The library's `dense_backward` does it for one layer; you write it in exercise 3.5. The loss is a mean over 442 patients, so each error enters with a share of 1/442.

# %%
x, y = np.asarray(patients.x), np.asarray(patients.y)[:, None]  # (442, 10), (442, 1)
z = layers.dense(x, w1, b1)
h = relu(z)
dy = (layers.dense(h, w2, b2) - y) / len(x)
dh, dw2, db2 = layers.dense_backward(h, w2, dy)
_, dw1, db1 = layers.dense_backward(x, w1, dh * (z > 0))  # relu's slope: 1 where z > 0

by_grad = jax.tree.leaves(jax.jit(jax.grad(patient_loss))(params, patients.x, patients.y))
off = max(float(np.abs(a - b).max()) for a, b in zip((dw1, db1, dw2, db2), by_grad))
print(f"{layers.count_params(params)} slopes by hand and by jax.grad: largest difference {off:.0e}")
assert off < 1e-5

# %% [markdown]
# What does it cost? Forwards a layer makes one matrix product, $x W$. Backwards it makes two of the same size, one for $dW$ and one for $dx$. That is 2 + 4 FLOPs for each weight and sample: the $6 N D$ of chapter 00, where $N$ is the number of parameters and $D$ that of samples (there: tokens) seen.
# And what each layer put out has to be kept until the gradient comes back. That is one reason why training needs so much more memory than use.

# %% [markdown]
# ## When it fails: twenty layers
#
# Let a unit sum $d_{in}$ inputs with random weights of mean 0 and variance $\sigma_w^2$. The variances of independent terms add up, so the mean square of $z$ is $d_{in}\, \sigma_w^2$ times the mean square of the inputs. Relu keeps the positive half, and with it half of the mean square. So each layer multiplies the root mean square (rms) of the signal by
#
# $$\sqrt{\tfrac12\, d_{in}\, \sigma_w^2}\;.$$
#
# That factor is 1 only for $\sigma_w^2 = 2/d_{in}$. The number of inputs is also called the **fan-in**. This is **He initialisation** [@he2015]. By hand: for 256 inputs, $\sigma_w = \sqrt{2/256} = 0.088$.

# %% jupyter={"source_hidden": true}
predict(
    "20 relu layers of 256 units. You draw the weights with standard deviation 0.05 instead of 0.088. "
    "How large is the signal after the last layer, if the input has rms 1?",
    {
        "About 0.6": (
            "0.05/0.0884 = 0.566 is the factor of one layer. The next layer multiplies what is left by it again."
        ),
        "About 0.03": "That is 0.566 divided by 20. But layers multiply; they do not share out.",
        "About 0.00001": (
            f"0.566 to the power of 20 is {1e5 * 0.566**20:.1f} · 10⁻⁵. A factor of less than two in the weights, and the signal is gone."
        ),
        "Exactly 0: relu cuts everything off": (
            "Relu silences about half of the units in each layer, whatever the size of the weights. The rest goes on."
        ),
    },
    answer="About 0.00001",
)

# %%
def signals(key, std, width=256, num_layers=20):
    """The rms of the activations before and after each layer, and of the gradient of each layer's weights."""
    key_x, key_target, key_w = jax.random.split(key, 3)
    x, target = (jax.random.normal(k, (100, width)) for k in (key_x, key_target))
    draw = lambda key: initializers.normal_init(key, width, width, std)
    weights = jax.vmap(draw)(jax.random.split(key_w, num_layers))  # twenty equal layers are one array (20, 256, 256)
    rms = lambda a: jnp.sqrt(jnp.mean(a**2))

    def layer(h, w):  # carry: the activations; collected: their size
        h = activations.relu(layers.dense(h, w, jnp.zeros(width)))
        return h, rms(h)

    def loss(weights):
        h, sizes = jax.lax.scan(layer, x, weights)
        return jnp.mean(h * target), sizes

    grads, sizes = jax.grad(loss, has_aux=True)(weights)
    return jnp.append(rms(x), sizes), jax.vmap(rms)(grads)

# %% tags=["measured"]
stds = {"0.05, too small": 0.05, "0.088, He": (2 / 256) ** 0.5, "0.15, too large": 0.15}
foretold = {name: (256 * std**2 / 2) ** 0.5 for name, std in stds.items()}
three_draws = jax.jit(jax.vmap(signals, in_axes=(0, None)))  # three keys, one std
measured = {}
for name, std in stds.items():
    key, key_draws = jax.random.split(key)
    forward, backward = measured[name] = [np.asarray(a) for a in three_draws(jax.random.split(key_draws, 3), std)]
    factor = np.exp(np.mean(np.log(forward[:, -1] / forward[:, 0]))) ** (1 / 20)
    print(f"{name:15s} after 20 layers {forward[:, -1].mean():8.1e}; per layer × {factor:.3f}, foretold {foretold[name]:.3f}")
    assert abs(factor - foretold[name]) < 0.04

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    dense_charts.draw_signals(measured, foretold),
    alt="Left: rms of activations over 20 layers, logarithmic axis. With standard deviation 0.05 it falls in a straight line "
    "by five powers of ten, with 0.15 it rises by more than four, with 0.088 it stays near 1. Right: the gradients of the "
    "weights are level over the layers, near 6e-9, 2e-4 and 6 for the three.",
)
sizes_of_gradients = [np.median(backward) for _, backward in measured.values()]
assert sizes_of_gradients[0] < 1e-3 * sizes_of_gradients[1] < 1e-6 * sizes_of_gradients[2]

# %% [markdown]
# Straight lines on a logarithmic axis, three draws each nearly on top of one another, and grey dots where the formula wants them. On the right a surprise: for one start, the gradient is about the same in all layers. Each $dW$ is input times error; an early layer has an input that passed few layers and an error that passed many, a late one the other way round, so the factors of all twenty layers are in every gradient. With 0.05 they are
# tens of thousands of times too small, with 0.15 as many times too large. Only near the factor 1 can a deep network begin.
#
# Try it: twenty hidden layers of 64 units on the spirals, gradient descent with learning rate 0.05 (no kin of the 0.05 above, which is a standard deviation), and the weights too small, right and too large by the same factors as above.

# %%
def deep_loss(params, x, y):
    first, middle, last = params  # the 19 equal layers in the middle are one pair of arrays with a leading axis of 19
    layer = lambda h, wb: (activations.relu(layers.dense(h, *wb)), None)
    h, _ = jax.lax.scan(layer, activations.relu(layers.dense(x, *first)), middle)
    return losses.binary_cross_entropy(layers.dense(h, *last)[:, 0], y)

@jax.jit
def start_deep(key, gain):
    first, *middle, last = initializers.mlp_init(key, [2] + [64] * 20 + [1], gain=gain)  # variance gain / fan-in
    return first, jax.tree.map(lambda *leaves: jnp.stack(leaves), *middle), last

def train_deep(params, optimizer, steps=300):
    def step(carry, _):
        params, state = carry
        value, grads = jax.value_and_grad(deep_loss)(params, *data["spirals"])
        return optimizer.step(params, state, grads), value

    return jax.lax.scan(step, (params, optimizer.init(params)), length=steps)[1]

# %% tags=["measured"]
key, key_deep = jax.random.split(key)
descend = jax.jit(lambda params: train_deep(params, optimizers.sgd(0.05)))
deep_losses = {}
for (name, std), key_run in zip(stds.items(), jax.random.split(key_deep, 3)):
    values = deep_losses[name] = descend(start_deep(key_run, 256 * std**2))  # gain 2 is He's
    print(f"{name:15s} loss at first {values[0]:9.3g}, after 300 steps {values[-1]:.4f}")
small, right, large = deep_losses.values()
assert abs(small[-1] - 0.693) < 0.01 and right[-1] < 0.3 and not large[-1] < 1

# %% [markdown]
# As foretold: the first never leaves $\log 2$, the second learns, the third is `nan` at once. But chapter 01 knew a remedy for gradients that are merely small: Adam divides by their size.

# %% tags=["measured"]
key, key_adam = jax.random.split(key)
rescued = jax.jit(lambda params: train_deep(params, optimizers.adam(1e-3)))(start_deep(key_adam, 256 * 0.05**2))
print(f"0.05, too small, with Adam: loss at first {rescued[0]:.3f}, after 300 steps {rescued[-1]:.5f}")
assert rescued[-1] < 0.3

# %% [markdown]
# Adam saves the bad start that gradient descent could not leave. So a mistake in the first weights can stay hidden for long, and cost you later, when you change the optimiser.
#
# One start is beyond rescue: all weights equal. Then all units of a layer say the same, get the same gradient, and stay the same for ever. A layer of 8 such units is one unit. A hundred such starts, with the hundred trainings of XOR that you compiled before:

# %%
values = jnp.linspace(0.05, 1, 100)
equal = [(jnp.zeros((100, n, m)) + values[:, None, None], jnp.zeros((100, m))) for n, m in ((2, 8), (8, 1))]
((w_equal, _), _), shares = jax.tree.map(np.asarray, train_hundred(equal))
spread = np.ptp(w_equal, axis=2).max()  # between the 8 units, over all inputs and starts
print(f"a first unit after 500 steps: {w_equal[0, :, 0]}; all 8 are like it, to within {spread:.0e}")
print(f"all four clouds right in {np.mean(shares > 0.95):.0%} of 100 such starts")
assert spread < 1e-5 and shares.max() < 0.8

# %% [markdown]
# That is why weights begin at random: not because chance is clever, but because the units must differ.

# %% [markdown]
# ## Real data: ten kinds of clothes
#
# Fashion-MNIST holds 70,000 small grey pictures of clothes, 28 × 28 pixels, in ten classes [@xiao2017]; 15,000 of them come with this course. You train on 10,000, watch 2,000 others meanwhile (the validation data), and look at the last 3,000, the test data, only at the end. A dense layer wants rows of numbers, so each picture becomes a row of 784.

# %%
clothes = images.load_fashion_mnist()
train_part, validation, test = [
    (np.asarray(layers.flatten(x)), np.asarray(y)) for x, y in (clothes.train, clothes.validation, clothes.test)
]
print("train", train_part[0].shape, "validation", validation[0].shape, "test", test[0].shape)

# %% jupyter={"source_hidden": true}
show(
    image_charts.draw_items(*test, clothes.classes),
    alt="Ten small grey pictures, one of each class: " + ", ".join(clothes.classes) + ".",
)

# %% [markdown]
# A dense layer with ten outputs gives ten scores. **Softmax** makes probabilities of them, $p_j = e^{z_j} / \sum_k e^{z_k}$, and the loss, the **cross-entropy**, is $-\log p$ of the right class, averaged. (Chapter 04 derives both.) One such layer alone is logistic regression for ten classes. The rival has 128 relu units before it: a
# **multilayer perceptron (MLP)**.

# %%
one_layer, two_layers = [784, 10], [784, 128, 10]
for sizes in (one_layer, two_layers):
    print(sizes, f"{sum((fan_in + 1) * fan_out for fan_in, fan_out in zip(sizes, sizes[1:])):,} parameters")

# %% jupyter={"source_hidden": true}
predict(
    "One dense layer with softmax, trained on 10,000 pictures, gets about 83 % of the test pictures right. "
    "What will a hidden layer of 128 units add, with 13 times as many parameters?",
    {
        "Nothing: ten weighted sums are enough": (
            "They do well, since a mean shoe and a mean shirt already differ much. But a shirt, a pullover and a coat "
            "differ in combinations of pixels, and a sum of single pixels cannot see a combination."
        ),
        "One or two percentage points": (
            "Of a hundred pictures 17 were wrong, then 15 or 16. Most of the pictures are easy for both; most of "
            "what is left is hard for both. How much exactly depends on the start: you will see three."
        ),
        "About ten points": (
            "On the spirals it was from two thirds to all. But those were made to be hard for a line. Real "
            "classes mostly lie apart already; the rest are shirts that look like coats."
        ),
        "It gets worse: too many parameters for 10,000 pictures": (
            "It does learn the training pictures better than unseen ones. That costs something, but what "
            "the hidden layer adds is more."
        ),
    },
    answer="One or two percentage points",
)

# %% [markdown]
# Both go through the library's loop, `training.fit`: shuffled batches of 400, Adam, and after each epoch, one pass over all training pictures, a look at the validation data.

# %%
def image_loss(params, x, y):
    return losses.cross_entropy(layers.mlp(params, x), y)

def image_measure(params, x, y):
    return {"accuracy": metrics.accuracy(layers.mlp(params, x), y)}

tell = jax.jit(lambda params, x: layers.mlp(params, x).argmax(axis=1))  # the class with the largest score

def fit(key, sizes, optimizer, train, validation=None, epochs=15, batch_size=400, progress=True):
    key_start, key_shuffle = jax.random.split(key)
    return training.fit(
        initializers.mlp_init(key_start, sizes), image_loss, train, key=key_shuffle, epochs=epochs, batch_size=batch_size,
        optimizer=optimizer, validation=validation, measure=image_measure if validation else None, progress=progress,
    )  # fmt: skip

# %% tags=["measured"]
key, key_one, key_two = jax.random.split(key, 3)
fast, slow = optimizers.adam(2e-3), optimizers.adam(1e-3)  # a learning rate that suits each, found by trial
logistic, logistic_history = fit(key_one, one_layer, fast, train_part, validation)
mlp, mlp_history = fit(key_two, two_layers, slow, train_part, validation)

# %% tags=["measured"] jupyter={"source_hidden": true}
curves = [history.validation["accuracy"] for history in (mlp_history, logistic_history)]
ends, above = [curve[-1] for curve in curves], int(np.sum(curves[0] > curves[1]))
show(
    image_charts.draw_curves({"one layer": logistic_history, "128 hidden units": mlp_history}, "The MLP fits better …"),
    alt=f"Left: training loss per epoch; both fall, the MLP's to {mlp_history.loss[-1]:.2f}, the one layer's to "
    f"{logistic_history.loss[-1]:.2f}. Right: validation accuracy per epoch; both rise and jitter, the MLP's to {ends[0]:.3f}, "
    f"the one layer's to {ends[1]:.3f}; the MLP is above in {above} of {len(mlp_history.loss)} epochs.",
)

# %% [markdown]
# And now, once, the test pictures. An accuracy from 3,000 pictures is itself an estimate; `accuracy_interval` says between which values the true one lies, with 95 % confidence.

# %% tags=["measured"]
def report(name, params, x, y):
    right = np.asarray(tell(params, x)) == y
    low, high = metrics.accuracy_interval(int(right.sum()), len(right))
    seen = np.mean(np.asarray(tell(params, train_part[0])) == train_part[1])
    print(f"{name:12s} test {right.mean():.3f}, between {low:.3f} and {high:.3f}; on the training pictures {seen:.3f}")
    return right

right_one, right_two = report("one layer", logistic, *test), report("MLP", mlp, *test)
gained, lost = int((right_two & ~right_one).sum()), int((right_one & ~right_two).sum())
chance = (gained + lost) ** 0.5
print(f"the MLP gains {gained} pictures and loses {lost}: ahead by {gained - lost}, by chance it would be {chance:.0f} or so")
assert 0.8 < right_one.mean() < right_two.mean() < 0.88 and gained - lost > 1.2 * chance

# %% [markdown]
# Better, but the two intervals overlap. Is it chance? Both models saw the *same* pictures, so look only at the $n$ on which one is right and the other wrong. If they were equally good, each would win half of them, and the difference would be about $\sqrt n$ by chance. The MLP is ahead by clearly more. A comparison in pairs sees more than two separate intervals.
#
# But that is one training of each. Two more, with other first weights and other batches:

# %% tags=["measured"]
def test_accuracies(key):
    keys = jax.random.split(key)
    fits = [fit(k, *model, train_part, progress=False) for k, model in zip(keys, ((one_layer, fast), (two_layers, slow)))]
    return [float(np.mean(np.asarray(tell(params, test[0])) == test[1])) for params, _ in fits]

key, *keys_again = jax.random.split(key, 3)
accuracies = np.array([(right_one.mean(), right_two.mean()), *map(test_accuracies, keys_again)])
for one, two in accuracies:
    print(f"one layer {one:.3f}, MLP {two:.3f}: a gain of {100 * (two - one):.1f} points")
assert -0.01 < np.diff(accuracies).min() and 0.005 < np.diff(accuracies).mean() < 0.04

# %% [markdown]
# The gain varies from start to start, here between one point and two. So do not trust a comparison of two single trainings too far: the pairs told you that *these two models* differ, only several starts tell you that the two *recipes* do.
#
# On the pictures that it was trained on, the MLP is much better than on new ones. It has learned some of them by heart: **overfitting**. Chapter 05 takes that up.

# %% [markdown]
# ## What the article leaves out
#
# ### A dense layer does not classify
#
# The article says that it is used for classification. You have used it to forecast a disease, to draw a wave, and to move spirals apart. Even in the article's own listing the layer `Dense(64, relu)` classifies nothing: it rewrites. What classifies is the end, softmax and the choice of the largest score, and the last weighted sum before it is linear: two classes draw level where their scores are equal, $z_j = z_k$, and for two weighted sums that is a straight line (in more than two dimensions, a flat surface).
#
# <span lang="zh">更准确的说法：全连接层改变的是数据的“表示”；真正完成分类的，是最后一层加权和，以及其后的 softmax 和取最大值。</span>
#
# ### The bend is missing
#
# The formula stands without an activation, and so do the sentences about "many layers". Without it, many layers are one.
#
# ### "Global" has a price
#
# Each unit sees all pixels at once; that is true. What does that cost?

# %% jupyter={"source_hidden": true}
predict(
    "You shuffle the 784 pixels of every picture, train and test, all in the same random order. A person sees only noise. "
    "You train the MLP anew on these. What accuracy does it reach on the shuffled test pictures?",
    {
        "About 10 %: noise cannot be classified": (
            "It looks like noise to you, since your eye needs neighbours. But no number is lost: pixel 300 of "
            "every picture now stands in place 17, always."
        ),
        "Clearly less, but more than guessing": (
            "That would be so if the network used which pixels are neighbours. In a weighted sum the order of the "
            "terms makes no difference."
        ),
        "The same as before": (
            "A sum does not care about the order of its terms. Shuffle the rows of W in the same way as the pixels, and "
            "every unit computes what it computed before."
        ),
    },
    answer="The same as before",
)

# %% tags=["measured"]
key, key_order, key_shuffled = jax.random.split(key, 3)
order = np.asarray(jax.random.permutation(key_order, 784))
shuffle = lambda data: (data[0][:, order], data[1])
w, b = jax.tree.map(np.asarray, mlp[0])
same = np.abs(layers.dense(test[0], w, b) - layers.dense(test[0][:, order], w[order], b)).max()
print(f"rows of W shuffled alike: outputs differ by at most {same:.0e}")
blind, _ = fit(key_shuffled, two_layers, slow, shuffle(train_part), progress=False)
right_blind = np.asarray(tell(blind, shuffle(test)[0])) == test[1]
print(f"trained on shuffled pictures: test {right_blind.mean():.3f}, unshuffled {right_two.mean():.3f}")
assert same < 1e-4 and abs(right_blind.mean() - right_two.mean()) < 0.03

# %% [markdown]
# A unit sees all pixels, but it does not know *where* they are: to a dense layer a picture is a list. It has to learn each pixel by itself. Then what about a picture that is moved a little? Nothing changes for you; for the layer, every number stands in another place.

# %% tags=["measured"]
def moved(x, pixels, axis):
    pictures = np.pad(np.asarray(x).reshape(-1, 28, 28), ((0, 0), (4, 4), (4, 4)))
    return np.roll(pictures, pixels, axis)[:, 4:-4, 4:-4].reshape(x.shape)

def accuracy_moved(params, pixels):
    ways = [(sign * pixels, axis) for sign in (-1, 1) for axis in (1, 2)]  # up, down, left, right
    right = [np.asarray(tell(params, moved(test[0], *way))) == test[1] for way in ways]
    return float(np.mean(right))

shifts = [0, 1, 2, 3, 4]
models = {"one layer": logistic, "MLP": mlp}
shares = {name: np.array([accuracy_moved(params, s) for s in shifts]) for name, params in models.items()}
for name, values in shares.items():
    print(f"{name:10s}", "moved by", ", ".join(f"{s}: {value:.3f}" for s, value in zip(shifts, values)))

# %% tags=["measured"] jupyter={"source_hidden": true}
shirt = test[0][np.argmax(test[1] == 0)]
pictures = {"as it is": shirt, "shuffled": shirt[order], "moved by 3": moved(shirt[None], 3, 2)[0]}
show(
    image_charts.draw_moved(pictures, shifts, shares),
    alt="A T-shirt as it is, as shuffled noise, and moved by three pixels. Right: accuracy against pixels moved falls "
    "steeply for both models, from about 0.83 to below 0.5 at three pixels.",
)
assert shares["MLP"][3] < 0.6 < 0.8 < shares["MLP"][0]

# %% [markdown]
# Three pixels to the side, and both models lose about half of what they knew; the hidden layer is no help. What is wanted is a layer for which a shirt stays a shirt wherever it lies. You have met it in chapter 02; chapter 05 puts the two together.

# %% [markdown]
# ## Transfer
#
# Does the recipe hold on data that it was not made for? 1,797 handwritten digits of 8 × 8 pixels, by 13 people [@alpaydin1998]. The same code, with fewer inputs and smaller batches, since there is less of everything. 1,200 digits to train on, 597 to test.

# %% tags=["measured"]
from sklearn.datasets import load_digits

digits = load_digits()
key, key_split, *keys = jax.random.split(key, 4)
mixed = np.asarray(jax.random.permutation(key_split, len(digits.target)))
x_digits, y_digits = np.float32(digits.data[mixed] / 16), digits.target[mixed]
seen_digits, new_digits = (x_digits[:1200], y_digits[:1200]), (x_digits[1200:], y_digits[1200:])

right_digits = []
for key_fit, sizes, optimizer in zip(keys, ([64, 10], [64, 128, 10]), (fast, slow)):
    params, _ = fit(key_fit, sizes, optimizer, seen_digits, batch_size=8, progress=False)
    right = np.asarray(tell(params, new_digits[0])) == new_digits[1]
    low, high = metrics.accuracy_interval(int(right.sum()), len(right))
    print(f"{sizes}: {right.sum()} of {len(right)} unseen digits right, between {low:.3f} and {high:.3f}")
    right_digits.append(right)
gained, lost = (int((a & ~b).sum()) for a, b in (right_digits[::-1], right_digits))
print(f"the hidden layer gains {gained} digits and loses {lost}")
assert right_digits[0].mean() > 0.92 and right_digits[1].mean() > 0.94 and gained > lost

# %% [markdown]
# It holds, on less data and with smaller pictures. One weighted sum per digit already gets about 94 of 100 right, and the hidden layer does away with nearly half of the errors that are left; in pairs it is clearly the better one.

# %% [markdown]
#
# ## In your own words
#
# A colleague wants to tell two classes apart, builds a network of ten dense layers with 500 units each and one score at the end, forgets the activations, and finds that it is exactly as good as logistic regression, however long it trains. "Then depth is a myth," says the colleague, adds relu everywhere, also after the last layer with its one score, and now in some of the runs the loss does not move at all, while in the others no score says class 0. Explain all this, and say what you would change. Four or five sentences.
#
# <details><summary>A model answer, and three points to look for</summary>
#
# Without activations the ten matrices multiply to one, so the network can draw only what one layer can draw: a linear boundary, as logistic regression does; depth never had a chance to matter. With relu between the layers each unit adds a fold, and later layers fold what earlier ones have folded.
# But a relu after the last layer cuts the score: it cannot be negative, so the probability of class 1 never falls below one half. And if the weights are drawn so that the last sum is negative for all samples, every score is 0, the slope is 0 too, and no gradient comes back: that run stands still. So the last layer has to stay a plain weighted sum. And with ten layers the weights have to be drawn with variance 2/fan-in, since otherwise the signal shrinks or grows by the same factor ten times over.
#
# Look for: (1) the product of matrices is a matrix, hence a linear boundary. (2) An activation *between* layers and none after the last, and why: scores need both signs, and slope 0 stops learning. (3) The size of the first weights, because the factors of the layers multiply.
# </details>

# %% [markdown]
# ## Recap
#
# 1. A dense layer has 300 inputs and 50 outputs. How many parameters has it, and which shapes do `w`, `b` and the output for a batch of 32 have?
#
#    <details><summary>Answer</summary>301 · 50 = 15,050. (300, 50), (50,), (32, 50).</details>
# 2. What do stacked weighted sums represent without an activation, and what with relu?
#
#    <details><summary>Answer</summary>Without: what one weighted sum represents, a straight boundary. With relu: functions of straight pieces, which come as close as you like to any continuous function, given enough units. Whether training finds them is another question.</details>
# 3. In what sense does a hidden layer not classify?
#
#    <details><summary>Answer</summary>It moves the samples to where one weighted sum can separate them. The last weighted sum with softmax classifies.</details>
# 4. A layer gets back $dz$ of shape (batch, d_out). What are the shapes of $dx$, $dW$ and $db$, and which of them adds up over the batch?
#
#    <details><summary>Answer</summary>As $x$, as $W$, as $b$: (batch, d_in), (d_in, d_out), (d_out,). $dW$ and $db$ add up over the batch; $dx$ keeps a row for each sample.</details>
# 5. 20 relu layers with 400 inputs each. Which standard deviation do the weights need, and what happens at twice that?
#
#    <details><summary>Answer</summary>$\sqrt{2/400} = 0.071$. At twice that each layer doubles the signal: after 20 layers it is about a million times as large.</details>
#
# Now write them yourself: `exercises/03_dense.ipynb`.

# %% [markdown]
# ## Read on
#
# - [@rumelhart1986]: four pages on back-propagation; already its abstract says that hidden units come to represent features of the task.
# - [@cybenko1989]: one hidden layer is enough for any continuous function, and a proof.
# - [@telgarsky2015]: the sawtooth, and what a shallow network would pay for it.
# - [@he2015]: the initialisation that you measured, derived for relu.
# - [@olah2014]: what layers do to space, with moving pictures.
# - [@xiao2017]: the clothes, and why they were collected.
# - [@alpaydin1998]: the digits.
#
# All works cited in this chapter:
