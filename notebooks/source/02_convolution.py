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
# # 02 · How can a layer see a pattern wherever it is?
#
# The edge of a roof is the edge of a roof, on the left of a photograph or on the right. A layer with a weight of its own for
# every pixel knows nothing of this. What it learns on the left it has to learn again on the right.
#
# The way out is to own few weights and to use them everywhere. Below, nine weights find every upright edge of a photograph of 273,280 pixels.
# In about 80 minutes you will know how, when the formula of the article this course follows (chapter 00) is the faster way to compute it, and when "everywhere" is not quite true.

# %%
import time

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import images, layers, optimizers
from course_lib.charts import convolution as kernel_charts
from course_lib.charts import equivariance as shift_charts
from course_lib.convolution import conv2d_by_loops, correlate2d, correlate2d_strided, im2col
from course_lib.convolution import output_size, receptive_field
from course_lib.explorers.kernel_editor import explore_kernel, kernel_figure
from course_lib.explorers.window_steps import explore_window, window_figure
from course_lib.plotting import show
from course_lib.widgets import predict

# %% jupyter={"source_hidden": true}
photo = images.load_photograph()  # (427, 640, 3), from 0 to 1
grey = images.to_grey(photo)  # (427, 640)
upright = jnp.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
show(
    kernel_charts.draw_answer(grey, upright, correlate2d(grey, upright)),
    alt="Left: a grey photograph of a pagoda. Middle: a 3 by 3 table with -1, -2, -1 on the left, 0 in mid-grey in the middle and "
    "1, 2, 1 on the right. Right: the same view in mid-grey, with pillars and upright outlines in white and black.",
)

# %% [markdown]
# *Nine weights, carried to every place.* White: dark on the left and bright on the right. Black: the other way round. Mid-grey, 0: no difference, as in the sky. The kernel met all 273,280 pixels; only the drawings are reduced to a third. (Photograph: danielbuechele, CC BY 2.0, changed; it comes with scikit-learn.)

# %% [markdown]
# ## What you will be able to do
#
# - Predict the size of an output from kernel, stride, padding and dilation (2.1).
# - Slide a kernel over an image, and tell cross-correlation from convolution (2.2, 2.3).
# - Turn convolution into one matrix product, for batches and channels: the article's formula (2.4, 2.5).
# - Pool a map, and say how much of a shift survives stride and pooling (2.6).
# - Work out which input pixels one output of a deep stack can see (2.7).
# - Derive the gradient of weights that are used at many places (2.8).
#
# Write the exercises in `exercises/02_convolution.ipynb` as you go, or all at the end.

# %% [markdown]
# ## Warm-up
#
# Answer each in your head before you open it. The first looks back at chapter 01, the second at chapter 00, the third at school.
#
# 1. In a linear model, what is multiplied by what in the gradient of a weight?
# 2. How much memory do 70 billion parameters take in float32?
# 3. A has shape (5, 3) and B has shape (3, 2). Which shape has the product AB, and what is its entry in row 1, column 2?
#
# <details><summary>Answer 1</summary>
#
# The error of each sample by its input, and the products are averaged over the samples. Later in this chapter one weight meets thousands of inputs in a single image; the products stay, and are added over the places.
# </details>
# <details><summary>Answer 2</summary>
#
# Four bytes each, so $2.8 \cdot 10^{11}$ bytes: 280 gigabytes.
# </details>
# <details><summary>Answer 3</summary>
#
# (5, 2). The entry is row 1 of A times column 2 of B, entry by entry, summed: three products. Each row of A meets each column of B, and no row meets another row.
# </details>

# %% [markdown]
# ## What the article says
#
# Section 1.3.5.2: a convolutional layer learns local features of an image by convolution; each output is a sum of inputs times the weights of the kernel, plus a bias.
#
# <span lang="zh">文章的说法：卷积层通过卷积运算学习图像的局部特征；输出等于输入与卷积核对应元素相乘后求和，再加上偏置。</span>
#
# $$y_{ij} = \sum_{k=1}^{K} x_{ik} \cdot w_{kj} + b_j$$
#
# | symbol | the article's words | variable | shape |
# |---|---|---|---|
# | $x_{ik}$ | feature map of the input image | `x` | `(rows, K)` |
# | $w_{kj}$ | convolution kernel | `w` | `(K, filters)` |
# | $b_j$ | bias | `b` | `(filters,)` |
# | $y_{ij}$ | output of the layer | `y` | `(rows, filters)` |
#
# Two of these words need a note. The article calls the *input* a feature map; in this course a feature map is an output, and the maps of one layer are the input of the next. And *filters* counts the kernels.
#
# Look at the indices. This is a product of two matrices, plus a row of biases. Nothing slides over anything, there is no position in it, and it is
# letter for letter a dense layer, which gives every output its own weighted sum of *all* inputs. So where is the convolution? Keep that question.

# %% [markdown]
# ## By hand: seven numbers, three weights
#
# A row of seven brightnesses, $x = (0, 0, 2, 6, 6, 6, 0)$, and three weights, the **convolution kernel** $w = (-1, 0, 1)$. Lay the kernel on the first three numbers, multiply, add.
# Move it on by one, and do it again. The three numbers under the kernel are a **patch**.
#
# | place | patch | sum of products | output |
# |---|---|---|---|
# | 0 | 0, 0, 2 | −1·0 + 0·0 + 1·2 | 2 |
# | 1 | 0, 2, 6 | −1·0 + 0·2 + 1·6 | 6 |
# | 2 | 2, 6, 6 | −1·2 + 0·6 + 1·6 | 4 |
# | 3 | 6, 6, 6 | | |
# | 4 | 6, 6, 0 | | |
#
# Fill in the last two before you run the cell. This kernel computes "right minus left": positive where it becomes brighter, 0 where it is even, negative where it becomes darker.

# %%
x = np.array([0.0, 0, 2, 6, 6, 6, 0])
w = np.array([-1.0, 0, 1])

def correlate_by_loop(x, w):
    out = []
    for place in range(len(x) - len(w) + 1):
        total = 0.0
        for k in range(len(w)):
            total += x[place + k] * w[k]
        out.append(total)
    return np.array(out)

print(correlate_by_loop(x, w))

# %% [markdown]
# Seven numbers and a kernel of three give five outputs. Now turn the loops round. Weight $k$ meets $x_k$ first and then every later number, so each weight multiplies one long slice.

# %%
places = len(x) - len(w) + 1
vectorised = sum(w[k] * x[k : k + places] for k in range(len(w)))
library = np.correlate(x, w, mode="valid")  # "valid": only places where the whole kernel fits
assert np.array_equal(vectorised, correlate_by_loop(x, w)) and np.array_equal(vectorised, library)
print("loop, slices and NumPy agree:", vectorised)

# %% [markdown]
# ## One formula, two readings
#
# Third way: write each patch as a *row*. Five places make five rows of three numbers. Then the whole calculation is one product of matrices, and a second kernel, here the mean of three, is one more column of $w$ (a kernel in this role is also called a filter).

# %%
rows = np.stack([x[place : place + 3] for place in range(places)])  # (5, 3): row i is patch i
two = np.stack([w, np.full(3, 1 / 3)], axis=1)  # (3, 2): one column for each kernel
b = np.array([0.0, 10.0])
y = layers.dense(rows, two, b)
print(rows, "\n", np.round(y, 2))
assert np.allclose(y[:, 0], library) and np.allclose(y[:, 1], np.correlate(x, two[:, 1]) + 10)

