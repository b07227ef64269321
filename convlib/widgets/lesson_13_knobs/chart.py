"""The chart of lesson 13: what was tried side by side, by the knob in which it differs."""

from ...experiments.plans import TITLES, in_short
from ...show import look
from ...show.sketch import Axes, Bar, Dot, Line, Words

SIZE = 940, 196  # of the chart, in pixels
TOP, HIGH = 34, 112  # of its panels, which stand side by side
ACCURACIES = 0.4, 1  # the ends of every scale of accuracy; guessing gets half
PERCENTS = range(40, 101, 20)  # what is marked on it


def shapes_of(knob, compared):
    """The shapes of a chart. For each value of the knob there are its runs as dots, the middle one as a stroke, its
    weights. ``compared`` has pairs of a value and the `Tried` with it.
    """
    tried = [each for _, each in compared]
    values = {place: in_short(value) for place, (value, _) in enumerate(compared)}
    name = TITLES[knob] + (": C convolution, R ReLU, P pooling" if knob == "layers" else "")
    below = {} if knob == "layers" or len(tried) > 6 else values  # where it is narrow, there is no room for words
    return [*_runs(46, tried, values, name),
            *_bars(640, "weights", [each.plan.weights for each in tried], below)]


def _runs(left, tried, values, name):
    """The runs of each plan as dots, and the middle one as a stroke. A dashed line stands where guessing does."""
    axes = Axes(left, TOP, 520, HIGH, across=(-0.6, len(tried) - 0.4), up=ACCURACIES)
    least, most = axes.across
    shapes = [axes.curve([(least, 0.5), (most, 0.5)], look.MIDDLE_GREY, 1, dashed=True),
              Words(*axes.at(most, 0.47), "guessing", 11, anchor="end"),
              *axes.frame(values, {percent / 100: f"{percent} %" for percent in PERCENTS}, name,
                          "accuracy on unseen pictures")]
    for place, each in enumerate(tried):
        x, y = axes.at(place, each.middle)
        shapes += [*(Dot(*axes.at(place, run.accuracy), 4, look.BLUE) for run in each.runs),
                   Line([(x - 14, y), (x + 14, y)], width=3), Words(x + 18, y, f"{100 * each.middle:.0f} %", 12)]
    return shapes


def _bars(left, title, numbers, values):
    """A bar for each number, with the number above."""
    axes = Axes(left, TOP, 280, HIGH, across=(-0.6, len(numbers) - 0.4), up=(0, 1.12 * max(numbers)))
    wide, shapes = 0.6 * axes.width / len(numbers), axes.frame(values, {}, title=title)
    for place, number in enumerate(numbers):
        x, y = axes.at(place, number)
        shapes += [Bar(x - wide / 2, y, wide, TOP + HIGH - y, look.BLUE),
                   Words(x, y - 9, str(number), 11, anchor="middle")]
    return shapes
