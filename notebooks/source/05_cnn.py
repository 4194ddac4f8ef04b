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
# # 05 · How does a network read an image?
#
# Chapter 02 gave you a layer that sees a pattern wherever it is, chapter 03 a layer that weighs everything against everything, chapter 04 a loss that
# tells how surprised a network is. Put together they are the article's first network. What does it see in a picture, how well does it do, and what is it that makes it good?
#
# In about 80 minutes you will have followed a picture through it by hand, trained it, found its blind spot, drawn for it, and measured what the word "convolutional" is worth.

# %%
import tempfile
import time
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import augmentation, cnn, images, initializers, layers, losses, metrics, optimizers, pooling
from course_lib import storage, training
from course_lib.activations import relu
from course_lib.charts import cnn as cnn_charts
from course_lib.charts import dense_images as image_charts
from course_lib.explorers.drawing import drawing_figure, explore_drawing
from course_lib.plotting import show
from course_lib.widgets import predict

jax.config.update("jax_debug_key_reuse", True)  # JAX complains if a random key is used twice

# %% [markdown]
# The data are the clothes of chapter 03, 28 × 28 greys in ten classes [@xiao2017]. The loss is chapter 04's cross-entropy, the optimiser chapter 01's Adam. Both functions below take a network, `model(params, images)`, since you will compare two.

# %%
key = jax.random.key(0)  # every random number of this notebook comes from here
clothes = images.load_fashion_mnist()
adam = optimizers.adam(1e-3)

def loss_of(model):
    return lambda params, x, y: losses.cross_entropy(model(params, x), y)

def measure_of(model):
    def measure(params, x, y):
        scores = model(params, x)
        return {"loss": losses.cross_entropy(scores, y), "accuracy": metrics.accuracy(scores, y)}
    return measure

cnn_loss, cnn_measure = loss_of(cnn.cnn), measure_of(cnn.cnn)
score, maps_of = jax.jit(cnn.cnn), jax.jit(cnn.feature_maps)  # compiled: the scores, and what the two blocks show

# %% tags=["measured"] jupyter={"source_hidden": true}
key, key_first, key_glance = jax.random.split(key, 3)
glance, _ = training.fit(
    cnn.cnn_params(key_first), cnn_loss, clothes.train, key=key_glance, epochs=1, optimizer=adam,
    validation=clothes.validation, measure=cnn_measure, progress=False,
)  # fmt: skip
boot = clothes.validation[0][int(np.argmax(np.asarray(clothes.validation[1]) == 9))]
first, second = [np.asarray(maps)[0] for maps in maps_of(glance, boot[None])]
chances = np.asarray(jax.nn.softmax(score(glance, boot[None])))[0]
liveliest = lambda maps: maps[:, :, np.argsort(-maps.std(axis=(0, 1)))[:6]]
show(
    cnn_charts.draw_reading(np.asarray(boot)[:, :, 0], liveliest(first), liveliest(second), chances, clothes.classes),
    alt="From left to right: a grey ankle boot; six small pictures in which its edges and areas are marked in different ways; six "
    f"coarse ones of 5 × 5 squares; ten bars, the longest at {clothes.classes[int(chances.argmax())]}.",
)

# %% [markdown]
# *One picture on its way through the network, after one epoch of training.* On the left a boot. Then what some of the 32 kernels of the first block find in it, then some of the 64 of the second, coarser and coarser. On the right what the dense layers at the end make of that: ten probabilities.

# %% [markdown]
# ## What you will be able to do
#
# - Follow the shape of an image through a network, and count what each layer holds (5.1, 5.2).
# - Put convolutions, pooling and dense layers together to ten scores (5.3).
# - Train the network in compiled steps, and measure it on any number of images without distortion (5.4, 5.5).
# - Read a learning curve and a confusion matrix: when to stop, and what is taken for what (5.5, 5.6).
# - Make a network depend less on where a thing lies, by changing the data (5.7).
# - Choose a network for a budget, and say what its accuracy on held-out images is worth (5.8).
#
# Write the exercises in `exercises/05_cnn.ipynb` as you go, or all at the end.

# %% [markdown]
# ## Warm-up
#
# Answer each in your head before you open it. They look back at chapters 02, 03 and 04.
#
# 1. You slide a 3×3 kernel over a picture of 10 × 10 pixels, with no padding and stride 1. How large is the output? And after a 2×2 max pooling?
# 2. You shuffle the pixels of all pictures in the same way. What happens to the accuracy of a dense network that is trained on them?
# 3. A network that knows nothing gives each of ten classes the probability 0.1. What is its cross-entropy?
#
# <details><summary>Answer 1</summary>
#
# 8 × 8, since the kernel fits in 10 − 3 + 1 places; then 4 × 4.
# </details>
# <details><summary>Answer 2</summary>
#
# Nothing. To a dense layer a picture is a list, and the order of a list of terms does not matter to their sum.
# </details>
# <details><summary>Answer 3</summary>
#
# −log 0.1 = log 10 = 2.303. Keep the number in mind: an untrained network should begin not far above it.
# </details>

# %% [markdown]
# ## What the article says
#
# §1.3.2 presents the **convolutional neural network (CNN)** as made for images: convolutions are to learn what is local, dense layers what is global, and the dense ones classify. §1.4.1 prints one in Keras.
#
# <span lang="zh">文章认为 CNN 特别适合图像：卷积层学局部特征，全连接层学全局特征并负责分类；§1.4.1 给出了一个 Keras 写的例子。</span>
#
# As a formula, with one kernel and one pooling per block, the network of the listing is
#
# $$p = \mathrm{softmax}\big(\, W_4^{\!\top}\, \mathrm{relu}(W_3^{\!\top} f + b_3) + b_4 \big), \qquad f = \mathrm{flatten}\big(B_2(B_1(x))\big), \qquad B_l(x) = \mathrm{pool}_2\big(\mathrm{relu}(x * K_l + b_l)\big)$$
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | $x$ | a batch of images | `images` | `(batch, 28, 28, 1)` |
# | $K_1, b_1$ | 32 kernels of 3×3, a bias for each | `params["conv1"]` | `(3, 3, 1, 32)`, `(32,)` |
# | $K_2, b_2$ | 64 kernels of 3×3, each over all 32 maps | `params["conv2"]` | `(3, 3, 32, 64)`, `(64,)` |
# | $\mathrm{pool}_2$ | the largest of each 2×2 window | | halves height and width, rounded down |
# | $\mathrm{flatten}$ | each sample's maps written as one row | `f` | `(batch, ?)` |
# | $W_3, b_3$ | dense layer with 64 units | `params["dense1"]` | `(?, 64)`, `(64,)` |
# | $W_4, b_4$ | dense layer with ten scores | `params["dense2"]` | `(64, 10)`, `(10,)` |
# | $p$ | ten probabilities | `softmax(logits)` | `(batch, 10)` |
#
# To **flatten** is only to rewrite. The question mark is for you to find. The listing trains with Adam for 10 epochs at batch size 32, and so will you. It names neither data nor a part of the data to check on; both will matter.

