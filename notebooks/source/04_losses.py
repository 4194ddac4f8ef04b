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
# # 04 · What does “wrong” cost?
#
# A model predicts 4 and the truth is 9. Another says "70 % a coat", and it is a shirt. How bad is that? Nobody can tell you; you have to decide. A **loss** is a price list for errors, and training buys what is cheapest on it.
# Change the prices and the same data make another model: one that follows an outlier or ignores it, one that finds the rare patients or none, one whose "99 %" is true or is not.
#
# In about 85 minutes you will be able to read such a price list, write one, and find out what it makes a model do.

# %%
import jax
import jax.numpy as jnp
import numpy as np

from course_lib import activations, data, images, initializers, layers, losses, metrics, optimizers, training
from course_lib.charts import calibration as calibration_charts
from course_lib.charts import losses as loss_charts
from course_lib.charts import losses_classes as class_charts
from course_lib.explorers.outlier import explore_outlier, outlier_figure
from course_lib.explorers.softmax_loss import explore_softmax_loss, softmax_loss_figure
from course_lib.plotting import show
from course_lib.widgets import predict

np.set_printoptions(precision=3, suppress=True)  # three decimals, for JAX's arrays too

# %% jupyter={"source_hidden": true}
residual, q = np.linspace(-4, 4, 161), np.linspace(0.004, 1, 250)
prices = {
    "squared, ½ r²": 0.5 * residual**2,
    "absolute, |r|": np.abs(residual),
    "Huber, δ = 1": np.asarray(losses.huber(residual, 1.0)),
}
show(
    loss_charts.draw_prices(residual, prices, q, -np.log(q)),
    alt="Left: cost against the residual, a parabola, a V, and a curve between them that is round at the bottom. "
    "Right: cost against the probability given to the truth, 0 at probability 1 and rising without end towards 0.",
)

# %% [markdown]
# *Two kinds of price list.* On the left a number was predicted, and the cost grows with the distance to the truth: as its square, as its size, or first one and then the other. On the right a class was predicted, and the cost is the surprise:
# whoever gave the truth a probability of 1 pays nothing, whoever gave it 0.01 pays 4.6, and whoever gave it 0 pays without end.

# %% [markdown]
# ## What you will be able to do
#
# - Compute the half mean squared error and its gradient, and say what the ½ and the $1/N$ are for (4.1, 4.2).
# - Choose between squared, absolute and Huber loss by what an outlier may cost (4.7).
# - Turn scores into probabilities without overflow, and say where the naive formula breaks (4.3).
# - Measure uncertainty and mismatch of probabilities: entropy and KL divergence (4.4).
# - Derive the gradient of softmax and cross-entropy, and train a classifier from integer labels with it (4.5, 4.6).
# - Find out whether a model's "99 %" can be believed, and mend it (4.8).
#
# Write the exercises in `exercises/04_losses.ipynb` as you go, or all at the end.

# %% [markdown]
# ## Warm-up
#
# Answer each in your head before you open it. They look back at chapters 01, 02 and 03.
#
# 1. Chapter 01 wrote the slope of the half squared error for $\hat y = w x$ in five words. Which?
# 2. A photograph goes through a convolution with one 3 × 3 kernel, no padding. Does the number of its *parameters* depend on the size of the photograph?
# 3. A network of dense layers has a ReLU after each layer but the last. Why not after the last, if it has to answer "−1.3"?
#
# <details><summary>Answer 1</summary>
#
# *The mean of error times input.* In this chapter you see why the same sentence holds for classes too, if the loss is chosen well.
# </details>
# <details><summary>Answer 2</summary>
#
# No: nine weights and a bias, whatever the size. The output grows with the photograph, the kernel does not.
# </details>
# <details><summary>Answer 3</summary>
#
# ReLU turns what is negative into 0, so "−1.3" could never be said. The last layer gives raw numbers. For classes these raw numbers are called logits, and this chapter turns them into probabilities.
# </details>

# %% [markdown]
# ## What the article says
#
# Its §1.3.5.4 calls the loss function a way to evaluate how well a model does, computed from the difference between prediction and truth, and prints the squared error. Its §1.3.5.5 gives cross-entropy as a second loss in common use.
#
# <span lang="zh">文章认为，损失函数用来衡量预测与真实值相差多少，从而评估模型：预测数值时用平方误差，预测类别时用交叉熵。</span>
#
# $$L(\theta) = \frac{1}{2N} \sum_{i=1}^{N} (y_i - \hat y_i)^2 \qquad\qquad H(p, q) = -\sum_{i=1}^{C} p_i \log q_i$$
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | $y_i$, $\hat y_i$ | target and prediction of sample $i$ | `y`, `y_hat` | `(n,)` |
# | $N$ | number of samples | `len(y)` | scalar |
# | $p_i$ | true probability of class $i$; mostly 1 for one class, else 0 | `p`, or `labels` | `(C,)`, or `(n,)` whole numbers |
# | $q_i$ | the model's probability of class $i$ | `q`, from `logits` | `(C,)`, or `(n, C)` |
# | $C$ | number of classes | `num_classes` | scalar |
# | $\log$ | natural logarithm | `jnp.log` | |
#
# Both formulas are right. What they are *for* is not said: look at "evaluate" again when you have come to the end.

# %% [markdown]
# ## By hand: one guess for three samples
#
# The samples are 1, 2 and 9. You may predict one number $c$, the same for all three. Which?
#
# A **residual** is target minus prediction. For $c = 4$ the residuals are −3, −2 and 5. The **mean squared error** is $(9 + 4 + 25)/3$; the article's loss is half of it, $38/6 = 6.33$.
# The **mean absolute error** takes sizes: $(3 + 2 + 5)/3 = 3.33$.
#
# | guess $c$ | residuals | half mean squared error | mean absolute error |
# |---|---|---|---|
# | 2 | −1, 0, 7 | (1 + 0 + 49) / 6 = 8.33 | (1 + 0 + 7) / 3 = 2.67 |
# | 4 | −3, −2, 5 | (9 + 4 + 25) / 6 = 6.33 | (3 + 2 + 5) / 3 = 3.33 |
#
# They disagree about which guess is better. Now in code: first the sums term by term.

# %%
samples = jnp.array([1.0, 2.0, 9.0])

def costs_by_loop(c):
    squares = sizes = 0.0
    for y_i in samples.tolist():
        squares += (y_i - c) ** 2
        sizes += abs(y_i - c)
    return squares / (2 * len(samples)), sizes / len(samples)

for c in (2.0, 4.0):
    squared, absolute = costs_by_loop(c)
    print(f"c = {c:.0f}: half mean squared error {squared:.2f}, mean absolute error {absolute:.2f}")

# %% [markdown]
# Then for a hundred guesses at once. `guesses[:, None]` has the shape (101, 1); minus the samples, (3,), it becomes (101, 3): an axis of length 1 is repeated until the shapes fit. That is **broadcasting**. Remember it, it will bite later. (`jax.vmap(f)` is chapter 01's way to the same end: `f` is written for one guess and applied to each of many.)

# %%
guesses = jnp.linspace(0, 10, 101)
absolute = jnp.mean(jnp.abs(samples - guesses[:, None]), axis=1)  # (101, 3) -> (101,)
by_library = jax.vmap(lambda c: losses.mean_absolute_error(samples, jnp.full(3, c)))(guesses)
squared = jax.vmap(lambda c: losses.half_mse(samples, jnp.full(3, c)))(guesses)
by_loop = np.array([costs_by_loop(c) for c in np.asarray(guesses)])
print(f"cheapest guess: squared {guesses[squared.argmin()]:.1f}, absolute {guesses[absolute.argmin()]:.1f}")
assert np.allclose(absolute, by_library, atol=1e-5)
assert np.allclose(by_loop, jnp.stack([squared, absolute], axis=1), atol=1e-5)

# %% jupyter={"source_hidden": true}
show(
    loss_charts.draw_best_constants(
        np.asarray(guesses),
        {"squared": np.asarray(squared), "absolute": np.asarray(absolute)},
        samples.tolist(),
        {"squared": "mean", "absolute": "median"},
    ),
    alt="Cost of a constant guess for the samples 1, 2 and 9: the squared error is a parabola, lowest at the mean, 4; "
    "the absolute error is a line with kinks at the samples, lowest at the median, 2.",
)

# %% [markdown]
# The squared error is lowest at the mean, 4, the absolute error at the median, 2. So you do not choose between two ways to measure. You choose *what the model learns*: predict a mean, or a median. Move the sample 9 to 900 in your mind: the mean goes to 301, the median stays at 2.

