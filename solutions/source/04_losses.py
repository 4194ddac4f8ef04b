# %% [markdown]
# # 04 · What does “wrong” cost? Exercises
#
# Eight exercises, from a gap to be filled to a challenge; about 80 minutes. They follow the narrative `notebooks/04_losses.ipynb`.
#
# 1. Run the next cell first: it brings the tools.
# 2. Read a task, write your answer in the cell below it, run that cell.
# 3. Run the cell with `check`: **✓** right, **✗** read the message, **○** not attempted. A check costs nothing; a hint waits in three folds.
# 4. Later exercises never need your earlier answers: skip what you like, come back when you like.
# 5. All at once, in a terminal: `pytest --nbval-lax exercises/04_losses.ipynb`

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import check

# %% [markdown] exercise="4.1" role="task"
# Two gaps in given code: replace each line that begins with `raise`.
#
# The article's loss for regression. A **residual** is the truth minus the prediction; square it, add up over the samples, divide by twice their number:
#
# $$ L = \frac{1}{2N} \sum_{i=1}^{N} (y_i - \hat y_i)^2 $$
#
# | symbol | argument or variable | shape |
# |---|---|---|
# | $y$, the truth | `y`; leave it as it is | (N,) or (N, 1) |
# | $\hat y$, the prediction | `y_hat`; leave it as it is | (N,) or (N, 1), perhaps the other of the two |
# | $y_i - \hat y_i$ | `residual` | N numbers |
# | $L$ | `loss`, returned | scalar |
#
# Targets often come as a row (N,), while a network with one output gives a column (N, 1). Here both mean the same N numbers: number i of `y` belongs to
# number i of `y_hat`, whatever the two shapes are.
#
# Example: for `y = [3, 0, -1, 2]` and `y_hat = [2, 0, 1, 4]` the residuals are 1, 0, −2, −2, their squares add up to 9, and the loss is 9 / 8 = `1.125`.
#
# <details><summary>Hint 1 · idea</summary>What is the shape of a column (5, 1) minus a row (5,)? Try it with two arrays of zeros. How many residuals do 5 samples have?</details>
# <details><summary>Hint 2 · step</summary>First gap: bring both arrays into the same shape, then subtract. Second gap: square each residual, then the sum, then one division. N is the number of residuals.</details>
# <details><summary>Hint 3 · nearly code</summary><code>jnp.ravel</code> makes one row of any array; <code>residual.size</code> counts its numbers. A square is written <code>**2</code>. Mind the brackets around a divisor of two factors.</details>

# %% exercise="4.1" role="answer"
def half_mse(y, y_hat):
    # residual: one difference for each sample, also if one argument is a row and the other a column
    # BEGIN SOLUTION
    residual = jnp.ravel(y) - jnp.ravel(y_hat)
    # END SOLUTION
    # loss: the formula
    # BEGIN SOLUTION
    loss = jnp.sum(residual**2) / (2 * residual.size)
    # END SOLUTION
    return loss

# %% [markdown] exercise="4.2" role="task"
# This answer is wrong on purpose. Run its check first, read the message, then mend the function.
#
# To descend along the loss of 4.1 one must know how it changes when a prediction changes a little:
#
# $$ \frac{\partial L}{\partial \hat y_i}, \qquad L = \frac{1}{2N} \sum_{i=1}^{N} (y_i - \hat y_i)^2 $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $y$ | `y`; leave it as it is | (N,) or (N, 1) |
# | $\hat y$ | `y_hat`; leave it as it is | (N,) or (N, 1), perhaps the other of the two |
# | $\partial L / \partial \hat y$ | returned | as `y_hat` |
#
# If you saw it derived in the narrative: once more, without looking. As in 4.1 both arguments mean N numbers each. The result has the shape of `y_hat`, so that it can be subtracted from it.
#
# Example: for `y = [3, 0, -1, 2]` and `y_hat = [2, 0, 1, 4]` the result is `[-0.25, 0, 0.5, 0.5]`. Check the first entry by hand: raise the prediction from 2 to 2.1, and
# the first square falls from 1 to 0.81, so L falls by 0.19 / 8 = 0.024, which is about 0.25 for each unit.
#
# <details><summary>Hint 1 · idea</summary>The second prediction is right: its slope is 0. The third is too large: does the loss rise or fall if it grows further?</details>
# <details><summary>Hint 2 · step</summary>Chain rule: the outer derivative of a square, times the inner derivative of y − ŷ by ŷ. What is the inner one?</details>
# <details><summary>Hint 3 · nearly code</summary>The shape is right, the size of every entry too. One thing in the line that computes <code>residual</code> has to change.</details>

