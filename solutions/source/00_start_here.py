# %% [markdown]
# # 00 · Start here: exercises
#
# Three short exercises that show how all of them work. You write in the answer cell, then run the cell with `check` below it.
#
# - **✓** right. **✗** something is wrong: read the message, it is about *your* answer. **○** not attempted yet.
# - A check costs nothing. Run it as often as you like; a wrong answer is where you learn most.
# - Stuck? Open *Hint 1* and think for a minute before you open *Hint 2*.
# - Broken beyond repair? `python -m course_lib reset 0.2` brings one exercise back and keeps a copy of yours.
# - All exercises of this page at once, in a terminal: `pytest --nbval-lax exercises/00_start_here.ipynb`
# - What is done and what comes next, over the whole course: `python -m course_lib progress`
#
# Run the next cell first: it brings the tools.

# %%
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib import check

# %% [markdown] exercise="0.1" role="task"
# A blank body: you write the whole function.
#
# A model's parameters must lie in memory before it can answer anything. How many **gibibyte**s (GiB) is that?
# Return the number as it comes out, not rounded.
#
# $$ \text{GiB} = \frac{N \cdot b}{2^{30}} $$
#
# | symbol | argument | what it is |
# |---|---|---|
# | $N$ | `num_params` | number of parameters, a number |
# | $b$ | `bytes_per_param` | bytes for each: 4 in float32, 2 in bfloat16, 1 in int8, half a byte in 4 bits |
# | GiB | returned | a number, not rounded |
#
# Example: `memory_gibibytes(5 * 2**30, 2)` is `10.0`: five times 2³⁰ parameters of 2 bytes each.
#
# <details><summary>Hint 1 · idea</summary>Two questions in a row. How many bytes are there in all? How many bytes make one GiB?</details>
# <details><summary>Hint 2 · step</summary>Parameters times bytes per parameter is the number of bytes. 1 GiB is 1024 · 1024 · 1024 bytes.</details>
# <details><summary>Hint 3 · nearly code</summary>Multiply the two arguments, then divide (with <code>/</code>, not <code>//</code>) by <code>2**30</code>; <code>return</code> what comes out.</details>

# %% exercise="0.1" role="answer"
def memory_gibibytes(num_params, bytes_per_param):
    # BEGIN SOLUTION
    return num_params * bytes_per_param / 2**30
    # END SOLUTION

# %% [markdown] exercise="0.2" role="task"
# This answer is wrong on purpose. Run its check first, read the message, then mend the function.
#
# How many arithmetic operations (FLOPs) does it take to train a model on a text? Each parameter meets each token, first on the
# way forward, then on the way back.
#
# | symbol | argument | what it is |
# |---|---|---|
# | $N$ | `num_params` | number of parameters, a number |
# | $D$ | `num_tokens` | number of tokens seen in training, a number |
# | FLOPs | returned | multiplications and additions, counted separately |
#
# Example: `training_flops(100, 1000)` is `600_000`. The check also asks for the largest models, so use a formula, not a loop over the tokens.
#
# <details><summary>Hint 1 · idea</summary>What the function returns now is the cost of <em>using</em> the model. What else happens in training?</details>
# <details><summary>Hint 2 · step</summary>The way back needs two products as large as the one on the way forward: one gives the gradient of the weights, one the gradient of the inputs.</details>
# <details><summary>Hint 3 · nearly code</summary>Forward: 2 per parameter and token. Back: twice that. Add the two and replace the factor in the last line.</details>

# %% exercise="0.2" role="answer"
def training_flops(num_params, num_tokens):
    flops_per_meeting = 2  # one multiplication, one addition
    # BEGIN SOLUTION
    forward = flops_per_meeting * num_params * num_tokens
    backward = 2 * forward  # the gradient of the weights, and the gradient of the inputs
    return forward + backward
    # STUB
    # | return flops_per_meeting * num_params * num_tokens
    # END SOLUTION

# %% [markdown] exercise="0.3" role="task"
# Three gaps in given code: replace each line that begins with `raise`.
#
# If models grow by the same *factor* every year, which factor is it? Growth by a factor $g$ a year is a straight line
# on a logarithmic scale, $\log_{10} N = a + s\,t$ with $g = 10^{s}$. The slope of the line that fits $n$ points best is
#
# $$ s = \frac{\sum_i (t_i - \bar t)\; y_i}{\sum_i (t_i - \bar t)^2}, \qquad y_i = \log_{10} N_i $$
#
# | symbol | variable | shape |
# |---|---|---|
# | $t_i$, years since the first model | `years` | (n,) |
# | $N_i$, parameters | `parameters` | (n,) |
# | $t_i - \bar t$ | `x` | (n,) |
# | $y_i$ | `y` | (n,) |
# | $s$ | `slope` | scalar |
# | $g$ | returned, not rounded | scalar |
#
# Example: `growth_factor_per_year(jnp.array([0., 1., 2., 3.]), jnp.array([1e6, 1e7, 1e6, 1e9]))` is about `6.31`, which is $10^{0.8}$.
# (Sizes of exactly 10⁶, 10⁷, 10⁸, 10⁹ would give 10.)
#
# <details><summary>Hint 1 · idea</summary>A straight line is fitted through the points (x, y). On which scale do sizes that grow by a factor lie on a straight line?</details>
# <details><summary>Hint 2 · step</summary>First gap: the logarithm, base 10, of the parameters. Second gap: the formula for s; multiply first, then sum, above and below. Third gap: from the slope of a logarithm back to a factor. Which function undoes log₁₀?</details>
# <details><summary>Hint 3 · nearly code</summary><code>jnp.log10(…)</code> in the first gap; <code>jnp.sum(… * …) / jnp.sum(… * …)</code> in the second; a power of ten, <code>10.0 ** …</code>, returned in the third.</details>

# %% exercise="0.3" role="answer"
def growth_factor_per_year(years, parameters):
    x = years - jnp.mean(years)  # the years, counted from their mean
    # y: the logarithms of the sizes
    # BEGIN SOLUTION
    y = jnp.log10(parameters)
    # END SOLUTION
    # slope: how much y rises in a year
    # BEGIN SOLUTION
    slope = jnp.sum(x * y) / jnp.sum(x * x)
    # END SOLUTION
    # the factor per year
    # BEGIN SOLUTION
    return 10.0**slope
    # END SOLUTION

# %% [markdown]
# That is all. You have filled a blank body, repaired a wrong answer and closed three gaps; the chapters add lines to put in order, and
# a challenge at the end of each. Go on with `notebooks/01_gradient_descent.ipynb`.
