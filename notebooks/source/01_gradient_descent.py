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
# # 01 · How does a machine learn from its errors?
#
# A model guesses, and its guesses are off. You cannot tell it the right parameters, for you do not know them either.
# You can only measure how wrong it is. How does a number that says "this wrong" become a better model?
#
# The answer fits into one line, $\theta_{t+1} = \theta_t - \alpha \nabla J(\theta_t)$, and into one picture. The models of
# this course are all trained by this line or a close relative of it, and so are the large ones of chapter 00.
# In about 75 minutes you will know where it comes from, when it works, and how it breaks.

# %%
import jax
import jax.numpy as jnp
import numpy as np

from course_lib import data, differentiation, optimizers, surfaces
from course_lib.charts import descent as descent_charts
from course_lib.charts import training as training_charts
from course_lib.explorers.descent import descent_figure, explore_descent
from course_lib.plotting import show
from course_lib.widgets import predict

# %% jupyter={"source_hidden": true}
patients = data.load_diabetes()
bmi = patients.x[:, 2]
cost = lambda w: 0.5 * jnp.mean((w * bmi - patients.y) ** 2)
walk = optimizers.gradient_descent(jax.grad(cost), 0.0, 0.35, 12)
show(
    descent_charts.draw_fitted_line(bmi, patients.y, walk, cost),
    alt="Left: 442 patients as dots; in 12 steps a flat line turns until it follows the cloud. "
    "Right: the same steps walk down a bowl-shaped loss curve to its lowest point.",
)

# %% [markdown]
# *442 patients, one weight.* On the left a line predicts how far a patient's diabetes moves on in a year from the body mass index.
# On the right is the loss of every possible line. Each step walks downhill on the right, and that turns the line on the left.

# %% [markdown]
# ## What you will be able to do
#
# - Measure a slope by a difference quotient, choose its width well, and check a gradient with it (1.1).
# - Write a gradient descent step for parameters of any shape, and record the whole path (1.2, 1.3).
# - Predict from the curvature whether a step size creeps, overshoots or diverges (1.4).
# - Deal data into random batches, and say how the noise of their gradients depends on the batch size (1.5).
# - Implement momentum and Adam, and say what each of them mends (1.6, 1.7).
# - Let the loss itself choose the step size (1.8).
#
# Write the exercises in `exercises/01_gradient_descent.ipynb` as you go, or all at the end.

# %% [markdown]
# ## Warm-up
#
# Answer each in your head before you open it. Two look back at chapter 00, one at school.
#
# 1. A model has $N = 2 \cdot 10^9$ parameters and is trained on $D = 4 \cdot 10^{10}$ tokens. About how many FLOPs is that?
# 2. A check prints `○ 1.2 not attempted yet`. What does the circle tell you, and what would a cross tell you?
# 3. What is the slope of $f(x) = (x - 3)^2$ at $x = 1$? Which way must you walk to go down?
#
# <details><summary>Answer 1</summary>
#
# About $6ND = 6 \cdot 2 \cdot 10^9 \cdot 4 \cdot 10^{10} = 4.8 \cdot 10^{20}$. A parameter is a number that training changes.
# This chapter is about *how* it is changed: those FLOPs are spent on the gradient.
# </details>
# <details><summary>Answer 2</summary>
#
# The circle says that the answer is still as shipped. A cross says that you tried and what is wrong with *your* answer;
# read its message, mend the answer, and run the check again.
# </details>
# <details><summary>Answer 3</summary>
#
# $f'(x) = 2(x - 3)$, so the slope is $-4$. It falls to the right, so walk to the right: against the sign of the slope.
# That is already gradient descent.
# </details>

# %% [markdown]
# ## What the article says
#
# "The article" is the Chinese text on large models as a service that this course follows; chapter 00 introduces it. Its §1.3.5.1 says: **gradient descent** minimises
# a function, the **objective**, by updating its parameters again and again, so that *the gradient of the parameters* is opposite to the gradient of the objective.
#
# <span lang="zh">梯度下降反复更新参数，使目标函数越来越小；按文章的说法，要让“参数的梯度”与目标函数的梯度方向相反。</span>
#
# $$\theta_{t+1} = \theta_t - \alpha \nabla J(\theta_t)$$
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | $\theta_t$ | the parameters after $t$ steps | `theta` | `(d,)`, or any tree of arrays |
# | $J$ | the objective, here a loss: how wrong the model is | `loss` | `(d,)` → scalar |
# | $\nabla J(\theta_t)$ | its **gradient**: one slope per parameter | `grad` | as `theta` |
# | $\alpha$ | the **learning rate**, a **hyper-parameter**: you choose it, training does not | `learning_rate` | scalar |
# | $t$ | number of steps taken | `step` | scalar |
#
# The formula is right. One word in the sentence is not. See whether you find it before the end of the chapter.

# %% [markdown]
# ## By hand: two samples, one weight
#
# The model is $\hat y = w x$. There are two samples, $(x, y) = (1, 2)$ and $(2, 4)$, so $w = 2$ would be perfect. You start at $w = 0$.
#
# The loss is half the mean squared error, $J(w) = \frac{1}{2N} \sum_i (w x_i - y_i)^2$. Its slope, by the chain rule, is
#
# $$J'(w) = \frac{1}{N} \sum_i \underbrace{(w x_i - y_i)}_{\text{error}} \; \underbrace{x_i}_{\text{input}}.$$
#
# Read it aloud: *the mean of error times input*. This is the whole answer to the title. A large input at a large error changes
# the weight most; the sign says which way. With $\alpha = 0.2$:
#
# | $t$ | $w_t$ | errors | slope: mean of error × input | update $-\alpha \cdot$ slope |
# |---|---|---|---|---|
# | 0 | 0 | −2, −4 | (−2·1 − 4·2) / 2 = −5 | +1 |
# | 1 | 1 | −1, −2 | (−1·1 − 2·2) / 2 = −2.5 | +0.5 |
# | 2 | 1.5 | −0.5, −1 | (−0.5·1 − 1·2) / 2 = −1.25 | +0.25 |
# | 3 | 1.75 | | | |
#
# The errors halve at every step. Nobody told the machine about $w = 2$; the errors pulled it there. Now the same slope in code,
# first as a loop that follows the sum term by term.

# %%
x, y = jnp.array([1.0, 2.0]), jnp.array([2.0, 4.0])

def slope_by_loop(w):
    total = 0.0
    for x_i, y_i in zip(x, y):
        total += (w * x_i - y_i) * x_i
    return total / len(x)

print("slope at w = 0:", slope_by_loop(0.0))

# %% [markdown]
# The loop becomes one line when the whole column is one array. And `jax.grad` needs no slope from you at all: it derives
# the loss. This is **automatic differentiation**.

# %%
def slope_vectorised(w):
    return jnp.mean((w * x - y) * x)

def loss(w):
    return 0.5 * jnp.mean((w * x - y) ** 2)

for w in (0.0, 1.0, 1.5):
    three = [float(s(w)) for s in (slope_by_loop, slope_vectorised, jax.grad(loss))]
    print(f"w = {w}: loop {three[0]:.3f}, vectorised {three[1]:.3f}, jax.grad {three[2]:.3f}")
    assert np.allclose(three, three[0])

# %% [markdown]
# Next the path. Again three ways: a loop, a formula for all steps at once, and the library's function, which you write for
# any number of parameters in exercise 1.3. The formula: since $J'(w) = 2.5\,(w - 2)$ here, the distance to 2 is multiplied by
# $1 - 0.2 \cdot 2.5 = \frac12$ in each step. Keep that factor in mind.

# %%
steps, alpha = 6, 0.2
by_loop = [0.0]
for _ in range(steps):
    by_loop.append(by_loop[-1] - alpha * slope_vectorised(by_loop[-1]))

by_formula = 2 - 2 * (1 - alpha * 2.5) ** np.arange(steps + 1)
by_library = optimizers.gradient_descent(jax.grad(loss), 0.0, alpha, steps)

print(np.round(by_library, 4))
assert np.allclose(by_loop, by_formula) and np.allclose(by_library, by_formula)

