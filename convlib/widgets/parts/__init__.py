"""What several explorers share: their state and its bounds, windows that walk, work that takes long, files that come.

What lives here may import the textbook, `convlib.data` and `convlib.show`; the lessons' own modules import it.
"""