# %% [markdown]
# ## By hand: one block and a dense layer
#
# A picture of 6 × 6: a vertical bar in column 2, four pixels long. A kernel that looks for dark on the right and light on the left. Slide, cut off below 0, take the largest of each 2×2 window:
#
# $$\begin{pmatrix} 0&0&1&0&0&0\\ 0&0&1&0&0&0\\ 0&0&1&0&0&0\\ 0&0&1&0&0&0\\ 0&0&0&0&0&0\\ 0&0&0&0&0&0 \end{pmatrix} * \begin{pmatrix} -1&0&1\\ -1&0&1\\ -1&0&1 \end{pmatrix}
# = \begin{pmatrix} 3&0&-3&0\\ 3&0&-3&0\\ 2&0&-2&0\\ 1&0&-1&0 \end{pmatrix} \xrightarrow{\mathrm{relu}} \begin{pmatrix} 3&0&0&0\\ 3&0&0&0\\ 2&0&0&0\\ 1&0&0&0 \end{pmatrix} \xrightarrow{\mathrm{pool}} \begin{pmatrix} 3&0\\ 2&0 \end{pmatrix}$$
#
# Flattened: $f = (3, 0, 2, 0)$. Two scores with weights $(1, 0, -1, 0)$ and $(0, 1, 0, 1)$ and biases $0$ and $2$: $z = (1, 2)$. Softmax: $(0.27, 0.73)$.
#
# First with loops, place by place; then without; then the library's block.

# %%
bar = np.zeros((6, 6), np.float32)
bar[:4, 2] = 1
edge = np.array([[-1, 0, 1]] * 3, np.float32)

def block_by_loops(image, kernel, bias):
    rows, columns = (len(image) - 2) // 2, (image.shape[1] - 2) // 2
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = [(2 * i, 2 * j), (2 * i, 2 * j + 1), (2 * i + 1, 2 * j), (2 * i + 1, 2 * j + 1)]
            sums = [(image[r : r + 3, c : c + 3] * kernel).sum() + bias for r, c in window]
            out[i, j] = max(0, *sums)
    return out

patches = np.lib.stride_tricks.sliding_window_view(bar, (3, 3))  # (4, 4, 3, 3)
convolved = (patches * edge).sum(axis=(2, 3))  # (4, 4)
vectorised = np.maximum(convolved, 0).reshape(2, 2, 2, 2).max(axis=(1, 3))  # rows in pairs, columns in pairs
by_library = layers.conv_relu_pool(bar[None, :, :, None], edge[:, :, None, None], np.zeros(1, np.float32))[0, :, :, 0]
print(by_library)
assert np.array_equal(block_by_loops(bar, edge, 0), vectorised) and np.array_equal(by_library, vectorised)

# %%
w, b = np.array([[1.0, 0], [0, 1], [-1, 0], [0, 1]]), np.array([0.0, 2])
scores = layers.dense(np.ravel(vectorised), w, b)
chances = np.exp(scores) / np.exp(scores).sum()
print("scores", scores, "probabilities", chances.round(3))
assert scores.tolist() == [1, 2]

# %% [markdown]
# ## How many, and where?
#
# A block shrinks a picture twice: the kernel takes its rim, the pooling halves what is left. The same in one dimension, on a signal of 50 values, kernels of 5:

# %%
n = 50
for block in (1, 2):
    after = n - 5 + 1
    print(f"block {block}: {n} → {after} → {after // 2}", "(one value falls off the end)" if after % 2 else "")
    n = after // 2

# %% [markdown]
# For the article's network the library does it in two dimensions (exercise 5.1 is yours). Do it on paper first: 28, and then?
#
# <details><summary>The sizes</summary>
#
# 28 → 26 → 13 → 11 → 5, and 5 · 5 · 64 = 1600. That is the question mark.
# </details>

# %% jupyter={"source_hidden": true}
predict(
    "Four layers have parameters: conv1 (3×3×1 → 32), conv2 (3×3×32 → 64), dense1 (flattened → 64), dense2 (64 → 10). "
    "Which one holds most of the parameters, and which one does most of the multiplications for one image?",
    {
        "conv2 holds most, and multiplies most": (
            "It multiplies most, yes. But its kernels are shared by all places: it has few numbers and uses each of them often."
        ),
        "dense1 holds most, and multiplies most": (
            "It holds most. But it uses each of its weights only once per image."
        ),
        "dense1 holds most, conv2 multiplies most": (
            "A dense layer uses each weight once per image, a convolution once per place. Many numbers or much work: not the same."
        ),
        "conv2 holds most, conv1 multiplies most: its maps are the largest": (
            "The maps of conv1 are the largest, 26 × 26. But its patches have 9 numbers, those of conv2 9 · 32."
        ),
    },
    answer="dense1 holds most, conv2 multiplies most",
)

# %%
shapes = cnn.shape_trace((28, 28, 1))
print(" → ".join("×".join(map(str, shape)) for shape in shapes))
counts = {name: layers.count_params(pair) for name, pair in glance.items()}
places = {"conv1": 26 * 26, "conv2": 11 * 11, "dense1": 1, "dense2": 1}  # how often each weight is used for one image
work = {name: places[name] * glance[name][0].size for name in places}
for name in places:
    print(f"{name:7s} {counts[name]:8,} parameters {work[name]:10,} multiplications")
print(f"in all  {sum(counts.values()):8,} parameters {sum(work.values()):10,} multiplications")
assert sum(counts.values()) == 121_930

