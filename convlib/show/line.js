/**
 * What the page itself has to say of an explorer or a prediction. It stands beside what Python says there; where Python
 * has no line, at the end.
 */

/** Returns a function that says a text in `box()`, or nothing any more. `el` is the last element in there. */
function makeLine(el, box) {
  const line = document.createElement("div");
  line.className = "convlib-page-line";
  line.setAttribute("aria-live", "polite");
  let speaking;
  return (text = "") => {
    const place = box()?.querySelector(".convlib-line") ?? el;
    if (line.parentNode !== place) place.append(line);
    clearTimeout(speaking);
    speaking = setTimeout(() => { // a screen reader reads out only what is new in a line that was there before
      if (text) line.setAttribute("role", "status");
      else line.removeAttribute("role");
      line.textContent = text;
    }, 30);
  };
}
