"""Photographs as numbers, and the classic features that photographers' programs call filters.

A photograph is an array (3, rows, columns): how red, how green and how blue each pixel is, from -1 (not at all) to 1
(fully). So black is -1 everywhere, white is 1, and 0 is the grey in the middle. The numbers are float32: photographs
are large, and a screen can only show 256 steps of each colour.

This is the one module of the library, apart from the widgets, that needs more than NumPy: Pillow reads picture files,
and matplotlib brings a photograph along.
"""

import io
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageCms, ImageOps

from ..checks import finite, within_range
from ..pictures import FEATURES

LONGEST = 640  # pixels: what two pictures beside each other leave room for
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "PPM", "AVIF")  # no other is tried, as some start a program
MOST_PIXELS = 40_000_000  # of a picture that must be decoded as a whole
MOST_JPEG_PIXELS = 160_000_000  # of one that can be decoded small
LUMINANCE = (0.299, 0.587, 0.114)  # how bright red, green and blue are to the eye


def photograph(name="grace_hopper.jpg"):
    """A photograph that comes with matplotlib, as an array (3, rows, columns) of numbers from -1 to 1.

    The only one there is shows Rear Admiral Grace Hopper, who wrote one of the first compilers: 600 x 512 pixels, an
    official portrait of the United States Navy, and so in the public domain. ``name`` is the name of its file.
    Raises ValueError where matplotlib has no picture file of this name.

    >>> photograph().shape
    (3, 600, 512)
    """
    from matplotlib import cbook  # only who asks for its photograph waits for it

    file = Path(cbook.get_sample_data(name, asfileobj=False))
    if not file.is_file():
        raise ValueError(f"matplotlib brings no picture {name!r}; it brings 'grace_hopper.jpg'")
    return opened(file.read_bytes())


def opened(file):
    """A picture file, as bytes, as an array (3, rows, columns) of numbers from -1 to 1.

    Reads JPEG, PNG, WebP, GIF, TIFF, BMP, PPM and, where Pillow does, AVIF: of several pictures in a file the first. A
    picture that the camera held sideways is turned upright, what is transparent becomes white, and one that is longer
    than 640 pixels is made smaller. Shades beyond 8 bits are told by `_grey`.
    Raises ValueError for what is no picture, or is damaged, or has more than 40 million pixels (a JPEG, 160 million):
    the size is asked before a pixel is read.

    >>> opened(b"Dear diary")
    Traceback (most recent call last):
    ValueError: this is no picture file that can be read, such as a JPEG or a PNG
    """
    contents = io.BytesIO(file)
    Image.init()  # so that it knows which formats it has
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(
                contents, formats=[name for name in FORMATS if name in Image.OPEN]) as picture:
            _check_size(picture)
            share = 2 * LONGEST / max(picture.size)
            picture.draft(None, tuple(int(side * share) or 1 for side in picture.size))  # a large JPEG becomes small
            colours = _colours(ImageOps.exif_transpose(picture), picture.format)
    except TooLarge:
        raise
    except Image.DecompressionBombError:
        raise TooLarge(f"more than {2 * Image.MAX_IMAGE_PIXELS:,}") from None
    except Exception as error:  # Pillow, and the libraries below it, raise any kind for a file that is damaged
        raise ValueError("this is no picture file that can be read, such as a JPEG or a PNG") from error
    colours.thumbnail((LONGEST, LONGEST))
    return np.moveaxis(np.asarray(colours), -1, 0) / np.float32(127.5) - 1


class TooLarge(ValueError):
    """A picture with more pixels than there is room for: with ``pixels``, in words."""

    def __init__(self, pixels):
        super().__init__(f"this picture has {pixels} pixels, and no more than {MOST_PIXELS // 10**6} million can be "
                         f"read, or {MOST_JPEG_PIXELS // 10**6} million of a JPEG. Make it smaller first")


def _check_size(picture):
    """Refuse a picture of which no pixel has been read yet, but which has too many."""
    width, height = picture.size
    small = picture.format in ("JPEG", "MPO") and not picture.info.get("progressive")  # else it is held as a whole
    if width * height > (MOST_JPEG_PIXELS if small else MOST_PIXELS):
        raise TooLarge(f"{width:,} × {height:,}")