# %% [markdown]
# There is your convolution. The function called is a *dense* layer, and the formula is the article's, with $K = 3$. Only what stands in row $i$ has changed:
#
# | reading | row $i$ of $x$ | $K$ | row $i$ of $y$ |
# |---|---|---|---|
# | dense layer | sample $i$, all its inputs | number of inputs | all outputs of sample $i$ |
# | convolution | patch $i$ of one image | weights of one kernel | all filters at place $i$ |
#
# In a matrix product no row meets another one. In the first reading that means that samples do not disturb each other. In the second it means
# that all places are treated alike, by the same weights. This is **weight sharing**. Laying out patches as rows is called **im2col**; networks have been computed this way since 2006 at the latest [@chellapilla2006].
#
# In two dimensions a patch is a square. Its nine numbers become one row, read line by line:

# %%
tiny = jnp.array([[0.0, 0, 5, 5], [0, 0, 5, 5], [0, 0, 5, 5], [9, 9, 9, 9]])
patches = im2col(tiny[None, :, :, None], 3, 3)  # (1, 2, 2, 9): one image, 2 × 2 places, 9 numbers
by_product = patches.reshape(4, 9) @ upright.ravel()
print(by_product)
assert np.array_equal(by_product.reshape(2, 2), correlate2d(tiny, upright))

# %% jupyter={"source_hidden": true}
show(
    kernel_charts.draw_patches(tiny, patches.reshape(4, 9), upright, chosen=2),
    alt="A 4 by 4 image with one 3 by 3 patch framed; beside it a matrix of four rows of nine numbers, the third row framed; "
    "the kernel as a column of nine; and four outputs, the third framed.",
)

# %% [markdown]
# The framed patch is the framed row, and gives the framed output. You write `im2col` for any batch and any number of channels in exercise 2.4.

# %% [markdown]
# ## Flipped or not
#
# In mathematics, **convolution** reads the kernel backwards: $\sum_k x_{i-k}\, w_k$. What you did above, $\sum_k x_{i+k}\, w_k$, is called **cross-correlation**. Does it matter? Try the simplest input there is.

# %% jupyter={"source_hidden": true}
predict(
    "All inputs are 0, except for a single 1 in the middle. You slide the kernel (1, 2, 3) over it as above, "
    "by cross-correlation. Which numbers come out around the middle?",
    {
        "1, 2, 3": (
            "So one would expect, and so it is with mathematical convolution. But here the kernel comes from the left: "
            "its right end, the 3, touches the 1 first."
        ),
        "3, 2, 1": (
            "The right end of the kernel reaches the 1 first, so the 3 is written first. Cross-correlation draws the "
            "kernel backwards; that is why mathematics turns it round before sliding."
        ),
        "6, once": (
            "6 would be the sum of the weights: what comes out where all inputs under the kernel are 1. "
            "Here at most one of them is."
        ),
        "2, once": (
            "The middle weight meets the 1 at one place only. But the kernel is carried to every place, and beside that one "
            "its outer weights meet the 1."
        ),
    },
    answer="3, 2, 1",
)

# %%
impulse = np.array([0.0, 0, 0, 0, 1, 0, 0, 0, 0])
kernel = np.array([1.0, 2, 3])
correlated, convolved = np.correlate(impulse, kernel), np.convolve(impulse, kernel, mode="valid")
print("cross-correlation", correlated, " convolution", convolved)
assert np.array_equal(np.correlate(x, kernel[::-1]), np.convolve(x, kernel, mode="valid"))

# %% jupyter={"source_hidden": true}
show(
    kernel_charts.draw_flip(correlated, convolved, kernel),
    alt="Two bar charts of the answer to a single 1. Left, cross-correlation: bars 3, 2, 1. Right, convolution: bars 1, 2, 3.",
)

# %% [markdown]
# Why does mathematics bother to flip? Because then the two arguments may change places, as the cell shows. (Two kernels one after the other can be joined into one either way; only the kernel that replaces them is their *convolution*, not their cross-correlation.)

# %%
blur, step = np.array([1.0, 2, 1]), np.array([-1.0, 0, 1])
# "full": also where the two only partly overlap, as if zeros stood beyond the ends; so 3 + 3 − 1 = 5 numbers
flipped = np.convolve(blur, step, mode="full"), np.convolve(step, blur, mode="full")
plain = np.correlate(blur, step, mode="full"), np.correlate(step, blur, mode="full")
print("convolution:      ", *flipped)
print("cross-correlation:", *plain)
assert np.array_equal(*flipped) and not np.array_equal(*plain)

# %% [markdown]
# In deep learning the kernel is *learnt*. Flipping before use would just make training learn the mirrored kernel. So the flip is dropped and the name kept:
# what is called convolution in JAX, in PyTorch [@pytorchconv] and in this course is cross-correlation. It matters only when a kernel comes from elsewhere, from a textbook or another library.

# %% [markdown]
# ## Nine weights on a photograph
#
# Now two dimensions and real data. One output by hand first, at a pillar of the pagoda:

# %%
row, column = 210, 175
patch = grey[row : row + 3, column : column + 3]
print(np.round(np.asarray(patch, float), 2))
by_hand = sum(float(patch[i, j] * upright[i, j]) for i in range(3) for j in range(3))
edges = correlate2d(grey, upright)
print(f"by hand {by_hand:.3f}, correlate2d {edges[row, column]:.3f}; {grey.shape} becomes {edges.shape}")
assert np.isclose(by_hand, edges[row, column], atol=1e-5) and edges.shape == (425, 638)

# %% [markdown]
# What a kernel does can be read from its weights. The output over all places is its **feature map**.

# %%
kernels = {
    "blur": jnp.full((3, 3), 1 / 9),
    "sharpen": jnp.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "upright edges": upright,
    "level edges": upright.T,
    "emboss": jnp.array([[-2.0, -1, 0], [-1, 1, 1], [0, 1, 2]]),
}
for name, kernel in kernels.items():
    brighter = correlate2d(grey + 0.1, kernel) - correlate2d(grey, kernel)
    change = round(float(brighter.mean()), 3) + 0.0  # + 0.0 turns -0.0 into 0.0
    print(f"{name:14s} weights add up to {kernel.sum():4.1f}; add 0.1 to every pixel: {change:+.3f}")
    assert np.allclose(brighter, 0.1 * kernel.sum(), atol=1e-5)

# %% jupyter={"source_hidden": true}
maps = {name: correlate2d(grey, kernel)[52:162, 84:234] for name, kernel in kernels.items()}
show(
    kernel_charts.draw_gallery(maps, ("upright edges", "level edges"), "Five kernels, five feature maps: the roof, pixel for pixel"),
    alt="Five versions of the top roof of the pagoda: soft, crisp, upright outlines only, level outlines only, and a relief lit from one corner.",
)

# %% [markdown]
# The two edge kernels are those of Sobel and Feldman, from a talk of 1968 [@sobel2014]. Their weights add up to 0, so an even area gives 0 whatever its brightness. The others add up to 1 and keep the brightness.

# %% [markdown]
# ## Explore: nine weights
#
# Choose a preset, then change single weights. What is called upright and level in this chapter is called vertical and horizontal in the list. To be quick, the explorer works on the photograph reduced to a third: there neighbours differ more, and a
# kernel such as emboss looks harsher than above. Four things to find out:
#
# 1. *blur*: change the middle weight to 1.12. What happens to the sky, and why?
# 2. Make a kernel that moves the picture by one pixel and does nothing else.
# 3. *Sobel: vertical edges*: swap the sign of the six weights that are not 0. What changes?
# 4. Make a kernel that compares the upper left neighbour with the lower right one. What must the weights add up to, if the even sky is to be mid-grey?

# %%
explore_kernel()

# %% jupyter={"source_hidden": true}
fig, words = kernel_figure("emboss")
show(fig, alt=f"The pagoda photograph, and the same as a relief. {words}")
print(words)

# %% [markdown]
# Without a running kernel you see one preset: emboss, whose weights add up to 1, so that the sky keeps its brightness.
#
# <details><summary>What you should have found</summary>
#
# 1. The weights now add up to 2, so an even area becomes twice as bright, and the sky is white.
# 2. One weight of 1 that is not in the middle, all others 0. At w₂₃ each output is its right neighbour, so the picture moves to the left by one pixel.
# 3. White and black change places: the map is multiplied by −1. Which sign you take is a convention.
# 4. To 0. For instance w₁₁ = −1 and w₃₃ = 1, all others 0.
# </details>

