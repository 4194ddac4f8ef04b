# %% [markdown]
# # 06 · How does a network read a sequence? Exercises
#
# Eight exercises, from a gap to be filled to a challenge; about 85 minutes. They follow the narrative `notebooks/06_rnn.ipynb`.
#
# 1. Run the next cell first: it brings the tools.
# 2. Read a task, write your answer in the cell below it, run that cell.
# 3. Run the cell with `check`: **✓** right, **✗** read the message, **○** not attempted. A check costs nothing; a hint waits in three folds.
# 4. Later exercises never need your earlier answers: skip what you like, come back when you like.
# 5. All at once, in a terminal: `pytest --nbval-lax exercises/06_rnn.ipynb`

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import check

# %% [markdown] exercise="6.1" role="task"
# Two gaps in given code: replace each line that begins with `raise`.
#
# A recurrent network reads a sequence step by step. What it knows so far is its **hidden state**, H numbers for each sample. At each step one and the same cell
# turns the old state $h$ and the new input $x$ into the new state $h'$. Row $s$ of `x` and of `h` belongs to one sample:
#
# $$ h'_{sj} = \tanh\Big(\sum_i x_{si}\, w_{ij} + \sum_k h_{sk}\, u_{kj} + b_j\Big) $$
#
# | symbol | argument or variable | shape |
# |---|---|---|
# | $w, u, b$ | `params`, a tuple `(w, u, b)` | (D, H), (H, H), (H,) |
# | $h$ | `h`, the old state; leave it as it is | (batch, H) |
# | $x$ | `x`, the input of this step | (batch, D) |
# | what stands in the brackets of the tanh | `z` | (batch, H) |
# | $h'$ | `new_h`, returned | (batch, H) |
#
# Example: `w = [[0.5, 0], [0, -1], [1, 1]]`, `u = [[1, 2], [1, 0]]`, `b = [-0.5, 0.5]` with `h = [[0.5, -0.5], [0, 0]]` and `x = [[1, 2, 0], [0, 1, 1]]`. For
# the first sample the input says [0.5, −2], the state says [0, 1], and with the bias z = [0, −0.5]; for the second z = [0.5, 0.5]. Since tanh(0.5) = 0.4621, the
# result is `[[0, -0.4621], [0.4621, 0.4621]]`.
#
# <details><summary>Hint 1 · idea</summary>A dense layer with two inputs: what comes in now, and what the network remembers. Each has a weight matrix of its own.</details>
# <details><summary>Hint 2 · step</summary>Each of the two sums is a product of matrices, written with <code>@</code>. Compare shapes: which of w and u fits behind x, which behind h? All three parts are added before anything else happens.</details>
# <details><summary>Hint 3 · nearly code</summary>First gap: <code>z = x @ … + … @ … + …</code>. Second gap: <code>jnp.tanh(…)</code> acts on each entry.</details>

# %% exercise="6.1" role="answer"
def rnn_step(params, h, x):
    w, u, b = params
    # z: what the input, the old state and the bias say together
    # BEGIN SOLUTION
    z = x @ w + h @ u + b
    # END SOLUTION
    # new_h: the state after this step
    # BEGIN SOLUTION
    new_h = jnp.tanh(z)
    # END SOLUTION
    return new_h

