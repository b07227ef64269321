"""The pictures, drawn so that they can be seen in the code.

To a computer a picture is a grid of numbers. Here a white pixel is +1 and a black pixel is -1. Each picture
is written as text, one character a pixel: `#` for white and `.` for black. `picture` turns such a text into
numbers.

`X` and `O` are the two pictures to tell apart. `TRICKY` holds the same two letters moved, shrunk, turned and
thickened. `FEATURES` holds the three small pieces that the network looks for in them.
The constants are read-only. To draw on one, take a copy first: `X.copy()`.
"""

import numpy as np

PIXELS = {"#": 1.0, ".": -1.0}


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
                f"text must have rows of equal length, but row {row} has {_count(pixels)}; "
                f"expected {_count(rows[0])}, as in row 0"
            )
    return np.array([[PIXELS[pixel] for pixel in row] for row in rows])


def name_of(pixels, choices):
    """The name under which a dict such as `FEATURES` holds these pixels, or None.

    >>> name_of([[1, -1, -1], [-1, 1, -1], [-1, -1, 1]], FEATURES)
    'diagonal'
    """
    return next((name for name, choice in choices.items() if np.array_equal(choice, pixels)), None)


def _count(pixels):
    return f"{len(pixels)} pixel" if len(pixels) == 1 else f"{len(pixels)} pixels"


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