# %% [markdown]
# ## Why the half, and why squares?
#
# The slope of the loss with respect to one prediction, by the chain rule:
#
# $$\frac{\partial L}{\partial \hat y_i} = \frac{1}{2N} \cdot 2\,(y_i - \hat y_i) \cdot (-1) = \frac{\hat y_i - y_i}{N}.$$
#
# The ½ was there to meet the 2. *Prediction minus truth, over $N$*: nothing could be simpler, and you will meet it again. Without the ½ every slope doubles, which a halved learning rate α undoes to the last digit: a convention. The $1/N$ makes the loss of a batch comparable with that of another size.
#
# In the code, `argnums=1` asks `jax.grad` for the slope by the *second* argument (the count starts at 0), and `gradient_descent(slope, start, α, steps)` is chapter 01's: it returns all points visited, the start first.

# %%
y_hat = jnp.full(3, 4.0)
slopes = jax.grad(losses.half_mse, argnums=1)(samples, y_hat)
print("slopes at c = 4:", slopes, "times N:", 3 * slopes)

cost = lambda c: losses.half_mse(samples, jnp.full(3, c))
with_half = optimizers.gradient_descent(jax.grad(cost), 0.0, 0.2, 10)
without = optimizers.gradient_descent(jax.grad(lambda c: 2 * cost(c)), 0.0, 0.1, 10)
print("with ½ and α = 0.2:   ", with_half[:5])
print("without ½ and α = 0.1:", without[:5])
assert np.allclose(with_half, without) and np.allclose(3 * slopes, [3, 2, -5])

# %% [markdown]
# And why the square? Say what you believe about the noise. Suppose a target scatters about the prediction like a **Gaussian distribution**, the bell curve, with standard deviation σ:
#
# $$p(y \mid \hat y) = \frac{1}{\sigma\sqrt{2\pi}}\; e^{-(y - \hat y)^2 / 2\sigma^2}.$$
#
# The probability of everything you saw is the **likelihood**. You want predictions that make it large. Products become sums under a logarithm, and a minus turns large into small:
#
# $$-\log p(y \mid \hat y) = \frac{(y - \hat y)^2}{2\sigma^2} + \log\left(\sigma\sqrt{2\pi}\right).$$
#
# With σ = 1 that is *half the square*, plus a constant that no parameter can change. There is the ½ again, and this time it is no convenience. Another belief gives another price: noise with density proportional to $e^{-|r|/b}$ (the Laplace distribution, pointed and with heavier tails) gives the absolute error. Test both on the 442 diabetes patients of chapter 01 ([@efron2004]).

# %%
patients = data.load_diabetes()
x, y = patients.x, patients.y  # (442, 10), (442,), standardised
best = jnp.asarray(np.linalg.lstsq(np.asarray(x), np.asarray(y), rcond=None)[0])
r = y - x @ best
gaussian = -jax.scipy.stats.norm.logpdf(y, loc=x @ best, scale=1.0)
half, constant = losses.half_mse(y, x @ best), 0.5 * np.log(2 * np.pi)
print(f"mean −log p with σ = 1: {gaussian.mean():.4f} = {half:.4f} (half MSE) + {constant:.4f} (½ log 2π)")
assert np.isclose(gaussian.mean(), half + constant, atol=1e-5)

sigma, b = jnp.std(r), jnp.mean(jnp.abs(r))  # the scales that fit each belief best
gauss = -jax.scipy.stats.norm.logpdf(r, scale=sigma).mean()
laplace = -jax.scipy.stats.laplace.logpdf(r, scale=b).mean()
print(f"mean −log p with the best scale: Gaussian {gauss:.3f}, Laplace {laplace:.3f}")

# %% jupyter={"source_hidden": true}
grid = np.linspace(-3, 3, 121)
beliefs = {
    "Gaussian": np.asarray(jax.scipy.stats.norm.pdf(grid, scale=sigma)),
    "Laplace": np.asarray(jax.scipy.stats.laplace.pdf(grid, scale=b)),
}
show(
    loss_charts.draw_noise_models(np.asarray(r), grid, beliefs),
    alt="Left: the histogram of 442 residuals is bell-shaped; a Gaussian follows it, a pointed Laplace curve less well. "
    "Right: minus the logarithm of the Gaussian is a parabola, that of the Laplace density a V.",
)
assert 0.05 < laplace - gauss < 0.08

# %% [markdown]
# These residuals look like a bell, and the Gaussian explains them better, by 0.06 a patient. Squares are a fair price here. That is a fact about *these data*, not about squares.

# %% [markdown]
# ## One nought too many
#
# Take one column, the body mass index, and fit a line to all 442 patients. Then somebody types one patient's progression score with one nought too many: 346, the highest of all, becomes 3460. (The scores have the mean 152 and the standard deviation 77.) Such a sample, far from all others, is an **outlier**.

# %% jupyter={"source_hidden": true}
predict(
    "One of 442 scores is ten times too large. It belongs to a heavy patient, whose body mass index lies 3.4 standard "
    "deviations above the mean. By how much does the slope of the squared-error line change?",
    {
        "By less than 1 %: it is one of 442": (
            "One of 442 votes would be 0.2 %. But under squares a sample does not have one vote: it pulls with its whole "
            "residual, here (3460 − 346) / 77 = 40 standard deviations more than before, times its input."
        ),
        "By about 5 %": (
            "A good guess if the outlier were a few standard deviations off. This one is off by 40, at an input of 3.4."
        ),
        "By about 50 %": (
            "In standard deviations the slope is the mean of x · y, so it changes by x · Δy / N = 3.4 · 40 / 442 = 0.31, and it "
            "was 0.59. "
            "One typing error, half the slope."
        ),
        "It becomes useless: the line goes through the outlier": (
            "It goes a long way towards it, but 441 patients still hold on. To pass through it the slope would have to be "
            "20 times as large."
        ),
    },
    answer="By about 50 %",
)

# %%
bmi = x[:, 2]
raw = data.load_diabetes(standardized=False)
heaviest = int(raw.y.argmax())
spoilt = y.at[heaviest].set((10 * raw.y[heaviest] - raw.y.mean()) / raw.y.std())
assert np.allclose([raw.y.mean(), raw.y.std(), raw.y[heaviest], 10 * bmi[heaviest]], [152, 77, 346, 34], atol=0.5)

def fit_line(price, target):
    cost = lambda line: jnp.mean(price(target - (line[0] + line[1] * bmi)))
    return optimizers.gradient_descent(jax.grad(cost), jnp.zeros(2), 0.1, 3000)[-1]

# %%
kinds = {"squared": lambda r: 0.5 * r**2, "absolute": jnp.abs, "Huber": lambda r: losses.huber(r, 1.0)}
both = jnp.stack([y, spoilt])  # (2, 442): before and after
fitted = {name: jax.jit(jax.vmap(lambda target: fit_line(price, target)))(both) for name, price in kinds.items()}
for name, (before, after) in fitted.items():
    print(f"{name:9s} slope {before[1]:.3f} → {after[1]:.3f}, a change of {after[1] / before[1] - 1:+.1%}")
change = {name: float(after[1] / before[1] - 1) for name, (before, after) in fitted.items()}
assert 0.5 < change["squared"] < 0.55 and abs(change["absolute"]) < 1e-4 and 0.005 < change["Huber"] < 0.015

# %% jupyter={"source_hidden": true}
in_points = lambda line: np.array([
    raw.y.mean() + raw.y.std() * (line[0] - line[1] * raw.x[:, 2].mean() / raw.x[:, 2].std()),
    raw.y.std() * line[1] / raw.x[:, 2].std(),
])
drawn = {name: tuple(map(in_points, both)) for name, both in fitted.items()}
show(
    loss_charts.draw_planted_outlier(
        np.asarray(raw.x[:, 2]), np.asarray(raw.y), drawn, (float(raw.x[heaviest, 2]), 10 * float(raw.y[heaviest]))
    ),
    alt="Three panels with the same 442 points, each with the line before (thin, black) and after one score became 3460. "
    "The squared line becomes half as steep again, the absolute line does not move, the Huber line hardly.",
)

# %% [markdown]
# The absolute line does not change *at all*, not in the last digit shown. The patient lay above the line before, and lies above it now; only the side counts, not the distance. Whoever pulls with a fixed strength cannot pull harder by going farther.
#
# Is the absolute error the better loss, then? It pays for this: at the bottom it has a kink instead of a slope that fades, so steps near the minimum do not become shorter by themselves, and the smallest residual pulls as hard as the largest. The **Huber loss** ([@huber1964]) takes the round bottom of one and the straight arms of the other. Up to $|r| = δ$ it is the half square, $\frac12 r^2$. Beyond, it goes on *straight*, from the height and with the slope that the parabola has at δ, so that the pieces meet without step or kink.
#
# By hand with δ = 1: $h(0.5) = 0.125$, as the square. At $r = 1$ the parabola has the height ½ and the slope 1, so $h(3) = \frac12 + 1 \cdot (3 - 1) = 2.5$, where the square takes 4.5.
#
# <details><summary>As one formula (exercise 4.7 lets you find it yourself)</summary>
#
# $$h_\delta(r) = \begin{cases} \tfrac12 r^2 & \text{if } |r| \le \delta \\ \delta\,\left(|r| - \tfrac12 \delta\right) & \text{otherwise} \end{cases}$$
# </details>
#
# What a residual *pulls* with is the slope of its price:

# %%
numbers = jnp.array([0.5, 1.0, 3.0, -3.0])
pull = {name: jax.jit(jax.vmap(jax.grad(price))) for name, price in kinds.items()}
print("residual ", numbers)
print("Huber    ", losses.huber(numbers, 1.0))
print("its slope", pull["Huber"](numbers))
assert np.allclose(losses.huber(numbers, 1.0), [0.125, 0.5, 2.5, 2.5])
assert np.allclose(pull["Huber"](numbers), np.clip(numbers, -1, 1))

# %% jupyter={"source_hidden": true}
show(
    loss_charts.draw_pulls(residual, {name: np.asarray(slope(jnp.asarray(residual))) for name, slope in pull.items()}),
    alt="Pull against residual: a straight line for the squared error, a step from −1 to 1 for the absolute error, "
    "and for Huber a line that is cut off at −1 and 1.",
)

# %% [markdown]
# Huber's pull is the residual itself, cut off at ±δ. (In chapter 06 gradients of networks are cut off in the same spirit.) So δ says from where on you no longer believe a residual.

# %% [markdown]
# ## Explore: can you break the robust lines?
#
# Twenty-one of the patients, and one outlier for you: the black square. Drag it with the mouse, or click on the picture and use the arrow keys, or move the sliders. The thin lines are the same three without the outlier, each in its colour. Find out:
#
# 1. Move it straight up and down at 24 kg/m². Which lines follow, how far? Does the absolute line notice whether it is at 300 or at 600?
# 2. Now take it far to the right and down: 60 kg/m², 0 points. Do the absolute and the Huber line still resist? Which line turned most?
# 3. Set δ to 300, then to 5. Which line does Huber become?
# 4. Is there a place where the outlier does no harm to any of the lines?

# %%
explore_outlier()

# %% jupyter={"source_hidden": true}
fig, words = outlier_figure()
show(fig, alt=f"Twenty-one patients, an outlier far above them, and three fitted lines. {words}")

# %% [markdown]
# Without a running kernel you see this one place: 24 kg/m², 560 points. Here the squared line has turned most.
#
# <details><summary>What you should have found</summary>
#
# 1. The squared line follows without end. The absolute line stays exactly where it is as long as the point stays on the same side of it; Huber stays once the residual is beyond δ.
# 2. No! There all three lines are nearly level, or fall, and it is the absolute line that turned most. A sample whose *input* is far out turns a line like a long lever: that is **leverage**. It pulls with slope times input, and Huber caps only the first factor. "Robust" means robust against wrong targets, not against wrong inputs.
# 3. At 300 hardly any residual is beyond δ, and it becomes the squared line; at 5 nearly all are, and it becomes the absolute one.
# 4. On the lines themselves, for instance at 30 kg/m², 190 points.
# </details>

# %% [markdown]
# ## What a surprise costs
#
# Now classes. Cat, dog, horse: there is no distance between them, so there is no residual. What you can ask of a model is a probability for each class, and afterwards, how surprised it was.
#
# The **surprise** at an event of probability $q$ is $-\log q$. It is 0 if you were sure, and grows without end as $q$ goes to 0. Why a logarithm? Because surprises of independent events should add: $-\log(q_1 q_2) = -\log q_1 - \log q_2$. With the natural logarithm the unit is the **nat**; with base 2 it is the bit, the surprise at a fair coin, 0.693 nats.
#
# By hand: sun, rain and snow really come with $p = (\frac12, \frac14, \frac14)$, and the forecast says $q = (\frac14, \frac14, \frac12)$. In bits:
#
# | | sun | rain | snow | mean under $p$ |
# |---|---|---|---|---|
# | surprise of one who knows $p$ | 1 | 2 | 2 | ½·1 + ¼·2 + ¼·2 = 1.5 |
# | surprise of the forecast $q$ | 2 | 2 | 1 | ½·2 + ¼·2 + ¼·1 = 1.75 |
#
# The first mean is the **entropy** $H(p)$, the uncertainty that is in the weather itself ([@shannon1948]). The second is the **cross-entropy** $H(p, q)$: events follow $p$, surprise follows $q$. The difference, 0.25 bits, is the price of the wrong belief, the **Kullback-Leibler divergence** ([@kullback1951]):
#
# $$H(p, q) = \underbrace{-\sum_i p_i \log p_i}_{H(p)} + \underbrace{\sum_i p_i \log \frac{p_i}{q_i}}_{\mathrm{KL}(p \,\|\, q)\; \ge\; 0}$$

# %%
p, q = jnp.array([0.5, 0.25, 0.25]), jnp.array([0.25, 0.25, 0.5])

by_loop = 0.0
for p_i, q_i in zip(p, q):
    by_loop -= p_i * np.log(q_i)

vectorised = -p @ jnp.log(q)
by_library = losses.entropy(p) + losses.kl_divergence(p, q)
print(f"cross-entropy in bits: {by_loop / np.log(2):.3f}, {vectorised / np.log(2):.3f}, {by_library / np.log(2):.3f}")
assert np.allclose([by_loop, vectorised, by_library], 1.75 * np.log(2))

# %% [markdown]
# Training can only lower the second part: the entropy of the data is a floor. Two things to be careful about. First, KL is no distance: swap $p$ and $q$ and it changes, even to infinity. Second, $0 \log 0$:

# %%
never = jnp.array([0.5, 0.5, 0.0])  # it never snows there
sometimes = jnp.array([0.5, 0.25, 0.25])
print("naive p log p:", never * jnp.log(never))
print(f"the library: {losses.entropy(never):.3f} nats, as for a coin")
print(f"x log x at x = 1e-3, 1e-6, 1e-9: {[f'{x_i * np.log(x_i):.0e}' for x_i in (1e-3, 1e-6, 1e-9)]}")
print(f"KL(never ‖ sometimes) = {losses.kl_divergence(never, sometimes):.3f}", end=", ")
print(f"KL(sometimes ‖ never) = {losses.kl_divergence(sometimes, never)}")
assert np.isclose(losses.entropy(never), np.log(2)) and np.isinf(losses.kl_divergence(sometimes, never))

# %% [markdown]
# `0 · (−inf)` is `nan` for the computer. But $x \log x$ goes to 0 with $x$, so what never happens adds nothing: $0 \log 0 = 0$ by agreement. The infinity in the last line, however, is meant. Whoever says "never" and sees it happen pays without limit.
#
# In a data set you do not know $p$, you know which class came. Then $p$ is 1 for this class and 0 for the others, and of the whole sum one term remains: $H(p, q) = -\log q_{\text{label}}$. The mean over all samples is again minus the log likelihood, over $N$. So squared error and cross-entropy are the same idea, *make the data probable*, for numbers and for classes.

# %% [markdown]
# ## From scores to probabilities
#
# The last layer of a network gives any numbers it likes, the scores $z$; such a raw score is called a **logit**. Probabilities must be positive and sum to 1. Make them positive with the exponential function, then divide by the sum:
#
# $$q_i = \mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$
#
# | symbol | meaning | variable | shape |
# |---|---|---|---|
# | $z$ | logits | `z`, `logits` | `(C,)` or `(n, C)` |
# | $q$ | probabilities, by **softmax** | `q`, `probs` | as `z` |
#
# By hand: $z = (\log 1, \log 2, \log 5) = (0, 0.693, 1.609)$ gives $q = (\frac18, \frac28, \frac58)$. Add 3 to every score: each $e^{z_i}$ is multiplied by $e^3$, and so is the sum. *Nothing changes.* Only differences of scores matter.

# %%
z = jnp.log(jnp.array([1.0, 2.0, 5.0]))

by_loop, total = [], sum(np.exp(float(z_j)) for z_j in z)
for z_i in z:
    by_loop.append(np.exp(float(z_i)) / total)

naive_softmax = lambda z: jnp.exp(z) / jnp.sum(jnp.exp(z))
print("loop      ", np.array(by_loop))
print("vectorised", naive_softmax(z))
print("library   ", activations.softmax(z))
print("3 added   ", activations.softmax(z + 3))
assert np.allclose(by_loop, [1 / 8, 2 / 8, 5 / 8]) and np.allclose(naive_softmax(z), activations.softmax(z + 3))