# %% [markdown] exercise="6.2" role="task"
# Lines to put in order. Of the seven lines in the comment you need six: delete the one that is a trap, order and indent the others, and remove the line that
# begins with `raise`. (Alt + ↑ moves a line, Ctrl + / takes its `#` away.)
#
# A **recurrent neural network (RNN)** applies one cell at every step and hands the state on:
#
# $$ h_0 = 0, \qquad h_t = \tanh(x_t\, w + h_{t-1}\, u + b), \qquad t = 1, \dots, T $$
#
# `lax.scan(step, start, xs)` is a loop that JAX compiles once, however many steps there are. It cuts `xs` along axis 0. For each slice it calls
# `step(carry, slice)`, which returns a pair: what to carry to the next step, and what to write down. At the end `lax.scan` returns a pair too: the last carry, and
# all that was written down, stacked along axis 0.
#
# | symbol | argument | shape |
# |---|---|---|
# | $w, u, b$ | `params`, a tuple `(w, u, b)` | (D, H), (H, H), (H,) |
# | $x_1 \dots x_T$ | `x`, the time along axis 1 | (batch, T, D), T ≥ 1 |
# | $h_1 \dots h_T$, without $h_0$ | returned | (batch, T, H) |
#
# Example: `w = [[1]]`, `u = [[2]]`, `b = [0]` and two sequences of three steps, 1, 0, 0 and 0, 1, 0. The first has the states tanh(1) = 0.7616,
# tanh(2 · 0.7616) = 0.9093 and tanh(2 · 0.9093) = 0.9487, the second 0, 0.7616 and 0.9093.
#
# <details><summary>Hint 1 · idea</summary>Three things: what happens in one step, what the state is before the first one, and along which axis the loop runs.</details>
# <details><summary>Hint 2 · step</summary>The function of one step comes first, and its two lines are indented. Time is axis 1 of x, but <code>lax.scan</code> cuts along axis 0: one line turns x before the loop; the states must be turned back at the end. Two lines start the state: which of them has one row for each sample?</details>
# <details><summary>Hint 3 · nearly code</summary><code>def step(h, x_t):</code> with its two lines; then the start; then <code>_, states = lax.scan(…)</code>; then the <code>return</code>. The state of a batch has shape (batch, H) before and after every step.</details>

# %% exercise="6.2" role="answer"
def rnn(params, x):
    w, u, b = params
    # BEGIN SOLUTION
    def step(h, x_t):
        h = jnp.tanh(x_t @ w + h @ u + b)
        return h, h
    start = jnp.zeros((x.shape[0], u.shape[0]))
    _, states = lax.scan(step, start, jnp.swapaxes(x, 0, 1))
    return jnp.swapaxes(states, 0, 1)
    # STUB
    # | # _, states = lax.scan(step, start, jnp.swapaxes(x, 0, 1))
    # | # return h, h
    # | # start = jnp.zeros(u.shape[0])
    # | # def step(h, x_t):
    # | # return jnp.swapaxes(states, 0, 1)
    # | # start = jnp.zeros((x.shape[0], u.shape[0]))
    # | # h = jnp.tanh(x_t @ w + h @ u + b)
    # | raise NotImplementedError("Exercise 6.2: rnn")
    # END SOLUTION

# %% [markdown] exercise="6.3" role="task"
# This answer is wrong on purpose. Run its check, read the message, mend, and check again.
#
# Recordings have unequal lengths, but an array is rectangular. So all are filled up to the longest length T: the filling behind the end of each is called
# **padding**. The network runs on through it, and what its states are there says nothing about the recording. Give for each sample the state of its last *real*
# step:
#
# $$ r_s = h_{s,\,n_s} \qquad \text{the state after } n_s \text{ steps, steps counted from 1} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $h_{s,1} \dots h_{s,T}$ | `states`; entry `states[s, 0]` is the state after the first step | (batch, T, H) |
# | $n_s$, from 1 to T | `lengths`, whole numbers | (batch,) |
# | $r$ | returned | (batch, H) |
#
# Padding may hold anything, and real states may be 0. Example: `states = [[[1, 2], [3, 4], [9, 9]], [[5, -1], [0, 3], [1, 4]]]` and `lengths = [2, 3]` gives
# `[[3, 4], [1, 4]]`: the first sequence ended after two steps, its `[9, 9]` is padding.
#
# <details><summary>Hint 1 · idea</summary>Each row has an end of its own. At which index does a sequence of length 1 have its last state?</details>
# <details><summary>Hint 2 · step</summary>One array of row numbers and one array of time indices, of the same shape (batch,): indexing with both takes one entry for each pair.</details>
# <details><summary>Hint 3 · nearly code</summary><code>a[rows, columns]</code> with <code>rows = jnp.arange(…)</code> gives the entries (rows[0], columns[0]), (rows[1], columns[1]), … What has to be in <code>columns</code>? (A loop and <code>jnp.stack</code> are right too.)</details>

