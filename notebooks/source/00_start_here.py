# %% [markdown]
# # 00 · What is a large model, and why offer it as a service?
#
# Each point below is a published **model**: a function with many numbers inside it, its **parameter**s. **Training** sets these numbers.
# Since 1998 models have grown from sixty thousand parameters to more than a trillion. Few can train such a thing; many
# want to use it. So its owner keeps it and answers questions over the network: **AI as a service**.
#
# This chapter shows how the course works (ten minutes), what "large" means in bytes and in arithmetic, and when a service pays.
#
# To run a cell, click it and press <kbd>Shift</kbd> + <kbd>Enter</kbd>. Run them from top to bottom. They all run in one Python process,
# the notebook's *kernel*, which remembers what earlier cells have defined.
#
# The first cell looks at your installation. Every line should begin with ✓. A line with ✗ says what is wrong and how to mend it;
# `python -m course_lib doctor` says the same in a terminal.

# %% tags=["measured"]
from course_lib.commands import doctor

doctor.report()

# %% [markdown]
# Everything in place? Then load what this page needs. **JAX** is the library that does the course's arithmetic; `jnp` is the part of it
# that looks like NumPy.

# %%
import math
import time

import jax
import jax.numpy as jnp
from IPython.display import HTML, display

from course_lib import flop_counting, scale
from course_lib.large_models import load_large_models
from course_lib.charts.models import draw_history, draw_recent, draw_training_flops
from course_lib.plotting import show
from course_lib.widgets import predict

# %%
models = load_large_models()
show(
    draw_history(models),
    alt="Parameters of 27 models by year, rising from sixty thousand in 1998 to 1.6 trillion in 2026.",
)

# %% [markdown]
# You see 27 models. Each step up the vertical axis is a factor of a hundred. The dashed line is the steady growth that fits all points best.
# A table with all of them, and where each number was read, is folded further below.

# %% [markdown]
# ## What you will be able to do
#
# - compute how much memory a model takes, in the unit that is asked for (0.1)
# - derive what training a model costs in arithmetic, compute it, and say how that compares with using it (0.2)
# - read growth off a logarithmic axis and compute its factor per year (0.3)
# - use a failed check to mend an answer, and ask for hints in order (0.1, 0.2, 0.3)

# %% [markdown]
# ## How the course works
#
# Every chapter is three **notebook**s with one name:
#
# | folder | what it is | what you do |
# |---|---|---|
# | `notebooks/` | the narrative, like this page | read, predict, run |
# | `exercises/` | your own copy, with gaps | write, check, mend |
# | `solutions/` | the solved exercises | compare, afterwards |
#
# ### Predict, then run
#
# Before an important result the page asks what you expect. Commit to an answer, even a guess: a prediction that
# fails shows you which thought to change. Try it now.

# %% jupyter={"source_hidden": true}
predict(
    "Someone stores one billion parameters in 4 bytes each. How much memory is that, roughly?",
    {
        "about 4 thousand bytes": "That is a thousand parameters. A billion is a million times more.",
        "about 4 million bytes (4 MB)": "That is a million parameters, 17 times LeNet-5, "
        "the first point of the picture.",
        "about 4 billion bytes (4 GB)": "4 bytes times 10⁹. It fits into a telephone.",
        "about 4 thousand billion bytes (4 TB)": "That is a trillion parameters, a thousand times "
        "more. The last point of the picture has even 1.6 trillion.",
    },
    answer="about 4 billion bytes (4 GB)",
)

# %% [markdown]
# ### Complete an exercise and read its feedback
#
# An exercise is three cells: a task, your answer, a check. The check says ✓ (right), ✗ (something is wrong, and what) or
# ○ (not attempted). Here is the check of exercise 0.1 on an answer that is wrong on purpose: it forgets a step. What does the message tell you?

# %%
from course_lib.checking.notebook import evaluate


def memory_gibibytes(num_params, bytes_per_param):
    return num_params * bytes_per_param


