"""The exercises of lesson 12: how many weights a plan has, and which of several plans is the best."""

import numpy as np

from .exercise import Exercise, Mistake

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
