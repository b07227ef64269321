"""The photo explorer: one feature over a whole photograph, live, with every number in sight. Lesson 17.

A feature map of a photograph has as many numbers as the photograph. They are shown as a picture. At one place, which
the hand can carry anywhere, the arithmetic is shown as in lesson 03: feature, patch, products and their sum.
"""

from functools import partial

import ipywidgets
import numpy as np

from .. import ops
from ..data.photos import FILTERS, LONGEST, grey, opened, photograph
from ..ops import convolve, max_pool
from ..pictures import FEATURES, name_of
from ..show import look
from ..show.file_source import FileSource
from ..show.look import by
from ..show.photo_source import PhotoSource
from ..show.photo_view import Photos, PhotoView
from ..show.player import rest_where_alone
from ..show.scene import Column, Row, Sentence, Sign
from .parts.explorer import OWN, signed
from .parts.placed import Placed
from .parts.traits import Flag, Numbers, Picture, Real, Whole, derived, frozen, one_of

LARGEST = 9  # the largest number of a feature, and of its opposite
MOST_BYTES = 200_000_000  # of a picture file
SIDES = (3, 5)  # how many rows and columns a feature may have
WIDE = 512  # pixels on the screen: a smaller picture is enlarged as long as it stays within
COLOURS_LAST = ". Where colours come last, np.moveaxis(photo[..., :3], -1, 0) brings them to the front"
GRID = 120  # the side of a grid below the photos, in pixels
LEGEND = ("−1 is black, 0 is the grey in the middle, 1 is white. The map runs from {} to {}: what lies beyond −1 or 1 looks "
          "black or white, too.")


class Photo(Numbers):
    """A trait that holds a photograph: a read-only array (3, rows, columns) of float32. A grey one gets three colours,
    and one of bytes, as picture files hold them, becomes numbers from -1 to 1.

    Refused are another shape, and less than 5 x 5 pixels.
    """

    kind = np.float32

    def take(self, value):
        if isinstance(value, np.ndarray) and value.dtype == np.uint8:
            value = value / np.float32(127.5) - 1
        pixels = super().take(value)
        return pixels if pixels.ndim == 3 else frozen(np.stack([pixels] * 3), self.kind)

    def check(self, shape):
        if len(shape) not in (2, 3) or (len(shape) == 3 and shape[0] != 3):
            raise ValueError(f"{self.name} must have the shape (3, rows, columns), or (rows, columns) for a grey one, "
                             f"but its shape is {shape}{COLOURS_LAST if shape[2:] in ((3,), (4,)) else ''}")
        if min(shape[-2:]) < max(SIDES):
            raise ValueError(f"{self.name} must have at least {by([max(SIDES)] * 2)} pixels, "
                             f"but it has {by(shape[-2:])}")


class Feature(Picture):
    """A trait that holds a feature: a read-only array of 3 x 3 or 5 x 5 numbers."""

    def check(self, shape):
        if shape not in [(side, side) for side in SIDES]:
            raise ValueError(f"{self.name} must have {' or '.join(by([side] * 2) for side in SIDES)} numbers, "
                             f"but it has {by(shape)}")


class PhotoExplorer(Placed):
    """Filter a photograph, and see it change while the numbers of the feature change.

    ``photo`` is an array (3, rows, columns) of numbers from -1 (black) to 1 (white), or (rows, columns) for a grey one;
    without one, it is a portrait. An array of bytes (np.uint8) is read as picture files are: 0 is black, 255 white.
    ``feature`` has 3 x 3 or 5 x 5 numbers from -9 to 9. At every place, the sum of the products is divided by
    ``divide`` (1 to 25), and ``bias`` (-1 to 1) is added. ``filter`` is a name in
    :data:`convlib.data.photos.FILTERS`, and stands for these three.

    ``padding`` frames the photo with zeros, so that the map is as large. ``colour`` filters red, green and blue, each
    alone; without it, the photo is made grey. ``relu`` turns negative matches to 0. ``pooling`` says how many times
    the map is pooled, from 0 to 5. ``row`` and ``column`` say at which place the arithmetic is shown, ``pixel`` which
    number of the feature can be changed, counted row by row.

    A number that cannot be becomes the nearest that can, and the explorer says so. Raises ValueError or TypeError
    where the photo or the feature is none, or no filter has this name.

    >>> from convlib.pictures import X
    >>> explorer = PhotoExplorer(X, filter="diagonal", row=3, column=3, padding=False)
    >>> print(explorer.formula())
    The products add up to 5: 5 ÷ 9 = .55.
    >>> explorer.use("blur")
    >>> print(explorer.formula())
    The products add up to 1: 1 ÷ 9 = .11.
    >>> explorer.result.shape
    (7, 7)
    """

    photo = Photo(np.zeros((3, 5, 5)))
    feature = Feature(FILTERS["vertical edge"].feature, -LARGEST, LARGEST)
    divide = Whole(1, 1, 25, title="divisor")
    bias = Real(0.0, -1, 1)
    padding = Flag(True)
    colour = Flag()
    relu = Flag()
    pooling = Whole(0, 0, 5)
    pixel = Whole(0, 0, lambda explorer: explorer.feature.size - 1)

    lost = "The map has no row {}, column {} now. The mark moved."

    def __init__(self, photo=None, filter="vertical edge", row=None, column=None, pixel=0, **state):
        photo = photograph() if photo is None else photo
        super().__init__(**{"photo": photo, **_filter(filter)._asdict(), **state})
        self.views = {name: PhotoView(here=self.place) for name in ("photo", "result")}
        self.observe(self._choose_number, names="feature")
        down, across = self._middle()
        self.build("photo", "feature", "divide", "bias", "padding", "colour", "relu", "pooling",
                   row=down if row is None else row, column=across if column is None else column)
        self.show()
        self.pixel = pixel

    # The numbers.

    @property
    def places(self):
        """In how many rows and columns the feature can stand: those of its map, before it is pooled."""
        across = 1 - len(self.feature) + 2 * self._frame
        return tuple(size + across for size in self.photo.shape[1:])

    @property
    def _frame(self):
        """How many rows and columns of zeros are around the photo."""
        return len(self.feature) // 2 if self.padding else 0

    @derived("photo", "colour")
    def channels(self):
        """The pictures that are filtered, each alone: red, green and blue, or the grey one, (1 or 3, rows, columns)."""
        return self.photo if self.colour else grey(self.photo)[np.newaxis]

    @derived("channels", "feature", "divide", "bias", "padding")
    def feature_map(self):
        """What the feature makes of the photo: (rows, columns), or (3, rows, columns) in colour."""
        feature = self.feature.astype(np.float32)  # as the photo: the numbers of a photo need no more, and it is faster
        sums = [convolve(channel, feature, padding=self._frame) * feature.size for channel in self.channels]
        matches = np.stack(sums) / self.divide + np.float32(self.bias)
        return matches if self.colour else matches[0]

    @derived("feature_map", "relu", "pooling")
    def result(self):
        """What shows on the right: the feature map, after ReLU and after pooling, where these are chosen."""
        result = ops.relu(self.feature_map) if self.relu else self.feature_map
        for _ in range(self.pooling):
            result = max_pool(result)
        return result

    def patch(self):
        """The patch under the feature: the pixels of the first of the channels."""
        framed, side = np.pad(self.channels[0], self._frame), len(self.feature)
        row, column = np.minimum((self.row, self.column), np.subtract(self.places, 1))  # it may have to move first
        return framed[row:row + side, column:column + side]

    def formula(self):
        """The arithmetic at the place of the mark, as it stands in the explorer."""
        total = float((self.patch() * self.feature).sum())
        match = total / self.divide + self.bias
        bias = f" {'−' if self.bias < 0 else '+'} {look.label(abs(self.bias))}" if self.bias else ""
        words = (f"The products add up to {look.label(total, short=True)}: "
                 f"{look.label(total, short=True)} ÷ {self.divide}{bias} = {look.label(match)}.")
        if self.colour:
            words = f"Red: {words[0].lower()}{words[1:]} Green and blue in the same way."
        if self.relu and match < 0:
            words += " ReLU makes 0 of it."
        if self.pooling:
            side = 2 ** self.pooling
            red_or_grey = self.result[0] if self.colour else self.result
            largest = red_or_grey[self.row // side, self.column // side]
            words += f" Pooling keeps the largest of {by([side] * 2)}: {look.label(largest)}."
        return words

    def use(self, name):
        """Take the feature, the divisor and the bias of a filter by its name in ``FILTERS``.

        Raises ValueError where there is none of this name.
        """
        with self.hold_trait_notifications():
            self.feature, self.divide, self.bias = _filter(name)

    def name(self):
        """The name of the filter at work, or "your own"."""
        same = (name for name, (feature, divide, bias) in FILTERS.items()
                if (divide, bias) == (self.divide, self.bias) and np.array_equal(feature, self.feature))
        return next(same, OWN)

    # What shows.

    def hues(self):
        return [look.COLOURS[name_of(self.feature, FEATURES) or OWN]]

    def fullest(self):
        """The number of the feature that is farthest from 0: no product is farther."""
        return {"feature": max(np.abs(self.feature).max(), 1)}

    def contents(self):
        patch, side = self.patch(), GRID // len(self.feature)
        scaled = partial(look.matches, colour=self.hues()[0], short=True, best=self.fullest()["feature"])
        red = ", its red" if self.colour else ""
        return {
            "feature": {"cells": scaled(self.feature), "caption": "feature: click", "cell": side,
                        "here": self.cursor("pixel")},
            "patch": {"cells": look.pixels(patch), "caption": f"patch{red}", "cell": side},
            "products": {"cells": scaled(patch * self.feature), "caption": "products", "cell": side},
        }

    def scene(self):
        grids = self.grids
        self._source = PhotoSource(use=self._take, say=lambda words: self.say("photo source", words))
        self._files = FileSource(self._take_file, self._refuse, self._source.stop, words="a picture of your own…",
                                 tip="choose a picture file", accept="image/*", most=MOST_BYTES, longest=LONGEST,
                                 primary=True)
        arithmetic = Row(grids["feature"], Sign("×"), grids["patch"], Sign("="), grids["products"], centred=True,
                         justify_content="flex-start")
        self._formula = Sentence(self.formula, spoken=True).add_class("convlib-photo-formula")
        sources = ipywidgets.HBox([self._files, self._source]).add_class("convlib-sources")
        controls = _column(sources, *self._feature_controls(), *self._map_controls())
        seen = Column(Photos(*self.views.values()), arithmetic, self._formula).add_class("convlib-photo-seen")
        return [Row(controls, seen).remove_class("convlib-scene").add_class("convlib-photo-scene"), self.foot,
                Sentence(self._legend).add_class("convlib-photo-words")]

    def _feature_controls(self):
        """What changes the feature, the divisor and the bias: controls below each other."""
        filters = ipywidgets.Dropdown(options=[*FILTERS, OWN], description="filter")
        number = signed(ipywidgets.FloatSlider(min=-LARGEST, max=LARGEST, step=0.5, description="number",
                                               readout_format=".1f"))
        divide = self.tied("divide", ipywidgets.IntSlider(min=1, max=25, description="divide by"))
        bias = self.tied("bias", signed(ipywidgets.FloatSlider(min=-1, max=1, step=0.05, description="bias")))
        self._filters = self.follow(filters, self.name, lambda name: self.use(name) if name in FILTERS else None,
                                    "feature", "divide", "bias")
        self._number = self.follow(number, lambda: self.feature.flat[self.pixel], self._edit, "feature", "pixel")
        return filters, number, divide, bias

    def _map_controls(self):
        """What is done with the photo before and with the map after, and where the mark is: the same."""
        boxes = [self.tied(name, ipywidgets.Checkbox(description=words, indent=False, layout={"width": "auto"}))
                 for name, words in (("colour", "colours"), ("padding", "keep the size"), ("relu", "ReLU"))]
        pooling = self.tied("pooling", ipywidgets.IntSlider(max=5, description="pooled"))
        self._sliders = [self.tied(name, rest_where_alone(ipywidgets.IntSlider(max=places - 1, description=name)))
                         for name, places in zip(("row", "column"), self.places, strict=True)]
        return ipywidgets.HBox(boxes).add_class("convlib-photo-boxes"), pooling, *self._sliders

    def show(self):
        """Show the photo and what the feature makes of it."""
        scale, shrink, across = max(1, WIDE // max(self.photo.shape)), 2 ** self.pooling, self.places[1]
        self.views["photo"].show(self.channels if self.colour else self.channels[0],
                                 f"photo: {by(self.photo.shape[1:])} pixels", scale=scale, side=len(self.feature),
                                 pad=self._frame, across=across)
        self.views["result"].show(self.result, self._result_words(), scale=scale * shrink, shrink=shrink, across=across)

    def _legend(self):
        return LEGEND.format(*(look.label(extreme) for extreme in (self.result.min(), self.result.max())))

    def _result_words(self):
        return f"{self.name()}: {by(self.result.shape[-2:])} numbers"

    def tell(self):
        """Show the arithmetic at the place of the mark."""
        super().show()
        super().tell()

    def text(self):
        # Nothing that hangs on a pixel: the numbers of a photograph are not the same with every program that opens it.
        pooled = {0: "", 1: "pooled once"}.get(self.pooling, f"pooled {self.pooling} times")
        settings = [f"divide by {self.divide}", f"bias {look.label(self.bias)}", "in colour" * self.colour,
                    "no padding" * (not self.padding), "ReLU" * self.relu, pooled]
        return "\n".join([self.views["photo"].caption, self.grids["feature"].text(), ", ".join(filter(None, settings)),
                          self._result_words()])

    # What happens when something changes.

    def update(self, change=None):
        """Filter the photo again, and stay at the same place."""
        super().update(change)
        for slider, places in zip(self._sliders, self.places, strict=True):
            slider.max = places - 1  # only now: the mark moved first

    def _choose_number(self, change):
        """Of a feature of another size, choose the number in the middle."""
        if change.new.size != change.old.size:
            self.cursor("pixel").max = change.new.size - 1
            self.pixel = change.new.size // 2

    def _edit(self, number):
        """Change the chosen number of the feature."""
        feature = self.feature.copy()
        feature.flat[self.pixel] = number
        self.feature = feature

    def _take_file(self, file):
        """Take a picture file, or say why not."""
        try:
            self._take(opened(file.content))
            self.say("photo source")
        except ValueError as error:
            self._refuse(file.name, f"It was not taken: {error}.")

    def _refuse(self, name, words):
        self.say("photo source", f"{name}: {words}")

    def _take(self, photo):
        """Take another photo; where it has another size, the mark goes to its middle."""
        before = self.photo.shape
        self.photo = photo
        if self.photo.shape != before:
            self._hush()
            self.row, self.column = self._middle()

    def _middle(self):
        """The row and the column in the middle of the map."""
        rows, columns = self.places
        return rows // 2, columns // 2


def _filter(name):
    """The filter of this name."""
    return FILTERS[one_of(FILTERS)("filter", name)]


def _column(*controls):
    """Controls below each other, as wide as each other."""
    for control in controls:
        control.layout.width = "auto"
    return ipywidgets.VBox(controls).add_class("convlib-photo-column")
