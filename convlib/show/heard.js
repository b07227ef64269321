/**
 * What is heard only: Python tells those who do not see the page what their act has changed in it. A screen reader says
 * what comes into a line that was there before. Of quick changes it is told the last one.
 */

const REST = 500; // milliseconds without news, after which they are told

/** Let what Python announces be heard. `el` is the element of the page that belongs to us. */
function hearPython({ model, el, signal }) {
  const line = el.appendChild(document.createElement("div"));
  line.className = "convlib-heard";
  line.setAttribute("aria-live", "polite");
  let waiting;
  model.on("msg:custom", ({ announce }) => {
    if (announce === undefined || signal.aborted) return;
    clearTimeout(waiting);
    line.textContent = ""; // so that the same words are heard again
    waiting = setTimeout(() => (line.textContent = announce), REST);
  });
}