print(evaluate("0.1").text())

# %% [markdown]
# The message names the likely thought behind *this* answer and asks a question. It does not give the answer away. Another wrong answer
# gets another message.
#
# ### Ask for a hint
#
# Each task has three, folded: the idea, the step, nearly the code. Open one, think, then decide about the next.
#
# <details><summary>Hint 1 · idea (click me)</summary>This is how a hint looks. In the exercises it says what to think about.</details>
#
# ### See where you are
#
# `python -m course_lib progress` in a terminal, or this cell, shows what is right, what is not and what comes next. It remembers your last checks and runs nothing.

# %% tags=["measured"]
from pathlib import Path

from course_lib.commands import progress

course = Path(doctor.__file__).parents[2]
print(progress.report(course / "exercises", short=True))

# %% [markdown]
# ## Warm-up
#
# Three questions on what you know from school. Answer first, then unfold.
#
# 1. Which power of ten is a million times a billion?
# 2. A quantity doubles every year. What does it look like on an axis where each step up is a factor of ten?
# 3. A line rises from 2 to 8 while $x$ goes from 1 to 4. What is its slope?
#
# <details><summary>Answers</summary>
#
# 1. $10^6 \cdot 10^9 = 10^{15}$: exponents add. You need this for every figure on this page.
# 2. A straight line. Each year adds the same length, $\log_{10} 2 \approx 0.30$ steps.
# 3. $(8 - 2) / (4 - 1) = 2$. In exercise 0.3 the line has logarithms on its vertical axis.
#
# </details>

# %% [markdown]
# ## What the article says
#
# The course follows one article, written in Chinese, about large models offered as a service (人工智能大模型即服务) and the
# international cooperation around them. It is a survey in the manner of a technical blog: background, formulas, three short programs, an
# outlook, and no measurement. The copy we worked from names neither title, author nor place, and we know of no link to give
# you; "§" is a section of that copy. Its words are not repeated here; each chapter states its claim in one sentence and then tests it.
#
# | § | in one sentence | 用一句话说 |
# |---|---|---|
# | 1.6.1, 2.1 | A large model is trained with much data and much computation, and serves many tasks. | 大模型靠大量数据和算力训练而成，可用于多种任务。 |
# | 1.1, 1.2 | Offered from the cloud, it costs less to run, is more available and scales better. | 放在云端提供服务，运行成本更低，可用性和可扩展性更好。 |
# | 1.6.3 | Countries that share data, models and machines progress faster and solve problems together. | 各国共享数据、模型和算力，进步更快，并能共同应对难题。 |
#
# It gives no number. This page adds the numbers; chapters 09 to 13 test the claims.

# %% [markdown]
# ## How large is large? Memory
#
# A model with $N$ parameters of $b$ bytes each takes $N \cdot b$ bytes.
#
# | symbol | variable | values |
# |---|---|---|
# | $N$ | `num_params` | 60,000 (LeNet-5) to 1.6 · 10¹² (DeepSeek-V4-Pro) |
# | $b$ | bytes per parameter | 4 in **float32**, 2 in **bfloat16**, 1 in **int8** |
#
# The format in which numbers are stored is called their **dtype** (data type).
#
# By hand: the first point of the picture, 60,000 parameters in float32, takes 240,000 bytes, less than a photograph. And the others?
# A **gibibyte** (GiB) is $2^{30}$ bytes; a gigabyte (GB) is $10^9$.

# %%
by_name = {model.name: model for model in models}
dtypes = ("float32", "bfloat16", "int8")
print(f"{'weights in GiB':<18}" + "".join(f"{dtype:>12}" for dtype in dtypes))
for name in ("LeNet-5", "BERT-Large", "GPT-3", "BLOOM", "Llama 3.1 405B", "DeepSeek-V4-Pro"):
    sizes = [scale.weight_bytes(by_name[name].parameters, dtype) / scale.GIBIBYTE for dtype in dtypes]
    print(f"{name:<18}" + "".join(f"{size:12,.4f}" if size < 1 else f"{size:12,.1f}" for size in sizes))

