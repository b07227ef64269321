"""The twelve questions of the self-test, each with the lessons that it goes back to. Lesson 19 asks nothing else."""

import numpy as np

from ...network import Convolution, MaxPool, Network, Relu, deck_network
from ...ops import convolve, filter_patch, max_pool, relu, vote
from ...pictures import FEATURES, TEN, TRICKY, picture
from ...show import look
from ..question import Question

BLUE = look.BLUE
PATCH, FEATURE = picture("##.\n##.\n.##"), picture(".#.\n.#.\n.#.")
RING = TRICKY["O_translation"]
RING_MAP = convolve(RING, FEATURES["antidiagonal"])
WINDOW = np.array([[-5, -1], [-3, -7]]) / 9
VALUES, WEIGHTS = np.array([0.8, 0.2, 0.6, 0.4]), np.array([[0.5, 0], [0, 0.5], [0.5, 0], [0, 0.5]])
FAILURES = {
    "X_weight": "The thick X: the cross, made for thin strokes, fits its crossing badly.",
    "X_translation": "The moved X: its pieces are no longer in their old places.",
    "X_rotation": "The turned X: ReLU removes its strokes, since they no longer fit perfectly.",
    "O_scaling": "The small O: it has too few white pixels for a vote.",
}


def _whose_map():
    return next(name for name, feature in FEATURES.items() if np.array_equal(convolve(RING, feature), RING_MAP))


def _rows_at_the_end():
    one = [Convolution(np.ones((1, 3, 3))), Relu(), MaxPool()]
    return Network([*one, *one]).shapes((14, 14))[-1][-1]


def _lead_of_x():
    for_x, for_o = vote(VALUES, WEIGHTS)
    return for_x - for_o


def _failure():
    network = deck_network()
    (wrong,) = [name for name, letter in TEN.items() if "XO"[network(letter).argmax()] != name[0]]
    return FAILURES[wrong]


def _one_step_downhill():
    slope = (0.43 - 0.37) / (2 * 0.05)
    return 0.80 - 0.1 * slope


def _slope_on_the_way_back():
    slopes, weights = np.array([-1, 1]), np.array([0.5, 0.2])  # of the two votes, and of the value in each
    return float(slopes @ weights)


