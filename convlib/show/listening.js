/**
 * A walk that a sound leads: while it is heard, the cursor stands where it is. A hand that moves the cursor meanwhile
 * moves the sound there. Without a sound, it walks by itself. player.py puts this in front of player.js.
 */

const FOLLOWS = 30; // milliseconds from one look at the sound to the next

class Listening extends Walk {
  sound = document.createElement("audio");

  /** `model` says what is heard, how many seconds a place takes, and how many places the sound is ahead of its own. */
  constructor(model) {
    super();
    this.model = model;
    this.sound.addEventListener("ended", () => this.end());
    this.sound.addEventListener("pause", () => this.goes && !this.sound.ended && this.stop()); // by the page (gone.js)
    model.on("change:sound", () => this.take());
    this.take();
  }

  /** There is something else to hear, or nothing. */
  take() {
    this.stop();
    URL.revokeObjectURL(this.sound.src);
    const bytes = this.model.get("sound");
    if (bytes.byteLength) this.sound.src = URL.createObjectURL(new Blob([bytes], { type: "audio/wav" }));
    else this.sound.removeAttribute("src");
  }

  start(cursor, milliseconds) {
    if (!this.sound.src) return super.start(cursor, milliseconds);
    this.cursor = cursor;
    if (cursor.get("value") >= cursor.get("max")) this.go(0);
    this.seek(cursor.get("value"));
    this.timer = setInterval(() => this.beat(), FOLLOWS);
    this.sound.play().catch(() => this.stop()); // where nothing can be heard
    this.dispatchEvent(new Event("change"));
  }

  stop() {
    super.stop();
    this.sound.pause();
  }

  end() {
    if (this.goes) this.go(this.cursor.get("max"));
    this.stop();
  }

  beat() {
    if (!this.sound.src) return super.beat();
    if (!this.shows) return this.stop();
    const place = Math.round(this.sound.currentTime / this.model.get("seconds") - this.model.get("ahead"));
    this.go(clamp(place, 0, this.cursor.get("max")));
  }

  /** Let the sound go on from a place. */
  seek(place) {
    this.place = place;
    this.sound.currentTime = place && (place + this.model.get("ahead")) * this.model.get("seconds");
  }

  heard(place) {
    if (!this.sound.src) return super.heard(place);
    if (this.goes && place !== this.place) this.seek(place);
  }
}