# %% [markdown]
# Seven points for six steps: the start counts too.
#
# Real models have more than one parameter. JAX keeps them in a **pytree**: nested dicts, lists and tuples of arrays. The gradient is a tree of the same form, and the step
# goes leaf by leaf. Here is one for $\hat y = w x + b$; exercise 1.2 asks for a step that works on any tree.

# %%
params = {"w": jnp.array(0.0), "b": jnp.array(0.0)}
line_loss = lambda params: 0.5 * jnp.mean((params["w"] * x + params["b"] - y) ** 2)
grads = jax.grad(line_loss)(params)
stepped = optimizers.gradient_step(params, grads, 0.2)
print("gradients:", {name: float(value) for name, value in grads.items()})
print("after one step:", {name: round(float(value), 3) for name, value in stepped.items()})
assert grads["w"] == -5 and grads["b"] == -3  # mean of error × input, and mean of error × 1

# %% [markdown]
# ## The slope: measured, then computed
#
# How do you know that a slope in code is right? Measure it. A **finite difference** asks the function itself: walk a little, see how much
# it changed, divide. You can walk to one side, or to both:
#
# $$\frac{f(x + \varepsilon) - f(x)}{\varepsilon} \qquad\text{or}\qquad \frac{f(x + \varepsilon) - f(x - \varepsilon)}{2\varepsilon}$$
#
# The second is the **central difference**. Taylor's formula says what each gets wrong: $\frac{\varepsilon}{2} f''(x)$ for one side. On two sides
# the $f''$ terms cancel, and $\frac{\varepsilon^2}{6} f'''(x)$ remains. By hand on $f(x) = x^3$ at $x = 1$, where the slope is 3, with $\varepsilon = 0.1$:
# one-sided $(1.331 - 1)/0.1 = 3.31$, central $(1.331 - 0.729)/0.2 = 3.01$.

# %%
cube = lambda x: x**3
forward = differentiation.forward_slope(cube, 1.0, 0.1)
central = differentiation.central_slope(cube, 1.0, 0.1)
print(f"one-sided {forward:.2f}, central {central:.2f}, exact {jax.grad(cube)(1.0):.2f}")

# %% [markdown]
# How small should $\varepsilon$ be? Commit to an answer before you run it.

# %% jupyter={"source_hidden": true}
predict(
    "You measure the slope of sin(x) by central differences in float32, with about 7 digits. "
    "You shrink ε from 0.1 to 0.01, and on to 0.000001. What does the error do?",
    {
        "It falls all the way": (
            "So mathematics says, and at first it does. But the computer has 7 digits. When ε is "
            "tiny, f(x + ε) and f(x − ε) agree in nearly all of them, and the difference is made "
            "of rounding."
        ),
        "It falls, then rises again": (
            "At first the error of the formula, ε²/6 · f‴, shrinks. Then rounding takes over: an "
            "error of about 10⁻⁷ in f is divided by 2ε. The best ε lies where the two are equal."
        ),
        "It falls, then stays at 10⁻⁷": (
            "Values of f are good to 10⁻⁷, but the slope is a difference divided by 2ε. Dividing "
            "by a small number makes a small error large."
        ),
    },
    answer="It falls, then rises again",
)

# %% tags=["measured"]
widths = np.logspace(-6, 0, 25)
points = jnp.linspace(0.5, 1.5, 200)  # the mean over many points, so that no lucky rounding misleads
exact = np.cos(np.asarray(points, np.float64))
off = lambda slope, e: np.mean(np.abs(np.asarray(slope(jnp.sin, points, e)) - exact))
errors = {
    "one-sided": np.array([off(differentiation.forward_slope, e) for e in widths]),
    "central": np.array([off(differentiation.central_slope, e) for e in widths]),
}
best = {name: widths[error.argmin()] for name, error in errors.items()}
print({name: f"best ε {best[name]:.0e}, error {error.min():.0e}" for name, error in errors.items()})

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    descent_charts.draw_slope_errors(widths, errors),
    alt="Error of the measured slope against ε, logarithmic axes: two V-shaped curves. The central "
    "difference is lowest near 0.005, the one-sided one near 0.0003 and less deep.",
)
order = lambda error: np.polyfit(np.log(widths[-7:]), np.log(error[-7:]), 1)[0]  # where ε ≥ 0.03
assert 0.9 < order(errors["one-sided"]) < 1.1 and 1.9 < order(errors["central"]) < 2.1
assert 1e-3 < best["central"] < 3e-2 and best["one-sided"] < best["central"]

# %% [markdown]
# Both curves are V-shaped. On the right the formula errs, with slope 1 for one side and 2 for both, as Taylor's formula promises; on the left rounding does.
# For exercise 1.1 remember: in float32 an $\varepsilon$ near 0.01 is good, $10^{-6}$ is hopeless.

# %% [markdown]
# `jax.grad` does not measure. It applies the chain rule to each operation of your code, so it is right to rounding and has no $\varepsilon$ to
# choose. It is also cheap: one sweep gives *all* slopes, while differences need two
# evaluations of the loss for each parameter: 243,860 for a single step of the network of chapter 05.
# Measured slopes remain the best *test* of computed ones. A planted mistake shows at once:

# %%
wrong_slope = lambda w: jnp.mean((w * x - y) * y)  # error times the wrong thing
for name, slope in (("right", slope_vectorised), ("wrong", wrong_slope)):
    measured = differentiation.central_slope(loss, 0.5, 1e-2)
    print(f"{name}: claimed {slope(0.5):.3f}, measured {measured:.3f}")

# %% [markdown]
# ## Downhill in many directions
#
# With two parameters there is a slope along each axis, a **partial derivative**. Together they are the gradient. Why should its
# opposite be the best way down, and not just *a* way? Measure: stand at one point
# of the bowl $J(\theta) = \frac12(\theta_1^2 + 10\,\theta_2^2)$, `surfaces.quadratic`, and take the slope in every direction of the compass.

# %%
here = jnp.array([-2.0, 0.7])
gradient = jax.grad(surfaces.quadratic)(here)
angles = jnp.linspace(-jnp.pi, jnp.pi, 73)
compass = jnp.stack([jnp.cos(angles), jnp.sin(angles)], axis=1)  # (73, 2), each of length 1
along = lambda u: differentiation.central_slope(lambda s: surfaces.quadratic(here + s * u), 0.0, 1e-2)
slopes = jax.vmap(along)(compass)
steepest = compass[slopes.argmin()]
print(f"length of the gradient {jnp.linalg.norm(gradient):.3f}, lowest slope {slopes.min():.3f}")

# %% jupyter={"source_hidden": true}
show(
    descent_charts.draw_compass(here, gradient, angles, slopes),
    alt="Left: contour ellipses and, at one point, the gradient uphill and its opposite downhill, both at "
    "right angles to the contour. Right: the slope against direction is a cosine wave, lowest at −∇J.",
)
assert float(steepest @ -gradient / jnp.linalg.norm(gradient)) > 0.998  # a needle every 5 degrees
assert np.allclose(slopes, compass @ gradient, atol=1e-2)

# %% [markdown]
# The measured slopes form a cosine: the slope along a direction $u$ of length 1 is $\nabla J \cdot u = \lVert\nabla J\rVert \cos(\text{angle})$. It is lowest where the cosine is $-1$, exactly
# opposite the gradient, and 0 along the **contour**. So $-\nabla J$ is the steepest way down. But this holds only *here*. How far may you trust it?

# %% [markdown]
# ## How large may a step be?
#
# Take the simplest curve, $J(\theta) = \frac{L}{2}\theta^2$ with its minimum at 0. Its slope is $L\theta$, and $L$ is its **curvature**: how fast the slope itself changes.

# %% jupyter={"source_hidden": true}
predict(
    "J(θ) = ½ · 10 · θ², so L = 10, and you start at θ = 1. You take steps with α = 0.15, "
    "which is one and a half times 1/L. What happens?",
    {
        "It walks down to 0 from one side": (
            "That needs α at most 1/L = 0.1. Here the step is 0.15 · 10 · θ = 1.5 θ: longer than "
            "the way to the bottom."
        ),
        "It jumps over 0 each time, but comes closer": (
            "One step leads from θ to θ − 1.5 θ = −0.5 θ. The sign flips and the distance halves. "
            "Overshooting is no disaster."
        ),
        "It jumps over 0 each time, farther and farther": (
            "That needs a factor 1 − αL below −1, so α above 2/L = 0.2. Overshooting alone is not "
            "divergence."
        ),
    },
    answer="It jumps over 0 each time, but comes closer",
)

