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
    "KnobsExplorer": ["_bar"],  # hidden; it keeps where it stood
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
        other.network, other.steps = explorer.network, explorer.steps
        other.pad.picture, other.pad.pen = explorer.pad.picture, explorer.pad.pen
        other._rest()
    if not wanted:  # all that can be changed is where the window stands
        for grid, same in zip(grids(explorer), grids(other), strict=True):
            same.here.value = grid.here.value
    return other


def shown(explorer):
    """All that it shows: {what: how}, without the line of what it has said."""
    history = HISTORY.get(type(explorer).__name__, [])
    left_out = [getattr(explorer, name, None) for name in ["_line", *history]]
    look = {}
    for number, part in enumerate(parts(explorer)):
        if part in left_out:
            continue
        name = f"{number} {type(part).__name__}"
        if isinstance(part, PixelGrid):
            looks, index = part.cells()
            cells = [looks[each] for each in index.flat]
            look[f"{name}: {part.caption()}"] = cells, index.shape, part.window, part.stride
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
    if explorer.text() != other.text() and _silent_text(explorer) != _silent_text(other):
        found.append(f"its text is\n{explorer.text()}\nand its twin's\n{other.text()}")
    mine, others = shown(explorer), shown(other)
    return found + [f"{name}: {mine.get(name)!r:.300}, and its twin {others.get(name)!r:.300}"
                    for name in {**mine, **others} if not equal(mine.get(name), others.get(name))]


def _silent_text(explorer):
    """Its text without what it has said."""
    said = explorer.said() if hasattr(explorer, "said") else ""
    return [line for line in explorer.text().splitlines() if line not in ("", said)]


def equal(one, other):
    """Are two values the same? Of arrays, all numbers."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return type(one) is type(other) and one == other