# %% exercise="4.2" role="answer"
def half_mse_grad(y, y_hat):
    # BEGIN SOLUTION
    residual = y_hat - jnp.reshape(y, y_hat.shape)
    # STUB
    # | residual = jnp.reshape(y, y_hat.shape) - y_hat
    # END SOLUTION
    return residual / y_hat.size

# %% [markdown] exercise="4.3" role="task"
# From here on you write the whole body; here, of two functions.
#
# **Softmax** makes probabilities of scores, and **log-sum-exp** is the logarithm of what it divides by:
#
# $$ \operatorname{softmax}(z)_k = \frac{e^{z_k}}{\sum_j e^{z_j}}, \qquad \operatorname{logsumexp}(z) = \log \sum_j e^{z_j} $$
#
# Written like this they fail: $e^{1000}$ is `inf`, and `inf / inf` is `nan`. The softmax stays the same if one number is added to all scores of a row, and logsumexp grows by just
# that number. Use this to keep every exponential at 1 or below.
#
# | symbol | argument | shape |
# |---|---|---|
# | $z$, the scores | `z`, of any size, some perhaps −∞; leave it as it is | any of at least one axis |
# | | `axis` (of `logsumexp` only): the axis to sum over, counted from the front or, if negative, from the end | whole number |
# | $\operatorname{logsumexp}(z)$ | returned by `logsumexp(z, axis)` | `z.shape` without `axis` |
# | $\operatorname{softmax}(z)$, over the last axis | returned by `softmax(z)` | as `z` |
#
# Two conventions. A score of −∞ means impossible: $e^{-\infty} = 0$ adds nothing. And if all scores are −∞ there is nothing to sum: `logsumexp` is then −∞, not nan (softmax is not asked for such a row).
#
# Example: let `z` be `[[1000, 1000], [0, 1.0986]]`, where 1.0986 is ln 3. Then `logsumexp(z, 1)` is `[1000.6931, 1.3863]`: twice $e^{1000}$ is $e^{1000 + \ln 2}$, and 1 + 3 is 4, with ln 4 = 1.3863.
# `softmax(z)` is `[[0.5, 0.5], [0.25, 0.75]]`.
#
# <details><summary>Hint 1 · idea</summary>Which number can you subtract from all scores of a row so that the largest becomes 0? What must be given back at the end, and to which of the two functions?</details>
# <details><summary>Hint 2 · step</summary>Every row has a largest score of its own. To subtract it from its row, it needs an axis of length 1 where the scores were. For a row of −∞ alone, −∞ − (−∞) is nan: which number could take the place of the largest score there?</details>
# <details><summary>Hint 3 · nearly code</summary><code>jnp.max</code> and <code>jnp.sum</code> keep the axis, with length 1, if you add <code>keepdims=True</code>; <code>jnp.squeeze(a, axis)</code> takes just this one out again. <code>jnp.where(condition, x, y)</code> chooses entry by entry, and <code>jnp.isfinite</code> is such a condition. In <code>softmax</code> the axis is −1.</details>

# %% exercise="4.3" role="answer"
def logsumexp(z, axis):
    """Return log Σ exp(z) along an axis, for scores of any size."""
    # BEGIN SOLUTION
    largest = jnp.max(z, axis=axis, keepdims=True)
    largest = jnp.where(jnp.isfinite(largest), largest, 0)
    return jnp.log(jnp.sum(jnp.exp(z - largest), axis=axis)) + jnp.squeeze(largest, axis)
    # END SOLUTION


def softmax(z):
    """Return exp(z) / Σ exp(z) over the last axis, for scores of any size."""
    # BEGIN SOLUTION
    weights = jnp.exp(z - jnp.max(z, axis=-1, keepdims=True))
    return weights / jnp.sum(weights, axis=-1, keepdims=True)
    # STUB
    # | raise NotImplementedError("Exercise 4.3: softmax")
    # END SOLUTION