# %% [markdown]
# Put the slope into the formula: $\theta_{t+1} = \theta_t - \alpha L\, \theta_t = (1 - \alpha L)\,\theta_t$, hence
#
# $$\theta_t = (1 - \alpha L)^t\, \theta_0 .$$
#
# All of it is in this one factor. Between 0 and 1: it creeps down from one side. Between −1 and 0: it overshoots and still arrives. At −1 it
# bounces for ever. Below −1 the steps become longer and longer: they **diverge**.

# %%
L = 10.0
bowl = lambda theta: 0.5 * L * theta**2
paths = {}
for multiple in (0.5, 1.5, 2.0, 2.1):
    path = paths[multiple] = optimizers.gradient_descent(jax.grad(bowl), 1.0, multiple / L, 8)
    factor = path[1] / path[0]
    print(f"α = {multiple}/L: a step multiplies θ by {factor:+.2f}, after 8 steps θ = {path[-1]:+.3f}")
    assert np.allclose(path, (1 - multiple) ** np.arange(9), atol=1e-4)

# %% jupyter={"source_hidden": true}
verdicts = ["creeps", "overshoots, arrives", "bounces for ever", "diverges"]
titled = {f"α = {m:g}/L:\n{verdict}": paths[m] for m, verdict in zip(paths, verdicts)}
show(
    descent_charts.draw_regimes(bowl, titled),
    alt="Four bowls with eight steps each: at 0.5/L down one side, at 1.5/L from side to side and closer, "
    "at 2/L from side to side at one height, at 2.1/L from side to side and higher.",
)

# %% [markdown]
# The ring marks the start. Two thresholds are worth knowing by heart: at $1/L$ a single step arrives, and beyond it you overshoot; beyond $2/L$ you diverge.
# Mind the units: $L$ is loss per parameter², so $\alpha$ is parameter² per loss. A learning rate without its problem means nothing.

# %% [markdown]
# ## Long valleys
#
# With many parameters the curvature depends on the direction. The **Hessian** $H$ is the matrix of all second derivatives. Most directions it turns; some it only stretches.
# By hand: $H = \begin{pmatrix} 2 & 1 \\ 1 & 2 \end{pmatrix}$ turns $(1, 0)$ into $(2, 1)$, but makes $(3, 3)$ of $(1, 1)$ and leaves $(1, -1)$ as it is. Each of these two is an **eigenvector**,
# its factor, 3 or 1, the **eigenvalue**: the curvature along it. On a quadratic each eigenvector goes its own way, with its own factor $1 - \alpha\lambda_i$.
#
# Two of them matter. The steepest, $\lambda_{\max} = L$, sets the limit: $\alpha < 2/\lambda_{\max}$ (exercise 1.4). The flattest, $\lambda_{\min}$, sets the waiting time: at $\alpha = 1/\lambda_{\max}$ its factor is
# $1 - 1/\kappa$, where $\kappa = \lambda_{\max}/\lambda_{\min}$ is the **condition number**. The best is $\alpha = 2/(\lambda_{\max} + \lambda_{\min})$: both factors then have the same size, $\frac{\kappa - 1}{\kappa + 1} \approx 1 - 2/\kappa$.
# $\kappa$ compares the steepest curvature with the flattest; the valley is $\sqrt\kappa$ times as long as it is wide.

# %% jupyter={"source_hidden": true}
predict(
    "A valley becomes about 3 times as long for its width: κ grows from 10 to 100. α is the best "
    "possible both times. How many times as many steps do you need?",
    {
        "As many as before": (
            "α is already as large as the steep walls allow. It cannot be enlarged for the floor "
            "of the valley alone."
        ),
        "About 3 times": (
            "That would be so if steps kept their share of the way. But the share that a step covers "
            "shrinks too. Momentum will achieve it, later in this chapter."
        ),
        "About 10 times": (
            "The slowest factor is about 1 − 2/κ: a step covers the share 2/κ of what is left, so "
            "the number of steps is proportional to κ."
        ),
        "About 100 times": (
            "The waiting time is proportional to κ and not to its square: each step still covers "
            "the fixed share 2/κ of what is left."
        ),
    },
    answer="About 10 times",
)

# %%
def steps_until(values, target):
    """The number of steps after which values stay at or below the target."""
    above = np.flatnonzero(np.asarray(values) > target)
    return int(above[-1]) + 1 if above.size else 0

def valley_path(kappa, start, alpha, steps):
    bowl = lambda theta: surfaces.quadratic(theta, (1 / kappa, 1.0))  # ½ (θ₁²/κ + θ₂²)
    return optimizers.gradient_descent(jax.grad(bowl), jnp.array(start), alpha, steps)

# %%
kappas = np.array([3, 10, 30, 100, 300])
best_alpha = lambda kappa: 2 / (1 + 1 / kappa)
plain = []
for kappa in kappas:
    path = valley_path(kappa, [1.0, 1.0], best_alpha(kappa), 1500)
    plain.append(steps_until(jnp.linalg.norm(path, axis=1), 1e-3 * 2**0.5))
growth = np.polyfit(np.log(kappas[1:]), np.log(plain[1:]), 1)[0]
print(dict(zip(kappas.tolist(), plain)), f"steps ∝ κ^{growth:.2f}")

# %% jupyter={"source_hidden": true}
zigzag = {k: valley_path(k, [2.6, 1.2], 0.96 * best_alpha(k), 30) for k in (2, 15)}
show(
    descent_charts.draw_valleys(zigzag, kappas, plain),
    alt="Left: in a nearly round bowl 30 steps reach the minimum. Middle: at κ = 15 the path zigzags between the "
    "walls and is slow along the floor. Right: steps against κ, a straight line of slope 1 on logarithmic axes.",
)
assert 0.95 < growth < 1.05

# %% [markdown]
# In the valley the path zigzags: the gradient points across, towards the steep walls, and hardly along the floor, where the minimum is. A step that suits the walls is too
# short for the floor. On the right: ten times the condition number, ten times the steps.

# %% [markdown]
# ## Explore: how large may α be?
#
# Move one control at a time and read the line below the picture. Four things to find out:
#
# 1. *Elongated bowl*, the one of the compass. Find the largest α that still converges. What is it in units of $1/L$?
# 2. Start on the axis, at θ₂ = 0. The same α may now be far larger before anything happens. Why? (And what would the smallest rounding error do?)
# 3. *Bent valley*, $\frac12 (1 - \theta_1)^2 + 5\,(\theta_2 - \theta_1^2)^2$. $1/L$ is known only at the start, and $L$ changes on the way. Can you find an α above $2/L$ that still stays?
# 4. *Saddle*, $\frac12\theta_1^2 - \frac12\theta_2^2 + \frac14\theta_2^4$. The start lies exactly on the ridge. Where does it end? Move θ₂ by a single tick.

# %%
explore_descent()

# %% jupyter={"source_hidden": true}
fig, words = descent_figure(surface=0, optimizer=0, alpha=0.19)
show(fig, alt=f"Contours of the elongated bowl with a zigzag path, and the loss per step. {words}")

# %% [markdown]
# Without a running kernel you see this one setting: α = 1.9/L zigzags across the valley and converges.
#
# <details><summary>What you should have found</summary>
#
# 1. Just below $2/L$ = 0.2.
# 2. On the axis the steep direction has nothing to do, so only the flat one, with curvature 1, limits α: 2/1 = 2. The smallest error off the axis would be multiplied by $|1 - 10\alpha|$ in each step and would take over.
# 3. Yes. Where the path leads into flatter parts a step may stay that would be too long at the start.
# 4. On the saddle itself: slope 0, but no minimum. One tick aside and it rolls down to a minimum.
# </details>

# %% [markdown]
# ## Real data: 442 patients
#
# The diabetes data hold ten measurements of 442 patients and how far the disease had moved a year later [@efron2004]. The model is a weighted sum of all ten,
# $\hat y = x \cdot \theta$. First **standardise**: every column gets mean 0 and standard deviation 1, the target too. So a model that always says "the mean" has loss $\frac12$, and
# $1 - 2J$ is the share of the variance that a model explains.