# %% exercise="6.3" role="answer"
def last_state(states, lengths):
    # BEGIN SOLUTION
    return states[jnp.arange(states.shape[0]), lengths - 1]
    # STUB
    # | return states[:, -1]
    # END SOLUTION

# %% [markdown] exercise="6.4" role="task"
# From here on you write the whole body.
#
# Instead of the last state one may take the mean over time: then every step has its say. Again the padding behind the end of a sequence must not count, neither in
# the sum nor in the number of steps. A **mask** is an array of True and False that says which entries count.
#
# $$ m_{sj} = \frac{1}{n_s} \sum_{t=1}^{n_s} v_{stj} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $v$ | `values`; leave it as it is | (batch, T, H) |
# | $n_s$, from 1 to T | `lengths`, whole numbers | (batch,) |
# | $m$ | returned | (batch, H) |
#
# Padding may hold any finite number, and real values may be 0. Example: `values = [[[1, 2], [3, 4], [9, 9]], [[5, -1], [0, 3], [1, 4]]]` and `lengths = [2, 3]`
# gives `[[2, 3], [2, 2]]`: for the first sequence (1 + 3)/2 and (2 + 4)/2, without the 9s.
#
# <details><summary>Hint 1 · idea</summary>First decide for each sample and each step whether it counts. Then add up what counts, and divide by how much that was.</details>
# <details><summary>Hint 2 · step</summary>Step t of sample s counts if its index is smaller than the length. To compare every step with every length, one array must be a row, (T,), and the other a column, (batch, 1). The values have an axis more than the mask.</details>
# <details><summary>Hint 3 · nearly code</summary><code>mask = jnp.arange(…) &lt; lengths[:, None]</code> has shape (batch, T). <code>jnp.where(mask[:, :, None], values, …)</code> replaces what does not count; then a <code>sum</code> over the time and a division in which each row meets its own length.</details>

# %% exercise="6.4" role="answer"
def masked_mean(values, lengths):
    """Return the mean over the real steps of each sequence."""
    # BEGIN SOLUTION
    mask = jnp.arange(values.shape[1]) < lengths[:, None]
    return jnp.where(mask[:, :, None], values, 0).sum(axis=1) / lengths[:, None]
    # END SOLUTION

# %% [markdown] exercise="6.5" role="task"
# Through many steps a gradient can grow until one update throws the parameters out of reach: an **exploding gradient**. **Gradient clipping** shortens it if it is too
# long. Its length is one number for *all* parameters together, the global norm: the root of the sum of the squares of all numbers in all arrays.
#
# $$ \|g\| = \sqrt{\sum_{\text{leaves}} \sum_i g_i^2}, \qquad g' = \begin{cases} g & \|g\| \le c \\ g \cdot c / \|g\| & \|g\| > c \end{cases} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $g$ | `grads`, a pytree of arrays, perhaps all 0; leave it as it is | any tree |
# | $c > 0$ | `max_norm` | scalar |
# | $g'$ | returned | the same tree |
#
# Example: `grads = {"w": [[3, 0], [0, -4]], "b": [12]}` (each list stands for an array) has the norm √(9 + 16 + 144) = 13. With `max_norm = 6.5` the result is
# `{"w": [[1.5, 0], [0, -2]], "b": [6]}`: half as long, in the same direction.
#
# <details><summary>Hint 1 · idea</summary>Two walks through the tree: one that measures, one that multiplies. Between them there is a single number, the factor.</details>
# <details><summary>Hint 2 · step</summary><code>jax.tree.leaves(grads)</code> lists all arrays, for the measuring; <code>jax.tree.map(f, grads)</code> applies f to each and keeps the tree. The factor is never larger than 1. What is it if the norm is 0?</details>
# <details><summary>Hint 3 · nearly code</summary><code>norm = jnp.sqrt(sum(… for leaf in jax.tree.leaves(grads)))</code>. For the factor, <code>max_norm / jnp.maximum(norm, …)</code> is a quotient that cannot exceed 1, if you choose the second number well, and never divides by 0.</details>

