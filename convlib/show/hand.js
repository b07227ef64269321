/**
 * What the hand does, for all that it works: grid.py, photo_view.py and player.py put this in front of their own code.
 *
 * A cursor is another widget's model with a whole-number `value`, and most have a `max`. Whatever shares it follows in
 * the same moment, and Python hears of it by itself.
 */

const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
                Home: [0, -Infinity], End: [0, Infinity] }; // rows and columns

const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

/** Whether a hand begins something here: with a finger, a pen, or the left button of the mouse. */
const begins = (event) => event.button === 0 && event.isPrimary;

/** Whether a key is a command of the page or the notebook. */
const isCommand = (event) => event.ctrlKey || event.altKey || event.metaKey;

/** Move a cursor to a place. */
function move(cursor, place) {
  if (place === cursor.get("value")) return;
  cursor.set("value", place);
  cursor.save_changes();
}

/** Add a new SVG element to `parent`. */
function draw(tag, parent, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return parent.appendChild(element);
}

