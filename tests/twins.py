"""The twin of an explorer is a new one with the same state. It works everything out anew, so both must show the same.

    differences(explorer)     # [] where they do

Runs in a test, or in the kernel of a notebook that a browser has worked.
"""

import inspect

import ipywidgets
import numpy as np

from convlib.grid import PixelGrid
from convlib.widgets.examples import EXAMPLES
from convlib.widgets.photo_view import PhotoView

# What tells of how it came to this state, and so is not the same in a twin.
HISTORY = {
    "ConvolvingExplorer": ["marks"],  # what the last stroke has changed
    "JudgingExplorer": ["_where_from"],  # the name of the file
    "PassageExplorer": ["_box"],  # what was typed and is no phrase
    "TextExplorer": ["_box"],
    "TrainingExplorer": ["_curves"],
}


def parts(widget):
    """A widget and all in it, in the order of the page; also cursors, which no page shows."""
    yield widget
    for name in ("here", "frame"):
        if getattr(widget, name, None) is not None:
            yield from parts(getattr(widget, name))
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def grids(explorer):
    """The grids that it shows, in the order of the page."""
    return [part for part in parts(explorer) if isinstance(part, PixelGrid)]


def state(explorer):
    """The traits that say all about an explorer."""
    return {name: getattr(explorer, name) for name, trait in explorer.traits().items()
            if trait.this_class.__module__.startswith("convlib.widgets") and name != "running"}


def twin(explorer):
    """A new explorer with the same state."""
    if getattr(explorer, "refusal", ""):  # of a text that was refused nothing shows but the refusal
        explorer.source = next(iter(EXAMPLES.values()))()
    wanted, other = state(explorer), type(explorer)
    taken = inspect.signature(other).parameters.values()
    given = {each.name: getattr(explorer, each.name) for each in taken if hasattr(explorer, each.name)}
    if any(each.kind is each.VAR_KEYWORD for each in taken):
        given |= wanted
    other = other(**given)
    for _ in range(3):  # one trait may move another: the picture moves the window
        for name, value in wanted.items():
            if not equal(getattr(other, name), value):
                setattr(other, name, value)
    if hasattr(explorer, "pad"):  # it has learned: the twin looks at what became of its network
        other.network, other.steps, other.pad.picture = explorer.network, explorer.steps, explorer.pad.picture
        other._rest()
    if not isinstance(explorer, type(other)) or not hasattr(explorer, "said"):
        for part, same in zip(parts(explorer), parts(other), strict=True):
            if hasattr(part, "value"):
                same.value = part.value
    return other


def shown(explorer):
    """All that it shows: {what: how}, without the line of what it has said."""
    history = HISTORY.get(type(explorer).__name__, [])
    left_out = [getattr(explorer, name, None) for name in ["_line", *history]]
    text = explorer.text()
    look = {"text": text.replace(explorer.said(), "") if getattr(explorer, "said", str)() else text}
    for number, part in enumerate(parts(explorer)):
        if part in left_out or part is getattr(getattr(explorer, "pad", None), "_line", None):
            continue
        name = f"{number} {type(part).__name__}"
        if isinstance(part, PixelGrid):
            looks, index = part.cells()
            look[f"{name}: {part.caption()}"] = [looks[each] for each in index.flat], index.shape, part.window, part.stride
            if "marks" not in history:
                look[f"{name}: {part.caption()}, marks"] = part.marked()
        elif isinstance(part, PhotoView):
            look[name] = part.caption, part.size, part.pixels
        elif hasattr(part, "value") and not isinstance(part, ipywidgets.FileUpload):
            look[name] = part.value
        if hasattr(part, "disabled"):
            look[f"{name} {getattr(part, 'description', '')}, disabled"] = part.disabled
    return look


def differences(explorer):
    """In what an explorer and its twin are not the same, in words."""
    other = twin(explorer)
    found = [f"{name} is {value!r:.200}, but cannot be: its twin has {getattr(other, name)!r:.200}"
             for name, value in state(explorer).items() if not equal(getattr(other, name), value)]
    mine, others = shown(explorer), shown(other)
    return found + [f"{name}: {mine.get(name)!r:.300}, and its twin {others.get(name)!r:.300}"
                    for name in {**mine, **others} if not equal(mine.get(name), others.get(name))]


def equal(one, other):
    """Are two values the same? Of arrays, all numbers."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return type(one) is type(other) and one == other
