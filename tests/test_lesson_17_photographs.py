"""The photo explorer without a browser: its numbers against ``convolve``, its controls, its words and its pictures.

And what the learner of lesson 17 sees, and when.
"""

import base64
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from convlib import FEATURES, X, convolve, filter_patch, max_pool
from convlib.data.photos import FILTERS, grey, on_screen, photograph
from convlib.show import look
from convlib.teach import check
from convlib.widgets import PhotoExplorer
from tests.reading import everything
from tests.test_file_source import bring
from tests.test_photos import RED, WHITE, drawn, file_of

LESSON = Path(__file__).parent.parent / "notebooks" / "17_photographs.ipynb"
LIVE_VIEW = "application/vnd.jupyter.widget-view+json"
SMALL = np.random.default_rng(0).uniform(-1, 1, (3, 20, 30)).astype(np.float32)


def shown(explorer, name="result"):
    """What the screen shows of one of the two pictures."""
    view = explorer.views[name]
    shades = np.frombuffer(view.pixels, np.uint8)
    rows, columns = view.size
    return shades.reshape((rows, columns) if shades.size == rows * columns else (rows, columns, 3))


def by_loops(picture, feature, divide, bias, padding):
    """The feature map by two loops."""
    height, width = feature.shape
    framed = np.pad(picture, padding)
    rows, columns = framed.shape[0] - height + 1, framed.shape[1] - width + 1
    sums = [[(framed[row:row + height, column:column + width] * feature).sum() for column in range(columns)]
            for row in range(rows)]
    return np.array(sums) / divide + bias


# The numbers.