# %% [markdown]
# ## Where the kernel fits: padding, stride, dilation
#
# A kernel of $k$ pixels fits at $n - k + 1$ places along $n$ pixels, so each layer makes the image smaller. Three numbers change this.
# **Padding** $p$ adds zeros on both sides. **Stride** $s$ moves the kernel by $s$ pixels at a time. **Dilation** $d$ spreads the kernel, so that it reads every $d$-th pixel and reaches over $d(k-1)+1$.
#
# $$n' = \Big\lfloor \frac{n + 2p - d(k-1) - 1}{s} \Big\rfloor + 1$$
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | $n$, $n'$ | pixels along one axis, before and after | `n`, returned | whole number |
# | $k$ | weights of the kernel along it | `kernel` | whole number |
# | $s$ | stride | `stride` | whole number, 1 = every place |
# | $p$ | zeros on *each* side | `padding` | whole number |
# | $d$ | dilation | `dilation` | whole number, 1 = none |
#
# By hand, $n = 6$, $k = 3$: without anything $6 - 3 + 1 = 4$. With $p = 1$: $6 + 2 - 3 + 1 = 6$, the size is kept. With $p = 1$ and $s = 2$: $\lfloor 5/2 \rfloor + 1 = 3$; the last half step does not fit. The letters follow a guide of 2016 with many drawings [@dumoulin2016].
# Is the formula right? Ask JAX for 162 small cases:

# %%
def size_in_jax(n, kernel, stride, padding, dilation):
    # JAX names axes by letters: N number of the image, W width, C channel; in a kernel W, I channel in, O channel out
    image, w = jax.ShapeDtypeStruct((1, n, 1), "float32"), jax.ShapeDtypeStruct((kernel, 1, 1), "float32")
    conv = lambda x, w: lax.conv_general_dilated(
        x, w, (stride,), [(padding, padding)], rhs_dilation=(dilation,), dimension_numbers=("NWC", "WIO", "NWC")
    )
    return jax.eval_shape(conv, image, w).shape[1]  # only shapes are computed

small, few = (1, 2, 3), (0, 1, 2)
cases = [(n, k, s, p, d) for n in (6, 7, 13) for k in small for s in small for p in few for d in (1, 2)]
assert all(output_size(*case) == size_in_jax(*case) for case in cases)
print(len(cases), "cases agree")
print("the photograph at stride 2, padding 1:", [output_size(n, 3, 2, 1) for n in grey.shape])

# %% [markdown]
# ### Explore: one window at a time
#
# The *window* is the frame: the pixels the kernel covers at this step. Move *step* and read the sum under the picture. Three things to find out:
#
# 1. Stride 1, no padding: at which step is the output most negative, and what lies under the window there?
# 2. Which padding keeps 6 × 6, and what does it do to the outputs at the rim? And if dilation is 2?
# 3. Stride 2 without padding, then stride 3: which input pixels does no window ever touch?

# %%
explore_window()

# %% jupyter={"source_hidden": true}
fig, words = window_figure(step=4, stride=2, padding=1)
show(fig, alt=f"A 6 by 6 grid framed by zeros with a 3 by 3 window on it, and the first five outputs. {words}")
print(words)

# %% [markdown]
# Without a running kernel you see one step, at stride 2 and padding 1: the window jumps by two pixels, and 3 × 3 outputs are left.
#
# <details><summary>What you should have found</summary>
#
# 1. −36, at step 7 (the eighth, counting from 0): nines lie under the weights −1, −2, −1, and zeros under 1, 2, 1. It becomes darker to the right.
# 2. Padding 1; with dilation 2 the kernel reaches over five pixels, and padding 2 is needed. At the rim the window sees zeros that are no part of the image. In the lower right corner the image becomes brighter, from 1 to 3, but the output is −2: a 1 is compared with a padded 0.
# 3. At stride 2 the last column and the last row: the window would need a seventh pixel. At stride 3 everything is touched, by windows that lie side by side.
# </details>

# %% [markdown]
# ## Channels, and the whole formula
#
# A colour image has three numbers a pixel, for red, green and blue: each is a **channel**. A patch is then a block of $k \times k \times 3$ numbers, still one row, so $K = 27$ for a 3 × 3 kernel. Each *filter* has 27 weights and one bias, and makes one channel of the output.
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | | images | `x` | `(batch, height, width, channels)` |
# | $x_{ik}$ | patches as rows, $i$ runs over all places of all images | `im2col(x, kh, kw)` | `(batch, height', width', K)` |
# | $w_{kj}$ | the kernels, $K$ = kh · kw · channels | `w.reshape(K, filters)` | `w`: `(kh, kw, channels, filters)` |
# | $b_j$ | one bias for each filter | `b` | `(filters,)` |
# | $y_{ij}$ | feature maps | `conv2d(x, w, b)` | `(batch, height', width', filters)` |
#
# The smallest example: a kernel of 1 × 1 sees one pixel, that is three numbers. With the weights 0.299, 0.587, 0.114, the eye's sensitivity to red, green and blue, it is the grey photograph. You have used a convolution since the first cell.

# %% tags=["measured"]
eye = jnp.array([0.299, 0.587, 0.114]).reshape(1, 1, 3, 1)  # kh, kw, channels, filters
as_convolution = layers.conv2d(photo[None], eye, jnp.zeros(1))
apart = jnp.abs(as_convolution[0, :, :, 0] - grey).max()
print(as_convolution.shape, f"largest difference to the grey photograph {apart:.1e}")
assert np.allclose(as_convolution[0, :, :, 0], grey, atol=1e-6)

# %% [markdown]
# Now eight random filters of 3 × 3 on the photograph in colour, in three ways: the definition in loops over output rows, output columns, kernel rows and kernel columns; im2col and one product; and `lax.conv_general_dilated`, which JAX offers.

# %%
key = jax.random.key(0)  # every random number of this notebook comes from here
jax.config.update("jax_debug_key_reuse", True)  # JAX objects if a key is used twice

key, key_w, key_b = jax.random.split(key, 3)
batch = photo[None]  # (1, 427, 640, 3)
w = jax.random.normal(key_w, (3, 3, 3, 8)) / 27**0.5
b = jax.random.normal(key_b, (8,))
# axes as above, "HWIO": height and width of the kernel, channels in, filters; "VALID": no padding
in_jax = jax.jit(
    lambda x, w, b: lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")) + b
)
as_product = jax.jit(layers.conv2d)

# %% [markdown]
# For one filter there is a fourth way. Write a *single* output, and let `jax.vmap` (chapter 01) do it for all rows and columns.

# %%
@jax.jit
def one_filter(image, w, b):
    one_output = lambda i, j: jnp.vdot(lax.dynamic_slice(image, (i, j, 0), w.shape), w) + b
    every_column = jax.vmap(one_output, in_axes=(None, 0))
    rows, columns = image.shape[0] - 2, image.shape[1] - 2
    return jax.vmap(every_column, in_axes=(0, None))(jnp.arange(rows), jnp.arange(columns))

section = photo[100:260, 60:300]  # the middle storeys of the pagoda, so that the loops need not run for long

# %% tags=["measured"]
def milliseconds(f, *args, repeat=5):
    jax.block_until_ready(f(*args))  # the first call compiles
    began = time.perf_counter()
    for _ in range(repeat):
        jax.block_until_ready(f(*args))
    return 1000 * (time.perf_counter() - began) / repeat

