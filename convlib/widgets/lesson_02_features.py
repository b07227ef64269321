"""The finding explorer: carry a feature over a picture until every pixel agrees. Lesson 02, slides 12-18.

Which pixels agree is worked out ahead, for every place, whenever the picture or the feature changes. Moving the
window then only chooses what to show. Python hears where the window stands, and keeps the places that fit.
"""

import html

import ipywidgets
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from traitlets import validate

from ..checks import written
from ..pictures import FEATURES, X, name_of
from ..show import look
from ..show.scene import Column, Row, Sentence, Sign
from .parts.explorer import OWN, SHAPES
from .parts.placed import FeatureMap, Windowed
from .parts.traits import Trait, many, whole

GLYPHS = SHAPES | {OWN: "▪"}
UNFOUND = "#4b4f57", "#b4b8bd"  # the dark and the light pixels that belong to no piece yet
FOUND = "found so far"


def places_by_name(name, value):
    """The rule for what was found: {name of a feature: its places}."""
    if not isinstance(value, dict):
        raise TypeError(f"{name} must be a dict {{name of a feature: ((row, column), …)}}, but it is {written(value)}")
    return {feature: many(many(whole))(f"{name}[{feature!r:.40}]", places) for feature, places in value.items()}


class Tally(Sentence):
    """How many places were found of each feature, with its sign in its colour; that in hand stands out."""

    def __init__(self, counts, in_hand):
        super().__init__(lambda: "\n".join(f"{name}: {count}" for name, count in counts().items()))
        self.counts, self.in_hand = counts, in_hand

    def update(self):
        self.value = "".join(_row(name, count, name == self.in_hand()) for name, count in self.counts().items())


class FindingExplorer(Windowed, FeatureMap):
    """Carry a feature over a picture, see which pixels agree, and collect the places where all of them do.

    ``picture`` and ``feature`` are arrays of numbers from -1 to 1. ``row`` and ``column`` say where the window
    stands: the place of its top left pixel. ``found`` holds what was found, for each feature by its name: a tuple of
    places. A place counts as soon as the window stands on it and all pixels agree. Another picture begins anew; each
    of the three features keeps its places while another one is searched.

    A row or column that does not exist is moved to the nearest one. Raises ValueError or TypeError where the picture
    or the feature is none, the feature is larger than the picture, or ``found`` names a place that does not fit.

    >>> explorer = FindingExplorer(row=3, column=3)
    >>> print(explorer.verdict())
    7 of 9 pixels agree
    >>> explorer.row = explorer.column = 1
    >>> print(explorer.verdict())
    ★ fits: all 9 pixels agree
    >>> explorer.found
    {'diagonal': ((1, 1),)}
    """

    found = Trait({}, places_by_name)

    def __init__(self, picture=X, feature=FEATURES["diagonal"], row=0, column=0):
        super().__init__(picture=picture, feature=feature)
        self.build("picture", "feature", row=row, column=column)
        self.observe(self._show_found, names="found")
        self._keep()

    # The numbers.

    @property
    def window(self):
        """The height and the width of the window, in pixels: those of the feature."""
        return self.feature.shape

    @property
    def name(self):
        """What the feature is called."""
        return name_of(self.feature, FEATURES) or OWN

    def fits(self, name):
        """Every place where all pixels of a feature agree with the picture: a tuple of (row, column)."""
        feature = FEATURES.get(name, self.feature)
        if np.any(np.greater(feature.shape, self.picture.shape)):
            return ()
        agree = (sliding_window_view(self.picture, feature.shape) == feature).all(axis=(2, 3))
        return tuple(map(tuple, np.argwhere(agree).tolist()))

    def agreement(self):
        """The patch at every place, and which of its pixels agree: two arrays (places, rows, columns)."""
        patches = sliding_window_view(self.picture, self.feature.shape).reshape(-1, *self.feature.shape)
        return patches, patches == self.feature

    def verdict(self):
        """How many pixels agree at the window's place, as it stands in the picture."""
        return self.grids["agree"].caption()

    # What shows.

    def contents(self):
        (patches, agree), moving = self.agreement(), {"frame": self.place}
        return {
            "picture": {"cells": look.pixels(self.picture), "caption": "picture: drag the window",
                        "window": self.window, "here": self.place},
            "feature": {"cells": look.feature(self.feature, self.colour), "caption": self.name, "cell": 46},
            "patch": {"cells": look.pixels(patches[:, np.newaxis]), "caption": "patch", "cell": 46, **moving},
            "agree": {"cells": _signs(agree[:, np.newaxis], self.colour), "cell": 62,
                      "caption": [_verdict(place) for place in agree], **moving},
            "found": {"cells": self._pieces(), "caption": FOUND, "cell": 32},
        }

    def scene(self):
        grids = self.grids
        compared = Row(grids["feature"], Sign("= ?"), grids["patch"], centred=True)
        ask = self.button("Is that all?", "ask whether a place is left to find", self.ask, width=None)
        reset = self.button("Start again", "forget all places that were found", self.reset, width=None)
        return [self.choosers(),
                Row(grids["picture"], Column(compared, grids["agree"]),
                    Column(grids["found"], Tally(self._counts, lambda: self.name))),
                ipywidgets.HBox([ask, reset, self._line], layout={"align_items": "center"})]

    def _pieces(self):
        """The picture in grey, and on it every piece that was found; those of the feature in hand lie on top."""
        owners = np.full(self.picture.shape, "", dtype=object)
        for name in sorted(self.found, key=lambda name: name == self.name):
            height, width = FEATURES.get(name, self.feature).shape
            for row, column in self.found[name]:
                owners[row:row + height, column:column + width] = name
        pixels = list(zip(owners.flat, self.picture.flat, strict=True))
        different = sorted(set(pixels))
        index = np.reshape([different.index(pixel) for pixel in pixels], self.picture.shape)
        return look.Cells([_piece(*pixel) for pixel in different], index)

    def _counts(self):
        """For the name of each feature: how many of its places were found."""
        names = [*FEATURES, OWN] if self.name == OWN else [*FEATURES]
        return {name: self._count(name) for name in names}

    def _count(self, name):
        """How much of a feature was found. How much there is, it says only after the first place."""
        if name not in self.found:
            return "none yet"
        total = len(self.fits(name))
        return f"{len(self.found[name])} of {_places(total)}" if total else "fits nowhere"

    def _settled(self, name):
        """Does the learner know all places of a feature?"""
        return name in self.found and len(self.found[name]) == len(self.fits(name))

    # What happens when something changes.

    def update(self, change=None):
        """Work everything out again for a new picture or feature, and stay at the same place."""
        if change is not None:
            kept = FEATURES if change.name == "feature" else ()
            self.found = {name: places for name, places in self.found.items() if name in kept}
        self.say("found")
        super().update(change)
        self._keep()

    def ask(self):
        """Is that all? Say whether every place of the feature was found."""
        places = self.fits(self.name)
        self.found = {self.name: (), **self.found}
        if self._settled(self.name):
            self.say("found", f"Yes. {self._all_found()}")
        else:
            self.say("found", f"Not yet. You have found {len(self.found[self.name])} of {_places(len(places))}.")

    def reset(self):
        """Forget what was found, and take the window back to the first place."""
        self.say("found")
        self.found = {}
        with self.hold_trait_notifications():
            self.row = self.column = 0
        self._keep()

    def _show_found(self, _=None):
        self.grids["found"].show(self._pieces(), FOUND)
        self.tell()

    def _keep(self):
        """Where the window stands now: if the feature fits, the place is found."""
        place, known = (self.row, self.column), self.found.get(self.name, ())
        if place in known or place not in self.fits(self.name):
            return
        self.found = {**self.found, self.name: (*known, place)}
        self.say("found", self._all_found() if self._settled(self.name) else "")

    def _all_found(self):
        """Say that nothing is left of this feature, and what to search next."""
        total = len(self.fits(self.name))
        called = OWN + " feature" if self.name == OWN else f"the {self.name}"
        if total == 0:
            best = max(np.count_nonzero(place) for place in self.agreement()[1])
            told = (f"{called.capitalize()} fits nowhere in this picture. "
                    f"At best, {best} of {self.feature.size} pixels agree.")
        else:
            found = f"All {total} places of {called} are" if total > 1 else f"The only place of {called} is"
            told = f"{found} found."
        left = [name for name in FEATURES if not self._settled(name)]
        on = f"Next: the {left[0]}." if left else "That was the last of the three. Choose another picture."
        return f"{told} {on}"

    def _moved(self, change):
        super()._moved(change)
        self._keep()

    @validate("found")
    def _really_fits(self, proposal):
        names = [*self._counts()]
        for name, places in proposal.value.items():
            if name not in names:
                raise ValueError(f"found must name features out of {names}, but it names {name!r:.80}")
            for place in places:
                if place not in self.fits(name):
                    raise ValueError("found must hold places that fit, "
                                     f"but the {name} does not fit at {written(place)}")
        return proposal.value

    def text(self):
        return f"row {self.row}, column {self.column}: {self.verdict()}\n\n{super().text()}"