# %% [markdown]
# With two classes and the scores $(z, 0)$ it is $e^z / (e^z + 1) = 1/(1 + e^{-z})$: the sigmoid of chapter 01's logistic regression is a softmax whose second score is held at 0. That costs nothing, since only differences matter.

# %% [markdown]
# ## A score of 100
#
# Scores are not bounded, and a trained network is sure of itself. Take the naive formula above, in float32, and the scores 100, 0, 0. Mathematics says $q = (1, 0, 0)$, up to $10^{-43}$.

# %% jupyter={"source_hidden": true}
predict(
    "What does the naive softmax, exp(z) / sum(exp(z)), return for z = (100, 0, 0) in float32?",
    {
        "1, 0, 0": (
            "That is the right answer, and a better formula gives it. But this one has to compute e¹⁰⁰ on its way, "
            "which is about 10⁴³, and float32 ends at 3.4 · 10³⁸."
        ),
        "Python stops with an OverflowError": (
            "Python's own math.exp would for 1000. Arrays never stop: they write inf and go on. That is what makes it dangerous."
        ),
        "inf, 0, 0": "The numerator is inf indeed. But so is the sum, and inf / inf is not inf.",
        "nan, 0, 0": (
            "e¹⁰⁰ becomes inf, the sum becomes inf. 1 / inf is 0 for the others; inf / inf is undefined, nan, exactly for the class "
            "that the model is sure of."
        ),
    },
    answer="nan, 0, 0",
)

# %%
sure = jnp.array([100.0, 0.0, 0.0])
print("naive:", naive_softmax(sure), "  library:", activations.softmax(sure))
limit = float(jnp.log(jnp.finfo(jnp.float32).max))
print(f"largest score that survives exp: log {jnp.finfo(jnp.float32).max:.2g} = {limit:.2f}")
assert jnp.isnan(naive_softmax(sure)[0]) and activations.softmax(sure)[0] == 1

# %% [markdown]
# **Overflow**: beyond 88.72 the exponential is `inf`. And a `nan` spreads. Put that sample into a batch of thousands, and what happens to a model of a million weights?

# %%
naive_loss = jax.jit(lambda w, x: -jnp.mean(jnp.log(jax.vmap(naive_softmax)(x @ w))[:, 0]))
batch = jnp.ones((1000, 4)).at[617].set(100.0)  # one sample of a thousand has large inputs
weights = jnp.eye(4, 3)
poisoned = jax.grad(naive_loss)(weights, batch)
print(f"one sample of 1000 overflows: {int(jnp.isnan(poisoned).sum())} of {poisoned.size} slopes are nan")
assert jnp.isnan(poisoned).all()

# %% [markdown]
# All of it is lost, in a single step. The cure uses what you know: adding a constant changes nothing. Subtract the largest score $m$; then every exponent is 0 or below, and nothing can overflow. For the logarithm of the sum the same step, written out:
#
# $$\log \sum_j e^{z_j} = \log \left( e^m \sum_j e^{z_j - m} \right) = m + \log \sum_j e^{z_j - m}, \qquad m = \max_j z_j .$$
#
# This is **log-sum-exp** ([@blanchard2021]). By hand for (100, 0, 0): $100 + \log(1 + 2e^{-100}) = 100$. Exercise 4.3 asks for both functions. Mind what "largest" means for a whole batch: the largest of its own row.
#
# Is all well now? There is a second trap, at the other end. Let the model be sure of the *wrong* class, scores (0, 200), label 0. The probability of the truth is $e^{-200}$, which float32 rounds to 0.

# %%
wrong = jnp.array([[0.0, 200.0]])
label = jnp.array([0])
two_steps = lambda z: -jnp.log(activations.softmax(z))[0, 0]  # first the probability, then its logarithm
clipped = lambda z: -jnp.log(jnp.clip(activations.softmax(z), 1e-7, 1.0))[0, 0]  # a tempting cure
at_once = lambda z: losses.cross_entropy(z, label)  # logsumexp(z) − z_label
for name, f in (("two steps", two_steps), ("clipped at 1e-7", clipped), ("from the logits", at_once)):
    value, slope = jax.jit(jax.value_and_grad(f))(wrong)
    print(f"{name:16s} loss {value:7.2f}   gradient {np.asarray(slope)[0] + 0.0}")
    assert {"two steps": jnp.isinf(value), "clipped at 1e-7": not slope.any(), "from the logits": value == 200}[name]

# %% [markdown]
# Look at the second line. Clipping makes the loss finite, 16.12, and the gradient *exactly zero*: where the model is most wrong, it has stopped learning. (Keras, which the article uses, takes the scores where it can find them, and clips at $10^{-7}$ where it cannot: see [@keras-nn].)
#
# So never compute a probability first and its logarithm afterwards. $-\log q_{\text{label}} = \log \sum_j e^{z_j} - z_{\text{label}}$ needs neither division nor tiny numbers. That is why losses take logits.

# %% [markdown]
# ## The gradient: prediction minus truth
#
# Derive it; three lines are enough. One sample with label $y$: $L = \log \sum_j e^{z_j} - z_y$.
#
# 1. The slope of the first part by score $k$, by the chain rule: $\dfrac{1}{\sum_j e^{z_j}} \cdot e^{z_k} = q_k$. The derivative of log-sum-exp *is* softmax.
# 2. The slope of the second part: $-1$ for $k = y$, else 0. That is $-p_k$.
# 3. Together: $\dfrac{\partial L}{\partial z_k} = q_k - p_k$.
#
# *Prediction minus truth*, as for the squared error. By hand with the scores above, $q = (\frac18, \frac28, \frac58)$ and label 1: $(0.125, -0.75, 0.625)$. The true class is pushed up by what it lacks, the others are pushed down by what they have, and the pushes sum to 0. Check it by `jax.grad`, and by differences as in chapter 01.

# %%
label, truth = jnp.array([1]), losses.one_hot(jnp.array([1]), 3)
loss_of = jax.jit(lambda z: losses.cross_entropy(z[None], label))
by_hand = activations.softmax(z) - truth[0]
by_grad = jax.grad(loss_of)(z)
nudges = 0.01 * jnp.eye(3)
by_differences = jax.vmap(lambda d: (loss_of(z + d) - loss_of(z - d)) / 0.02)(nudges)
for name, g in (("q − p", by_hand), ("jax.grad", by_grad), ("differences", by_differences)):
    print(f"{name:12s}", g, f" sum {abs(float(g.sum())):.3f}")
assert np.allclose(by_hand, [0.125, -0.75, 0.625]) and np.allclose(by_hand, by_grad)
assert np.allclose(by_hand, by_differences, atol=1e-4)

# %% [markdown]
# Every slope lies between −1 and 1, however absurd the scores. For a mean over $N$ samples each row is divided by $N$ (exercise 4.6).
#
# The label came in two forms: as a whole number, 1, and as the row (0, 1, 0), its **one-hot encoding**. They mean the same and give the same loss; but one is a number and the other a row with $C$ numbers, all but one of them 0.

# %%
rows = jnp.log(jnp.array([[1.0, 2.0, 5.0], [4.0, 4.0, 2.0]]))
labels = jnp.array([1, 0])
from_rows = -jnp.mean(jnp.sum(losses.one_hot(labels, 3) * activations.log_softmax(rows), axis=1))
print(f"one-hot {from_rows:.4f}, integer labels {losses.cross_entropy(rows, labels):.4f}", end=", ")
print(f"by hand (log 4 + log 2.5) / 2 = {(np.log(4) + np.log(2.5)) / 2:.4f}")
mebibytes = lambda numbers: numbers * 4 / 2**20
tokens, words = 32 * 1024, 50_000  # a batch for a language model
print(f"labels {mebibytes(tokens):.3f} MiB, one-hot {mebibytes(tokens * words):,.0f} MiB")
assert np.isclose(from_rows, losses.cross_entropy(rows, labels))

# %% [markdown]
# ## Explore: who is pushed, and how hard?
#
# Four scores, a true label (the star), and a constant to be added to all of them. Before you move something, say what the third panel will do.
#
# 1. Move *add to all* from end to end. What changes?
# 2. Make the model surely wrong: the coat is true, its score −6, the shirt's +6. How large is the loss, how long are the two large bars on the right?
# 3. Make it surely right. What is left to learn?
# 4. All four scores equal: what is the loss? Does it depend on which score they share?

# %%
explore_softmax_loss()

# %% jupyter={"source_hidden": true}
fig, words = softmax_loss_figure()
show(fig, alt=f"Bars of four scores, of their probabilities and of the slopes of the loss. {words}")

# %% [markdown]
# Without a running kernel you see this one setting: scores 2, 1, 0, −2, and the coat is true. It has probability 0.24 and is pushed up by 0.76, mostly at the expense of the shirt.
#
# <details><summary>What you should have found</summary>
#
# 1. Only the scores. Probabilities, loss and slopes stay.
# 2. The loss is about 12, the difference of the two scores, and the bars have their full length: −1 and +1. The more wrong, the harder it pushes, up to 1.
# 3. Next to nothing: all slopes near 0. Whoever is sure and right is left alone.
# 4. 1.386 = log 4, whatever they share.
# </details>