began = time.perf_counter()
y_loops = conv2d_by_loops(section[None], w, b)
took = {"four loops": [1000 * (time.perf_counter() - began)]}
print(f"{'':26s}{'section':>12s}{'whole photograph':>20s}")
print(f"{'four loops':26s}{took['four loops'][0]:9.1f} ms")
for name, f in (("im2col and one product", as_product), ("lax.conv_general_dilated", in_jax)):
    took[name] = [milliseconds(f, image[None], w, b) for image in (section, photo)]
    print(f"{name:26s}{took[name][0]:9.1f} ms{took[name][1]:17.1f} ms")

# %% tags=["measured"]
y_section, y_one = as_product(section[None], w, b), one_filter(section, w[..., 0], b[0])
y_product, y_jax = as_product(batch, w, b), in_jax(batch, w, b)
pairs = {
    "four loops, section": (y_loops, y_section),
    "vmap, first filter, section": (y_one, y_section[0, :, :, 0]),
    "lax, whole photograph": (y_jax, y_product),
}
for name, (one, other) in pairs.items():
    print(f"im2col against {name}: largest difference {np.abs(one - other).max():.0e}")
    assert np.abs(one - other).max() < 5e-6
print(f"outputs from {y_jax.min():.1f} to {y_jax.max():.1f}")
assert took["four loops"][0] > 5 * max(took["im2col and one product"][0], took["lax.conv_general_dilated"][0])

# %% [markdown]
# One result, to the rounding of float32. The loops pay for hundreds of thousands of small steps of Python. im2col pays in memory: each pixel is written down nine times, once for each place of the kernel that covers it. In return the whole layer
# is a single large matrix product, the operation that computers do best. JAX's own convolution avoids the copies. Compare the two on the section and on the whole photograph: the larger the image, the more nine copies cost.
#
# Training is another matter. There the gradient is needed too, for many small images, inside a compiled loop (`lax.scan`, chapter 01). Ten such gradients, for 64 crops of the photograph:

# %% tags=["measured"]
# a part of the photograph as a grid of 8 × 8 pieces of 26 × 32 pixels, then the pieces in one row
crops = photo[104:312, :256].reshape(8, 26, 8, 32, 3).swapaxes(1, 2).reshape(64, 26, 32, 3)

def ten_gradients(layer):
    def run(w, b):
        slope = jax.grad(lambda w: jnp.mean(layer(crops, w, b) ** 2))  # this loss is only something to differentiate
        return lax.scan(lambda w, _: (w - 0.1 * slope(w), None), w, length=10)[0]

    return jax.jit(run)

for name, layer in (("im2col and one product", layers.conv2d), ("lax.conv_general_dilated", in_jax)):
    took[name].append(milliseconds(ten_gradients(layer), w, b, repeat=1))
    print(f"{name:26s}{took[name][-1]:9.1f} ms for ten gradients in a loop")
assert took["lax.conv_general_dilated"][-1] > 1.5 * took["im2col and one product"][-1]

# %% [markdown]
# Now the article's formula, taken at its word, is several times faster than JAX's own convolution: on a CPU and inside a compiled loop, that is. Chapter 05 trains its network this way.

# %% [markdown]
# ## What sharing saves, and what it does not
#
# The layer above has $27 \cdot 8 + 8 = 224$ parameters. A **dense layer** joins every input to every output, and every join is a weight.

# %% jupyter={"source_hidden": true}
predict(
    "A dense layer is to take the same photograph, 427 × 640 × 3, to an output of the same size, 425 × 638 × 8. "
    "The convolution needs 224 parameters. About how many does the dense layer need?",
    {
        "60 million": (
            "That is what you get if every place has 27 weights for each of 8 outputs of its own: local, but not "
            "shared. Dense means that every output is joined to all pixels of the photograph."
        ),
        "7 million": (
            "That is 819,840 inputs times 8 filters: a dense layer with 8 outputs for the whole photograph. "
            "Here there are 8 outputs at each of 271,150 places."
        ),
        "2 million million": (
            "819,840 inputs times 2,169,200 outputs is 1.8 · 10¹². In float32 that is 7 terabytes for one layer."
        ),
        "It depends on the kernel": "A dense layer has no kernel. Its size follows from inputs and outputs alone.",
    },
    answer="2 million million",
)

# %%
inputs, outputs, places = photo.size, y_product.size, 425 * 638
dense_parameters = inputs * outputs + outputs
local_parameters = places * 27 * 8 + outputs
shared_parameters = layers.count_params((w, b))
costs = {
    "dense": (dense_parameters, inputs * outputs),
    "local, not shared": (local_parameters, outputs * 27),
    "convolution": (shared_parameters, outputs * 27),
}
for name, (parameters, products) in costs.items():
    print(f"{name:18s} {parameters:22,} parameters {products:22,} multiply-adds")
print(f"the dense layer in float32: {4 * dense_parameters / 1e12:.1f} TB")
assert shared_parameters == 224 and dense_parameters > 1.7e12 and inputs * 8 == 6_558_720

# %% jupyter={"source_hidden": true}
show(
    kernel_charts.draw_costs(costs),
    alt="Bars on logarithmic axes for three layers. Parameters: dense 1.8e12, local 6.1e7, convolution 224. "
    "Multiply-adds: dense 1.8e12, local and convolution the same, 5.9e7.",
)

# %% [markdown]
# Two ideas are at work, and they save different things. That a place looks only at its neighbourhood saves parameters *and* arithmetic. That all places share their weights saves not a single multiplication; it saves parameters, and with
# them the need to see each pattern at each place during training.
#
# Is a convolution then another kind of layer? No. Every linear function is a matrix, and `jax.jacobian` writes it out, here for 6 × 6 pixels and a kernel with the weights 1 to 9.

# %%
numbered = jnp.arange(1.0, 10).reshape(3, 3)
layer = lambda pixels: correlate2d(pixels.reshape(6, 6), numbered).ravel()
matrix = np.asarray(jax.jacobian(layer)(jnp.zeros(36)))  # (16, 36)
pixels = grey[100:106, 100:106].ravel()
print(f"{np.count_nonzero(matrix)} of {matrix.size} weights are not 0,", end=" ")
print(f"and among them are {len(np.unique(matrix)) - 1} different values")
assert np.allclose(matrix @ pixels, layer(pixels), atol=1e-4) and np.count_nonzero(matrix) == 16 * 9

# %% jupyter={"source_hidden": true}
show(
    kernel_charts.draw_dense_matrix(matrix, "A convolution is a dense layer: mostly zeros, the rest copies"),
    alt="A matrix of 16 rows and 36 columns. Each row holds three short bars of three weights; from row to row the same "
    "bars move one column to the right, and everything else is zero.",
)

# %% [markdown]
# Each row is the row above, moved by one pixel (by three where the kernel begins a new line). So a convolution can do nothing that a dense layer could not do. What it has is a *restriction*, and the restriction is what you want.

# %% [markdown]
# ## What a shared weight learns from
#
# A weight that is used at many places has a part in every one of their errors. Its gradient is the sum over all places of the chain rule's product: error at that place times the input that the weight met there.
#
# $$y_i = \sum_k x_{i+k}\, w_k \quad\Rightarrow\quad \frac{\partial J}{\partial w_k} = \sum_i \frac{\partial J}{\partial y_i}\; x_{i+k}$$
#
# By hand, with $x = (1, 2, 3, 4)$, a kernel of two weights, and errors $(1, 0, -1)$ at the three places: the first weight met $1, 2, 3$, hence $1 \cdot 1 + 0 \cdot 2 - 1 \cdot 3 = -2$; the second met $2, 3, 4$, hence $-2$ as well.
# Look at the formula again: it is a cross-correlation of the input with the errors. The gradient of a convolution is a convolution.

# %%
signal, errors = np.array([1.0, 2, 3, 4]), np.array([1.0, 0, -1])
by_loop = np.array([sum(errors[i] * signal[i + k] for i in range(3)) for k in range(2)])
by_correlation = np.correlate(signal, errors)
_, pull_back = jax.vjp(lambda w: jnp.correlate(signal, w), jnp.array([0.5, 2.0]))
(by_jax,) = pull_back(jnp.array(errors))  # from the slope for each output to the slope for each weight
print(by_loop, by_correlation, by_jax)
assert np.array_equal(by_loop, by_correlation) and np.allclose(by_loop, by_jax)

