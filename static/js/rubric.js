// Saves a row of the rubric as soon as a level is tapped, without leaving the page.
// Without this file each row has a button, and the page comes back at that row.
const told = document.querySelector("[data-row-told]");
const counts = document.querySelectorAll("[data-row-count]");
const rows = [...document.querySelectorAll("form[data-row]")];

class Row {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[data-row-said]");
    this.isSaving = false;
    this.isWaiting = false;
    form.classList.add("is-live");
    form.addEventListener("change", () => this.save());
    // A button sends the form as without a script.
    form.addEventListener("submit", () => { this.isDirty = false; });
    form.addEventListener("input", () => { this.isDirty = true; });
    document.addEventListener("visibilitychange", () => this.leave());
  }

  get hasLevel() {
    return Boolean(this.form.querySelector("[name=level]:checked"));
  }

  // It outlives the page: a comment may be on its way when the phone is put away.
  send() {
    this.isDirty = false;
    return fetch(this.form.action, {
      method: "POST",
      body: new FormData(this.form),
      headers: { "X-Row": "1" },
      redirect: "manual",
      keepalive: true,
    });
  }

  // One after the other: what is tapped meanwhile is sent once the answer is there.
  async save() {
    if (!this.hasLevel) return;
    this.isWaiting = this.isSaving;
    if (this.isSaving) return;
    this.isSaving = true;
    this.form.classList.add("is-saving");
    try {
      await this.hear(await this.send());
    } catch {
      this.failed();
    }
    this.form.classList.remove("is-saving");
    this.isSaving = false;
    if (this.isWaiting) this.save();
  }

  async hear(answer) {
    if (![200, 409, 422].includes(answer.status)) {
      this.failed();
      return;
    }
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    this.said.replaceChildren(part.content);
    this.form.elements.version.value = this.said.querySelector("[data-version]").dataset.version;
    this.form.classList.remove("is-failed");
    const problem = this.said.querySelector(".form-error");
    // What went wrong is an alert of its own.
    told.textContent = problem ? "" : this.form.dataset.row;
    count();
  }

  failed() {
    this.isDirty = true;
    this.form.classList.add("is-failed");
    let note = this.said.querySelector("[data-row-failed]");
    if (!note) {
      note = document.createElement("p");
      note.className = "form-error";
      note.dataset.rowFailed = "";
      note.setAttribute("role", "alert");
      this.said.prepend(note);
    }
    note.textContent = this.form.dataset.failed;
  }

  // The page goes away: one last try for a comment that was being written.
  leave() {
    if (!document.hidden || !this.isDirty || !this.hasLevel) return;
    this.save();
  }
}

const count = () => {
  const marked = rows.filter((row) => row.querySelector(".is-marked")).length;
  for (const line of counts) {
    line.textContent = line.dataset.rowCount
      .replace("{n}", marked)
      .replace("{all}", rows.length);
  }
};

for (const form of rows) new Row(form);
