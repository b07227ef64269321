/**
 * Bring the style sheet of a kind of widget, once, however many of them a page has. A sheet that is set anew, even to what
 * it was, makes the browser work out the style of the whole page again.
 */
function dress(kind, css) {
  const id = `convlib-style-${kind}`;
  const sheet = document.getElementById(id)
    ?? document.head.appendChild(Object.assign(document.createElement("style"), { id }));
  if (sheet.textContent !== css) sheet.textContent = css;
}
