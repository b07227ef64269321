"""Photographs as numbers: what is read from files, what is shown on the screen, and the classic features."""

import io

import numpy as np
import pytest
from PIL import Image

from convlib import FEATURES, convolve
from convlib.photos import FILTERS, LONGEST, grey, on_screen, opened, photograph

RED, LIME, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def file_of(picture, kind="PNG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def drawn(*rows, mode="RGB"):
    """A picture of these pixels."""
    picture = Image.new(mode, (len(rows[0]), len(rows)))
    picture.putdata([pixel for row in rows for pixel in row])
    return picture


def test_the_photograph_is_large_in_colour_and_within_the_scale():
    photo = photograph()
    assert photo.shape == (3, 600, 512) and photo.dtype == np.float32
    assert -1 <= photo.min() < -0.95 and 0.95 < photo.max() <= 1
    red, _, blue = photo[:, 100, 450]  # the wall behind her
    assert blue > red + 0.2


def test_a_photograph_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no picture 'ada.jpg'; it brings 'grace_hopper.jpg'"):
        photograph("ada.jpg")
    with pytest.raises(ValueError, match="no picture file"):
        photograph("msft.csv")


def test_a_picture_file_is_read_pixel_by_pixel():
    photo = opened(file_of(drawn([RED, WHITE], [LIME, BLUE])))
    np.testing.assert_array_equal(photo, [[[1, 1], [-1, -1]], [[-1, 1], [1, -1]], [[-1, 1], [-1, 1]]])


@pytest.mark.parametrize(("mode", "pixel", "colours"), [
    ("L", 0, (-1, -1, -1)), ("1", 255, (1, 1, 1)), ("LA", (0, 0), (1, 1, 1)), ("RGBA", (255, 0, 0, 255), (1, -1, -1)),
    ("RGBA", (0, 0, 0, 0), (1, 1, 1)), ("CMYK", (0, 255, 255, 0), (1, -1, -1))])
def test_every_kind_of_pixel_becomes_three_colours_and_what_is_transparent_white(mode, pixel, colours):
    photo = opened(file_of(drawn([pixel], mode=mode), kind="TIFF"))
    assert photo.shape == (3, 1, 1) and tuple(photo.ravel()) == colours


@pytest.mark.parametrize(("turned", "shown"), [(1, "123456"), (2, "214365"), (3, "654321"), (6, "531642"),
                                               (8, "246135")])
def test_a_picture_that_the_camera_held_sideways_is_turned_upright(turned, shown):
    shades = [40, 80, 120, 160, 200, 240]
    picture = drawn(*np.reshape(shades, (3, 2)).tolist(), mode="L")
    exif = Image.Exif()
    exif[0x0112] = turned
    photo = opened(file_of(picture, exif=exif))
    assert photo.shape == ((3, 3, 2) if turned < 5 else (3, 2, 3))
    found = ((photo[0] + 1) * 127.5).round().astype(int).ravel()
    assert "".join(str(shades.index(shade) + 1) for shade in found) == shown


@pytest.mark.parametrize(("size", "shape"), [((1280, 960), (480, 640)), ((300, 3200), (640, 60)), ((640, 9), (9, 640)),
                                             ((8, 5), (5, 8))])
def test_a_large_picture_is_shrunk_and_a_small_one_stays(size, shape):
    photo = opened(file_of(Image.new("RGB", size, LIME)))
    assert photo.shape[1:] == shape and max(shape) <= LONGEST
    assert (photo[1] == 1).all() and (photo[[0, 2]] == -1).all()


@pytest.mark.parametrize("file", [
    b"", b"Dear diary", b"\x89PNG\r\n\x1a\n", file_of(Image.new("RGB", (90, 90)), "JPEG")[:-200],
    file_of(Image.new("RGB", (90, 90)))[:80], b"<svg></svg>"], ids=["nothing", "words", "head", "JPEG", "PNG", "SVG"])
def test_what_is_no_picture_or_damaged_is_refused(file):
    with pytest.raises(ValueError, match="no picture file that can be read, such as a JPEG or a PNG"):
        opened(file)


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch):
    file = file_of(Image.new("1", (400, 400)))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(ValueError, match="no picture file"):
        opened(file)


def test_grey_weighs_the_colours_as_the_eye_does_and_keeps_the_scale():
    red, lime, blue = grey(opened(file_of(drawn([RED, LIME, BLUE]))))[0]
    np.testing.assert_allclose([(red + 1) / 2, (lime + 1) / 2, (blue + 1) / 2], [0.299, 0.587, 0.114], atol=1e-6)
    for shade in (-1, 0, 0.5, 1):
        np.testing.assert_allclose(grey(np.full((3, 2, 2), shade)), shade, atol=1e-6)
    assert grey(photograph()).dtype == np.float32


@pytest.mark.parametrize("photo", [[[1, 2]], np.ones((2, 4, 4))])
def test_grey_of_what_has_no_three_colours_is_refused(photo):
    with pytest.raises(ValueError, match=r"photo must have the shape \(3, rows, columns\)"):
        grey(photo)


def test_the_screen_shows_what_the_file_had():
    random = np.random.default_rng(0)
    shades = random.integers(0, 256, (5, 7, 3), dtype=np.uint8)
    np.testing.assert_array_equal(on_screen(opened(file_of(Image.fromarray(shades)))), shades)
    np.testing.assert_array_equal(on_screen([[-1.5, 0, 7]]), [[0, 128, 255]])
    assert on_screen(np.zeros((3, 2, 4))).shape == (2, 4, 3)


def test_the_features_do_what_their_names_say():
    flat = np.full((9, 9), 0.5)
    step = np.where(np.arange(9) < 4, -1.0, 1.0) * np.ones((9, 1))  # dark on the left, light on the right

    def filtered(name, picture):
        feature, divide, bias = FILTERS[name]
        return convolve(picture, feature) * (feature.size / divide) + bias

    for name in ("unchanged", "blur", "blur more", "sharpen", "emboss"):
        np.testing.assert_allclose(filtered(name, flat), 0.5, err_msg=name)  # as bright as it was
    for name in ("vertical edge", "horizontal edge", "outline"):
        np.testing.assert_allclose(filtered(name, flat), 0, atol=1e-12, err_msg=name)
    assert filtered("vertical edge", step).max() == 3 and filtered("vertical edge", -step).min() == -3
    np.testing.assert_array_equal(filtered("horizontal edge", step), 0)
    assert filtered("horizontal edge", step.T).max() == 3
    for name in ("blur", "blur more"):
        assert np.abs(np.diff(filtered(name, step))).max() < 1  # softer than the step from -1 to 1
    assert np.abs(filtered("sharpen", step)).max() == 3  # it overshoots on both sides
    for name, feature in FEATURES.items():
        np.testing.assert_allclose(filtered(name, step), convolve(step, feature))  # as in the slides


def test_a_filter_cannot_be_changed_by_accident():
    for feature, *_ in FILTERS.values():
        with pytest.raises(ValueError, match="read-only"):
            feature[0, 0] = 9
