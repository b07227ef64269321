"""How often explorers convolve: never when the window moves, and for a new picture no more often than they show maps."""

import sys

import pytest

from convlib import ops, widgets
from convlib.pictures import O
from convlib.widgets.parts.placed import FeatureMap, Placed

EXPLORERS = [kind for kind in map(widgets.__dict__.get, widgets.__all__) if isinstance(kind, type)]


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


@pytest.mark.parametrize("kind", [kind for kind in EXPLORERS if issubclass(kind, Placed)])
def test_a_move_of_the_window_convolves_nothing(convolved, kind):
    explorer = kind()
    rows, columns = explorer.places
    convolved.clear()
    explorer.row, explorer.column = rows - 1, columns - 1
    assert explorer.place.value == rows * columns - 1 > 0
    explorer.place.value = 0
    assert (explorer.row, explorer.column) == (0, 0) and convolved == []


@pytest.mark.parametrize("kind", [kind for kind in EXPLORERS if issubclass(kind, (Placed, FeatureMap))])
def test_a_new_picture_is_convolved_no_more_often_than_there_are_maps(convolved, kind):
    explorer = kind()
    convolved.clear()
    explorer.picture = O
    assert len(convolved) <= sum("map" in name for name in explorer.grids)