def _colours(picture, kind):
    """A picture of any mode, from this kind of file, in red, green and blue, on white paper."""
    if picture.mode.startswith(("I", "F")):
        picture = _grey(picture, kind)
    if picture.mode == "LAB":
        profiles = map(ImageCms.createProfile, ("LAB", "sRGB"))
        picture = ImageCms.profileToProfile(picture, *profiles, outputMode="RGB")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return picture.convert("RGB")


def _grey(picture, kind):
    """A picture of numbers beyond 8 bits, in 256 shades.

    Of 16 bits, 0 is black and 65,535 is white. Other numbers have no such rule: the least is black and the most is
    white, unless all lie from 0 to 1. What is no number (NaN) is black.
    """
    values = np.asarray(picture, np.float32)
    known = values[np.isfinite(values)]
    least, most = (float(known.min()), float(known.max())) if known.size else (0, 1)
    if picture.mode.startswith("I;16") or kind == "PPM" and picture.mode == "I":  # Pillow makes 16 bits of a PPM's
        least, most = 0, 65535
    elif picture.mode == "F" and 0 <= least <= most <= 1:
        least, most = 0, 1
    shades = np.nan_to_num(np.interp(values, (least, most), (0, 255)) if most > least else np.full(values.shape, 128))
    shades[values == picture.info.get("transparency")] = 255
    return Image.fromarray(shades.round().astype(np.uint8))


@within_range
def grey(photo):
    """A photograph without its colours: (3, rows, columns) -> (rows, columns).

    Green counts most and blue least, as they do to the eye.
    Raises ValueError where there are no three colours.

    >>> print(grey([[[1]], [[-1]], [[-1]]]).round(3))  # pure red: rather dark
    [[-0.402]]
    """
    photo = finite("photo", photo)
    if photo.ndim != 3 or len(photo) != 3:
        raise ValueError(f"photo must have the shape (3, rows, columns), but its shape is {photo.shape}")
    return np.tensordot(np.asarray(LUMINANCE, photo.dtype), photo, axes=1)


def on_screen(values):
    """What a screen shows of a picture: whole numbers from 0 (black, -1) to 255 (white, 1), the colours last.

    A screen cannot show more than white and less than black, so what lies beyond -1 and 1 looks like them.

    Shapes: (rows, columns) -> the same; (3, rows, columns) -> (rows, columns, 3).

    >>> on_screen([[-2, -1, 0, 1]])
    array([[  0,   0, 128, 255]], dtype=uint8)
    """
    values = finite("values", values)
    steps = ((np.clip(values, -1, 1) + 1) * 127.5).round().astype(np.uint8)
    return steps if steps.ndim == 2 else np.ascontiguousarray(np.moveaxis(steps, 0, -1))


class Filter(NamedTuple):
    """A feature for photographs: the sum of the products is divided by ``divide``, and ``bias`` is added."""

    feature: np.ndarray
    divide: int = 1
    bias: float = 0.0


def _filter(*rows, divide=1):
    feature = np.array(rows, float)
    feature.setflags(write=False)
    return Filter(feature, divide)


# Where the numbers of a feature add up to its divisor, an even area stays as bright as it was; where they add up to 0,
# it becomes 0, the grey in the middle, and only what changes from pixel to pixel shows.

FILTERS = {
    "unchanged": _filter((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "blur": _filter((1, 1, 1), (1, 1, 1), (1, 1, 1), divide=9),
    "blur more": _filter(*[(1, 1, 1, 1, 1)] * 5, divide=25),
    "sharpen": _filter((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "vertical edge": _filter((-1, 0, 1), (-1, 0, 1), (-1, 0, 1), divide=2),
    "horizontal edge": _filter((-1, -1, -1), (0, 0, 0), (1, 1, 1), divide=2),
    "outline": _filter((-1, -1, -1), (-1, 8, -1), (-1, -1, -1), divide=2),
    "emboss": _filter((-1, -1, 0), (-1, 1, 1), (0, 1, 1)),
} | {name: Filter(feature, divide=feature.size) for name, feature in FEATURES.items()}