# %% [markdown]
# You can hold this against a published figure. The makers of BLOOM wrote down that its bfloat16 weights take "329GB". A full **checkpoint**,
# all that is needed to take an interrupted training up again, takes "2.3TB" [@bloom-readme]. For each parameter it holds
#
# - the bfloat16 number that the model computes with: 2 bytes,
# - the same number in float32, in which small changes are not lost: 4 bytes,
# - two float32 numbers that the *optimiser* keeps, the rule by which training changes parameters (chapter 01): 8 bytes.
#
# Together 14 bytes. The numbers lie on **accelerator**s, chips built for many multiplications and additions at once; we count some that hold 80 GB each.

# %%
bloom = by_name["BLOOM"]
weights = scale.weight_bytes(bloom.parameters, "bfloat16")
checkpoint = (2 + 4 + 4 + 4) * bloom.parameters
print(f"weights    {weights / 1e9:7.1f} GB = {weights / 2**30:7.1f} GiB   stated: 329 GB")
print(f"checkpoint {checkpoint / 1e12:7.2f} TB = {checkpoint / 2**40:7.2f} TiB   stated: 2.3 TB")
print("accelerators with 80 GB to hold the weights alone:", math.ceil(weights / 80e9))
assert abs(weights / 2**30 / 329 - 1) < 0.01 and abs(checkpoint / 2**40 / 2.3 - 1) < 0.03
assert checkpoint == scale.training_state_bytes(bloom.parameters)  # the library's version

# %% [markdown]
# The formula agrees within 1 % and 3 %, and shows a trap: the stated figures fit gibibytes and tebibytes, though they are labelled
# GB and TB. The two units differ by 7 % and 10 %. Exercise 0.1 asks for one of them.
#
# So training needs seven times what the bfloat16 weights take, 14 bytes a parameter instead of 2, and that is before anything that the
# computation itself needs on the way.

# %% [markdown]
# ## How large is large? Arithmetic
#
# One **FLOP** is one multiplication or one addition. What does it cost to train a model with $N$ parameters on a text of $D$ **token**s,
# the pieces of text that a language model reads?
#
# *Forward.* A layer takes inputs $x_1, x_2, x_3$ and computes $z_1 = x_1 w_{11} + x_2 w_{21} + x_3 w_{31}$, and $z_2 = x_1 w_{12} + x_2 w_{22} + x_3 w_{32}$.
# Each of the 6 weights causes one multiplication and one addition (counting the first addition, to zero). So the **forward pass** costs 2 FLOPs per
# parameter, for each token.
#
# JAX turns a function into machine code (it *compiles* it) and can say how many FLOPs that code takes. Let it count. The layer below has
# 64 · 48 parameters, and 32 rows pass through it, one a token.

# %%
key_x, key_w = jax.random.split(jax.random.key(0))
x = jax.random.normal(key_x, (32, 64))  # (tokens, d_in)
w = jax.random.normal(key_w, (64, 48))  # (d_in, d_out)
meetings = w.size * len(x)  # every parameter meets every token


def layer(x, w):
    return x @ w


def loss(x, w):
    return jnp.sum(layer(x, w) ** 2)


forward = flop_counting.count_flops(layer, x, w) / meetings
print(f"forward: {forward:.2f} FLOPs per parameter and token")
assert forward == 2

# %% [markdown]
# *Back.* Training has a number that it wants to make small, the loss $L$, here the sum of all squared outputs. It must know how $L$ changes with
# every weight; these slopes are the *gradient*, the subject of chapter 01. The **backward pass** computes the gradient of
# the layer's weights, to change them, and the gradient of its inputs, to hand on to the layer before.

