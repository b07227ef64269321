"""What lesson 12 asks, and what its learners write.

Its questions: two about lesson 10, what comes out of noise, what ten pictures teach, how alike it is each time, and
what spoils it. Its exercises: how many pictures come out right, a move with momentum, and all of the ten with few
changes.
"""

from functools import cache
from itertools import islice

import numpy as np

from ...architecture import random_network
from ...checks import counted
from ...experiments.letters import training_letters, unseen_letters
from ...learning import accuracy, descend
from ...network import deck_network
from ...ops import error, winner
from ...pictures import FEATURES, TEN, deck_letters, random_letters
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

@cache
def _learned(seed, count=2000):
    """A network that has learned for 500 steps, as in the lesson, from the first so many of the training pictures."""
    network = random_network(seed=seed)
    letters, right = (each[:count] for each in training_letters())
    for _ in islice(descend(network, letters, right, rate=0.5, momentum=0, batch=32, seed=seed), 500):
        pass
    return network


def _unseen(network):
    """The accuracy on the unseen pictures."""
    unseen, right = unseen_letters()
    return accuracy(right, network(unseen))


def _right_of_ten():
    pictures, right = deck_letters()
    return round(10 * accuracy(right, _learned(seed=0)(pictures)))


def _features(network):
    """The features, each as a row of nine pixels."""
    return network.parameters[0].reshape(3, 9)


def _alike(features, others):
    """For each feature, how much it looks like the most similar one of the others: 1 is the same picture."""
    return np.corrcoef(features, others)[:3, 3:].max(axis=1)


def _known_features():
    slides = np.reshape([*FEATURES.values()], (3, 9))
    found = (_alike(_features(_learned(seed=0)), slides) > 0.8).sum()
    return {0: "other ones", 3: "these three"}.get(int(found), "one or two of these, and others")


def _same_with_another_seed():
    one, other = _learned(seed=0), _learned(seed=1)
    if (_alike(_features(one), _features(other)) > 0.9).all():
        return "the features, in another order"
    return "the accuracy, nearly" if min(_unseen(one), _unseen(other)) >= 0.99 else "nothing"


def _with_rate_5():
    """What the error does in fifteen steps of this rate, beginning with noise."""
    steps = islice(descend(random_network(seed=0), *training_letters(), rate=5, momentum=0, batch=32), 15)
    errors = [step.error for step in steps]
    if max(errors) > 100:
        return "The error grows without end."
    return "It learns ten times as fast." if errors[-1] < 0.5 else "The error jumps up and down between 0 and 2."


def _after_ten_pictures():
    share = _unseen(_learned(seed=0, count=10))
    names = {0.6: "half, as with noise", 0.97: "clearly fewer than 99 of 100", 1: "also 99 of 100"}
    return next((name for below, name in names.items() if share < below), "all of them")


