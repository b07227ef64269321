"""The finding explorer: carry a feature over a picture until every pixel agrees. Lesson 02, slides 12-18.

Which pixels agree is worked out ahead, for every place, whenever the picture or the feature changes. Moving the
window then only chooses what to show. Python hears where the window stands, and keeps the places that fit.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from traitlets import validate

from ..checks import written
from ..pictures import FEATURES, X
from ..show import look
from ..show.scene import Column, Controls, Row, Sentence, Sign
from .parts.explorer import OWN, SHAPES
from .parts.placed import FeatureMap, Windowed
from .parts.traits import Trait, derived, many, whole

GLYPHS = SHAPES | {OWN: "▪"}
UNFOUND = "#4b4f57", "#b4b8bd"  # the dark and the light pixels that belong to no piece yet
FOUND = "found so far"
STAR = "★"  # of every pixel, where all agree


def places_by_name(name, value):
    """The rule for what was found: {name of a feature: its places}."""
    if not isinstance(value, dict):
        raise TypeError(f"{name} must be a dict {{name of a feature: ((row, column), …)}}, but it is {written(value)}")
    return {feature: many(many(whole))(f"{name}[{feature!r:.40}]", places) for feature, places in value.items()}


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
        self.observe(self._keep, names=["row", "column"])
        self._keep()

    # The numbers.

    @property
    def features(self):
        """The features to be found, by name: the slides' three, and the one in hand where that is none of them."""
        return FEATURES | {self.name: self.feature}

    @derived("picture", "feature")
    def _fitting(self):
        return {name: places_of(feature, self.picture) for name, feature in self.features.items()}

    def fits(self, name):
        """Every place where all pixels of a feature agree with the picture: a tuple of (row, column)."""
        return self._fitting[name]

    def verdict(self):
        """How many pixels agree at the window's place, as it stands in the picture."""
        return self.grids["agree"].caption()

    # What shows.

    def contents(self):
        agree, moving = self.patches == self.feature, {"frame": self.place}
        return {
            "picture": {"cells": look.pixels(self.picture), "caption": "picture: drag the window",
                        "window": self.window, "here": self.place},
            "feature": {"cells": look.feature(self.feature, self.colour), "caption": self.name},
            "patch": {"cells": look.pixels(self.patches[:, np.newaxis]), "caption": "patch", **moving},
            "agree": {"cells": _signs(agree[:, np.newaxis], self.colour), "best": STAR,
                      "caption": [_verdict(place) for place in agree], **moving},
            "found": {"cells": self._pieces(), "caption": FOUND},
        }

    def scene(self):
        grids = self.grids
        compared = Row(grids["feature"], Sign("= ?"), grids["patch"], centred=True)
        tally = Sentence(self._tally, markup=self._tally_in_colour)
        ask = self.button("Is that all?", "ask whether a place is left to find", self.ask, primary=True)
        reset = self.button("Start again", "forget all places that were found", self.reset)
        self.foot.layout.flex = "1 1 auto"
        return [Controls(*self.choosers()),
                Row(grids["picture"], Column(compared, grids["agree"], tally), grids["found"]),
                Controls(ask, reset, self.foot)]

    def _pieces(self):
        """The picture in grey, and on it every piece that was found; those of the feature in hand lie on top."""
        owners = np.full(self.picture.shape, "", dtype=object)
        for name in sorted(self.found, key=lambda name: name == self.name):
            height, width = self.features[name].shape
            for row, column in self.found[name]:
                owners[row:row + height, column:column + width] = name
        pixels = list(zip(owners.flat, self.picture.flat, strict=True))
        different = sorted(set(pixels))
        index = np.reshape([different.index(pixel) for pixel in pixels], self.picture.shape)
        return look.Cells([_piece(*pixel) for pixel in different], index)

    def _tally(self):
        """How many places were found of each feature."""
        return "\n".join(f"{name}: {self._count(name)}" for name in self.features)

    def _tally_in_colour(self):
        """The same, each with its sign in its colour; that in hand stands out."""
        return "".join(_row(name, self._count(name), name == self.name) for name in self.features)

    def _count(self, name):
        """How much of a feature was found. How much there is, it says only after the first place."""
        if name not in self.found:
            return "none yet"
        total = len(self.fits(name))
        return f"{len(self.found[name])} of {_places(total)}" if total else "fits nowhere"

    def _settled(self, name):
        """Does the learner know all places of a feature?"""
        return name in self.found and len(self.found[name]) == len(self.fits(name))

    def all_pieces(self):
        """The grey picture with every piece of the three features on it, those of the feature in hand on top."""
        self.found = {name: self.fits(name) for name in FEATURES}
        return self.grids["found"]

    # What happens when something changes.

    def update(self, change):
        """Work everything out again for a new picture or feature, and stay at the same place."""
        kept = FEATURES if change.name == "feature" else ()
        self.found = {name: places for name, places in self.found.items() if name in kept}
        self.say("found")
        super().update(change)
        self._keep()

    def ask(self):
        """Is that all? Say whether every place of the feature was found."""
        self.found = {self.name: (), **self.found}
        found, total = len(self.found[self.name]), len(self.fits(self.name))
        self.say("found", f"Yes. {self._all_found()}" if found == total else
                 f"Not yet. You have found {found} of {_places(total)}.")

    def reset(self):
        """Forget what was found, and take the window back to the first place."""
        self.say("found")
        self.found = {}
        self.set_together(row=0, column=0)
        self._keep()

    def _show_found(self, _=None):
        self.grids["found"].show(self._pieces(), FOUND)
        self.tell()

    def _keep(self, _=None):
        """Where the window stands now: if the feature fits, the place is found."""
        place, known = (self.row, self.column), self.found.get(self.name, ())
        if place in self.fits(self.name) and place not in known:
            self.found = {**self.found, self.name: (*known, place)}
            self.say("found", self._all_found() if self._settled(self.name) else "")

    def _all_found(self):
        """Say that nothing is left of this feature, and what to search next."""
        total = len(self.fits(self.name))
        called = OWN + " feature" if self.name == OWN else f"the {self.name}"
        if total > 1:
            found = f"All {total} places of {called} are found."
        elif total == 1:
            found = f"The only place of {called} is found."
        else:
            best = np.count_nonzero(self.patches == self.feature, axis=(1, 2)).max()
            found = (f"{called.capitalize()} fits nowhere in this picture. "
                     f"At best, {best} of {self.feature.size} pixels agree.")
        left = [name for name in FEATURES if not self._settled(name)]
        on = f"Next: the {left[0]}." if left else "That was the last of the three. Choose another picture."
        return f"{found} {on}"

    @validate("found")
    def _really_fits(self, proposal):
        for name, places in proposal.value.items():
            if name not in self.features:
                raise ValueError(f"found must name features out of {[*self.features]}, but it names {name!r:.80}")
            for place in places:
                if place not in self.fits(name):
                    raise ValueError("found must hold places that fit, "
                                     f"but the {name} does not fit at {written(place)}")
        return proposal.value

    def text(self):
        return f"row {self.row}, column {self.column}: {self.verdict()}\n\n{super().text()}"