# %% [markdown]
# ## The first number of a training log
#
# The data are Fashion-MNIST: greyscale images of clothes, 28 × 28, ten classes with about as many images each ([@xiao2017]). The network is one of chapter 03's, 784 → 128 → 10, with fresh random weights. It has learned nothing.

# %% jupyter={"source_hidden": true}
predict(
    "The mean cross-entropy of the untrained network on 2,000 images, in nats?",
    {
        "About 0.1": "That is what a tenth of probability *is*. Its price is the surprise at it, −log 0.1.",
        "About 0.9": (
            "It is wrong on about nine images in ten. But that is the error rate; the loss counts surprise, not mistakes."
        ),
        "About 2.3": (
            "It gives each class about a tenth: −log 0.1 = log 10 = 2.303. Random weights are not quite even-handed, and that "
            "adds about a tenth to the loss, 0.22 for this network."
        ),
        "About 10": "That would mean a probability of e⁻¹⁰ = 0.00005 for the truth: it would be sure, and wrong.",
    },
    answer="About 2.3",
)

# %%
key = jax.random.key(0)  # every random number of this notebook comes from here
jax.config.update("jax_debug_key_reuse", True)  # JAX objects if a key is used twice

fashion = images.load_fashion_mnist()
flat = lambda part: (part[0].reshape(len(part[0]), 784), part[1])
train, held_out, test = flat(fashion.train), flat(fashion.validation), flat(fashion.test)
key, key_init = jax.random.split(key)
params = initializers.mlp_init(key_init, [784, 128, 10])
print("training images in each class:", np.bincount(train[1]))

# %% tags=["measured"]
def first_look(params):
    logits = layers.mlp(params, held_out[0])
    return losses.cross_entropy(logits, held_out[1]), jnp.mean(jnp.var(logits, axis=1))

key, key_many = jax.random.split(key)
make_many = jax.vmap(lambda key: initializers.mlp_init(key, [784, 128, 10]))
first_losses, variances = jax.jit(lambda keys: jax.lax.map(first_look, make_many(keys)))(jax.random.split(key_many, 20))
at_first, _ = jax.jit(first_look)(params)
print(f"log 10 = {np.log(10):.3f}; this network {at_first:.3f};", end=" ")
print(f"20 networks {first_losses.mean():.3f} ± {first_losses.std():.3f}")
print(f"log 10 + half the variance of the logits: {np.log(10) + variances.mean() / 2:.3f}")
assert 2.25 < first_losses.mean() < 2.7 and abs(first_losses.mean() - np.log(10) - variances.mean() / 2) < 0.1
assert np.isclose(at_first - np.log(10), 0.22, atol=0.01)

# %% [markdown]
# A tenth for each class would cost exactly log 10. Random weights make uneven guesses that have nothing to do with the image, and unevenness costs: on average over the twenty draws about half the variance of the logits. Why half? Let the ten logits of an image have mean $m$ and variance $v$. Write the exponential to second order about $m$: $\frac1C \sum_j e^{z_j} \approx e^m (1 + \frac{v}{2})$, so $\log \sum_j e^{z_j} \approx \log C + m + \frac{v}{2}$. Take away $z_y$, which is $m$ on average if scores and labels have nothing to do with each other, and $\log C + \frac{v}{2}$ remains.
#
# Make it a habit: look at the first loss. If it is far above $\log C$, the weights start too large, or the labels are mixed up, or something is applied that should not be.

# %% [markdown]
# ## Surely wrong: can it be unlearned?
#
# If probabilities are numbers, why not take the squared error of them? For one sample with two classes, $q$ the probability of the truth and $z$ its score, $q = 1/(1 + e^{-z})$. By hand, at $z = -8$, where the model is sure and wrong, $q = 0.0003$:
#
# | loss | slope by $z$ | at $z = -8$ |
# |---|---|---|
# | cross-entropy, $-\log q$ | $q - 1$ | −0.9997 |
# | squared, $\frac12 (q - 1)^2$ | $(q - 1) \cdot q\,(1 - q)$ | −0.0003 |
#
# The squared error carries the slope of the sigmoid with it, $q(1-q)$, and that is nearly 0 wherever the model is sure, right *or wrong*.

# %% jupyter={"source_hidden": true}
predict(
    "Start at z = −8 and descend with α = 1 until the truth is the more probable class, z > 0. Cross-entropy needs 9 steps. "
    "How many does the squared error need?",
    {
        "About 100": (
            "Near z = 0 its slope is a quarter of the other's, and things go quickly there. But first it has to get there, "
            "with a slope 3,000 times as small."
        ),
        "About 3,000": (
            "While q is small, a step moves z by about q = eᶻ, a little more each time. To leave z = −8 takes about "
            "e⁸ = 2,981 steps, and the rest is quick."
        ),
        "About 27,000, 3,000 times as many": (
            "That would be so if the slope stayed as it is at −8. It grows as z rises: half of the steps are spent on the "
            "first 0.7 of the 8 units."
        ),
        "It never arrives": "The slope is tiny, but never 0, and it always has the right sign. It arrives, in the end.",
    },
    answer="About 3,000",
)

# %%
score_losses = {
    "cross-entropy": lambda z: jnp.logaddexp(0, -z),
    "squared error": lambda z: 0.5 * (activations.sigmoid(z) - 1) ** 2,
}
for name, f in score_losses.items():
    path = optimizers.gradient_descent(jax.grad(f), -8.0, 1.0, 4000)
    halfway = int(jnp.argmax(path > -8 + np.log(2)))
    print(f"{name}: z > −7.3 after {halfway} steps, z > 0 after {int(jnp.argmax(path > 0))}")

# %% [markdown]
# Is that so with images too? Teach a softmax classifier (one dense layer) 500 images with *wrong* labels, each moved on by one class: trousers are "pullover", and so on. When it is sure, correct the labels, and count the steps until it knows better. Same start, same images, same α; only the loss differs.

# %%
x_few, y_few = jnp.column_stack([train[0][:500], jnp.ones(500)]), train[1][:500]
hits = lambda w: (x_few @ w).argmax(axis=1) == y_few  # (500,)
cross = lambda w, labels: losses.cross_entropy(x_few @ w, labels)

def square(w, labels):
    off = activations.softmax(x_few @ w) - losses.one_hot(labels, 10)  # (500, 10)
    return 0.5 * jnp.mean(jnp.sum(off**2, axis=1))

def learn(loss, w, labels, steps):
    def step(w, _):
        return optimizers.gradient_step(w, jax.grad(loss)(w, labels), 0.1), hits(w)

    w, seen = jax.jit(lambda w: jax.lax.scan(step, w, length=steps))(w)
    return w, np.asarray(seen)  # (steps, 500): which images are right after 0, 1, 2, … steps

# %% tags=["measured"]
misled, _ = learn(cross, jnp.zeros((785, 10)), (y_few + 1) % 10, 800)
sureness = jnp.mean(jnp.max(activations.softmax(x_few @ misled), axis=1))
print(f"misled: right on {hits(misled).mean():.1%} of the images, mean confidence {sureness:.2f}")

two = (("cross-entropy", cross), ("squared error", square))
right_after = {name: learn(f, misled, y_few, 1501)[1] for name, f in two}
recovery = {name: seen.mean(axis=1) for name, seen in right_after.items()}
first_above = lambda values, level: int(np.argmax(values > level))
for name, values in recovery.items():
    print(f"{name}: better than guessing after {first_above(values, 0.1)} steps,", end=" ")
    print(f"half of them right after {first_above(values, 0.5)}; after 1500 steps {values[-1]:.0%}")

# %% tags=["measured"] jupyter={"source_hidden": true}
scores = np.linspace(-8, 4, 121)
slopes = {name: np.asarray(jax.jit(jax.vmap(jax.grad(f)))(jnp.asarray(scores))) for name, f in score_losses.items()}
show(
    class_charts.draw_stuck(scores, slopes, recovery, 0.1),
    alt="Left: slope against the score of the truth; cross-entropy stays near −1 where the score is negative, the squared "
    "error goes back to 0. Right: accuracy against steps; cross-entropy climbs within tens of steps, the squared error after hundreds.",
)
half_right = {name: first_above(values, 0.5) for name, values in recovery.items()}
assert hits(misled).mean() < 0.05 and 10 < half_right["cross-entropy"] < 60
assert half_right["squared error"] > 10 * half_right["cross-entropy"]

# %% [markdown]
# One loss forgives within a few dozen steps, the other stays convinced for a long time. And it does so in stairs. What is a stair? Ask when half the images of each *class* are right:

# %% tags=["measured"]
class_names = "T-shirt trousers pullover dress coat sandal shirt sneaker bag boot".split()
of_class = np.eye(10)[y_few] / np.bincount(y_few)  # (500, 10): column c averages over the images of class c
turned = {}
for name, seen in right_after.items():
    half = seen @ of_class > 0.5  # (steps, 10)
    turned[name] = {class_names[c]: int(half[:, c].argmax()) for c in range(10) if half[:, c].any()}
    print(f"{name}:", ", ".join(f"{c} {step}" for c, step in sorted(turned[name].items(), key=lambda item: item[1])))
    print("  not within 1500 steps:", ", ".join(c for c in class_names if c not in turned[name]) or "none")
assert len(turned["cross-entropy"]) == 10 and max(turned["cross-entropy"].values()) < 200
assert 4 <= len(turned["squared error"]) <= 7 and min(turned["squared error"].values()) < 100

# %% [markdown]
# A stair is a class, or two. Under the squared error whole classes are stuck until it is their turn, and some do not come to it in 1500 steps. Cross-entropy does not know this: its logarithm undoes the exponential of softmax, and $q - p$ is what remains.

# %% [markdown]
# ## Two failures without an error message
#
# ### A column against a row
#
# Targets in the shape (442, 1), as many tables come, predictions in the shape (442,). Broadcasting makes (442, 442) of it: every target against every prediction. The mean is a number, the gradient flows, the loss falls. What has the model learned? ("Explained" in the output is the share of the targets' variance that the predictions account for: 1 is all, 0 is what the mean alone does.)

# %%
column = y[:, None]  # (442, 1)
careless = jax.jit(lambda theta: 0.5 * jnp.mean((column - x @ theta) ** 2))
careful = jax.jit(lambda theta: losses.half_mse(column, x @ theta))  # the library reads a column as n numbers
for name, f in (("careless", careless), ("careful", careful)):
    theta = optimizers.gradient_descent(jax.grad(f), jnp.full(10, 0.1), 0.2, 500)[-1]
    explained = 1 - 2 * losses.half_mse(y, x @ theta)  # the targets have the variance 1
    print(f"{name}: loss {f(jnp.full(10, 0.1)):.3f} → {f(theta):.3f}, explained {explained:.3f}", end=", ")
    print(f"predictions spread by {jnp.std(x @ theta):.3f}")
    assert (explained > 0.5) == (name == "careful")

# %% [markdown]
# It has learned to say "the mean", for everybody: if each prediction is compared with *all* targets, nothing better exists. The loss fell, smoothly, to 0.500, that of knowing nothing. Compare shapes before you subtract; the library does, and refuses what does not fit:

# %%
try:
    losses.half_mse(y[:, None], (x @ best)[None, :])
except ValueError as refused:
    print("ValueError:", refused)

# %% [markdown]
# ### Softmax twice
#
# A loss that takes logits is handed probabilities. They lie between 0 and 1, so the second softmax can at most see the scores (1, 0, …, 0), and the loss can never fall below $-\log \frac{e}{e + 9}$:

# %%
floor = -np.log(np.e / (np.e + 9))
perfect = losses.one_hot(held_out[1], 10)  # the best probabilities there are
print(f"log(1 + 9/e) = {floor:.3f}; measured: {losses.cross_entropy(perfect, held_out[1]):.3f}")
assert np.isclose(floor, losses.cross_entropy(perfect, held_out[1]), atol=1e-4)

# %% [markdown]
# A ten-class loss that comes down from 2.30 and settles near 1.46 has probably been through softmax twice. Accuracy tells you nothing: the order of the classes is the same.

# %% [markdown]
# ## Loss and metric
#
# The **accuracy** is the share of right answers, and it is what people want to know. Why not descend *it*? Because there is no way down:

# %%
slope_of_accuracy = jax.jit(jax.grad(lambda w: metrics.accuracy(x_few @ w, y_few)))(misled)
slope_of_loss = jax.jit(jax.grad(cross))(misled, y_few)
for name, slope in (("accuracy", slope_of_accuracy), ("loss", slope_of_loss)):
    print(f"largest slope among {slope.size} weights, of the {name}: {jnp.abs(slope).max():.3f}")
assert not slope_of_accuracy.any() and slope_of_loss.any()

# %% [markdown]
# Move a weight a little and no answer flips, so accuracy is flat, with steps. Its gradient is 0 and says nothing. A number that reports quality and is not descended is a **metric**. The loss is the smooth stand-in that training descends. The two need not agree. By hand, three samples, the probability that two models give to the truth of each (two classes):
#
# | model | probabilities of the truth | right | mean loss |
# |---|---|---|---|
# | hesitant | 0.51, 0.51, 0.51 | 3 of 3 | 0.673 |
# | bold | 0.99, 0.99, 0.40 | 2 of 3 | 0.312 |
#
# Fewer right, and less than half the loss. Now train the network and watch both, on images held out from training.

# %% tags=["measured"]
loss = lambda params, x, y: losses.cross_entropy(layers.mlp(params, x), y)
watch = lambda params, x, y: {
    "held_out": loss(params, x, y),
    "accuracy": metrics.accuracy(layers.mlp(params, x), y),
}
key, key_fit = jax.random.split(key)
trained, history = training.fit(
    params, loss, train, key=key_fit, epochs=40, validation=held_out, measure=watch
)

# %% tags=["measured"] jupyter={"source_hidden": true}
held_loss, held_accuracy = history.validation["held_out"], history.validation["accuracy"]
lowest = int(held_loss.argmin())
show(
    class_charts.draw_loss_and_accuracy(history.loss, held_loss, held_accuracy),
    alt="Left: the training loss falls for 40 epochs; the held-out loss falls, turns after some fifteen epochs and climbs. "
    "Right: the held-out accuracy rises to about 0.87 and stays there.",
)
for epoch in (lowest, len(held_loss) - 1):
    print(f"epoch {epoch + 1}: held-out loss {held_loss[epoch]:.3f}, accuracy {held_accuracy[epoch]:.3f}")
assert held_loss[-1] > held_loss[lowest] + 0.05 and abs(held_accuracy[-1] - held_accuracy[lowest]) < 0.025

# %% [markdown]
# The held-out loss climbs, and the accuracy does not care. Both tell the truth: about as many answers are right as before, and yet the held-out labels surprise the model more. Whoever only looks at accuracy does not see it. Something has happened to the probabilities. What?

# %% [markdown]
# ## Can you believe 99 %?
#
# The **confidence** of a model in an answer is the probability that it gives to it. Take the network just trained, and the 3,000 test images, which it never saw.

# %% jupyter={"source_hidden": true}
predict(
    "Of all test images, about 86 % are classified right. Now take only those with a confidence above 0.99. "
    "How many of the answers among them are wrong?",
    {
        "Fewer than 1 in 1,000: their mean confidence is 0.999": (
            "So the model says, and on its training images that is nearly true. These images are new."
        ),
        "About 1 in 100, as it says": "If its probabilities were true on new images, there would be even fewer. They are not.",
        "About 2 or 3 in 100": (
            "It announces one error in a thousand and makes more than twenty. Training went on lowering its surprise on images "
            "that it already had right, by making all scores larger."
        ),
        "About 14 in 100, like everywhere": (
            "Confidence does carry information: the surest answers are better than the others. They are only not as good as they say."
        ),
    },
    answer="About 2 or 3 in 100",
)

# %% tags=["measured"]
logits_of = jax.jit(lambda x: layers.mlp(trained, x))

def surest(x, labels):
    probs = np.asarray(jax.jit(activations.softmax)(logits_of(x)))
    confidence, hit = probs.max(axis=1), probs.argmax(axis=1) == np.asarray(labels)
    sure = confidence > 0.99
    return int(sure.sum()), float(confidence[sure].mean()), float(hit[sure].mean()), float(hit.mean())

for name, part in (("test", test), ("training", train)):
    count, says, right_of_sure, right_of_all = surest(*part)
    print(f"{name} images: right {right_of_all:.3f}; the {count} surest say {says:.4f}, right {right_of_sure:.4f}")
    if name == "test":
        assert 0.84 < right_of_all < 0.89 and 0.955 < right_of_sure < 0.982 and says > 0.998
    else:
        assert right_of_sure > 0.998

# %% [markdown]
# On the images it was trained with, the claim is kept, and more than kept. On new ones it is not: a model learns to be sure where it may look the answer up. That is why the held-out loss climbed. The model makes about as many mistakes on new images as before, but it has become surer, of its mistakes too, and surprise at what one was sure of is expensive. It matters as soon as somebody relies on the probability.