QUESTIONS = {
    "where a slope leads": Question(
        "A number of the network is .30, and its slope is .4. Where does one step of gradient descent move it?",
        answer=lambda: "down, below .30" if 0.30 - 0.05 * 0.4 < 0.30 else "up, above .30",
        choices={
            "up, above .30": "That is the way the slope rises. The error would rise, too.",
            "down, below .30": "",
            "to .4": "The slope is no place to go to. It says how steep the error is at .30.",
        },
        because="A slope above 0 means that the error grows with the number. So the step makes the number smaller."),
    "error of a picture": Question(
        "A picture of an O gets the votes .70 for X and .40 for O. How large is its error?",
        answer=lambda: float(error([0, 1], [0.70, 0.40])),
        slips={
            1.1: "You added the votes. The vote for O should be 1, so its distance is 1 − .40.",
            0.9: "You took the picture for an X. This is an O: the vote for X should be 0.",
            0.7: "That is the distance of the vote for X. The vote for O has one as well.",
            0.6: "That is the distance of the vote for O. The vote for X has one as well.",
            0.3: "You compared the two votes. The error compares each vote with the right answer.",
        },
        because="The vote for X is .70 away from 0, and the vote for O is .60 away from 1: .70 + .60 = 1.30."),
    "ten pictures after learning": Question(
        "How many of the slides' ten pictures come out right afterwards?",
        answer=_right_of_ten,
        choices={
            6: "You gave it little more than the noise it began with, which gets five. But 500 steps lead far.",
            8: "You expected it to do worse than what somebody drew by hand. But it learned from 2,000 pictures.",
            9: "You expected that the same picture would fail again. But these features were not drawn for thin pens.",
            10: "",
        },
        because="The thick X as well. Some of the training pictures are thick, and some are turned or small."),
    "features found in noise": Question(
        "The slides' features are a diagonal ╲, a cross ╳ and an antidiagonal ╱. Which features does it find by "
        "itself?",
        answer=_known_features,
        choices={
            "these three": "They are a good answer, but nobody told it so. It only had to make the error small.",
            "one or two of these, and others": "",
            "other ones": "For the most part it does go its own way. But one of them is an old friend.",
        },
        because="The magenta one is nearly the antidiagonal, only paler. In the others, look for slanted pairs: two "
                "high numbers, corner to corner, and often a low one beside them."),
    "learning from ten pictures": Question(
        "A network learns from only ten of the training pictures, 500 steps long. Afterwards it gets all ten right. "
        "And of the unseen pictures? Decide before you scroll.",
        answer=_after_ten_pictures,
        choices={
            "all of them": "All ten right sounds as if it had understood. But it may also have fitted itself to these "
                           "ten.",
            "also 99 of 100": "That is what 2,000 training pictures gave. Ten show far less.",
            "clearly fewer than 99 of 100": "",
            "half, as with noise": "You expected that it learned the ten by heart, and nothing else. But it has found "
                                   "something that others share.",
        },
        because="What works for ten pictures need not work for others. But an X is an X: it is far better than noise."),
    "noise from another seed": Question(
        "The seed chooses the noise. With seed 1, the network begins elsewhere. After 500 steps, what is the same as "
        "with seed 0? Decide before you scroll.",
        answer=_same_with_another_seed,
        choices={
            "the features and the accuracy": "You expected that there is one best set of features, and that every run "
                                             "finds it. There are many good ones.",
            "the features, in another order": "The order is indeed a matter of chance. But more than the order has "
                                              "changed.",
            "the accuracy, nearly": "",
            "nothing": "Another beginning does lead elsewhere. But where it leads is as good.",
        },
        because="Each is right for at least 99 of 100 unseen pictures, with features that are mostly its own. "
                "The picture below shows them."),
    "ten times the rate": Question(
        "With a learning rate of .5 the network learns. What happens with 5, ten times as much?",
        answer=_with_rate_5,
        choices={
            "It learns ten times as fast.": "That would be so on a slope that goes on and on. A valley has another "
                                            "side.",
            "The error jumps up and down between 0 and 2.": "You may remember the jumps of rate 3. This time each "
                                                            "leads higher than the one before.",
            "The error grows without end.": "",
        },
        because="In lesson 10 the error only jumped. Here each step leads across the valley and up the other side, "
                "higher than before. There it is steeper, since each number is multiplied by larger ones. So the next "
                "step is longer still."),
}


# Exercises.

def _ballots(seed):
    """Right answers and votes for several numbers of pictures and answers; some votes are beyond 0 and 1. No ties."""
    random = np.random.default_rng(seed)
    cases = []
    for pictures, answers in ((10, 2), (7, 2), (12, 3), (9, 4), (20, 2), (15, 5), (4, 2), (3, 3)):
        right = np.eye(answers)[random.integers(answers, size=pictures)]
        votes = right + random.normal(0, 0.6, right.shape).round(2)
        votes += np.arange(answers) / 1000  # in a row, no two votes have the same third decimal
        votes[1] = -abs(votes[1])  # even the largest is below 0
        votes[-1] = right[-1]  # once every vote is exactly right
        cases.append((right, votes))
    return cases