SELF_TEST = [
    (["01_what_computers_see", "02_features"], Question(
        "Why does a ConvNet look for small pieces instead of comparing whole pictures?",
        answer=lambda: "A letter that moves keeps its pieces, but hardly a pixel its place.",
        choices={
            "Small pieces have fewer pixels, so that the arithmetic takes less time.":
                "One small piece on one patch does take less. But it is tried at every place, and that takes more.",
            "Whole pictures cannot be written as numbers from −1 to 1.":
                "To your eye a picture is no list of numbers. But it can be written so, as the X in lesson 00.",
            "A letter that moves keeps its pieces, but hardly a pixel its place.": "",
            "Pieces are the same in an X and in an O, so that fewer are needed.":
                "Some pieces are in both. But those alone could not tell an X from an O.",
        },
        because="A moved, turned or shrunken X still has slanted strokes and a crossing, only elsewhere. "
                "Compared pixel by pixel, it may agree better with an O.")),
    (["03_filtering"], Question(
        "What is the match of this patch and this feature?",
        answer=lambda: filter_patch(PATCH, FEATURE),
        slips={
            3: "That is the sum of the products. Divide it by the number of pixels.",
            6: "You counted the pixels that agree. Those that disagree count against them.",
            6 / 9: "You took the share of the pixels that agree. Those that disagree count against them.",
            -3 / 9: "You subtracted those that agree from those that do not. But those that agree count plus.",
        },
        because="Six of the nine pixels agree, and three do not. So the products add up to 6 − 3 = 3, and 3 / 9 = .33.",
        pictures=lambda: {"the patch": PATCH, "the feature": look.matches(FEATURE, BLUE, short=True)},
        outlined=lambda: ("the pixels that agree", {name: PATCH == FEATURE for name in ("the patch", "the feature")}))),
    (["04_convolution"], Question(
        "One of the three features made this feature map. Which one?",
        answer=_whose_map,
        choices={
            "diagonal": "The two cells of 1.00 do lie on a line that falls to the right. But the strokes that "
                        "they see rise to the right.",
            "cross": "The map has few cells of 1.00, as that of the cross had in the X. But a ring has no crossing.",
            "antidiagonal": "",
        },
        because="The map reads 1.00 where a stroke of the ring rises to the right: at its upper left and at its lower "
                "right. There, all nine pixels agree with the antidiagonal.",
        pictures=lambda: {"the picture": RING, "the feature map": look.matches(RING_MAP, BLUE, parts=9)} | {
            name: look.matches(feature, BLUE, short=True) for name, feature in FEATURES.items()}, cell=28,
        outlined=lambda: ("where the map reads 1.00, and the middle of each of these places", {
            "the picture": np.pad(np.isclose(RING_MAP, 1), 1), "the feature map": np.isclose(RING_MAP, 1)}))),
    (["06_relu"], Question(
        "This window of a feature map goes through a ReLU, and then through max pooling. What comes out?",
        answer=lambda: max_pool(relu(WINDOW))[0, 0],
        choices={
            -7 / 9: "You took the largest number without its sign. A ReLU lets no negative number through.",
            -1 / 9: "You pooled, and left out the ReLU, which lets no negative number through.",
            0: "",
            1 / 9: "You pooled, and then ignored the minus sign. A ReLU makes 0 of what is negative.",
            7 / 9: "You ignored the minus signs, and took the largest. A ReLU makes 0 of what is negative.",
        },
        because="The ReLU changes all four to 0, and the largest of four zeros is 0. "
                "Pooling first would keep −.11, and the ReLU would then change that to 0.",
        pictures=lambda: {"the window": look.matches(WINDOW, BLUE, parts=9)})),
    (["05_pooling", "07_stacking"], Question(
        "A picture of 14 × 14 pixels goes through convolution, ReLU, pooling, and once more through convolution, ReLU, "
        "pooling. The features have 3 × 3 pixels, the pooling windows are 2 wide with a stride of 2, and there is no "
        "padding. How many rows has the last map?",
        answer=_rows_at_the_end,
        slips={
            3: "You let a convolution keep the size, one or both. Without padding, a feature of three rows costs two.",
            4: "You stopped before the last pooling, or let the convolutions keep the size. Both steps shrink a map.",
            6: "You stopped after the first three layers. The same three come once more.",
            1: "You took away too many rows. A feature of three rows costs two: it may also stand in the last place.",
        },
        because="14 − 3 + 1 = 12, and ReLU leaves it. Pooling makes 6 of it. Then 6 − 3 + 1 = 4, and pooling makes 2 "
                "of it.")),
    (["08_voting"], Question(
        "Four values vote for X and for O, with these weights. By how much does X win?",
        answer=_lead_of_x,
        slips={
            0.7: "That is the vote for X. Subtract what O gets.",
            0.3: "That is the vote for O. Subtract it from what X gets.",
            0.8: "You forgot the weights: each of these values counts only half.",
            1: "You added the two votes. Subtract one from the other.",
        },
        because="X gets .80 × .5 + .60 × .5 = .70. O gets .20 × .5 + .40 × .5 = .30. The difference is .40.",
        pictures=lambda: {name: look.matches([row], BLUE) for name, row in (
            ("four values", VALUES), ("their weights for X", WEIGHTS[:, 0]), ("their weights for O", WEIGHTS[:, 1]))})),
    (["09_all_together"], Question(
        "The slides' network was drawn by hand. One of its own ten pictures comes out wrong. Which one, and why?",
        answer=_failure,
        choices={
            FAILURES["X_weight"]: "",
            FAILURES["X_translation"]: "It has moved, but each feature is tried at every place. X gets 1.00, as "
                                       "before.",
            FAILURES["X_rotation"]: "Its strokes fit less well, but still well, and a ReLU only removes what is "
                                    "negative. X wins by .82 to .55.",
            FAILURES["O_scaling"]: "Votes do not count white pixels: the small pieces still fit well. O wins "
                                   "narrowly, by .55 to .46.",
        },
        because="A thick crossing is a white block, in which only 6 of 9 pixels agree with the cross: 3/9. "
                "That pulls the mean of the five voters for X below that of the four for O: .511 against .556.")),
    (["10_error_and_nudging"], Question(
        "A weight is .80. Nudged up by .05, it makes the error .43; nudged down by .05, .37. "
        "The learning rate is .1. What is the weight after one step of gradient descent?",
        answer=_one_step_downhill, tolerance=0.001,
        slips={
            0.86: "Your step is as long as it should be, but it goes uphill.",
            0.68: "You divided by .05. Between the two nudges the weight goes twice as far.",
            0.2: "You went down by the whole slope. The learning rate makes the step shorter.",
            0.794: "You took the change of the error for the slope. Divide it by how far the weight was moved.",
        },
        because="From .75 to .85, the error rises by .06: the slope is .06 / .10 = .6. "
                "The step goes downhill by .1 × .6 = .06, from .80 to .74.")),
    (["11_backpropagation"], Question(
        "Backpropagation goes back from the votes. The vote for X is too low, and the vote for O is too high. A match "
        "was positive and won every pooling. Its value has the weight .50 for X and .20 for O. How much does the "
        "error change for each 1 that this match rises, so what is its slope?",
        answer=_slope_on_the_way_back,
        slips={
            0.3: "You turned the signs round. A vote that is too low has the slope −1: more of it makes less error.",
            -0.5: "You went back through the vote for X only. The same value also votes for O.",
            0.7: "You left out the sign of the vote that is too low. More of it makes less error.",
            -0.1: "You multiplied the two ways. Along each way you multiply, but the ways are added.",
            0: "A match has the slope 0 where it is negative, or loses in a pooling. This one won every time.",
        },
        because="The way through X gives −1 × .50 = −.50, and that through O gives 1 × .20 = .20. ReLU and pooling "
                "pass both on as they are. The ways are added: −.50 + .20 = −.30.")),
    (["12_learning_live", "13_knobs"], Question(
        "You train plans with 3, 6 and 12 features. Which number tells you best which one to take?",
        answer=lambda: "the accuracy on pictures that were kept aside, in the middle one of several runs",
        choices={
            "the error on the training pictures at the last step, in the best of several runs":
                "Training pictures flatter a network, and the best run is the luckiest one.",
            "the accuracy on pictures that were kept aside, in the middle one of several runs": "",
            "the accuracy on the training pictures, of which there are more, in the middle one of several runs":
                "The middle run is right. But the network has learned from these very pictures, however many they are.",
            "the number of weights, because a plan with more of them can learn more pictures":
                "It can learn more by heart, too. What you want is that it gets new pictures right.",
        },
        because="A network may know its training pictures by heart, and fail on new ones. "
                "And a single run may be lucky or unlucky: the one in the middle is neither.")),
    (["14_sound", "15_text", "16_limits"], Question(
        "For which of these data is a ConvNet a good choice?",
        answer=lambda: "how warm it is on each square of a map of the sea",
        choices={
            "the marks of a school: a row for each pupil, a column for each subject":
                "Rows and columns of numbers do look like a picture. But put music beside mathematics or history: it "
                "is the same school.",
            "a shop's orders: price, weight, postcode and day of the week of each":
                "It is a grid of numbers. But price and postcode are neighbours only because somebody wrote them so.",
            "recipes: a row for each, a column for each ingredient with how much of it":
                "How much there is of each does read like brightness. But put salt beside flour or sugar: it is the "
                "same cake.",
            "how warm it is on each square of a map of the sea": "",
        },
        because="On the map, what is near belongs together: a warm current runs from square to square. The columns "
                "of the other three could stand in any order and say as much, so that neighbours among them mean "
                "nothing.")),
    (["17_photographs", "18_real_networks"], Question(
        "A layer has 6 features of 5 × 5 pixels, each with a bias. Colour photographs go into it. How many numbers "
        "does it learn?",
        answer=lambda: sum(part.size for part in (np.ones((6, 3, 5, 5)), np.ones(6))),
        slips={
            150: "You counted the pixels of six grey features. In colour, each has them for red, green and blue.",
            156: "You have the biases, but the features are grey. In colour, each has three times as many pixels.",
            450: "Those are the feature pixels of all channels. Each feature has a bias as well.",
            468: "You gave each channel a bias of its own. A feature has one.",
        },
        because="One feature has 3 × 5 × 5 = 75 pixels and one bias, which makes 76 numbers. Six have 6 × 76 = 456.")),
]

QUESTIONS, EXERCISES = {}, {}
