"""Customers: those of the slides, and as many more as a network needs to learn from."""

import numpy as np

from ...checks import check_room, whole
from .likeness import ranks

# Slide 86: nine customers, one a row, and nine things about each.
DECK_CUSTOMERS = [line.split() for line in """
    A  22 1A a@a 1 aa a1.a 123 aa1
    B  33 2B b@b 2 bb b2.b 234 bb2
    C  44 3C c@c 3 cc c3.c 345 cc3
    D  55 4D d@d 4 dd d4.d 456 dd4
    E  66 5E e@e 5 ee e5.e 567 ee5
    F  77 6F f@f 6 ff f6.f 678 ff6
    G  88 7G g@g 7 gg g7.g 789 gg7
    H  99 8H h@h 8 hh h8.h 890 hh8
    I 111 9I i@i 9 ii i9.i 901 ii9
""".strip().splitlines()]

# What `customers` knows about each: visits a month, how many km away they live, what they have spent, in which month
# they were born, for how many months they have been away, for how many years they have come, whether they get the news,
# how many things are in a basket, how many refunds they asked for, their favourite day, and how much they buy on sale.
CUSTOMER_COLUMNS = "age", "visits", "km", "spent", "born", "away", "years", "news", "basket", "refund", "day", "sale"


def customers(n, seed=0):
    """Customers as a shop may know them, and which half of them bought again.

    Who bought again depends on visits, money spent, months away, the news and refunds, and a little on chance. No two
    of these columns stand side by side. The other columns tell nothing about it. The same seed gives the same
    customers.

    Returns the table, an array (n, 12) with a column for each of `CUSTOMER_COLUMNS`, and the right answers, (n, 2):
    [1, 0] for who bought again, [0, 1] for who did not. Raises ValueError or TypeError for an n that is no whole number
    of at least 2.

    >>> table, answers = customers(1000, seed=1)
    >>> table.shape, answers.sum(axis=0)
    ((1000, 12), array([500., 500.]))
    """
    n = whole("n", n, least=2)
    check_room("n", n, len(CUSTOMER_COLUMNS))
    chance = np.random.default_rng(seed)
    visits = chance.poisson(chance.gamma(2, 2, n))
    known = {
        "age": chance.integers(18, 80, n),
        "visits": visits,
        "km": chance.gamma(2, 3, n).round(1),
        "spent": (chance.lognormal(3, 0.6, n) * (1 + visits / 6)).round(2),
        "born": chance.integers(1, 13, n),
        "away": chance.geometric(1 / (2 + 8 / (1 + visits))),
        "years": chance.integers(0, 15, n),
        "news": chance.integers(0, 2, n),
        "basket": 1 + chance.poisson(3, n),
        "refund": chance.poisson(0.6, n),
        "day": chance.integers(1, 8, n),
        "sale": chance.integers(0, 60, n),
    }
    table = np.stack([known[name] for name in CUSTOMER_COLUMNS], axis=1).astype(float)
    says = dict(zip(CUSTOMER_COLUMNS, ranks(table).T, strict=True))
    score = (says["visits"] + 0.8 * says["spent"] - says["away"] + 0.5 * says["news"]
             - 0.8 * says["refund"] + chance.normal(0, 0.25, n))
    again = np.argsort(np.argsort(score)) >= n - n // 2
    return table, np.stack([again, ~again], axis=1).astype(float)
