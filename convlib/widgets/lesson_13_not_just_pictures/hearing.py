"""The sound explorer: a feature slides along a sound, from time step to time step. Lesson 13, slide 83."""

import ipywidgets
import numpy as np
from traitlets import validate

from ...data import sounds
from ...pictures import name_of
from ...show import look
from ...show.sketch import INK, Axes, Line, Words
from ..parts.traits import Picture, Trait, derived, frozen
from .sliding import AXIS, BESIDE, ROW, Along, Sliding, bars, offered

SLIDE = "the slide's grid"
LONGEST, SHORTEST = 72, 8  # time steps: what fits into a page, and the widest feature
HIGH = 260  # pixels: the height of the picture, where it is not too long
TALL = 116  # and of the bars


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


def rising(bands, low=None):
    """The feature that finds a rising tone: 1 along a line that climbs one band a step, -1 along one that falls.

    So every band that it looks at, and every time step, has one 1 and one -1: what is as loud in both cancels. Only in
    the middle step it is 0: there the lines cross, and the 1 and the -1 would stand in one cell. It hears five bands,
    from band ``low`` on, counted from the bottom: in the middle, unless given.

    >>> rising(bands=5, low=0)
    array([[-1.,  0.,  0.,  0.,  1.],
           [ 0., -1.,  0.,  1.,  0.],
           [ 0.,  0.,  0.,  0.,  0.],
           [ 0.,  1.,  0., -1.,  0.],
           [ 1.,  0.,  0.,  0., -1.]])
    """
    low = bands // 2 if low is None else low
    step = np.arange(5)
    feature = np.zeros((bands, len(step)))
    feature[bands - 1 - low - step, step] += 1
    feature[bands - 1 - low - step[::-1], step] -= 1
    return feature


def falling(bands):
    """The feature that finds a falling tone: the rising one, mirrored.

    >>> bool((falling(20) == -rising(20)).all())
    True
    """
    return rising(bands)[:, ::-1]


def beginning(bands):
    """The feature that finds where something begins: quiet in all bands, then loud.

    >>> beginning(2)
    array([[-1., -1.,  1.,  1.],
           [-1., -1.,  1.,  1.]])
    """
    return np.tile([-1.0, -1.0, 1.0, 1.0], (bands, 1))


FEATURES = {"rising": rising, "falling": falling, "beginning": beginning}


def fitting(wave):
    """As much of a wave as fits into the page, and in words what was done to it.

    >>> wave, done = fitting(sounds.note(440, 0.1))
    >>> done
    'That sound is short: after it comes silence, to 0.45 seconds.'
    """
    shortest, longest = ((steps - 1) * sounds.STEP + sounds.PIECE for steps in (SHORTEST, LONGEST))
    if len(wave) < shortest:
        silence = np.zeros(shortest - len(wave))
        return np.append(wave, silence), (f"That sound is short: after it comes silence, to {shortest / sounds.RATE} "
                                          "seconds.")
    if len(wave) > longest:
        return wave[:longest], (f"That sound is too long for the page: these are its first {longest / sounds.RATE} "
                                "seconds.")
    return wave, ""


class Sound(Trait):
    """A trait that holds a sound: a wave, one of the names of `WAVES`, or that of the slide's grid.

    A wave that is louder than 1 is made quieter.
    """

    def __init__(self, default):
        super().__init__(default, sounds.samples)

    def take(self, value):
        if isinstance(value, str):
            if value not in (*WAVES, SLIDE):
                raise ValueError(f"{self.name} must be a wave, or one of {[*WAVES, SLIDE]}, but it is {value!r:.60}")
            return str(value)
        wave = self.rule(self.name, value)
        return frozen(wave / max(1, np.abs(wave).max()))

    def fit(self, explorer, value):
        _, done = (value, "") if isinstance(value, str) else fitting(value)
        explorer.say(self.name, done)
        return value


