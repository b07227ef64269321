/**
 * The learner's keys: in an explorer, a prediction or a grid, a plain key is not a command of the notebook. page.py and
 * grid.py put this in front of their own code, so that whatever shows first brings it along.
 */

const LEARNERS = ".convlib-explorer, .convlib-prediction, .convlib-grid"; // where the keys belong to the learner

/**
 * JupyterLab and Jupyter Notebook take a plain key outside of text for a command: x cuts the cell. An attribute tells
 * them to leave a key alone. Tab, Escape, Shift + Enter and everything with Ctrl keep their meaning, so each key decides
 * anew: the Enter of Shift + Enter comes right behind the Shift.
 */
function keepKeys({ target, key, ctrlKey, altKey, metaKey, shiftKey }) {
  if (!target.closest?.(LEARNERS)) return;
  const command = ctrlKey || altKey || metaKey || (shiftKey && key === "Enter") || key === "Tab" || key === "Escape";
  if (command) target.removeAttribute("data-lm-suppress-shortcuts");
  else target.setAttribute("data-lm-suppress-shortcuts", "true");
}

/** Keep the keys for as long as a view shows: until its `signal` aborts. */
function keepLearnersKeys(signal) {
  window.addEventListener("keydown", keepKeys, { capture: true, signal }); // before anybody else hears of the key
}

