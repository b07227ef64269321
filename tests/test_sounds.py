"""Waves and their pictures: what is loud, when, and how high; the slide's grid; the recording."""

import io
import json
import wave as wave_file
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convlib.data import sounds
from convlib.data.sounds import (
    BAND,
    BANDS,
    RATE,
    SOUND,
    STEP,
    beginning,
    chirp,
    falling,
    hertz_of,
    note,
    rising,
    silence,
    spectrogram,
    tune,
    wav,
)
from convlib.ops import convolve
from convlib.widgets import SoundExplorer

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())


def loudest(picture):
    """The loudest band of each time step, counted from the bottom."""
    return BANDS - 1 - picture.argmax(axis=0)


def test_the_grid_is_the_slides():
    np.testing.assert_array_equal(SOUND, DECK["sound"])
    with pytest.raises(ValueError, match="read-only"):
        SOUND[0, 0] = 1


@given(st.floats(60, 940))
def test_a_note_is_loudest_in_its_own_band_all_the_time(hertz):
    picture = spectrogram(note(hertz, 0.5))
    assert picture.shape == (BANDS, 9)
    assert picture.min() >= 0 and picture.max() == 1
    bands = loudest(picture)
    assert (np.abs(bands - (hertz + 5) / BAND + 0.5) <= 0.61).all()  # at a border of two bands, either may be louder


def test_a_note_that_no_band_reaches_is_not_heard():
    both = spectrogram(note(1500, 0.5) + note(520, 0.5))
    np.testing.assert_allclose(both, spectrogram(note(520, 0.5)), atol=0.02)


def test_a_chirp_climbs_by_a_band_a_step_and_its_mirror_falls():
    up, down = (spectrogram(chirp(*ends, 0.85)) for ends in ((120, 970), (970, 120)))
    np.testing.assert_array_equal(loudest(up)[1:-1], np.arange(4, 4 + up.shape[1] - 2))
    np.testing.assert_array_equal(loudest(down)[1:-1], loudest(up)[1:-1][::-1])


def test_the_picture_says_how_many_decibels_fainter():
    wave = np.concatenate([note(520, 1), note(520, 1) * 10 ** (-15 / 20), note(520, 1) * 10 ** (-40 / 20)])
    row = spectrogram(wave)[BANDS - 1 - 10]
    np.testing.assert_allclose(row[[10, 30, 50]], [1, 0.5, 0], atol=1e-3)


@given(st.integers(1, 8))
def test_a_sound_that_comes_later_is_the_same_picture_further_right(steps):
    wave = np.concatenate([silence(0.2), chirp(200, 800, 0.5), silence(0.5)])
    later = np.concatenate([np.zeros(steps * STEP), wave])[:len(wave)]
    np.testing.assert_allclose(spectrogram(later)[:, steps:], spectrogram(wave)[:, :-steps], atol=1e-9)
    maps = [convolve(spectrogram(each), rising(BANDS)) for each in (wave, later)]
    np.testing.assert_allclose(maps[1][:, steps:], maps[0][:, :-steps], atol=1e-9)


def test_silence_is_black_and_louder_is_the_same_picture():
    assert (spectrogram(silence(0.5)) == 0).all()
    np.testing.assert_allclose(spectrogram(note(440) / 9), spectrogram(note(440)), atol=1e-9)


def test_waves_stay_within_one_fade_in_and_have_their_length():
    for wave in (note(440, 0.3), chirp(100, 900, 0.3), sounds.hiss(0.3), silence(0.3)):
        assert wave.shape == (0.3 * RATE,) and np.abs(wave).max() <= 1
    assert note(440)[0] == 0 and abs(note(440)[-1]) < 1e-9
    assert len(note(440, 1e-6)) == 1


def test_notes_by_name():
    assert [round(hertz_of(name), 2) for name in ("A4", "A5", "C4", "C#5")] == [440, 880, 261.63, 554.37]
    melody = tune("C5 - G5", 0.2)
    np.testing.assert_array_equal(melody, np.concatenate([note(hertz_of("C5"), 0.2), silence(0.2),
                                                          note(hertz_of("G5"), 0.2)]))


def test_the_recording_is_small_and_real():
    wave = sounds.recording()
    assert wave.shape == (14480,) and np.abs(wave).max() <= 1 and wave.std() > 0.05
    sums = convolve(spectrogram(wave), rising(BANDS))[0] * rising(BANDS).size
    assert sums.argmax() == 5 and np.sort(sums)[-2] < sums.max() / 2  # one place stands out


def test_a_wav_file_holds_the_wave_at_twice_the_rate():
    wave = note(440, 0.1)
    with wave_file.open(io.BytesIO(wav(wave))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (2 * RATE, 1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767
    np.testing.assert_allclose(samples[::2], wave, atol=1e-4)
    np.testing.assert_allclose(samples[1:-1:2], (wave[:-1] + wave[1:]) / 2, atol=1e-4)
    assert np.frombuffer(wav(wave * 5)[44:], "<i2").max() <= 32767


TONE = np.concatenate([note(520, 0.5), silence(0.2), note(230, 0.3) / 2])
KINDS = {  # the numbers that sound files hold, and what they are of the loudest
    "uint8": lambda wave: (wave * 127 + 128).round().astype(np.uint8),
    "int8": lambda wave: (wave * 127).astype(np.int8),
    "int16": lambda wave: (wave * 32767).astype(np.int16), "int32": lambda wave: (wave * (2**31 - 1)).astype(np.int32),
    "int64": lambda wave: (wave * 1000).astype(np.int64), "float16": lambda wave: wave.astype(np.float16),
    "float32": lambda wave: wave.astype(np.float32), "longdouble": lambda wave: wave.astype(np.longdouble),
    "list": lambda wave: wave.tolist(),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_sample_is_heard_as_the_same_sound(kind):
    heard = KINDS[kind](TONE)
    loud = spectrogram(TONE) > 0.1  # 8 bits hiss a little
    np.testing.assert_allclose(spectrogram(heard)[loud], spectrogram(TONE)[loud], atol=0.021)
    played, same = (np.frombuffer(wav(wave)[44:], "<i2") / 32767 for wave in (heard, TONE))
    np.testing.assert_allclose(played, same, atol=0.02)
    explorer = SoundExplorer(heard)
    np.testing.assert_allclose(explorer.picture[loud], spectrogram(TONE)[loud], atol=0.021)
    np.testing.assert_allclose(explorer.wave, TONE / np.abs(TONE).max(), atol=0.02)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [5e-324, 1e-310, 1e-200, 1e-5, 1e5, 1e200, 1e308])
def test_however_loud_or_faint_a_sound_is_its_picture_is_the_same(size):
    picture = spectrogram(TONE * size)
    if size > 1e-300:  # below that, few steps are left between silence and the loudest
        np.testing.assert_allclose(picture, spectrogram(TONE), atol=1e-9)
    assert np.isfinite(picture).all() and picture.max() == 1
    played = np.frombuffer(wav(TONE * size)[44:], "<i2")
    expected = np.frombuffer(wav(TONE)[44:], "<i2") * min(1, size) / np.abs(TONE).max()
    np.testing.assert_allclose(played, expected, atol=12)
    np.testing.assert_array_equal(SoundExplorer(TONE * size).picture, picture)


@pytest.mark.parametrize(("call", "error", "words"), [
    (lambda: note(0), ValueError, "start must be a number more than 0 and less than 2000, but it is 0"),
    (lambda: note(2000), ValueError, "less than 2000, but it is 2000"),
    (lambda: chirp(100, "high"), TypeError, "end must hold real numbers.*'high'"),
    (lambda: note(440, -1), ValueError, "seconds must be a number more than 0"),
    (lambda: tune("H5"), ValueError, "a letter such as C or F# and an octave.*'H5'"),
    (lambda: hertz_of("C"), ValueError, "'C'"),
    (lambda: spectrogram(note(440, 0.05)), ValueError, r"at least 400 samples \(0.1 seconds\), but it has 200"),
    (lambda: spectrogram([[0.0] * 400]), ValueError, r"wave must be one list of samples.*\(1, 400\)"),
    (lambda: spectrogram([float("nan")] * 400), ValueError, r"wave\[0\] is nan"),
    (lambda: wav("la"), TypeError, "wave must hold real numbers"),
    (lambda: wav(np.zeros((800, 2), np.int16)), ValueError, "Of two channels, take one, such as .* or their mean"),
    (lambda: spectrogram(np.zeros((800, 3), np.uint8)), ValueError, "one list of samples"),  # 24 bits: no kind of NumPy
    (lambda: spectrogram(wav(note(440))), TypeError, "wave must hold real numbers, but it holds |S"),
    (lambda: spectrogram(np.full(800, 1j)), TypeError, "wave must hold real numbers, but it holds complex"),
    (lambda: spectrogram(np.full(800, np.longdouble(10) ** 400)), ValueError, "finite numbers"),
    (lambda: tune(5), TypeError, "names must be a str"), (lambda: tune(["C5"]), TypeError, "names must be a str"),
])
def test_what_cannot_be_is_refused_in_words(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_the_features_balance():
    for feature in (rising(20), falling(20), beginning(20)):
        assert feature.sum() == 0 and set(np.unique(feature)) <= {-1, 0, 1}
    assert (rising(20).sum(axis=0) == 0).all() and (rising(20).sum(axis=1) == 0).all()
    np.testing.assert_array_equal(falling(20), rising(20)[:, ::-1])
