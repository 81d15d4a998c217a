// Keeps what is being written on the server, so that nothing typed is ever lost.
const PAUSE = 800;
const RETRIES = [2000, 4000, 8000, 16000, 32000, 60000];

const token = document.querySelector("meta[name=csrf-token]")?.content;

class Draft {
  constructor(form) {
    this.form = form;
    this.note = form.querySelector("[data-draft-note]");
    this.isDirty = false;
    this.isSaving = false;
    this.failures = 0;
  }

  touched() {
    this.isDirty = true;
    this.saveIn(PAUSE);
  }

  saveIn(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  body() {
    const body = new FormData(this.form);
    body.delete("csrf_token");
    for (const { name } of this.form.querySelectorAll("input[type=file]")) body.delete(name);
    return body;
  }

  send(options) {
    return fetch("/drafts", {
      method: "POST",
      body: this.body(),
      headers: { "X-CSRFToken": token },
      ...options,
    });
  }

  async save() {
    if (!this.isDirty || this.isSaving) return;
    this.isSaving = true;
    this.isDirty = false;
    this.abort = new AbortController();
    try {
      this.hear(await this.send({ signal: this.abort.signal }));
    } catch {
      if (!this.abort.signal.aborted) this.failed();
    }
    this.isSaving = false;
    if (this.isDirty && !this.failures) this.saveIn(PAUSE);
  }

  hear(answer) {
    if (answer.status === 401) {
      this.isDirty = true;
      this.say("signedOut", true);
    } else if (answer.ok) {
      this.failures = 0;
      this.say("saved", false);
    } else {
      this.failed();
    }
  }

  failed() {
    this.isDirty = true;
    this.say("failed", true);
    this.saveIn(RETRIES[Math.min(this.failures, RETRIES.length - 1)]);
    this.failures += 1;
  }

  // The page goes away: one last try that outlives it.
  leave() {
    if (this.isDirty) this.send({ keepalive: true }).catch(() => {});
  }

  // The form itself is on its way; a draft that comes later would bring old text back.
  sent() {
    clearTimeout(this.timer);
    this.abort?.abort();
    this.isDirty = false;
  }

  say(what, isFailing) {
    if (!this.note) return;
    const now = new Date();
    const time = [now.getHours(), now.getMinutes()]
      .map((part) => String(part).padStart(2, "0"))
      .join(".");
    const text = this.note.dataset[what].replace("{time}", time);
    this.note.classList.add("is-told");
    this.note.classList.toggle("is-failing", isFailing);
    if (this.note.textContent !== text) this.note.textContent = text;
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const draft = new Draft(form);
  form.addEventListener("input", () => draft.touched());
  form.addEventListener("submit", () => draft.sent());
  addEventListener("pagehide", () => draft.leave());
  addEventListener("online", () => draft.save());
}