# %% [markdown] exercise="4.4" role="task"
# An outcome of probability p surprises by −log p. **Entropy** is the mean surprise of someone who knows the probabilities p;
# the **Kullback-Leibler divergence** is what is added on average for someone who believes q while p is true:
#
# $$ H(p) = -\sum_k p_k \log p_k, \qquad D(p \,\Vert\, q) = \sum_k p_k \log \frac{p_k}{q_k} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $p$, what is true | `p`; each row along the last axis adds up to 1 | (C,), (N, C) or more axes before C |
# | $q$, what is believed | `q`, likewise | as `p` |
# | $H(p)$ | returned by `entropy(p)`: one number for each distribution | `p.shape` without its last axis |
# | $D(p \,\Vert\, q)$ | returned by `kl_divergence(p, q)` | the same |
#
# Conventions: the natural logarithm, so the unit is the **nat**. What never happens adds nothing: where $p_k = 0$ the term is 0, whatever $q_k$ is. Where $q_k = 0$ and $p_k > 0$, something
# happens that was thought impossible: the divergence is `inf`.
#
# Example: `entropy([0.5, 0.25, 0.25, 0])` is ½ ln 2 + ¼ ln 4 + ¼ ln 4 = 1.5 ln 2 = `1.0397`.
# `kl_divergence([0.5, 0.5, 0, 0], [0.25, 0.25, 0.25, 0.25])` is ½ ln 2 + ½ ln 2 = `0.6931` (each list stands for an array).
#
# <details><summary>Hint 1 · idea</summary>In floats 0 · log 0 is nan. Which entries should never see the logarithm, and which number could stand there in their place?</details>
# <details><summary>Hint 2 · step</summary>The logarithm of 1 is 0. Replace entries before the logarithm, not nan after it. In the divergence, look at p alone to decide: a q of 0 beside a positive p has to stay.</details>
# <details><summary>Hint 3 · nearly code</summary><code>jnp.where(p &gt; 0, p, 1)</code> is p with ones for zeros; the same condition serves for q. A sum over <code>axis=-1</code> leaves one number for each distribution, also for a single one.</details>

# %% exercise="4.4" role="answer"
def entropy(p):
    """Return −Σ p log p over the last axis, in nats."""
    # BEGIN SOLUTION
    return -jnp.sum(p * jnp.log(jnp.where(p > 0, p, 1)), axis=-1)
    # END SOLUTION


def kl_divergence(p, q):
    """Return Σ p log(p / q) over the last axis, in nats."""
    # BEGIN SOLUTION
    ratio = jnp.where(p > 0, p, 1) / jnp.where(p > 0, q, 1)
    return jnp.sum(p * jnp.log(ratio), axis=-1)
    # STUB
    # | raise NotImplementedError("Exercise 4.4: kl_divergence")
    # END SOLUTION

# %% [markdown] exercise="4.5" role="task"
# A classifier gives a row of scores for each sample, one **logit** for each class; softmax makes probabilities of them. The loss is the mean surprise at the right classes:
#
# $$ q_n = \operatorname{softmax}(z_n), \qquad L = -\frac{1}{N} \sum_{n=1}^{N} \log q_{n, y_n} $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $z$ | `logits`, finite numbers of any size; leave them as they are | (N, C) |
# | $y$, the number of the right class, 0 to C − 1 | `labels`, whole numbers | (N,) |
# | $L$, in nats | returned | scalar |
#
# The sum over classes −Σ p log q of the article has one term left here, since p is 1 for the right class and 0 for the others.
# Logits may be ±30,000: then some q round to 0, though the loss of such a row is a harmless number like 30,000. You may use `jax.nn.logsumexp`, which is your function of 4.3.
#
# Example: `logits = [[0, 0, 0.6931], [0.6931, 0, 0]]`, where 0.6931 is ln 2, and `labels = [2, 1]`. The exponentials of the first row are 1, 1, 2, so that q is ¼, ¼, ½, and class 2 has ½. In the second row
# q is ½, ¼, ¼, and class 1 has ¼. The loss is (ln 2 + ln 4) / 2 = `1.0397`.
#
# <details><summary>Hint 1 · idea</summary>The logarithm of a fraction is a difference. Which two terms has log q, and which of them is a plain logit?</details>
# <details><summary>Hint 2 · step</summary>For each row: log-sum-exp of all its logits, and the logit of its right class. Their difference is the surprise. How do you pick, from every row, the entry that its label names?</details>
# <details><summary>Hint 3 · nearly code</summary>Two index arrays of length N pick N entries: in <code>a[rows, columns]</code> the rows are <code>jnp.arange(len(labels))</code>. <code>a[:, labels]</code> is something else: look at its shape.</details>