@pytest.mark.parametrize("padding", [True, False])
@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_shows_what_two_loops_work_out(name, padding):
    explorer = PhotoExplorer(SMALL, filter=name, padding=padding)
    feature, divide, bias = FILTERS[name]
    expected = by_loops(grey(SMALL), feature, divide, bias, len(feature) // 2 if padding else 0)
    np.testing.assert_allclose(explorer.result, expected, atol=1e-5)
    np.testing.assert_array_equal(shown(explorer), on_screen(explorer.result))
    np.testing.assert_array_equal(shown(explorer, "photo"), on_screen(grey(SMALL)))
    assert explorer.name() == explorer._filters.value == name
    assert explorer.places == explorer.result.shape == tuple(explorer.views["result"].size)


def test_in_colour_each_channel_is_filtered_alone():
    explorer = PhotoExplorer(SMALL, filter="sharpen", colour=True)
    feature = FILTERS["sharpen"].feature
    for channel, result in zip(SMALL, explorer.result, strict=True):
        np.testing.assert_allclose(result, convolve(channel, feature, padding=1) * 9, atol=1e-5)
    np.testing.assert_array_equal(shown(explorer), on_screen(explorer.result))
    np.testing.assert_array_equal(shown(explorer, "photo"), on_screen(SMALL))
    assert "Red: the products add up to" in explorer.formula()


@pytest.mark.parametrize("shape", [(20, 30), (3, 20, 30)])
def test_bytes_are_read_as_a_picture_file_means_them(shape):
    shades = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    explorer = PhotoExplorer(shades, colour=True)
    np.testing.assert_array_equal(on_screen(explorer.photo if len(shape) == 3 else explorer.photo[0]),
                                  np.moveaxis(shades, 0, -1) if len(shape) == 3 else shades)
    assert explorer.said() == ""


def test_relu_and_pooling_follow_the_feature():
    explorer = PhotoExplorer(SMALL, bias=-0.2, relu=True, pooling=2)
    expected = max_pool(max_pool(np.maximum(explorer.feature_map, 0)))
    np.testing.assert_array_equal(explorer.result, expected)
    np.testing.assert_array_equal(shown(explorer), on_screen(expected))
    assert explorer.result.shape == (5, 8) and explorer.feature_map.shape == (20, 30)
    assert explorer.views["result"].scale == 4 * explorer.views["photo"].scale  # as large on the screen as before


def test_the_portrait_is_filtered_at_its_full_size():
    explorer = PhotoExplorer(filter="blur")
    expected = convolve(grey(photograph()), np.ones((3, 3), np.float32), padding=1)
    np.testing.assert_allclose(explorer.result, expected, atol=1e-6)
    assert (explorer.views["photo"].size, explorer.views["photo"].scale) == ([600, 512], 1)


def test_a_grey_picture_and_a_tiny_one_will_do():
    explorer = PhotoExplorer(X, filter="diagonal", padding=False)
    np.testing.assert_allclose(explorer.result, convolve(X, FEATURES["diagonal"]), atol=1e-6)
    assert explorer.views["photo"].scale == 512 // 9  # large enough to be seen
    assert explorer.photo.shape == (3, 9, 9)


@pytest.mark.parametrize("state", [{}, {"padding": False}, {"colour": True, "bias": 0.5}, {"filter": "blur more"},
                                   {"relu": True, "pooling": 1, "bias": -0.3}])
def test_the_arithmetic_at_every_place_ends_in_the_number_that_shows(state):
    explorer = PhotoExplorer(SMALL, **state)
    matches = explorer.feature_map if not explorer.colour else explorer.feature_map[0]
    for place in [(0, 0), (7, 3), (explorer.places[0] - 1, explorer.places[1] - 1)]:
        explorer.row, explorer.column = place
        formula = explorer._formula.value
        assert f" = {look.label(matches[place])}." in formula
        products = explorer.patch() * explorer.feature
        assert f"add up to {look.label(products.sum(), short=True)}: " in formula
        for name, values in (("patch", explorer.patch()), ("products", products)):
            looks, index = explorer.grids[name].cells()
            assert [looks[i][2] for i in index.flat] == [look.label(value, short=True) for value in values.flat]
        if explorer.pooling:
            pooled = explorer.result[place[0] // 2, place[1] // 2]
            assert formula.rstrip("</div>").endswith(f"Pooling keeps the largest of 2 × 2: {look.label(pooled)}.")
        assert ("ReLU makes 0 of it." in formula) == bool(explorer.relu and matches[place] < 0)


# The controls.


def test_the_slider_changes_the_chosen_number_and_the_picture_follows():
    explorer = PhotoExplorer(SMALL)
    explorer.grids["feature"].here.value = 5  # as a click does
    assert explorer.pixel == 5 and explorer._number.value == 1
    explorer._number.value = -2.5
    feature = FILTERS["vertical edge"].feature.copy()
    feature[1, 2] = -2.5
    np.testing.assert_array_equal(explorer.feature, feature)
    np.testing.assert_allclose(explorer.result, by_loops(grey(SMALL), feature, 2, 0, 1), atol=1e-5)
    np.testing.assert_array_equal(shown(explorer), on_screen(explorer.result))
    assert explorer.name() == explorer._filters.value == "your own"
    assert "−2.50" in explorer.grids["feature"].text()
    explorer._number.value = 1
    assert explorer._filters.value == "vertical edge"


def test_a_filter_brings_its_divisor_and_its_bias_and_takes_any_size():
    explorer = PhotoExplorer(SMALL, bias=0.5, pixel=8)
    for name in [*FILTERS, *reversed(FILTERS)]:
        explorer._filters.value = name
        feature, divide, bias = FILTERS[name]
        np.testing.assert_array_equal(explorer.feature, feature)
        assert (explorer.divide, explorer.bias, explorer.name()) == (divide, bias, name)
        assert explorer.grids["feature"].rows == len(feature)
        assert explorer.grids["feature"].here.value == explorer.pixel < feature.size
        assert explorer._number.value == feature.flat[explorer.pixel]
        assert explorer.said() == ""


def test_the_slides_features_keep_their_colours():
    explorer = PhotoExplorer(SMALL, filter="cross")
    assert look.COLOURS["cross"] in [fill for fill, *_ in explorer.grids["feature"].looks]
    explorer.use("blur")
    assert look.COLOURS["your own"] in [fill for fill, *_ in explorer.grids["feature"].looks]


def test_sliders_and_boxes_are_the_state():
    explorer = PhotoExplorer(SMALL)
    widgets = {widget.description: widget for widget in everything(explorer) if getattr(widget, "description", "")}
    for words, value, trait in [("divide by", 9, "divide"), ("bias", 0.25, "bias"), ("pooled", 2, "pooling"),
                                ("colours", True, "colour"), ("keep the size", False, "padding"),
                                ("ReLU", True, "relu"), ("row", 3, "row"), ("column", 4, "column")]:
        before = explorer.text(), explorer.row, explorer.column
        widgets[words].value = value
        assert getattr(explorer, trait) == value
        assert (explorer.text(), explorer.row, explorer.column) != before
    assert (widgets["row"].max, widgets["column"].max) == (17, 27)


def test_the_mark_goes_where_the_hand_carries_it():
    explorer = PhotoExplorer(SMALL, row=2, column=3)
    assert explorer.views["photo"].here is explorer.views["result"].here
    assert explorer.place.value == 2 * 30 + 3
    explorer.place.value = 4 * 30 + 5  # as the hand does
    assert (explorer.row, explorer.column) == (4, 5)
    assert [slider.value for slider in explorer._sliders] == [4, 5]
    np.testing.assert_allclose(explorer.patch(), grey(SMALL)[3:6, 4:7])


def test_the_mark_stays_inside_when_the_map_shrinks():
    explorer = PhotoExplorer(SMALL, row=19, column=29)
    explorer.padding = False
    assert (explorer.row, explorer.column) == (17, 27)
    assert explorer.said() == "The map has no row 19, column 29 now. The mark moved."
    assert [(slider.value, slider.max) for slider in explorer._sliders] == [(17, 17), (27, 27)]
    assert explorer.place.value == 17 * 28 + 27 == explorer.place.max
    explorer.padding = True
    assert explorer.said() == "" and [slider.max for slider in explorer._sliders] == [19, 29]


# What cannot be.


@pytest.mark.parametrize(("trait", "asked", "kept", "words"), [
    ("divide", 40, 25, "There is no divisor 40: it runs from 1 to 25. This is divisor 25."),
    ("divide", 0, 1, "There is no divisor 0: it runs from 1 to 25. This is divisor 1."),
    ("bias", 1.5, 1, "There is no bias 1.5: it runs from −1 to 1. This is bias 1."),
    ("bias", -3.0, -1, "There is no bias −3: it runs from −1 to 1. This is bias −1."),
    ("pooling", 9, 5, "There is no pooling 9: it runs from 0 to 5. This is pooling 5."),
    ("pixel", 9, 8, "There is no pixel 9: it runs from 0 to 8. This is pixel 8."),
    ("row", 99, 19, "There is no row 99: it runs from 0 to 19. This is row 19."),
    ("column", -1, 0, "There is no column −1: it runs from 0 to 29. This is column 0."),
])
def test_what_is_beyond_an_end_becomes_the_end_and_it_says_so(trait, asked, kept, words):
    explorer = PhotoExplorer(SMALL)
    setattr(explorer, trait, asked)
    assert getattr(explorer, trait) == kept and explorer.said() == words
    assert getattr(PhotoExplorer(SMALL, **{trait: asked}), trait) == kept


def test_numbers_beyond_nine_are_clamped_and_it_says_so():
    explorer = PhotoExplorer(SMALL)
    explorer.feature = np.array([[0, 0, 0], [0, 12, 0], [0, 0, -100]])
    np.testing.assert_array_equal(explorer.feature, [[0, 0, 0], [0, 9, 0], [0, 0, -9]])
    assert explorer.said() == "Some numbers of the feature were beyond −9 and 9, and were moved to the nearer end."
    explorer.use("blur")
    assert explorer.said() == ""


@pytest.mark.parametrize(("state", "error", "words"), [
    ({"feature": np.ones((2, 2))}, ValueError, "feature must have 3 × 3 or 5 × 5 numbers, but it has 2 × 2"),
    ({"feature": np.ones((3, 5))}, ValueError, "but it has 3 × 5"),
    ({"feature": [[1, float("nan"), 1]] * 3}, ValueError, r"feature\[0, 1\] is nan"),
    ({"photo": "me.jpg"}, TypeError, "photo must hold real numbers.*'me.jpg'"),
    ({"photo": np.ones((4, 9, 9))}, ValueError, r"photo must have the shape \(3, rows, columns\).*\(4, 9, 9\)"),
    ({"photo": np.ones((9, 8, 4))}, ValueError, r"\(9, 8, 4\). Where colours come last, np.moveaxis"),
    ({"photo": np.ones((3, 4, 9))}, ValueError, "photo must have at least 5 × 5 pixels, but it has 4 × 9"),
])
def test_what_cannot_be_is_refused_and_nothing_changes(state, error, words):
    explorer = PhotoExplorer(SMALL)
    before = explorer.text(), explorer.views["result"].pixels
    with pytest.raises(error, match=words):
        explorer.set_trait(*next(iter(state.items())))
    assert (explorer.text(), explorer.views["result"].pixels) == before and explorer.said() == ""
    with pytest.raises(error, match=words):
        PhotoExplorer(**{"photo": SMALL, **state})


def test_a_filter_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(ValueError, match="filter must be one of 'unchanged', 'blur',.* but it is 'blurr'"):
        PhotoExplorer(SMALL, filter="blurr")


# Pictures of the learner's own, as the page sends them.


def send(explorer, **message):
    explorer._source._handle_custom_msg(message, [])


def as_text(file):
    return base64.b64encode(file).decode()


def test_a_picture_from_the_page_is_filtered_and_answered(monkeypatch):
    explorer = PhotoExplorer(SMALL, colour=True, filter="unchanged", row=19)
    answers = []
    monkeypatch.setattr(explorer._source, "send", answers.append)
    send(explorer, problem="There is no camera here.")
    assert explorer.said() == "There is no camera here."
    send(explorer, picture=as_text(file_of(drawn(*[[RED, WHITE] * 3] * 6))))
    np.testing.assert_array_equal(shown(explorer), [[RED, WHITE] * 3] * 6)
    np.testing.assert_array_equal(shown(explorer, "photo"), [[RED, WHITE] * 3] * 6)
    assert (explorer.row, explorer.column, explorer.said()) == (3, 3, "")  # the middle of a photo of another size
    assert answers == [{"heard": True}] * 2


@pytest.mark.parametrize(("file", "words"), [
    (b"Dear diary", "This picture was not taken: this is no picture file that can be read, such as a JPEG or a PNG."),
    (file_of(drawn([RED])), "This picture was not taken: photo must have at least 5 × 5 pixels, but it has 1 × 1.")])
def test_a_file_that_is_no_picture_changes_nothing_and_it_says_so(file, words):
    explorer = PhotoExplorer(SMALL)
    send(explorer, picture=as_text(file))
    np.testing.assert_array_equal(explorer.photo, SMALL)
    assert explorer.said() == words
    send(explorer, picture=as_text(file_of(drawn(*[[WHITE] * 5] * 5))))
    assert explorer.said() == ""


def test_a_picture_file_is_taken_or_refused_by_its_name_and_the_camera_is_switched_off(monkeypatch):
    explorer = PhotoExplorer(SMALL, colour=True, filter="unchanged")
    sent = []
    monkeypatch.setattr(explorer._source, "send", sent.append)
    bring(explorer._files, "diary.png", b"Dear diary")
    assert explorer.said() == ("diary.png: It was not taken: this is no picture file that can be read, such as a JPEG "
                               "or a PNG.")
    np.testing.assert_array_equal(explorer.photo, SMALL)
    bring(explorer._files, "me.png", file_of(drawn(*[[RED, WHITE] * 3] * 6)))
    np.testing.assert_array_equal(shown(explorer), [[RED, WHITE] * 3] * 6)
    assert explorer.said() == "" and sent == [{"stop": True}] * 2
    explorer._files._handle_custom_msg({"refused": "big.tif", "words": "This file has 300.0 MB."}, [])
    assert explorer.said() == "big.tif: This file has 300.0 MB."


def test_the_portrait_can_be_had_back():
    explorer = PhotoExplorer(SMALL)
    send(explorer, problem="There is no camera here.")
    send(explorer, portrait=True)
    np.testing.assert_array_equal(explorer.photo, photograph())
    assert (explorer.row, explorer.column) == (300, 256)
    assert explorer.said() == ""
    explorer.row = 100
    send(explorer, portrait=True)
    assert explorer.row == 100  # as large as before: the mark stays


# Where no kernel runs.


def test_its_words_tell_the_state_and_hang_on_no_pixel():
    explorer, other = PhotoExplorer(), PhotoExplorer(-photograph())
    assert explorer.text() == other.text() == repr(explorer) == """photo: 600 × 512 pixels
feature: click
  −1    0    1
  −1    0    1
  −1    0    1
divide by 2, bias 0
vertical edge: 600 × 512 numbers"""
    seen = {explorer.text()}
    for trait, value in [("colour", True), ("padding", False), ("relu", True), ("pooling", 1), ("pooling", 2),
                         ("divide", 3), ("bias", -0.25)]:
        setattr(explorer, trait, value)
        seen.add(explorer.text())
    assert len(seen) == 8
    assert re.search("divide by 3, bias −.25, in colour, no padding, ReLU, pooled 2 times", explorer.text())


@pytest.mark.parametrize("state", [{}, {"colour": True, "filter": "sharpen"}, {"pooling": 5}, {"filter": "blur more"}])
def test_its_still_picture_is_small_enough_to_be_stored(state):
    data, _ = PhotoExplorer(**state)._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", LIVE_VIEW}
    png = base64.b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG") and 10_000 < len(png) < 150_000


def test_its_still_picture_shows_the_photo_and_the_result():
    """The left half of the photo is red, the right half white; the blur leaves both as they are."""
    photo = np.stack([np.ones((60, 60)), *np.where(np.arange(60) < 30, -1, 1) * np.ones((2, 60, 1))])
    explorer = PhotoExplorer(photo, filter="blur", colour=True)
    canvas = explorer.still()
    colours = {tuple(image.get_array()[30, column]) for image in canvas.axes.images for column in (10, 50)}
    assert colours == {RED, WHITE} and len(canvas.axes.images) == 2
    assert canvas.axes.get_xlim() == (0, canvas.size[0])  # a picture does not move what else is drawn


# What the learner sees, and when.


def lines_between(cells, question, answer):
    """How many lines of text, or as much room, are between two cells of these names."""
    names = [cell.id for cell in cells]
    between = cells[names.index(question) + 1:names.index(answer)]
    shown = [output.get("data", {}) for cell in between for output in cell.get("outputs", ())]
    pictures = [data for data in shown if "image/jpeg" in data]
    return 18 * len(pictures) + sum(len(cell.source.splitlines()) + 1 for cell in between)


def test_between_the_last_question_and_the_cell_that_answers_it_there_is_more_than_a_screen():
    assert lines_between(nbformat.read(LESSON, as_version=4).cells, "predict-white", "colour") > 20


# The exercise.


def test_an_earlier_lessons_function_is_told_why_it_will_not_do():
    feedback = check("framework_match", lambda patch, feature, bias: filter_patch(patch, feature) + bias)
    assert "filter_patch will not do: it takes one channel only, and it divides." in feedback.diagnosis


def test_the_first_case_that_fails_can_be_worked_out_by_head():
    feedback = check("framework_match", lambda patch, feature, bias: patch.sum() + bias)
    assert feedback.diagnosis.endswith("bias = 0.5\nyour answer is 2, and 1 is right.")