class Feature(Picture):
    """A trait that holds a feature: an array, which may be given by its name."""

    def take(self, value):
        if isinstance(value, str):
            if value not in FEATURES:
                raise ValueError(f"{self.name} must be one of {[*FEATURES]} or an array, but it is {value!r:.60}")
            return str(value)
        return super().take(value)

    def check(self, shape):
        if len(shape) != 2 or shape[1] > SHORTEST:
            raise ValueError(f"{self.name} must have rows and at most {SHORTEST} columns, but its shape is {shape}")


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

    sound = Sound("rising chirp")
    feature = Feature("rising")
    labels = 66

    def __init__(self, sound="rising chirp", feature="rising", column=0, pen=1):
        super().__init__(sound=sound, feature=feature, pen=pen)
        self.build("sound", "feature", column=column)

    @derived("sound")
    def wave(self):
        """The samples of the sound, as many as fit, or None where there is nothing to hear."""
        if isinstance(self.sound, str):
            return WAVES.get(self.sound)
        return fitting(self.sound)[0]

    @derived("wave")
    def picture(self):
        """How loud each frequency is at each time, or the slide's grid."""
        return sounds.SOUND if self.wave is None else sounds.spectrogram(self.wave)

    @property
    def pixels(self):
        return self.feature

    @property
    def labelled(self):
        """Whether there is room for numbers: the slide's grid has large cells."""
        return self.wave is None

    numbered = labelled

    @property
    def cell(self):
        return self.fitting(HIGH // len(self.picture))

    def row_names(self):
        bands = len(self.picture)
        if self.wave is None:
            return {0: "high", bands - 1: "low"}
        return {bands - 1 - band: f"{band * sounds.BAND} hertz" for band in reversed(range(0, bands, 4))}

    def column_names(self):
        """The time under the columns of the picture, {column: words}: where each half second begins.

        A column may be a fraction: between two. The slide does not tell how long its steps are.
        """
        columns = self.picture.shape[1]
        if self.wave is None:
            return {step + 0.5: str(step) for step in range(columns)}
        half = sounds.RATE // (2 * sounds.STEP)
        return {half * count: f"{look.label(count / 2, short=True)} s" for count in range(columns // half + 1)}

    def told(self, place, total):
        products = self.picture[:, place:place + self.feature.shape[1]] * self.feature
        loud, wrong = (np.round(part.sum(), 6) for part in (products[products > 0], -products[products < 0]))
        when = f"time step {place}" if self.wave is None else f"{look.label(place * sounds.STEP / sounds.RATE)} s"
        return (f"from {when}: {look.label(loud)} where it must be loud, − {look.label(wrong)} where it must not "
                f"= {look.label(total)}")

    def put(self, pixels):
        self.feature = pixels

    # What shows.

    def scene(self):
        self._sounds = ipywidgets.Dropdown(options=[*WAVES, SLIDE], description="sound", layout={"width": "280px"})
        offered(self, self._sounds, lambda: self.sound if isinstance(self.sound, str) else None,
                lambda name: self.set_trait("sound", name), "sound")
        self._player = ipywidgets.Audio(autoplay=False, loop=False, format="wav", layout={"width": "300px"})
        self._mute = ipywidgets.Label("Only the picture is on the slide: there is nothing to hear.")
        self._hear()
        self.observe(self._hear, names="sound")
        self._axis, self._bars = Along(self._times), Along(self._scaled_bars)
        board = self.board(self._axis, self._bars)
        board.layout.min_height = f"{HIGH + 230}px"  # also of a long sound, so that the page does not jump
        hearing = ipywidgets.HBox([self._sounds, self._player, self._mute],
                                  layout={**ROW, "min_height": "58px"})  # also without the player
        return [hearing, self.choosers({name: name for name in FEATURES}, self._named), board, self.walk("time", 120)]

    def _times(self):
        """The words under the picture."""
        names = self.column_names()
        words = [Words(4 + column * self.cell, 9, name, 13, anchor="middle" if column else "start")
                 for column, name in names.items()]
        return 8 + self.picture.shape[1] * self.cell, AXIS, words, ", ".join(names.values())

    def _scaled_bars(self):
        """The map as bars. Their scale is the feature's, the same for all sounds: all that its sum can be."""
        count, worst, best = len(self.sums), self.pixels.clip(None, 0).sum(), self.best
        axes = Axes(4, 8, count * self.cell, TALL - 16, across=(0, count), up=(worst, max(best, 1)))
        levels = []
        for level in sorted({worst, 0, best}):
            right, y = axes.at(count, level)
            levels += [Line([(4, y), (right, y)], INK if level == 0 else look.MIDDLE_GREY, 1, dashed=level != 0),
                       Words(right + 6, y, look.label(level, short=True), 13)]
        label = (f"the map as bars, from {look.label(worst, short=True)} to {look.label(best, short=True)}, "
                 "upwards where the sum is above 0")
        return 8 + count * self.cell + BESIDE, TALL, [*levels, *bars(axes, self.sums)], label

    # What happens when something changes.

    def update(self, change=None):
        """Work everything out again for a new sound or feature, and stay at the same place, or at the nearest."""
        if change is not None and change.name == "sound" and len(self.feature) != len(self.picture):
            self.feature = self._fitting(self._named() or self.feature)  # this comes back here
            return
        super().update(change)

    def _hear(self, _=None):
        """Give the player what there is to hear."""
        hears = self.wave is not None
        self._player.layout.display, self._mute.layout.display = ("", "none") if hears else ("none", "")
        data = sounds.wav(self.wave if hears else sounds.silence(0.1))  # what was playing stops
        if data != self._player.value:
            self._player.value = data

    def _named(self):
        """The name of the feature, or None where the learner has drawn it."""
        return name_of(self.feature, {name: made(len(self.feature)) for name, made in FEATURES.items()})

    def _fitting(self, feature):
        """The feature as tall as the picture."""
        bands = len(self.picture)
        if isinstance(feature, str):
            return FEATURES[feature](bands)
        fitted = np.zeros((bands, feature.shape[1]))
        shared = min(bands, len(feature))
        fitted[bands - shared:] = feature[len(feature) - shared:]  # the lowest bands stay
        return fitted

    @validate("feature")
    def _as_tall_as_the_sound(self, proposal):
        return frozen(self._fitting(proposal.value))
