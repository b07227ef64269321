"""The pictures, drawn so that they can be seen in the code.

To a computer a picture is a grid of numbers. Here a white pixel is +1 and a black pixel is -1. Each picture
is written as text, one character a pixel: `#` for white and `.` for black. `picture` turns such a text into
numbers.

`X` and `O` are the two pictures to tell apart. `TRICKY` holds the same two letters moved, shrunk, turned and
thickened, and `TEN` all ten. `FEATURES` holds the three small pieces that the network looks for in them.
The constants are read-only. To draw on one, take a copy first: `X.copy()`.

`random_letters` makes as many more X's and O's as one wants, no two alike, for a network to learn from.
"""

import numpy as np

from .checks import MOST_NUMBERS, check_room, counted, finite, whole
from .transform import transform

PIXELS = {"#": 1.0, ".": -1.0}
TRIES = 100  # how often random letters are drawn anew where they must not come out


def picture(text):
    """Read a picture from text: rows of `#` (white, +1) and `.` (black, -1).

    Blank lines above and below the picture, and spaces at either end of a row, do not count.

    Returns a new float64 array of shape (rows, columns), free to draw on.
    Raises TypeError when `text` is not a str. Raises ValueError when it holds no pixels, when a row is longer
    or shorter than the first, or when a character is neither `#` nor `.`; the message counts rows and columns
    from 0.
    Slides 9-10.

    >>> picture('''
    ...     #.#
    ...     .#.
    ...     #.#
    ... ''')
    array([[ 1., -1.,  1.],
           [-1.,  1., -1.],
           [ 1., -1.,  1.]])
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str of '#' and '.', not {type(text).__name__}: {text!r:.60}")
    rows = [line.strip() for line in text.strip().splitlines()]
    if not rows:
        raise ValueError(f"text must hold at least one row of '#' and '.', but it is empty: {text!r:.60}")
    for row, pixels in enumerate(rows):
        for column, pixel in enumerate(pixels):
            if pixel not in PIXELS:
                raise ValueError(
                    f"text must hold only '#' (white) and '.' (black), "
                    f"but row {row}, column {column} is {pixel!r}"
                )
        if len(pixels) != len(rows[0]):
            raise ValueError(
                f"text must have rows of equal length, but row {row} has {counted(len(pixels), 'pixel')}; "
                f"expected {counted(len(rows[0]), 'pixel')}, as in row 0"
            )
    return np.array([[PIXELS[pixel] for pixel in row] for row in rows])


def name_of(pixels, choices):
    """The name under which a dict such as `FEATURES` holds these pixels, or None.

    >>> name_of([[1, -1, -1], [-1, 1, -1], [-1, -1, 1]], FEATURES)
    'diagonal'
    """
    return next((name for name, choice in choices.items() if np.array_equal(choice, pixels)), None)


def _constant(text):
    """A picture that nobody can change by accident."""
    drawn = picture(text)
    drawn.setflags(write=False)
    return drawn


# The two pictures to tell apart, 9 x 9 pixels (slides 5-10).

X = _constant("""
    .........
    .#.....#.
    ..#...#..
    ...#.#...
    ....#....
    ...#.#...
    ..#...#..
    .#.....#.
    .........
""")

O = _constant("""
    .........
    ...###...
    ..#...#..
    .#.....#.
    .#.....#.
    .#.....#.
    ..#...#..
    ...###...
    .........