# %%
key = jax.random.key(0)  # every random number of this notebook comes from here
jax.config.update("jax_debug_key_reuse", True)  # JAX objects if a key is used twice

x, y = patients.x, patients.y  # (442, 10), (442,)
half_mse = lambda theta, x, y: 0.5 * jnp.mean((x @ theta - y) ** 2)
loss = lambda theta: half_mse(theta, x, y)
print(", ".join(patients.names))

# %% [markdown]
# For a linear model everything can be computed beforehand. The gradient is $x^\top(x\theta - y)/N$: row $j$ of $x^\top$ is column $j$ of $x$, so this is error times input for all ten at once. The Hessian is
# $x^\top x/N$, the same everywhere. The best $\theta$ is where the gradient is zero; NumPy solves for it exactly. (`jax.jit` compiles a function before it runs.)

# %%
hessian = jax.jit(jax.hessian(loss))(jnp.zeros(10))
curvatures = jnp.linalg.eigvalsh(hessian)  # the eigenvalues, the smallest first
L, kappa = float(curvatures[-1]), float(curvatures[-1] / curvatures[0])
best_theta = np.linalg.lstsq(np.asarray(x, np.float64), np.asarray(y, np.float64), rcond=None)[0]
best_loss = float(loss(jnp.asarray(best_theta)))
print(f"L = {L:.2f}, so 2/L = {2 / L:.3f}; κ = {kappa:.0f}")
print(f"lowest loss {best_loss:.4f}, explained {1 - 2 * best_loss:.3f}")
assert np.allclose(hessian, x.T @ x / len(y), atol=1e-5)

# %% [markdown]
# What if you keep the columns as they were measured, in years, mg/dl, mmHg, with a column of ones for the mean? The predictions can be exactly as good.

# %% jupyter={"source_hidden": true}
predict(
    "On the standardised columns α = 1/L comes within 1 % of the lowest loss after 11 steps. Among the "
    "measured columns the largest spread, 35 mg/dl of cholesterol, is 70 times the smallest. How many "
    "times as many steps do they take, with their own 1/L?",
    {
        "About as many: it is the same information": (
            "The best predictions are indeed the same. But the loss surface is stretched: a column "
            "with 70 times the spread curves the loss 4,900 times as much."
        ),
        "About 70 times, the ratio of the spreads": (
            "Curvature is the mean of the column's square, so stretching a column by 70 changes κ by 70²."
        ),
        "About 5,000 times, that ratio squared": (
            "That would be the spreads. But the columns also have means: cholesterol lies near 190, "
            "not 0, so most columns look much like the column of ones, and κ is larger still."
        ),
        "Over 100,000 times": (
            "κ is 52 million instead of 470. Part of it comes from the spreads, more from means that "
            "are far from 0, which make all columns look alike."
        ),
    },
    answer="Over 100,000 times",
)

# %% [markdown]
# `jax.vmap` applies a function to every row of an array: here the loss to every point of the path.

# %%
measured = data.load_diabetes(standardized=False)
x_raw = jnp.column_stack([jnp.ones(len(y)), measured.x])  # (442, 11)
x64, y64 = np.asarray(x_raw, np.float64), np.asarray(y, np.float64)
curvatures_raw, axes = np.linalg.eigh(x64.T @ x64 / len(y))  # eigenvalues, eigenvectors as columns
L_raw, kappa_raw = curvatures_raw[-1], curvatures_raw[-1] / curvatures_raw[0]
loss_raw = lambda theta: half_mse(theta, x_raw, y)

# %%
path = optimizers.gradient_descent(jax.grad(loss), jnp.zeros(10), 1 / L, 20_000)
path_raw = optimizers.gradient_descent(jax.grad(loss_raw), jnp.zeros(11), 1 / L_raw, 20_000)
losses, losses_raw = jax.vmap(loss)(path), jax.vmap(loss_raw)(path_raw)
needed, above = steps_until(losses, 1.01 * best_loss), losses_raw[-1] / best_loss - 1
print(f"standardised: κ = {kappa:.0f}, within 1 % after {needed} steps")
print(f"as measured:  κ = {kappa_raw:.1e}, after 20,000 steps still {above:.0%} above")

# %% jupyter={"source_hidden": true}
both = {"standardised": losses, "as measured": losses_raw}
show(
    training_charts.draw_losses(both, best_loss, "Eleven steps, or more than 20,000: scale decides"),
    alt="Loss against step, logarithmic axis. Standardised it reaches the lowest loss within about "
    "ten steps; with columns as measured it is still far above after 20,000.",
)
assert needed == 11 and losses_raw[-1] > 1.1 * best_loss and 5e7 < kappa_raw < 5.5e7
assert np.allclose(path[-1], best_theta, atol=2e-3)

# %% [markdown]
# When would it arrive? No need to walk: each eigenvector has its own factor, to the power of $t$.

# %%
distance = axes.T @ np.linalg.lstsq(x64, y64, rcond=None)[0]  # from 0 to the best, along each eigenvector
excess = lambda t: 0.5 * curvatures_raw @ (distance * (1 - curvatures_raw / L_raw) ** t) ** 2
predicted = next(t for t in np.geomspace(1e3, 1e9, 6001) if excess(t) < 0.01 * best_loss)
print(f"as measured: within 1 % after about {predicted / 1e6:.0f} million steps")
assert np.isclose(excess(20_000), losses_raw[-1] - best_loss, rtol=0.05) and predicted > 100_000 * needed

# %% [markdown]
# Standardising is not cosmetic. It makes the valley shorter before you start to walk.
#
# The weights agree with NumPy's, after 20,000 steps. After 11 they do not, although the loss is within 1 %: total cholesterol and LDL rise and fall
# together, so the loss hardly notices if one weight goes up and the other down. That is a flat direction, and you have just met its two faces: it slows the *weights* down, and it hardly matters for the *predictions*.

# %%
print(f"correlation of total cholesterol and LDL: {jnp.mean(x[:, 4] * x[:, 5]):.2f}")
for name in ("total cholesterol", "LDL", "body mass index"):
    i = patients.names.index(name)
    print(
        f"{name:17s} after 11 steps {path[11, i]:+.3f}, after 20,000 {path[-1, i]:+.3f}, "
        f"NumPy {best_theta[i]:+.3f}"
    )

# %% [markdown]
# ## When it fails
#
# The formula predicts its own failure. Provoke it twice. First: a good learning rate in the wrong place. $\alpha = 1/L$ of the standardised columns, used on the columns as measured.

# %%
exploding = optimizers.gradient_descent(jax.grad(loss_raw), jnp.zeros(11), 1 / L, 15)
for step in (0, 1, 2, 4, 5, 11):
    print(f"step {step:2d}: loss {loss_raw(exploding[step]):.3g}")
print(f"factor of the steepest direction, 1 − αL: {1 - L_raw / L:,.0f}")

# %% [markdown]
# Each step multiplies the error along the steepest direction by the factor in the last line. The numbers pass the largest float32, about $3.4 \cdot 10^{38}$, and become `inf`. Soon `inf − inf` has to be computed, and that is `nan`, "not a number".
# From then on everything is `nan`. In a training log that is the signature of a step size too large.
#
# Second, and sneakier: only 2.5 % above the limit.

# %% tags=["measured"]
sneaky = optimizers.gradient_descent(jax.grad(loss), jnp.zeros(10), 2.05 / L, 2000)
losses_sneaky = jax.vmap(loss)(sneaky)
for step in (0, 1, 3, 10, 50, 100):
    print(f"step {step:3d}: loss {losses_sneaky[step]:.3f}")
first_inf, first_nan = jnp.argmax(jnp.isinf(losses_sneaky)), jnp.argmax(jnp.isnan(losses_sneaky))
print(f"first inf at step {first_inf}, first nan at step {first_nan}")

# %% [markdown]
# The first steps look like progress: nine directions out of ten converge. Only the steepest grows, by $|1 - 2.05| = 1.05$ a step, until it is all there is. The theory names the culprit: the eigenvector of $\lambda_{\max}$.

