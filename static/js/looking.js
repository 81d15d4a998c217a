// Tells the desk that this ticket is on the screen, and shows who else has it open.
const EVERY = 20_000;
const LONGEST_WAIT = 300_000;

const note = document.querySelector("[data-look]");
const token = document.querySelector("meta[name=csrf-token]")?.content;
// A screen that only looks must not keep somebody signed in.
const headers = { "X-CSRFToken": token, "X-Live": "1" };

class Looking {
  constructor() {
    this.failures = 0;
    this.isOver = false;
    document.addEventListener("visibilitychange", () => this.tell());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && this.tell());
    this.tell();
  }

  async tell() {
    clearTimeout(this.timer);
    if (this.isOver || document.hidden) return;
    try {
      await this.hear(await fetch(note.dataset.look, {
        method: "POST",
        headers: this.name ? { ...headers, "If-None-Match": this.name } : headers,
        redirect: "manual",
      }));
    } catch {
      this.failures += 1;
    }
    clearTimeout(this.timer);
    const wait = Math.min(EVERY * 2 ** this.failures, LONGEST_WAIT);
    if (!this.isOver) this.timer = setTimeout(() => this.tell(), wait);
  }

  async hear(answer) {
    if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) {
      this.isOver = true;
      note.textContent = "";
    } else if (answer.ok) {
      this.failures = 0;
      if (answer.status === 204) return;
      this.name = answer.headers.get("ETag");
      note.textContent = await answer.text();
    } else {
      this.failures += 1;
    }
  }

  // The page goes away: one last word that outlives it.
  leave() {
    if (this.isOver) return;
    fetch(note.dataset.leave, { method: "POST", headers, keepalive: true }).catch(() => {});
  }
}

if (note) new Looking();
