"""What lesson 16 asks, and what its learners write.

Its questions: two about earlier lessons, and what networks lose when the columns of their data are shuffled. Its
exercises: one shuffle for all pictures, and how much neighbouring columns are alike.

The lesson takes the run in the middle of ten. The answers are worked out from the first three, which is quick enough;
a test holds that ten lead to the same choice.
"""

import re

import numpy as np

from ...architecture import random_network
from ...data.tables import ranks
from ...experiments.shuffles import (
    COLUMNS,
    CONVNET,
    VOTERS,
    YOURS,
    Job,
    customers_task,
    learn,
    letters_task,
)
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

USEFUL_FIRST = (1, 3, 5, 7, 9, 0, 2, 4, 6, 8, 10, 11)  # visits, spent, away, news and refund, then the other columns


def _right_of_100(task, net, kind=COLUMNS, order=()):
    """How many of 100 unseen pictures a network gets right that has learned anew: the run in the middle of three."""
    runs = [run for seed in range(3) for run in learn(task, Job(net, kind, seed, order), steps=200) if run]
    return 100 * float(np.median([run.accuracy for run in runs]))


def _nearest(choices, percent):
    """The choice whose number is the nearest."""
    return min(choices, key=lambda choice: abs(int(re.search(r"\d+", choice)[0]) - percent))


def _about(words, measured, choices, because):
    """A question for one of a few numbers, each with some words."""
    return Question(words, lambda: _nearest(choices, measured()), because, choices)


QUESTIONS = {
    "pixels for all places": Question(
        "A feature of 3 × 3 slides over a picture of 9 × 9 and stands at 49 places. How many feature pixels have to be "
        "learned for it?",
        answer=lambda: random_network(features=1).parameters[0].size,
        choices={
            9: "",
            49: "Those are the places. The same nine pixels serve at each of them.",
            441: "You gave each place nine pixels of its own. It needs no more than one set.",
        },
        because="The same nine pixels are used at every place."),
    "before you praise a network": Question(
        "A network gets 80 of 100 unseen letters right. What must you know before you can say whether that is good?",
        answer=lambda: "what the simplest ways get",
        choices={
            "what the simplest ways get": "",
            "how many weights it has": "That tells what it costs. With many weights or few, 80 may be much or little.",
            "what it gets in training": "That tells whether it overfits. But 80 of unseen ones stay 80.",
        },
        because="Such a number is called a baseline. A coin may get 50, and nearest neighbour 98."),
    "voters and shuffled letters": _about(
        "How many of 100 unseen letters, shuffled as well, do the voters alone get right?",
        lambda: _right_of_100(letters_task(), VOTERS),
        {
            "about 50, like guessing": "You judged by the eye, to which nothing is left to read. Voters do not read "
                                       "shapes.",
            "about 58": "You expected that shuffling costs everybody something. It costs nothing if you never look at "
                        "neighbours.",
            "about 66": "",
            "about 74": "That would be more than before. But shuffling adds nothing that was not there.",
        },
        because="They lose nothing. A pixel votes with a weight of its own, wherever it stands. Each weight "
                "finds its pixel at the new place."),
    "ConvNet and shuffled letters": _about(
        "And how many does the ConvNet get right?",
        lambda: _right_of_100(letters_task(), CONVNET),
        {
            "about 83, as before": "You expected it to get over the shuffle as the voters do. But a feature looks at "
                                   "pixels that stand side by side.",
            "about 74": "",
            "about 66": "You expected it to lose all that it had over the voters. It keeps about half of that.",
            "about 50, like guessing": "That is nearly all that is left to one that has learned from letters in the "
                                       "old order. This one has learned anew.",
        },
        because="It loses 9 of 100, but is still better than the voters. Each column is still whole from top to "
                "bottom, so patterns up and down survive."),
    "ConvNet and shuffled customers": _about(
        "From the table as it is, the ConvNet learns to predict correctly for 92 of 100 unseen customers whether they "
        "bought again. How many, if it learns anew with the columns shuffled?",
        lambda: _right_of_100(customers_task(), CONVNET),
        {
            "about 97": "You expected that a shuffle brings columns together that help each other. Here none do.",
            "about 92": "",
            "about 83": "That would be the loss of the letters, nine of 100. But letters had neighbours to lose.",
            "about 50, like guessing": "You may have thought that it would mix up the columns. But it learns anew, and "
                                       "all customers are shuffled alike.",
        },
        because="Nothing is lost. No two of the five useful columns stand side by side. The neighbours meant nothing "
                "before, and mean nothing now."),
    "five useful columns first": _about(
        "Now put visits, spent, away, news and refund side by side, at the beginning. How many of 100 does the "
        "ConvNet get?",
        lambda: _right_of_100(customers_task(), CONVNET, YOURS, USEFUL_FIRST),
        {
            "about 98": "You made them neighbours, as in a picture. But neighbours help only where the same pattern "
                        "means the same everywhere.",
            "about 95": "That is what the voters alone get, in any order. This order does not bring the ConvNet so "
                        "far.",
            "about 92": "",
            "about 88": "Some orders do end there, so it was worth a guess. This one costs nothing.",
        },
        because="Side by side, they still are no pattern that comes back at another place."),
}