# %%
steepest = jnp.linalg.eigh(hessian)[1][:, -1]
error = sneaky[100] - best_theta
share = abs(error @ steepest) / jnp.linalg.norm(error)
growth = (losses_sneaky[101] / losses_sneaky[100]) ** 0.5
print(f"share of the error along the steepest direction: {share:.4f}")
print(f"growth of the error in one step: {growth:.3f}")
assert losses_sneaky[1] < losses_sneaky[0] and abs(growth - 1.05) < 0.005 and share > 0.99

# %% [markdown]
# So watch a loss for longer than ten steps before you call a learning rate good.

# %% [markdown]
# ## A gradient from a few patients
#
# So far each step looked at all 442 patients. For a large model with a billion samples that is out of the question. **Stochastic gradient descent (SGD)** looks at a random **minibatch** of $B$ samples and takes the mean of *their* gradients.
# On average over all batches it is the true gradient. A single one is off. By how much?
#
# The mean of $B$ independent draws has a standard deviation that falls as $1/\sqrt B$. Start with one weight and the body mass index, by loop and vectorised.
# A JAX key gives the same numbers every time, so `jax.random.split` makes new ones from it, each used once.

# %%
key, key_patients = jax.random.split(key)
chosen = jax.random.randint(key_patients, (4,), 0, len(y))
w = 0.0
by_loop = sum((w * bmi[i] - y[i]) * bmi[i] for i in chosen) / len(chosen)
vectorised = jnp.mean((w * bmi[chosen] - y[chosen]) * bmi[chosen])
everyone = jnp.mean((w * bmi - y) * bmi)
print(f"slope from 4 patients: {by_loop:.3f} and {vectorised:.3f}; from all 442: {everyone:.3f}")
assert np.isclose(by_loop, vectorised)

# %% [markdown]
# Now with all ten weights. The noise is the root mean square (rms) distance between a batch's gradient and the gradient of all, here over a thousand batches of each size.

# %%
theta0 = jnp.zeros(10)
of_one = lambda x_i, y_i: jax.grad(half_mse)(theta0, x_i[None], y_i[None])
each = np.asarray(jax.vmap(of_one)(x, y))  # (442, 10), one gradient a patient
full = each.mean(axis=0)

def noise_of(batches):
    off = each[batches].mean(axis=1) - full  # (1000, 10)
    return np.sqrt(np.mean(np.sum(off**2, axis=1)))

# %%
sizes = np.array([1, 2, 4, 8, 16, 32, 64, 128])
key, key_noise = jax.random.split(key)
drawn = np.asarray(jax.random.randint(key_noise, (1000, 128), 0, len(y)))
noise = np.array([noise_of(drawn[:, :size]) for size in sizes])
print(", ".join(f"B = {size}: {value:.2f}" for size, value in zip(sizes, noise)))
exponent = np.polyfit(np.log(sizes), np.log(noise), 1)[0]
length = np.linalg.norm(full)
enough = (noise[0] / length) ** 2
print(f"noise ∝ B^{exponent:.3f}; as long as the true gradient ({length:.2f}) at B = {enough:.1f}")

# %% jupyter={"source_hidden": true}
show(
    training_charts.draw_noise(sizes, noise, length),
    alt="Noise of the batch gradient against batch size on logarithmic axes: the measured points lie on "
    "the line 1 over root B. Below a batch size of about 7 the noise is longer than the true gradient.",
)
assert -0.53 < exponent < -0.47 and 5.5 < enough < 8

# %% [markdown]
# With fewer than about 7 patients the noise is longer than the gradient itself. A single patient points nearly anywhere. These patients were drawn with repetition. Dealt out without it, as
# in training, the noise falls a little faster, by the factor $\sqrt{(442 - B)/441}$, and is 0 at $B = 442$.

# %% jupyter={"source_hidden": true}
predict(
    "Three learners start at a loss of 0.50 and see each of the 442 patients once: one <b>epoch</b>. "
    "The first takes 1 step with all of them, the second 13 steps with 34 each, the third 442 steps "
    "with one each, every one with a well-chosen α. How do their losses compare?",
    {
        "The first is lowest: its gradient has no noise": (
            "Its one step is the best of all steps, but it is only one. It comes down to about 0.30."
        ),
        "The third is lowest by far: it takes the most steps": (
            "It takes 34 times as many steps as the second, but the noise makes it take steps 20 times "
            "shorter. That nearly cancels."
        ),
        "Second and third are level, the first lags": (
            "Many rough steps beat one exact step: both come down to about 0.25, the first to 0.30. "
            "How many and how rough nearly cancels: more noise needs a smaller α."
        ),
        "All are level: they saw the same data": (
            "The first used all data at one point. The others learned from each batch before the next."
        ),
    },
    answer="Second and third are level, the first lags",
)

# %% [markdown]
# `data.minibatches` shuffles all patients anew in every epoch and deals them out: you write it in exercise 1.5. Since 34 divides 442, all batches are alike here, and `jax.lax.scan` repeats one step over
# them in compiled code.

# %%
@jax.jit
def sgd_epoch(theta, batches, learning_rate):
    def step(theta, batch):
        grad = jax.grad(half_mse)(theta, x[batch], y[batch])
        return optimizers.gradient_step(theta, grad, learning_rate), None

    return jax.lax.scan(step, theta, batches)[0]

# %%
def sgd(key, batch_size, rates):
    """The loss after each epoch of stochastic gradient descent, with one learning rate an epoch."""
    theta, values = jnp.zeros(10), [loss(jnp.zeros(10))]
    for key_epoch, rate in zip(jax.random.split(key, len(rates)), rates):
        batches = np.stack(data.minibatches(key_epoch, len(y), batch_size))
        theta = sgd_epoch(theta, batches, rate)
        values.append(loss(theta))
    return np.array(values)

# %% [markdown]
# Twenty epochs, three seeds each, with step sizes found by trial: change them and run again. For single patients there is also a learning rate that falls from epoch to epoch.

# %% tags=["measured"]
constant, falling = np.ones(20), 1 / (1 + 0.5 * np.arange(20))
learners = {
    "all 442": (442, 1 / L * constant),
    "34 at a time": (34, 0.1 * constant),
    "1 at a time": (1, 0.005 * constant),
    "1 at a time, α falling": (1, 0.01 * falling),
}
key, *keys_learner = jax.random.split(key, 1 + len(learners))
runs = {}
for (name, how), key_learner in zip(learners.items(), keys_learner):
    seeds = jax.random.split(key_learner, 3)
    values = runs[name] = np.stack([sgd(seed, *how) for seed in seeds])
    first, final = values[:, 1].mean(), values[:, -1].mean()
    print(f"{name:23s} loss after 1 epoch {first:.3f}, after 20 {final:.4f} (lowest {best_loss:.4f})")

# %% jupyter={"source_hidden": true}
show(
    training_charts.draw_epochs(runs, best_loss, "Small batches start fast and end in noise; a falling α calms them"),
    alt="Loss above the lowest against epochs, a panel for each of four learners, three seeds each. Small batches "
    "fall fastest in the first epoch, then jitter at a floor; with a falling learning rate they sink below it.",
)
first, final = ({name: values[:, e].mean() for name, values in runs.items()} for e in (1, -1))
assert first["34 at a time"] < 0.26 and first["1 at a time"] < 0.26 and 0.29 < first["all 442"]
assert final["1 at a time"] - best_loss > 2 * (final["1 at a time, α falling"] - best_loss)

# %% [markdown]
# Each line is one seed; the grey line is the learner with all 442. In the first epoch the small batches are far ahead. Later they jitter at a floor: near the minimum the true gradient vanishes but the noise does not.
# A learning rate that falls lets the noise average out. That such a scheme converges was shown before there were neural networks to train [@robbins1951].

# %% [markdown]
# ## Momentum
#
# In a valley the gradient points now to one wall, now to the other. Its component across changes sign at every step, that along the floor does not. So add up the gradients, and let old ones fade: what changes sign cancels, what persists grows. This is **momentum**, or the heavy ball [@polyak1964]:
#
# $$v_{t+1} = \beta v_t + \nabla J(\theta_t), \qquad \theta_{t+1} = \theta_t - \alpha v_{t+1} .$$
#
# By hand, with $\beta = 0.9$. A gradient of 1 at every step gives $v = 1,\ 1.9,\ 2.71, \dots$, which approaches $1/(1-\beta) = 10$. A gradient of $+1, -1, +1, \dots$ gives $1,\ -0.1,\ 0.91, \dots$, which approaches an alternation of size $1/(1+\beta) \approx 0.53$.

