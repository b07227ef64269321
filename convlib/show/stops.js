/**
 * What belongs together is one stop of the Tab key, and the arrow keys move inside: buttons of which one is down, which
 * the arrows press, too; tools, whose buttons do something; and sliders below each other, between which Up and Down go,
 * for Left and Right move them. A slider and its number are one stop, too: Enter goes to the number.
 */

const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const GROUPS = [ // what holds a group, what is in it, and the keys that move in it
  [".widget-toggle-buttons", "[role=radio]", NEXT],
  [".convlib-player, .convlib-tools", "button", NEXT],
  [".convlib-chips", "button.convlib-chip", NEXT],
  [".convlib-table", "button:not(.convlib-chip)", NEXT],
  [".convlib-sliders", ".noUi-handle", { ArrowDown: 1, ArrowUp: -1 }],
];

/** The group that something is in: its members, the keys that move in it, and what holds it; or undefined. */
function groupOf(element) {
  for (const [holder, members, keys] of GROUPS) {
    const held = element.matches?.(members) && element.closest(holder);
    if (held) return { held, keys, members: membersOf(held, members) };
  }
  return undefined;
}

const membersOf = (held, members) => [...held.querySelectorAll(members)].filter(
  (each) => !each.disabled && each.getAttribute("disabled") === null && each.checkVisibility());

/** Let Tab stop at one of a group only: at that which has the focus, or is down, or had the stop, or is the first. */
function setStop(members) {
  const stop = members.find((each) => each === document.activeElement)
    ?? members.find((each) => each.matches("[aria-checked=true], [aria-pressed=true]"))
    ?? members.find((each) => each.dataset.stop) ?? members[0];
  for (const each of members) {
    if (each === stop) each.dataset.stop = "here";
    else delete each.dataset.stop;
    const index = each === stop ? 0 : -1;
    if (each.tabIndex !== index) each.tabIndex = index;
  }
}

/** Returns a function that arranges the stops of what has come or changed. */
function arrangeStops({ signal }, isOurs) {
  function arrange(part) {
    const own = groupOf(part);
    if (own) return setStop(own.members);
    for (const [holder, members] of GROUPS)
      for (const held of part.querySelectorAll(holder)) setStop(membersOf(held, members));
    for (const readout of part.querySelectorAll(".widget-readout[contenteditable=true]")) readout.tabIndex = -1;
    return undefined;
  }

  function steer(event) {
    const { target, key } = event;
    if (!isOurs(target) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const number = key === "Enter" && target.matches(".noUi-handle")
      && target.closest(".widget-slider").querySelector(".widget-readout[contenteditable=true]");
    const group = groupOf(target);
    const by = group?.keys[key];
    if (!number && !by) return;
    const to = number || group.members.at((group.members.indexOf(target) + by) % group.members.length);
    event.preventDefault();
    event.stopPropagation();
    to.focus();
    if (number) document.getSelection().selectAllChildren(number);
    if (to.matches("[role=radio]")) to.click();
  }

  /** Escape leaves the explorer for its cell, as it leaves the code of one: the arrows then go from cell to cell. */
  function leave(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !isOurs(event.target)) return;
    event.target.closest(".jp-Cell")?.focus({ preventScroll: true });
  }

  window.addEventListener("keydown", steer, { capture: true, signal });
  document.addEventListener("keydown", leave, { signal });
  document.addEventListener("focusin", ({ target }) => {
    const group = isOurs(target) && groupOf(target);
    if (group) setStop(group.members);
  }, { signal });
  return arrange;
}
