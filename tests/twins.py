"""The twin of an explorer is a new one with the same state. It works everything out anew, so both must show the same.

    differences(explorer)     # [] where they do

Runs in a test, or in the kernel of a notebook that a browser has worked.
"""

import inspect

import ipywidgets
import numpy as np

from convlib.data.tables.examples import EXAMPLES
from convlib.network import deck_network
from convlib.ops import convolve, max_pool, relu, vote
from convlib.pictures import FEATURES
from convlib.show import look
from convlib.show.grid import PixelGrid
from convlib.show.photo_view import PhotoView
from convlib.show.sketch import Sketch

# What tells of how it came to this state, and so is not the same in a twin.
HISTORY = {
    "ConvolvingExplorer": ["marks"],  # what the last stroke has changed
    "JudgingExplorer": ["_where_from"],  # the name of the file
    "NudgingExplorer": ["sketch"],  # the valley before, and where the ball has been
    "PassageExplorer": ["_box"],  # what was typed and is no phrase
    "TextExplorer": ["_box"],
    "TrainingExplorer": ["_curves"],
}
LEFT_OUT = ipywidgets.FileUpload, ipywidgets.Play  # what was chosen; what follows its slider in the browser alone


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
    found = {}
    for number, part in enumerate(parts(explorer)):
        if part in left_out:
            continue
        name = f"{number} {type(part).__name__}"
        if isinstance(part, PixelGrid):
            looks, index = part.cells()
            cells = [looks[each] for each in index.flat]
            found[f"{name}: {part.caption()}"] = cells, index.shape, part.window, part.stride
            if "marks" not in history:
                found[f"{name}: {part.caption()}, marks"] = part.marked()
        elif isinstance(part, PhotoView):
            found[name] = part.caption, part.size, part.pixels
        elif isinstance(part, Sketch):
            found[name] = part.label, part.elements
        elif hasattr(part, "value") and not isinstance(part, LEFT_OUT):
            found[name] = part.value
        if hasattr(part, "disabled"):
            found[f"{name} {getattr(part, 'description', '')}, disabled"] = part.disabled
    return found


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
    """Its text without what it has said, and what tells of how it came to this state."""
    told = [explorer.said() if hasattr(explorer, "said") else ""]
    history = [getattr(explorer, name, None) for name in HISTORY.get(type(explorer).__name__, [])]
    told += [part.text() for part in history if hasattr(part, "text")]
    return [line for line in explorer.text().splitlines() if line not in ("", *told)]


def equal(one, other):
    """Are two values the same? Of arrays, all numbers; of a number, all digits but the last, which are rounding."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    if isinstance(one, float) and isinstance(other, float):
        return np.isclose(one, other, rtol=1e-12, atol=1e-12)
    return type(one) is type(other) and one == other


# What a page must show.


def on_page(explorer):
    """What a page must show of an explorer, as `tests/browser/acts.py` reads it there."""
    found = {"grids": [], "html": [], "lists": [], "buttons": [], "toggles": [], "switches": [], "boxes": [],
             "sliders": [], "fields": [], "photos": [], "sketches": []}
    for part in displayed(explorer):
        if isinstance(part, PixelGrid):
            found["grids"].append(_grid_on_page(part))
        elif isinstance(part, PhotoView):
            shades = np.frombuffer(part.pixels, np.uint8).reshape(*part.size, -1)
            three = np.broadcast_to(shades, (*part.size, 3))  # a grey one has one shade for all three colours
            found["photos"].append([part.caption, part.size, three.sum(axis=(1, 2)).tolist()])
        elif isinstance(part, Sketch):
            shapes = [[each["tag"], each["place"], each["words"]] for each in part.elements]
            found["sketches"].append([part.label, shapes])
        elif isinstance(part, ipywidgets.HTML):
            found["html"].append(part.value)
        elif isinstance(part, ipywidgets.Dropdown):
            found["lists"].append(-1 if part.index is None else part.index)
        elif isinstance(part, ipywidgets.Button):
            found["buttons"].append([part.description, part.disabled])
        elif isinstance(part, ipywidgets.ToggleButtons):
            found["toggles"].append(-1 if part.index is None else part.index)
        elif isinstance(part, ipywidgets.ToggleButton):
            found["switches"].append([part.description, part.value])
        elif isinstance(part, ipywidgets.Checkbox):
            found["boxes"].append(part.value)
        elif isinstance(part, ipywidgets.SelectionSlider):
            found["sliders"].append(part.index)
        elif isinstance(part, (ipywidgets.IntSlider, ipywidgets.FloatSlider)):
            found["sliders"].append(round(part.value, 2))
        elif isinstance(part, (ipywidgets.Text, ipywidgets.BoundedIntText, ipywidgets.Textarea)):
            found["fields"].append(str(part.value))
    return found


def displayed(widget):
    """A widget and all in it, in the order of the page."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from displayed(child)


def _grid_on_page(grid):
    """A grid's caption, its cells, how many of them are outlined, and the cell that the window begins at."""
    looks, index = grid.cells()
    index = index.reshape(grid.panels, grid.rows, grid.columns)
    cells = []
    for (panel, row, column), number in np.ndenumerate(index):
        name = f"{grid.names[panel]}, " if panel < len(grid.names) and grid.names[panel] else ""
        fill, _, label, exact = looks[number]
        cells.append([fill, label, f"{name}row {row}, column {column}: {exact}"])
    begins = None
    if grid.here is not None and not grid.pens and grid.here.value < grid.places:
        row, column = grid.window_corner()
        panel = grid.here.value // (grid.rows_of_places * grid.columns_of_places)
        begins = (panel * grid.rows + row) * grid.columns + column
    return {"caption": grid.caption(), "cells": cells, "marks": len(grid.marked()),
            "window": "drawn" if grid.pens else begins}


def by_ops(explorer):
    """What some grids must show, worked out here with ``ops`` alone: {name of the grid: numbers}."""
    name, maps = type(explorer).__name__, {}
    if name == "FilteringExplorer":
        maps["map"] = convolve(explorer.picture, explorer.feature)
    elif name == "ConvolvingExplorer":
        maps["map"] = convolve(explorer.picture, explorer.feature, explorer.stride, explorer.padding)
    elif name == "LayerExplorer":
        maps = {f"{name} map": convolve(explorer.picture, feature) for name, feature in FEATURES.items()}
    elif name == "PoolingExplorer":
        maps["pooled"] = max_pool(convolve(explorer.picture, explorer.feature), explorer.window, explorer.stride)
    elif name == "RectifyingExplorer":
        maps["rectified"] = relu(convolve(explorer.picture, explorer.feature))
    elif name == "NetworkExplorer":
        features = np.stack([*FEATURES.values()])
        pooled = max_pool(max_pool(relu(convolve(explorer.picture, features))))
        maps["votes"] = vote(pooled.ravel(), deck_network().layers[-1].weights)
    return maps


def against_ops(explorer):
    """In which grids an explorer does not show what ``ops`` says, in words."""
    wrong = []
    for name, numbers in by_ops(explorer).items():
        looks, index = explorer.grids[name].cells()
        printed = getattr(explorer, "told", look.label)  # some print fractions, too
        told, right = [looks[each][2] for each in index.flat], [printed(number) for number in numbers.flat]
        if told != right:
            wrong.append(f"{name}: {told} instead of {right}")
    if type(explorer).__name__ == "VotingExplorer":
        votes = vote(explorer.values, explorer.weights)
        if not all(look.label(each) in explorer.sketch.label for each in votes):
            wrong.append(f"{explorer.sketch.label} instead of {votes}")
    return wrong
