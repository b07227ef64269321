"""What lesson 09 asks, and what its learners write.

Its questions: how well the slides' whole network does, and what stands behind its votes. Its exercises: the whole
network as one function, and how many pictures it gets right.
"""

import numpy as np

from ...network import deck_network
from ...ops import convolve, max_pool, relu, vote
from ...pictures import FEATURES, TEN, TRICKY, X
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

def _how_many_right():
    network = deck_network()
    return sum("XO"[network(picture).argmax()] == name[0] for name, picture in TEN.items())


def _against_45(count):
    return "45" if count == 45 else "fewer than 45" if count < 45 else "more than 45"


def _weakest():
    best = {name: convolve(TRICKY["X_weight"], feature).max() for name, feature in FEATURES.items()}
    return min(best, key=best.get)


QUESTIONS = {
    "ten pictures and the whole network": Question(
        "How many of the ten does the whole network get right?",
        answer=_how_many_right,
        choices={
            7: "You expected it to do worse than comparing whole pictures. But its features fit wherever a piece "
               "stands.",
            8: "That is what comparing whole pictures got. The network does a little better.",
            9: "",
            10: "You expected it to get all of them. But somebody drew its features, and they do not suit every pen.",
        },
        because="One picture still fails. You will meet it below."),
    "pixels behind a vote": Question(
        "The vote for X is an average of five values, and each value began as one match of nine pixels. "
        "For the slides' X: from how many of the 81 pixels does this vote come?",
        answer=lambda: _against_45(deck_network().trace(X, -1, 0)[0].sum()),
        choices={
            "45": "Five times nine is 45. But you counted some pixels twice.",
            "fewer than 45": "",
            "more than 45": "There are only five windows behind this vote. All other matches were lost in the pooling, "
                            "or do not vote for X.",
        },
        because="Five windows of nine pixels make 45. But some windows overlap, and a pixel counts once: 38.",
        pictures=lambda: {"the X": X}),
    "weakest in the thick X": Question(
        "Each feature now looks for its best place in the thick X. Which feature's best match is the weakest?",
        answer=_weakest,
        choices={
            "diagonal": "A thick stroke spoils the diagonal in only two pixels, one on each side of the line.",
            "cross": "",
            "antidiagonal": "A thick stroke spoils the antidiagonal in only two pixels, one on each side of the line.",
            "none: all three fit alike": "All three were made for thin lines, that is true. But one of them suffers "
                                         "more.",
        },
        because="The crossing of a thick X is a white block. At best 6 of 9 pixels agree with the cross, and 3 do not: "
                "3/9. The diagonal and the antidiagonal agree in 7 of 9 pixels of a thick stroke: 5/9.",
        pictures=lambda: {"the thick X": TRICKY["X_weight"]} | {
            name: look.feature(feature, look.COLOURS[name]) for name, feature in FEATURES.items()}),
}


# Exercises.

def whole_network(picture, features, weights):
    """Convolution, ReLU, pooling, pooling, one list, vote."""
    return vote(_stack(picture, features).reshape(-1), weights)


def _stack(picture, features):
    return max_pool(max_pool(relu(convolve(picture, features))))


def _without_relu(picture, features, weights):
    return vote(max_pool(max_pool(convolve(picture, features))).reshape(-1), weights)


def _networks(count, seed):
    """Pictures, features and weights that suit each other, in several sizes; the votes are on both sides of 0."""
    random = np.random.default_rng(seed)
    cases = []
    for number in range(count):
        side, size = (9, 3) if number % 2 else (11, 2)
        picture, features = random.choice([-1.0, 1.0], (side, side)), random.uniform(-1, 1, (3, size, size))
        picture[:6, :6], features[0] = 1, -abs(features[0])  # a window in which all matches are negative
        values = _stack(picture, features).size
        cases.append((picture, features, random.uniform(-2, 2, (values, 2))))
    small = [[1, -1, -1], [-1, 1, -1], [-1, -1, 1]], [[[1, -1], [-0.5, 1]]], [[0.5, -1]]
    return [*cases, tuple(map(np.array, small))]