# Exercises.

def _letters(seed):
    """Pictures that are not square and of which no two are alike, and the seed of a shuffle that leaves few columns
    where they were."""
    random = np.random.default_rng(seed)
    letters = [(random.choice([-1.0, 1.0], (count, rows, columns)), shuffle)
               for count, rows, columns, shuffle in [(5, 9, 9, 3), (4, 9, 9, 1), (3, 4, 7, 8), (6, 5, 12, 2)]]
    return [*letters, (np.array([[[-1.0, -1, 1, 1]], [[1, -1, -1, -1]]]), 4)]


def _chance(seed):
    return np.random.default_rng(seed)


SHUFFLE_COLUMNS = Exercise(
    right=lambda letters, seed: letters[..., _chance(seed).permutation(letters.shape[-1])],
    cases=_letters(seed=14),
    size_advice="Columns are the last axis: letters.shape[-1] counts them, and letters[..., order] picks them.",
    shape_advice="All pictures come back, with as many rows and columns as before.",
    mistakes=[
        Mistake("A shuffle for each picture", lambda letters, seed: _each(letters, _chance(seed)),
                "You draw a new order for every picture. Draw one, and use it for all."),
        Mistake("A shuffle for each row", lambda letters, seed: _chance(seed).permuted(letters, axis=-1),
                "permuted shuffles every row in its own way. Draw one order with permutation, and use it for all."),
        Mistake("Scattered the pixels", lambda letters, seed: letters.reshape(len(letters), -1)[
                    :, _chance(seed).permutation(letters[0].size)].reshape(letters.shape),
                "You gave every pixel a place of its own. A column moves as a whole: permute the columns only."),
        Mistake("Shuffled the rows", lambda letters, seed: letters[:, _chance(seed).permutation(letters.shape[1])],
                "The last axis holds the columns, the one before it the rows: letters[..., order]."),
        Mistake("Shuffled the pictures", lambda letters, seed: letters[_chance(seed).permutation(len(letters))],
                "The pictures stand in another order now, and do not fit their right answers any more."),
        Mistake("Rows and columns", lambda letters, seed: _both(letters, _chance(seed)),
                "You shuffled the rows as well. A column stays whole."),
        Mistake("The way back", lambda letters, seed: letters[..., np.argsort(
                    _chance(seed).permutation(letters.shape[-1]))],
                "argsort turns the order round: that is how to put the columns back. Use the order as it is."),
        Mistake("Always the same shuffle", lambda letters, seed: letters[..., _chance(0).permutation(
                    letters.shape[-1])], "You did not use the seed: np.random.default_rng(seed)."),
        Mistake("Mirrored", lambda letters, seed: letters[..., ::-1],
                "The columns are in the opposite order now. Draw a random one."),
        Mistake("Nothing moved", lambda letters, seed: letters,
                "The letters come back as they were. permutation gives a new order back, which is to be used."),
    ],
)