# %% jupyter={"source_hidden": true}
predict(
    "Forward takes 2. How many FLOPs per parameter and token will forward and backward take together?",
    {
        "2: the way back is free": "The gradient must be computed. It is not a by-product of the "
        "forward pass.",
        "4: the way back costs as much as the way forward": "It would, if only the weights needed "
        "a gradient. But the layer before waits for the gradient of this layer's inputs.",
        "6: the way back costs twice as much": "Two gradients, each as dear as the forward pass: one for "
        "the weights, one for the inputs. 2 + 2 + 2.",
        "2 · N: one forward pass for every parameter": "That is the price of trying each parameter "
        "in turn, as chapter 01 does first. Going back through the layers gives all slopes at once: "
        "without that, no large model.",
    },
    answer="6: the way back costs twice as much",
)

# %%
both = flop_counting.count_flops(jax.value_and_grad(loss, argnums=(0, 1)), x, w) / meetings
only_weights = flop_counting.count_flops(jax.grad(loss, argnums=1), x, w) / meetings
print(f"forward and backward:                {both:.2f}")
print(f"without the gradient of the inputs:  {only_weights:.2f}")
assert 6 <= both < 6.1 and 4 <= only_weights < 4.1

# %% [markdown]
# Six, and a little for squaring and summing. Leave out the gradient of the inputs and the count falls to four: you see both halves
# of the way back. Derive them for one weight and one input. The layer after has handed back how $L$ changes with each output,
# $\partial L / \partial z_1$ and $\partial L / \partial z_2$. Then
#
# $$ \frac{\partial L}{\partial w_{11}} = \sum_{\text{tokens}} \frac{\partial L}{\partial z_1}\, x_1 \qquad\qquad \frac{\partial L}{\partial x_1} = \frac{\partial L}{\partial z_1}\, w_{11} + \frac{\partial L}{\partial z_2}\, w_{12} $$
#
# The weight acts through $z_1$ only, $x_1$ times as strongly, once for every token. The input acts through both outputs, for its own token.
#
# Count again. On the left: for each weight and each token one multiplication, and one addition into the sum. On the right: each weight occurs
# in one product for each token, and that product is added once. So 2 + 2 FLOPs per parameter and token, after the 2 of the
# forward pass. Training on $D$ tokens therefore costs
#
# $$ C \approx 6 \, N \, D $$
#
# *Per token* training costs three times as much as use, which needs the forward pass only. How often each is done is another matter: training
# reads its $D$ tokens once, use goes on as long as anybody asks.
#
# The formula leaves out *attention*, by which a language model compares each token with the others (chapter 07). Its cost grows with the length of the
# text; for models of this size it is usually less than a tenth [@brown2020]. In a **mixture of experts** a token passes through a part
# of the model only; then $N$ is the number of **active parameters**.

# %% jupyter={"source_hidden": true}
predict(
    "Llama 3.1 405B (2024) has 2.3 times the parameters of GPT-3 (2020). "
    "How much more arithmetic did its training take?",
    {
        "about 2 times": "Right only if both had read equally much.",
        "about 12 times": "You would need about 5 times the text. It was far more.",
        "about 120 times": "2.3 times the parameters, and 52 times the tokens: "
        "15.6 trillion instead of 300 billion.",
        "about 6000 times": "You would need 2600 times the text. Cost grows with N and with D, "
        "once each.",
    },
    answer="about 120 times",
)

# %% [markdown]
# ### Is it true?
#
# For seven models of the table both the tokens and a figure for the arithmetic are published. Compare.

# %%
print(f"{'':<16}{'N':>10}{'D':>10}{'6 N D':>11}{'stated':>11}{'difference':>12}")
off = {}
for m in (m for m in models if m.tokens and m.stated_flops):
    estimate = scale.training_flops(m.used_parameters, m.tokens)
    off[m.name] = scale.relative_difference(estimate, m.stated_flops)
    sizes = f"{m.name:<16}{m.used_parameters:10.3g}{m.tokens:10.3g}"
    print(f"{sizes}{estimate:11.2e}{m.stated_flops:11.2e}{100 * off[m.name]:+10.1f} %")
