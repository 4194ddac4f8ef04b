# %% [markdown]
# # 01 · How does a machine learn from its errors? Exercises
#
# Eight exercises, from a gap to be filled to a challenge; about 80 minutes. They follow the narrative `notebooks/01_gradient_descent.ipynb`.
#
# 1. Run the next cell first: it brings the tools.
# 2. Read a task, write your answer in the cell below it, run that cell.
# 3. Run the cell with `check`: **✓** right, **✗** read the message, **○** not attempted. A check costs nothing; a hint waits in three folds.
# 4. Later exercises never need your earlier answers: skip what you like, come back when you like.
# 5. All at once, in a terminal: `pytest --nbval-lax exercises/01_gradient_descent.ipynb`

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import check

# %% [markdown] exercise="1.1" role="task"
# Two gaps in given code: replace each line that begins with `raise`.
#
# A slope can be measured without any calculus: ask for f a little to the right and a little to the left, and divide the difference by the
# distance. A **gradient** is that, done for one coordinate after the other while the others stand still:
#
# $$ \frac{\partial f}{\partial \theta_i} \approx \frac{f(\theta + \varepsilon e_i) - f(\theta - \varepsilon e_i)}{2\varepsilon} $$
#
# | symbol | argument or variable | shape |
# |---|---|---|
# | $f$ | `f`, a function from an array like θ to one number | |
# | $\theta$ | `theta`; leave it as it is | any, also () or (2, 3) |
# | $\varepsilon$ | `eps` | scalar |
# | $\varepsilon e_i$, a step along coordinate $i$ alone | `nudge` | as `theta` |
# | gradient | returned | as `theta` |
#
# Example: for $f(\theta) = \theta_0^3 + \theta_0\theta_1$ at `theta = [2, 1]` with `eps = 0.1` the result is `[13.01, 2]`. For coordinate 0:
# $f(2.1, 1) = 11.361$ and $f(1.9, 1) = 8.759$, which differ by 2.602 over a distance of 0.2. (The exact slope is 13: the quotient has an error of ε².)
#
# <details><summary>Hint 1 · idea</summary>Which coordinates move when you measure the slope along coordinate i? How far apart are the two points at which you ask f?</details>
# <details><summary>Hint 2 · step</summary>First gap: an array of zeros with eps at place i, in the shape of theta. Second gap: f at theta + nudge and at theta − nudge.</details>
# <details><summary>Hint 3 · nearly code</summary><code>zeros.at[i].set(…)</code> gives a new array with one entry replaced; <code>.reshape(theta.shape)</code> brings it into shape. Mind the brackets around <code>2 * eps</code>.</details>

# %% exercise="1.1" role="answer"
def numerical_gradient(f, theta, eps):
    theta = jnp.asarray(theta)
    zeros = jnp.zeros(theta.size)
    slopes = []
    for i in range(theta.size):
        # nudge: eps at place i, zero everywhere else, in the shape of theta
        # BEGIN SOLUTION
        nudge = zeros.at[i].set(eps).reshape(theta.shape)
        # END SOLUTION
        # slope: how steeply f rises along coordinate i
        # BEGIN SOLUTION
        slope = (f(theta + nudge) - f(theta - nudge)) / (2 * eps)
        # END SOLUTION
        slopes.append(slope)
    return jnp.array(slopes).reshape(theta.shape)

