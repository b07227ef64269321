"""Sound as a picture: time from left to right, frequency bands from bottom to top, loudness as brightness.

A wave is what a microphone hears: `RATE` numbers a second, from -1 to 1. `note`, `chirp`, `tune` and `hiss` make waves.
`spectrogram` turns a wave into a picture that a feature can slide over: a row for each frequency band and a column for
each time step, with values from 0 (silent) to 1 (the loudest of all).

`SOUND` is the grid of slide 83. It is read-only. `recording` is a voice from the Moon: a few of Neil Armstrong's words,
20 July 1969, recorded by NASA (public domain in the United States; data/README.txt tells more).
"""

import io
import wave as wave_file
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..checks import finite, real

RATE = 4000  # samples a second
STEP = 200  # samples from one time step to the next: 1/20 of a second
PIECE = 400  # samples that a time step listens to: 1/10 of a second
BANDS = 20  # frequency bands
BAND = 50  # hertz, the width of a band
DEPTH = 30  # decibels: what is fainter than the loudest by so much counts as silent

NOTES = {name: number for number, name in enumerate("C C# D D# E F F# G G# A A# B".split())}
FRERE_JACQUES = "C5 D5 E5 C5 C5 D5 E5 C5 E5 F5 G5 - E5 F5 G5 -"


# Waves.


def note(hertz, seconds=1.0):
    """A pure tone: the wave of a steady note, an array of `RATE` × seconds samples from -1 to 1.

    ``hertz`` is how often it swings in a second, below half of `RATE`: faster ones would need more samples.
    Raises ValueError or TypeError for what is no such number.

    >>> wave = note(440, seconds=0.5)
    >>> wave.shape
    (2000,)
    """
    return chirp(hertz, hertz, seconds)


def chirp(start, end, seconds=1.0):
    """A tone that glides from one frequency to another, both in hertz: a wave as `note` makes it.

    Raises ValueError or TypeError as `note` does.

    >>> chirp(200, 900, seconds=0.7).shape
    (2800,)
    """
    start = real("start", start, more_than=0, less_than=RATE / 2)
    end = real("end", end, more_than=0, less_than=RATE / 2)
    seconds = real("seconds", seconds, more_than=0, less_than=60)
    time = np.arange(max(round(RATE * seconds), 1)) / RATE
    swings = start * time + (end - start) * time**2 / (2 * seconds)
    edge = np.minimum(time, time[::-1])  # how far the wave's beginning or end is: it fades in and out, without a click
    return np.sin(2 * np.pi * swings) * np.minimum(edge / 0.02, 1)


def silence(seconds):
    """A wave in which nothing sounds.

    >>> print(silence(0.1).max())
    0.0
    """
    return np.zeros(round(RATE * real("seconds", seconds, more_than=0, less_than=60)))


def tune(names, seconds=0.2):
    """A melody: notes one after the other, ``seconds`` each. ``names`` are such as "C5 D5 F#5", and "-" is a rest.

    Raises ValueError for a name that is none, or a note too high for `RATE`, and TypeError where ``names`` is no str.

    >>> tune("A4 - A4", seconds=0.5).shape
    (6000,)
    """
    if not isinstance(names, str):
        raise TypeError(f"names must be a str such as 'C5 D5 - E5', but it is {names!r:.60}")
    return np.concatenate([silence(seconds) if name == "-" else note(hertz_of(name), seconds)
                           for name in names.split()] or [silence(seconds)])


def hertz_of(name):
    """The frequency of a note in hertz. A4 is 440; an octave higher is twice as fast.

    Raises ValueError for a name that is none.

    >>> hertz_of("A4"), round(hertz_of("C5"))
    (440.0, 523)
    """
    letter, octave = str(name)[:-1], str(name)[-1:]
    if letter not in NOTES or octave not in "0123456789":
        raise ValueError(f"a note must be a letter such as C or F# and an octave such as 5, but it is {name!r}")
    return 440 * 2 ** ((NOTES[letter] - NOTES["A"]) / 12 + int(octave) - 4)


def hiss(seconds=1.0, seed=0):
    """Noise: a wave of random samples, in which all frequencies are about equally loud.

    >>> hiss(0.5).shape
    (2000,)
    """
    return np.random.default_rng(seed).uniform(-1, 1, len(silence(seconds)))


def recording():
    """The voice from the Moon: 3.6 seconds of a real recording, a wave of samples from -1 to 1.

    >>> recording().shape
    (14480,)
    """
    with wave_file.open(str(Path(__file__).with_name("moon.wav"))) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.uint8)
    return (samples - 128.0) / 128  # 8 bits: 0 to 255, and 128 is silence