near = [name for name in off if abs(off[name]) < 0.05]
assert len(off) == 7 and len(near) == 5 and off["T5-11B"] > 0.9 and -0.13 < off["Gopher"] < -0.12

# %% [markdown]
# Five agree within 5 %. Two do not, and each teaches something.
#
# - *T5-11B, twice too much.* It has two halves, one that reads and one that writes, and each token passes through one of them. Half of
#   the parameters are active [@brown2020].
# - *Gopher, an eighth too little.* Its makers count what the rule leaves out: attention, and the step that turns tokens into numbers (appendix F
#   of [@hoffmann2022]). They gave Chinchilla "the same budget", and there the rule is 2 % too high: even "the same" is the same only roughly.
#
# Be careful with the agreement, too. A stated figure is computed, not measured, and those for BERT, T5 and GPT-3 stand in one table
# that uses this very rule.
#
# And your prediction?

# %%
llama, gpt3 = by_name["Llama 3.1 405B"], by_name["GPT-3"]
ratio_n, ratio_d = llama.parameters / gpt3.parameters, llama.tokens / gpt3.tokens
ratio_c = llama.stated_flops / gpt3.stated_flops
print(f"parameters × {ratio_n:.1f}, tokens × {ratio_d:.0f}, FLOPs × {ratio_c:.0f}")
assert 115 < ratio_c < 125 and ratio_n < 2.4 and round(ratio_d) == 52

# %% [markdown]
# Most of the growth is in the text, not in the model.
#
# What would *your* machine need for GPT-3? Measure how many FLOPs it does in a second.

# %% tags=["measured"]
a = jnp.ones((2048, 2048))
multiply = jax.jit(lambda a: a @ a)
multiply(a).block_until_ready()  # compile first
seconds = []
for _ in range(5):
    start = time.perf_counter()
    multiply(a).block_until_ready()
    seconds.append(time.perf_counter() - start)
speed = 2 * 2048**3 / min(seconds)  # FLOPs of the product, at its fastest
years = scale.training_flops(gpt3.parameters, gpt3.tokens) / speed / (365.25 * 24 * 3600)
print(f"this machine: {speed / 1e9:.0f} billion FLOPs per second")
print(f"to train GPT-3 on it: about {float(f'{years:.2g}'):,.0f} years")

# %% [markdown]
# ## From parameters to data
#
# How fast have models grown? On a logarithmic axis you read it off as a slope. Two points suffice for a first answer: take the
# oldest model and the newest, and ask for the factor that leads from one to the other when it is applied once a year.

# %%
first, last = models[0], models[-1]
by_hand = (last.parameters / first.parameters) ** (1 / (last.year - first.year))
print(f"{first.name} to {last.name}, {last.year - first.year:.1f} years: × {by_hand:.2f} a year")


def factor_per_year(some):
    slope, _ = scale.log10_trend([m.year for m in some], [m.parameters for m in some])
    return 10**slope


of_all = factor_per_year(models)
print(f"line through all {len(models)} models: × {of_all:.2f} a year")
assert round(by_hand, 1) == round(of_all, 1) == 1.9

# %% [markdown]
# Two points and the fit agree: nearly a doubling every year, for 27 years. Has the pace changed on the way? Fit a line to the models before 2021, from
# AlexNet on, and one to the models since. Then a test that costs nothing: *leave out one model*, fit again, and do this for each in turn.

# %%
ranges = []
for start, end in ((1998, 2027), (2012, 2021), (2021, 2027)):
    part = [m for m in models if start <= m.year < end]
    without = {m.name: factor_per_year([other for other in part if other is not m]) for m in part}
    low, high = min(without, key=without.get), max(without, key=without.get)
    ranges.append((factor_per_year(part), without[low], without[high]))
    print(f"{len(part):2} models, {int(part[0].year)} to {int(part[-1].year)}: × {ranges[-1][0]:.2f} a year")
    print(f"   × {without[low]:.2f} without {low}, × {without[high]:.2f} without {high}")
