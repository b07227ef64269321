/**
 * The least size of letters that can be read: of the numbers of a grid, which are left out where they would be smaller,
 * and of the words of a drawing, which do not become smaller than that. grid.py and sketch.py put this in front.
 */

const LEAST_LETTERS = 9; // pixels on the screen