def places_of(feature, picture):
    """Every place where all pixels of a feature agree with the picture: a tuple of (row, column)."""
    if np.any(np.greater(feature.shape, picture.shape)):
        return ()
    agree = (sliding_window_view(picture, feature.shape) == feature).all(axis=(2, 3))
    return tuple(map(tuple, np.argwhere(agree).tolist()))


def _verdict(agree):
    """Say how many pixels of a patch agree."""
    count, total = np.count_nonzero(agree), agree.size
    if count == total:
        return f"{STAR} fits: all {total} pixels agree"
    return f"{count} of {total} pixels agree{'s' if count == 1 else ''}"


def _signs(agree, colour):
    """The looks of what agrees: a sign for each pixel, and stars in full colour where all of a patch agree."""
    fills = [look.SLATE, look.mix(look.PALE, colour, 0.35), colour]
    words = [("≠", "not equal"), ("=", "equal"), (STAR, "equal, like all the others")]
    looks = [[fill, look.ink(fill), *sign] for fill, sign in zip(fills, words, strict=True)]
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
    line = f"<strong>{name}: {count}</strong>" if in_hand else f"{name}: {count}"
    return (f'<div style="color:var(--jp-ui-font-color1);line-height:1.9">'
            f'<span style="{chip}">{GLYPHS[name]}</span> {line}</div>')


def _places(count):
    return f"{count} place{'' if count == 1 else 's'}"