ACCURACY = Exercise(
    right=lambda right, votes: accuracy(right, votes),
    cases=_ballots(seed=12),
    size_advice="There may be more than two answers, and there are rarely as many pictures as answers.",
    shape_advice="All pictures together give one number. Compare one number for each picture, then take the mean.",
    mistakes=[
        Mistake("The number, not the share", lambda right, votes: (votes.argmax(axis=1) == right.argmax(axis=1)).sum(),
                "You counted the pictures that are right. Of how many? mean() divides as well."),
        Mistake("The share of the wrong ones",
                lambda right, votes: (votes.argmax(axis=1) != right.argmax(axis=1)).mean(),
                "You found which share of the pictures comes out wrong."),
        Mistake("Along the wrong axis", lambda right, votes: (votes.argmax(axis=0) == right.argmax(axis=0)).mean(),
                "argmax(axis=0) finds the largest number of each column. Each picture is a row: axis=1."),
        Mistake("One winner for all pictures", lambda right, votes: votes.argmax() == right.argmax(),
                "argmax() without an axis looks at all votes at once. With axis=1 it finds the winner of each row."),
        Mistake("Compared the votes themselves", lambda right, votes: (votes == right).mean(),
                "A vote is hardly ever exactly 1 or 0, and need not be. Compare which one is the largest."),
        Mistake("Compared the votes themselves", lambda right, votes: (votes == right).all(axis=1).mean(),
                "A vote is hardly ever exactly 1 or 0, and need not be. Compare which one is the largest."),
        Mistake("Compared the rounded votes", lambda right, votes: (votes.round() == right).all(axis=1).mean(),
                "An X with the votes .40 and .30 is right, though .40 is nearer to 0 than to 1. Compare the largest."),
        Mistake("Compared the rounded votes", lambda right, votes: (votes.round() == right).mean(),
                "An X with the votes .40 and .30 is right, though .40 is nearer to 0 than to 1. Compare the largest."),
        Mistake("Above one half", lambda right, votes: ((votes > 0.5) == right).mean(),
                "A vote need not be above .5 to win. It has to be the largest of its row."),
        Mistake("Above one half", lambda right, votes: ((votes > 0.5) == right).all(axis=1).mean(),
                "A vote need not be above .5 to win. It has to be the largest of its row."),
        Mistake("Took the smallest vote", lambda right, votes: (votes.argmin(axis=1) == right.argmax(axis=1)).mean(),
                "The answer with the largest vote wins."),
        Mistake("Only two answers", lambda right, votes: ((votes[:, 0] > votes[:, 1]) == right[:, 0]).mean(),
                "You compared the first two votes of each row. There may be more answers."),
        Mistake("Only two answers", lambda right, votes: np.mean(
            [(vote[0] > vote[1]) == (wanted[0] > wanted[1]) for wanted, vote in zip(right, votes, strict=True)]),
                "You compared the first two votes of each row. There may be more answers."),
        Mistake("Only two answers", lambda right, votes: (
                (votes[:, 0] > votes[:, 1]) & (right[:, 0] == 1) | (votes[:, 1] > votes[:, 0]) & (right[:, 1] == 1)).mean(),
                "You compared the first two votes of each row. There may be more answers."),
        Mistake("Divided by all votes",
                lambda right, votes: (votes.argmax(axis=1) == right.argmax(axis=1)).sum() / right.size,
                "right.size counts all numbers. The number of pictures is len(right)."),
        Mistake("Returned too early", lambda right, votes: float(votes[0].argmax() == right[0].argmax()),
                "The function ends at the first return. Put it behind the loop, not inside."),
        Mistake("In percent", lambda right, votes: 100 * accuracy(right, votes),
                "A share runs from 0 to 1. Leave out the hundred."),
        Mistake("One minus the error", lambda right, votes: 1 - np.abs(right - votes).sum(axis=1).mean(),
                "Error and accuracy are two things. Count the pictures whose largest vote is the right one."),
    ],
)


def _moves(seed):
    """Last moves and slopes of several shapes, with rates and momenta on both sides of one half."""
    random = np.random.default_rng(seed)
    shapes = [(4,), (3, 3), (12, 2), (6,), (3, 1, 3, 3), (5,), (2,)]
    knobs = [(0.1, 0.9), (0.5, 0.5), (2.0, 0.8), (0.05, 0.0), (1.0, 0.3), (0.2, 0.95), (0.3, 0.6)]
    return [(*random.uniform(-1, 1, (2, *shape)).round(2), *knob) for shape, knob in zip(shapes, knobs, strict=True)]