# %% [markdown]
# **Calibration** means that stated probability and observed frequency agree: of all answers given with 80 %, 80 % are right. To see it, sort the answers into bins of confidence and compare in each. By hand, six answers and two bins:
#
# | bin | confidences | right? | mean confidence | accuracy | gap |
# |---|---|---|---|---|---|
# | (0.5, 0.75] | 0.6, 0.7 | yes, no | 0.65 | 0.50 | 0.15 |
# | (0.75, 1] | 0.8, 0.9, 0.9, 1.0 | yes, yes, no, yes | 0.90 | 0.75 | 0.15 |
#
# The picture of such a table is a **reliability diagram**. Its summary is the **expected calibration error (ECE)**: the mean gap, each bin weighted by its share of the answers. Here both gaps are 0.15, so it is $\frac26 \cdot 0.15 + \frac46 \cdot 0.15 = 0.15$.
#
# The cure is one number ([@guo2017]). Divide all logits by a temperature $T$ before the softmax. Above 1 it makes the probabilities more even; the order of the classes stays, so accuracy cannot change. Which $T$? The one with the lowest cross-entropy on images that were *not* used for training. This is **temperature scaling**; a loss is descended once more, with a single parameter.

# %% tags=["measured"]
held_logits, test_logits = logits_of(held_out[0]), logits_of(test[0])
cooled = lambda log_t: losses.cross_entropy(held_logits / jnp.exp(log_t), held_out[1])  # T = e^… is positive
temperature = float(jnp.exp(optimizers.gradient_descent(jax.grad(cooled), 0.0, 0.5, 100)[-1]))
probs, mended = (jax.jit(activations.softmax)(z) for z in (test_logits, test_logits / temperature))
print(f"T = {temperature:.2f}")
test_loss, ece = jax.jit(losses.cross_entropy), {}
for name, scaled, p_hat in (("as trained", test_logits, probs), ("divided by T", test_logits / temperature, mended)):
    ece[name] = float(metrics.expected_calibration_error(p_hat, test[1], 10))
    print(f"{name:12s} accuracy {metrics.accuracy(scaled, test[1]):.4f}", end=", ")
    print(f"loss {test_loss(scaled, test[1]):.3f}, ECE {ece[name]:.3f}")

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    calibration_charts.draw_reliability({
        f"As trained: ECE {ece['as trained']:.3f}": metrics.reliability(probs, test[1], 10),
        f"Divided by T = {temperature:.1f}: ECE {ece['divided by T']:.3f}": metrics.reliability(mended, test[1], 10),
    }),
    alt="Two reliability diagrams with the count of images in each bar. As trained most bars end below the diagonal: "
    "less is right than is claimed. After dividing by the temperature they follow the diagonal, but for a pale bar of few images.",
)
assert 1.6 < temperature < 2.8 and ece["as trained"] > 0.04 and ece["divided by T"] < 0.6 * ece["as trained"]
assert (mended.argmax(axis=1) == probs.argmax(axis=1)).all()

# %% [markdown]
# Same answers, same accuracy, every one of them; the loss has fallen by a quarter or so and the probabilities mean what they say. The network knew the order and exaggerated. (The numbers in the bars are counts: most images are in the last bin, so it decides. A bar is pale where fewer than 20 images are in it: there the share of right answers is mostly chance, and it hardly counts in the ECE.)

# %% [markdown]
# ## When one class is rare
#
# Records of heart disease from four places ([@janosi1989]): Cleveland, Hungary (Budapest), Switzerland (Zurich and Basel, together) and Long Beach. The output names the cities. The table is as it came.
#
# Of its 13 columns you need to know six. `age`, `sex` and `cp`, the kind of chest pain, are asked for. `chol` is the cholesterol in the blood. `ca` and `thal` come from costlier examinations: how many large vessels are seen in an X-ray film with a dye, and how the heart muscle looks in a scan. (The others are blood pressure, blood sugar and readings of the heart's current, at rest and under load.)

# %%
heart = data.load_heart_disease()
table, label, site = (np.asarray(column) for column in (heart.x, heart.y, heart.site))
missing = np.stack([np.isnan(table[site == s]).mean(axis=0) for s in range(4)])  # (4 sites, 13 columns)
ill = np.array([label[site == s].sum() for s in range(4)])
healthy = np.bincount(site) - ill
for name, a, b in zip(heart.sites, ill, healthy):
    print(f"{name:14s} {a + b} patients, {b} healthy")
swiss = table[site == 2]
cholesterol = swiss[:, heart.names.index("chol")]
print(f"cholesterol in {heart.sites[2]}: from {cholesterol.min():.0f} to {cholesterol.max():.0f} mg/dl")

# %% jupyter={"source_hidden": true}
show(
    class_charts.draw_sites(heart.sites, ill, healthy, heart.names, missing),
    alt="Left: ill and healthy patients of four sites; in Zurich and Basel 115 are ill and 8 healthy. Right: the share of missing "
    "values in 13 columns: none in Cleveland to speak of, most of ca, thal and slope elsewhere.",
)
assert healthy.tolist() == [164, 188, 8, 51] and ill[2] == 115

# %% [markdown]
# Three warnings in one table. The classes are unequal: 8 healthy patients of 123 in Switzerland, a **class imbalance**. Columns are missing, and not by chance: a test is made where it can be made and where it seems to be needed. And nobody has a cholesterol of 0: there "not measured" was written as a number, in all 123 rows.
#
# Take the Swiss patients and the three columns that are complete, age, sex and kind of chest pain. Two ways to price an error:
#
# - *plain*: each patient counts the same;
# - *weighted*: each class counts the same, so a healthy patient weighs $115/8 \approx 14$ times as much as an ill one. In the loss, that is a weight in front of each sample's term.
#
# There is one score per patient, $z$, large for ill. The loss is the binary cross-entropy: cross-entropy with the two scores $(z, 0)$, so log-sum-exp is $\log(e^z + 1)$, and the score of the truth is $z$ for the ill ($y = 1$) and 0 for the healthy ($y = 0$). With weights $w_i$:
#
# $$L = \frac{1}{\sum_i w_i} \sum_i w_i \left( \log(1 + e^{z_i}) - y_i z_i \right).$$
#
# 123 patients are too few to put some aside. So leave out *one*, train on 122, predict the one left out, and do this 123 times. `vmap` trains all 123 models at once.

# %%
columns = [heart.names.index(name) for name in ("age", "sex", "cp")]
x_swiss = data.standardize(swiss[:, columns]).z  # only a change of units
x_swiss = jnp.column_stack([jnp.ones(len(swiss)), x_swiss])  # (123, 4)
y_swiss = jnp.asarray(label[site == 2])

@jax.jit
def left_out_scores(weights):
    def train_without(i):
        w = weights * (jnp.arange(len(y_swiss)) != i)
        cost = lambda t: jnp.sum(w * (jnp.logaddexp(0, x_swiss @ t) - y_swiss * (x_swiss @ t))) / jnp.sum(w)
        return x_swiss[i] @ optimizers.gradient_descent(jax.grad(cost), jnp.zeros(4), 0.3, 1000)[-1]
    return jax.vmap(train_without)(jnp.arange(len(y_swiss)))

# %% tags=["measured"]
balance = jnp.where(y_swiss == 1, 0.5 / y_swiss.mean(), 0.5 / (1 - y_swiss.mean()))
held = {"plain": left_out_scores(jnp.ones(123)), "weighted": left_out_scores(balance)}
answers = {"always ill": jnp.ones(123, int), **{name: (z > 0).astype(int) for name, z in held.items()}}
for name, said in answers.items():
    found = int(jnp.sum((said == 0) & (y_swiss == 0)))
    balanced = metrics.balanced_accuracy(y_swiss, said, 2)
    print(f"{name:10s} accuracy {jnp.mean(said == y_swiss):.3f}, balanced {balanced:.3f}, healthy found {found} of 8")
low, high = metrics.accuracy_interval(found, 8)
print(f"{found} of 8 is little to go by: a share between {low:.0%} and {high:.0%} would fit (95 % interval)")

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    class_charts.draw_held_out_patients(
        {name: np.asarray(activations.sigmoid(z)) for name, z in held.items()}, np.asarray(y_swiss == 0)
    ),
    alt="Two rows of 123 dots, each patient's predicted probability of disease. Plain: nearly all to the right of one half, the 8 healthy "
    "ones among them. Weighted: spread out, most of the healthy ones left of one half, and some ill ones too.",
)
plain = {name: float(jnp.mean(said == y_swiss)) for name, said in answers.items()}
balanced = {name: float(metrics.balanced_accuracy(y_swiss, said, 2)) for name, said in answers.items()}
assert plain["weighted"] < plain["plain"] < plain["always ill"]
assert balanced["plain"] <= 0.5 and 0.65 < balanced["weighted"]

