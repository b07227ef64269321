"""The controls of all explorers: which button comes first, and how sliders are called."""

import ipywidgets
import pytest

from convlib import widgets
from convlib.show.sketch import Sketch
from tests.reading import everything

EXPLORERS = [name for name in widgets.__all__ if name != "progress"]

# What one would press first: words on a button, or what a player walks through. Some have nothing that comes first.
FIRST = {
    "ComparingExplorer": "pixel by pixel", "FindingExplorer": "Is that all?", "FilteringExplorer": "places",
    "ConvolvingExplorer": "places", "LayerExplorer": "places", "PoolingExplorer": "windows",
    "RectifyingExplorer": "places", "OrdersExplorer": "places", "NudgingExplorer": "step: this number",
    "TrainingExplorer": "▶ play", "KnobsExplorer": "train it", "SoundExplorer": "time", "TextExplorer": "words",
    "ShufflingExplorer": "shuffle the columns", "JudgingExplorer": "shuffle the columns",
    "PhotoExplorer": "a picture of your own…",
}


def words(control):
    """What stands on a control, or beside a player."""
    return next(filter(None, (getattr(control, name, "") for name in ("description", "name", "words"))))


@pytest.mark.parametrize("name", EXPLORERS)
def test_at_most_one_button_of_an_explorer_comes_first(name):
    first = [words(part) for part in everything(getattr(widgets, name)())
             if getattr(part, "button_style", "") == "primary" or getattr(part, "primary", False)]
    assert first == ([FIRST[name]] if name in FIRST else [])


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_slider_has_a_name_beside_it(name):
    """Its own, or the words that stand next to it; or it stands below the axis of a drawing, which has a name."""
    for box in everything(getattr(widgets, name)()):
        parts = [*getattr(box, "children", ())]
        for part in parts:
            if hasattr(part, "readout"):
                named = any(isinstance(other, (ipywidgets.Label, Sketch)) for other in parts)
                assert part.description or named, f"a slider up to {part.max}"
                assert part.description or part.tooltip, "nothing names it for those who hear the page"