def _each(letters, chance):
    return np.stack([letter[:, chance.permutation(letters.shape[-1])] for letter in letters])


def _both(letters, chance):
    order = chance.permutation(letters.shape[-1])
    rows = order if len(order) == letters.shape[1] else chance.permutation(letters.shape[1])
    return letters[:, rows][..., order]


def _tables(seed):
    """Tables in which neighbours are alike or opposite, with more rows than columns and the other way round."""
    random = np.random.default_rng(seed)
    shapes = [(20, 6), (30, 9), (8, 12), (50, 4), (12, 7), (4, 3)]
    return [(np.cumsum(random.normal(size=shape), axis=1) * random.choice([-1, 1], shape[1]),) for shape in shapes]


def _correlations(table):
    return np.corrcoef(table, rowvar=False)


NEIGHBOURS_ALIKE = Exercise(
    right=lambda table: np.abs(np.diag(_correlations(table), 1)).mean(),
    cases=_tables(seed=14),
    size_advice="np.corrcoef(table, rowvar=False) compares each two columns; np.diag(…, 1) picks the neighbours.",
    shape_advice="One table gives one number: how much neighbours are alike, on average.",
    mistakes=[
        Mistake("Opposite is not unlike", lambda table: np.diag(_correlations(table), 1).mean(),
                "A correlation of −1 tells as much as one of 1. Take its size: np.abs."),
        Mistake("The size too late", lambda table: abs(np.diag(_correlations(table), 1).mean()),
                "Correlations of 1 and −1 cancel in the mean. Take the size of each first."),
        Mistake("Compared the rows", lambda table: np.abs(np.diag(np.corrcoef(table), 1)).mean(),
                "corrcoef takes rows for what is to be compared, unless it is told rowvar=False."),
        Mistake("All pairs", lambda table: np.abs(_correlations(table)).mean(),
                "That is the mean over all pairs of columns, neighbours or not. np.diag(…, 1) picks the neighbours."),
        Mistake("All pairs", lambda table: np.abs(_correlations(table)[~np.eye(table.shape[1], dtype=bool)]).mean(),
                "That is the mean over all pairs of different columns, neighbours or not. np.diag(…, 1) picks the "
                "neighbours."),
        Mistake("Returned too early", lambda table: abs(_correlations(table)[0, 1]),
                "That is the first pair alone. The return must stand after the loop, not inside."),
        Mistake("Each with itself", lambda table: np.abs(np.diag(_correlations(table))).mean(),
                "np.diag without a number picks each column with itself: always 1. The neighbours are beside: 1."),
        Mistake("Not the next but the one after", lambda table: np.abs(np.diag(_correlations(table), 2)).mean(),
                "With 2, np.diag skips a column. With 1, it picks neighbours."),
        Mistake("The sum", lambda table: np.abs(np.diag(_correlations(table), 1)).sum(),
                "That is the sum over all neighbours. Divide by how many there are: mean()."),
        Mistake("The best two", lambda table: np.abs(np.diag(_correlations(table), 1)).max(),
                "That is the pair that is most alike. Take the mean of all neighbours."),
        Mistake("Divided by the columns", lambda table: np.abs(np.diag(_correlations(table), 1)).sum()
                / table.shape[1], "There is one pair of neighbours less than there are columns."),
        Mistake("The last beside the first", lambda table: np.abs([pair[column - 1] for column, pair in
                                                                   enumerate(_correlations(table))]).mean(),
                "With the index −1, the first column is compared with the last one. They are no neighbours."),
        Mistake("Ranks", lambda table: np.abs(np.diag(_correlations(ranks(table)), 1)).mean(),
                "Take the numbers as they are: here they need not become ranks."),
        Mistake("Squared", lambda table: (np.diag(_correlations(table), 1) ** 2).mean(),
                "The size of a number is np.abs, not its square."),
    ],
)

EXERCISES = {"shuffle_columns": SHUFFLE_COLUMNS, "neighbours_alike": NEIGHBOURS_ALIKE}
