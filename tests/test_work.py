"""How often explorers convolve: never when a window moves, and for a new picture no more often than they show maps."""

import sys

import pytest

from convlib import ops, widgets
from convlib.pictures import O
from convlib.widgets.parts.placed import Placed

EXPLORERS = [kind for kind in map(widgets.__dict__.get, widgets.__all__) if isinstance(kind, type)]
WINDOWS = {"row", "column", "step", "pixel", "line"}  # traits that say where a window stands


@pytest.fixture
def convolved(monkeypatch):
    """The shapes of the pictures that were convolved, wherever in the project."""
    shapes, convolve = [], ops.convolve

    def counting(images, *others, **options):
        shapes.append(images.shape)
        return convolve(images, *others, **options)

    for name, module in list(sys.modules.items()):
        if name.startswith("convlib") and getattr(module, "convolve", None) is convolve:
            monkeypatch.setattr(module, "convolve", counting)
    return shapes


@pytest.mark.parametrize("kind", EXPLORERS)
def test_a_move_of_a_window_convolves_nothing(convolved, kind):
    explorer = kind()
    convolved.clear()
    for name in WINDOWS & set(explorer.trait_names()):
        setattr(explorer, name, getattr(explorer, name) + 1)
    assert convolved == []


@pytest.mark.parametrize("kind", [kind for kind in EXPLORERS if issubclass(kind, Placed)])
def test_the_hand_on_a_window_convolves_nothing(convolved, kind):
    explorer = kind()
    rows, columns = explorer.places
    explorer.row, explorer.column = rows - 1, columns - 1
    convolved.clear()
    assert explorer.place.value == rows * columns - 1 > 0
    explorer.place.value = 0
    assert (explorer.row, explorer.column) == (0, 0) and convolved == []


@pytest.mark.parametrize("kind", [kind for kind in EXPLORERS if kind.class_traits().get("picture")])
def test_a_new_picture_is_convolved_no_more_often_than_there_are_maps(convolved, kind):
    """A whole network convolves once. Lesson 16 tells of two pictures how often the features fit."""
    explorer = kind()
    convolved.clear()
    explorer.picture = O
    two = kind is widgets.ShufflingExplorer
    assert len(convolved) <= max(2 if two else 1, sum("map" in str(name) for name in explorer.grids))
