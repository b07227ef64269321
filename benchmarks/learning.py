"""How fast the network learns, beside PyTorch, and what nudging costs beside backpropagation.

The network is the deck's: three features of 3 x 3 pixels, ReLU, two poolings, twelve values that vote. PyTorch gets the
same one, with the same numbers in it, the same pictures, the same error and the same momentum, all in float32. Both
must make the same errors on the way. Run it on a quiet machine, with `python -m benchmarks.learning`.
"""

from itertools import islice

import numpy as np

from benchmarks.race import medians, microseconds, seconds
from benchmarks.race import table as as_table
from convlib.architecture import parameter_count, random_network
from convlib.experiments.letters import training_letters, unseen_letters
from convlib.learning import accuracy, descend, nudge
from convlib.network import deck_network
from convlib.pictures import deck_letters, random_letters

try:
    import torch
except ImportError:
    torch = None

RATE, MOMENTUM = 0.2, 0.9  # of the race
LESSON = {"rate": 0.5, "momentum": 0, "batch": 32}  # what lesson 12 begins with
STEPS = 500


def table():
    """Run everything; return the results as markdown."""
    return "\n\n".join([against_torch(), against_nudging(), ten_seeds()])


# A step of training.


def against_torch():
    """The time that a step takes, beside PyTorch's."""
    if torch is None:
        return "torch was not installed."
    rows = [["one step of training", "descend", "torch", "torch / descend", "wanted"]]
    for batch in (32, 256):
        ours, theirs = medians(contestants(batch))
        rows.append([f"batch of {batch}", microseconds(ours), microseconds(theirs), f"{theirs / ours:.1f}", "≥ 1"])
    return f"{as_table(*rows)}\n\nfloat32, torch {torch.__version__} with {torch.get_num_threads()} threads."


def contestants(batch):
    """A step of `descend` and one of PyTorch, to be called again and again. The first ones make the same errors."""
    images, right = (array.astype(np.float32) for array in random_letters(batch, seed=1))
    starts = [with_convlib(images, right), with_torch(images, right)]
    ours, theirs = ([step() for _ in range(20)] for step in starts)
    np.testing.assert_allclose(ours, theirs, rtol=1e-3)
    return starts


def with_convlib(images, right):
    network = start()
    steps = descend(network, images, right, RATE, MOMENTUM)
    return lambda: next(steps).error


def with_torch(images, right):
    features, weights = start().parameters
    network = torch.nn.Sequential(
        torch.nn.Conv2d(1, len(features), features.shape[-2:], bias=False), torch.nn.ReLU(),
        torch.nn.MaxPool2d(2, ceil_mode=True), torch.nn.MaxPool2d(2, ceil_mode=True),
        torch.nn.Flatten(), torch.nn.Linear(*weights.shape, bias=False))
    convolution, vote = network[0], network[-1]
    pixels = features[0].size  # PyTorch adds the products, and does not divide
    with torch.no_grad():
        convolution.weight.copy_(torch.from_numpy(features) / pixels)
        vote.weight.copy_(torch.from_numpy(weights.T))

    # A feature that is nine times smaller has a slope nine times as steep: the same step is 81 times shorter.
    groups = [{"params": convolution.parameters(), "lr": RATE / pixels**2}, {"params": vote.parameters(), "lr": RATE}]
    descent = torch.optim.SGD(groups, momentum=MOMENTUM)
    images, right = torch.from_numpy(images[:, np.newaxis]), torch.from_numpy(right)

    def step():
        descent.zero_grad()
        error = (network(images) - right).abs().sum(dim=-1).mean()
        error.backward()
        descent.step()
        return error.item()

    return step


def start():
    """The network that both begin with, in float32."""
    network = random_network(seed=0)
    for layer in network.layers:
        for name in layer.parameters:
            setattr(layer, name, getattr(layer, name).astype(np.float32))
    return network


# Nudging.


def against_nudging():
    """What a gradient costs, by nudging and by backpropagation, for networks with more and more weights."""
    images, right = deck_letters()
    rows = [["weights", "one forward pass", "backpropagation", "in forward passes", "nudging", "in forward passes",
             "nudging / backpropagation"]]
    for features in (1, 3, 10, 30, 100):
        network = random_network(features=features, seed=0)
        forward, back = medians([lambda n=network: n(images), lambda n=network: n.gradient(images, right)])
        nudged = seconds(lambda n=network: nudge(n, images, right))
        rows.append([f"{parameter_count(network):,}", microseconds(forward), microseconds(back),
                     f"{back / forward:.1f}", microseconds(nudged), f"{nudged / forward:,.0f}",
                     f"{nudged / back:,.0f}"])
    return f"{as_table(*rows)}\n\nThe ten pictures of the slides at once; the deck's layers with 1 to 100 features."


# Learning to the end.


def ten_seeds():
    """What the deck's network has learned after some steps, from noise and from the deck's features, ten times each."""
    ten = deck_letters()
    lesson, unseen = training_letters(), unseen_letters()
    rows = [["seed", "from noise: unseen", "of ten", "seconds", "from the deck: unseen", "of ten", "seconds"]]
    for seed in range(10):
        row = [str(seed)]
        for network in (random_network(seed=seed), deck_network()):
            taken = seconds(lambda n=network, s=seed: learn(n, lesson, s))
            row += [f"{accuracy(unseen[1], network(unseen[0])):.2%}", f"{10 * accuracy(ten[1], network(ten[0])):.0f}",
                    f"{taken:.2f}"]
        rows.append(row)
    settings = ", ".join(f"{name} {value}" for name, value in LESSON.items())
    return (f"{as_table(*rows)}\n\n{STEPS} steps with the settings of lesson 12 ({settings}), on its 2,000 "
            "random letters; then 2,000 others that it has never seen, and the ten of the slides. Wanted: ≥ 99 % and "
            "ten of ten, for nine seeds of ten.")


def learn(network, lesson, seed):
    for _ in islice(descend(network, *lesson, **LESSON, seed=seed), STEPS):
        pass


if __name__ == "__main__":
    print(table())
