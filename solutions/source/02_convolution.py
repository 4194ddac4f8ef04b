# %% [markdown]
# # 02 · How can a layer see a pattern wherever it is? Exercises
#
# Eight exercises, from a gap to be filled to a challenge; about 80 minutes. They follow the narrative `notebooks/02_convolution.ipynb`.
#
# 1. Run the next cell first: it brings the tools.
# 2. Read a task, write your answer in the cell below it, run that cell.
# 3. Run the cell with `check`: **✓** right, **✗** read the message, **○** not attempted. A check costs nothing; a hint waits in three folds.
# 4. Later exercises never need your earlier answers: skip what you like, come back when you like.
# 5. All at once, in a terminal: `pytest --nbval-lax exercises/02_convolution.ipynb`

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import check

# %% [markdown] exercise="2.1" role="task"
# Two gaps in given code: replace each line that begins with `raise`.
#
# How large is the result of a convolution? Look along one axis, at a row of cells. `padding` zeros are put before the row and as many behind it. The cells of
# the kernel lie `dilation` cells apart; with a dilation of 1 they touch. The first window begins at the first cell of the padded row, each further one `stride`
# cells on. Only windows that lie wholly inside count:
#
# $$ \text{number of windows} = \left\lfloor \frac{N - r}{s} \right\rfloor + 1 $$
#
# The brackets ⌊ ⌋ round down; in Python `//` does so.
#
# | symbol | argument or variable | shape |
# |---|---|---|
# | cells of the row | `n` | whole number |
# | cells of the kernel | `kernel` | whole number |
# | $s$ | `stride`, at least 1 | whole number |
# | zeros at each end | `padding`, 0 or more | whole number |
# | from one cell of the kernel to the next | `dilation`, at least 1 | whole number |
# | $N$, cells of the padded row | `padded` | whole number |
# | $r$, cells from the first to the last one that the kernel touches, both counted | `reach` | whole number |
# | number of windows | returned | whole number |
#
# In all cases the kernel fits at least once.
#
# Example: `output_size(10, 3, 2, 1, 2)` (in the order of the table above: n, kernel, stride, padding, dilation) is `4`. The padded row has 12 cells, 0 to 11. The kernel
# touches cells 0, 2 and 4, so it reaches over 5. Windows begin at 0, 2, 4 and 6; the last one ends at cell 10. Cell 11 is seen by none.
#
# <details><summary>Hint 1 · idea</summary>Draw the example on squared paper: the row with its zeros, below it the kernel at its first place and at its last.</details>
# <details><summary>Hint 2 · step</summary>A fence of three posts that stand two metres apart: how long is it from the first post to the last? And how many cells is that, if both posts stand in a cell of their own?</details>
# <details><summary>Hint 3 · nearly code</summary>First gap: n and the zeros of both ends. Second gap: a kernel of k cells has k − 1 steps from one cell to the next; multiply, and do not forget the cell at which you began.</details>

# %% exercise="2.1" role="answer"
def output_size(n, kernel, stride, padding, dilation):
    # padded: how many cells the row has with its zeros
    # BEGIN SOLUTION
    padded = n + 2 * padding
    # END SOLUTION
    # reach: how many cells lie from the first to the last one that the kernel touches
    # BEGIN SOLUTION
    reach = dilation * (kernel - 1) + 1
    # END SOLUTION
    return (padded - reach) // stride + 1

# %% [markdown] exercise="2.2" role="task"
# Two mistakes stand in this answer on purpose. Run its check first, read the message, mend the function, check again.
#
# Lay a small array of weights, the **kernel**, on an image. Multiply each weight by the pixel under it and add up the products. Then move on by one pixel, from
# left to right, row by row. That is the **cross-correlation** of image and kernel; networks call it convolution:
#
# $$ y_{ij} = \sum_{a=0}^{k_h-1} \sum_{b=0}^{k_w-1} w_{ab}\, x_{i+a,\, j+b} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $x$ | `image`; leave it as it is | (H, W) |
# | $w$ | `kernel`, at most as large as the image | (kh, kw) |
# | $y$ | returned: one number for each window that lies wholly inside the image | (H − kh + 1, W − kw + 1) |
#
# Example: image `[[1, 2, 0, 1], [0, 3, 1, 2], [2, 1, 0, 1]]` and kernel `[[1, 2], [0, -1]]` give `[[2, 1, 0], [5, 5, 4]]`. The first entry:
# $1\cdot1 + 2\cdot2 + 0\cdot0 - 1\cdot3 = 2$.
#
# <details><summary>Hint 1 · idea</summary>Compute the last entry of the example's first row by hand, and the first entry of its last row. Which pixels lie under the window?</details>
# <details><summary>Hint 2 · step</summary>How many windows of width 2 fit into a row of 4? Compare with the size of <code>result</code>. Afterwards look at the sum: which weight meets the window's upper left pixel?</details>
# <details><summary>Hint 3 · nearly code</summary>In a slice, <code>::-1</code> means backwards. The formula has x at i + a and w at a: neither of them runs backwards.</details>

# %% exercise="2.2" role="answer"
def correlate2d(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    kh, kw = kernel.shape
    # BEGIN SOLUTION
    result = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    # STUB
    # | result = np.zeros((image.shape[0] - kh, image.shape[1] - kw))
    # END SOLUTION
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            window = image[row : row + kh, column : column + kw]
            # BEGIN SOLUTION
            result[row, column] = np.sum(window * kernel)
            # STUB
            # | result[row, column] = np.sum(window * kernel[::-1, ::-1])
            # END SOLUTION
    return result

# %% [markdown] exercise="2.3" role="task"
# From here on you write whole bodies. This exercise has two functions; the check wants both.
#
# Each such layer makes the image a little smaller, and pixels at the edge have a say in fewer results. **Padding** mends that: it puts zeros all around. The other way, a
# **stride** of more than 1 moves the window on by several pixels at once and makes the result smaller on purpose.
#
# $$ y_{ij} = \sum_{a,b} w_{ab}\, \tilde x_{si+a,\, sj+b} \qquad \tilde x: x \text{ with a border of } p \text{ zeros on each of its four sides} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $x$ | `image`; leave it as it is | (H, W) |
# | $w$ | `kernel` | (kh, kw) |
# | $p$ | `p` in `pad2d`, `padding` in `correlate2d_strided`; 0 or more | whole number |
# | $s$ | `stride`, at least 1, the same for both axes | whole number |
# | $\tilde x$ | returned by `pad2d(image, p)` | (H + 2p, W + 2p) |
# | $y$ | returned by `correlate2d_strided(image, kernel, stride, padding)` | (⌊(H + 2p − kh)/s⌋ + 1, ⌊(W + 2p − kw)/s⌋ + 1) |
#
# Two conventions: the first window lies in the upper left corner of the padded image; rows and columns at the far edge that no whole window covers are left out.
# In `correlate2d_strided` you may call your `pad2d`.
#
# Example: `pad2d([[1, 2], [3, 4]], 1)` is `[[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]]`.
# Second example: `image = [[1, 2, 0, 1], [0, 3, 1, 2], [2, 1, 0, 1]]`, `kernel = [[1, 2], [0, -1]]`, `stride = 2`, `padding = 1` gives `[[-1, 0, 0], [-2, 5, 2]]`. The padded
# image is 5 × 6; windows begin in its rows 0 and 2, and in its columns 0, 2 and 4. The first window is `[[0, 0], [0, 1]]`: only the −1 meets a pixel of the image.
#
# <details><summary>Hint 1 · idea</summary>For the border: begin with zeros in the final size, and write the image into their middle. For the stride: all windows at first, then every s-th of them; or jump at once.</details>
# <details><summary>Hint 2 · step</summary>In which row of the padded image does the image's first row stand, and in which does its last one end? Try your slice with p = 0 too. With stride s, the window of result [i, j] begins in row s · i.</details>
# <details><summary>Hint 3 · nearly code</summary><code>zeros.at[p : p + height, …].set(image)</code> for the border. For the second function two loops like those of exercise 2.2 on the padded image, with <code>window = padded[i * stride : i * stride + kh, …]</code>.</details>

# %% exercise="2.3" role="answer"
def pad2d(image, p):
    """Return the image with p rows or columns of zeros on each side."""
    # BEGIN SOLUTION
    height, width = image.shape
    zeros = jnp.zeros((height + 2 * p, width + 2 * p))
    return zeros.at[p : p + height, p : p + width].set(image)
    # END SOLUTION


def correlate2d_strided(image, kernel, stride, padding):
    """Return the cross-correlation of the padded image and the kernel, at every stride-th place."""
    # BEGIN SOLUTION
    padded, kernel = np.asarray(pad2d(image, padding)), np.asarray(kernel)
    kh, kw = kernel.shape
    result = np.zeros(((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            result[i, j] = np.sum(window * kernel)
    return result
    # END SOLUTION

# %% [markdown] exercise="2.4" role="task"
# Loops in Python are slow; matrix products are fast. The bridge between them is called **im2col**: copy every window, a **patch**, into one row of numbers. Nothing is computed
# yet. Images now come in batches of B, each with C values (channels) at every pixel; a patch holds the pixels of all channels.
#
# $$ \text{patches}_{n,i,j,k} = x_{n,\, i+a,\, j+b,\, c} \qquad \text{with } k = (a\, k_w + b)\, C + c $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $x$ | `x` | (B, H, W, C) |
# | $k_h, k_w$ | `kh`, `kw`, height and width of a patch | whole numbers |
# | $n, i, j$ | sample, row and column at which the patch begins | |
# | $a, b, c$ | row in the patch, column in the patch, channel | |
# | patches | returned, with $H' = H - k_h + 1$ and $W' = W - k_w + 1$ | (B, H′, W′, kh · kw · C) |
#
# Patches lie wholly inside the image and overlap: the next one begins one pixel further on. The order within a patch is a convention: first its upper row from left to right,
# at each pixel all channels, then the next row. In short: the channel changes fastest, then the column, then the row.
#
# Example: one image of 2 × 3 pixels with two channels, `[[1, 2, 3], [4, 5, 6]]` and ten times that. `im2col(x, 2, 2)` has the shape (1, 1, 2, 8) and holds two patches:
# `[1, 10, 2, 20, 4, 40, 5, 50]` and `[2, 20, 3, 30, 5, 50, 6, 60]`.
#
# <details><summary>Hint 1 · idea</summary>There are two ways. Go from window to window and flatten each; or go from cell to cell of the kernel, and see that all windows together take one shifted image from each cell.</details>
# <details><summary>Hint 2 · step</summary>The second way needs few steps. For cell (a, b) of the kernel: in which rows and columns of x lie the pixels that it meets, over all H′ · W′ windows? Cut out that image for each cell.</details>
# <details><summary>Hint 3 · nearly code</summary>Each of the kh · kw shifted images has the shape (B, H′, W′, C). <code>jnp.concatenate(list_of_them, axis=…)</code> joins them; think about which of the two loops, over a and over b, is the outer one.</details>

# %% exercise="2.4" role="answer"
def im2col(x, kh, kw):
    """Return all patches of kh × kw pixels, each as one row of kh · kw · C numbers."""
    # BEGIN SOLUTION
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    shifted = [x[:, a : a + height, b : b + width, :] for a in range(kh) for b in range(kw)]
    return jnp.concatenate(shifted, axis=-1)
    # END SOLUTION

# %% [markdown] exercise="2.5" role="task"
# The article prints the formula of a convolution as
#
# $$ y_{ij} = \sum_k x_{ik}\, w_{kj} + b_j $$
#
# which is a matrix product. It becomes a convolution once row i of x is a patch: i counts the places of all images, k the entries of a patch, j the filters. A
# **filter** is a kernel with weights for all channels; it makes one number of each patch. A layer has F of them. Write the layer: lay out the patches, multiply once, add the bias.
#
# | symbol | argument or variable | shape |
# |---|---|---|
# | images | `x` | (B, H, W, C) |
# | $w$, the filters | `w` | (kh, kw, C, F) |
# | $b$ | `b`, one number for each filter | (F,) |
# | $x$ of the formula | `convolution.im2col(x, kh, kw)`, given | (B, H′, W′, kh · kw · C) |
# | $y$ | returned, with $H' = H - k_h + 1$ and $W' = W - k_w + 1$ | (B, H′, W′, F) |
#
# This `im2col` is the library's, imported in the answer cell: within a patch the order is kernel row, kernel column, channel. `reshape` reads w in the same order.
#
# Example: one image `[[1, 2, 3], [4, 5, 6]]` with one channel and two filters, `[[1, 0], [2, -1]]` with the bias 10 and `[[1, 1], [1, 1]]` with the bias 0.5. The patches are
# `[1, 2, 4, 5]` and `[2, 3, 5, 6]`; the first gives $1 + 8 - 5 + 10 = 14$ and $12 + 0.5$. The result, of shape (1, 1, 2, 2), holds `[14, 12.5]` and `[16, 16.5]`.
#
# <details><summary>Hint 1 · idea</summary>A matrix product takes rows of length K from the left and a matrix with K rows from the right. What is K here, and what is w lacking to be such a matrix?</details>
# <details><summary>Hint 2 · step</summary>Join the first three axes of w into one, and leave the filters alone. How many rows and columns has it then? Which axis of the product counts filters?</details>
# <details><summary>Hint 3 · nearly code</summary><code>kh, kw, channels, filters = w.shape</code>. The sign <code>@</code> also takes an array with four axes on its left: it multiplies along the last one. An array of shape (F,) that is added meets the last axis by itself.</details>

# %% exercise="2.5" role="answer"
from course_lib import convolution


def conv2d(x, w, b):
    """Return the convolution of each image with each filter, plus the filter's bias."""
    # BEGIN SOLUTION
    kh, kw, channels, filters = w.shape
    patches = convolution.im2col(x, kh, kw)
    return patches @ w.reshape(kh * kw * channels, filters) + b
    # END SOLUTION

# %% [markdown] exercise="2.6" role="task"
# A filter answers strongly where it finds its pattern. Often it is enough to know that the pattern is there, and roughly where. **Max pooling** cuts each channel into windows, side by
# side, and keeps the largest number of each.
#
# $$ y_{n,i,j,c} = \max_{0 \le a,\, b < s} x_{n,\; s i + a,\; s j + b,\; c} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $x$ | `x`; leave it as it is | (B, H, W, C) |
# | $s$ | `size`, the side of a window, at most H and W | whole number |
# | $y$ | returned | (B, H // size, W // size, C) |
#
# Windows do not overlap. Rows at the bottom and columns at the right that fill no whole window are left out: a convention. Numbers may be negative, even far below zero.
#
# Example: one image with one channel, `[[1, 3, 2, 0, 7], [-1, 2, 5, 4, 8], [9, 9, 9, 9, 9]]`, and `size = 2`. Two windows fit, `[[1, 3], [-1, 2]]` and `[[2, 0], [5, 4]]`. The result, of shape
# (1, 1, 2, 1), holds `3` and `5`: the 7, the 8 and the row of 9 lie outside all windows.
#
# <details><summary>Hint 1 · idea</summary>First cut off what fills no window. Then either go from window to window, or let one <code>reshape</code> split the height into windows and rows of a window.</details>
# <details><summary>Hint 2 · step</summary>How many windows fit along each axis, and how many rows and columns do they need together? The row s · i + a of the image: split into (i, a), which of the two changes faster?</details>
# <details><summary>Hint 3 · nearly code</summary>After cutting, one <code>reshape</code> makes two axes of the height, <code>rows, size</code>, and two of the width in the same way; it moves no number. Which two of the six axes count places within a window? <code>max</code> takes a tuple: <code>axis=(…, …)</code>.</details>

# %% exercise="2.6" role="answer"
def max_pool2d(x, size):
    """Return the largest number of each window of size × size, for each sample and channel."""
    # BEGIN SOLUTION
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = x[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return windows.max(axis=(2, 4))
    # END SOLUTION

# %% [markdown] exercise="2.7" role="task"
# One output of a single layer sees a window. One output of a second layer sees a window of windows. How wide is the part of the input that one output of a whole stack can see, its
# **receptive field**? Look along one axis, and forget borders.
#
# Two numbers are enough to go from layer to layer, both counted in cells of the input: $r$, how wide an output of the present layer sees; and $j$, how far apart the fields of two
# neighbouring outputs begin. Without any layer an output is an input cell: $r = 1$ and $j = 1$. Work out what one layer does to each of them.
#
# | symbol | argument | shape |
# |---|---|---|
# | | `layers`, the layer at the input first; perhaps none; leave it as it is | a list of (kernel, stride, dilation) |
# | $k, s, d$ of one layer | `kernel`, `stride`, `dilation`, each at least 1 | whole numbers |
# | $r$ of the last layer, in cells of the input from the first seen to the last, both counted | returned | whole number |
#
# Max pooling is a layer like any other here: its kernel is as large as its stride.
#
# Example: `[(3, 1, 1), (2, 2, 1), (3, 1, 2)]`, a convolution, a pooling and a dilated convolution. After the first $r = 3$, $j = 1$; after the second $r = 4$, $j = 2$. One output of the third
# touches three outputs of the second, each two further than the one before: from the first to the last it is four of them, eight input cells. $r = 4 + 8 =$ `12`.
#
# <details><summary>Hint 1 · idea</summary>A window of the new layer spans several outputs of the layer below. The first of them already sees r cells; what do the others add?</details>
# <details><summary>Hint 2 · step</summary>From the first to the last cell of the kernel, how many outputs of the layer below does one move, and how many input cells is each of these moves? Which of r and j does a layer's own stride change?</details>
# <details><summary>Hint 3 · nearly code</summary><code>for kernel, stride, dilation in layers:</code> with two lines, first the one for r, which still needs the old j, then the one for j. What neighbours are apart is multiplied, not added.</details>

# %% exercise="2.7" role="answer"
def receptive_field(layers):
    """Return how many input cells wide one output of the last layer can see."""
    # BEGIN SOLUTION
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field = field + dilation * (kernel - 1) * step
        step = step * stride
    return field
    # END SOLUTION

# %% [markdown] exercise="2.8" role="task"
# A challenge. To train a layer you need the gradient of the loss with respect to its weights, and `jax.grad` would give it. Do it once by hand: you will see what sharing weights
# means. The layer, without its bias:
#
# $$ y_{nijf} = \sum_{a,b,c} w_{abcf}\; x_{n,\, i+a,\, j+b,\, c} $$
#
# The layers behind it make a single number of y, the loss $J$, and report how J changes with each output: $\text{dy}_{nijf} = \partial J / \partial y_{nijf}$. By the chain rule a weight
# collects from every output, how J changes with the output times how the output changes with the weight:
#
# $$ \frac{\partial J}{\partial w_{abcf}} = \sum_{n,i,j} \text{dy}_{nijf}\; \frac{\partial y_{nijf}}{\partial w_{abcf}} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $x$ | `x`; leave it as it is | (B, H, W, C) |
# | $\partial J / \partial y$ | `dy`; leave it as it is | (B, H − kh + 1, W − kw + 1, F) |
# | $k_h, k_w$ | `kh`, `kw` | whole numbers |
# | $\partial J / \partial w$ | returned, in the shape of $w$ | (kh, kw, C, F) |
#
# Sum over the batch: a mean, if there is one, belongs to the loss and is already in dy.
# You may use the library's `convolution.im2col`, imported in the answer cell, but need not; within a patch its order is kernel row, kernel column, channel.
#
# Example: one image `[[1, 2, 3], [4, 5, 6]]` with one channel, one filter of 2 × 2, so two outputs; dy holds `1` and `10` for them. The weight in the upper left met the pixel 1 at the
# first place and 2 at the second: $1 \cdot 1 + 10 \cdot 2 = 21$. All four: `[[21, 32], [54, 65]]`, as an array of shape (2, 2, 1, 1).
#
# <details><summary>Hint 1 · idea</summary>Pick a single weight. Which pixels does it meet while the kernel goes over the image? Together they are again an image: of which size, beginning where?</details>
# <details><summary>Hint 2 · step</summary>y is linear in w: the derivative of an output with respect to a weight is the number that stands beside the weight in the sum. So each weight is a sum of products of pixels and entries of dy, over three indices.</details>
# <details><summary>Hint 3 · nearly code</summary>Two loops over a and b, in them <code>jnp.einsum("nijc,nijf->…", shifted_x, dy)</code>: letters that do not stand behind the arrow are summed. Or without any loop: patches as a matrix with one row for each place, and one product with dy; one of the two must be transposed.</details>

# %% exercise="2.8" role="answer"
from course_lib import convolution


def conv2d_grad_kernel(x, dy, kh, kw):
    """Return the gradient of the loss with respect to the kernel, from that with respect to the output."""
    # BEGIN SOLUTION
    channels, filters = x.shape[3], dy.shape[3]
    patches = convolution.im2col(x, kh, kw).reshape(-1, kh * kw * channels)  # one row for each place
    return (patches.T @ dy.reshape(-1, filters)).reshape(kh, kw, channels, filters)
    # END SOLUTION

# %% [markdown]
# ## What you can do now
#
# You can say how large the result of a layer is and how far one output sees; slide a kernel over an image, with a border and in longer steps; lay out patches so that a convolution becomes
# the article's matrix product; pool; and derive the gradient of a shared weight by hand.
#
# What is done and what comes next: `python -m course_lib progress` in a terminal. To start one exercise over, with a copy of your answer kept:
# `python -m course_lib reset 2.3`. From chapter 03 on the course uses the library's versions of what you wrote here (`course_lib.convolution`, `course_lib.layers`):
# compare them with yours.