WHOLE_NETWORK = Exercise(
    right=whole_network,
    cases=_networks(6, seed=9),
    size_advice="Did you pool twice, and write the maps as one list?",
    shape_advice="A picture gets two votes. Is vote the last step, and its result what you return?",
    mistakes=[
        Mistake("No ReLU", _without_relu, "What is negative in a feature map has to become 0 before it votes."),
        Mistake("ReLU on the votes", lambda *case: relu(whole_network(*case)),
                "A vote may be negative: it is the last step, and stays as it is. ReLU belongs to the maps."),
        Mistake("Listed column by column",
                lambda picture, features, weights: vote(_stack(picture, features).reshape(-1, order="F"), weights),
                "The weights expect the values map by map, and each map row by row, as reshape(-1) lists them."),
        Mistake("Maps in reverse", lambda picture, features, weights: vote(
                _stack(picture, features)[::-1].reshape(-1), weights),
                "The maps have to stay in the order of the features."),
        Mistake("Sorted", lambda picture, features, weights: np.sort(
                whole_network(picture, features, weights))[::-1],
                "Return the votes in the order in which vote gives them: X first, then O."),
    ],
)


def _ballots(seed):
    random = np.random.default_rng(seed)
    cases = []
    for count in (1, 2, 3, 5, 10, 15):
        votes, answers = random.uniform(-1, 1, (count, 2)), random.integers(0, 2, count)
        votes[-1::-4] = 0.5  # a tie
        cases.append((votes, answers))
    return cases


COUNT_RIGHT = Exercise(
    right=lambda votes, answers: (votes.argmax(axis=1) == answers).sum(),
    cases=_ballots(seed=1),
    shape_advice="All pictures together give one number: count those that are right.",
    mistakes=[
        Mistake("Counted the wrong ones", lambda votes, answers: (votes.argmax(axis=1) != answers).sum(),
                "You counted the pictures that come out wrong."),
        Mistake("Returned too early", lambda votes, answers: int(votes[0].argmax() == answers[0]),
                "The function ends at the first return. Put it behind the loop, not inside."),
        Mistake("Kept only the last picture", lambda votes, answers: int(votes[-1].argmax() == answers[-1]),
                "The count begins anew with every picture. Write count = 0 above the loop, and count += 1 inside."),
        Mistake("The share, not the number", lambda votes, answers: (votes.argmax(axis=1) == answers).mean(),
                "mean() tells which part of the pictures is right. How many are they?"),
        Mistake("Took the smaller vote", lambda votes, answers: (votes.argmin(axis=1) == answers).sum(),
                "The letter with the larger vote wins."),
        Mistake("A tie counted as O", lambda votes, answers: ((votes[:, 1] >= votes[:, 0]) == answers).sum(),
                "Where both votes are the same, take X: its number is 0."),
        Mistake("A tie counted as neither", lambda votes, answers:
                ((votes.argmax(axis=1) == answers) & (votes[:, 0] != votes[:, 1])).sum(),
                "Where both votes are the same, the network says X: >= in place of >."),
        Mistake("One winner for all pictures", lambda votes, answers: (votes.argmax() == answers).sum(),
                "argmax() without an axis looks at all votes at once. With axis=1 it finds the winner of each row."),
        Mistake("Did not look at the answers", lambda votes, answers: (votes.argmax(axis=1) == 0).sum(),
                "You counted the pictures that the network calls X. Compare with answers."),
        Mistake("Counted the X's that are right",
                lambda votes, answers: ((votes.argmax(axis=1) == 0) & (answers == 0)).sum(),
                "An O that comes out as O is right, too."),
    ],
)

EXERCISES = {"whole_network": WHOLE_NETWORK, "count_right": COUNT_RIGHT}
