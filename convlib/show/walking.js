/**
 * The walk of a cursor (hand.js) from place to place, as a hand goes. It keeps no copy of the place. player.py puts this
 * in front of player.js.
 */

/** The walk of one cursor in this page. It is shown by every view of the player here; another page walks by itself. */
class Walk extends EventTarget {
  timer = null;
  views = new Set(); // the elements of the views

  get goes() {
    return this.timer !== null;
  }

  start(cursor, milliseconds) {
    this.cursor = cursor;
    this.timer = setInterval(() => this.beat(), milliseconds);
    this.dispatchEvent(new Event("change"));
    if (cursor.get("value") < cursor.get("max")) this.beat();
    else this.go(0);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.dispatchEvent(new Event("change"));
  }

  /** Nobody walks where nothing shows any more, or where Python is gone (page.js). */
  get shows() {
    return [...this.views].some((el) => !el.closest("[inert]"));
  }

  /** One place further. */
  beat() {
    const next = this.cursor.get("value") + 1;
    if (this.shows && next <= this.cursor.get("max")) this.go(next);
    if (!this.shows || next >= this.cursor.get("max")) this.stop();
  }

  go(place) {
    this.place = place;
    move(this.cursor, place);
  }

  /** The cursor has moved: if it was not the walk that moved it, then the hand, which goes first. */
  heard(place) {
    if (this.goes && place !== this.place) this.stop();
  }
}
