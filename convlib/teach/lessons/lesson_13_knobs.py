"""What lesson 13 asks, and what its learners write.

Its questions: two about lesson 12, what a knob costs, and what it brings. Its exercises: how many weights a plan has,
and which of several plans is the best.

To find out what it brings takes dozens of runs, too many to wait for. So what came out stands here, and a test trains
all of it anew.
"""

from itertools import islice

import numpy as np

from ...architecture import STEPS, parameter_count, random_network
from ...experiments.plans import HARDER
from ...learning import descend
from ...pictures import random_letters
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

# Of 100 unseen letters, how many are right in the run in the middle of three, with so many features and with features
# of such a size. Then three runs of one plan, convolution, ReLU and pooling twice, and the same after 1,000 steps.
BY_FEATURES = {1: 75, 3: 83, 12: 91, 24: 92}
BY_SIZE = {1: 49, 3: 83, 5: 86, 7: 72, 9: 52}
LUCK = [51, 88, 89]
LONGER = [91, 96, 96]


def _weights(features):
    return parameter_count(random_network(features=features))


def _where_more_features_help():
    first, second = BY_FEATURES[3] - BY_FEATURES[1], BY_FEATURES[24] - BY_FEATURES[12]
    if abs(first - second) <= 1:
        return "both about the same"
    return "from 1 to 3" if first > second else "from 12 to 24"


def _best_size():
    best = max(BY_SIZE, key=BY_SIZE.get)
    return f"{best} × {best}"


def _votes_after_learning(layers):
    """What a network of these layers votes when it has learned for some steps."""
    letters, right = random_letters(100, seed=1, **HARDER)
    network = random_network(layers)
    for _ in islice(descend(network, letters, right, rate=0.2, batch=32), 30):
        pass
    return network(letters)


def _same_to_the_last_digit():
    slides = _votes_after_learning(STEPS)
    *orders, none = QUESTIONS["another order of the layers"].choices
    return next((order for order in orders if np.array_equal(_votes_after_learning(order.split(", ")), slides)), none)


def _after_more_steps():
    choices = QUESTIONS["one run gets half"].choices
    return min(choices, key=lambda choice: abs(int(choice.split()[1].strip(":")) - LONGER[0]))


