/**
 * What was done first is heard first. A value that Python has not yet had time for waits in the browser (ipywidgets sends
 * one at a time), and the click of a button would overtake it: "reset", and then the last value of the slider. So a click
 * waits until the values and the strokes of a pen before it are heard. That they are on their way is not enough: a kernel
 * may listen to several widgets at once, and hear the later word first. It waits not for long, where Python is busy with
 * something else.
 */

const PATIENCE = 10_000; // milliseconds
// Buttons that only do something in the page. A file can be chosen only while the click is fresh.
const LOCAL = ".convlib-player, .convlib-file-source";

/**
 * Whether a value waits to be sent or heard: of an ipywidget, or strokes of a pen (grid.js), or a field to be read
 * (fields.js).
 */
function isWaiting(manager, box, reads) {
  const models = manager?._modelsSync?.values() ?? []; // JupyterLab's and Notebook's; elsewhere nothing is held back
  return reads() || box.querySelector("[data-waits]") !== null
    || [...models].some((model) => model._msg_buffer || model._pending_msgs > 0);
}

/** Hold back each click on a button of one explorer or prediction until what came before it is heard. */
function keepOrder({ model, signal }, box, isOurs, reads) {
  const held = []; // the buttons whose click waits, in order
  const own = new WeakSet(); // the buttons that are being clicked now, in the end
  let until = 0;

  function release() {
    const waits = isWaiting(model.widget_manager, box(), reads) && performance.now() < until;
    if (signal.aborted) return;
    if (!waits) {
      const button = held.shift();
      own.add(button);
      button.click();
      own.delete(button);
      until = performance.now() + PATIENCE;
    }
    if (held.length) setTimeout(release, 10);
  }

  window.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button || !isOurs(button) || own.has(button) || button.closest(LOCAL)) return;
    if (!held.length && !isWaiting(model.widget_manager, box(), reads)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (held.push(button) > 1) return;
    until = performance.now() + PATIENCE;
    setTimeout(release, 10);
  }, { capture: true, signal });
}
