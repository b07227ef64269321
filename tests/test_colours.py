"""One language of colour: 0 is pale, -1 slate, +1 the colour of its feature, and the accent says "here" alone.

How colours look to people who see few is worked out with the matrices of Machado, Oliveira and Fernandes (2009), for
those who lack one kind of cone.
"""

from itertools import combinations, product

import numpy as np
import pytest

import convlib.widgets
from convlib.show import look
from convlib.show.scene import readable
from tests.test_choices import EXPLORERS

EYES = {
    "all cones": np.eye(3),
    "no long ones": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no middle ones": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "no short ones": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE_POINT = TO_XYZ.sum(axis=1)
PAGES = {"light": "#ffffff", "dark": "#111111"}  # JupyterLab's
HERE = (look.ACCENT, look.HALO)


def seen(colour, eye):
    """A colour as an eye sees it, in CIELAB: how far two colours look apart is their distance there."""
    parts = np.frombuffer(bytes.fromhex(colour[1:]), np.uint8) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(EYES[eye] @ linear, 0, 1) / WHITE_POINT
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one, other, eye):
    return float(np.linalg.norm(seen(one, eye) - seen(other, eye)))


def fills():
    """Every fill that a cell can have: of pixels, and of numbers in the colour of each feature."""
    values = np.linspace(-1, 1, 41)
    cells = [look.pixels(values), *(look.matches(values, colour) for colour in look.COLOURS.values())]
    return {fill for each in cells for fill, *_ in each.looks}


@pytest.mark.parametrize("colour", look.COLOURS.values())
def test_every_kind_of_number_has_the_same_three_ends(colour):
    for looks in (look.feature, look.matches):
        assert [fill for fill, *_ in looks([-1, 0, 1], colour).looks] == [look.SLATE, look.PALE, colour]
    assert [fill for fill, *_ in look.pixels([-1, 1]).looks] == [look.BLACK, look.WHITE]


@pytest.mark.parametrize(("eye", "other"), [*product(EYES, [*look.COLOURS.values(), look.BLACK, look.WHITE, look.SLATE])])
def test_every_eye_tells_the_accent_from_features_black_and_white(eye, other):
    assert apart(look.ACCENT, other, eye) > 30


def test_on_every_fill_the_accent_or_its_outline_is_seen():
    for fill in fills():
        assert max(look.contrast(fill, colour) for colour in HERE) >= 3, fill
    for page in PAGES.values():
        assert max(look.contrast(page, colour) for colour in HERE) >= 3


@pytest.mark.parametrize("page", PAGES)
def test_every_cell_is_told_from_the_page_by_its_edge(page):
    assert look.contrast(look.EDGE, PAGES[page]) >= 3


@pytest.mark.parametrize("eye", EYES)
def test_every_eye_tells_minus_one_from_zero_and_zero_from_one(eye):
    for low, high in [(look.SLATE, look.PALE), *((look.PALE, colour) for colour in look.COLOURS.values())]:
        assert apart(low, high, eye) > 30
    for colour in look.COLOURS.values():
        assert apart(look.SLATE, colour, eye) > 15


def test_features_have_different_names_where_an_eye_cannot_tell_them():
    """Without middle cones the diagonal and the antidiagonal look alike: never are they told by colour alone."""
    close = [(one, other) for one, other in combinations(look.COLOURS, 2) for eye in EYES
             if apart(look.COLOURS[one], look.COLOURS[other], eye) < 15]
    assert {*close} <= {("diagonal", "antidiagonal"), ("diagonal", "your own"), ("cross", "antidiagonal")}


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_explorer_with_cells_has_the_key_of_its_colours(name):
    explorer = getattr(convlib.widgets, name)()
    assert explorer.key in [*readable(explorer.children)]
    assert bool(explorer.key.shapes) == bool(explorer.hues() or explorer.HAS_PIXELS)
    looks = {fill for grid in explorer.grids.values() for fill, *_ in grid.looks}
    for hue in explorer.hues():
        assert {look.mix(look.PALE, hue, share / 4) for share in range(1, 5)} & {
            bar.colour for bar in explorer.key.shapes if hasattr(bar, "colour")}
    # (Lesson 01 says "agree" and "disagree" in pale and slate: no numbers.)
    numbers = looks - {"none", look.PALE, look.SLATE} - {fill for fill, *_ in look.pixels(np.linspace(-1, 1, 2001)).looks}
    assert not numbers or explorer.hues(), numbers