# %% exercise="4.5" role="answer"
def cross_entropy(logits, labels):
    """Return the mean over rows of −log softmax(logits)[label], for logits of any size."""
    # BEGIN SOLUTION
    right = logits[jnp.arange(len(labels)), labels]
    return jnp.mean(jax.nn.logsumexp(logits, axis=1) - right)
    # END SOLUTION

# %% [markdown] exercise="4.6" role="task"
# How does the loss of 4.5 change with each logit? Two complicated functions, a softmax and a logarithm, have a derivative that fits on one line.
#
# $$ \frac{\partial L}{\partial z_{nk}}, \qquad L = \frac{1}{N} \sum_{n=1}^{N} \Bigl( \log \sum_{j} e^{z_{nj}} - z_{n, y_n} \Bigr) $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $z$ | `logits`, finite numbers of any size; leave them as they are | (N, C) |
# | $y$ | `labels`, whole numbers 0 to C − 1 | (N,) |
# | $\partial L / \partial z$ | returned | (N, C) |
#
# Derive it on paper first, once more and without looking if you saw it in the narrative (this is the same L as in 4.5, with the logarithm of the fraction written out). You may use `jax.nn.softmax`.
#
# Example: `logits = [[0, 0, 0.6931], [0.6931, 0, 0]]` with `labels = [2, 1]`, as in 4.5. The result is `[[0.125, 0.125, -0.25], [0.25, -0.375, 0.125]]`. Each row adds up to 0, because adding
# one number to all logits of a row changes nothing.
#
# <details><summary>Hint 1 · idea</summary>Derive the two terms in the brackets one by one. Does the second one depend on a logit of a wrong class?</details>
# <details><summary>Hint 2 · step</summary>The derivative of log Σ exp z by z_k is exp z_k / Σ exp z: you know that function by name. The derivative of z at the label is 1 for one class and 0 for the others. And the loss is a mean.</details>
# <details><summary>Hint 3 · nearly code</summary><code>jax.nn.one_hot(labels, C)</code> has a 1 at the label of each row; C, the number of classes, is <code>logits.shape[1]</code>. Mind the brackets when you divide a difference.</details>

# %% exercise="4.6" role="answer"
def cross_entropy_grad(logits, labels):
    """Return the gradient of the mean cross-entropy with respect to the logits."""
    # BEGIN SOLUTION
    truth = jax.nn.one_hot(labels, logits.shape[1])
    return (jax.nn.softmax(logits, axis=1) - truth) / len(logits)
    # END SOLUTION

# %% [markdown] exercise="4.7" role="task"
# One wrong number in the data, an **outlier**, can bend a fit by squared error as far as it likes, since its pull grows with its distance. The **Huber loss** limits the pull. For small residuals it is the square; beyond ±δ it goes on as a straight line:
#
# $$ h(r) = \begin{cases} \tfrac12 r^2 & \text{if } |r| \le \delta \\ a\,|r| + b & \text{if } |r| > \delta \end{cases} $$
#
# where $a$ and $b$ are such that at $r = \pm\delta$ neither the value nor the slope jumps; they depend on δ. The narrative has shown them: find them once more, without looking.
#
# | symbol | argument | shape |
# |---|---|---|
# | $r$ | `residual`; leave it as it is | any, also () |
# | $\delta > 0$ | `delta` | scalar |
# | $h(r)$, for each entry by itself | returned | as `residual` |
#
# Example: for `residual = [1, -2, 4, -6]` and `delta = 2` the result is `[0.5, 2, 6, 10]`. The parabola ends at |r| = 2 with the value 2 and the slope 2; from there every unit of |r| costs 2 more.
#
# <details><summary>Hint 1 · idea</summary>Stand at r = δ on the parabola. How high are you, and how steep is it? The line goes on from there.</details>
# <details><summary>Hint 2 · step</summary>Slope: a is the derivative of ½ r² at δ. Value: put |r| = δ into both pieces, set them equal, solve for b. Check your a and b with the example.</details>
# <details><summary>Hint 3 · nearly code</summary><code>jnp.where(condition, x, y)</code> chooses for each entry by itself; <code>if</code> cannot. Compare <code>jnp.abs(residual)</code>, so that both sides count alike.</details>

