"""What the votes say, in words: X, O, or that they tie."""

from ...ops import winner
from ...show import look

ANSWERS = ("X", "O")
CORNERS = ("top left", "top right", "bottom left", "bottom right")  # whose values vote: four of each feature
NAMED = (*ANSWERS, "a tie")  # by the number that `convlib.ops.winner` gives


def verdict(votes, whose):
    """The two votes, and what they say; ``whose`` they are begins that: "the network".

    >>> verdict([0.9, 0.5], "the network")
    'X .90, O .50: the network says X.'
    >>> verdict([0.1 + 0.2, 0.3], "the network")
    'X .30, O .30: a tie, so the network cannot tell.'
    >>> verdict([0.304, 0.302], "the vote")
    'X .30, O .30: the vote says X, by a little.'
    """
    return f"{told(votes)}: {decision(votes, whose)}"


def count_right(right, votes):
    """How many pictures come out right. A tie answers nothing."""
    return int((winner(votes) == right.argmax(axis=1)).sum())


def told(votes):
    """The two votes as numbers."""
    return ", ".join(f"{answer} {look.label(vote)}" for answer, vote in zip(ANSWERS, votes, strict=True))


def decision(votes, whose):
    """What two votes say."""
    wins = winner(votes)
    if wins < 0:
        return f"a tie, so {whose} cannot tell."
    x, o = map(look.label, votes)
    return f"{whose} says {ANSWERS[wins]}{', by a little' if x == o else ''}."
