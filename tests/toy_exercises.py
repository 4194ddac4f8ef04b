"""One toy exercise for every kind of answer that the engine knows. Read it before writing a new exercise."""

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking import Case, CountedFunction, Exercise, Judge, Misconception, Property, decode_array, encode

# --- arrays: the default `call` ------------------------------------------------------------------------------------


def smooth_inputs(seed):
    rng = np.random.default_rng(seed)
    return [
        Case("the example of the task", {"x": np.array([0.0, 0.0, 8.0]), "beta": 0.75}, public=True),
        Case("a single value", {"x": np.array([3.0]), "beta": 0.5}),
        Case("a constant curve", {"x": np.full(3, 4.0), "beta": 0.75}),
        Case("beta = 0", {"x": rng.normal(size=4), "beta": 0.0}),
        Case("a random curve", {"x": rng.normal(size=7), "beta": 0.9}),
    ]


def smooth_oracle(x, beta):
    out = [x[0]]
    for value in x[1:]:
        out.append(beta * out[-1] + (1 - beta) * value)
    return np.array(out)


def smooth_with_scan(x, beta):
    def step(m, value):
        m = beta * m + (1 - beta) * value
        return m, m

    return jax.lax.scan(step, x[0], x)[1]


def smooth_in_place(x, beta):
    m = np.array(x, dtype=float)
    for t in range(1, len(m)):
        m[t] = beta * m[t - 1] + (1 - beta) * m[t]
    return m


def smooth_exchanged(x, beta):
    out = [x[0]]
    for value in x[1:]:
        out.append((1 - beta) * out[-1] + beta * value)
    return np.array(out)


def smooth_from_zero(x, beta):
    m, out = 0.0, []
    for value in x:
        m = beta * m + (1 - beta) * value
        out.append(m)
    return jnp.array(out)


def smooth_plain_mean(x, beta):
    return jnp.cumsum(x) / jnp.arange(1, len(x) + 1)


SMOOTH = Exercise("90.1", ("smooth",), "Smooth a noisy curve", 2, 8, 2, smooth_inputs)
SMOOTH_JUDGE = Judge(
    "90.1",
    smooth_oracle,
    "a large beta is a long memory, about 1/(1 − beta) steps.",
    misconceptions=(
        Misconception(
            "exchanged",
            "Your curve follows the noise more as beta grows; which factor belongs to the past?",
            smooth_exchanged,
        ),
        Misconception(
            "from zero", "Right from a distance, but your curve starts at (1 − beta)·x₀. What is m₀?", smooth_from_zero
        ),
        Misconception(
            "plain mean", "That is the plain mean of everything so far: beta changes nothing.", smooth_plain_mean
        ),
    ),
    alternatives=(smooth_with_scan, smooth_in_place),
    properties=(
        Property(
            "constant in, constant out",
            lambda case, seen: case.name != "a constant curve" or np.allclose(decode_array(seen["returned"]), 4.0),
            "constant in, constant out does not hold: try x = [4, 4, 4].",
        ),
    ),
)


# --- pytrees --------------------------------------------------------------------------------------------------------


def halve_inputs(seed):
    rng = np.random.default_rng(seed)
    return [
        Case("the example of the task", {"params": {"w": np.array([2.0, 4.0]), "b": np.array(6.0)}}, public=True),
        Case("a nested tree", {"params": [(rng.normal(size=(2, 3)), rng.normal(size=2)), {"s": rng.normal(size=1)}]}),
    ]


def halve_oracle(params):
    if isinstance(params, dict):
        return {name: halve_oracle(value) for name, value in params.items()}
    if isinstance(params, (list, tuple)):
        return type(params)(halve_oracle(value) for value in params)
    return np.asarray(params) / 2


def halve_tree_map(params):
    return jax.tree.map(lambda p: 0.5 * p, params)


def halve_flat(params):
    leaves, structure = jax.tree.flatten(params)
    return jax.tree.unflatten(structure, [leaf / 2 for leaf in leaves])


def halve_doubles(params):
    return jax.tree.map(lambda p: 2 * p, params)


def halve_in_place(params):
    for leaf in jax.tree.leaves(params):
        leaf /= 2
    return params


HALVE = Exercise("90.2", ("halve",), "Halve every parameter", 1, 4, 1, halve_inputs)
HALVE_JUDGE = Judge(
    "90.2",
    halve_oracle,
    "jax.tree.map reaches every leaf.",
    misconceptions=(
        Misconception("doubles", "Your parameters grow.", halve_doubles),
        Misconception(
            "in place",
            "You change the caller's own arrays (and JAX arrays not at all): return new ones.",
            halve_in_place,
        ),
    ),
    alternatives=(halve_tree_map, halve_flat),
)


# --- functions as arguments, and functions as results ----------------------------------------------------------------


def compose_inputs(seed):
    shift = float(np.random.default_rng(seed).integers(2, 9))
    double = CountedFunction(lambda x: 2 * x, "f(x) = 2x")
    add = CountedFunction(lambda x: x + shift, "g(x) = x + c", limit=50)
    return [Case("doubling, then adding", {"f": double, "g": add})]


def compose_observe(answers, case):
    composed = answers["compose"](*case.arguments.values())
    return {"returned": encode([composed(float(x)) for x in (0, 1, 5)]), "changes": []}


def compose_oracle(f, g):
    return lambda x: g(f(x))


def compose_named(f, g):
    def both(x):
        return g(f(x))

    return both


def compose_reduce(f, g):
    import functools

    return functools.partial(functools.reduce, lambda value, function: function(value), (f, g))


def compose_other_order(f, g):
    return lambda x: f(g(x))


def compose_searches_for_ever(f, g):
    def search(x):
        while g(x) != f(x) + 1e9:
            pass
        return x

    return search


COMPOSE = Exercise("90.3", ("compose",), "Compose two functions", 1, 4, 1, compose_inputs, observe=compose_observe)
COMPOSE_JUDGE = Judge(
    "90.3",
    compose_oracle,
    "a function is a value like any other.",
    misconceptions=(
        Misconception("other order", "You apply g first.", compose_other_order),
        Misconception("for ever", "Your search never ends.", compose_searches_for_ever),
    ),
    alternatives=(compose_named, compose_reduce),
)


# --- stateful objects: a scripted list of calls with a fake clock ---------------------------------------------------


def bucket_inputs(seed):
    gaps = np.random.default_rng(seed).choice([0.0, 0.5, 3.0], size=12).tolist()
    return [
        Case("the example of the task", {"capacity": 2, "per_second": 1.0, "gaps": [0.0, 0.0, 0.0, 1.0]}, public=True),
        Case("a long pause", {"capacity": 2, "per_second": 1.0, "gaps": [0.0, 100.0, 0.0, 0.0, 0.0]}),
        Case("requests at random times", {"capacity": 3, "per_second": 0.5, "gaps": gaps}),
    ]


def bucket_observe(answers, case):
    now = [0.0]
    bucket = answers["Bucket"](case.arguments["capacity"], case.arguments["per_second"], clock=lambda: now[0])
    trace = []
    for gap in case.arguments["gaps"]:
        now[0] += gap
        trace.append(bool(bucket.allow()))
    return {"returned": encode(np.array(trace)), "changes": []}


class BucketOracle:
    def __init__(self, capacity, per_second, clock):
        self.capacity, self.per_second, self.clock = capacity, per_second, clock
        self.tokens, self.last = float(capacity), clock()

    def allow(self):
        now = self.clock()
        self.tokens = min(self.capacity, self.tokens + (now - self.last) * self.per_second)
        self.last = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class BucketByDebt:
    def __init__(self, capacity, per_second, clock):
        self.capacity, self.per_second, self.clock, self.full_at = capacity, per_second, clock, clock()

    def allow(self):
        start = max(self.full_at, self.clock())
        if (start - self.clock()) * self.per_second + 1 > self.capacity:
            return False
        self.full_at = start + 1 / self.per_second
        return True


class BucketUnbounded:
    def __init__(self, capacity, per_second, clock):
        self.per_second, self.clock = per_second, clock
        self.tokens, self.last = float(capacity), clock()

    def allow(self):
        now = self.clock()
        self.tokens, self.last = self.tokens + (now - self.last) * self.per_second, now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class BucketNeverFilled:
    def __init__(self, capacity, per_second, clock):
        self.tokens = capacity

    def allow(self):
        self.tokens -= 1
        return self.tokens >= 0


BUCKET = Exercise("90.4", ("Bucket",), "Count requests", 2, 12, 3, bucket_inputs, observe=bucket_observe)
BUCKET_JUDGE = Judge(
    "90.4",
    BucketOracle,
    "a bucket forgives a burst and forbids a flood.",
    misconceptions=(
        Misconception("unbounded", "After a long pause your bucket lets a flood through.", BucketUnbounded),
        Misconception("never filled", "Your bucket is never filled again.", BucketNeverFilled),
    ),
    alternatives=(BucketByDebt,),
)


# --- random functions: invariants and statistics over many keys ------------------------------------------------------

DRAWS = 400


def noise_inputs(seed):
    return [Case("ten values, sigma = 3", {"n": 10, "sigma": 3.0, "seed": seed})]


def noise_observe(answers, case):
    keys = jax.random.split(jax.random.key(case.arguments["seed"]), DRAWS)
    n, sigma = case.arguments["n"], case.arguments["sigma"]
    draws = np.stack([np.asarray(answers["noise"](key, n, sigma)) for key in keys])
    again = np.asarray(answers["noise"](keys[0], n, sigma))
    statistics = {
        "shape": list(draws.shape[1:]),
        "same key, same values": bool(np.array_equal(again, draws[0])),
        "other key, other values": bool(not np.array_equal(draws[0], draws[1])),
        "mean": encode(float(draws.mean() + 10)),  # shifted, since a relative tolerance means nothing at zero
        "standard deviation": encode(float(draws.std())),
    }
    return statistics


