"""The exercises of lesson 15: what a framework computes, and how many numbers a real layer learns."""

import numpy as np

from .exercise import Exercise, Mistake


def _colour_patches(count, seed):
    """Patches and features with several channels, of several sizes, and a bias. The first can be worked out by head."""
    simple = np.array([[[1, -1]], [[0.5, 1]]]), np.array([[[1, 1]], [[-1, 1]]]), 0.5
    random = np.random.default_rng(seed)
    sizes = [(3, 3, 3), (3, 3, 3), (1, 2, 3), (4, 5, 5), (3, 2, 2)]
    return [simple, *((*random.uniform(-1, 1, (2, *sizes[number % 5])), random.uniform(0.5, 2) * random.choice([-1, 1]))
                      for number in range(count - 1))]


FRAMEWORK_MATCH = Exercise(
    right=lambda patch, feature, bias: (patch * feature).sum() + bias,
    cases=_colour_patches(10, seed=15),
    size_advice="There are not always three channels, or 3 rows: do not count on their number. filter_patch will not "
                 "do: it takes one channel only, and it divides.",
    shape_advice="One patch and one feature give one number, also where they have several channels. Python's own sum() "
                 "adds only the channels; products.sum() adds everything.",
    mistakes=[
        Mistake("Divided, as the slides do", lambda patch, feature, bias: (patch * feature).mean() + bias,
                "A framework only adds: sum instead of mean."),
        Mistake("Sum and bias divided", lambda patch, feature, bias: ((patch * feature).sum() + bias) / feature.size,
                "A framework does not divide at all."),
        Mistake("Divided by the pixels of one channel",
                lambda patch, feature, bias: (patch * feature).sum() / feature[0].size + bias,
                "This is what convlib's layer does. A framework does not divide."),
        Mistake("No bias", lambda patch, feature, bias: (patch * feature).sum(),
                "The products are right. Add the bias to their sum."),
        Mistake("No bias, and divided", lambda patch, feature, bias: (patch * feature).mean(),
                "This is the match of the slides. A framework does not divide, and it adds the bias."),
        Mistake("Bias subtracted", lambda patch, feature, bias: (patch * feature).sum() - bias,
                "The bias is added. A threshold is a negative bias."),
        Mistake("Bias multiplied", lambda patch, feature, bias: (patch * feature).sum() * bias,
                "The bias is added, not multiplied."),
        Mistake("A bias for each product", lambda patch, feature, bias: (patch * feature + bias).sum(),
                "The bias is added once, after the products have been added up. Mind the brackets."),
        Mistake("A bias for each channel", lambda patch, feature, bias: (patch * feature).sum() + len(feature) * bias,
                "A feature has one bias, however many channels it has."),
        Mistake("Added up before it is multiplied", lambda patch, feature, bias: patch.sum() * feature.sum() + bias,
                "Multiply pixel by pixel first, patch * feature. Then add up the products."),
        Mistake("The first channel only", lambda patch, feature, bias: (patch[0] * feature[0]).sum() + bias,
                "All channels count. Multiply the whole patch by the whole feature."),
        Mistake("Returned too early", lambda patch, feature, bias: patch.flat[0] * feature.flat[0] + bias,
                "That is the first product alone. The return must stand after all loops, not inside."),
        Mistake("Always divided by 9", lambda patch, feature, bias: (patch * feature).sum() / 9 + bias,
                "A framework does not divide."),
        Mistake("ReLU as well", lambda patch, feature, bias: max((patch * feature).sum() + bias, 0),
                "The ReLU is a layer of its own, and comes afterwards."),
    ],
)

COUNT_WITH_BIAS = Exercise(
    right=lambda features, side, channels: features * (channels * side * side + 1),
    cases=[(6, 5, 1), (96, 11, 3), (3, 3, 1), (64, 3, 64), (2, 4, 5), (1, 7, 2)],
    shape_advice="One layer gives one number: how many numbers it learns in all.",
    mistakes=[
        Mistake("No biases", lambda features, side, channels: features * channels * side**2,
                "You counted the feature pixels. Each feature also has a bias."),
        Mistake("One bias for the layer", lambda features, side, channels: features * channels * side**2 + 1,
                "Every feature has a bias of its own. Mind the brackets."),
        Mistake("A bias for each channel", lambda features, side, channels: features * channels * (side**2 + 1),
                "The channels of a feature share one bias."),
        Mistake("A bias for each channel of the layer", lambda features, side, channels: features * channels * side**2
                + channels, "There are as many biases as features, not as channels."),
        Mistake("No channels", lambda features, side, channels: features * (side**2 + 1),
                "A feature has side × side pixels for each channel that comes in."),
        Mistake("No channels and no biases", lambda features, side, channels: features * side**2,
                "A feature has side × side pixels for each channel, and one bias."),
        Mistake("One feature only", lambda features, side, channels: channels * side**2 + 1,
                "This is one feature. Multiply by their number."),
        Mistake("One row of a feature", lambda features, side, channels: features * (channels * side + 1),
                "A feature of 5 has 5 rows of 5 pixels each: side × side."),
        Mistake("Twice the side", lambda features, side, channels: features * (channels * side * 2 + 1),
                "side * 2 doubles it. A square has side * side pixels, or side ** 2."),
        Mistake("Channels added", lambda features, side, channels: features * (channels + side**2 + 1),
                "Each channel has side × side pixels: multiply."),
        Mistake("The bias counted as a feature", lambda features, side, channels: (features + 1) * channels * side**2,
                "A bias is one number for each feature, not one feature more."),
        Mistake("Features added", lambda features, side, channels: features + channels * side**2,
                "Each feature has its pixels in all channels, and one bias: multiply."),
        Mistake("A bias for each pixel", lambda features, side, channels: 2 * features * channels * side**2,
                "A feature has one bias, not one for each pixel."),
    ],
)
