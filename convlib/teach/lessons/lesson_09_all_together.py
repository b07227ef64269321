"""What lesson 09 asks, and what its learners write.

Its questions: what a vote and a match are, how well the slides' whole network does, and what stands behind its votes.
Its exercises: the whole network as one function, how many pictures it gets right, and a feature for thick letters.
"""

import numpy as np

from ...network import deck_network
from ...ops import convolve, max_pool, relu, vote, winner
from ...pictures import TEN, TRICKY, O, X, random_letters
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

AS_IT_IS, TUNED, WHOLE = "the slides' network", "the network with one weight changed", "comparing whole pictures"


def _how_many_right():
    network = deck_network()
    return sum("XO"[network(picture).argmax()] == name[0] for name, picture in TEN.items())


def _against_45(count):
    return "45" if count == 45 else "fewer than 45" if count < 45 else "more than 45"


def _pixels_behind_the_vote():
    return deck_network().trace(X, -1, 0)[0]


def _who_is_right():
    """Who is right about most of the new letters."""
    letters, right = random_letters(2000, seed=200)
    network, tuned = deck_network(), deck_network()
    tuned.layers[-1].weights[4, 0] = 0.35
    votes = {AS_IT_IS: network(letters), TUNED: tuned(letters),
             WHOLE: convolve(letters, [X, O]).reshape(-1, 2)}
    return max(votes, key=lambda name: (winner(votes[name]) == right.argmax(axis=1)).sum())


QUESTIONS = {
    "vote of two values": Question(
        "Two values vote for X: .80 with the weight 1/2, and .60 with the weight 1/4. How large is the vote?",
        answer=lambda: float(vote(np.array([0.80, 0.60]), np.array([[1 / 2], [1 / 4]]))[0]),
        slips={
            1.40: "You added the values. Each counts only as much as its weight says.",
            0.70: "That is the average of the two. Here the weights differ.",
            0.75: "You added the weights. Multiply each value by its weight first.",
            0.275: "You divided the sum by 2. A vote adds the products up and does not divide.",
        },
        because="Multiply each value by its weight, and add: .80 × .50 + .60 × .25 = .40 + .15 = .55."),
    "pixels behind a match": Question(
        "A match of nine pixels reads .55, which is 5/9. How many of the nine pixels agree?",
        answer=lambda: next(agree for agree in range(10) if agree - (9 - agree) == 5),
        slips={
            5: "You took the 5 of 5/9 for those that agree. But with five that agree, four do not, and the match is "
               "1/9.",
            2: "Two are those that do not agree.",
            6: "You knew that it takes more than five. But with six that agree, three do not, and the match is 3/9.",
        },
        because="Seven agree and two do not: (7 − 2) / 9 = .55."),
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
        because="One picture fails, and below you see which."),
    "pixels behind a vote": Question(
        "The vote for X is an average of five values, and each value began as one match of nine pixels. "
        "For the slides' X: from how many of the 81 pixels does this vote come?",
        answer=lambda: _against_45(_pixels_behind_the_vote().sum()),
        choices={
            "45": "Five times nine is 45. But you counted some pixels twice.",
            "fewer than 45": "",
            "more than 45": "You thought of all that the values could see. But each came from one window, and all "
                            "other matches lost in the pooling, or do not vote for X.",
        },
        because="Five windows of nine pixels make 45. But some windows overlap, and a pixel counts once: 38.",
        pictures=lambda: {"the X": X},
        outlined=lambda: ("the pixels behind the vote for X", {"the X": _pixels_behind_the_vote()})),
    "who is right about new letters": Question(
        "Who gets the most of the 2,000 new letters right?",
        answer=_who_is_right,
        choices={
            AS_IT_IS: "Its features fit wherever a piece stands, that is true. But they fit thin pens only.",
            TUNED: "It has the best score on the ten. But its weight was changed until the ten came out right.",
            WHOLE: "",
        },
        because="Many new letters are drawn with a thicker pen, and the pieces fit thin ones. All lie near the middle, "
                "so whole pictures overlap well."),
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
    size_advice="Did you pool twice, write the maps as one list, and take the features and the weights that you were given?",
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
    right=lambda votes, answers: (winner(votes) == answers).sum(),
    cases=_ballots(seed=1),
    shape_advice="All pictures together give one number: count those that are right.",
    mistakes=[
        Mistake("Counted the wrong ones", lambda votes, answers: (winner(votes) != answers).sum(),
                "You counted the pictures that come out wrong."),
        Mistake("Returned too early", lambda votes, answers: int(winner(votes[0]) == answers[0]),
                "The function ends at the first return. Put it behind the loop, not inside."),
        Mistake("Kept only the last picture", lambda votes, answers: int(winner(votes[-1]) == answers[-1]),
                "The count begins anew with every picture. Write count = 0 above the loop, and count += 1 inside."),
        Mistake("The share, not the number", lambda votes, answers: (winner(votes) == answers).mean(),
                "mean() tells which part of the pictures is right. How many are they?"),
        Mistake("Took the smaller vote", lambda votes, answers: (winner(-votes) == answers).sum(),
                "The letter with the larger vote wins."),
        Mistake("A tie counted as X", lambda votes, answers: (votes.argmax(axis=1) == answers).sum(),
                "Where both votes are the same, the network cannot tell, and is not right. "
                "So > and not >=, and not argmax, which takes the first of two that are equal."),
        Mistake("A tie counted as O", lambda votes, answers: ((votes[:, 1] >= votes[:, 0]) == answers).sum(),
                "Where both votes are the same, the network cannot tell, and is not right: > in place of >=."),
        Mistake("A tie counted as right", lambda votes, answers:
                ((winner(votes) == answers) | (votes[:, 0] == votes[:, 1])).sum(),
                "Where both votes are the same, the network cannot tell, and is not right: > in place of >=."),
        Mistake("One winner for all pictures", lambda votes, answers: (votes.argmax() == answers).sum(),
                "argmax() without an axis looks at all votes at once. Every picture has a winner of its own."),
        Mistake("Did not look at the answers", lambda votes, answers: (winner(votes) == 0).sum(),
                "You counted the pictures that the network calls X. Compare with answers."),
        Mistake("Counted the X's that are right", lambda votes, answers: ((winner(votes) == 0) & (answers == 0)).sum(),
                "An O that comes out as O is right, too."),
    ],
)


def _judge_thick(feature):
    """Its best matches in the thick X and in the thick O differ by so many pixels that agree."""
    if feature.shape != (3, 3):
        return "keep working", ("Wrong shape. A feature here has 3 rows of 3 numbers: each row in square brackets, "
                                "commas between them, and square brackets around all.")
    if not np.isin(feature, (-1, 1)).all():
        return "keep working", "Other numbers than 1 and −1. A pixel is white, 1, or black, −1. A 0 is neither."
    matches = [convolve(TRICKY[name], feature).max() for name in ("X_weight", "O_weight")]
    in_x, in_o = [round((match + 1) * 9 / 2) for match in matches]
    found = (f"The best match in the thick X is {look.label(matches[0])}, where {in_x} of 9 pixels agree, and in the "
             f"thick O {look.label(matches[1])}, where {in_o} do.")
    if abs(in_x - in_o) >= 2:
        letter = "X" if in_x > in_o else "O"
        return "correct", f"It finds the thick {letter}. {found} Of the 512 features of this size, only 14 do as well."
    if in_x != in_o:
        return "almost", (f"One pixel apart, like the cross. {found} One more is needed. Which pixel spoils one match "
                          "and not the other?")
    if in_x >= 8:
        return "keep working", f"It fits both. {found} Look for a piece that only one of the letters has."
    return "keep working", f"It fits neither. {found} Begin with a piece of one letter, just as it stands there."


THICK_FEATURE = Exercise(
    right=lambda: np.array([[1, 1, 1], [-1, 1, 1], [1, 1, 1]]),
    cases=[()],
    mistakes=[],
    judge=_judge_thick,
)

EXERCISES = {"whole_network": WHOLE_NETWORK, "count_right": COUNT_RIGHT, "thick_feature": THICK_FEATURE}
