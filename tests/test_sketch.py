"""Sketch: what the browser is told of it, what it says in words, and whether its still picture shows the same."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from convlib.show.sketch import INK, Axes, Bar, Dot, Line, Picture, Sketch, Words
from convlib.show.stills import Still

SHAPES = [Line([(10, 20), (30, 45.26)], "#00807a", 3, dashed=True), Bar(5, 6, 70, 8, "#b85a00"),
          Dot(50, 25, 7, "#b0207f"), Picture(70, 10, 9, np.eye(3)), Words(60, 30, "a < b & c", 12, "#2f6db5", "end")]


def test_every_shape_is_sent_with_its_place_its_size_and_its_colour():
    line, bar, dot, _, words = Sketch(100, 50, "five shapes", SHAPES).elements
    assert (line["tag"], line["place"]) == ("polyline", [10, 20, 30, 45.3])
    assert line["looks"]["style"] == "stroke: #00807a; stroke-width: 3.0px"
    assert (bar["tag"], bar["place"]) == ("rect", [5, 6, 70, 8])
    assert (dot["tag"], dot["place"]) == ("circle", [50, 25, 7])
    assert (words["tag"], words["place"], words["words"]) == ("text", [60, 30], "a < b & c")
    assert (words["looks"]["text-anchor"], words["looks"]["font-size"]) == ("end", "12")
    assert [each["looks"]["style"] for each in (bar, dot, words)] == ["fill: #b85a00", "fill: #b0207f", "fill: #2f6db5"]


@pytest.mark.parametrize("dashed", [False, True])
def test_a_line_is_dashed_only_where_it_is_asked_to_be(dashed):
    (line,) = Sketch(10, 10, "a line", [Line([(0, 0), (9, 9)], dashed=dashed)]).elements
    assert ("stroke-dasharray" in line["looks"]) is dashed


@pytest.mark.parametrize("shape", [Line([(0, 0), (9, 9)]), Bar(0, 0, 9, 9), Dot(5, 5), Words(0, 5, "w")])
def test_ink_is_the_pages_own_colour_on_light_and_on_dark(shape):
    assert shape.colour == INK
    assert "var(--jp-ui-font-color1" in Sketch(10, 10, "ink", [shape]).elements[0]["looks"]["style"]


def test_a_shape_is_known_by_its_key_and_may_roll_along_a_line():
    shapes = [Line([(0, 0), (9, 9)], key="valley"), Dot(3, 3, key="ball", along="valley")]
    line, ball = Sketch(9, 9, "", shapes).elements
    assert (line["key"], ball["key"], ball["along"]) == ("valley", "ball", "valley")


def test_a_small_picture_holds_its_pixels_and_the_same_ones_have_the_same_address():
    pixels = np.array([[1, -1, -1], [-1, 1, -1]])
    first, second, other = Sketch(9, 9, "", [Picture(0, 0, 9, each, "p", "right") for each in
                                             (pixels, pixels.copy(), -pixels)]).elements
    assert first["looks"]["href"] == second["looks"]["href"] != other["looks"]["href"]
    assert (first["tag"], first["place"], first["turned"]) == ("image", [0, 0, 9, 9], "right")
    file = Image.open(io.BytesIO(base64.b64decode(first["looks"]["href"].partition(",")[2])))
    assert file.size == (3, 2) and (np.asarray(file) > 128).tolist() == (pixels > 0).tolist()


def test_drawing_replaces_all_shapes_and_keeps_the_label_unless_there_is_a_new_one():
    sketch = Sketch(100, 50, "before", SHAPES)
    sketch.draw([Dot(1, 2)])
    assert len(sketch.elements) == 1 and repr(sketch) == sketch.text() == sketch.label == "before"
    sketch.draw([Dot(1, 2)], "after")
    assert sketch.text() == sketch.label == "after"


def test_all_that_changes_goes_to_the_page_in_one_message(monkeypatch):
    sketch, sent = Sketch(100, 50, "before", SHAPES), []
    monkeypatch.setattr(sketch, "send_state", lambda key=None: sent.append({*key}))
    sketch.draw([Dot(1, 2)], "after")
    assert sent == [{"elements", "label"}]
    sketch.draw([Dot(1, 2)], "after")
    assert [*filter(None, sent)] == [{"elements", "label"}]


def test_other_shapes_are_another_drawing_and_the_same_are_the_same():
    one, same, other = (Sketch(100, 50, "", [Dot(x, 5)]) for x in (3, 3, 4))
    assert one.elements == same.elements != other.elements
    assert one.still().png() == same.still().png() != other.still().png()


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_shows_in_the_still_too(shape):
    assert Sketch(100, 50, "", [shape]).still().png() != Sketch(100, 50, "").still().png()


def test_a_sketch_is_drawn_at_its_place_in_a_larger_still():
    def still(x, y):
        drawn = Still(200, 100)
        Sketch(100, 50, "", SHAPES).draw_still(drawn, x, y)
        return drawn

    (line,), (moved,) = still(0, 0).axes.lines, still(30, 40).axes.lines
    assert (moved.get_xydata() - line.get_xydata()).ravel() == pytest.approx([30, 40, 30, 40])


def test_its_outputs_hold_words_a_picture_and_the_live_view():
    data, _ = Sketch(100, 50, "five shapes", SHAPES)._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert data["text/plain"] == "five shapes"


def words(shapes):
    return [shape.text for shape in shapes if isinstance(shape, Words)]


def test_a_chart_puts_numbers_in_their_places_and_keeps_all_within_its_frame():
    axes = Axes(40, 10, 200, 100, across=(-1, 1), up=(0, 4))
    assert axes.at(-1, 0) == (40, 110) and axes.at(1, 4) == (240, 10) and axes.at(0, 1) == (140, 85)
    assert axes.at(5, -7) == (240, 110)
    line = axes.curve([(-1, 4), (1, 0)], "#00807a", 3, dashed=True, key="steps")
    assert line == Line([(40, 10), (240, 110)], "#00807a", 3, True, "steps")
    tens = Axes(0, 0, 300, 100, across=(1, 1000), up=(0.1, 10), logarithmic=True)
    assert tens.at(10, 1) == pytest.approx((100, 50))


def test_the_frame_of_a_chart_has_its_numbers_and_names():
    axes = Axes(40, 10, 200, 100, across=(0, 100), up=(0, 1))
    shapes = axes.frame(across={0: "0", 50: "fifty"}, up={1: "all"}, name="steps", title="accuracy")
    assert shapes[0].points == [(40, 10), (40, 110), (240, 110)]
    assert words(shapes) == ["0", "fifty", "all", "steps", "accuracy"]
    _, fifty, every, *_ = [shape for shape in shapes if isinstance(shape, Words)]
    assert (fifty.x, fifty.anchor) == (140, "middle") and (every.y, every.anchor) == (10, "end")
    assert words(Axes(0, 0, 1, 1, (0, 1), (0, 1)).frame(across={}, up={})) == []


def test_a_mark_of_a_chart_stays_the_same_shape_when_the_axes_change():
    def marks(*ends):
        shapes = Axes(40, 10, 200, 100, across=(0, 1), up=ends).frame(across={})
        return {(type(shape), shape.key): shape for shape in shapes}

    before, after = marks(0, 1), marks(0, 2)
    for kind in (Line, Words):
        (one,) = [key for key in before if key[0] is kind and key[1].startswith("1 up")]
        assert before[one] != after[one]
    assert len(before) == 1 + 2 * 6 and len(after) == 1 + 2 * 5


@pytest.mark.parametrize(("ends", "marks"), [
    ((0, 60), ["0", "20", "40", "60"]), ((-2, 2), ["−2", "−1", "0", "1", "2"]),
    ((0.71, 0.93), [".75", ".8", ".85", ".9"]), ((1.03, 1.13), ["1.04", "1.06", "1.08", "1.1", "1.12"]),
])
def test_the_marks_of_a_chart_are_round_numbers(ends, marks):
    assert words(Axes(0, 0, 100, 100, across=ends, up=(0, 1)).frame(up={})) == marks


def test_the_marks_of_logarithmic_axes_are_tens():
    shapes = Axes(0, 0, 100, 100, (10, 10_000), (0.1, 100), logarithmic=True).frame(name="n", title="ms")
    assert words(shapes) == ["10", "100", "1,000", "10,000", ".1", "1", "10", "100", "n", "ms"]