# %%
for name, sign in (("steady", 1.0), ("alternating", -1.0)):
    v, by_loop, theta, velocity = 0.0, [], 0.0, 0.0
    for t in range(60):
        v = 0.9 * v + sign**t
        by_loop.append(v)
        theta, velocity = optimizers.momentum_step(theta, velocity, sign**t, 0.1, 0.9)
    print(f"{name:12s}", np.round(by_loop[:4], 3), "… size", round(abs(v), 3))
    assert np.isclose(velocity, v, rtol=1e-4) and np.isclose(theta, -0.1 * sum(by_loop), rtol=1e-4)

# %% [markdown]
# Ten times faster along the floor, half the swing across: a factor of 19 between the two, from one extra line. Exercise 1.6 asks you for it. Now the valleys from above. For momentum the best α and β are known on a quadratic too, and they promise about the square root of κ [@goh2017]: $\alpha = \big(\frac{2}{\sqrt L + \sqrt{\lambda_{\min}}}\big)^2$, $\beta = \big(\frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}\big)^2$.

# %%
def momentum_descent(grad_fn, theta, learning_rate, beta, steps):
    def step(carry, _):
        theta, velocity = carry
        carry = optimizers.momentum_step(theta, velocity, grad_fn(theta), learning_rate, beta)
        return carry, carry[0]

    _, visited = jax.lax.scan(step, (theta, jnp.zeros_like(theta)), length=steps)
    return jnp.concatenate([theta[None], visited])

# %%
heavy = []
for kappa in kappas:
    root, curvatures = kappa**0.5, jnp.array([1 / kappa, 1.0])
    alpha, beta = (2 / (1 + 1 / root)) ** 2, ((root - 1) / (root + 1)) ** 2
    path = momentum_descent(lambda t: curvatures * t, jnp.ones(2), alpha, beta, 1500)
    heavy.append(steps_until(jnp.linalg.norm(path, axis=1), 1e-3 * 2**0.5))
growth = np.polyfit(np.log(kappas[1:]), np.log(heavy[1:]), 1)[0]
print("plain   ", plain, "\nmomentum", heavy, f"\nsteps ∝ κ^{growth:.2f}")

# %%
counts = {}  # on the patients, at α = 1/L
for beta in (0.0, 0.5, 0.8, 0.9, 0.95, 0.99):
    route = momentum_descent(jax.grad(loss), jnp.zeros(10), 1 / L, beta, 1500)
    counts[beta] = steps_until(jax.vmap(loss)(route), 1.001 * best_loss)

# %% jupyter={"source_hidden": true}
show(
    descent_charts.draw_momentum_counts(kappas, plain, heavy, counts),
    alt="Left: steps against condition number on logarithmic axes; plain descent rises with slope 1, momentum with "
    "about one half. Right: bars of the steps on the diabetes data, 484 without momentum, 68 at β = 0.9, 695 at 0.99.",
)
assert 0.4 < growth < 0.6 and 470 < counts[0.0] < 500 and 55 < counts[0.9] < 80 and 600 < counts[0.99]

# %% [markdown]
# On the left the exponent falls from 1.00 to 0.56: at κ = 300 that is a factor of ten. On the right, at $\alpha = 1/L$, β = 0.9 needs about 70 steps instead of about 480. More is not better. At 0.99 the ball is so heavy that it rolls past the minimum and swings for a long time. Choose *momentum* in the explorer and see it.

# %% [markdown]
# ## Adam
#
# Momentum has one α for all parameters. If their scales differ by thousands, none fits. **Adam** [@kingma2015] gives each parameter its own: it keeps a running mean $m$ of the gradient and a running mean $v$ of its square, and moves by their ratio.
#
# $$m \leftarrow b_1 m + (1 - b_1)\, g, \quad v \leftarrow b_2 v + (1 - b_2)\, g^2, \quad \theta \leftarrow \theta - \alpha\, \frac{\hat m}{\sqrt{\hat v} + \epsilon}, \quad \hat m = \frac{m}{1 - b_1^t},\; \hat v = \frac{v}{1 - b_2^t}$$
#
# Multiply all gradients of a parameter by 1,000: $\hat m$ and $\sqrt{\hat v}$ both grow by 1,000, and the step is the same. So α is the length of a step in parameter units, whatever the loss.
#
# Why the hats? By hand: $m$ and $v$ start at 0. With $b_1 = 0.9$ and $b_2 = 0.999$ a first gradient $g$ gives $m = 0.1\,g$ and $v = 0.001\,g^2$. Both are too small, but not equally so: $m/\sqrt v = 0.1/\sqrt{0.001} = 3.16$. The first step would be three times too long. The **bias correction** divides both by what they lack and gives exactly 1.

# %% jupyter={"source_hidden": true}
predict(
    "Without the hats the first step is 3.2 times too long. With a gradient that stays the "
    "same, how long are the steps after it?",
    {
        "They shrink at once: the averages fill up": (
            "m fills up within about 10 steps, v needs about 1,000. In between the denominator is "
            "still far too small while m is already full."
        ),
        "They grow at first: to more than 6 times": (
            "m is nearly full after 10 to 20 steps, while v holds only a hundredth of its value. "
            "The ratio peaks there and stays too long for hundreds of steps."
        ),
        "They stay the same: 3.2 times too long": (
            "That holds only if both averages fill at the same rate, b₁ = b₂."
        ),
    },
    answer="They grow at first: to more than 6 times",
)

# %%
m = v = 0.0
corrected, uncorrected = [], []
for t in range(1, 501):
    m, v = 0.9 * m + 0.1 * 1.0, 0.999 * v + 0.001 * 1.0**2  # the gradient is 1 at every step
    uncorrected.append(m / v**0.5)
    corrected.append(m / (1 - 0.9**t) / (v / (1 - 0.999**t)) ** 0.5)
peak = int(np.argmax(uncorrected)) + 1
print(f"first step in units of α: corrected {corrected[0]:.2f}, without {uncorrected[0]:.2f}")
print(f"without: longest {max(uncorrected):.2f} at step {peak}; still {uncorrected[-1]:.2f} after 500 steps")

# %% jupyter={"source_hidden": true}
lengths = {"with bias correction": corrected, "without": uncorrected}
show(
    training_charts.draw_step_lengths(lengths, [1, peak, 500], "Without correction Adam starts with leaps"),
    alt="Length of Adam's steps for a constant gradient. With bias correction it is 1 at every step; without it "
    "starts at 3.2, rises to 6.6 near step 12, and is still above 1 after 500 steps.",
)
assert 3.1 < uncorrected[0] < 3.2 and 6 < max(uncorrected) < 7 and np.allclose(corrected, 1, atol=1e-3)

# %% [markdown]
# Now the library's version, which you write in exercise 1.7, on two parameters at once whose gradients are 1 and 1,000. Both must move by α in every step.

# %%
def adam_descent(grad_fn, theta, learning_rate, steps):
    def step(carry, _):
        theta, state = carry
        carry = optimizers.adam_step(theta, state, grad_fn(theta), learning_rate)
        return carry, carry[0]

    _, visited = jax.lax.scan(step, (theta, optimizers.adam_init(theta)), length=steps)
    return jnp.concatenate([theta[None], visited])

# %% tags=["measured"]
path = adam_descent(lambda _: jnp.array([1.0, 1000.0]), jnp.zeros(2), 0.01, 500)
moved = -jnp.diff(path, axis=0) / 0.01
print(f"lengths of all steps, in units of α: from {moved.min():.3f} to {moved.max():.3f}")
assert np.allclose(moved, 1, atol=0.02)

# %% [markdown]
# Adam is therefore the natural answer to the columns as measured, on which plain descent was lost:

# %% tags=["measured"]
losses_adam = jax.vmap(loss_raw)(adam_descent(jax.grad(loss_raw), jnp.zeros(11), 0.01, 20_000))
for step in (100, 1000, 20_000):
    print(f"after {step:6,} steps: plain {losses_raw[step]:.4f}, Adam {losses_adam[step]:.4f}")
