"""Charts of published models over the years, labelled at the points."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.large_models import LargeModel
from course_lib.plotting import GREY, figure, label_point
from course_lib.scale import log10_trend, training_flops

KINDS = {"vision": ("s", "#D55E00"), "speech": ("^", "#009E73"), "language": ("o", "#0072B2")}
BEHIND_LABEL = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.6}
# Where a label stands: (x, y) in points from the marker, and its alignment. A model without an entry has no label.
HISTORY_PLACES = {
    "LeNet-5": (0, 10, "center"),
    "AlexNet": (-7, 2, "right"),
    "ResNet-152": (0, -10, "center"),
    "Transformer (big)": (7, -3, "left"),
    "GPT-2": (7, 0, "left"),
    "GPT-3": (-7, 2, "right"),
    "Switch-C": (-7, 2, "right"),
    "Whisper large": (7, 0, "left"),
    "ViT-22B": (7, -4, "left"),
    "DeepSeek-V4-Pro": (22, 11, "right"),
}
RECENT_PLACES = {
    "Transformer (big)": (7, 0, "left"),
    "BERT-Large": (7, 0, "left"),
    "GPT-2": (7, 0, "left"),
    "T5-11B": (7, 0, "left"),
    "GPT-3": (-7, 0, "right"),
    "Switch-C": (7, 0, "left"),
    "Gopher": (-7, 4, "right"),
    "Chinchilla": (-7, 0, "right"),
    "PaLM": (-7, 4, "right"),
    "BLOOM": (5, 6, "left"),
    "GLM-130B": (7, -5, "left"),
    "Whisper large": (7, 0, "left"),
    "ViT-22B": (7, 0, "left"),
    "LLaMA 65B": (7, 0, "left"),
    "Falcon-180B": (7, 2, "left"),
    "Mixtral 8x7B": (-7, 0, "right"),
    "Llama 3.1 405B": (-6, 6, "right"),
    "DeepSeek-V3": (-7, 6, "right"),
    "OLMo 2 32B": (-5, -9, "right"),
    "Qwen3-235B": (4, -10, "right"),
    "Kimi K2": (-6, 6, "right"),
    "gpt-oss-120b": (7, 0, "left"),
    "DeepSeek-V4-Pro": (-7, 6, "right"),
}
FLOPS_PLACES = {
    "Transformer (big)": (7, 0, "left"),
    "BERT-Large": (7, 0, "left"),
    "T5-11B": (7, 0, "left"),
    "GPT-3": (-7, 2, "right"),
    "Gopher": (-7, 3, "right"),
    "Chinchilla": (5, 8, "left"),
    "PaLM": (-7, 3, "right"),
    "BLOOM": (-4, -10, "right"),
    "GLM-130B": (6, -6, "left"),
    "LLaMA 65B": (8, 0, "left"),
    "Falcon-180B": (-7, 2, "right"),
    "Llama 3.1 405B": (-7, 3, "right"),
    "DeepSeek-V3": (-3, -9, "right"),
    "Qwen3-235B": (-4, 9, "center"),
    "Kimi K2": (8, 0, "left"),
    "OLMo 2 32B": (7, -4, "left"),
    "DeepSeek-V4-Pro": (0, 10, "center"),
}


# Labels that stand at the lower marker, where no line of a neighbour runs through them.
AT_ACTIVE = ("Mixtral 8x7B", "Qwen3-235B", "gpt-oss-120b")
NOTES = {"Switch-C": " (its active part: not stated)"}
ACTIVE_LOOK = {"marker": "D", "markersize": 4.5, "color": "#0072B2", "markerfacecolor": "white", "linestyle": ""}


def draw_history(models: Sequence[LargeModel]) -> Figure:
    """Parameters of every model against its date, with the line of steady growth that fits all of them best."""
    fig, ax = figure(width=6.6, height=3.9)
    for model in models:
        _point(ax, model, model.parameters, HISTORY_PLACES)
    slope, at_zero = log10_trend([m.year for m in models], [m.parameters for m in models])
    years = [1998.5, 2026.5]
    ax.plot(years, [10 ** (at_zero + slope * year) for year in years], color=GREY, linewidth=1, linestyle=(0, (5, 4)))
    look = {"color": GREY, "xytext": (-8, 4), "ha": "right"}
    label_point(ax, 2006, 10 ** (at_zero + slope * 2006), f"fit: × {10**slope:.1f} a year", **look)
    _legend(ax)
    ax.set(yscale="log", xlim=(1997, 2028), ylim=(1e4, 1e13), xlabel="year", ylabel="parameters (log)")
    ax.set_title("From sixty thousand parameters to more than a trillion")
    return fig


def draw_recent(models: Sequence[LargeModel]) -> Figure:
    """Parameters since 2017, all named; an open diamond below shows what a mixture of experts uses for one token."""
    fig, ax = figure(width=7.6, height=4.6)
    for model in models:
        if model.year < 2017:
            continue
        if model.active_parameters:
            ax.plot([model.year] * 2, [model.parameters, model.active_parameters], color=GREY, linewidth=0.8)
            ax.plot(model.year, model.active_parameters, **ACTIVE_LOOK)
        labelled = model.active_parameters if model.name in AT_ACTIVE else model.parameters
        _point(ax, model, model.parameters, RECENT_PLACES, label_at=labelled, note=NOTES.get(model.name, ""))
    ax.plot([], [], label="used for one token", **ACTIVE_LOOK)
    _legend(ax)
    ax.set(yscale="log", xlim=(2016.8, 2026.9), ylim=(1e8, 4e12), xlabel="year", ylabel="parameters (log)")
    ax.set_title("The largest model of 2026 is no larger than that of 2021")
    return fig


def draw_training_flops(models: Sequence[LargeModel]) -> Figure:
    """Training FLOPs against date, where data are published: as stated, else 6 · N · D."""
    fig, ax = figure(width=7.6, height=4.2)
    for model in models:
        if model.stated_flops:
            _point(ax, model, model.stated_flops, FLOPS_PLACES)
        elif model.tokens:
            _point(ax, model, training_flops(model.used_parameters, model.tokens), FLOPS_PLACES, filled=False)
    ax.plot([], [], "o", color="#0072B2", label="stated")
    ax.plot([], [], "o", color="#0072B2", markerfacecolor="white", label="computed, 6 · N · D")
    ax.legend(loc="lower right")
    ax.set(yscale="log", xlim=(2016.8, 2027.6), ylim=(5e18, 2e26), xlabel="year", ylabel="training FLOPs (log)")
    ax.set_title("A million times more arithmetic from 2017 to 2024")
    return fig


def _point(
    ax: Axes,
    model: LargeModel,
    amount: float,
    places: dict,
    filled: bool = True,
    label_at: float | None = None,
    note: str = "",
) -> None:
    marker, color = KINDS[model.kind]
    ax.plot(model.year, amount, marker, color=color, markerfacecolor=color if filled else "white")
    if model.name in places:
        x, y, side = places[model.name]
        look = {"xytext": (x, y), "ha": side, "color": color, "fontsize": 8, "bbox": BEHIND_LABEL}
        label_point(ax, model.year, label_at or amount, model.name + note, **look)


def _legend(ax: Axes) -> None:
    for kind, (marker, color) in KINDS.items():
        ax.plot([], [], marker, color=color, label=kind)
    ax.legend(loc="lower right")
