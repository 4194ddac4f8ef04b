"""Explorer of cost: a machine of one's own or a service? Price × capacity × utilisation."""

import ipywidgets as ipw
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.plotting import figure, label_point, series
from course_lib.service_cost import break_even_utilisation, own_cost_per_request
from course_lib.widgets import Explorer, Frame

UTILISATIONS = np.geomspace(0.01, 1, 200)
EXAMPLE = {"dollars_per_hour": 2.5, "requests_per_second": 5.0, "price": 0.5, "utilisation": 0.1}  # assumed, not quoted


def own_curve(dollars_per_hour: float, requests_per_second: float) -> np.ndarray:
    """The cost of 1000 requests on a machine of one's own at each of UTILISATIONS.

    Shapes: scalars -> (200,).
    Units:  dollars.
    """
    costs = [own_cost_per_request(dollars_per_hour, requests_per_second, float(u)) for u in UTILISATIONS]
    return 1000 * np.array(costs)


def percent(share: float, digits: int = 0) -> str:
    """A share as the course writes it: 0.28 as "28 %"."""
    return f"{100 * share:.{digits}f} %"


def verdict(dollars_per_hour: float, requests_per_second: float, price: float, utilisation: float) -> str:
    """Say where the two cost the same and which is cheaper at `utilisation`; `price` in dollars per 1000 requests."""
    even = break_even_utilisation(dollars_per_hour, requests_per_second, price / 1000)
    own = 1000 * own_cost_per_request(dollars_per_hour, requests_per_second, utilisation)
    if even > 1:
        where = "Even a machine that never rests costs more than the service. "
    else:
        where = f"Both cost the same at a utilisation of {percent(even, 1)}. "
    if np.isclose(own, price, rtol=5e-3):
        return where + f"At {percent(utilisation)} that is where you are."
    cheaper, factor = ("your own machine", price / own) if own < price else ("the service", own / price)
    times = f"{factor:.1f} times" if factor < 100 else f"more than {factor:.0f} times"
    return (
        f"{where}At {percent(utilisation)} your own costs ${own:.2f} per 1000 requests: {cheaper} is cheaper, {times}."
    )


class _Canvas:
    """The figure: own cost falling with use, the service's price level, their crossing, and where the reader stands."""

    def __init__(self) -> None:
        self.fig, ax = figure(height=3.6, width=6.4)
        self.fig.set_dpi(150)
        _dress(ax)
        self.own = ax.plot(UTILISATIONS, UTILISATIONS, **series(0, marker=""))[0]
        self.service = ax.plot([0.01, 1], [1, 1], **series(1, marker=""))[0]
        self.crossing = ax.plot([], [], "o", color="black", markersize=8)[0]
        self.here = ax.plot([], [], "v", color="#0072B2", markersize=10)[0]
        self.own_name = ax.text(0.0105, 1, "your own machine", color="#0072B2", va="bottom")
        self.service_name = ax.text(0.98, 1, "the service", color="#D55E00", va="bottom", ha="right")
        self.moving = [self.own, self.service, self.crossing, self.here, self.own_name, self.service_name]

    def move(self, dollars_per_hour: float, requests_per_second: float, price: float, utilisation: float) -> None:
        curve = own_curve(dollars_per_hour, requests_per_second)
        self.own.set_ydata(curve)
        self.service.set_ydata([price, price])
        even = break_even_utilisation(dollars_per_hour, requests_per_second, price / 1000)
        self.crossing.set_data([even] if even <= 1 else [], [price] if even <= 1 else [])
        here = 1000 * own_cost_per_request(dollars_per_hour, requests_per_second, utilisation)
        self.here.set_data([utilisation], [here])
        self.own_name.set_position((0.018, 1.12 * float(np.interp(0.018, UTILISATIONS, curve))))
        self.service_name.set_position((0.98, price * 1.06))


def _dress(ax: Axes) -> None:
    ax.set(xscale="log", yscale="log", xlim=(0.01, 1.08), ylim=(0.001, 2000))
    ax.set_xticks([0.01, 0.03, 0.1, 0.3, 1], ["1 %", "3 %", "10 %", "30 %", "100 %"])
    ax.set_yticks([0.001, 0.01, 0.1, 1, 10, 100, 1000], ["0.001", "0.01", "0.1", "1", "10", "100", "1000"])
    ax.minorticks_off()
    ax.set(xlabel="utilisation of your own machine (log)", ylabel="dollars per 1000 requests (log)")
    ax.set_title("● same cost   ▼ where you are")


def _slider(text: str, value: float) -> ipw.FloatLogSlider:
    """A logarithmic slider from a tenth to ten times `value`, which itself lies on one of its steps."""
    return ipw.FloatLogSlider(
        value=value,
        min=np.log10(value) - 1,
        max=np.log10(value) + 1,
        step=0.02,
        description=text,
        readout_format=".2f",
        style={"description_width": "11em"},
        layout=ipw.Layout(width="26em"),
    )


def explore_break_even() -> Explorer:
    """Sliders for the machine's price and capacity, the service's price and the utilisation, above the two costs."""
    canvas = _Canvas()
    controls = {
        "dollars_per_hour": _slider("machine, $ per hour", EXAMPLE["dollars_per_hour"]),
        "requests_per_second": _slider("requests per second", EXAMPLE["requests_per_second"]),
        "price": _slider("service, $ per 1000", EXAMPLE["price"]),
        "utilisation": _slider("utilisation", EXAMPLE["utilisation"]),
    }

    def update(**values: float) -> Frame:
        canvas.move(**values)
        words = verdict(**values)
        return Frame(alt=f"Cost per 1000 requests: own machine falling with use, service level. {words}", text=words)

    return Explorer(canvas.fig, canvas.moving, controls, update)


def draw_break_even() -> Figure:
    """The same picture for the example prices, as a still."""
    fig, ax = figure(height=3.4)
    _dress(ax)
    ax.set_ylim(0.05, 50)
    rates = (EXAMPLE["dollars_per_hour"], EXAMPLE["requests_per_second"])
    even = break_even_utilisation(*rates, EXAMPLE["price"] / 1000)
    ax.plot(UTILISATIONS, own_curve(*rates), **series(0, marker=""))
    ax.axhline(EXAMPLE["price"], **series(1, marker=""))
    ax.plot(even, EXAMPLE["price"], "o", color="black", markersize=7)
    label_point(ax, 0.02, float(own_curve(*rates)[30]), "your own machine", 0, xytext=(10, 8))
    label_point(ax, 0.011, EXAMPLE["price"], "the service", 1, xytext=(0, -9))
    label_point(ax, even, EXAMPLE["price"], f"same cost at {percent(even)}", xytext=(8, 9))
    ax.set_title(f"Busy less than {percent(even)}? Then the service is cheaper")
    return fig
