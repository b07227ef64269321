"""What is learned from pictures whose pixels were moved, all of them alike: what lesson 16 compares, slides 85-87.

A task is something to learn: letters, or customers. Two networks learn it, a ConvNet and voters alone, from the
pictures as they are and from shuffled ones. A run's seed chooses the noise that the network begins with, the order in
which it looks at the pictures, and the shuffle. The pictures are always the same.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from ..architecture import random_network
from ..data.tables import customers, ranks
from ..data.tables.customers import CUSTOMER_COLUMNS
from ..learning import accuracy
from .plans import RATE, in_steps, letters

CONVNET, VOTERS = NETS = "ConvNet", "voters alone"
PLAIN, COLUMNS, PIXELS, YOURS = KINDS = "plain", "columns", "pixels", "yours"
CUSTOMERS = 1000  # to learn from, and as many unseen ones


class Task(NamedTuple):
    """Something to learn: pictures with right answers, unseen ones, and for each network how it begins and its rate;
    and what the columns of the pictures are called."""

    images: np.ndarray
    answers: np.ndarray
    unseen: np.ndarray
    right: np.ndarray
    networks: dict
    rates: dict
    names: tuple = ()

    @property
    def shape(self):
        """The rows and columns of a picture."""
        return self.images.shape[1:]


class Job(NamedTuple):
    """What one network is to learn: which, from pictures in which kind of order, from which noise. ``order`` tells an
    order of the learner's own, and is empty where the kind and the seed choose one."""

    net: str
    kind: str
    seed: int
    order: tuple = ()


class Result(NamedTuple):
    """One network that has learned: its job, and which share of the unseen pictures it gets right, in the same order.

    ``moved`` is the share when the unseen ones alone have their columns shuffled, where it was asked for."""

    job: Job
    accuracy: float
    moved: float | None = None


def arranged(pictures, order):
    """Pictures (…, rows, columns) with their pixels in an order: which pixel stands at each place, row by row.

    >>> arranged([[1, 2], [3, 4]], order=(1, 0, 3, 2))
    array([[2, 1],
           [4, 3]])
    """
    pictures = np.asarray(pictures)
    return pictures.reshape(*pictures.shape[:-2], -1)[..., list(order)].reshape(pictures.shape)


def order_of(kind, seed, shape):
    """Which pixel stands at each place, row by row, when the columns or the pixels are shuffled, or nothing is.

    >>> order_of("columns", 0, (2, 3))
    (2, 0, 1, 5, 3, 4)
    """
    chance, pixels = np.random.default_rng(seed), np.arange(np.prod(shape))
    if kind == COLUMNS:
        pixels = pixels.reshape(shape)[:, chance.permutation(shape[1])]
    elif kind == PIXELS:
        pixels = chance.permutation(pixels)
    return tuple(np.ravel(pixels).tolist())


def learn(task, job, steps):
    """Let one network learn, and see what it gets right. Yields None after each step, and at last the `Result`."""
    network, order = task.networks[job.net](job.seed), job.order or order_of(job.kind, job.seed, task.shape)
    for _ in in_steps(network, arranged(task.images, order), task.answers, steps, job.seed, task.rates[job.net]):
        yield None
    moved = None
    if job.kind == PLAIN:
        moved = accuracy(task.right, network(arranged(task.unseen, order_of(COLUMNS, job.seed, task.shape))))
    share = accuracy(task.right, network(arranged(task.unseen, order)))
    yield Result(job, share, moved)


@cache
def letters_task():
    """The harder letters of lesson 13. The ConvNet has the slides' plan; the voters are the 81 pixels."""
    networks = {CONVNET: lambda seed: random_network(seed=seed),
                VOTERS: lambda seed: random_network([], seed=seed)}
    return Task(*letters(seed=1), *letters(seed=2), networks, {CONVNET: RATE, VOTERS: 0.003}, tuple("012345678"))


@cache
def customers_task():
    """Customers, each a picture of one row: the ranks of all columns. The ConvNet has features of 1 x 3, and no
    pooling; the voters are the columns."""
    table, answers = customers(2 * CUSTOMERS, seed=7)
    rows = ranks(table)[:, np.newaxis]
    size = 1, len(CUSTOMER_COLUMNS)
    networks = {CONVNET: lambda seed: random_network(["convolution", "ReLU"], side=(1, 3), size=size, seed=seed),
                VOTERS: lambda seed: random_network([], size=size, seed=seed)}
    return Task(rows[:CUSTOMERS], answers[:CUSTOMERS], rows[CUSTOMERS:], answers[CUSTOMERS:],
                networks, {CONVNET: RATE, VOTERS: 0.1}, CUSTOMER_COLUMNS)


TASKS = {"letters": letters_task, "customers": customers_task}