# %% exercise="6.5" role="answer"
def clip_by_global_norm(grads, max_norm):
    """Return the gradients, shortened to the length max_norm if they are longer."""
    # BEGIN SOLUTION
    norm = jnp.sqrt(sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(grads)))
    factor = max_norm / jnp.maximum(norm, max_norm)
    return jax.tree.map(lambda leaf: leaf * factor, grads)
    # END SOLUTION

# %% [markdown] exercise="6.6" role="task"
# A **long short-term memory (LSTM)** carries two things along: the state $h$ that others see, and a memory $c$ of its own. Three gates, numbers between 0 and 1,
# decide how much comes in, how much is kept and how much goes out. One product gives the sums of all of them, in four blocks of H columns side by side:
#
# $$ \big[\, z_i \mid z_f \mid z_g \mid z_o \,\big] = x\,w + h\,u + b $$
#
# $$ i = \sigma(z_i) \text{ (input gate)}, \quad f = \sigma(z_f) \text{ (forget gate)}, \quad g = \tanh(z_g) \text{ (new content)}, \quad o = \sigma(z_o) \text{ (output gate)} $$
#
# $$ c' = f \cdot c + i \cdot g, \qquad h' = o \cdot \tanh(c') $$
#
# σ is the sigmoid function, σ(z) = 1 / (1 + e⁻ᶻ), in JAX `jax.nn.sigmoid`. In the last line all products are taken entry by entry. The order of the blocks, i, f, g, o, is a
# convention; other libraries have others. Nothing is added to the forget gate beyond the formula.
#
# | symbol | argument | shape |
# |---|---|---|
# | $w, u, b$ | `params`, a tuple `(w, u, b)` | (D, 4H), (H, 4H), (4H,) |
# | $h, c$ | `state`, a tuple `(h, c)`; leave it as it is | (batch, H) each |
# | $x$ | `x`, the input of this step | (batch, D) |
# | $h', c'$ | returned: `(h, c)` | (batch, H) each |
#
# Example with H = D = 1: `w = [[0, 0, 1, 0]]`, `u = [[0, 0, -1, 0]]`, `b = [0, 1.0986, 0, 0]`, `h = [[1]]`, `c = [[2]]`, `x = [[2]]`. The sums are 0, 1.0986, 2 − 1 = 1 and 0, so
# i = 0.5, f = 0.75, g = tanh(1) = 0.7616, o = 0.5. Then c′ = 0.75·2 + 0.5·0.7616 = 1.8808 and h′ = 0.5·tanh(1.8808) = 0.4773.
#
# <details><summary>Hint 1 · idea</summary>Three parts: one sum for everything, cut into four; a function for each block; the two formulas of the last line, in their order.</details>
# <details><summary>Hint 2 · step</summary><code>jnp.split(a, 4, axis=…)</code> cuts an array into four equal blocks: along which axis do they lie side by side? The second formula uses the new memory.</details>
# <details><summary>Hint 3 · nearly code</summary><code>h, c = state</code>, then <code>i, f, g, o = jnp.split(x @ w + …, 4, axis=-1)</code>. Three of the four go through <code>jax.nn.sigmoid</code>, one through <code>jnp.tanh</code>. Write <code>c = …</code> with a new array, not <code>c *= …</code>, and return a pair.</details>

# %% exercise="6.6" role="answer"
def lstm_step(params, state, x):
    """Return the state and the memory after one step of an LSTM."""
    # BEGIN SOLUTION
    w, u, b = params
    h, c = state
    i, f, g, o = jnp.split(x @ w + h @ u + b, 4, axis=-1)
    i, f, g, o = jax.nn.sigmoid(i), jax.nn.sigmoid(f), jnp.tanh(g), jax.nn.sigmoid(o)
    c = f * c + i * g
    return o * jnp.tanh(c), c
    # END SOLUTION

