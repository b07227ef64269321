"""How fast `convolve` is, beside the tools a person would otherwise reach for.

Three features of 3 x 3 pixels meet one small picture, a batch of a thousand, and a photograph-sized picture.
scipy filters one picture with one feature at a time; PyTorch takes all at once, as `convolve` does.
Run it on a machine that does nothing else, with `python -m benchmarks.convolution`: PyTorch's threads suffer
most from company.
"""

import os
import platform

import numpy as np
import scipy
from scipy.signal import correlate

from benchmarks.race import TURNS, medians, microseconds
from benchmarks.race import table as as_table
from convlib.ops import convolve
from convlib.pictures import FEATURES, X

try:
    import torch
except ImportError:
    torch = None


def table():
    """Time every contestant at every task; return the results as a markdown table."""
    features = np.stack(list(FEATURES.values())).astype(np.float32)
    peers = {"scipy correlate": with_scipy, **({"torch conv2d": with_torch} if torch else {})}
    rows = [["task", "convolve"] + [cell for peer in peers for cell in (peer, f"{peer} / convolve")]]
    for task, images in tasks().items():
        ours, *theirs = race([make(images, features) for make in (with_convlib, *peers.values())])
        cells = [cell for peer in theirs for cell in (microseconds(peer), f"{peer / ours:.1f}")]
        rows.append([task, microseconds(ours), *cells])
    return "\n".join([as_table(*rows), "", _circumstances()])


def tasks():
    """The pictures of each task, float32."""
    random = np.random.default_rng(0)
    return {
        "the X, 9 x 9": X.astype(np.float32),
        "1000 pictures, 9 x 9": random.choice(np.float32([-1, 1]), size=(1000, 9, 9)),
        "one picture, 512 x 512": random.uniform(-1, 1, size=(512, 512)).astype(np.float32),
    }


def with_convlib(images, features):
    return lambda: convolve(images, features)


def with_scipy(images, features):
    pictures = images.reshape(-1, *images.shape[-2:])
    features = features / np.float32(features[0].size)  # scipy only adds: divide once, outside the race

    def run():
        return [[correlate(picture, feature, mode="valid") for feature in features] for picture in pictures]

    return run


def with_torch(images, features):
    pictures = torch.from_numpy(images.reshape(-1, 1, *images.shape[-2:]))
    features = torch.from_numpy(features[:, np.newaxis] / features[0].size)

    def run():
        with torch.inference_mode():
            return torch.nn.functional.conv2d(pictures, features)

    return run


def race(contestants):
    """The median seconds a call takes each contestant. All must return the same numbers."""
    results = [np.asarray(run()) for run in contestants]
    for result in results[1:]:
        np.testing.assert_allclose(result.reshape(results[0].shape), results[0], atol=1e-5)
    return medians(contestants)


def _circumstances():
    framework = f"torch {torch.__version__}" if torch else "torch was not installed"
    return (
        f"float32, three features, median of {TURNS} turns on {os.cpu_count()} CPUs. "
        f"Python {platform.python_version()}, numpy {np.__version__}, "
        f"scipy {scipy.__version__}, {framework}."
    )


def main():
    print(table())


if __name__ == "__main__":
    main()