NEXT_MOVE = Exercise(
    right=lambda move, slope, rate, momentum: momentum * move - rate * slope,
    cases=_moves(seed=12),
    shape_advice="Each number of the array has a move of its own: the move has the shape of the slope.",
    mistakes=[
        Mistake("Uphill", lambda move, slope, rate, momentum: momentum * move + rate * slope,
                "A slope above 0 means that the error rises with the number. So the step has a minus."),
        Mistake("Against the last move", lambda move, slope, rate, momentum: -momentum * move - rate * slope,
                "The ball rolls on in the direction of its last move, not back. Which sign has that share?"),
        Mistake("All signs the other way", lambda move, slope, rate, momentum: rate * slope - momentum * move,
                "Where does your move lead when the slope is 0? It should go on, and against the slope."),
        Mistake("No momentum", lambda move, slope, rate, momentum: -rate * slope,
                "This is the step downhill. Add the share of the last move."),
        Mistake("No step downhill", lambda move, slope, rate, momentum: momentum * move,
                "This is the share of the last move. Now the step downhill on top."),
        Mistake("The whole last move", lambda move, slope, rate, momentum: move - rate * slope,
                "Only a share of the last move is repeated: momentum says how much. Else the ball never slows down."),
        Mistake("The last move once more", lambda move, slope, rate, momentum: move + momentum * move - rate * slope,
                "The last move is over. Only its share is repeated: momentum times the move."),
        Mistake("Momentum and rate exchanged", lambda move, slope, rate, momentum: rate * move - momentum * slope,
                "The rate belongs to the slope, and the momentum to the last move."),
        Mistake("Both with the rate", lambda move, slope, rate, momentum: rate * (momentum * move - slope),
                "The last move contains its rate already. Only the slope is multiplied by it."),
        Mistake("As PyTorch keeps it", lambda move, slope, rate, momentum: momentum * move + slope,
                "PyTorch keeps a sum of slopes, and multiplies it by the rate afterwards. Here a move is a move: it "
                "contains the rate already, and leads against the slope."),
        Mistake("As PyTorch moves", lambda move, slope, rate, momentum: -rate * (momentum * move + slope),
                "PyTorch keeps a sum of slopes, and multiplies it by the rate afterwards. Here move is the last move, "
                "and contains the rate already. So multiply only the slope by it."),
        Mistake("Both with the momentum", lambda move, slope, rate, momentum: momentum * (move - rate * slope),
                "The new step downhill is taken in full. Only the last move is multiplied by the momentum."),
        Mistake("What is left of one", lambda move, slope, rate, momentum: (1 - momentum) * move - rate * slope,
                "The share of the last move is momentum itself, not what is left of 1."),
        Mistake("A mixture", lambda move, slope, rate, momentum: momentum * move - (1 - momentum) * rate * slope,
                "Some people weigh the new step like this. Here it is taken in full."),
        Mistake("No rate", lambda move, slope, rate, momentum: momentum * move - slope,
                "How far the step leads is the learning rate times the slope."),
        Mistake("Added the knobs", lambda move, slope, rate, momentum: (momentum + move) - rate * slope,
                "A share of something is a product: momentum times the move."),
    ],
)

START = deck_network().parameters[1]  # the slides' voting weights
HIDDEN = 500


@cache
def _hidden_letters():
    return random_letters(HIDDEN, seed=300, without=deck_letters()[0])


def _which_are_right(weights, letters, right):
    """Which letters come out right, with these voting weights in the slides' network."""
    network = deck_network()
    network.parameters[1][:] = weights
    return winner(network(letters)) == right.argmax(axis=1)


def _judge_ten(weights):
    """Are all of the ten right, with one changed weight? Then it says how many of the hidden letters are."""
    if weights.shape != START.shape:
        return "keep working", "Wrong shape. Return the whole table: 12 rows, and a column for X and one for O."
    if not (abs(weights) <= 100).all():  # nor is nan
        return "keep working", "Not weights. Each must be a number, and here not beyond 100 or −100."
    in_ten = _which_are_right(weights, *deck_letters())
    changes = int((~np.isclose(weights, START)).sum())
    changed = counted(changes, "weight")
    if not in_ten.all():
        wrong = "; ".join(name.replace("_", ", ") for name, right in zip(TEN, in_ten, strict=True) if not right)
        return "keep working", f"{in_ten.sum()} of ten are right, with {changed} changed. Wrong: {wrong}."
    found, before = (_which_are_right(each, *_hidden_letters()).sum() for each in (weights, START))
    hidden = f"Of {HIDDEN} hidden letters, {found} are right. With the slides' weights, {before} are."
    if changes > 1:
        return "almost", f"Ten of ten, with {changed} changed. {hidden} But one changed weight is enough for the ten."
    if not np.isclose(weights[4, 0], START[4, 0]):
        return "almost", f"Ten of ten, with the weight of lesson 09. {hidden} Which other weight does it?"
    learned = "Fewer than before" if found < before else "As many as before" if found == before else "More than before"
    return "correct", (f"Ten of ten, with {changed} changed. {hidden} {learned}. Does another weight do better, or "
                       "worse?")


TEN_OF_TEN = Exercise(
    right=lambda weights: np.where(np.arange(24).reshape(12, 2) == 20, 0.35, weights),  # value 11, in the vote for X
    cases=[(START,)],
    mistakes=[],
    judge=_judge_ten,
)

EXERCISES = {"accuracy": ACCURACY, "next_move": NEXT_MOVE, "ten_of_ten": TEN_OF_TEN}