# %% [markdown]
# The weights themselves, 0.5 and 2, play no part: the layer is linear in them. Exercise 2.8 asks for the same with batches, two dimensions and channels.

# %% [markdown]
# ## Shift the input, and the output shifts
#
# This is the property you came for, and it has a name: **equivariance**. Move the pattern, and its trace in the feature map moves by as much. (If the output did not change at all, it would be **invariance**.) Measure it: two sections of the photograph, the second 12 pixels further to the right.

# %%
whole = np.round(255 * np.asarray(grey))  # whole numbers, so that no rounding interferes
here, moved = whole[:, :600], whole[:, 12:612]
map_here, map_moved = correlate2d(here, upright), correlate2d(moved, upright)
apart = jnp.abs(map_moved[:, :-12] - map_here[:, 12:]).max()
print(f"largest difference of {map_here[:, 12:].size:,} outputs after moving the map by 12: {float(apart)}")
assert apart == 0

# %% [markdown]
# Not nearly: exactly. The same numbers meet the same weights. Now look for the places where that fails.
#
# ### The border
#
# With padding, kernels at the rim see zeros that do not move with the picture. To see it, roll the photograph: what leaves on the right comes in on the left. Then everything has a partner.

# %%
framed = lambda image: correlate2d_strided(image, upright, stride=1, padding=1)
rolled_first, rolled_last = framed(np.roll(whole, 12, axis=1)), np.roll(framed(whole), 12, axis=1)
differs = np.asarray(rolled_first != rolled_last)
columns = np.unique(np.nonzero(differs)[1])
print(f"{differs.sum():,} of {differs.size:,} outputs differ, all in the columns {columns}")
assert set(columns) <= {0, 11, 12, 639} and 1000 < differs.sum() <= 4 * 427

# %% [markdown]
# Four columns: two at the new rim, and two where the old rim went. That seems little. But each further layer carries the damage one pixel further in. To see it by itself, take an image in which there is nothing to see at all, even grey, and blur it again and again.

# %%
even = jnp.full((40, 40), 0.5)
stacked = {}
for depth in range(1, 11):
    even = correlate2d_strided(even, jnp.full((3, 3), 1 / 9), stride=1, padding=1)
    changed = float(jnp.mean(jnp.abs(even - 0.5) > 1e-6))
    stacked[depth] = even
    assert np.isclose(changed, 1 - (1 - 2 * depth / 40) ** 2)
    if depth in (1, 3, 10):
        print(f"after {depth:2d} layers {changed:.0%} of the outputs know that there is a border")

# %% jupyter={"source_hidden": true}
chosen = {f"after {depth} layer{'s' * (depth > 1)}": stacked[depth] for depth in (1, 3, 10)}
show(
    shift_charts.draw_borders(chosen, "An even grey image: padding tells the layers where they are"),
    alt="Three squares that were even grey: after 1 layer a thin dark rim, after 3 layers a wider one, after 10 layers a soft "
    "dark frame that reaches far inwards.",
)

# %% [markdown]
# So a network with padding can tell the middle of a picture from its rim, although no weight knows a position. Trained networks have been found to use this [@islam2021].
#
# ### The stride
#
# A layer of stride 2 keeps every second output.

# %% jupyter={"source_hidden": true}
predict(
    "You compute the map of upright edges at stride 2. Then you move the photograph by one pixel, compute it again, "
    "and look for the shift of the old map that fits best. How far apart are the two, relative to the length of the map (the root of the sum of squares of its numbers)? "
    "(0 = a copy. Two maps of equal length that have nothing in common: √2 = 1.41.)",
    {
        "0: it is a convolution": (
            "That holds for stride 1. At stride 2 the old map would have to move by half a pixel of its own, "
            "and there is no such thing."
        ),
        "About 0.1: a small shift makes a small difference": (
            "So it would be for a smooth map. An edge map is the opposite of smooth: one pixel beside an edge there may be none."
        ),
        "About 0.5: half of the outputs are missing": (
            "Half of the rows and columns are missing in both maps. The question is whether those that are left agree."
        ),
        "About 1.3: hardly better than nothing in common": (
            "The two maps are made of different outputs of the full map, and in an edge map neighbours hardly "
            "resemble each other."
        ),
    },
    answer="About 1.3: hardly better than nothing in common",
)

# %%
def distance_to_best_copy(moved, original):
    """The relative distance between a map and that shift of another one that fits best."""
    width = original.shape[1] - 8
    apart = [np.linalg.norm(moved[:, :width] - original[:, s : s + width]) for s in range(8)]
    return min(apart) / np.linalg.norm(original[:, :width])

def distances(strided_map, shifts=range(7)):
    strided_map = jax.jit(strided_map)
    maps = [np.asarray(strided_map(whole[:, s : s + 630])) for s in shifts]
    return [distance_to_best_copy(moved, maps[0]) for moved in maps]

strides = (1, 2, 3)
errors = np.array([distances(lambda image, s=s: correlate2d_strided(image, upright, s, 0)) for s in strides])
for stride, error in zip(strides, errors):
    print(f"stride {stride}, shifts 0 to 6:", np.round(error, 2))

# %% jupyter={"source_hidden": true}
show(
    shift_charts.draw_shift_errors(strides, np.arange(7), errors),
    alt="Distance to the best shifted copy against the shift. Stride 1 is 0 for all shifts. Stride 2 is 0 at even shifts and "
    "about 1.3 at odd ones, stride 3 is 0 at multiples of three and above 1.2 between; a line marks 1.41.",
)
assert errors[0].max() == 0 and errors[1, ::2].max() == 0 and errors[2, ::3].max() == 0
assert 1.2 < errors[1, 1::2].min() and errors[1].max() < 1.41 and 1.1 < errors[2, 1]

# %% [markdown]
# A layer of stride $s$ is equivariant to shifts by multiples of $s$, exactly, and to no other. The remedy is old: blur the map before you drop outputs. It makes neighbours alike, so that it matters less which of them are kept.

# %%
def blurred_then_dropped(size):
    box = jnp.full((size, size), 1 / size**2)
    return lambda image: correlate2d(correlate2d(image, upright), box)[::2, ::2]

calm = {size: distances(blurred_then_dropped(size), (0, 1))[1] for size in (1, 3, 5)}
print("stride 2, shift 1, after a blur of", ", ".join(f"{size} × {size}: {value:.2f}" for size, value in calm.items()))
assert np.isclose(calm[1], errors[1, 1], atol=1e-4) and (np.diff(list(calm.values())) < 0).all()

# %% [markdown]
# The price is fine detail. In trained networks the same remedy made answers steadier and, to the surprise of those who tried it, more accurate [@zhang2019].

# %% [markdown]
# ## Pooling
#
# **Pooling** replaces each small window, on which no kernel lies now, by one number, its maximum or its mean. By hand, 4 × 4 to 2 × 2 with the maximum:
#
# | | | | | | | |
# |---|---|---|---|---|---|---|
# | 1 | 0 | 2 | 7 | → | 1 | 7 |
# | 0 | 0 | 1 | 3 | | | |
# | 0 | 4 | 5 | 5 | → | 4 | 6 |
# | 2 | 1 | 6 | 0 | | | |

# %%
table = jnp.array([[1.0, 0, 2, 7], [0, 0, 1, 3], [0, 4, 5, 5], [2, 1, 6, 0]])
windows = [[table[i : i + 2, j : j + 2] for j in (0, 2)] for i in (0, 2)]
by_loop = np.array([[window.max() for window in line] for line in windows])
by_library = layers.max_pool2d(table[None, :, :, None], 2)[0, :, :, 0]
print(by_library)
assert np.array_equal(by_loop, by_library)

# %% [markdown]
# Pooling has no weights. The maximum asks: is the pattern *somewhere* in this window? The mean needs no new idea at all: it is a convolution whose weights are all $1/s^2$ and whose stride is $s$.
#
# It is often said that pooling makes a network ignore shifts. How much? Move the photograph by one pixel again, and compare each pooled map with what it was before the move: the length of the difference (root of the sum of squares) by the length of the map. Negative outputs are set to 0 first, as most networks do.

# %%
def mean_pool(x, size):
    window = (1, size, size, 1)
    return lax.reduce_window(x, 0.0, lax.add, window, window, "VALID") / size**2

as_convolution = layers.conv2d(grey[None, :, :, None], jnp.full((2, 2, 1, 1), 1 / 4), jnp.zeros(1), stride=2)
assert np.allclose(mean_pool(grey[None, :, :, None], 2), as_convolution, atol=1e-6)

positive = lambda image: jnp.maximum(correlate2d(image, upright), 0)[None, :, :, None]
before, after = positive(whole[:, :-1]), positive(whole[:, 1:])
sizes = np.array([1, 2, 4, 8, 16, 32])
changes = {"maximum": layers.max_pool2d, "mean": mean_pool}
for name, pool in changes.items():
    pairs = [(pool(before, int(size)), pool(after, int(size))) for size in sizes]
    changes[name] = np.array([float(jnp.linalg.norm(b - a) / jnp.linalg.norm(a)) for a, b in pairs])
    print(f"{name:8s}", dict(zip(sizes.tolist(), np.round(changes[name], 2).tolist())))
assert all((np.diff(values) < 0).all() for values in changes.values()) and changes["maximum"][1] > 0.6

# %% jupyter={"source_hidden": true}
show(
    shift_charts.draw_pooling(sizes, changes),
    alt="Relative change of the pooled edge map after a shift by one pixel, against the window's size. Both curves fall from "
    "1.1 without pooling through about 0.7 at size 2 to about 0.1 or less at size 32.",
)

# %% [markdown]
# The usual window of 2 leaves most of the change. Only wide windows calm it, and they forget where the pattern was. The extreme is one window over the whole map: "is the pattern anywhere?" That number is invariant to every shift that keeps the pattern inside.

# %% [markdown]
# ## How far does an output see?
#
# One output of a 3 × 3 layer sees 3 × 3 pixels: its **receptive field**. Put a second such layer on top, and its output sees 3 × 3 outputs, whose windows overlap: together 5 × 5, not 6 and not 9. Each layer adds $d(k-1)$ steps. But a step of a later
# layer is worth more pixels, if strides came before it:
#
# $$r = 1 + \sum_l d_l\,(k_l - 1) \prod_{m < l} s_m$$
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | $k_l, s_l, d_l$ | kernel, stride, dilation of layer $l$ | `layers`, a list | `(kernel, stride, dilation)` each |
# | $\prod s_m$ | input pixels between two neighbours of layer $l$'s input; 1 for the first | | whole number |
# | $r$ | pixels seen, along one axis | returned | whole number |
#
# By hand: three layers of 3 with stride 1: $1 + 2 + 2 + 2 = 7$. With stride 2 each: $1 + 2 + 2 \cdot 2 + 2 \cdot 4 = 15$. With stride 1 and dilations 1, 2, 4: $15$ too.
# You can also ask the network itself. A pixel that one output cannot see has gradient 0.

# %%
def influence(stack):
    """The gradient of the middle output with respect to every input pixel, all weights being equal."""
    margin = int(np.prod([stride for _, stride, _ in stack]))  # room for one more output on each side
    side = receptive_field(stack) + 2 * margin

    def middle(x):
        for kernel, stride, dilation in stack:
            w = jnp.full((kernel, kernel, 1, 1), 1 / kernel**2)
            strides, dilations = (stride, stride), (dilation, dilation)
            axes = ("NHWC", "HWIO", "NHWC")
            x = lax.conv_general_dilated(x, w, strides, "VALID", rhs_dilation=dilations, dimension_numbers=axes)
        return x[0, 1, 1, 0]

    return np.asarray(jax.jit(jax.grad(middle))(jnp.zeros((1, side, side, 1)))[0, :, :, 0])

# %%
stacks = {
    "three of 3 × 3": [(3, 1, 1)] * 3,
    "stride 2 each": [(3, 2, 1)] * 3,
    "dilation 1, 2, 4": [(3, 1, 1), (3, 1, 2), (3, 1, 4)],
    "ten of 3 × 3": [(3, 1, 1)] * 10,
}
fields = {name: influence(stack) for name, stack in stacks.items()}
for name, stack in stacks.items():
    seen = (fields[name] != 0).any(axis=0).sum()
    print(f"{name:17s} formula {receptive_field(stack):2d}, pixels with a gradient {seen:2d}")
    assert seen == receptive_field(stack)
strided, dilated = (field[field.any(axis=1)][:, field.any(axis=0)] for field in list(fields.values())[1:3])
assert strided.shape == (15, 15) and np.allclose(strided, dilated)

# %% jupyter={"source_hidden": true}
widths = [receptive_field(stack) for stack in stacks.values()]
show(
    shift_charts.draw_fields({f"{n}: {size}": g for (n, g), size in zip(fields.items(), widths)}, widths),
    alt="Four squares, the receptive fields of four stacks. Three layers: a round spot that fills its frame. With stride or "
    "dilation: a pattern of stripes that fills it. Ten layers: a soft round spot much smaller than its frame.",
)

# %% [markdown]
# The frames are the formula, the grey is the gradient. Dark are the pixels that several windows share; where stride or dilation shares them unevenly, stripes appear. The second and the third picture are the same, number for number: dilation sees as far as stride does, without dropping outputs on the way. In the last picture most of the frame is nearly white. How large is the part that counts?

# %%
profiles = {}
for depth in (5, 20, 40):
    size = 2 * depth + 1
    share = influence([(3, 1, 1)] * depth)[1:-1, 1:-1]
    share = share / share.sum()
    middle = lambda half: share[depth - half : depth + half + 1, depth - half : depth + half + 1].sum()
    inner = next(2 * half + 1 for half in range(depth + 1) if middle(half) > 0.95)
    profiles[f"{depth} layers: {size} wide"] = share.sum(axis=0)
    print(f"{depth:2d} layers: {size} × {size} pixels seen; 95 % of the influence lies in {inner} × {inner},", end=" ")
    print(f"{inner**2 / size**2:.0%} of them")
assert 21 <= inner <= 27

# %% jupyter={"source_hidden": true}
show(
    shift_charts.draw_influence(profiles),
    alt="Share of the influence of each column of the receptive field: bell curves for 5, 20 and 40 layers. The fields are 11, "
    "41 and 81 wide, but the bells grow far more slowly.",
)

# %% [markdown]
# The field grows with the number of layers, the bell only with its square root: from 5 to 20 layers the field becomes almost four times as wide (11 to 41), the part with 95 % of the influence not quite twice (9 to 17). Each layer averages three neighbours, like a step of −1, 0 or +1 drawn by lot, and the bell is the distribution of the sum of all these steps.
# So a deep stack of small kernels sees, in effect, much less than the formula says [@luo2016]. Stride, pooling and dilation are the ways out.

# %% [markdown]
# ## Looking for a window
#
# An edge kernel answers at edges. That suggests a way to find anything: cut it out of the photograph, use the piece as a kernel, and look where the output is largest. The thing to find is a window of the pagoda, a real one this time, in a wall. To be quick, first halve the photograph, by a mean over 2 × 2.

# %%
half = mean_pool(grey[None, :, :, None], 2)  # (1, 213, 320, 1)
top, left, side = 94, 60, 14
half = np.asarray(half[0, :, :, 0])
pattern = half[top : top + side, left : left + side]
patches = np.lib.stride_tricks.sliding_window_view(half, (side, side)).reshape(200, 307, -1)  # im2col by NumPy
raw = patches @ pattern.ravel()

# %% jupyter={"source_hidden": true}
predict(
    "The pattern was cut out of this very photograph. You correlate the photograph with it. "
    "Where is the output largest?",
    {
        "At the place it was cut out": (
            "There the products are squares, which feels like a maximum. But a sum of products also grows when the pixels "
            "are simply brighter."
        ),
        "At another window that looks alike": (
            "Windows are dark. A sum of pattern times pixels rewards bright pixels first, likeness second."
        ),
        "In the sky": (
            "All weights are positive, so a very bright patch wins, almost whatever the pattern. The formula is a weighted "
            "sum, not a measure of likeness."
        ),
        "Nowhere: all places are about equal": "Pixels range from 0 to 1, and bright areas give several times as much as dark ones.",
    },
    answer="In the sky",
)

# %%
def best_places(scores, number=6):
    """The places of the highest scores, the highest first, none within 8 pixels of an earlier one."""
    scores, found = np.array(scores), []
    for _ in range(number):
        i, j = np.unravel_index(scores.argmax(), scores.shape)
        found.append((int(i), int(j)))
        scores[max(0, i - 8) : i + 9, max(0, j - 8) : j + 9] = -np.inf
    return found

centred = pattern - pattern.mean()  # weights that add up to 0
rows = patches - patches.mean(axis=-1, keepdims=True)
lengths = np.linalg.norm(rows, axis=-1)  # length of a row: root of its sum of squares
alike = rows @ centred.ravel() / (np.linalg.norm(centred) * np.maximum(lengths, 1e-3))  # cosine of the angle
ways = {
    "raw: the brightest": raw,
    "mean removed: the most contrast": patches @ centred.ravel(),
    "length removed: the most alike": alike,
}
found = {name: best_places(scores) for name, scores in ways.items()}
for name, scores in ways.items():
    print(f"{name:32s} best at {found[name][0]}, score {float(scores.max()):.2f}")
assert found["raw: the brightest"][0][0] < 60 and found["length removed: the most alike"][0] == (top, left)

# %% jupyter={"source_hidden": true}
show(
    kernel_charts.draw_matches(half, found, (side, side)),
    alt="The photograph with the six best matches of each way framed. Raw: all in the bright sky in the upper right. Mean removed: on "
    "high-contrast parts. Mean and length removed: the best is the window that was cut out, others lie on similar windows.",
)

# %% [markdown]
# Each step takes away one thing that is not likeness. Remove the mean, and the weights add up to 0: brightness no longer counts, as with the edge kernels. But contrast still does. Divide by the lengths of both, and what is left is the cosine of an angle, at most 1,
# and 1 only for a patch that is the pattern up to brightness and contrast. Two lessons for networks: kernels with a large sum of weights see brightness first, and a large output may mean strong contrast as well as likeness.

# %% [markdown]
# ## What the article leaves out
#
# ### The patches
#
# Read the formula literally. The article calls $x_{ik}$ the feature map of the input image; then row $i$ of $x$ is row $i$ of the image, and $w$ has 640 rows. That can be computed. Is it a convolution?

# %% tags=["measured"]
key, key_rows = jax.random.split(key)
w_rows = jax.random.normal(key_rows, (640, 8)) / 640**0.5
y_rows = grey @ w_rows  # (427, 640) @ (640, 8)
y_down, y_right = (jnp.roll(grey, 12, axis=axis) @ w_rows for axis in (0, 1))
down = jnp.abs(y_down - jnp.roll(y_rows, 12, axis=0)).max()
change = jnp.linalg.norm(y_right - y_rows) / jnp.linalg.norm(y_rows)
print(f"picture moved down by 12: the output moves along, largest difference {float(down):.0e}")
print(f"picture moved right by 12: all outputs change, by {change:.0%} of their length")
assert down < 1e-5 and change > 0.1

# %% [markdown]
# It is half of one: equivariant up and down, because all rows share their weights, and blind to what "to the right" means. The formula is right, and it does not say the one thing that makes it a convolution: row $i$ is patch $i$.
#
# <span lang="zh">公式本身没有错，但缺了关键的一句：x 的第 i 行必须是第 i 个图像块。</span>
#
# ### The flip
#
# What the article calls convolution is cross-correlation, in JAX and PyTorch as in this course. Its formula takes no side: row $i$ may hold the patch in either order.
#
# ### Whose bias?
#
# $b_j$ carries no $i$: one bias for each filter, the same at all places. That is not self-evident. The network that read zip codes in 1989 shared its weights, but gave every place a bias of its own [@lecun1989]. Its first layer, as rebuilt by [@karpathy2022], has $12 \cdot 25$ weights and $12 \cdot 8 \cdot 8$ biases.

# %%
weights, biases = 12 * 5 * 5, 12 * 8 * 8
print(f"{weights} weights + {biases} biases = {weights + biases} parameters,", end=" ")
print(f"{biases / (weights + biases):.0%} of them biases")
assert weights + biases == 1068

# %% [markdown]
# ### That neighbours belong together
#
# A patch is worth looking at only if pixels near each other have to do with each other. In photographs they have. Shuffle the pixels, always in the same way, and a dense layer loses nothing, since it only has to put its weights in another order. A convolution loses everything there was to see:

# %%
key, key_shuffle = jax.random.split(key)
shuffled = jax.random.permutation(key_shuffle, grey.ravel()).reshape(grey.shape)
for name, image in (("as taken", grey), ("shuffled", shuffled)):
    neighbours = float(jnp.corrcoef(image[:, :-1].ravel(), image[:, 1:].ravel())[0, 1])
    print(f"{name}: correlation of a pixel with its right neighbour {neighbours:+.3f}")
assert abs(neighbours) < 0.01

# %% [markdown]
# ## Transfer
#
# So far the kernels were given. Can a layer *learn* a pattern at one place and then know it elsewhere? Other data: handwritten digits of 8 × 8 pixels, threes and eights. In training each digit stands in the upper left of a canvas of 24 × 24. In the test it stands there, or in the lower right, where no digit has been before.

# %%
from sklearn.datasets import load_digits

digits = load_digits()
wanted = np.isin(digits.target, (3, 8))
small = jnp.asarray(digits.images[wanted] / 16, jnp.float32)  # (n, 8, 8)
is_eight = jnp.asarray(digits.target[wanted] == 8, jnp.float32)
key, key_split = jax.random.split(key)
order = jax.random.permutation(key_split, len(is_eight))
train, test = order[:250], order[250:]

def place(digit, row, column):
    return lax.dynamic_update_slice(jnp.zeros((24, 24, 1)), digit[:, :, None], (row, column, 0))

def at_corner(digits, at):
    return jax.vmap(place, in_axes=(0, None, None))(digits, at, at)

print(f"{len(train)} digits to learn from, {len(test)} to test,", end=" ")
print(f"of which {is_eight[test].mean():.0%} are eights")

# %% [markdown]
# Three learners, each with the logistic loss of chapter 01 and Adam (there as well: momentum, and for each parameter a step size of its own). *Dense*: one weight for each of the 576 pixels. *Dense, taught everywhere*: the same, but at each of its steps every digit stands at a fresh random place. *Convolution*: eight kernels of 5 × 5, negative outputs set to 0,
# the maximum of each map over the whole canvas, and a weighted sum of these eight numbers.

# %%
def dense_score(params, x):
    return layers.dense(layers.flatten(x), *params)[:, 0]

def convolution_score(params, x):
    kernels, (w, b) = params
    maps = jnp.maximum(layers.conv2d(x, *kernels), 0)  # (batch, 20, 20, 8)
    return layers.dense(maps.max(axis=(1, 2)), w, b)[:, 0]

def learn(key, score, params, corners, steps=200):
    """Adam on the logistic loss; each step puts every digit at a random place between two corners."""
    def loss(params, x, y):
        z = score(params, x)
        return jnp.mean(jnp.logaddexp(0, z) - y * z)

    def step(carry, key):
        at = jax.random.randint(key, (2, len(train)), *corners)
        grads = jax.grad(loss)(carry[0], jax.vmap(place)(small[train], *at), is_eight[train])
        return optimizers.adam_step(*carry, grads, 0.02), None

    return lax.scan(step, (params, optimizers.adam_init(params)), jax.random.split(key, steps))[0][0]

# %% jupyter={"source_hidden": true}
predict(
    "All three have learnt. Now the test digits stand in the lower right. "
    "What do <i>dense</i> and <i>convolution</i>, both taught in the upper left only, get right?",
    {
        "Both somewhat fewer than in the upper left": (
            "For the dense layer it is a catastrophe, not a discount: it looks with other weights there, and those have never been used."
        ),
        "Dense half, convolution exactly as many as in the upper left": (
            "The pixels of the lower right were 0 throughout training, so their weights had no gradient and stayed at 0: every "
            "digit gets the same answer. The maxima of the convolution are the very same numbers at both places."
        ),
        "Dense half, convolution a little fewer than in the upper left": (
            "Why a little? The patches are the same numbers, met by the same weights, and the largest of them is taken. "
            "The rim does not matter here, since the digit stays four pixels away from it."
        ),
        "Both as many: a three is a three": "For you. The dense layer has one weight for each pixel, and other pixels are other weights.",
    },
    answer="Dense half, convolution exactly as many as in the upper left",
)

# %% tags=["measured"]
key, key_kernels, key_last, *keys_learn = jax.random.split(key, 6)
blank = (jnp.zeros((576, 1)), jnp.zeros(1))
untrained = (
    (jax.random.normal(key_kernels, (5, 5, 1, 8)) / 5, jnp.zeros(8)),
    (jax.random.normal(key_last, (8, 1)) / 8**0.5, jnp.zeros(1)),
)
corner, everywhere = (4, 5), (4, 13)  # rows and columns from … up to, not including
tasks = {
    "dense": (dense_score, blank, corner),
    "dense, taught everywhere": (dense_score, blank, everywhere),
    "convolution": (convolution_score, untrained, corner),
}
scores, learnt = {}, {}
for key_learn, (name, (score, params, corners)) in zip(keys_learn, tasks.items()):
    learnt[name] = jax.jit(lambda k, p, s=score, c=corners: learn(k, s, p, c))(key_learn, params)
    scores[name] = [score(learnt[name], at_corner(small[test], at)) for at in (4, 12)]

# %% tags=["measured"]
accuracy = lambda z: float(np.mean((np.asarray(z) > 0) == (is_eight[test] == 1)))
right = {name: [accuracy(z) for z in both] for name, both in scores.items()}
for name, (there, elsewhere) in right.items():
    size = layers.count_params(learnt[name])
    print(f"{name:25s} {size} parameters, upper left {there:.3f}, lower right {elsewhere:.3f}")
same = float(jnp.abs(scores["convolution"][0] - scores["convolution"][1]).max())
chance = max(float(is_eight[test].mean()), 1 - float(is_eight[test].mean()))
print(f"always the same answer: {chance:.3f}; largest difference of the convolution's two scores: {same:.1e}")
assert right["convolution"][0] == right["convolution"][1] > 0.95 and same < 1e-5
assert right["dense"][0] > 0.95 and abs(right["dense"][1] - 0.5) < 0.15
assert np.mean(right["dense, taught everywhere"]) < right["dense"][0] - 0.02

# %% tags=["measured"] jupyter={"source_hidden": true}
pictures = np.stack([place(small[test[0]], at, at)[:, :, 0] for at in (4, 12)])
show(
    shift_charts.draw_places(pictures, list(right), ("upper left", "lower right"), np.array(list(right.values())), chance),
    alt="Left: a small digit in the upper left of a canvas, and the same digit in the lower right. Right: accuracies at the two places; "
    "dense is high and then at chance, dense taught everywhere is lower at both, convolution is high at both.",
)

# %% [markdown]
# The convolution does not merely do well at the new place; it computes the same scores there. Teaching the dense layer everywhere helps, and still leaves it worse, on average, than it was at one place. A pixel may now lie anywhere within a digit, and one weight has to do for all cases.
# What it would need is not a weight for a pixel of the canvas, but a weight for a place within the digit: a kernel.

# %% [markdown]
# ## In your own words
#
# A colleague says: "My network is convolutional, so it does not matter where in the picture the object stands." What is true about that, and where does it go wrong? Write four or five sentences before you open the answer.
#
# <details><summary>A model answer, and three points to look for</summary>
#
# A convolution uses the same weights at every place, so if the object moves by some pixels, its trace in the feature map moves by exactly as much. That is equivariance: the map still says where the object is, so it does change. The answer becomes
# independent of the place only if something afterwards forgets the place, such as a maximum over the whole map; a dense layer at the end does not. Even the equivariance has limits: with padding the rim looks different from the middle, and each layer carries this further in. With stride or pooling it holds only for
# shifts by multiples of the stride, and in between a fine map can change completely.
#
# Look for: (1) equivariant is not invariant; what comes after the convolutions decides. (2) Padding breaks it at the border. (3) Stride and pooling keep only multiples of the stride.
# </details>

# %% [markdown]
# ## Recap
#
# 1. The article's formula is a dense layer, letter for letter. What makes it a convolution?
#
#    <details><summary>Answer</summary>What stands in row i of x: the i-th patch of an image instead of the i-th sample. The same weights then meet every patch.</details>
# 2. An image of 32 × 32 × 3 goes through 16 filters of 5 × 5 at stride 2 and padding 2. Which shape comes out, and how many parameters has the layer?
#
#    <details><summary>Answer</summary>⌊(32 + 4 − 5)/2⌋ + 1 = 16, so 16 × 16 × 16. Parameters: 5 · 5 · 3 · 16 + 16 = 1,216.</details>
# 3. Which saving comes from looking at a neighbourhood only, and which from sharing weights?
#
#    <details><summary>Answer</summary>The neighbourhood saves parameters and multiplications. Sharing saves parameters only, and the need to see a pattern at every place in training.</details>
# 4. How large is the receptive field of two layers of 3 × 3 with stride 2, followed by one of 3 × 3?
#
#    <details><summary>Answer</summary>1 + 2 + 2·2 + 2·4 = 15.</details>
# 5. You use a piece of a photograph as a kernel, and the strongest output is in the sky. Why, and what helps?
#
#    <details><summary>Answer</summary>All weights are positive, so bright patches win. Remove the mean from the kernel, and divide by the length of each patch if contrast should not count either.</details>
#
# Now write them yourself: `exercises/02_convolution.ipynb`.

# %% jupyter={"source_hidden": true}
assert output_size(32, 5, stride=2, padding=2) == 16 and 5 * 5 * 3 * 16 + 16 == 1216
assert receptive_field([(3, 2, 1), (3, 2, 1), (3, 1, 1)]) == 15

# %% [markdown]
# ## Read on
#
# - [@fukushima1980]: a network "unaffected by shift in position", before there was a way to train it from errors.
# - [@lecun1989]: shared kernels, trained by gradient descent, read handwritten zip codes.
# - [@karpathy2022]: the same network rebuilt in fewer than 200 lines, 33 years later.
# - [@chellapilla2006]: convolution as one matrix product.
# - [@dumoulin2016]: padding, stride and dilation in drawings, case by case.
# - [@luo2016]: how small the part of a receptive field is that counts.
# - [@zhang2019]: blur before you drop, and shifts hurt less.
# - [@islam2021]: how padding tells a network where it is.
# - [@wang2020]: a whole network to click through, down to the single window.
#
# All works cited in this chapter:
