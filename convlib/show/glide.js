/**
 * Things that change places in a grid glide there: the columns of a table, or pixels. grid.py puts this in front of
 * grid.js.
 */

const GLIDE = 450; // milliseconds

/**
 * Let the cells come from where their things stood before. `things` names what stands in each column, or in each cell;
 * `corner(i)` is where a cell stands. Where other things stand now, nothing glides.
 */
function glide(cells, things, before, corner) {
  const same = things.length > 0 && things.length === before.length && things.some((thing, i) => thing !== before[i]);
  const was = new Map(before.map((thing, i) => [thing, i]));
  if (!same || !things.every((thing) => was.has(thing))) return;
  cells.forEach(({ group }, i) => {
    const place = i % things.length; // of its column in a row, or its own
    const [from, to] = [corner(i - place + was.get(things[place])), corner(i)];
    if (from.x === to.x && from.y === to.y) return;
    const start = { transform: `translate(${from.x - to.x}px, ${from.y - to.y}px)` };
    group.animate([start, { transform: "none" }], { duration: GLIDE, easing: "ease-in-out" });
  });
}
