"""Figures of calibration: is what a model calls 90 % right in 90 of 100 cases?"""

from collections.abc import Mapping

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from course_lib.metrics import Reliability
from course_lib.plotting import GREY, figure, label_point, series

FEW = 20  # a bin with fewer answers says little, and is drawn pale
PALE = "#E9ECEF"


def draw_reliability(tables: Mapping[str, Reliability]) -> Figure:
    """Draw a reliability diagram for each table: accuracy in bins of confidence, beside the diagonal.

    Bins with fewer than FEW answers are pale, their marks hollow.

    Shapes: each table has (bins,) entries.
    """
    fig, panels = figure(columns=len(tables), width=8.2, height=3.9, sharey=True)
    for i, (ax, (name, table)) in enumerate(zip(panels, tables.items(), strict=True)):
        edges, counts = np.asarray(table.edges), np.asarray(table.counts)
        full = counts > 0
        middles, width = (edges[:-1] + edges[1:])[full] / 2, edges[1] - edges[0]
        accuracy, confidence = np.asarray(table.accuracy)[full], np.asarray(table.confidence)[full]
        few, color = counts[full] < FEW, series(i)["color"]
        ax.bar(middles, accuracy, 0.92 * width, color=[PALE if one else to_rgba(color, 0.35) for one in few])
        ax.plot([0, 1], [0, 1], color=GREY, linewidth=1)
        ax.plot(confidence[few], accuracy[few], **series(i, linestyle="", markersize=6, markerfacecolor="white"))
        ax.plot(confidence[~few], accuracy[~few], **series(i, linestyle="", markersize=6))
        for x, count in zip(middles, counts[full], strict=True):
            ax.text(x, 0.02, f"{count:,}", ha="center", va="bottom", fontsize=8, rotation=90)
        ax.set(xlabel="confidence: what the model says", xlim=(0, 1.02), ylim=(0, 1.02), title=name)
    panels[0].set_ylabel("accuracy: what is true")
    for ax in panels:
        label_point(ax, 0.2, 0.22, "calibrated", xytext=(-4, 4), ha="right", color=GREY)
    return fig
