"""Right, wrong, almost and still missing look one way, and nobody needs to tell colours apart to know them."""

import re
from itertools import combinations

import numpy as np
import pytest

from convlib.show import look, verdicts
from convlib.show.sketch import Bar, Words
from convlib.teach import Question, SelfTest, check, predict
from convlib.widgets import TrainingExplorer

EVERY = pytest.mark.parametrize("kind", look.VERDICTS)
LIGHT_PAGE, DARK_PAGE = "#ffffff", "#111111"  # JupyterLab's


def badges(markup):
    """All that looks as a verdict in some HTML: pairs of a class and the words."""
    return re.findall(r'<strong class="convlib-badge convlib-(\w+)" style="[^"]*">([^<]*)<', markup)


def drawn(sketch):
    """The verdicts of a drawing: pairs of a fill and the words on it."""
    white = [shape for shape in sketch.shapes if isinstance(shape, Words) and shape.colour == verdicts.INK]
    below = [sketch.shapes[sketch.shapes.index(words) - 1] for words in white]
    assert all(isinstance(bar, Bar) for bar in below)
    return [(bar.colour, words.text) for bar, words in zip(below, white, strict=True)]


@EVERY
def test_a_verdict_can_be_read_and_stands_out_from_the_page(kind):
    fill = look.VERDICTS[kind]
    assert look.contrast(fill, verdicts.INK) >= 4.5
    assert min(look.contrast(fill, page) for page in (LIGHT_PAGE, DARK_PAGE)) >= 3


def test_each_has_a_sign_a_word_and_a_colour_of_its_own():
    assert set(look.VERDICTS) == set(verdicts.SIGNS) == set(verdicts.WORDS)
    for table in (look.VERDICTS, verdicts.SIGNS, verdicts.WORDS):
        assert len({*table.values()}) == len(table)
    assert not {look.VERDICTS["right"], look.VERDICTS["wrong"]} & {*look.COLOURS.values(), look.ACCENT}


@EVERY
def test_the_badge_is_the_same_on_the_page_and_in_a_drawing(kind):
    assert badges(verdicts.badge(kind)) == [(kind, verdicts.said(kind))]
    assert f"background:{look.VERDICTS[kind]};" in verdicts.badge(kind)
    bar, words = verdicts.badge_shapes(kind, 50, 20)
    assert (bar.colour, words.text, words.colour) == (look.VERDICTS[kind], verdicts.said(kind), verdicts.INK)
    assert bar.x + bar.width / 2 == 50 and bar.y + bar.height / 2 == 20
    assert "&lt;" in verdicts.badge(kind, "<")


@pytest.mark.parametrize(("function", "badge"), [
    (lambda patch, feature: ..., ("missing", "… still missing")),
    (lambda patch, feature: 1 / 0, ("wrong", "✗ keep working")),
    (lambda patch, feature: (patch * feature).sum(), ("almost", "≈ almost")),
    (lambda patch, feature: (patch * feature).mean(), ("right", "✓ correct")),
])
def test_a_check_uses_it(function, badge):
    assert badges(check("filter_patch", function)._repr_html_()) == [badge]


def test_a_prediction_uses_it():
    def asked():
        return predict(Question("How many?", lambda: 2, "", {1: "One is hidden.", 2: ""}))

    right, wrong = asked(), asked()
    right.given, wrong.given = 2, 1
    assert right.form.verdicts == [["2", "right", "✓ right"]]
    assert wrong.form.verdicts == [["1", "wrong", "✗ yours"], ["2", "right", "✓ right"]]
    assert all(f".convlib-{kind} {{ background:{fill} }}" in right.form._esm for kind, fill in look.VERDICTS.items())


def test_the_self_test_uses_it():
    test = SelfTest([(["03_filtering"], Question("?", lambda number=number: number, "")) for number in (1, 2)])
    for number in (1, 2):
        test.ask(number).given = 1
    assert drawn(test.score._row) == [(look.VERDICTS["right"], "✓ right"), (look.VERDICTS["wrong"], "✗ wrong")]


def test_the_pictures_of_lesson_12_use_it():
    explorer = TrainingExplorer(start="the slides' network", examples=10)
    found = drawn(explorer._ten)
    assert (len(found), found.count((look.VERDICTS["wrong"], "✗ O"))) == (10, 1)
    assert {(fill, text[0]) for fill, text in found + drawn(explorer._unseen)} == {
        (look.VERDICTS["right"], "✓"), (look.VERDICTS["wrong"], "✗")}
    for sketch, pictures in ((explorer._ten, 10), (explorer._unseen, 6)):
        bars = [shape for shape in sketch.shapes if isinstance(shape, Bar) and shape.key.startswith("badge")]
        assert len(bars) == pictures
        edges = np.array([(bar.x, bar.x + bar.width) for bar in bars])
        assert (edges[1:, 0] > edges[:-1, 1]).all() and edges.min() >= -1 and edges.max() <= sketch.width + 1


def test_signs_are_single_letters_that_a_still_can_draw():
    for one, other in combinations(verdicts.SIGNS.values(), 2):
        assert len(one) == len(other) == 1 != other