# %% [markdown] exercise="1.2" role="task"
# This answer is wrong on purpose. Run its check first, read the message, then mend the function.
#
# One step of gradient descent: from where you stand, go against the gradient, and the further the steeper it is. Parameters of a network are many
# arrays in a **pytree**: an array, or a dict, list or tuple of pytrees. The formula is the same for each of its leaves; a list stays a list, a tuple a tuple:
#
# $$ \theta \leftarrow \theta - \alpha \, \nabla J(\theta) $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $\theta$ | `theta`; leave it as it is | a pytree of arrays |
# | $\nabla J(\theta)$ | `grad` | the same tree |
# | $\alpha$ | `learning_rate` | scalar |
# | new $\theta$ | returned | the same tree |
#
# Example: `theta = {"w": [3, -1], "b": 2}` with `grad = {"w": [1, -2], "b": 4}` and `learning_rate = 0.5` becomes `{"w": [2.5, 0], "b": 0}`
# (each list stands for an array).
#
# <details><summary>Hint 1 · idea</summary>The gradient points to where J rises most. Which way do you want to go?</details>
# <details><summary>Hint 2 · step</summary>Take J(θ) = θ² at θ = 3: the gradient is 6. Put α = 0.1 into the given line by hand. Is the new θ nearer to 0?</details>
# <details><summary>Hint 3 · nearly code</summary><code>jax.tree.map</code> is right: it takes one leaf of theta and the leaf of grad at the same place, and makes a new tree of the results. One sign has to change.</details>

# %% exercise="1.2" role="answer"
def gradient_step(theta, grad, learning_rate):
    # BEGIN SOLUTION
    return jax.tree.map(lambda t, g: t - learning_rate * g, theta, grad)
    # STUB
    # | return jax.tree.map(lambda t, g: t + learning_rate * g, theta, grad)
    # END SOLUTION

# %% [markdown] exercise="1.3" role="task"
# Lines to put in order. Of the six lines in the comment you need five: delete the one that is a trap, order and indent the others, and
# remove the line that begins with `raise`. (Alt + ↑ moves a line, Ctrl + / takes its `#` away.)
#
# Gradient descent repeats the step: ask for the slope where you stand, move, ask again. Keep every point, so that the path can be drawn.
#
# $$ \theta_{k+1} = \theta_k - \alpha \, \nabla J(\theta_k), \qquad k = 0, \dots, K-1 $$
#
# | symbol | argument | shape |
# |---|---|---|
# | $\nabla J$ | `grad_fn`, a function from θ to its gradient | (d,) → (d,) |
# | $\theta_0$ | `theta0`; leave it as it is | (d,) |
# | $\alpha$ | `learning_rate` | scalar |
# | $K$ | `steps`, 0 or more | whole number |
# | $\theta_0 \dots \theta_K$ | returned, one row for each point | (steps + 1, d) |
#
# Example: with $\nabla J(\theta) = 2\theta$, `theta0 = [4, -8]`, `learning_rate = 0.25` and `steps = 3` each step halves θ:
# `[[4, -8], [2, -4], [1, -2], [0.5, -1]]`.
#
# <details><summary>Hint 1 · idea</summary>How many points does a walk of three steps have? Which of them is known before the first step?</details>
# <details><summary>Hint 2 · step</summary>Two lines take turns inside the loop: move, then write down where you are. One of the lines asks for the gradient at a point that you have left.</details>
# <details><summary>Hint 3 · nearly code</summary>Start with <code>theta, path = …</code>; then the loop with two indented lines, of which the second appends; the <code>return</code> is not indented into the loop.</details>

# %% exercise="1.3" role="answer"
def gradient_descent(grad_fn, theta0, learning_rate, steps):
    # BEGIN SOLUTION
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
    return jnp.stack(path)
    # STUB
    # | # path.append(theta)
    # | # theta = theta - learning_rate * grad_fn(theta0)
    # | # return jnp.stack(path)
    # | # theta = theta - learning_rate * grad_fn(theta)
    # | # theta, path = theta0, [theta0]
    # | # for _ in range(steps):
    # | raise NotImplementedError("Exercise 1.3: gradient_descent")
    # END SOLUTION