QUESTIONS = {
    "right in training only": Question(
        "A network gets 100 of 100 training pictures right, and 80 of 100 unseen ones. What is this called?",
        answer=lambda: "overfitting",
        choices={
            "generalisation": "You thought of the 80 that it gets. But generalisation would be to do as well on new "
                              "ones as in training.",
            "data leakage": "You thought that something must be amiss with the sets. But leakage would make the 80 "
                            "better, not worse.",
            "overfitting": "",
        },
        because="It has fitted itself to peculiarities of the pictures that it was shown."),
    "steps of an epoch": Question(
        "The training set has 2,000 pictures, and the batch size is 32. How many steps does one epoch take?",
        answer=lambda: -(-2000 // 32),
        slips={
            62: "62 steps look at 1,984 pictures. The last 16 need a step as well.",
            32: "That is how many pictures one step looks at.",
            2000: "That would be so with a batch size of 1.",
        },
        because="In one epoch each picture has its turn once. 62 batches are full, and the last one is half as large."),
    "where more features help": Question(
        "A coin gets half of the unseen letters right. We train the plan with more and more features. "
        "What brings more right answers: going from 1 to 3 features, or from 12 to 24?",
        answer=_where_more_features_help,
        choices={
            "from 1 to 3": "",
            "from 12 to 24": "Twelve more features sound like a lot. But most of what they can find, others have found "
                             "before.",
            "both about the same": "You expected a few more to help as much each time. But each further feature finds "
                                   "less that is new.",
        },
        because=f"From 1 to 3 it goes from {BY_FEATURES[1]} to {BY_FEATURES[3]} of 100, with "
                f"{_weights(3) - _weights(1)} more weights. From 12 to 24 it goes from {BY_FEATURES[12]} to "
                f"{BY_FEATURES[24]}, with {_weights(24) - _weights(12)} more."),
    "best size of three features": Question(
        "Three features again, but larger or smaller ones: "
        "1 × 1, 3 × 3, 5 × 5, 7 × 7 or 9 × 9 pixels. Which plan gets the most unseen letters right?",
        answer=_best_size,
        choices={
            "1 × 1": "You looked for the smallest piece there is. But a single pixel is white in an X and in an O "
                     "alike.",
            "3 × 3": "You trusted the slides, and they come close. A little more room does a little better.",
            "5 × 5": "",
            "7 × 7": "More pixels hold more of a letter. But then it has to lie right, and these letters are turned "
                     "and shrunk.",
            "9 × 9": "You let a feature see everything at once. Then it has no other place to try.",
        },
        because="They get {}, {}, {}, {} and {} of 100. One pixel is no piece of a letter, "
                "and 9 × 9 is the whole picture. 5 × 5 has room for a whole crossing, and "
                "is a little better than 3 × 3.".format(*BY_SIZE.values())),
    "one run gets half": Question(
        "After 200 steps its three runs get {}, {} and {} of 100. Two did well, and one is no better than guessing. We "
        "let the same three learn from the same noise again, for 1,000 steps. What does the run with {} get "
        "now?".format(*LUCK, LUCK[0]),
        answer=_after_more_steps,
        choices={
            "about 50: it is stuck": "A run may be stuck, as those with 2 neurons are. But 200 steps do not tell.",
            "about 70: it stays behind": "You expected that a bad beginning costs something for good. It costs time.",
            "about 90: it was not finished": "",
        },
        because="They get {}, {} and {}. The first had hardly begun to learn.".format(*LONGER)),
    "another order of the layers": Question(
        "Slide 80: the order of the layers. Which of these plans gives the same numbers as the slides' plan, run by "
        "run and to the last digit?",
        answer=_same_to_the_last_digit,
        choices={
            "pooling, convolution, ReLU, pooling": "It has the same four layers. But here the features see a picture "
                                                   "that has been pooled already.",
            "convolution, pooling, pooling, ReLU": "",
            "convolution, pooling, pooling": "It is right about as often. But you were asked for the same numbers, and "
                                             "it has no ReLU.",
            "none of them": "Most changes of the order do change the numbers. One kind of swap does not.",
        },
        because="You met this in lesson 06: the largest of the rectified numbers is the largest number, rectified. "
                "So also the slopes are the same, and every step of learning. Without any ReLU, a window that holds "
                "only negatives passes a negative number on."),
    "weights of twelve features": Question(
        "The slides' plan has 51 weights: 3 × 9 in the features, and 12 values with a weight for X and one for O each. "
        "Now take 12 features in place of 3, and leave everything else. How many weights are there?",
        answer=lambda: _weights(12),
        slips={
            132: "You counted the pixels of the new features, but the votes of the old ones. More features make more "
                 "values.",
            123: "You counted the votes of the new features, but the pixels of the old ones. Each has nine.",
            156: "Your 48 values have one weight each. They vote for X and for O, so they need two.",
            612: "You took twelve times as many. But three features were there already, so take four times as many.",
        },
        because="12 features have 12 × 9 = 108 pixels. Each makes its own map, which ends in 2 × 2 values: 48 values "
                "with two weights each are 96. Four times as many features make four times as many weights."),
}


# Exercises.

COUNT_WEIGHTS = Exercise(
    right=lambda features, side, channels, values, answers: features * side * side * channels + values * answers,
    cases=[(3, 3, 1, 12, 2), (6, 5, 1, 24, 2), (4, 3, 3, 16, 10), (1, 2, 1, 9, 3), (12, 4, 3, 48, 2), (2, 7, 6, 5, 4)],
    shape_advice="One plan gives one number: how many weights there are in all.",
    mistakes=[
        Mistake("No channels", lambda features, side, channels, values, answers: features * side**2 + values * answers,
                "A feature has a part for each map that comes in, and each part has side × side pixels."),
        Mistake("Biases counted", lambda features, side, channels, values, answers: features * (side**2 * channels + 1)
                + values * answers, "Real features have a bias, but these have none: count pixels and weights only."),
        Mistake("Biases counted", lambda features, side, channels, values, answers: features * (side**2 * channels + 1)
                + (values + 1) * answers, "Real features and answers have a bias, but these have none."),
        Mistake("No votes", lambda features, side, channels, values, answers: features * side**2 * channels,
                "You counted the feature pixels. Each value also has one weight for each answer."),
        Mistake("No features", lambda features, side, channels, values, answers: values * answers,
                "You counted the voting weights. The pixels of the features learn, too."),
        Mistake("One feature only", lambda features, side, channels, values, answers: side**2 * channels
                + values * answers, "That is one feature. There are several, with as many pixels each."),
        Mistake("One row of a feature", lambda features, side, channels, values, answers: features * side * channels
                + values * answers, "A feature of 3 has 3 rows with 3 pixels each: side × side."),
        Mistake("Twice the side", lambda features, side, channels, values, answers: features * side * 2 * channels
                + values * answers, "side * 2 doubles it. A square has side * side pixels, or side ** 2."),
        Mistake("Voters added to answers", lambda features, side, channels, values, answers: features * side**2
                * channels + values + answers, "Every value votes for every answer: values × answers."),
        Mistake("One vote for each value", lambda features, side, channels, values, answers: features * side**2
                * channels + values, "Every value has one weight for each answer."),
        Mistake("Everything multiplied", lambda features, side, channels, values, answers: features * side**2
                * channels * values * answers, "The features and the votes have weights of their own: add the two."),
        Mistake("Channels added", lambda features, side, channels, values, answers: features * side**2 + channels
                + values * answers, "Each feature has side × side pixels for each channel: multiply."),
        Mistake("Channels in the votes, too", lambda features, side, channels, values, answers: channels
                * (features * side**2 + values * answers), "Channels belong to the features only. Mind the brackets."),
        Mistake("Every map again", lambda features, side, channels, values, answers: features * side**2 * channels
                + features * values * answers, "The values of all maps together are counted in values already."),
        Mistake("A feature for each value", lambda features, side, channels, values, answers: values * side**2
                * channels + values * answers, "The same feature serves at all places. So count features, not values."),
    ],
)


def _tried(seed):
    """Results of plans: the luckiest run, the best mean, the best middle and the best first run are never the same."""
    random = np.random.default_rng(seed)
    cases = []
    while len(cases) < 6:
        results = random.uniform(0.5, 1, (len(cases) + 5, 3 + 2 * (len(cases) % 2))).round(3)
        choices = {np.median(results, axis=1).argmax(), results.max(axis=1).argmax(), results.mean(axis=1).argmax(),
                   results[:, 0].argmax(), results.min(axis=1).argmax()}
        if len(choices) == 5:
            cases.append((results,))
    return cases


BEST_PLAN = Exercise(
    right=lambda results: np.median(results, axis=1).argmax(),
    cases=_tried(seed=12),
    size_advice="There are not always as many plans, nor as many runs: results.shape tells both numbers.",
    shape_advice="Return one number: the row of the best plan, counted from 0.",
    mistakes=[
        Mistake("The luckiest run", lambda results: results.max(axis=1).argmax(),
                "One lucky run says little: the next one may be bad. Take the middle of each row."),
        Mistake("Counted all runs in one list", lambda results: results.argmax(),
                "argmax() without an axis looks at all runs at once, and numbers them in one list."),
        Mistake("The mean", lambda results: results.mean(axis=1).argmax(),
                "A run that got stuck pulls the mean down. The middle does not mind: np.median."),
        Mistake("The worst run", lambda results: results.min(axis=1).argmax(),
                "You compared the unluckiest run of each plan. Take the middle one."),
        Mistake("The first run only", lambda results: results[:, 0].argmax(),
                "You looked at one run of each plan. Take the middle of all of them."),
        Mistake("The middle place, not the middle value",
                lambda results: results[:, results.shape[1] // 2].argmax(),
                "The runs stand in the order of their seeds. Sort each row first, or use np.median."),
        Mistake("The middle, not the plan", lambda results: np.median(results, axis=1).max(),
                "That is how good the best plan is. Which row is it? argmax instead of max."),
        Mistake("The worst plan", lambda results: np.median(results, axis=1).argmin(),
                "argmin finds the smallest middle."),
        Mistake("The best run, not the best plan", lambda results: np.median(results, axis=0).argmax(),
                "A row is a plan, a column a run. axis=1 takes the middle of each row."),
        Mistake("Counted from 1", lambda results: np.median(results, axis=1).argmax() + 1,
                "Rows count from 0, as argmax does."),
    ],
)

EXERCISES = {"count_weights": COUNT_WEIGHTS, "best_plan": BEST_PLAN}