needed_adam = int(jnp.argmax(losses_adam <= 1.01 * best_loss))
print(f"Adam is within 1 % of the lowest, {best_loss:.4f}, for the first time after {needed_adam:,} steps")
assert losses_adam[-1] < 1.02 * best_loss < losses_raw[-1] and 10_000 < needed_adam < 20_000

# %% [markdown]
# Adam comes within 1 % where plain descent is far away. But standardised columns took 11 steps, and this took almost 18,000. Adam stretches the axes one by one; it cannot undo that columns rise and fall *together*. If you can mend the data, mend the data.
#
# Adam has a weakness of its own. A step is about α long however small the gradient. With a constant α it circles the minimum at about that distance, so here too α has to fall in the end. See it in the explorer with *Adam* and α = 0.5.

# %% [markdown]
# ## A step size that checks itself
#
# All limits so far needed $L$. Who tells you $L$ of a real loss? You can also ask the loss: try a long step. If the loss did not fall enough, shorten the step and try again. "Enough" means at least a share $c$ of what the slope promises, the **Armijo condition**:
#
# $$J(\theta - \alpha g) \le J(\theta) - c\, \alpha\, \lVert g \rVert^2 .$$
#
# This is a **backtracking line search** [@nocedal2006]. Without the last term any decrease would do, however small, and the steps could die out before the minimum. By hand on $J = \frac12 \theta^2$ at $\theta = 1$, $g = 1$, from α = 4 with halving and $c = 0.3$: α = 4 gives $J = 4.5$, too high. α = 2 gives $0.5$, no fall at all. α = 1 gives $0 \le 0.5 - 0.3$: taken.

# %%
half_square = lambda theta: 0.5 * jnp.sum(theta**2)
alpha = 4.0
while half_square(1 - alpha * 1.0) > half_square(1.0) - 0.3 * alpha * 1.0**2:
    print(f"α = {alpha}: loss {half_square(1 - alpha):.2f}, too long")
    alpha *= 0.5
library = optimizers.backtracking(half_square, jnp.array(1.0), jnp.array(1.0), alpha0=4.0, beta=0.5, c=0.3)
print(f"α = {alpha}: taken; the library takes {library}")
assert alpha == library == 1.0

# %% [markdown]
# Now a loss whose curvature changes on the way, the bent valley of the explorer, $\frac12 (1 - \theta_1)^2 + 5\,(\theta_2 - \theta_1^2)^2$. At its start $1/L$ is 0.014. A fixed α of 0.25 is far too long there and escapes. The search begins each step with α = 1 and shortens it as needed.

# %%
valley = surfaces.all_surfaces()[1]

@jax.jit
def searched_step(theta):
    grad = jax.grad(valley.f)(theta)
    alpha = optimizers.backtracking(valley.f, grad, theta, alpha0=1.0, beta=0.5, c=0.1)
    return optimizers.gradient_step(theta, grad, alpha), alpha

route, alphas = [jnp.array(valley.start)], []
for _ in range(40):
    theta, alpha = searched_step(route[-1])
    route.append(theta)
    alphas.append(alpha)

# %%
route, alphas = np.array(route), np.array(alphas)
heights = np.array([valley.f(point) for point in route])
escaped = optimizers.gradient_descent(jax.grad(valley.f), jnp.array(valley.start), 0.25, 6)
print(f"fixed α = 0.25: loss after 6 steps {valley.f(escaped[-1]):.3g}")
print(f"line search: loss after 40 steps {heights[-1]:.1e}, α from {alphas.min():.3f} to {alphas.max():.3f}")
assert (np.diff(heights) < 0).all() and not valley.f(escaped[-1]) < 1e3

# %% jupyter={"source_hidden": true}
show(
    descent_charts.draw_search(valley, route, alphas),
    alt="Left: contours of a bent valley; a path steps down the left wall, crosses in one long step, and ends at "
    "the minimum. Right: the step sizes chosen by the search vary between about 0.02 and 1.",
)

# %% [markdown]
# Every step goes down, with an α that changes from place to place. The price is a few more evaluations of the loss at each step, and it needs a loss without noise: with a different batch at every step a lower loss may be mere luck. Exercise 1.8 is this search.

# %% [markdown]
# ## What the article leaves out
#
# ### One word is wrong
#
# "The gradient of the parameters" is made opposite to the gradient of the objective, says the article. Parameters have no gradient; a function has one. What is opposite is the **update**:

# %%
grad = jax.grad(loss)(jnp.zeros(10))
update = optimizers.gradient_step(jnp.zeros(10), grad, 0.1) - jnp.zeros(10)
cosine = update @ grad / (jnp.linalg.norm(update) * jnp.linalg.norm(grad))
print(f"cosine between update and gradient: {cosine:.4f}")
assert np.isclose(cosine, -1, atol=1e-5)

# %% [markdown]
# <span lang="zh">更准确的说法：参数的“更新量”与目标函数的梯度方向相反。</span> And with momentum or Adam not even the update is exactly opposite.
#
# ### The learning rate has a limit
#
# The article gives none. You measured it: $2/\lambda_{\max}$ on a quadratic.
#
# ### The gradient is mostly an estimate
#
# It comes from a batch, with noise ∝ $1/\sqrt B$.
#
# ### It finds a low point, not the lowest
#
# Descent knows only the slope where it stands. It may end in a **local minimum** that is not the **global minimum**, or on a **saddle point**, where the slope is zero without a minimum. The hollows are $\frac14 (\theta_1^2 - 1)^2 + 0.15\,\theta_1 + \frac12 \theta_2^2$, the saddle is the explorer's:

# %%
hollows, ridge = surfaces.all_surfaces()[2:4]
starts = jnp.array([(a, b) for a in jnp.linspace(-1.7, 1.7, 7) for b in (-1.1, 0.2, 1.2)])
ends = jax.vmap(lambda s: optimizers.gradient_descent(jax.grad(hollows.f), s, 0.15, 200)[-1])(starts)
deep = np.asarray(ends[:, 0] < 0)
print(f"two hollows: {deep.sum()} of {len(starts)} starts reach the deeper one")

# %%
on_ridge = optimizers.gradient_descent(jax.grad(ridge.f), jnp.array([1.8, 0.0]), 0.15, 200)
beside = optimizers.gradient_descent(jax.grad(ridge.f), jnp.array([1.8, 0.001]), 0.15, 200)
arrival = steps_until(jnp.linalg.norm(beside - jnp.array([0.0, 1.0]), axis=1), 0.01)
nearby = int(jnp.sum(jnp.linalg.norm(beside, axis=1) < 0.5))
print(f"from the ridge to {np.round(on_ridge[-1], 3)}; 0.001 beside it to {np.round(beside[-1], 3)},")
print(f"in {arrival} steps, {nearby} of which end within 0.5 of the saddle")

# %% jupyter={"source_hidden": true}
show(
    descent_charts.draw_traps(hollows, np.asarray(starts), deep, ridge, on_ridge, beside),
    alt="Left: two hollows; starts on the left (circles) end in the deep one, starts on the right (squares) in the "
    "shallow one. Right: a path on a ridge stops at a saddle; one begun 0.001 beside it slides on to a minimum.",
)
assert 0 < deep.sum() < len(starts) and abs(on_ridge[-1]).max() < 1e-3
assert abs(float(beside[-1, 1]) - 1) < 1e-3 and 35 < nearby < 42 and 57 < arrival < 65

# %% [markdown]
# Exactly on the ridge is a matter of luck, and the smallest noise pushes you off: one more use of noisy gradients. The deeper trouble is time: near a saddle the slope is small, and more than half of the steps were spent there.

# %% [markdown]
# ## Transfer
#
# Do these rules hold on data that they were not made for? Take 569 breast tumours, 30 measurements each, malignant or benign. **Logistic regression** turns the weighted sum $z$ into a probability, and its loss is no longer quadratic:
# $J = \frac1N \sum_i \log(1 + e^{z_i}) - y_i z_i$, with $y_i = 1$ for malignant. (Chapter 04 derives it.) Its gradient is, once more, the mean of error times input.
#
# Hold back 171 tumours that training never sees. Standardise with the mean and spread of the *training* part only.