# %% [markdown] exercise="1.4" role="task"
# From here on you write the whole body.
#
# On a quadratic bowl $J(\theta) = \tfrac12 \theta^\top H \theta$, a step of size α along a direction of curvature λ multiplies the distance from the bottom by
# $1 - \alpha\lambda$. The curvatures are the eigenvalues of the **Hessian** $H$, and one step size must serve all directions. What is the largest α with which
# the distance grows along none of them?
#
# | symbol | argument | shape |
# |---|---|---|
# | $H$ | `hessian`, symmetric, all eigenvalues positive | (d, d) |
# | the largest such α | returned | scalar |
#
# Example: `[[5, 3], [3, 5]]` has the eigenvalues 8 (along the diagonal) and 2 (across it), and the result is `0.25`. The factor along the diagonal is then
# $1 - 0.25 \cdot 8 = -1$: each step leads to the other side, as far from the bottom as before. With any larger α the distance grows.
#
# <details><summary>Hint 1 · idea</summary>Overshooting is allowed as long as you come no further away: how negative may 1 − αλ become? Which direction gets there first when α grows?</details>
# <details><summary>Hint 2 · step</summary>For a single λ, which α makes the factor exactly −1? Then take the λ for which that α is smallest. On paper first, for λ = 8 and λ = 2.</details>
# <details><summary>Hint 3 · nearly code</summary><code>jnp.linalg.eigvalsh(hessian)</code> gives the eigenvalues of a symmetric matrix in rising order. The entries on the diagonal are not the eigenvalues, unless all others are zero.</details>

# %% exercise="1.4" role="answer"
def largest_stable_learning_rate(hessian):
    """Return the step size above which gradient descent on ½ θᵀHθ diverges."""
    # BEGIN SOLUTION
    return 2 / jnp.linalg.eigvalsh(hessian)[-1]
    # END SOLUTION

# %% [markdown] exercise="1.5" role="task"
# The gradient of the whole data set is a mean over all samples, and a few samples already give a good estimate of it. So training deals the samples into
# **minibatches** and takes a step for each. One **epoch** deals out every sample exactly once, in an order that is new for every key.
#
# | symbol | argument | shape |
# |---|---|---|
# | | `key`, a typed key (`jax.random.key`): the only source of randomness | () |
# | $n$, number of samples | `n`, at least 1 | whole number |
# | $b$ | `batch_size`, at least 1, perhaps larger than `n` | whole number |
# | | returned: ⌈n / b⌉ arrays of indices 0 … n − 1, in a list | (b,), the last one perhaps shorter |
#
# Example: `minibatches(jax.random.key(0), 10, 4)` might be `[[3, 8, 0, 5], [9, 1, 6, 2], [7, 4]]` (as arrays): each of 0 … 9 once, two full batches and the rest.
# The same key gives the same batches again, another key gives others.
#
# <details><summary>Hint 1 · idea</summary>Think of a pack of cards: first shuffle the whole pack, then deal.</details>
# <details><summary>Hint 2 · step</summary>Two lines are enough. <code>jax.random.permutation</code> shuffles. At which places of the shuffled row does a batch begin, and where does the last one begin?</details>
# <details><summary>Hint 3 · nearly code</summary><code>range(0, n, batch_size)</code> counts in steps of batch_size and stops below n. What does a slice give that reaches beyond the end of an array? Try <code>jnp.arange(10)[8:12]</code>.</details>