# %% [markdown]
# Read it slowly. "Always ill" is right 93.5 % of the time and knows nothing. The plain model has a high accuracy too, and finds *no* healthy patient. The weighted model has the lowest accuracy of the three, and is the only one that has learned anything.
#
# The **recall** of a class is the share of it that is found; the **balanced accuracy** is the mean of the recalls, and gives guessing ½ whatever the counts. By hand for "always ill": $(1 + 0)/2$.
#
# Weighting is not free, and it is not magic. It changes the prices, not the knowledge: now a missed healthy patient costs as much as 14 missed ill ones. Is that what you want, in a hospital? And its probabilities are no longer those of Switzerland, where one in fifteen is healthy, but of a country with as many healthy as ill. If you want true probabilities, leave out the weights and move the **decision threshold** instead. Where to? You will see below.

# %% [markdown]
# ## What the article leaves out
#
# ### The loss does not only evaluate
#
# It is *descended*. What evaluates is the metric, which need not have a slope: accuracy has none. A loss may be a poor report (who can imagine 0.43 nats?), and a metric a useless guide.
#
# <span lang="zh">更准确地说：损失函数是训练时要最小化的目标；评估模型用的则是准确率等指标，两者的变化方向可能相反。</span>
#
# ### A loss is a choice, and the choice is a belief
#
# Squared error believes in Gaussian noise and predicts means; absolute error predicts medians; weights say whose error counts more. The article gives two formulas and no reason to prefer one.
#
# ### $q$ has to come from somewhere
#
# In the second formula the $q_i$ are "the model's predictions". They must be positive and sum to 1, so softmax has to come before, and the two belong together: one function, from logits.
#
# ### Neither formula says how it is computed
#
# As printed, $-\sum p_i \log q_i$ gives `nan`, `inf` or a zero gradient where the model is sure. The same function through log-sum-exp gives 200 and a slope of −1.

# %% [markdown]
# ## Transfer
#
# 569 breast tumours, 30 measurements each, 1 malignant and 0 benign. You have not met them in this chapter. One score per tumour, so the loss is again the binary cross-entropy, now unweighted: $\frac1N \sum_i \log(1 + e^{z_i}) - y_i z_i$. Before you run it, say what it is when all weights are 0.

# %%
tumours = data.load_breast_cancer(standardized=False)
key, key_splits = jax.random.split(key)
orders = jax.vmap(lambda k: jax.random.permutation(k, 569))(jax.random.split(key_splits, 20))  # 20 ways to split

def scores_on_the_rest(order):
    x_train, y_train = tumours.x[order[:398]], tumours.y[order[:398]]
    scale = lambda x: jnp.column_stack([jnp.ones(len(x)), (x - x_train.mean(axis=0)) / x_train.std(axis=0)])
    cost = lambda w: losses.binary_cross_entropy(scale(x_train) @ w, y_train)
    w = optimizers.gradient_descent(jax.grad(cost), jnp.zeros(31), 0.3, 300)[-1]
    return scale(tumours.x[order[398:]]) @ w, tumours.y[order[398:]], cost(jnp.zeros(31))

z_rest, y_rest, at_start = jax.jit(jax.vmap(scores_on_the_rest))(orders)
print(f"loss with all weights 0: {at_start[0]:.4f} = log 2")
print(f"right at threshold 0.5: {jnp.mean((z_rest > 0) == (y_rest == 1)):.3f}, mean of 20 splits")

# %% [markdown]
# Now the title's question for the last time. Suppose a missed malignant tumour is ten times as bad as a false alarm. (An assumption, to be made by people who answer for it.) A tumour has probability $q$ of being malignant. To call it benign costs $10 q$ on average, to call it malignant $1 \cdot (1 - q)$. The second is cheaper if
#
# $$1 - q < 10 q \quad\Longleftrightarrow\quad q > \tfrac{1}{11} .$$
#
# The threshold follows from the prices, *if* the probabilities are true ([@elkan2001]). What does it cost to use one half?

# %% tags=["measured"]
q_rest, malignant = np.asarray(activations.sigmoid(z_rest)), np.asarray(y_rest) == 1
price_of = lambda t: np.sum(10 * (malignant & (q_rest < t)) + 1 * (~malignant & (q_rest >= t)), axis=1)  # (20,)
thresholds = np.sort([*np.geomspace(0.005, 0.9, 100), 1 / 11, 0.5])
mean_price = np.array([price_of(t).mean() for t in thresholds])
for t in (0.5, 1 / 11):
    missed, alarms = np.sum(malignant & (q_rest < t)) / 20, np.sum(~malignant & (q_rest >= t)) / 20
    print(f"threshold {t:.2f}: {missed:.2f} missed, {alarms:.2f} false alarms, price {price_of(t).mean():.2f}")
gain = price_of(0.5) - price_of(1 / 11)
print(f"1/11 is cheaper in {np.sum(gain > 0)} of 20 splits, dearer in {np.sum(gain < 0)}", end="; ")
print(f"cheapest threshold {thresholds[mean_price.argmin()]:.2f}")

# %% tags=["measured"] jupyter={"source_hidden": true}
show(
    class_charts.draw_costs(thresholds, mean_price, {"½": 0.5, "1/11": 1 / 11}, "price of all errors, 171 tumours"),
    alt="Price of all errors against the threshold on a logarithmic axis: a wide, shallow valley with its bottom near one "
    "eleventh; at one half the price is higher and rises steeply.",
)
assert price_of(1 / 11).mean() < 0.8 * price_of(0.5).mean() and np.isclose(at_start, np.log(2), atol=1e-5).all()
assert 0.02 < thresholds[mean_price.argmin()] < 0.2

# %% [markdown]
# The model is the same, not one weight differs. (On average it is cheaper, not in every split: with three missed tumours among 171 at one half and one at 1/11, a single one decides.) Training needs a loss with a slope; deciding needs prices. Calibration is what joins them: with exaggerated probabilities 1/11 would be the wrong place.

# %% [markdown]
# ## In your own words
#
# A colleague's classifier has been at 87 % validation accuracy for ten epochs, while its validation loss rises from epoch to epoch. "The loss is broken," says the colleague, "accuracy is what counts. We keep the last epoch and show users the probabilities." What is going on, and what would you do before showing them? Write four or five sentences before you open the answer.
#
# <details><summary>A model answer, and three points to look for</summary>
#
# Nothing is broken: accuracy asks whether the right class has the largest score, cross-entropy asks how much probability it got. The number of mistakes stays while the model becomes surer of everything, its mistakes included, and a sure mistake is expensive, without limit. So it has become overconfident. Users would read "99 %" where the truth is perhaps 97 %. I would look at a reliability diagram on data not used for training, fit a temperature on the validation set, which changes no answer, and check the calibration error again on the test set; or keep the parameters of the epoch with the lowest validation loss.
#
# Look for: (1) accuracy counts answers, the loss prices probabilities, so they may part. (2) The cause is overconfidence on new data, seen in the mistakes. (3) A cure that is measured on data not used for training: temperature, or an earlier epoch.
# </details>

# %% [markdown]
# ## Recap
#
# 1. Squared error, absolute error: which constant does each predict best, and how hard does a residual of 100 pull?
#
#    <details><summary>Answer</summary>The mean, pulling with 100; the median, pulling with 1.</details>
# 2. Why does softmax not change when 1000 is added to all scores, and why does the naive code change?
#
#    <details><summary>Answer</summary>The factor e¹⁰⁰⁰ cancels in numerator and sum. The naive code has to compute it first, gets inf, and inf / inf is nan.</details>
# 3. Three classes, scores all 0, label 2. The loss, and its gradient by the scores?
#
#    <details><summary>Answer</summary>log 3 = 1.10; q − p = (1/3, 1/3, −2/3).</details>
# 4. A model for a disease that 1 % of people have is 99 % accurate. What else do you ask?
#
#    <details><summary>Answer</summary>Who is found: "always healthy" is 99 % accurate as well. Ask for the recall of each class or the balanced accuracy, and for what each kind of error costs.</details>
# 5. Temperature scaling with T = 2: what happens to the accuracy, to the confidence, to the loss?
#
#    <details><summary>Answer</summary>The accuracy stays exactly. Every confidence falls. The loss falls if the model was overconfident, and rises if it was not.</details>
#
# Now write them yourself: `exercises/04_losses.ipynb`.

# %% [markdown]
# ## Read on
#
# - [@huber1964]: between mean and median; the beginning of robust statistics.
# - [@shannon1948]: surprise and entropy, from telegraphs to languages, still readable.
# - [@guo2017]: networks became more accurate and less calibrated; temperature scaling.
# - [@blanchard2021]: what rounding does to log-sum-exp and softmax, proved.
# - [@elkan2001]: when errors have prices; why the threshold follows from them.
#
# All works cited in this chapter:
