"""How fast a photograph is filtered, beside the tools a person would otherwise reach for; and how soon it is seen.

`table` lets `convolve` filter a photograph-sized picture beside scipy and PyTorch. `browser_table` moves one number of
the feature in the photo explorer of lesson 17, in a real JupyterLab, beside the same filter redrawn by matplotlib in
`ipywidgets.interact`. Run it with `python -m benchmarks.photo`, on a machine that does nothing else.
"""

import statistics
from functools import partial
from itertools import cycle, islice

import numpy as np
from scipy.ndimage import correlate

from benchmarks.browser import BENCH, drag, progress, rest, row, spread, timed
from benchmarks.convolution import race, torch, with_convlib, with_scipy, with_torch
from benchmarks.race import microseconds
from benchmarks.race import table as as_table
from convlib.data.photos import FILTERS, grey, photograph
from tests.browser.lab import Lab

EDITS = 30  # of one number, for each contestant
BLOCK = 5  # before the other contestant's turn
DRAG = 2  # seconds
RATE = 60  # moves of the hand a second

SETUP = """
import matplotlib.pyplot as plt
from ipywidgets import interact

from convlib.ops import convolve
from convlib.data.photos import FILTERS, grey, photograph
from convlib.widgets import PhotoExplorer

photo = grey(photograph())
"""

EXPLORER = """
explorer = PhotoExplorer(pixel=4)
explorer
"""

INTERACT = """
def draw(number=0.0):
    feature = FILTERS["vertical edge"].feature.astype("float32")
    feature[1, 1] = number
    result = convolve(photo, feature, padding=1) * (9 / 2)
    figure, axes = plt.subplots(1, 2, figsize=(10.4, 6))
    for axis, picture in zip(axes, (photo, result)):
        axis.imshow(picture, cmap="gray", vmin=-1, vmax=1)
        axis.set_axis_off()
    figure.tight_layout()
    plt.show()

interact(draw, number=(-9.0, 9.0, 0.5))
"""

# A canvas is given its width anew whenever it is painted.
WATCH = """() => {
    const canvas = document.querySelectorAll(".convlib-photo canvas")[1];
    const whenever = (act) => {
        const observer = new MutationObserver(() => act(observer));
        observer.observe(canvas, { attributeFilter: ["width"] });
    };
    bench.photo = async () => {
        const pressed = new Promise((found) => {
            document.addEventListener("keydown", (event) => found(event.timeStamp), { capture: true, once: true });
        });
        await new Promise((done) => whenever((observer) => (observer.disconnect(), done())));
        return await new Promise((done) => requestAnimationFrame(() => setTimeout(async () =>
            done(performance.now() - await pressed))));
    };
    bench.follow = () => {
        bench.painted = [];
        whenever(() => bench.painted.push(performance.now()));
        document.addEventListener("pointerup", (event) => { bench.released = event.timeStamp },
                                  { capture: true, once: true });
    };
}"""


def table():
    """Time one and three features on a photograph of 512 x 512 pixels; return the results as a markdown table."""
    picture = grey(photograph())[:512]
    three = np.stack([FILTERS[name].feature for name in ("blur", "sharpen", "vertical edge")]).astype(np.float32)
    peers = {"scipy.signal correlate": with_scipy, "scipy.ndimage correlate": with_ndimage,
             **({"torch conv2d": with_torch} if torch else {})}
    names = [cell for peer in peers for cell in (peer, f"{peer} / convolve")]
    rows = [["a photograph, 512 x 512", "convolve", *names, "wanted"]]
    for task, features in {"one feature": three[-1:], "three features": three}.items():
        ours, *theirs = race([make(picture, features) for make in (with_convlib, *peers.values())])
        cells = [cell for peer in theirs for cell in (microseconds(peer), f"{peer / ours:.1f}")]
        rows.append([task, microseconds(ours), *cells, "scipy.signal / convolve ≥ 1"])
    return "\n".join([as_table(*rows), "", "float32, features of 3 x 3, only whole windows."])


def with_ndimage(picture, features):
    features = features / np.float32(features[0].size)

    def run():
        return [correlate(picture, feature, mode="constant")[1:-1, 1:-1] for feature in features]

    return run


def browser_table():
    """Measure the explorer and interact in one JupyterLab; return the results as two markdown tables."""
    with Lab() as lab:
        progress("the photographs open")
        notebook = lab.open(lab.write("photo.ipynb", [SETUP, EXPLORER, INTERACT]))
        notebook.page.set_viewport_size({"width": 1400, "height": 1000})
        notebook.run_all()
        notebook.page.evaluate(BENCH)
        notebook.page.evaluate(WATCH)
        progress(f"{EDITS} numbers changed each")
        ours, theirs = time_edits(notebook)
        progress(f"a drag of {DRAG} seconds")
        dragged = time_drag(notebook)
    ratio = statistics.median(theirs) / statistics.median(ours)
    edits = [["from → to painted", "explorer", "interact", "interact / explorer"], ["---", "---:", "---:", "---:"],
             ["key on the slider → photograph filtered", spread(ours), spread(theirs), f"{ratio:.1f}"]]
    drags = [[f"the slider dragged for {DRAG} seconds", "explorer"], ["---", "---:"], *dragged]
    said = f"600 x 512 pixels. The median (and the 95th percentile) of {EDITS} keys."
    return "\n".join([*map(row, edits), "", said, "", *map(row, drags)])


def time_edits(notebook):
    """How long a key on the slider takes to the filtered photograph: in the explorer, and in interact."""
    page = notebook.page
    keys = islice(cycle(["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"]), EDITS)
    blocks = list(zip(*[iter(keys)] * BLOCK, strict=True))
    ours, theirs = [], []
    for block in blocks:
        for times, what, slider in ((ours, "photo", page.locator(".convlib-explorer .noUi-handle").first),
                                    (theirs, "interact", page.locator(".widget-interact .noUi-handle"))):
            slider.scroll_into_view_if_needed()
            slider.focus()
            times += [timed(notebook, what, partial(page.keyboard.press, key), kind="keydown") for key in block]
    return ours, theirs


def time_drag(notebook):
    """Drag the slider of one number through its range, and count the pictures that the page paints: rows of a table."""
    page = notebook.page
    slider = page.locator(".convlib-explorer .noUi-handle").first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    swing = np.sin(np.linspace(0, 4 * np.pi, DRAG * RATE, endpoint=False))
    points = [(x + 40 * share, y) for share in [*swing.tolist(), 1]]
    rest(notebook)
    drag(page, points, range(len(points)), RATE, watch="bench.follow()")
    page.wait_for_timeout(2000)
    painted, released = page.evaluate("() => [bench.painted, bench.released]")
    during = [moment for moment in painted if moment < released]
    lag = max(painted) - released
    return [["photographs painted a second", f"{len(during) / DRAG:.0f}"],
            ["after release: the last one painted", f"{max(lag, 0):.0f} ms"]]


def main():
    print(table())
    print()
    print(browser_table())


if __name__ == "__main__":
    main()
