"""Sketch: what its SVG holds, what it says in words, and whether its still picture shows the same shapes."""

import xml.etree.ElementTree as ET

import pytest

from convlib.show.sketch import INK, Axes, Bar, Dot, Line, Sketch, Words
from convlib.show.stills import Still

SHAPES = [Line([(10, 20), (30, 45.26)], "#00807a", 3, dashed=True), Bar(5, 6, 70, 8, "#b85a00"),
          Dot(50, 25, 7, "#b0207f"), Words(60, 30, "a < b & c", 12, "#2f6db5", "end")]


def elements(sketch):
    """The shapes of the SVG that the browser gets, in the order in which it draws them."""
    return list(ET.fromstring(sketch.value))


def test_every_shape_is_in_the_svg_with_its_place_its_size_and_its_colour():
    line, bar, dot, words = elements(Sketch(100, 50, "four shapes", SHAPES))
    assert (line.tag, line.get("points")) == ("polyline", "10.0,20.0 30.0,45.3")
    assert line.get("style") == "stroke: #00807a; stroke-width: 3.0px"
    assert [bar.get(name) for name in ("x", "y", "width", "height")] == ["5.0", "6.0", "70.0", "8.0"]
    assert [dot.get(name) for name in ("cx", "cy", "r")] == ["50.0", "25.0", "7.0"]
    assert (words.text, words.get("text-anchor"), words.get("font-size")) == ("a < b & c", "end", "12")
    assert [shape.get("style") for shape in (bar, dot, words)] == ["fill: #b85a00", "fill: #b0207f", "fill: #2f6db5"]


@pytest.mark.parametrize("dashed", [False, True])
def test_a_line_is_dashed_only_where_it_is_asked_to_be(dashed):
    (line,) = elements(Sketch(10, 10, "a line", [Line([(0, 0), (9, 9)], dashed=dashed)]))
    assert ("stroke-dasharray" in line.attrib) is dashed


@pytest.mark.parametrize("shape", [Line([(0, 0), (9, 9)]), Bar(0, 0, 9, 9), Dot(5, 5), Words(0, 5, "w")])
def test_ink_is_the_pages_own_colour_on_light_and_on_dark(shape):
    assert shape.colour == INK
    assert "var(--jp-ui-font-color1" in elements(Sketch(10, 10, "ink", [shape]))[0].get("style")


def test_the_svg_has_its_size_and_says_what_it_shows():
    svg = ET.fromstring(Sketch(100, 50, 'the "bend" of <a> & b').value)
    assert (svg.get("viewBox"), svg.get("width"), svg.get("height")) == ("0 0 100 50", "100", "50")
    assert (svg.get("role"), svg.get("aria-label")) == ("img", 'the "bend" of <a> & b')


def test_the_label_is_its_text_and_is_never_taken_for_markup():
    sketch = Sketch(10, 10, '"><b>')
    assert repr(sketch) == sketch.text() == '"><b>'
    assert "<b>" not in sketch.value


def test_drawing_replaces_all_shapes_and_keeps_the_label_unless_there_is_a_new_one():
    sketch = Sketch(100, 50, "before", SHAPES)
    sketch.draw([Dot(1, 2)])
    assert len(elements(sketch)) == 1 and sketch.text() == "before"
    sketch.draw([Dot(1, 2)], "after")
    assert sketch.text() == "after" and 'aria-label="after"' in sketch.value


def test_other_shapes_are_another_drawing_and_the_same_are_the_same():
    one, same, other = (Sketch(100, 50, "", [Dot(x, 5)]) for x in (3, 3, 4))
    assert one.value == same.value != other.value
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
    data, _ = Sketch(100, 50, "four shapes", SHAPES)._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert data["text/plain"] == "four shapes"


def words(shapes):
    return [shape.text for shape in shapes if isinstance(shape, Words)]


def test_a_chart_puts_numbers_in_their_places_and_keeps_all_within_its_frame():
    axes = Axes(40, 10, 200, 100, across=(-1, 1), up=(0, 4))
    assert axes.at(-1, 0) == (40, 110) and axes.at(1, 4) == (240, 10) and axes.at(0, 1) == (140, 85)
    assert axes.at(5, -7) == (240, 110)
    assert axes.curve([(-1, 4), (1, 0)], "#00807a", 3, dashed=True) == Line([(40, 10), (240, 110)], "#00807a", 3, True)
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


@pytest.mark.parametrize(("ends", "marks"), [
    ((0, 60), ["0", "20", "40", "60"]), ((-2, 2), ["−2", "−1", "0", "1", "2"]),
    ((0.71, 0.93), [".75", ".8", ".85", ".9"]), ((1.03, 1.13), ["1.04", "1.06", "1.08", "1.1", "1.12"]),
])
def test_the_marks_of_a_chart_are_round_numbers(ends, marks):
    assert words(Axes(0, 0, 100, 100, across=ends, up=(0, 1)).frame(up={})) == marks


def test_the_marks_of_logarithmic_axes_are_tens():
    shapes = Axes(0, 0, 100, 100, (10, 10_000), (0.1, 100), logarithmic=True).frame(name="n", title="ms")
    assert words(shapes) == ["10", "100", "1,000", "10,000", ".1", "1", "10", "100", "n", "ms"]