assert (low, high) == ("DeepSeek-V4-Pro", "Switch-C") and ranges[2][2] < ranges[1][1]
assert [round(f, 2) for f in ranges[1] + ranges[2]] == [2.38, 1.85, 3.07, 1.22, 1.05, 1.58]

# %% [markdown]
# The line through all models hardly cares which one is missing: its points span 27 years and seven powers of ten. The other two do care. Since 2021 "models
# grow by a fifth a year", or by more than a half, if you leave out Switch-C, or by a twentieth, if you leave out
# DeepSeek-V4-Pro: one model in eighteen decides. Before you trust a line, look how far the points lie from it. Since 2021 the largest model
# of the table is a thousand times the smallest, and a slope through such a cloud is worth little.
#
# What survives? The two ranges do not overlap, so growth in *this table* was slower after 2021 whichever single model is missing. By how much, the
# table cannot say. In exercise 0.3 you write such a fit yourself.
#
# Here are the same models since 2017, with their names. An open diamond shows how much of a model one token uses.

# %%
show(
    draw_recent(models),
    alt="Parameters since 2017: rising steeply until 2021, then scattered, at most 1.6 trillion; "
    "open diamonds of active parameters lie 3 to 33 times lower.",
)
sparse = [m.parameters / m.active_parameters for m in models if m.active_parameters]
assert min(sparse) > 3 and max(sparse) < 33.5 and last.parameters == by_name["Switch-C"].parameters

# %% [markdown]
# The points rise steeply until 2021 and scatter after; the largest of 2026 is no larger than that of 2021. Mixtures of experts store as much
# as before, and their open diamonds lie far below: each token uses a small part. (Switch-C is one too; its card does not say how large that part is.)
# What has grown instead is the text, and with it the arithmetic. Filled circles are stated figures, open circles are
# computed from published $N$ and $D$.

# %%
show(
    draw_training_flops(models),
    alt="Training FLOPs of 17 language models, rising from 2e19 in 2017 to 4e25 in 2024, "
    "then between 1e24 and 1e25.",
)
stated = [m.stated_flops for m in models if m.stated_flops]
later = [m for m in models if m.tokens and m.year > llama.year]
apart = {m.name: llama.stated_flops / scale.training_flops(m.used_parameters, m.tokens) for m in later}
print(f"tokens of {llama.name}: {llama.tokens:.3g}")
for m in later:
    print(f"{m.name}: {m.tokens:.3g} tokens, arithmetic {apart[m.name]:.1f} times less than {llama.name}")
assert max(stated) == llama.stated_flops > 1e6 * min(stated)
assert 3.8 < min(apart.values()) < 4 and 32 < max(apart.values()) < 34 and 11 < apart["DeepSeek-V3"] < 12

# %% [markdown]
# Training arithmetic rises by a factor of more than a million from 2017 to 2024. The five models after Llama 3.1 405B stay 4 to 33 times below it,
# though two of them read more than twice as many tokens: four are mixtures of experts, the fifth is small. DeepSeek-V3 read nearly as many
# tokens as Llama at a twelfth of the arithmetic, since each token meets 37 of its 671 billion parameters.
#
# Two warnings. The table is a choice, not a census, and makers who publish no figures are missing from it. And every number in it is
# somebody's statement: below you find whose, and what was read there.

# %%
from course_lib.large_models import load_sources, models_html

table = models_html(models, load_sources(course / "notebooks" / "references.json"))
summary = f"The {len(models)} models and their sources"
display(HTML(f"<details><summary>{summary}</summary>{table}</details>"))

# %% [markdown]
# ## What "as a service" changes
#
# What counts as a **large model** has no sharp limit. A useful one: it is large when an ordinary machine of your own cannot hold it, let alone train it.
# Then two ways remain: run it on a machine that you rent or buy for it, or ask a service.
#
# | | you run the model | you use a **service** |
# |---|---|---|
# | who holds the model | you | the provider, who may change or withdraw it |
# | where your data go | nowhere | over the network, to the provider |
# | what you pay | the machine, busy or idle | each **request** |
# | time until an answer | the computation | the computation, the network, the queue: **latency** |
# | who shares the machine | your own requests | everybody's: one model for many |
#
# The last line is where the saving comes from. Your machine costs the same whether it answers or waits. What counts is its
# **utilisation**, the share of time in which it works:
#
# $$ \text{cost of one request} = \frac{\text{price of an hour}}{\text{requests in an hour at full load} \times \text{utilisation}} $$
#
# Half the use, double the cost per request. At some utilisation both ways cost the same: the **break-even point**.
# The prices here are *assumptions* for the example, not quotes: a machine at 2.50 dollars an hour that answers 5 requests a second when busy,
# and a service at 0.50 dollars per 1000 requests. Move them to your own.

# %%
from course_lib.explorers.break_even import EXAMPLE, draw_break_even, explore_break_even, percent
from course_lib.service_cost import break_even_utilisation, own_cost_per_request

display(explore_break_even())

# %% [markdown]
# Answer with the sliders:
#
# 1. How busy must your machine be to beat the service?
# 2. The service halves its price. Where does the crossing go?
# 3. You use your machine 3 % of the time. From which price on is it still cheaper than the service?
#
# <details><summary>Answers</summary>
#
# 1. More than 28 % of the time.
# 2. To twice the utilisation, 56 %.
# 3. From 4.63 dollars per 1000 requests on, nine times the price of the example.
#
# </details>
#
# The same for the example prices, as a still:

# %%
show(
    draw_break_even(),
    alt="Cost per 1000 requests falls as utilisation rises, the service's price is level; "
    "the two cross at 28 percent.",
)
machine = (EXAMPLE["dollars_per_hour"], EXAMPLE["requests_per_second"])
even = break_even_utilisation(*machine, EXAMPLE["price"] / 1000)
halved = break_even_utilisation(*machine, EXAMPLE["price"] / 2000)
rarely_used = 1000 * own_cost_per_request(*machine, utilisation=0.03)
print(f"break-even at {percent(even, 1)} of the time; at half the price, {percent(halved, 1)}")
print(f"own machine, used 3 % of the time: {rarely_used:.2f} dollars per 1000 requests")
assert round(even, 2) == 0.28 and round(halved, 2) == 0.56 and round(rarely_used, 2) == 4.63

# %% [markdown]
# Your own cost falls as a straight line on these logarithmic axes and crosses the level price of the service at 28 %. Below that, the
# service is cheaper. So the article's "lower cost" holds for those who ask little; those who ask all day pay more.
#
# ### Four claims, and where you test them
#
# | the article claims that a service … | what would show it | chapter |
# |---|---|---|
# | costs less to run | cost per 1000 answers, at your own load | 09 |
# | is more available | answers within the promised time, under load | 09 |
# | scales better | **throughput**, answers per second, with requests answered in groups and on more machines | 09 |
# | furthers cooperation | several sites with one model are better than each alone | 12 |
#
# Two problems it names get chapters of their own: what the model tells about people (10) and whom it fails (11). Chapter 13 draws the balance.

# %% [markdown]
# ## What the article leaves out
#
# - *Numbers.* "Large scale" is not a size. You now have three: parameters, tokens, FLOPs.
# - *The difference between training and use.* Training costs 6 · N · D once; an answer costs 2 · N per token, for ever. A service is about the second.
# - *When the cloud is dearer.* Break-even depends on utilisation; there is no "lower cost" without it.
# - *Dependence.* A service ends when its provider ends it. A model on your own disk does not.
# - *Sources for its claims.* It cites nothing for them. Its list of references is about networks; chapter 13 goes through it.

# %% [markdown]
# ## Transfer
#
# How large a model can the machine in front of you hold? Put in its memory. Half of it is free for the weights, say.