# %% [markdown] exercise="6.7" role="task"
# How much does the end of a sequence still feel of its beginning? **Backpropagation through time** goes back from the last state, step by step. Take an RNN as in 6.2
# and, for each sample, the loss $L$ = sum of the entries of its last state $h_T$. The gradient with respect to an earlier state comes back through one step after
# the other:
#
# $$ \frac{\partial L}{\partial h_{T,j}} = 1, \qquad \frac{\partial L}{\partial h_{t-1,k}} = \sum_j \frac{\partial L}{\partial h_{t,j}}\,(1 - h_{t,j}^2)\, u_{kj} $$
#
# Here $1 - h_{t,j}^2$ is the slope of tanh, expressed by what it gave. Report the length of these gradients against the distance $k$ from the end, averaged over the samples:
#
# $$ r_k = \frac{1}{B} \sum_s \Big\| \frac{\partial L_s}{\partial h_{s,\,T-k}} \Big\|, \qquad k = 0, \dots, T-1 $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $w, u, b$ | `params`, a tuple `(w, u, b)` | (D, H), (H, H), (H,) |
# | $x_1 \dots x_T$ | `x`, B sequences; $h_0 = 0$ | (B, T, D) |
# | $r_0 \dots r_{T-1}$ | returned | (T,) |
#
# ‖·‖ is the root of the sum of the squares over the H entries. You may go back by hand, as in the formula, or with `jax.grad`.
#
# Example with H = D = 1: `w = [[1]]`, `u = [[2]]`, `b = [0]` and two sequences, 0, 0, 0 and 0, 0, 1. The first has states of 0, where tanh has slope 1: each step back
# multiplies by 2, and its gradients are 1, 2, 4. The second ends in tanh(1) = 0.7616 with slope 1 − 0.58 = 0.42: 1, 0.84, 1.68. The result is `[1, 1.42, 2.84]`.
#
# <details><summary>Hint 1 · idea</summary>Two walks: forwards, to know all states; backwards, with one gradient for each sample that every step changes. What is measured first, and when?</details>
# <details><summary>Hint 2 · step</summary>Keep the states in a list. Start the way back with an array of ones, (B, H): its norms belong to distance 0. A step back has two parts, the slope of tanh at the state you come from, and u. In <code>g @ …</code> over which index of u does the formula sum?</details>
# <details><summary>Hint 3 · nearly code</summary><code>for h in reversed(states):</code> with two lines in it: append <code>jnp.linalg.norm(g, axis=…).mean()</code> to a list, then <code>g = (g * …) @ …</code>. At the end <code>jnp.stack</code> of the list. In which order do the entries stand?</details>

# %% exercise="6.7" role="answer"
def gradient_norm_by_distance(params, x):
    """Return the mean norm of the gradient of the last state's sum, for every distance from the end."""
    # BEGIN SOLUTION
    w, u, b = params
    h, states = jnp.zeros((x.shape[0], u.shape[0])), []
    for t in range(x.shape[1]):
        h = jnp.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    g, norms = jnp.ones_like(h), []
    for h in reversed(states):
        norms.append(jnp.linalg.norm(g, axis=1).mean())
        g = (g * (1 - h**2)) @ u.T
    return jnp.stack(norms)
    # END SOLUTION

# %% [markdown] exercise="6.8" role="task"
# A challenge. Build a network that hears which digit is spoken, better than a plain RNN can. You hand in the network; the course's trainer trains it, the same
# way for everyone: 16 times all of 1,200 recordings, in batches of 48, with Adam (a step size that falls from 0.01 to 0) and clipped gradients.
#
# | function | what it gets | what it returns |
# |---|---|---|
# | `digits_init(key)` | a typed key, the only source of chance | `params`: any pytree of float arrays, 8,000 numbers at most |
# | `digits_model(params, x, lengths)` | `x` (batch, 48, 24): 48 frames of 24 bands of sound; `lengths` (batch,): how many frames of each are real, from 1 to 48 | scores (batch, 10), one for each digit |
#
# - At least 0.93 of 600 other recordings must be classified right. With this training, logistic regression on the mean frame reaches 0.73, the last state of a tanh RNN
#   with 32 units 0.71. A **gated recurrent unit (GRU)** does it, and so does an RNN that reads in both directions and takes the mean of its states.
# - A clip's scores must not depend on other clips of the batch, nor on what stands behind its end. They must depend on the order of the frames, and on more
#   than the first and the last one.
# - The trainer compiles `digits_model` and takes its gradient: use `jnp` in it, not `np`. Batches have several sizes.
#
# A GRU keeps a state $h$ and has two gates: $r$ says how much of the old state the new content looks at, $z$ how much of the old state stays.
#
# $$ r = \sigma(x w_r + h u_r + b_r), \quad z = \sigma(x w_z + h u_z + b_z), \quad n = \tanh(x w_n + (r \cdot h)\, u_n + b_n), \quad h' = (1 - z) \cdot n + z \cdot h $$
#
# Try yours in a cell of its own before you check:
#
# ```python
# from course_lib.probes.rnn.digits_trainer import practice
# practice(digits_init, digits_model)
# ```
#
# It trains once, in a few seconds, and returns the number of parameters, and how much is right of the recordings trained on and of others. Example of what comes
# back: `{'numbers': 5802, 'right of the clips trained on': 0.998, 'right of other clips': 0.96}`.
#
# <details><summary>Hint 1 · idea</summary>Three parts: a cell, a scan over time that keeps all states, and a reading of these states that ends in ten scores. A plain cell and its last state is the weakest choice for two of them.</details>
# <details><summary>Hint 2 · step</summary>Matrices drawn with standard deviation √(1/inputs), biases 0, one key for each matrix (<code>jax.random.split</code>). 32 units are enough. The scan is that of 6.2 with another step. For the reading: the state at <code>lengths − 1</code> (6.3) or the masked mean (6.4). For a second direction, reverse only the real frames of each clip.</details>
# <details><summary>Hint 3 · nearly code</summary>In the step of a GRU: <code>r = jax.nn.sigmoid(x_t @ wr + h @ ur + br)</code>, the same for z, then n and the new h as in the formulas, and <code>return h, h</code>. Start from <code>jnp.zeros((x.shape[0], 32))</code>. <code>lax.scan</code> leaves the time in front, so sample s ends at <code>states[lengths[s] - 1, s]</code>. Last line: <code>… @ v + c</code> with v of shape (32, 10).</details>

# %% exercise="6.8" role="answer"
def digits_init(key):
    """Return the parameters of an untrained network."""
    # BEGIN SOLUTION
    keys = iter(jax.random.split(key, 7))
    draw = lambda rows, columns: jax.random.normal(next(keys), (rows, columns)) / rows**0.5
    gates = {gate: (draw(24, 32), draw(32, 32), jnp.zeros(32)) for gate in "rzn"}
    return {"gates": gates, "dense": (draw(32, 10), jnp.zeros(10))}
    # END SOLUTION


def digits_model(params, x, lengths):
    """Return ten scores for each clip."""
    # BEGIN SOLUTION
    (wr, ur, br), (wz, uz, bz), (wn, un, bn) = (params["gates"][gate] for gate in "rzn")

    def step(h, x_t):
        r = jax.nn.sigmoid(x_t @ wr + h @ ur + br)
        z = jax.nn.sigmoid(x_t @ wz + h @ uz + bz)
        n = jnp.tanh(x_t @ wn + (r * h) @ un + bn)
        h = (1 - z) * n + z * h
        return h, h

    start = jnp.zeros((x.shape[0], ur.shape[0]))
    _, states = lax.scan(step, start, jnp.swapaxes(x, 0, 1))  # (time, batch, 32)
    v, c = params["dense"]
    return states[lengths - 1, jnp.arange(x.shape[0])] @ v + c
    # END SOLUTION

# %% [markdown]
# ## What you can do now
#
# You can write the step of a recurrent cell and of an LSTM, carry a state through a sequence, read the states of sequences of unequal length without listening to their padding, shorten
# a gradient, measure how far back it reaches, and build a network that hears digits within a budget.
#
# What is done and what comes next: `python -m course_lib progress` in a terminal. To start one exercise over, with a copy of your answer kept:
# `python -m course_lib reset 6.3`. From chapter 07 on the course uses the library's versions of what you wrote here (`course_lib.recurrent`,
# `course_lib.optimizers`): compare them with yours.
