"""Where the hand is quicker than Python, Python hears of what is no more there: nothing of it may do harm.

A page shows what Python said last, and lets the hand work it. Until Python has answered, the hand works on. So a press
may be heard of a button that is no more offered, a stroke on cells of a picture that was larger, and a place that no
window has any more. Here every explorer hears, in random order, all that any of its former pages could have said.
"""

import logging
import random

import ipywidgets
import numpy as np
import pytest

from convlib import widgets
from convlib.experiments.plans import Plan, Trained, Tried
from convlib.pictures import random_letters
from convlib.show.grid import PixelGrid
from convlib.show.pulse import Pulse
from convlib.widgets import lesson_12_learning_live as training
from tests.test_running import in_a_kernel, settle
from tests.twins import differences, parts

ACTS = 80
WORDS = ["", "not", "said the/alice", "<b>1", "x,y\n1,2\n3,1\n2,5", "3,1,2\n1,2,3", "good " * 30, "…", "🙂 é"]
SMALL = np.random.default_rng(0).uniform(-1, 1, (20, 30))
TRIED = tuple(Tried(Plan(features=features), 200, (Trained(0, 0.5, 5, 0.1),)) for features in (1, 2, 3))
EXPLORERS = {name: getattr(widgets, name) for name in widgets.__all__ if name != "progress"} | {
    "ConvolvingExplorer, drawing": lambda: widgets.ConvolvingExplorer(hand="draw"),
    "KnobsExplorer": lambda: widgets.KnobsExplorer(results=TRIED),
    "PhotoExplorer": lambda: widgets.PhotoExplorer(SMALL),
    "ShufflingExplorer, customers": lambda: widgets.ShufflingExplorer("customers"),
}


def messages(explorer):
    """All that a page could say of an explorer as it is now: pairs of a widget and what it hears."""
    ends = {}  # the last place of each cursor that the hand can move in a grid
    for part in parts(explorer):
        if isinstance(part, PixelGrid) and part.here is not None:
            ends[part.here] = part.places - 1
        if isinstance(part, Pulse):
            yield part, {"method": "custom", "content": {"heard": None}}
        elif isinstance(part, ipywidgets.Button):
            yield part, {"method": "custom", "content": {"event": "click"}}
        elif isinstance(part, PixelGrid) and part.pens:
            last = part.rows * part.columns - 1
            for cell in (0, last // 2, last):
                yield part, {"method": "custom", "content": {
                    "draw": [[cell, cell % 2 == 0]], "on": [part.rows, part.columns], "stroke": 1, "from": "a page"}}
        else:
            for said in values(part, ends.get(part)):
                yield part, {"method": "update", "state": said}


def values(part, end=None):
    """The states that a page could send of a control as it is now. A grid moves its cursor up to ``end``."""
    if isinstance(part, (ipywidgets.Dropdown, ipywidgets.ToggleButtons, ipywidgets.SelectionSlider)):
        return [{"index": index} for index in range(len(part.options))]
    if isinstance(part, (ipywidgets.ToggleButton, ipywidgets.Checkbox)):
        return [{"value": value} for value in (True, False)]
    if isinstance(part, (ipywidgets.IntSlider, ipywidgets.BoundedIntText)):
        most = part.max if end is None else min(end, part.max)
        return [{"value": value} for value in {part.min, most, (part.min + most) // 2}]
    if isinstance(part, ipywidgets.FloatSlider):
        return [{"value": value} for value in (part.min, part.max, part.min + part.step)]
    if isinstance(part, (ipywidgets.Text, ipywidgets.Textarea)):
        return [{"value": words} for words in WORDS]
    return []


def hear(widget, message):
    widget._handle_msg({"content": {"data": message}, "buffers": []})


@pytest.fixture
def quick_to_learn(monkeypatch):
    """Fewer letters to look at."""
    for name, seed in (("training_letters", 100), ("unseen_letters", 200)):
        letters = random_letters(100, seed=seed)
        monkeypatch.setattr(training, name, lambda letters=letters: letters)


@pytest.mark.parametrize("name", EXPLORERS)
def test_whatever_a_former_page_says_nothing_goes_wrong(name, caplog, quick_to_learn):
    """A pool holds what any page so far could say. In turns of three, the explorer hears some of it, old or new."""
    hand, told = random.Random(name), []

    async def scenario():
        explorer = EXPLORERS[name]()
        pool = {}
        for _ in range(ACTS):
            pool |= {(widget.model_id, str(message)): (widget, message) for widget, message in messages(explorer)}
            widget, message = hand.choice([*pool.values()])
            told.append(f"{type(widget).__name__} {getattr(widget, 'description', '')}: {message}")
            hear(widget, message)
            if caplog.records:
                break
            await settle()
        if hasattr(explorer, "running"):
            explorer.running = False
        if not caplog.records:
            assert differences(explorer) == [], "\n".join(told)

    with caplog.at_level(logging.WARNING):
        in_a_kernel(scenario)
    for record in caplog.records:
        raise AssertionError("\n".join(told)) from record.exc_info[1]


def test_where_no_picture_is_wrong_any_more_none_comes_to_the_pad(caplog, quick_to_learn):
    explorer = widgets.TrainingExplorer()
    explorer.wrong = np.array([], int)  # it has learned, and the page still offers the button
    before = explorer.pad.picture
    explorer._wrong_one.click()
    assert explorer.pad.picture is before and not caplog.records  # where no kernel runs, errors are noted only there