# %%
tumours = data.load_breast_cancer(standardized=False)
key, key_split = jax.random.split(key)
order = jax.random.permutation(key_split, len(tumours.y))
train, test = order[:398], order[398:]
z, mean, std = data.standardize(tumours.x[train])
with_ones = lambda x: jnp.column_stack([jnp.ones(len(x)), x])
x_train, y_train = with_ones(z), tumours.y[train]
x_test, y_test = with_ones((tumours.x[test] - mean) / std), tumours.y[test]

# %%
log_loss = lambda w: jnp.mean(jnp.logaddexp(0, x_train @ w) - y_train * (x_train @ w))
steepest_curvature = jax.jit(lambda w: jnp.linalg.eigvalsh(jax.hessian(log_loss)(w))[-1])
L_start = float(steepest_curvature(jnp.zeros(31)))
print(f"L at the start {L_start:.2f}, so 2/L = {2 / L_start:.2f}")

# %% jupyter={"source_hidden": true}
predict(
    "On a quadratic, α = 100/L is fifty times the limit and overflows within a few dozen "
    "steps. What does it do to the logistic loss, whose L at the start you know?",
    {
        "It overflows as well": (
            "A safe guess from the quadratic, where the slope grows with the distance, without end. "
            "Here the error is a probability minus 0 or 1, so the slope is bounded: no step can explode."
        ),
        "It jumps up once, then falls and goes on falling": (
            "The jump comes, and the curvature falls as the model becomes sure. But it does not stay "
            "low enough: wherever α exceeds 2/L, the loss may climb again."
        ),
        "It jumps up, comes down, then jitters without blowing up": (
            "The slope is bounded, so it cannot explode. Where α exceeds 2/L the loss climbs a little; "
            "that carries θ elsewhere, and it falls again."
        ),
        "It bounces for ever between two heights": (
            "That would need a curvature that stays as it is. This one changes with every step."
        ),
    },
    answer="It jumps up, comes down, then jitters without blowing up",
)

# %% tags=["measured"]
bold = optimizers.gradient_descent(jax.grad(log_loss), jnp.zeros(31), 100 / L_start, 500)
calm = optimizers.gradient_descent(jax.grad(log_loss), jnp.zeros(31), 1 / L_start, 500)
losses_bold, losses_calm = jax.vmap(log_loss)(bold), jax.vmap(log_loss)(calm)
reach = 100 / L_start * jax.lax.map(steepest_curvature, bold)  # α·L, with L where the run stands
climbs = np.flatnonzero(np.diff(losses_bold) > 0)
print("α = 100/L: loss", ", ".join(f"{value:.3f}" for value in losses_bold[:4]), f"… {losses_bold[-1]:.4f}")
print(f"{len(climbs)} of 500 steps climb, the last is step {climbs[-1] + 1};", end=" ")
print(f"{np.mean(reach[climbs] > 2):.0%} of them begin where α·L > 2. Calm run: {losses_calm[-1]:.4f}")

# %% jupyter={"source_hidden": true}
show(
    training_charts.draw_bold_run(losses_bold, losses_calm, reach),
    alt="Left: the loss at 100/L jumps to 2.8, comes down, and jitters below the smooth loss at 1/L. Right: α times L "
    "at each step; the steps on which the loss climbs, drawn as squares, lie mostly above 2.",
)
assert losses_bold[1] > 2 * losses_bold[0] and losses_bold[4:].max() < losses_bold[0]
assert losses_bold[-1] < losses_calm[-1] and 50 < len(climbs) < 250 and climbs[-1] > 400 and np.mean(reach[climbs] > 2) > 0.7

# %% [markdown]
# So "$2/L$" is a statement about curvature *where you are*. Where the curvature is constant it is a law; elsewhere it is a forecast. Climbing steps that begin where α·L is below 2 meet a larger curvature on their way. How much the run jitters depends on the split: draw another one above and see.
# Is the result any good? Compare on the unseen tumours, also with a library made by others.

# %% tags=["measured"]
from sklearn.linear_model import LogisticRegression

reference = LogisticRegression(max_iter=1000).fit(np.asarray(z), np.asarray(y_train))
accuracy = lambda w: float(jnp.mean((x_test @ w > 0) == (y_test == 1)))
score = reference.score(np.asarray(x_test[:, 1:]), np.asarray(y_test))
print(f"right: α = 1/L {accuracy(calm[-1]):.3f}, α = 100/L {accuracy(bold[-1]):.3f}")
print(f"scikit-learn {score:.3f}, always 'benign' {float(jnp.mean(y_test == 0)):.3f}")
assert accuracy(calm[-1]) > max(0.93, score - 0.03) and abs(accuracy(bold[-1]) - accuracy(calm[-1])) < 0.03

# %% [markdown]
# A lower training loss need not be a better model: the bold run's is half the calm one's, and it gets one tumour of 171 *fewer* right. One tumour is too few to call either better.

# %% [markdown]
# ## In your own words
#
# A colleague trains on columns as measured. With α = 0.1 the loss becomes `nan`, with α = 0.00001 it hardly moves. "Something between must be right," says the colleague. Why is there possibly no good α between, and what would you do? Write four or five sentences before you open the answer.
#
# <details><summary>A model answer, and three points to look for</summary>
#
# The curvature of the loss depends on the direction, and columns of very different scale make it differ by millions. The steepest direction sets the limit, 2/λ_max: above it that direction grows by a factor beyond 1 in every step, until it overflows. The flattest sets
# the waiting time, which at the largest allowed α is proportional to κ = λ_max/λ_min. If κ is a million, then every α small enough for the steep direction is about a million times too small for the flat one, and no value between mends that. I would standardise the columns, which makes κ smaller;
# then try momentum, which needs about √κ steps, or Adam, which scales each parameter by itself.
#
# Look for: (1) the limit comes from the *steepest* direction, the waiting time from the *flattest*. (2) One α serves all directions, so what counts is their ratio κ, not α alone. (3) A cure that changes κ or how steps depend on it: standardise, momentum, Adam, and not "a better α".
# </details>

# %% [markdown]
# ## Recap
#
# 1. A machine learns from its errors. What exactly is multiplied by what in the gradient of a linear model?
#
#    <details><summary>Answer</summary>The error of each sample by its input; the gradient is the mean of these products.</details>
# 2. You measure a slope in float32 with ε = 10⁻⁷ and find nonsense. Why, and which ε would you take?
#
#    <details><summary>Answer</summary>The two function values agree in nearly all of their 7 digits; their difference is rounding, and dividing by 2ε makes it large. About 10⁻² for central differences.</details>
# 3. On a quadratic with λ_max = 50 and λ_min = 0.5, which α overshoot and still converge? What is κ?
#
#    <details><summary>Answer</summary>Those between 1/50 = 0.02 and 2/50 = 0.04, along the steepest direction. κ = 100.</details>
# 4. You go from batches of 16 to batches of 64. What happens to the noise of the gradient, and to the number of steps in an epoch?
#
#    <details><summary>Answer</summary>The noise halves, because it falls as 1/√B. The steps in an epoch become a quarter as many.</details>
# 5. Which mends what: standardising, momentum, bias correction, line search?
#
#    <details><summary>Answer</summary>Standardising makes κ smaller. Momentum needs about √κ instead of κ steps. Bias correction keeps Adam's first steps from being several times too long. Line search finds a safe α where L is unknown.</details>
#
# Now write them yourself: `exercises/01_gradient_descent.ipynb`.

# %% [markdown]
# ## Read on
#
# - [@cauchy1847]: three pages that solve equations by letting a function of several variables fall along its derivatives.
# - [@robbins1951]: why noisy steps arrive if they become shorter in the right way.
# - [@polyak1964]: the heavy ball, and the square root of the condition number.
# - [@kingma2015]: Adam; in its abstract the property you tested, that rescaled gradients give the same steps.
# - [@goh2017]: momentum as an interactive article. After this chapter you can read all of it.
# - [@bottou2018]: the long view, why large models are trained with noisy gradients.
# - [@nocedal2006]: the textbook; chapter 3 is about line searches.
#
# All works cited in this chapter:
