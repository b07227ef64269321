"""The sound explorer: a feature slides along a sound, from time step to time step. Lesson 14, slide 83."""

import ipywidgets
import numpy as np

from ..data import sounds
from ..data.sounds import FEATURES
from ..pictures import name_of
from ..show import look
from ..show.player import Player
from ..show.scene import Controls, Drawing
from ..show.sketch import INK, Axes, Line, Words
from .parts.sliding import AXIS, BESIDE, SLIDE, Sliding
from .parts.traits import Picture, Trait, derived, frozen, one_of

LONGEST, SHORTEST = 72, 8  # time steps: what fits into a page, and the widest feature
LARGEST = 34  # pixels: the side of a cell
HIGH, TALL = 320, 84  # pixels: the height of the picture, where it is not too long, and of the bars, where it is not


def _padded(wave):
    """A wave with a little silence before and after it."""
    return np.concatenate([sounds.silence(0.3), wave, sounds.silence(0.3)])


# A band is 50 hertz and a step 1/20 of a second: 1,000 hertz a second rise by one band in each step.
RISING, FALLING = sounds.chirp(120, 970, 0.85), sounds.chirp(970, 120, 0.85)
WAVES = {
    "rising chirp": _padded(RISING),
    "falling chirp": _padded(FALLING),
    "steady note": _padded(sounds.note(570, 1.4)),
    "several chirps": _padded(np.concatenate([FALLING, RISING, RISING])),
    "tune": sounds.tune(sounds.FRERE_JACQUES),
    "hiss": _padded(sounds.hiss(2)),
    "voice from the Moon": sounds.recording(),
}


def fitting(wave):
    """As much of a wave as fits into the page, and in words what was done to it.

    >>> wave, done = fitting(sounds.note(440, 0.1))
    >>> done
    'That sound is short: after it comes silence, to 0.45 seconds.'
    """
    shortest, longest = ((steps - 1) * sounds.STEP + sounds.PIECE for steps in (SHORTEST, LONGEST))
    fitted = np.pad(wave[:longest], (0, max(shortest - len(wave), 0)))
    seconds, done = len(fitted) / sounds.RATE, ""
    if len(wave) < shortest:
        done = f"That sound is short: after it comes silence, to {seconds} seconds."
    if len(wave) > longest:
        done = f"That sound is too long for the page: these are its first {seconds} seconds."
    return fitted, done


class Sound(Trait):
    """A trait that holds a sound: a wave, one of the names of `WAVES`, or that of the slide's grid.

    A wave that is louder than 1 is made quieter.
    """

    def take(self, value):
        if isinstance(value, str):
            return one_of([*WAVES, SLIDE])(self.name, value)
        wave = self.rule(self.name, value)
        return frozen(wave / max(1, np.abs(wave).max()))

    def fit(self, explorer, value):
        explorer.say(self.name, "" if isinstance(value, str) else fitting(value)[1])
        return value


class Feature(Picture):
    """A trait that holds a feature as tall as the sound: an array, which may be given by its name. Another height gets
    it cut, or filled up with 0, so that the lowest bands stay."""

    def take(self, value):
        return one_of(FEATURES)(self.name, value) if isinstance(value, str) else super().take(value)

    def check(self, shape):
        if len(shape) != 2 or shape[1] > SHORTEST:
            raise ValueError(f"{self.name} must have rows and at most {SHORTEST} columns, but its shape is {shape}")

    def fit(self, explorer, value):
        bands = len(explorer.picture)
        if isinstance(value, str):
            return frozen(FEATURES[value](bands))
        return super().fit(explorer, frozen(np.pad(value, [(max(bands - len(value), 0), 0), (0, 0)])[-bands:]))


class SoundExplorer(Sliding):
    """Hear a sound, see it as a picture of time and frequency, and slide a feature along it.

    ``sound`` is one of the names of `WAVES`, "the slide's grid", or a wave of your own: samples from -1 to 1,
    `convlib.data.sounds.RATE` a second. ``feature`` is "rising", "falling", "beginning", or an array (bands, columns)
    of numbers from -1 to 1. It is always as tall as the sound; another sound of another height gets it cut, or filled
    up with 0. ``column`` says at which time step the window begins, and ``pen`` what the hand draws: 1 or -1.

    A column that does not exist is moved to the nearest one, and a sound that is too long is cut; it says so. Raises
    ValueError or TypeError where the sound or the feature is none.

    >>> explorer = SoundExplorer("rising chirp")
    >>> explorer.column = int(explorer.sums.argmax())
    >>> print(explorer.grids["map"].caption())
    from .65 s: 4.00 where it must be loud, − 0 where it must not = 4.00
    """

    sound = Sound("rising chirp", sounds.samples)
    feature = Feature("rising")
    labels = 80

    def __init__(self, sound="rising chirp", feature="rising", column=0, pen=1):
        super().__init__(sound=sound, feature=feature, pen=pen)
        self.build("sound", "feature", column=column)

    @derived("sound")
    def wave(self):
        """The samples of the sound, as many as fit, or None where there is nothing to hear."""
        return WAVES.get(self.sound) if isinstance(self.sound, str) else fitting(self.sound)[0]

    @derived("wave")
    def picture(self):
        """How loud each frequency is at each time, or the slide's grid."""
        return sounds.SOUND if self.wave is None else sounds.spectrogram(self.wave)

    @property
    def features(self):
        """Those with a name, as tall as the one that there is."""
        return {name: made(len(self.feature)) for name, made in FEATURES.items()}

    @property
    def cell(self):
        return min(self.fitting(HIGH // len(self.picture)), LARGEST)

    def row_names(self):
        bands = len(self.picture)
        if self.wave is None:
            return {0: "high", bands - 1: "low"}
        return {bands - 1 - band: f"{band * sounds.BAND} hertz" for band in reversed(range(0, bands, 4))}

    def told(self, place, total):
        products = self.picture[:, place:place + self.feature.shape[1]] * self.feature
        loud, wrong = (np.round(part.sum(), 6) for part in (products[products > 0], -products[products < 0]))
        when = f"time step {place}" if self.wave is None else f"{look.label(place * sounds.STEP / sounds.RATE)} s"
        return (f"from {when}: {look.label(loud)} where it must be loud, − {look.label(wrong)} where it must not "
                f"= {look.label(total)}")

    # What shows.

    def scene(self):
        walk = self.walk("time", 120)
        self._player = next(part for part in walk.children if isinstance(part, Player))
        self._player.seconds = sounds.STEP / sounds.RATE
        self._mute = ipywidgets.Label("there is nothing to hear")
        self._hear()
        self.observe(self._hear, names=["sound", "feature"])
        self._axis, self._bars = Drawing(1, AXIS, self._times), Drawing(1, TALL, self._scaled_bars)
        return [Controls(self.menu("sound", [*WAVES, SLIDE], "sound", "230px"), walk, self._mute, *self.choosers()),
                self.board([self._axis], [self._bars])]

    def _times(self):
        """The time under the columns: where each half second begins. The slide does not tell how long its steps are."""
        columns, half = self.picture.shape[1], sounds.RATE // (2 * sounds.STEP)
        names = ({step + 0.5: str(step) for step in range(columns)} if self.wave is None else
                 {half * count: f"{look.label(count / 2, short=True)} s" for count in range(columns // half + 1)})
        words = [Words(4 + column * self.cell, 9, name, 13, anchor="middle" if column else "start")
                 for column, name in names.items()]
        return words, ", ".join(names.values()), 8 + columns * self.cell, AXIS

    def _scaled_bars(self):
        """The map as bars. Their scale is the feature's, the same for all sounds: all that its sum can be."""
        count, worst, best = len(self.sums), self.pixels.clip(None, 0).sum(), self.best
        tall = TALL + HIGH - self.cell * len(self.picture)  # all sounds are as high, so that the page does not jump
        axes = Axes(4, 8, count * self.cell, tall - 16, across=(0, count), up=(worst, max(best, 1)))
        levels = []
        for level in sorted({worst, 0, best}):
            right, y = axes.at(count, level)
            levels += [Line([(4, y), (right, y)], INK if level == 0 else look.MIDDLE_GREY, 1, dashed=level != 0),
                       Words(right + 6, y, look.label(level, short=True), 13)]
        label = (f"the map as bars, from {look.label(worst, short=True)} to {look.label(best, short=True)}, "
                 "upwards where the sum is above 0")
        return [*levels, *axes.bars(self.sums, look.BLUE)], label, 8 + count * self.cell + BESIDE, tall

    # What happens when something changes.

    def update(self, change=None):
        """Show what is new, and stay at the same place. A sound of another height takes its feature along."""
        if len(self.feature) == len(self.picture):
            super().update(change)
        else:  # one with a name is made anew; it is new, so this is called again
            self.feature = name_of(self.feature, self.features) or self.feature

    def _hear(self, _=None):
        """Give the player what there is to hear, which is under the middle of the window."""
        self._player.sound = b"" if self.wave is None else sounds.wav(self.wave)
        self._player.ahead = (self.feature.shape[1] - 1) / 2
        self._mute.layout.display = "" if self.wave is None else "none"