def wav(wave):
    """A wave as the bytes of a WAV file, for a player. A wave that goes beyond -1 and 1 is made quieter.

    The file has twice as many samples as the wave, each second one halfway between its neighbours: some players know
    no fewer than 8,000 a second.

    >>> wav(note(440))[:4]
    b'RIFF'
    """
    wave = samples("wave", wave)
    wave = wave / max(1, np.abs(wave).max())
    between = np.interp(np.arange(2 * len(wave)) / 2, np.arange(len(wave)), wave)
    file = io.BytesIO()
    with wave_file.open(file, "wb") as written:
        written.setparams((1, 2, 2 * RATE, 0, "NONE", ""))  # one channel, of 2 bytes a sample
        written.writeframes((between * 32767).astype("<i2").tobytes())
    return file.getvalue()


# From a wave to a picture.


def spectrogram(wave):
    """The picture of a sound: how loud each frequency band is at each time step, from 0 to 1.

    Six steps. Cut the wave into pieces of `PIECE` samples, one every `STEP`, so that each overlaps half of the next.
    Fade each piece in and out, because a hard cut is a click, and a click has all frequencies. Ask the Fourier
    transform how much of every frequency is in it. Add up what lies in each of the lowest `BANDS` bands of `BAND`
    hertz; what is higher is left out. Measure against the loudest of all as the ear does, in decibels: the loudest is
    1, and what is `DEPTH` decibels fainter, or more, is 0. Round to hundredths, as on the slide: then a sum is what
    one gets who adds up the numbers that are shown.

    A whole-number array, as sound files hold, is read as `samples` says.

    Shapes: wave (samples,) of at least `PIECE` samples -> (`BANDS`, time steps). The lowest band, from 0 to `BAND`
    hertz, is the row at the bottom.
    Raises ValueError or TypeError where the wave is none, or too short.
    Slide 83.

    >>> picture = spectrogram(note(625))
    >>> picture.shape
    (20, 19)
    >>> print(BANDS - 1 - picture[:, 9].argmax())  # the loudest band in the middle, counted from the bottom
    12
    """
    wave = samples("wave", wave)
    if len(wave) < PIECE:
        raise ValueError(f"wave must have at least {PIECE} samples ({PIECE / RATE} seconds), but it has {len(wave)}")
    _, power = np.frexp(np.abs(wave).max())
    pieces = sliding_window_view(np.ldexp(wave, -power), PIECE)[::STEP]  # near 1: squares stay numbers
    energy = np.abs(np.fft.rfft(pieces * np.hanning(PIECE))) ** 2  # (time steps, frequencies, one every 10 hertz)
    in_band = BAND * PIECE // RATE
    bands = energy[:, : BANDS * in_band].reshape(-1, BANDS, in_band).sum(axis=-1)
    loudest = bands.max()
    if loudest == 0:
        return np.zeros(bands.T.shape)
    decibels = 10 * np.log10(np.maximum(bands / loudest, 1e-12))
    return np.clip(1 + decibels / DEPTH, 0, 1).round(2).T[::-1]


SILENT = {"uint8": 128, "int8": 0, "int16": 0, "int32": 0}  # the kinds of sample in sound files, and what is silence


def samples(name, wave):
    """A wave as float64 samples, where silence is 0 and a sound file's loudest is 1. The messages call it by ``name``.

    An array of the kinds that sound files hold, of 8, 16 or 32 bits, is scaled to -1 to 1. Other numbers stay as they
    are. Raises ValueError or TypeError for what is no list of finite numbers, or holds two channels.

    >>> samples("wave", np.array([0, 128, 192], np.uint8))
    array([-1. ,  0. ,  0.5])
    """
    kind = wave.dtype.name if isinstance(wave, np.ndarray) else ""
    with np.errstate(over="ignore"):  # what is beyond float64 becomes infinity, and is refused
        numbers = finite(name, np.asarray(finite(name, wave), np.float64))
    if numbers.ndim != 1:
        raise ValueError(f"{name} must be one list of samples, but its shape is {numbers.shape}. Of two channels, take "
                         "one, such as wave[:, 0], or their mean, wave.mean(axis=1)")
    return (numbers - SILENT[kind]) / 2.0 ** (8 * wave.itemsize - 1) if kind in SILENT else numbers


# Features that slide over such pictures.


def rising(bands, low=None):
    """The feature that finds a rising tone: 1 along a line that climbs one band a step, -1 along one that falls.

    So every band that it hears, and every time step, has one 1 and one -1: what is as loud in both cancels. Only in
    the middle step it is 0: there the lines cross, and the 1 and the -1 would stand in one cell. It reaches over five
    bands, from band ``low`` on, counted from the bottom, and is deaf to the one in their middle. ``low`` is such that
    they lie in the middle, unless given.

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


# The slide's grid (slide 83): 9 frequency bands x 9 time steps, in hundredths. The lowest band is the last row.

SOUND = np.loadtxt("""
     0   0  24  75   0  24  66  24   0
     0  34  66  51  85  51  51  66  24
     0  24  34  66  85  66  51  34   0
     0   0  66  75  75  85  34  24   0
    24  24  51  75  51  24  24   0  24
    24  34  66  85  24  51  34  24  34
    24  34  75  85  13  85  34  24  34
    34  66  85 100  51 100  75  51  24
    34  85 100 100  75 100  85  75   0
""".splitlines()) / 100
SOUND.setflags(write=False)
