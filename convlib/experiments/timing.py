"""How long work takes."""

import time


def milliseconds(work, tries=1):
    """How long some work takes, in thousandths of a second: the shortest of several tries.

    What is short is tried often: other work on this computer gets in between.

    >>> milliseconds(lambda: time.sleep(0.01), tries=2) >= 10
    True
    """
    taken = []
    for _ in range(tries):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return min(taken)