# %% exercise="1.5" role="answer"
def minibatches(key, n, batch_size):
    """Return the index batches of one epoch, each sample in exactly one of them."""
    # BEGIN SOLUTION
    order = jax.random.permutation(key, n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
    # END SOLUTION

# %% [markdown] exercise="1.6" role="task"
# In a narrow valley plain steps bounce from wall to wall and hardly move along it. **Momentum** gives the point a velocity that remembers past gradients:
# what points the same way every time adds up, what changes its sign cancels out.
#
# $$ v \leftarrow \beta v + g, \qquad \theta \leftarrow \theta - \alpha v $$
#
# Momentum is written in several ways; use this one, in this order. Arrays only, no trees.
#
# | symbol | argument | shape |
# |---|---|---|
# | $\theta$ | `theta` | any |
# | $v$ | `velocity`, zeros before the first step | as `theta` |
# | $g = \nabla J(\theta)$ | `grad` | as `theta` |
# | $\alpha$ | `learning_rate` | scalar |
# | $\beta$, in [0, 1) | `beta` | scalar |
# | new $\theta$, new $v$ | returned: `(theta, velocity)`; leave the arguments as they are | two arrays as `theta` |
#
# Example: `theta = [1, 2]`, `velocity = [2, 0]`, `grad = [1, -4]`, `learning_rate = 0.1`, `beta = 0.5` gives the velocity `[2, -4]` and the new θ `[0.8, 2.4]`.
#
# <details><summary>Hint 1 · idea</summary>A ball that rolls: first the slope changes its velocity, then the velocity changes its place.</details>
# <details><summary>Hint 2 · step</summary>Two lines, in the order of the formula. Which velocity does the second one use? How often does α appear?</details>
# <details><summary>Hint 3 · nearly code</summary>Make a new velocity from <code>beta</code>, <code>velocity</code> and <code>grad</code>; use it in the line for theta; return both, theta first. Write <code>a = a + b</code> rather than <code>a += b</code>.</details>

# %% exercise="1.6" role="answer"
def momentum_step(theta, velocity, grad, learning_rate, beta):
    """Return the new theta and the new velocity after one step with momentum."""
    # BEGIN SOLUTION
    velocity = beta * velocity + grad
    return theta - learning_rate * velocity, velocity
    # END SOLUTION

# %% [markdown] exercise="1.7" role="task"
# One learning rate for all parameters is a compromise: some slopes are steep, others gentle. **Adam** keeps two running means for every parameter, of the
# gradient and of its square, and steps by the one divided by the root of the other. Both means start at zero and would be too small at first; dividing by
# $1 - \beta^t$ makes up for that.
#
# $$ t \leftarrow t + 1, \qquad m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2 $$
#
# $$ \hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat v = \frac{v}{1 - \beta_2^t}, \qquad \theta \leftarrow \theta - \alpha\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon} $$
#
# Arrays only, no trees; $g^2$ and the root act on each entry.
#
# | symbol | argument | shape |
# |---|---|---|
# | $\theta$ | `theta` | any |
# | $m, v, t$ | `state = (m, v, t)`: zeros, zeros and t = 0 before the first step | as `theta`, as `theta`, whole number |
# | $g$ | `grad` | as `theta` |
# | $\alpha$ | `learning_rate` | scalar |
# | $\beta_1, \beta_2$, in [0, 1) | `b1`, `b2` | scalars |
# | $\varepsilon$ | `eps` | scalar |
# | new $\theta$, new state | returned: `(theta, (m, v, t))`; leave the arguments as they are | as above |
#
# Example, a first step: `theta = [1, -2]`, `state = ([0, 0], [0, 0], 0)`, `grad = [0.5, -4]`, `learning_rate = 0.1`, `b1 = 0.9`, `b2 = 0.999`, `eps = 1e-8`.
# Then `m = [0.05, -0.4]`, `v = [0.00025, 0.016]`, `t = 1`, and the new θ is `[0.9, -1.9]`: both parameters move by 0.1, though one gradient is eight times the other.
#
# <details><summary>Hint 1 · idea</summary>What must be kept for the next step, and what is needed only now? The state holds m and v, not the corrected ones.</details>
# <details><summary>Hint 2 · step</summary>Take the state apart, count t up first, then follow the formulas from left to right. With m = 0 before the first step, what are the corrected m and v after it?</details>
# <details><summary>Hint 3 · nearly code</summary><code>m, v, t = state</code>, then one line for each formula: <code>t = t + 1</code>, <code>m = …</code>, <code>v = …</code>, <code>m_hat = m / (1 - b1**t)</code>, <code>v_hat = …</code>; eps stands outside <code>jnp.sqrt(v_hat)</code>.</details>

# %% exercise="1.7" role="answer"
def adam_step(theta, state, grad, learning_rate, b1, b2, eps):
    """Return the new theta and the new state (m, v, t) after one step of Adam."""
    # BEGIN SOLUTION
    m, v, t = state
    t = t + 1
    m = b1 * m + (1 - b1) * grad
    v = b2 * v + (1 - b2) * grad**2
    m_hat = m / (1 - b1**t)
    v_hat = v / (1 - b2**t)
    return theta - learning_rate * m_hat / (jnp.sqrt(v_hat) + eps), (m, v, t)
    # END SOLUTION

# %% [markdown] exercise="1.8" role="task"
# A challenge. Instead of guessing a step size, ask the loss. Begin with a bold one and shrink it until the step is good enough. "Lower than before" is not
# enough: a step from one wall of the valley to the other may win next to nothing. Along the slope, a step of size α should lower J by about
# $\alpha\lVert g \rVert^2$; **Armijo's condition** asks for the share $c$ of that:
#
# $$ f(\theta - \alpha g) \le f(\theta) - c\,\alpha\,\lVert g \rVert^2 $$
#
# Return the first of $\alpha_0,\ \beta\alpha_0,\ \beta^2\alpha_0, \dots$ that fulfils it.
#
# | symbol | argument | shape |
# |---|---|---|
# | $f$ | `f`, a function from an array like θ to one number; may be called 200 times at most | |
# | $g = \nabla f(\theta)$ | `grad`, an array | as `theta` |
# | $\theta$ | `theta`; leave it as it is | any, also () or (2, 3) |
# | $\alpha_0 > 0$ | `alpha0` | scalar |
# | $\beta$, in (0, 1) | `beta` | scalar |
# | $c$, in (0, 1) | `c` | scalar |
# | $\lVert g \rVert^2$, the sum of the squares of all entries | | scalar |
# | $\alpha$ | returned | scalar |
#
# Three things to mind: where the gradient is zero, alpha0 fulfils the condition and comes back. Where f is nan (a step out of its domain, such as the
# logarithm of a negative number), the condition is not fulfilled. `grad` is the gradient of f at θ, so some α always passes. Use an ordinary Python loop: one that never ends can then be stopped.
#
# Example: $f(\theta) = \theta_0^2 + \theta_1^2$ at `theta = [3, 4]`, so `grad = [6, 8]`, $f = 25$ and $\lVert g \rVert^2 = 100$; `alpha0 = 0.8`, `beta = 0.5`, `c = 0.25`.
# With α = 0.8 f falls to 9, but 25 − 20 = 5 is asked for. With α = 0.4 f falls to 1, and 25 − 10 = 15 is asked for: the result is `0.4`.
#
# <details><summary>Hint 1 · idea</summary>In words: as long as the step is not good enough, make it smaller. What is computed once, what anew in every round?</details>
# <details><summary>Hint 2 · step</summary>The left side needs f at a new point for every α, and the right side contains α too. Compare with nan is always False: ask whether the step is good, and negate that.</details>
# <details><summary>Hint 3 · nearly code</summary><code>alpha = alpha0</code>, then <code>while not (f(…) &lt;= …):</code> with one line in it that shrinks alpha. <code>jnp.sum(grad**2)</code> works for every shape.</details>

# %% exercise="1.8" role="answer"
def backtracking(f, grad, theta, alpha0, beta, c):
    """Return the first of alpha0, beta · alpha0, beta² · alpha0, … that fulfils Armijo's condition."""
    # BEGIN SOLUTION
    alpha = alpha0
    start, slope = f(theta), jnp.sum(grad**2)
    while not (f(theta - alpha * grad) <= start - c * alpha * slope):
        alpha = beta * alpha
    return alpha
    # END SOLUTION

# %% [markdown]
# ## What you can do now
#
# You can measure a gradient from values alone and use it to check any derivative; take one step or a whole path; say from the Hessian which step size is too large;
# deal data into batches; add a memory (momentum) and a scale (Adam) to the step; and let the loss choose the step size.
#
# What is done and what comes next: `python -m course_lib progress` in a terminal. To start one exercise over, with a copy of your answer kept:
# `python -m course_lib reset 1.3`. From chapter 02 on the course uses the library's versions of what you wrote here (`course_lib.optimizers`, `course_lib.data`):
# compare them with yours.
