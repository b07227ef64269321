"""How long a learner waits: for the import of the explorers, and for a cell that shows one.

The peers are what such a cell is made of elsewhere: importing and showing a figure of matplotlib with two pictures of
9 x 9 labelled pixels, which cannot be touched. Run it with `python -m benchmarks.showing`, on a machine that does
nothing else.
"""

import io
import statistics
import subprocess
import sys

import numpy as np

from benchmarks.race import medians, seconds
from benchmarks.race import table as as_table
from convlib import widgets
from convlib.pictures import O, X

TURNS = 9
EXPLORERS = ("FilteringExplorer", "PoolingExplorer", "StackingExplorer", "VotingExplorer", "NetworkExplorer",
             "TrainingExplorer", "ShufflingExplorer", "PhotoExplorer")


def show(name):
    """Make an explorer and all that its cell stores: the live view, the words and the still picture."""
    explorer = getattr(widgets, name)()
    explorer._repr_mimebundle_()
    explorer.close()


def plot():
    """The same for a figure of matplotlib."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 4.5))
    for axis, picture in zip(figure.subplots(1, 2), (X, O), strict=True):
        axis.imshow(picture, cmap="gray")
        for (row, column), pixel in np.ndenumerate(picture):
            axis.text(column, row, f"{pixel:.0f}", ha="center", va="center", color="tab:orange")
    figure.savefig(io.BytesIO(), format="png")


def started(code):
    """The seconds of a new Python that runs some code."""
    return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))


def table():
    """The import, then a cell of each explorer, beside the peer, as markdown."""
    imports = [(started("import convlib.widgets"), started("import matplotlib.pyplot")) for _ in range(TURNS)]
    ours, theirs = map(statistics.median, zip(*imports, strict=True))
    rows = [("importing", f"{ours:.2f} s", f"{theirs:.2f} s", f"{theirs / ours:.1f}")]
    for name in EXPLORERS:
        ours, theirs = medians([lambda name=name: show(name), plot], turns=TURNS)
        rows.append((name, f"{1000 * ours:.0f} ms", f"{1000 * theirs:.0f} ms", f"{theirs / ours:.1f}"))
    return as_table(("until it is there", "convlib", "matplotlib", "matplotlib / convlib"), *rows) + """

Importing is `convlib.widgets` beside `matplotlib.pyplot`; showing is one cell beside a figure of two labelled pictures.
Each is the median of nine turns."""


if __name__ == "__main__":
    print(table())