def noise_oracle(key, n, sigma):
    seed = np.asarray(jax.random.key_data(key)).tolist()
    return np.random.default_rng(seed).normal(scale=sigma, size=n)


def noise_jax(key, n, sigma):
    return sigma * jax.random.normal(key, (n,))


def noise_scaled(key, n, sigma):
    return jax.random.normal(key, (n,)) * jnp.full(n, sigma)


def noise_variance(key, n, sigma):
    return jnp.sqrt(sigma) * jax.random.normal(key, (n,))


def noise_fixed_seed(key, n, sigma):
    return sigma * jax.random.normal(jax.random.key(0), (n,))


# 4,000 draws: the sample's standard deviation has a relative error of 1/√8000 = 1.1 %, so 8 % are seven of them;
# the mean has an error of 3/√4000 = 0.047 on 10, and 8 % of 10 are seventeen of them. Both miss with chance < 1e-11.
NOISE = Exercise("90.5", ("noise",), "Draw Gaussian noise", 1, 5, 2, noise_inputs, observe=noise_observe)
NOISE_JUDGE = Judge(
    "90.5",
    noise_oracle,
    "sigma is a standard deviation, not a variance.",
    misconceptions=(
        Misconception("variance", "Your spread is √sigma: is sigma a variance here?", noise_variance),
        Misconception("fixed seed", "Every key gives you the same noise: where does the key enter?", noise_fixed_seed),
    ),
    alternatives=(noise_jax, noise_scaled),
    rtol=0.08,
)


# --- trained models: predictions on held-out inputs, a threshold above the baseline -----------------------------------


def line_inputs(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(200, 2))
    y = (x @ np.array([2.0, -1.0]) > 0).astype(int)
    return [Case("100 rows that training never saw", {"x_train": x[:100], "y_train": y[:100], "x_test": x[100:]})]


def line_observe(answers, case):
    predict = answers["train"](case.arguments["x_train"], case.arguments["y_train"])
    return {"returned": encode(np.asarray(predict(case.arguments["x_test"])).astype(int)), "changes": []}


def line_accuracy(case, seen):
    labels = (case.arguments["x_test"] @ np.array([2.0, -1.0]) > 0).astype(int)  # the judge knows the rule
    return float(np.mean(decode_array(seen["returned"]) == labels))


def line_least_squares(x, y):
    w = np.linalg.lstsq(x, 2 * y - 1, rcond=None)[0]
    return lambda z: z @ w > 0


def line_perceptron(x, y):
    w = np.zeros(2)
    for _ in range(20):
        for row, label in zip(x, 2 * y - 1, strict=True):
            w += row * label * (label * (row @ w) <= 0)
    return lambda z: (z @ w > 0).astype(int)


def line_majority(x, y):
    return lambda z: np.full(len(z), round(y.mean()))


def line_one_feature(x, y):
    return lambda z: z[:, 1] < 0


LINE = Exercise("90.6", ("train",), "Separate two classes", 3, 15, 4, line_inputs, observe=line_observe)
LINE_JUDGE = Judge(
    "90.6",
    None,
    "a line is enough when the classes are separable.",
    misconceptions=(Misconception("majority", "You always answer the same class.", line_majority),),
    alternatives=(line_least_squares, line_perceptron),
    properties=(
        Property(
            "accuracy at least 0.9",
            lambda case, seen: line_accuracy(case, seen) >= 0.9,
            lambda case, seen: f"accuracy {line_accuracy(case, seen):.2f}, at least 0.90 is wanted.",
        ),
    ),
)

# --- several names ---------------------------------------------------------------------------------------------------


def pair_inputs(seed):
    x = np.random.default_rng(seed).normal(size=4)
    return [
        Case("three values", {"x": np.array([1.0, 2.0, 3.0])}, public=True, function="centre"),
        Case("random values", {"x": x}, function="spread"),
    ]


def pair_centre(x):
    return np.mean(x)


def pair_spread(x):
    return np.std(x)


def pair_centre_jax(x):
    return jnp.sum(x) / x.shape[0]


def pair_spread_jax(x):
    return jnp.sqrt(jnp.mean((x - jnp.mean(x)) ** 2))


def pair_spread_sample(x):
    return jnp.std(x, ddof=1)


PAIR = Exercise("90.7", ("centre", "spread"), "Centre and spread", 1, 4, 1, pair_inputs)
PAIR_JUDGE = Judge(
    "90.7",
    {"centre": pair_centre, "spread": pair_spread},
    "two numbers say much of a sample.",
    misconceptions=(Misconception("n − 1", "You divide by n − 1.", {"spread": pair_spread_sample}),),
    alternatives=({"centre": pair_centre_jax, "spread": pair_spread_jax},),
)

TOYS = (
    (SMOOTH, SMOOTH_JUDGE),
    (HALVE, HALVE_JUDGE),
    (COMPOSE, COMPOSE_JUDGE),
    (BUCKET, BUCKET_JUDGE),
    (NOISE, NOISE_JUDGE),
    (LINE, LINE_JUDGE),
    (PAIR, PAIR_JUDGE),
)
