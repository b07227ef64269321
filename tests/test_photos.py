"""Photographs as numbers: what is read from files, what is shown on the screen, and the classic features."""

import io
import os
import struct
import subprocess
import tracemalloc
import zlib

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps, features

from convlib import FEATURES, convolve
from convlib.data.photos import FILTERS, LONGEST, grey, on_screen, opened, photograph

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


# A ramp from black to white, and another that ends at half, so that it is neither turned nor mirrored unseen.
RAMP = np.linspace(0, 255, 12).round().astype(np.uint8)
SHADES = np.stack([RAMP, RAMP // 2, RAMP[::-1] // 3])
GREY = Image.fromarray(SHADES)
COLOURED = Image.fromarray(np.stack([SHADES, SHADES[::-1], 255 - SHADES], axis=-1))
CLEAR = Image.fromarray(np.where(np.arange(36).reshape(3, 12) % 4, 255, 0).astype(np.uint8))  # 0: nothing to see
SIXTEEN = SHADES.astype(np.uint16) * 257


def with_alpha(picture, mode):
    picture = picture.copy()
    picture.putalpha(CLEAR)
    return picture.convert(mode)


def indexed(picture=COLOURED):
    return picture.quantize(64)


def tiff(values, **options):
    return file_of(Image.fromarray(values), "TIFF", **options)


def animated(kind, first, **options):
    return file_of(first, kind, save_all=True, append_images=[Image.new(first.mode, first.size)], **options)


def saved(array):
    """How a file of 16 bits a colour, which Pillow does not write, is read: as a PNG of the bytes that it says."""
    height, width, channels = array.shape
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in array)

    def chunk(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([16, kind, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


COLOURS16 = np.asarray(COLOURED).astype(np.uint16) * 257
FILES = {  # name -> the file, what it shows, whether transparent, and by how many of 255 steps it may differ
    **{f"grey {kind}": (file_of(GREY, kind), GREY, False, 0) for kind in ("PNG", "TIFF", "BMP", "PPM", "GIF")},
    **{f"grey {kind}": (file_of(GREY, kind, quality=100), GREY, False, 9) for kind in ("JPEG", "WEBP")},
    **{f"colour {kind}": (file_of(COLOURED, kind), COLOURED, False, 0) for kind in ("PNG", "TIFF", "BMP", "PPM")},
    "colour WEBP": (file_of(COLOURED, "WEBP", lossless=True), COLOURED, False, 0),
    "colour progressive JPEG": (file_of(COLOURED, "JPEG", quality=100, subsampling=0, progressive=True), COLOURED,
                                False, 9),
    "two pictures of a telephone": (animated("MPO", COLOURED, quality=100, subsampling=0), COLOURED, False, 9),
    "16 bits PNG": (file_of(Image.fromarray(SIXTEEN)), GREY, False, 1), "16 bits TIFF": (tiff(SIXTEEN), GREY, False, 1),
    "16 bits TIFF, the other end first": (file_of(Image.fromarray(SIXTEEN.astype(">u2")), "TIFF"), GREY, False, 1),
    "16 bits PPM": (file_of(Image.fromarray(SIXTEEN), "PPM"), GREY, False, 1),
    "16 bits PNG, a shade is clear": (file_of(Image.fromarray(SIXTEEN), transparency=0),
                                      Image.fromarray(np.where(SHADES == 0, 255, SHADES)), False, 1),
    "16 bits of colour PNG": (saved(COLOURS16), COLOURED, False, 1),
    "16 bits of grey and alpha PNG": (saved(np.stack([SIXTEEN, np.asarray(CLEAR) * np.uint16(257)], -1)), GREY,
                                      True, 1),
    "16 bits of colour and alpha PNG": (saved(np.concatenate([COLOURS16, np.asarray(CLEAR)[..., None] * np.uint16(257)],
                                                             axis=-1)), COLOURED, True, 1),
    "32 bits TIFF": (tiff(SHADES.astype(np.int32) * 1_000_000 - 9), GREY, False, 1),
    "few of 32 bits TIFF": (tiff(SHADES.astype(np.int32)), GREY, False, 1),
    "fractions TIFF": (tiff(SHADES.astype(np.float32) / 255), GREY, False, 1),
    "half fractions TIFF": (tiff(SHADES.astype(np.float32) / 510), Image.fromarray(SHADES // 2), False, 1),
    "vast numbers TIFF": (tiff((SHADES.astype(np.float32) / 127.5 - 1) * np.float32(3e38)), GREY, False, 1),
    "numbers PPM": (file_of(Image.fromarray(SHADES.astype(np.float32) / 255), "PPM"), GREY, False, 1),
    **{f"{mode} {kind}": (file_of(with_alpha(GREY, mode), kind), GREY, True, 1)
       for mode, kind in (("LA", "PNG"), ("LA", "TIFF"))},
    **{f"RGBA {kind}": (file_of(with_alpha(COLOURED, "RGBA"), kind, lossless=True), COLOURED, True, 1)
       for kind in ("PNG", "TIFF", "WEBP")},
    **{f"palette {kind}": (file_of(indexed(), kind), indexed().convert("RGB"), False, 0)
       for kind in ("PNG", "GIF", "TIFF", "BMP")},
    "palette with a clear colour PNG": (file_of(indexed(), transparency=3), np.where(
        (np.asarray(indexed()) == 3)[..., None], 255, np.asarray(indexed().convert("RGB"))).astype(np.uint8), False, 0),
    "palette with alpha TIFF": (file_of(with_alpha(indexed(), "PA"), "TIFF"), indexed().convert("RGB"), True, 1),
    "black and white PNG": (file_of(GREY.convert("1")), GREY.convert("1").convert("L"), False, 0),
    "black and white TIFF": (file_of(GREY.convert("1"), "TIFF", compression="group4"), GREY.convert("1").convert("L"),
                             False, 0),
    "black and white, where black is clear": (file_of(GREY.convert("1"), transparency=0), Image.new("L", (12, 3), 255),
                                              False, 0),
    "grey with a clear shade PNG": (file_of(GREY, transparency=0), Image.fromarray(np.where(SHADES == 0, 255, SHADES)),
                                    False, 0),
    **{f"inks {kind}": (file_of(COLOURED.convert("CMYK"), kind, quality=100), COLOURED, False, 9)
       for kind in ("TIFF", "JPEG")},
    "YCbCr TIFF": (file_of(COLOURED.convert("YCbCr"), "TIFF"), COLOURED, False, 3),
    "LAB TIFF": (file_of(ImageCms.profileToProfile(GREY.convert("RGB"), ImageCms.createProfile("sRGB"),
                                                  ImageCms.createProfile("LAB"), outputMode="LAB"), "TIFF"), GREY,
                 False, 9),
    "moving GIF": (animated("GIF", indexed()), indexed().convert("RGB"), False, 0),
    "moving WEBP": (animated("WEBP", COLOURED, lossless=True), COLOURED, False, 0),
    "moving PNG": (animated("PNG", COLOURED), COLOURED, False, 0),
    "pages TIFF": (animated("TIFF", COLOURED), COLOURED, False, 0),
}
if features.check("avif"):
    FILES["AVIF"] = file_of(COLOURED, "AVIF", quality=100, subsampling="4:4:4"), COLOURED, False, 9


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_shows_what_it_shows(name):
    file, shows, clear, steps = FILES[name]
    expected = np.asarray(shows).astype(float)
    expected = expected if expected.ndim == 3 else np.stack([expected] * 3, axis=-1)
    if clear:
        expected = np.where(np.asarray(CLEAR)[..., np.newaxis] == 0, 255, expected)
    np.testing.assert_allclose(on_screen(opened(file)).astype(float), expected, atol=steps)


@pytest.mark.parametrize(("values", "shades"), [([7, 7], [0, 0]), ([np.nan, np.nan], [-1, -1]),
                                                ([0.25, 0.25], [-0.5, -0.5]),
                                                ([np.nan, -np.inf, 3, 5, np.inf], [-1, -1, -1, 1, 1])])
def test_what_is_one_number_is_grey_and_what_is_none_is_black(values, shades):
    np.testing.assert_allclose(opened(tiff(np.array([values], np.float32)))[0], [shades], atol=0.01)


# What a file says of itself, before anything of it is read.


def larger(file, width, height):
    """A PNG that says it is as large as this."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + file[24:29]
    return file[:12] + head + zlib.crc32(head).to_bytes(4, "big") + file[33:]


SMALL = file_of(Image.new("RGB", (9, 9)))


@pytest.mark.parametrize(("size", "words"), [
    ((13_300, 13_300), "this picture has 13,300 × 13,300 pixels, and no more than 40 million can be read, or 160 "),
    ((40_000_001, 1), "this picture has 40,000,001 × 1 pixels"), ((20_000, 20_000), "this picture has more than 178,"),
    ((2**31 - 1, 2**31 - 1), "this picture has more than 178,956,970 pixels, and no more than 40 million")])
def test_a_picture_that_would_fill_the_memory_is_refused_by_the_size_that_it_says(size, words):
    tracemalloc.start()
    with pytest.raises(ValueError, match=f"^{words}"):
        opened(larger(SMALL, *size))
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_a_large_jpeg_is_decoded_as_a_small_one(monkeypatch):
    """50 million pixels are more than there is room for, but only one of 16 is ever made."""
    file = file_of(Image.new("L", (10_000, 5_000), 200), "JPEG")
    loaded = []
    monkeypatch.setattr(ImageOps, "exif_transpose", lambda picture: loaded.append(picture.size) or picture)
    photo = opened(file)
    assert loaded == [(2500, 1250)] and photo.shape == (3, 320, 640)
    np.testing.assert_allclose(photo, 200 / 127.5 - 1, atol=0.01)
    progressive = file_of(Image.new("L", (10_000, 5_000), 200), "JPEG", progressive=True)
    with pytest.raises(ValueError, match="this picture has 10,000 × 5,000 pixels"):
        opened(progressive)


POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(%pipe%touch it) (w) file\nshowpage\n"


@pytest.mark.parametrize("file", [POSTSCRIPT, b"\xc5\xd0\xd3\xc6" + (32).to_bytes(4, "little") + bytes(24)
                                  + POSTSCRIPT])
def test_no_program_is_ever_started(monkeypatch, file):
    for module, name in ((subprocess, "Popen"), (os, "system"), (os, "posix_spawn"), (os, "execv")):
        monkeypatch.setattr(module, name, lambda *_, **__: pytest.fail("a program was started"), raising=False)
    with pytest.raises(ValueError, match="no picture file that can be read"):
        opened(file)


OTHERS = ["BLP", "DDS", "EPS", "ICNS", "ICO", "IM", "JPEG2000", "MSP", "PCX", "PDF", "QOI", "SGI", "SPIDER", "TGA",
          "XBM"]


@pytest.mark.parametrize("kind", OTHERS)
def test_other_formats_are_refused_in_words(kind):
    for mode in ("P", "RGB", "L", "1", "F"):
        try:
            file = file_of(Image.new(mode, (40, 40)), kind)
        except Exception:  # not a mode of this format, or not a format of this Pillow
            continue
        with pytest.raises(ValueError, match="no picture file that can be read"):
            opened(file)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", [name for name in FILES if "moving" not in name])
def test_damage_of_any_kind_is_told_in_the_same_words(name):
    """Pillow raises what it likes: RuntimeError, NotImplementedError, struct.error, KeyError and others."""
    file = FILES[name][0]
    chance = np.random.default_rng(len(file))
    for _ in range(12):
        damaged = bytearray(file)
        for place in chance.integers(0, len(file), 4):
            damaged[place] = chance.integers(256)
        for each in (bytes(damaged), file[:chance.integers(len(file))]):
            try:
                assert np.isfinite(opened(each)).all()
            except ValueError as refusal:
                assert str(refusal).startswith(("this is no picture file", "this picture has"))


@pytest.mark.parametrize("error", [RuntimeError, NotImplementedError, KeyError, MemoryError, EOFError, OverflowError,
                                   struct.error, zlib.error, AttributeError, SyntaxError, OSError])
def test_whatever_pillow_raises_becomes_the_usual_sentence(monkeypatch, error):
    def load(*_, **__):
        raise error("somewhere in Pillow")

    monkeypatch.setattr(ImageOps, "exif_transpose", load)
    with pytest.raises(ValueError, match="no picture file that can be read, such as a JPEG or a PNG"):
        opened(SMALL)


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