# %%
memory_here_gib = 16
for dtype in dtypes:
    most = memory_here_gib / 2 * scale.GIBIBYTE / scale.BYTES_PER_PARAM[dtype]
    fitting = [m.name for m in models if m.year >= 2017 and m.parameters <= most]
    print(f"{dtype:<9}{most / 1e9:5.1f} billion parameters: {', '.join(fitting)}")
    assert all(m.parameters <= most for m in models if m.year < 2017)

# %% [markdown]
# The four models before 2017 are left out of the list; they all fit. With 16 GiB you hold a model of four billion parameters in bfloat16. One byte each doubles that, and still no other model of the table comes
# within reach. What would? (Fewer bytes than one, more memory, or somebody else's machine. Chapter 09 asks what small numbers do to the answers.)

# %% [markdown]
# ## The chapters
#
# Each asks one question. Chapter 01 is next.

# %% tags=["measured"]
from course_lib.course_map import course_map_html, load_chapters

display(HTML(course_map_html(load_chapters(), course / "notebooks")))

# %% [markdown]
# ## The words of the course
#
# Every term that the course prints in bold, and more, in English and in Chinese. Type a part of a word, in either language, or
# the number of a chapter.

# %%
from course_lib.explorers.glossary import GlossaryBox
from course_lib.glossary import glossary_html, load_glossary

terms = load_glossary()
display(GlossaryBox())
table = glossary_html(terms)
summary = f"All {len(terms)} terms, without a running kernel"
display(HTML(f"<details><summary>{summary}</summary>{table}</details>"))

# %% [markdown]
# ## In your own words
#
# *Why can a service offer the same model for less than it costs you to run it, and when can it not?* Write three sentences before you unfold.
#
# <details><summary>A model answer, and three points to look for</summary>
#
# A machine costs the same busy or idle. A provider answers many customers on one machine, so that it is rarely idle and the cost is spread over more
# requests. If you keep a machine busy yourself, you have the same advantage, and the provider's profit and the network come on top of its price.
#
# Look for: (1) the cost of idle time, (2) many customers raise utilisation, (3) a condition under which it fails: steady heavy use, or
# data that must not leave the house.
#
# </details>

# %% [markdown]
# ## Recap
#
# 1. How many bytes take $N$ parameters in bfloat16?
# <details><summary>Answer</summary>2 · N. In GiB, divide by 2³⁰.</details>
#
# 2. Where does the 6 in 6 · N · D come from?
# <details><summary>Answer</summary>2 forward (multiply, add), 2 for the gradient of the weights, 2 for the gradient of the inputs.</details>
#
# 3. Why is 6 · N · D twice too much for T5-11B?
# <details><summary>Answer</summary>Each token passes through half of its parameters. N is what one token uses.</details>
#
# 4. A model has grown tenfold in four years, steadily. What is its factor per year?
# <details><summary>Answer</summary>10^(1/4) ≈ 1.78: the logarithm grew by 1 in four years, a quarter a year.</details>
#
# 5. Your machine is busy 10 % of the time, break-even is at 28 %. Which is cheaper, and by which factor?
# <details><summary>Answer</summary>The service; 28 / 10 = 2.8 times.</details>

# %% [markdown]
# ## Read on
#
# Now do the exercises in `exercises/00_start_here.ipynb`; they take about twenty minutes. Then go to `01_gradient_descent.ipynb`.
#
# - The table behind 6 · N · D, row by row: appendix D of [@brown2020].
# - How to divide a budget between parameters and tokens: [@hoffmann2022]. Chapter 08 does it in small.
# - A training run, told by those who did it: [@bloom-readme].
# - What the arithmetic of one model cost in money: [@heim2022].
# - The training run with the most arithmetic in the chart, reported by those who did it: [@llama3-2024].
# - Where the numbers of the other models come from: the folded table "The 27 models and their sources" above, a link in each row.
