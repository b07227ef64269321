"""Text is never markup: whatever somebody writes shows as it is, in the page, in a still picture, and nowhere runs."""

import warnings
from html.parser import HTMLParser
from pathlib import Path

import ipywidgets
import pytest

import convlib
from convlib import X, widgets
from convlib.experiments.plans import Plan, Trained, Tried
from convlib.show import look
from convlib.show.progress import Progress
from convlib.show.shown import Shown
from convlib.show.sketch import Sketch, Words
from convlib.show.stills import Still
from convlib.teach import Question, SelfTest, check, predict
from convlib.widgets import JudgingExplorer, PassageExplorer, TextExplorer

HOSTILE = """'"><img src=x onerror="run()"><b onclick='run()'>$\\frac{$"""
CELL = HOSTILE.replace('"', '""')
TABLE = f'"{CELL}","x {CELL}"\n"{CELL}",1\n"b {CELL}",2\n"c",3'
EXPLORERS = [name for name in widgets.__all__ if name not in ("progress", "RectifiedStack")]


class Events(HTMLParser):
    """What a page would run of some HTML."""

    def __init__(self, source):
        super().__init__()
        self.found = []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.found += [name for name, _ in attributes if name.startswith("on")] + ["script"] * (tag == "script")


def parts(widget):
    """A widget, and all that is in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def sources(shown):
    """All HTML in what is shown."""
    if not isinstance(shown, ipywidgets.Widget):
        return [shown._repr_html_()]
    written = [part.value for part in parts(shown) if isinstance(part, ipywidgets.HTML)]
    links = [output["data"]["text/markdown"] for part in parts(shown) for output in getattr(part, "outputs", ())]
    return written + links


def drawn_words(shown):
    """All words of drawings. No front end makes markup of them."""
    return [each["words"] for part in parts(shown) if isinstance(part, Sketch) for each in part.elements]


def says(shown):
    """Nothing of it would run. Does it stand there as text?"""
    assert [event for source in sources(shown) for event in Events(source).found] == []
    drawn = isinstance(shown, ipywidgets.Widget) and any(HOSTILE in words for words in drawn_words(shown))
    return drawn or any("&lt;img" in source for source in sources(shown))


def refused_file():
    explorer = JudgingExplorer()
    explorer._take("no table", HOSTILE)
    return explorer


def bar():
    bar = Progress(3, HOSTILE)
    bar.show(1, HOSTILE)
    return bar


def question(choices=None, given=HOSTILE):
    answer = HOSTILE if choices else 1
    asked = predict(Question(HOSTILE, lambda: answer, HOSTILE, choices or {}, pictures=lambda: {HOSTILE: X}))
    asked.form.submit(given)
    return asked


def score():
    test = SelfTest([([f"03_{HOSTILE}"], Question(HOSTILE, lambda: 1, HOSTILE))])
    test.ask(1).given = 2
    return test.score


def fails(*_):
    raise ValueError(HOSTILE)


MADE = {
    "a table": lambda: JudgingExplorer(TABLE), "a file that is refused": refused_file, "a bar": bar,
    "a sentence": lambda: TextExplorer(HOSTILE, {"img": [1]}), "a phrase": lambda: PassageExplorer(HOSTILE, HOSTILE),
    "a choice": lambda: question({HOSTILE: "", "2": ""}), "a number": question, "the score": score,
    "a sketch": lambda: Sketch(90, 90, HOSTILE, [Words(1, 1, HOSTILE)]),
    "an answer": lambda: check("filter_patch", lambda *_: HOSTILE), "an error": lambda: check("filter_patch", fails),
}


@pytest.mark.parametrize("name", MADE)
def test_what_somebody_writes_is_shown_and_not_run(name):
    shown = MADE[name]()
    in_grids = name in ("a table", "a sentence", "a phrase")  # of a passage and a sentence only the words are left
    assert says(shown) or in_grids
    if isinstance(shown, Shown):
        with warnings.catch_warnings(action="error"):
            assert shown.still().png().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", EXPLORERS)
def test_whatever_an_explorer_says_is_no_markup(name):
    explorer = getattr(widgets, name)()
    explorer.say("test", HOSTILE)
    assert says(explorer) and HOSTILE in explorer.said()


@pytest.mark.parametrize(("name", "method"), [
    ("ComparingExplorer", "sentence"), ("KnobsExplorer", "counted"), ("NudgingExplorer", "name"),
    ("NudgingExplorer", "told"), ("OrdersExplorer", "verdict"), ("PhotoExplorer", "formula"),
    ("PoolingExplorer", "sizes"), ("StackedVotingExplorer", "collapsed"), ("VotingExplorer", "chosen"),
    ("VotingExplorer", "formula")])
def test_sentences_become_markup_where_they_are_shown_and_not_before(monkeypatch, name, method):
    """These sentences hold nobody's words today. The test keeps it safe to put some in."""
    monkeypatch.setattr(getattr(widgets, name), method, lambda *_: HOSTILE)
    assert says(getattr(widgets, name)())


def test_the_cells_of_the_table_of_plans_are_text(monkeypatch):
    monkeypatch.setattr(Tried, "cells", lambda _: [HOSTILE] * 7)
    assert says(widgets.KnobsExplorer(results=[Tried(Plan(), 200, (Trained(0, 0.75, 8, 1.5),))]))


def test_no_front_end_makes_markup():
    scripts = [path.read_text(encoding="utf-8") for path in Path(convlib.__file__).parent.rglob("*.js")]
    assert len(scripts) >= 3
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment"):
        assert not any(word in script for script in scripts)


@pytest.mark.parametrize("words", ["$5 and $10", "a_b^c", "$\\frac{$", "你好", "नमस्ते"])
def test_words_in_a_still_picture_are_no_formula_and_no_warning(words):
    with warnings.catch_warnings(action="error"):
        still = Still(300, 40)
        still.text(4, 20, words)
        still.grid(0, 0, look.words([[words]]), cell=20)
        assert still.png().startswith(b"\x89PNG")