# %% jupyter={"source_hidden": true}
share = lambda numbers: np.array(list(numbers.values())) / sum(numbers.values())
show(
    cnn_charts.draw_costs(list(places), {"parameters": share(counts), "multiplications": share(work)}),
    alt=f"Bars of four layers. dense1 has {share(counts)[2]:.0%} of all parameters; conv2 does {share(work)[1]:.0%} of all "
    "multiplications.",
)
assert share(counts)[2] > 0.84 and share(work)[1] > 0.87

# %% [markdown]
# On the left the parameters: five of six sit in the first dense layer. On the right the work: seven of eight multiplications are done by the second convolution. So a "convolutional" network may consist mostly of a dense layer. Remember that when it comes to shifted pictures.

# %% [markdown]
# ### What the arithmetic predicts: a blind rim
#
# From 11 to 5: pooling in twos leaves one row and one column over, and drops them. Which pixels of the picture does that cost? Row 10 of the 11 is dropped, so the second convolution uses rows 0 to 11 of the 13 below it. These are pooled from rows 0 to 23 of the 26, and those look at pixels 0 to 25. Rows and columns 26 and 27 do not count. Really?

# %%
x = np.asarray(clothes.test[0][:500])
scribbled = x.copy()
scribbled[:, 26:], scribbled[:, :, 26:] = 1, 0.5
change = np.abs(score(glance, x) - score(glance, scribbled)).max()
print(f"{np.mean(x != scribbled):.1%} of all greys changed; largest change of a score: {float(change)}")
print(f"blind to {28**2 - 26**2} of {28**2} pixels, {1 - 26**2 / 28**2:.0%}")
assert change == 0

# %% [markdown]
# Exactly 0, and no training can mend it. The network of the listing does not see the last two rows and columns. On clothes in the middle of the picture that does little harm; on others it might. And what happens to a small picture, of 8 × 8?

# %%
print(" → ".join("×".join(map(str, shape)) for shape in cnn.shape_trace((8, 8, 1))))
try:
    cnn.cnn(glance, np.zeros((1, 8, 8, 1), np.float32))
except ValueError as error:
    print("ValueError:", error)

# %% [markdown]
# Nothing is left of it. A network has a smallest picture; here it is 10 × 10, and to fit the weights of `dense1`, 28 × 28.

# %% [markdown]
# ## The network in code
#
# `params` is a dict of pairs (w, b). One picture, layer by layer, and the library's `cnn`, which you write in exercise 5.3. Note the end: scores, not probabilities. The loss takes the logarithm of the softmax, and does it safely only if it gets the scores (chapter 04).

# %%
picture = clothes.validation[0][0]  # (28, 28, 1)
hidden = picture[None]  # a batch of one
for name in ("conv1", "conv2"):
    hidden = layers.max_pool2d(relu(layers.conv2d(hidden, *glance[name])), 2)
    print(name, hidden.shape)
row = hidden.reshape(1, -1)  # (1, 1600)
scores = layers.dense(relu(layers.dense(row, *glance["dense1"])), *glance["dense2"])
by_library = score(glance, picture[None])
print("scores", scores.shape, f"largest difference to the library {float(np.abs(scores - by_library).max()):.0e}")
assert np.allclose(scores, by_library, atol=1e-4)

# %% [markdown]
# The first weights follow He's rule of chapter 03; a kernel's fan-in is $3 \cdot 3 \cdot$ channels. Then the loss before training is near $\log 10$:

# %%
key, key_cnn, key_dense = jax.random.split(key, 3)
cnn_start = cnn.cnn_params(key_cnn)
before = training.evaluate(cnn_measure, cnn_start, *clothes.validation)
print(f"before training: loss {before['loss']:.2f}, accuracy {before['accuracy']:.2f}")
assert 2.2 < before["loss"] < 3.5 and before["accuracy"] < 0.3

# %% [markdown]
# ## Trained beside a rival with as many parameters
#
# Is it the convolution that helps, or are 121,930 parameters simply many? Take a dense network with as many: 784 inputs, $h$ units, 10 scores make $785\,h + 10\,(h + 1) = 795\,h + 10$ parameters. So $h = 153$.

# %%
rival_start = initializers.mlp_init(key_dense, [784, 153, 10])
print(f"{layers.count_params(rival_start):,} parameters, {layers.count_params(rival_start) / 121_930 - 1:+.2%}")
print(f"{sum(work.values()) / (784 * 153 + 1530):.0f} times as many multiplications in the CNN")
assert abs(layers.count_params(rival_start) / 121_930 - 1) < 0.01

def rival(params, x):
    return layers.mlp(params, layers.flatten(x))

tools = {"CNN": (cnn_loss, cnn_measure), "dense": (loss_of(rival), measure_of(rival))}

def train(name, params, data, key, epochs=10, progress=True):
    loss, measure = tools[name]
    return training.fit(params, loss, data, key=key, epochs=epochs, batch_size=32, optimizer=adam,
                        validation=clothes.validation, measure=measure, progress=progress)  # fmt: skip

# %% [markdown]
# The numbers are equal, the work is not: per picture the CNN multiplies about twenty times as often. "As many parameters" is one fair comparison of several.
#
# You train on 10,000 images. 2,000 others, the **validation set**, are looked at after each epoch, and decide what is to be decided, such as when to stop. The 3,000 test images stay in the drawer until all that is done. The listing has only `x_train`; with that alone you would never know.

# %% jupyter={"source_hidden": true}
predict(
    "Ten epochs each, the same 10,000 pictures, the same batches of 32, as many parameters. How do the CNN and the dense network "
    "compare on pictures that neither was trained on?",
    {
        "The CNN is ahead by ten percentage points or more": (
            "That would be the case if the pictures were cluttered, or the things lay anywhere. These were "
            "centred and scaled by their makers: a pixel means nearly the same in all of them."
        ),
        "The CNN is ahead, but by less than four points": (
            "The pictures are centred, and a dense network can learn each pixel by itself. Its real weakness shows when "
            "something moves. You will see that below."
        ),
        "They are equal to within one picture in a thousand": (
            "Parameters alone do not decide: which functions they can make does matter, though here less than one might think."
        ),
        "The dense network is ahead: it sees everything at once": (
            "It does, but it must learn from 10,000 pictures which pixels belong together. The kernels are told: those beside each other."
        ),
    },
    answer="The CNN is ahead, but by less than four points",
)