def _verdict(agree):
    """Say how many pixels of a patch agree."""
    count, total = np.count_nonzero(agree), agree.size
    if count == total:
        return f"★ fits: all {total} pixels agree"
    return f"{count} of {total} pixels agree{'s' if count == 1 else ''}"


def _signs(agree, colour):
    """The looks of what agrees: a sign for each pixel, and stars in full colour where all of a patch agree."""
    fills = [look.SLATE, look.mix(look.PALE, colour, 0.35), colour]
    words = [("≠", "not equal"), ("=", "equal"), ("★", "equal, like all the others")]
    looks = [[fill, look.ink(fill), *told] for fill, told in zip(fills, words, strict=True)]
    return look.Cells(looks, agree + agree.all(axis=(-2, -1), keepdims=True).astype(int))


def _piece(owner, value):
    """The look of one pixel among the found pieces: ``owner`` is the feature it belongs to, or empty."""
    light = look.COLOURS[owner] if owner else UNFOUND[1]
    dark = look.mix(look.BLACK, light, 0.3) if owner else UNFOUND[0]
    fill = look.mix(dark, light, (value + 1) / 2)
    return [fill, look.ink(fill), GLYPHS[owner] if owner and value > 0 else "", owner or "not found yet"]


def _row(name, count, in_hand):
    """One line of the tally: the feature's sign in its colour, its name, and how many places were found."""
    fill = look.COLOURS[name]
    chip = f"background:{fill};color:{look.ink(fill)};padding:1px 7px;border-radius:3px"
    told = f"<strong>{html.escape(name)}: {count}</strong>" if in_hand else f"{html.escape(name)}: {count}"
    return (f'<div style="color:var(--jp-ui-font-color1);line-height:1.9">'
            f'<span style="{chip}">{GLYPHS[name]}</span> {told}</div>')


def _places(count):
    return f"{count} place{'' if count == 1 else 's'}"