# %% exercise="4.7" role="answer"
def huber(residual, delta):
    """Return ½ r² for |r| ≤ delta and the straight line that continues it beyond."""
    # BEGIN SOLUTION
    size = jnp.abs(residual)
    return jnp.where(size <= delta, residual**2 / 2, delta * (size - delta / 2))
    # END SOLUTION

# %% [markdown] exercise="4.8" role="task"
# A challenge. A model that says "80 %" should be right in 80 of 100 such cases. Whether it is shows in groups: put samples of like **confidence** into bins, compare in each bin how sure the model was with how often it was right,
# and average the gaps, each by its bin's share of the samples. That is the **expected calibration error (ECE)**:
#
# $$ \mathrm{ECE} = \sum_{b=1}^{B} \frac{n_b}{N} \, \bigl| \mathrm{acc}_b - \mathrm{conf}_b \bigr| $$
#
# | symbol | argument | shape |
# |---|---|---|
# | the model's probabilities, each row adds up to 1 | `probs`; leave them as they are | (N, C), N ≥ 1, C ≥ 2 |
# | the right classes, 0 to C − 1 | `labels`, whole numbers | (N,) |
# | $B$ | `bins`, at least 1 | whole number |
# | $n_b$, number of samples in bin b | | |
# | $\mathrm{acc}_b$, share of these samples that are right | | |
# | $\mathrm{conf}_b$, mean confidence of these samples | | |
# | ECE | returned | scalar |
#
# - The model's answer is the class of the largest probability, the confidence is that probability. If two classes share it, the answer is the one with the lower number, as `argmax` has it. Right means that the answer is the label.
# - The B bins divide 0 to 1 into equal widths. A bin contains its upper border and not its lower one, (lo, hi]: with 4 bins a confidence of 0.75 belongs to (0.5, 0.75], and 1 to (0.75, 1].
# - An empty bin has no gap: it adds nothing.
#
# Example: `probs = [[0.375, 0.625], [0.75, 0.25], [0.375, 0.625], [0.125, 0.875]]`, `labels = [1, 1, 0, 1]`, `bins = 4`. The answers are 1, 0, 1, 1, of which the first and the last are right. Bin (0.5, 0.75] has the first three: their confidences 0.625, 0.75, 0.625
# have the mean 2/3, one of three is right, the gap is 1/3. Bin (0.75, 1] has the last one: confidence 0.875, right, gap 0.125. ECE = ¾ · 1/3 + ¼ · 0.125 = `0.28125`.
#
# <details><summary>Hint 1 · idea</summary>First reduce the problem: what do you need to know of each sample? Two numbers are enough, and neither is a class any more.</details>
# <details><summary>Hint 2 · step</summary>A loop over the bins is fine: which samples lie in this one, how many are they, what is the mean of each of the two numbers? Go to the next bin before you divide by 0. (Shorter: the share times the gap of two means is the gap of two sums, divided by N. Then an empty bin needs no care.)</details>
# <details><summary>Hint 3 · nearly code</summary><code>confidence = jnp.max(probs, axis=1)</code>; <code>inside = (confidence &gt; b / bins) &amp; (…)</code> for b = 0, 1, …; the brackets are needed. <code>jnp.sum(jnp.where(inside, x, 0))</code> adds up what lies inside.</details>

# %% exercise="4.8" role="answer"
def expected_calibration_error(probs, labels, bins):
    """Return the mean gap between confidence and accuracy over bins, weighted by the number of samples."""
    # BEGIN SOLUTION
    confidence = jnp.max(probs, axis=1)
    right = jnp.argmax(probs, axis=1) == labels
    total = 0.0
    for b in range(bins):
        inside = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        total += jnp.abs(jnp.sum(jnp.where(inside, right - confidence, 0)))
    return total / len(labels)
    # END SOLUTION

# %% [markdown]
# ## What you can do now
#
# You can price an error: square it, with the gradient in the shape of the prediction; limit what an outlier may cost; measure surprise, and what a wrong belief adds to it; go from scores to a loss without an overflow, whatever their size;
# derive the gradient that trains nearly every classifier; and find out whether a model knows how sure it may be.
#
# What is done and what comes next: `python -m course_lib progress` in a terminal. To start one exercise over, with a copy of your answer kept:
# `python -m course_lib reset 4.3`. From chapter 05 on the course uses the library's versions of what you wrote here (`course_lib.losses`, `course_lib.activations`, `course_lib.metrics`):
# compare them with yours.