# %% tags=["measured"]
key, key_run, key_rival = jax.random.split(key, 3)
begin = time.perf_counter()
params, history = train("CNN", cnn_start, clothes.train, key_run)
middle = time.perf_counter()
rival_params, rival_history = train("dense", rival_start, clothes.train, key_rival)
print(f"CNN {middle - begin:.1f} s, dense {time.perf_counter() - middle:.1f} s")

# %% tags=["measured"] jupyter={"source_hidden": true}
valid, rival_valid = history.validation, rival_history.validation
ends = [float(np.mean(h["accuracy"][-3:])) for h in (valid, rival_valid)]
show(
    cnn_charts.draw_learning(history, rival_history),
    alt=f"Left: the CNN's training loss falls steadily to {history.loss[-1]:.2f}; its validation loss falls at first, then levels "
    f"out near {valid['loss'].min():.2f} and is {valid['loss'][-1]:.2f} at the end. Right: validation accuracy per epoch, jittering; over the last three "
    f"epochs {ends[0]:.3f} for the CNN and {ends[1]:.3f} for the dense network.",
)
assert history.loss[-1] < 0.24 < valid["loss"].min() < 0.42 and -0.005 < ends[0] - ends[1] < 0.04

# %% [markdown]
# Such a plot is called a **learning curve**. On the left, the loss on the training pictures goes on falling, while on the validation pictures it soon stops. What is still learnt then are accidents of these 10,000 pictures: **overfitting**, as in chapter 03. What counts is how well it does on others, its **generalisation**. One remedy is **early stopping**: keep the parameters of the epoch with the lowest validation loss. Here the curve is flat, and the last epoch is nearly as good.
#
# (The training loss of an epoch is averaged while the network is still moving, the validation loss is taken at its end. That is why the curves can cross in the first epochs.)
#
# On the right, both networks on the validation pictures. From epoch to epoch they jump by a point or so. Do not read more into one epoch than that.
#
# Nothing more is to be decided, so now the test pictures, once. `accuracy_interval` says between which values the true accuracy lies, with 95 % confidence.

# %% tags=["measured"]
x_test, y_test = np.asarray(clothes.test[0]), np.asarray(clothes.test[1])

def told(model, params, x):
    return np.asarray(training.predict(model, params, x)).argmax(axis=1)

right = {"CNN": told(cnn.cnn, params, x_test) == y_test, "dense": told(rival, rival_params, x_test) == y_test}
for name, hits in right.items():
    low, high = metrics.accuracy_interval(int(hits.sum()), len(hits))
    print(f"{name:5s} test {hits.mean():.3f}, between {low:.3f} and {high:.3f}")
gained, lost = int((right["CNN"] & ~right["dense"]).sum()), int((right["dense"] & ~right["CNN"]).sum())
print(f"the CNN gains {gained} pictures and loses {lost}; by chance they would differ by {(gained + lost) ** 0.5:.0f} or so")
assert 0.84 < right["dense"].mean() < 0.88 and 0.845 < right["CNN"].mean() < 0.9 and gained > lost - 30

# %% [markdown]
# The CNN is ahead by a point or two. In pairs, on the same pictures, you see more clearly by how much they differ, and how many pictures each of them has for itself: the two fail on different things. If you trained again from other first weights, both numbers would move by about a point.

# %% [markdown]
# ## What is taken for what
#
# One number hides where it fails. The **confusion matrix** counts: row, what it truly is; column, what it was taken for. You write it in exercise 5.6; this is the library's.

# %% tags=["measured"] jupyter={"source_hidden": true}
guesses = told(cnn.cnn, params, x_test)
matrix = np.asarray(metrics.confusion_matrix(y_test, guesses, 10))
off = matrix - np.diag(np.diag(matrix))
worst = np.unravel_index(off.argmax(), off.shape)
recalls = np.asarray(metrics.recalls(matrix))
show(
    cnn_charts.draw_confusion(matrix, clothes.classes),
    alt=f"A table of ten by ten counts, dark along the diagonal. The largest count beside it: {off.max()} times {clothes.classes[worst[0]]} "
    f"taken for {clothes.classes[worst[1]]}. The lightest square of the diagonal belongs to {clothes.classes[recalls.argmin()]}.",
)
tops = [0, 2, 3, 4, 6]  # T-shirt, pullover, dress, coat, shirt
with_shirts = off[6].sum() + off[:, 6].sum()
assert 6 in recalls.argsort()[:2] and off[np.ix_(tops, tops)].sum() > 0.7 * off.sum() and with_shirts > 0.4 * off.sum()

# %% tags=["measured"]
print("found of each class:", ", ".join(f"{name} {r:.2f}" for name, r in zip(clothes.classes, recalls)))
print(f"{off[np.ix_(tops, tops)].sum()} of {off.sum()} mistakes are made among T-shirts, pullovers, dresses, coats and shirts")
print(f"in {with_shirts} of them, {with_shirts / off.sum():.0%}, a shirt is not found or found where there is none")

# %% tags=["measured"] jupyter={"source_hidden": true}
chances = np.asarray(jax.nn.softmax(training.predict(cnn.cnn, params, x_test)))
wrong = np.flatnonzero(guesses != y_test)
surest = wrong[np.argsort(-chances[wrong, guesses[wrong]])][:8]
names = [f"{clothes.classes[y_test[i]]}\n→ {clothes.classes[guesses[i]]}" for i in surest]
show(
    cnn_charts.draw_pictures(x_test[surest], names),
    alt="Eight test pictures that the network got wrong and was most sure of: " + "; ".join(name.replace("\n→", " taken for") for name in names) + ".",
)
assert chances[surest, guesses[surest]].min() > 0.9

# %% [markdown]
# *The eight mistakes of which it was most sure: above what the picture is labelled, below what the network says.* In some of them you would side with the network. A label is somebody's decision too, so 100 % is not to be had. About half of all mistakes have to do with a single class: shirts.

# %% [markdown]
# ## What the kernels became
#
# The 32 kernels of the first layer are small enough to look at: blue where a weight is positive, orange where it is negative.