""")  # noqa: E741 (the letter is the point)

# The trickier cases, 9 x 9 pixels: moved, scaled, turned, drawn with a thicker pen (slide 7).

TRICKY = {
    "X_translation": _constant("""
        #.....#..
        .#...#...
        ..#.#....
        ...#.....
        ..#.#....
        .#...#...
        #.....#..
        .........
        .........
    """),
    "X_scaling": _constant("""
        .........
        .........
        ..#...#..
        ...#.#...
        ....#....
        ...#.#...
        ..#...#..
        .........
        .........
    """),
    "X_rotation": _constant("""
        .........
        ......#..
        .#...#...
        ..##.#...
        ....#....
        ...#.##..
        ...#...#.
        ..#......
        .........
    """),
    "X_weight": _constant("""
        .........
        ##....##.
        .##..##..
        ..####...
        ...##....
        ..####...
        .##..##..
        ##....##.
        .........
    """),
    "O_translation": _constant("""
        .........
        .........
        ..###....
        .#...#...
        #.....#..
        #.....#..
        #.....#..
        .#...#...
        ..###....
    """),
    "O_scaling": _constant("""
        .........
        .........
        ...###...
        ..#...#..
        ..#...#..
        ..#...#..
        ...###...
        .........
        .........
    """),
    "O_rotation": _constant("""
        .........
        ...##....
        ..#..##..
        ..#....#.
        .#.....#.
        .#....#..
        ..##..#..
        ....##...
        .........
    """),
    "O_weight": _constant("""
        .........
        ...###...
        ..#####..
        .##...##.
        .##...##.
        .##...##.
        ..#####..
        ...###...
        .........
    """),
}

# The three features, 3 x 3 pixels: the strokes of an X and their crossing (slide 13).

FEATURES = {
    "diagonal": _constant("""
        #..
        .#.
        ..#
    """),
    "cross": _constant("""
        #.#
        .#.
        #.#
    """),
    "antidiagonal": _constant("""
        ..#
        .#.
        #..
    """),
}


TEN = {"X": X, "O": O} | TRICKY  # each name begins with what the letter is


# Many pictures in one array, with the right answers: to learn from, and to be tested on.


def deck_letters():
    """The ten pictures of the slides: `X`, `O`, and the eight of `TRICKY`, in this order.

    Returns the pictures, an array (10, 9, 9), and the right answers, (10, 2): [1, 0] for an X and [0, 1] for an O.
    Slide 7.

    >>> pictures, answers = deck_letters()
    >>> answers.sum(axis=0)  # five of each
    array([5., 5.])
    """
    is_x = np.array([name.startswith("X") for name in TEN])
    return np.stack(list(TEN.values())), _answers(is_x)


def random_letters(
    n, size=9, seed=0, *, down=(-1, 1), right=(-1, 1), scale=(0.7, 1.1), turn=(-20, 20), thick=(0, 1), stray=(0, 2),
    without=()
):
    """X's and O's, each moved, scaled, turned and thickened by chance, with a few stray pixels on top.

    Each range is (least, most), and every value in it is as likely as any other. What they mean, `transform`
    says; they are for pictures of 9 x 9 pixels, and grow with `size`, except for `thick`, which stays in pixels. A
    stray pixel is one that was flipped, wherever it is. X and O are equally likely. The same seed gives the same
    pictures. ``without`` is a list of pictures that must not be among them: whoever comes out like one of these, pixel
    for pixel, is drawn anew.

    Returns the pictures, an array (n, size, size) of 1 (white) and -1 (black), and the right answers, (n, 2): [1, 0]
    for an X and [0, 1] for an O.
    Raises ValueError or TypeError for an n or size that is no whole number of at least 1, for what is no range, and
    where `transform` does; ValueError where hardly anything but the pictures of ``without`` can come out.
    Slides 7-8.

    >>> pictures, answers = random_letters(1000, seed=7)
    >>> pictures.shape, answers.shape
    ((1000, 9, 9), (1000, 2))
    >>> others, _ = random_letters(1000, seed=8, without=pictures)
    >>> any(np.array_equal(one, other) for one in pictures for other in others)
    False
    >>> plain = {"down": (0, 0), "right": (0, 0), "scale": (1, 1), "turn": (0, 0), "thick": (0, 0), "stray": (0, 0)}
    >>> letters, _ = random_letters(20, **plain)
    >>> all(np.array_equal(letter, X) or np.array_equal(letter, O) for letter in letters)
    True
    """
    n, size = whole("n", n, least=1), whole("size", size, least=1)
    check_room("n", n, size, size)
    given = {"down": down, "right": right, "scale": scale, "turn": turn, "thick": thick}
    ranges = {name: _range(name, value) for name, value in given.items()}
    transform(X, **ranges)  # refuses a range of which it would refuse some values, whichever are drawn
    flipped = [whole(f"stray[{place}]", count, least=0, most=MOST_NUMBERS)
               for place, count in enumerate(_range("stray", stray))]
    known = {finite(f"without[{number}]", each).tobytes() for number, each in enumerate(without)}

    chance = np.random.default_rng(seed)
    letters, is_x = _drawn(n, size, chance, ranges, flipped)
    for _ in range(TRIES):
        again = [number for number, letter in enumerate(letters) if letter.tobytes() in known] if known else []
        if not again:
            return letters, _answers(is_x)
        letters[again], is_x[again] = _drawn(len(again), size, chance, ranges, flipped)
    raise ValueError(f"without must leave some letters to draw, but {TRIES} times in a row some were among them")


def _drawn(n, size, chance, ranges, flipped):
    """Letters that chance draws, and which of them are an X."""
    larger = (size - 1) / (len(X) - 1) if size > 1 else 1
    is_x = chance.random(n) < 0.5
    sizes = {"down": larger, "right": larger, "scale": larger, "turn": 1, "thick": 1}
    drawn = {name: chance.uniform(*ranges[name], size=n) * sizes[name] for name in ranges}
    letters = transform(np.where(is_x[:, np.newaxis, np.newaxis], X, O), **drawn, size=(size, size))

    # In each picture, the pixels stand in a line in a random order, and the first few are flipped.
    count = chance.integers(*flipped, size=n, endpoint=True)
    turns = chance.permuted(np.tile(np.arange(size * size), (n, 1)), axis=1)
    letters[(turns < count[:, np.newaxis]).reshape(letters.shape)] *= -1
    return letters, is_x


def _answers(is_x):
    return np.stack([is_x, ~is_x], axis=-1).astype(float)


def _range(name, value):
    """The least and the most of a range."""
    if finite(name, value).shape != (2,):
        raise ValueError(f"{name} must be a range (least, most), but it is {value!r:.80}")
    least, most = value
    if least > most:
        raise ValueError(f"{name} must be a range (least, most), but {least} is more than {most}")
    return least, most
