"""Data that is not a letter of the deck: sounds, texts, tables and photographs, and what ships with them.

Each module turns its kind of data into a picture that a feature can slide over, and reads what people bring. What lives
here may import the textbook (the modules of `convlib` itself), and nothing else of the project.
"""