# %% tags=["measured"] jupyter={"source_hidden": true}
kernels = [np.asarray(p["conv1"][0])[:, :, 0] for p in (cnn_start, params)]
flat = [k.reshape(9, 32) / np.linalg.norm(k.reshape(9, 32), axis=0) for k in kernels]
alike = (flat[0] * flat[1]).sum(axis=0)
show(
    cnn_charts.draw_filters(*kernels),
    alt="32 kernels of 3 × 3 weights, before training on the left and after it on the right. Most of them have kept their pattern of "
    "positive and negative weights.",
)
print(f"cosine between a kernel before and after: median {np.median(alike):.2f}, least {alike.min():.2f}")
assert np.median(alike) > 0.9

# %% [markdown]
# The pattern on the right is nearly that on the left! (The cosine is 1 for kernels of the same pattern, 0 for kernels that have nothing to do with each other.) Some are edges, some are blobs, and most of them were that by chance. How much of its skill does the network owe to having *learnt* its kernels?

# %% jupyter={"source_hidden": true}
predict(
    "You take the network before training and freeze its two convolutions: kernels drawn by chance, never trained. Only the two dense layers "
    "are trained, for ten epochs. The full network gets about 88 % of the validation pictures right. And this one?",
    {
        "About 10 %: random kernels are noise": (
            "A random kernel is a fixed way of comparing a pixel with its neighbours. 64 of them on top of 32 keep a lot of the picture, only rewritten."
        ),
        "About 50 %": (
            "That would be the case if most of the picture were lost. But relu and pooling of many random views lose little."
        ),
        "About 78 %, ten points less": (
            "The single dense layer of chapter 03 is better than that on the raw pixels, and what the random kernels deliver is richer."
        ),
        "About 85 %, hardly less": (
            "What matters most was fixed before training: small windows, the same kernel everywhere, the maximum. The architecture itself is a good guess about pictures."
        ),
    },
    answer="About 85 %, hardly less",
)

# %% tags=["measured"]
def last_maps(params, x):
    return layers.flatten(cnn.feature_maps(params, x)[-1])  # (batch, 1600)

key, key_head, key_frozen = jax.random.split(key, 3)
frozen_views = [training.predict(last_maps, cnn_start, x) for x in (clothes.train[0], clothes.validation[0])]
head, _ = training.fit(initializers.mlp_init(key_head, [1600, 64, 10]), loss_of(layers.mlp), (frozen_views[0], clothes.train[1]),
                       key=key_frozen, epochs=10, optimizer=optimizers.adam(3e-4), progress=False)  # fmt: skip
frozen = np.mean(told(layers.mlp, head, frozen_views[1]) == np.asarray(clothes.validation[1]))
print(f"kernels never trained: validation accuracy {frozen:.3f}; all trained: {ends[0]:.3f}")
assert 0.82 < frozen < ends[0] + 0.01
del frozen_views  # 12,000 rows of 1600 numbers: no longer needed

# %% [markdown]
# A surprise that has been found before on other pictures, and been looked into: a good part of what such networks can do comes from their architecture alone [@saxe2011]. Training the kernels adds the rest. (The learning rate 3e-4 for the dense layers alone was found by trial on the validation pictures.)

# %% [markdown]
# ## When it fails: a step to the side
#
# Now to what convolution is praised for. You move every second test picture by 1 to 4 pixels, up, down, left and right, and count again. In chapter 03 the dense networks lost about half of what they knew at three pixels.

# %% jupyter={"source_hidden": true}
predict(
    "The pictures are moved by 3 pixels. The dense network falls from about 0.86 to about 0.48. And the CNN?",
    {
        "It stays near 0.86: a kernel finds its pattern wherever it is": (
            "The kernels do. But then the maps are flattened, and dense1 has a weight of its own for every one of the 25 places."
        ),
        "It falls to about 0.8": (
            "Pooling forgives about a pixel. Three are more than that."
        ),
        "It falls to about 0.6": (
            "The maps move along with the picture, and five of six parameters sit in a dense layer that expects things where they were."
        ),
        "It falls like the dense network": (
            "What dense1 gets are coarse maps of 5 × 5, in which three pixels are less than one place. That softens the fall."
        ),
    },
    answer="It falls to about 0.6",
)

# %% tags=["measured"]
moves = [0, 1, 2, 3, 4]
ways = lambda s: {(s, 0), (-s, 0), (0, s), (0, -s)}  # pixels down and to the right

def accuracies_moved(model, params):
    hits = lambda way: told(model, params, augmentation.shift(x_test[::2], *way)) == y_test[::2]
    return np.array([np.mean([hits(way) for way in ways(s)]) for s in moves])

shares = {"CNN": accuracies_moved(cnn.cnn, params), "dense": accuracies_moved(rival, rival_params)}
for name, values in shares.items():
    print(f"{name:5s} moved by", ", ".join(f"{s}: {value:.3f}" for s, value in zip(moves, values)))
assert 0.5 < shares["CNN"][3] < 0.72 and (shares["CNN"][1:] > shares["dense"][1:] + 0.03).all()

# %% [markdown]
# The CNN falls more slowly, and still it falls. (Chapter 02 predicted it: a convolution is equivariant, not invariant.) You can see that it is not the kernels' fault. Two poolings by two make one place of four pixels. So moved by four, the maps of the second block must be the same, one place further. Exactly?

# %%
maps = np.asarray(maps_of(params, x_test[:200])[1])  # (200, 5, 5, 64)
maps_moved = np.asarray(maps_of(params, augmentation.shift(x_test[:200], 0, 4))[1])
gap = np.abs(maps_moved[:, :, 1:] - maps[:, :, :-1]).max()
print(f"four pixels to the right, one place to the right: largest difference {gap:.1e}, of values up to {maps.max():.1f}")
assert gap < 1e-4 * maps.max()

# %% [markdown]
# Yes. The convolutions know the moved coat as well as they knew the coat. What is lost is lost in `dense1`. Modern networks are known for the same weakness [@azulay2019]; pooling and stride do their part, since they skip places [@zhang2019].
#
# ### Teach it with the data
#
# If the architecture does not ensure it, the data can: show the network moved pictures. Each epoch every picture is moved afresh, by up to four pixels. That is **data augmentation**, since long a most effective remedy [@simard2003]. You write `random_shift` in exercise 5.7. Here both networks go on from where they are, three epochs more:

# %% tags=["measured"]
def train_on_moved(name, params, key, epochs=3):
    for key_epoch in jax.random.split(key, epochs):
        key_move, key_order = jax.random.split(key_epoch)
        moved = augmentation.random_shift(key_move, clothes.train[0], 4)
        params, seen = train(name, params, (moved, clothes.train[1]), key_order, epochs=1, progress=False)
        print(f"{name:5s} loss on moved pictures {seen.loss[0]:.3f}, validation accuracy {seen.validation['accuracy'][0]:.3f}")
    return params

key, key_moved, key_moved_rival = jax.random.split(key, 3)
steady = train_on_moved("CNN", params, key_moved)
steady_rival = train_on_moved("dense", rival_params, key_moved_rival)
shares["CNN, moved in training"] = accuracies_moved(cnn.cnn, steady)
shares["dense, moved in training"] = accuracies_moved(rival, steady_rival)

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    cnn_charts.draw_shifts(moves, shares, "The data teach what the architecture does not"),
    alt="Test accuracy against pixels moved. " + "; ".join(f"{name}: from {v[0]:.2f} at 0 to {v[-1]:.2f} at 4" for name, v in shares.items()) + ".",
)
after, rival_after = (shares[f"{name}, moved in training"] for name in ("CNN", "dense"))
assert after[3] > 0.75 and after[3] > rival_after[3] + 0.04 and shares["CNN"][0] - after[0] < 0.045

# %% [markdown]
# With three epochs of moved pictures the CNN's curve is nearly level. It pays with up to two points or so on pictures that are not moved. The dense network learns to withstand, too, but pays more and stays well below: each of its units has to learn every position by itself. *That* is what the convolution is worth: not that it ignores the place, but that it learns cheaply to do so.

# %% [markdown]
# ## Explore: how far can you go?
#
# Draw with the mouse, or edit one of the ten test pictures. With the keyboard: arrow keys move the brush, Space paints, Shift with an arrow draws a line; grey 0 % erases. Find out:
#
# 1. Begin with the ankle boot. How far to the right can it go until the first network takes it for something else? And the second?
# 2. Turn the trouser into a dress with as few strokes as you can.
# 3. Scribble into the last two columns or rows. What changes?
# 4. Begin with an empty sheet and draw a bag. Then fill it with grey. What does the network go by, the outline or the area?
# 5. Move a picture by four pixels, one at a time, and watch the maps of the second block. When do they look the same again, one place further?

# %%
networks = {"as in the article": params, "moved in training": steady}
explore_drawing(networks, *clothes.test, clothes.classes)

# %% tags=["measured"] jupyter={"source_hidden": true}
fig, words = drawing_figure(networks, *clothes.test, clothes.classes, right=4)
show(
    fig,
    alt="Left: an ankle boot, moved four pixels to the right. Middle: ten bars of probabilities. Right: a grid of 32 small maps in which the "
    f"boot's edges and areas are marked, and a grid of 64 coarse ones. {words}",
)

# %% [markdown]
# Without a running kernel you see this one setting: the boot of the test pictures, four pixels to the right, as the article's network sees it.
#
# <details><summary>What you should have found</summary>
#
# 1. A few pixels for the first, more for the second; the exact number differs from training to training.
# 2. Fill the gap between the legs.
# 3. Only the edges of the maps of the first block. The second block drops them: the blind rim.
# 4. More by the area. Below you see it on all test pictures.
# 5. After four pixels: two poolings by two.
# </details>
#
# Question 4, once more with all 3,000 test pictures: first every thing painted in one even grey, then only the outline of that.

# %% tags=["measured"]
thing = np.pad(x_test[..., 0] > 0.05, ((0, 0), (1, 1), (1, 1)))
here, beside = thing[:, 1:-1, 1:-1], (thing[:, :-2, 1:-1], thing[:, 2:, 1:-1], thing[:, 1:-1, :-2], thing[:, 1:-1, 2:])
inside = here & np.all(beside, axis=0)  # all four neighbours belong to the thing
found = {}
for name, view in {"as they are": x_test[..., 0], "only the area": 0.8 * here, "only the outline": 0.8 * (here & ~inside)}.items():
    chances = np.asarray(jax.nn.softmax(training.predict(cnn.cnn, params, np.float32(view)[..., None])))
    hits = found[name] = chances.argmax(axis=1) == y_test
    print(f"{name:17s} {hits.mean():.3f} right; where it is wrong, it gives its answer {chances[~hits].max(axis=1).mean():.2f} on average")
assert found["only the area"].mean() > found["only the outline"].mean() + 0.1

# %% [markdown]
# With one even grey for everything, without a button, a fold or a strap, it still knows most of the things. Of the outline, by which you would know them, it makes little; and where it errs there, it is surer than before. High confidence on pictures unlike those of the training means nothing (chapter 04 measured confidence on pictures *like* them).

# %% [markdown]
# ## Save, load, predict
#
# A trained network is its parameters. One line each to write them down, to read them back, and to use them. `like` says which shapes are expected, without computing anything, so that a wrong file is noticed.

# %%
with tempfile.TemporaryDirectory() as folder:
    path = storage.save(Path(folder) / "clothes.npz", params)
    loaded = storage.load(path, like=jax.eval_shape(cnn.cnn_params, jax.random.key(0)))
    said = training.predict(cnn.cnn, loaded, x_test[:5]).argmax(axis=1)
    print(f"{path.stat().st_size:,} bytes;", ", ".join(clothes.classes[i] for i in np.asarray(said)))
assert np.array_equal(said, told(cnn.cnn, params, x_test[:5])) and 4 * 121_930 == 487_720

# %% [markdown]
# 121,930 numbers of 4 bytes are 487,720 bytes; the rest of the file are names and shapes. Chapter 09 puts such a file behind a service.

# %% [markdown]
# ## Why this is fast
#
# The frameworks have written convolution and pooling for you. On a processor without a GPU the article's own formula, written plainly, beats the convolution and pooling that XLA, JAX's compiler, brings along. Three reasons.
#
# *One product.* The convolution is one matrix product over all patches (chapter 02, [@chellapilla2006]), and matrix products are what processors do best.
#
# *One loop.* A whole epoch is one compiled `lax.scan`; Python is asked once an epoch and not once a batch.
#
# *A cheap way back through the maximum.* Going backwards, the gradient of a 2×2 maximum belongs to the place where the maximum was; of equal ones, the first. XLA's own window reduction searches every window again for it. But four slices of the maps, one for each place in a window, can be compared with each other at once. And since neither a bias nor a relu changes which of four numbers is the largest, both may wait until only a quarter of the numbers is left. By hand, on one map:

# %%
values = np.array([[3.0, 1, 2, 2], [0, 4, 2, 1]], np.float32)  # two windows: 3 1 / 0 4 and 2 2 / 2 1
places_of = lambda m: np.stack([m[i::2, j::2] for i in (0, 1) for j in (0, 1)])  # (4, rows, columns)
first_largest = places_of(values).argmax(axis=0)
gradient = np.where(first_largest == np.arange(4)[:, None, None], [[10.0, 20.0]], 0)  # 10 and 20 come back from above
by_jax = jax.grad(lambda x: (layers.max_pool2d(x[None, :, :, None], 2).ravel() * jnp.array([10.0, 20.0])).sum())(values)
print(by_jax)
assert np.array_equal(places_of(np.asarray(by_jax)), gradient)

# %% [markdown]
# The 4 gets the 10; of the three equal 2s the first gets all 20. Now the whole network: loss and gradient on ten batches of 32, in three forms. *Fused* is the library's block. *Plain* is the same formula with JAX's own gradient. *XLA's own* is its convolution and window reduction, with a compiled call for each batch.

# %%
def xla_block(x, w, b):
    y = lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=layers.NHWC) + b
    return lax.reduce_window(relu(y), -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")

def plain_block(x, w, b):
    y = relu(layers.conv2d(x, w, b))
    rows, columns = y.shape[1] // 2, y.shape[2] // 2
    return y[:, : 2 * rows, : 2 * columns].reshape(len(y), rows, 2, columns, 2, -1).max(axis=(2, 4))

def slope_of(block):
    def loss(params, x, y):
        maps = block(block(x, *params["conv1"]), *params["conv2"])
        return losses.cross_entropy(layers.mlp([params["dense1"], params["dense2"]], layers.flatten(maps)), y)
    return jax.value_and_grad(loss)

# %% tags=["measured"]
some = [np.asarray(part[:320]).reshape(10, 32, *part.shape[1:]) for part in clothes.train]
in_a_loop = lambda block: jax.jit(lambda params: lax.map(lambda batch: slope_of(block)(params, *batch), tuple(some)))
one_by_one = jax.jit(slope_of(xla_block))
forms = {
    "fused": in_a_loop(pooling.conv_relu_pool_fused),
    "plain": in_a_loop(plain_block),
    "XLA's own": lambda params: [one_by_one(params, *batch) for batch in zip(*some)],
}
milliseconds, slopes = {name: [] for name in forms}, {}
for repeat in range(6):  # the first call compiles; then in turns, so that a busy moment hits all alike
    for name, form in forms.items():
        begin = time.perf_counter()
        slopes[name] = jax.block_until_ready(form(cnn_start))
        milliseconds[name] += [1e3 * (time.perf_counter() - begin) / 10] if repeat else []
for name, times in milliseconds.items():
    print(f"{name:9s} {np.median(times):6.2f} ms a batch, {np.median(times) / np.median(milliseconds['fused']):.1f} × the fused form")

# %% tags=["measured"]
(losses_fused, grads_fused), (losses_plain, grads_plain) = slopes["fused"], slopes["plain"]
losses_xla, grads_xla = jax.tree.map(lambda *leaves: np.stack(leaves), *slopes["XLA's own"])
largest = lambda a, b: max(jax.tree.leaves(jax.tree.map(lambda p, q: float(np.abs(p - q).max()), a, b)))
print(f"losses: fused and plain differ by {largest(losses_fused, losses_plain):.0e}, fused and XLA's own by "
      f"{largest(losses_fused, losses_xla):.0e}")
print(f"slopes: fused and plain differ by {largest(grads_fused, grads_plain):.0e}, fused and XLA's own by "
      f"{largest(grads_fused, grads_xla):.0e}")
assert largest(losses_fused, losses_plain) < 1e-4 and largest(grads_fused, grads_xla) < 1e-3 and largest(grads_fused, grads_plain) < 1e-3
if jax.default_backend() == "cpu":
    assert np.median(milliseconds["XLA's own"]) > 1.1 * np.median(milliseconds["fused"])

# %% [markdown]
# All three agree. (Even on ties: JAX's own maximum shares the slope out among equal numbers, the other two give it to the first. But where neighbours are equal, on flat parts, their patches are mostly equal, too, and the sum over all places is the same.) On a GPU the order is another, since XLA's convolution is at home there; the library asks once which it is (`course_lib/backend.py`). The README compares whole trainings with the frameworks.

# %% [markdown]
# ## What the article leaves out
#
# ### Data to check on
#
# The listing trains on `x_train` and ends. Without validation pictures you could not see the overfitting, without test pictures not say how good the network is. And its loss, categorical cross-entropy, wants labels as one-hot rows; given whole numbers, as here, Keras refuses, since the shapes of labels and outputs differ [@keras-nn].
#
# ### "Local" is an assumption about the data
#
# The article says that CNNs suit images. Why? Because neighbours belong together. So take that away: shuffle the pixels of all pictures in the same way, as in chapter 03. To the dense network that made no difference. To the CNN?

# %% tags=["measured"]
key, key_order, key_start, key_shuffled = jax.random.split(key, 4)
order = np.asarray(jax.random.permutation(key_order, 784))
shuffle = lambda x: np.asarray(x).reshape(-1, 784)[:, order].reshape(-1, 28, 28, 1)
_, blind = training.fit(
    cnn.cnn_params(key_start), cnn_loss, (shuffle(clothes.train[0]), clothes.train[1]), key=key_shuffled, epochs=4,
    optimizer=adam, validation=(shuffle(clothes.validation[0]), clothes.validation[1]), measure=cnn_measure, progress=False,
)  # fmt: skip
rows = {"CNN": valid, "CNN, pixels shuffled": blind.validation, "dense": rival_valid}
late = {name: float(np.mean(seen["accuracy"][2:4])) for name, seen in rows.items()}
print("validation accuracy, mean of epochs 3 and 4:", ", ".join(f"{name} {value:.3f}" for name, value in late.items()))
assert 0.82 < late["CNN, pixels shuffled"] < late["CNN"] + 0.005

# %% [markdown]
# It loses its lead, and hardly more: a picture that is noise to your eye is read about as well as the dense network reads it, with `dense1` and five of six parameters. All that the convolution was worth on pictures in the middle was this point or so. It is no magic, it is a *bet*: that neighbours belong together, and that a pattern means the same everywhere. Where the bet is right, as under the shifts above, it pays; where it is wrong (the columns of a table, in some order or other), it gains nothing.
#
# ### "Global" is what is last
#
# The dense layers are said to learn the global and to classify. You have seen both halves of the truth: they do look at all places at once, and therefore it is they who cannot bear a step to the side.
#
# <span lang="zh">更准确的说法：卷积是一种“赌注”，即假定相邻像素相关、同一模式在各处意义相同；而对平移敏感的，正是最后的全连接层。</span>

# %% [markdown]
# ## Transfer
#
# Handwritten digits again, 8 × 8 [@alpaydin1998]: too small for the network, as you saw. Make each pixel 3 × 3 and add a rim of 2, and they are 28 × 28. Only 200 digits to train on, 597 to test. Once from fresh weights, once from the network that was trained on *clothes*, only its last layer fresh. Do trousers help to read digits?

# %% tags=["measured"]
from sklearn.datasets import load_digits

digits = load_digits()
key, key_split, key_new, *keys_fit = jax.random.split(key, 5)
mixed = np.asarray(jax.random.permutation(key_split, len(digits.target)))
large = np.pad(np.kron(digits.images[mixed] / 16, np.ones((1, 3, 3))), ((0, 0), (2, 2), (2, 2)))[..., None].astype(np.float32)
y_digits = digits.target[mixed].astype(np.int32)
fresh = cnn.cnn_params(key_new)
starts = {"fresh weights": fresh, "weights from clothes": {**params, "dense2": fresh["dense2"]}}
right_digits = {}
for key_fit, (name, start) in zip(keys_fit, starts.items()):
    fitted, _ = training.fit(start, cnn_loss, (large[:200], y_digits[:200]), key=key_fit, epochs=15, batch_size=20,
                             optimizer=adam, progress=False)  # fmt: skip
    right_digits[name] = told(cnn.cnn, fitted, large[1200:]) == y_digits[1200:]
    low, high = metrics.accuracy_interval(int(right_digits[name].sum()), 597)
    print(f"{name:20s} {right_digits[name].mean():.3f} of 597 unseen digits, between {low:.3f} and {high:.3f}")
assert all(hits.mean() > 0.85 for hits in right_digits.values())

# %% [markdown]
# Both read most of the digits, from twenty examples of each. Whether the clothes helped is for the intervals to say; where they overlap, the honest answer is "not shown". What carries over for certain is the recipe: blocks of convolution, relu and pooling, then dense layers, and data kept apart.

# %% [markdown]
# ## In your own words
#
# A colleague has trained the article's network on pictures of screws, always in the middle of the picture, and reports 99 % on the training data. In the factory the screws lie a few pixels further left, and the network fails. "But it is convolutional, it must not matter where a screw lies!" Explain what is wrong with the sentence, with the report, and what you would do. Four or five sentences.
#
# <details><summary>A model answer, and three points to look for</summary>
#
# A convolution is equivariant: if the screw moves, its maps move along. After the second pooling they are flattened, and the dense layer has one weight for each place of each map; it was trained on maps in the middle and has never seen others. Pooling forgives a pixel or so, not more.
# The 99 % were measured on what it was trained on, so they say nothing about other pictures, and certainly nothing about moved ones. I would hold pictures back, some of them from the factory, and measure there, with an interval. Then I would train on randomly moved copies, or end with a maximum over all places, which forgets where something was.
#
# Look for: (1) equivariant is not invariant; the dense layer after flattening depends on the place. (2) Accuracy on training data is no evidence; test data must look like those in use. (3) A remedy in the data (augmentation) or in the architecture, and that it must be measured again.
# </details>

# %% [markdown]
# ## Recap
#
# 1. An image of 20 × 20 goes through the article's two blocks. Which shapes does it take, and how many inputs does `dense1` get?
#
#    <details><summary>Answer</summary>20 → 18 → 9 → 7 → 3, and 3 · 3 · 64 = 576.</details>
# 2. Which layer of the article's network holds most of the parameters, and which one does most of the work? Why are they not the same?
#
#    <details><summary>Answer</summary>dense1 and conv2. A dense layer uses each weight once per image, a convolution at every place.</details>
# 3. Why three parts of the data, when two would do to find overfitting?
#
#    <details><summary>Answer</summary>Whatever you choose by looking at the validation set (when to stop, which rate) fits that set a little, too. The test set, looked at once, is still fresh.</details>
# 4. In a confusion matrix the row "shirt" has 60 in the column "T-shirt", and the row "T-shirt" has 20 in the column "shirt". What does that tell you?
#
#    <details><summary>Answer</summary>60 shirts were taken for T-shirts, but only 20 T-shirts for shirts: in doubt the network says T-shirt.</details>
# 5. Augmentation with shifts costs a point on pictures that lie in the middle. When is that a good bargain?
#
#    <details><summary>Answer</summary>When the pictures in use do not all lie in the middle. What counts is the accuracy on data like those to come.</details>
#
# Now write them yourself: `exercises/05_cnn.ipynb`.

# %% [markdown]
# ## Read on
#
# - [@lecun1998]: convolutional networks for reading cheques, with the network from which the article's descends.
# - [@xiao2017]: the clothes.
# - [@saxe2011]: why random kernels do so well.
# - [@azulay2019]: deep networks and small shifts, measured on large networks.
# - [@zhang2019]: a repair of pooling that makes shifts matter less.
# - [@simard2003]: moved and distorted copies, and convolution, as good practice.
# - [@chellapilla2006]: convolution as one matrix product.
# - [@alpaydin1998]: the digits.
#
# All works cited in this chapter:
