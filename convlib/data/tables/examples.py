"""Ready tables for lesson 16, as text: what a learner could have pasted. Each is the same every time."""

from functools import cache

import numpy as np

from ...pictures import random_letters
from .customers import CUSTOMER_COLUMNS, DECK_CUSTOMERS, customers


def temperatures():
    """40 days, and the temperature in each hour: warm after noon, and always much like the hour before."""
    chance = np.random.default_rng(1)
    days, hours = np.arange(40)[:, np.newaxis], np.arange(24)
    wind = np.cumsum(chance.normal(0, 1.2, (40, 24)), axis=1)
    table = 12 + 2 * np.sin(days / 6) + 5 * np.sin((hours - 9) * np.pi / 12) + wind + chance.normal(0, 0.3, (40, 24))
    return _text(table.round(1), [f"{hour} h" for hour in hours])


def sound():
    """60 short pieces of sound, and 48 moments of each: two tones, each beginning where it will, and some noise."""
    chance = np.random.default_rng(1)
    pitches, begins = chance.uniform(0.5, 4, (2, 60, 1)), chance.uniform(0, 2 * np.pi, (2, 60, 1))
    moments = np.arange(48) / 48 * 2 * np.pi
    table = np.sin(pitches * moments + begins).sum(axis=0) + chance.normal(0, 0.2, (60, 48))
    return _text(table.round(2))


def questionnaire():
    """120 answers to a questionnaire: 16 questions from 1 to 5, sorted by the four topics that they are about."""
    chance = np.random.default_rng(1)
    opinions = np.repeat(chance.normal(3, 1, (120, 4)), 4, axis=1)
    answers = (opinions + chance.normal(0, 0.7, (120, 16))).round().clip(1, 5)
    return _text(answers, [f"{topic}{number}" for topic in ("food ", "staff ", "price ", "place ")
                           for number in range(1, 5)])


EXAMPLES = {name: cache(make) for name, make in {  # each is made once: a table is compared with all of them
    "temperature by the hour": temperatures,
    "the slides' customers": lambda: _text(DECK_CUSTOMERS),
    "300 customers": lambda: _text(customers(300, seed=1)[0], CUSTOMER_COLUMNS),
    "letters, a row of 81 pixels each": lambda: _text(random_letters(100, seed=1)[0].reshape(100, -1)),
    "sound, moment by moment": sound,
    "a questionnaire": questionnaire,
}.items()}


def _text(table, names=None):
    """A table as text, with commas between the cells."""
    rows = [[f"{cell:.6g}" if isinstance(cell, float) else str(cell) for cell in row] for row in table]
    return "\n".join(",".join(row) for row in ([names] if names else []) + rows)
