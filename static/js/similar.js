// While a customer's name or contact is typed, shows the cards that are alike; taking
// one is a tap, and it is set on the ticket when the form is sent.
const PAUSE = 350;
const SHORTEST = 2;

class Similar {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    const { customer, contact, card } = this.form.elements;
    Object.assign(this, { customer, contact, card });
    for (const field of [customer, contact]) {
      field.addEventListener("input", () => this.typed());
    }
    if (card.value && place.dataset.name) this.showTaken(place.dataset.name);
    else this.typed();
  }

  typed() {
    clearTimeout(this.timer);
    if (this.card.value) return;
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const asked = { name: this.customer.value.trim(), contact: this.contact.value.trim() };
    if (asked.name.length < SHORTEST && !asked.contact) return this.show([]);
    this.abort?.abort();
    this.abort = new AbortController();
    try {
      const answer = await fetch(`${this.place.dataset.similar}?${new URLSearchParams(asked)}`, {
        signal: this.abort.signal,
        redirect: "error",
      });
      if (answer.ok && !this.card.value) this.show(await answer.json());
    } catch {
      // Without an answer one types on: a suggestion is a help, nothing more.
    }
  }

  show(cards) {
    const question = document.createElement("p");
    question.textContent = this.place.dataset.question;
    this.place.replaceChildren(question, ...cards.map((card) => this.choice(card)));
    this.place.hidden = cards.length === 0;
  }

  choice({ id, name, about }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "similar-card";
    const [title, line] = [document.createElement("b"), document.createElement("span")];
    title.textContent = name;
    line.textContent = about;
    button.append(title, " ", line);
    button.addEventListener("click", () => this.take(id, name));
    return button;
  }

  take(id, name) {
    this.card.value = id;
    this.customer.value = name;
    this.showTaken(name);
    this.place.querySelector("button").focus();
    this.tell();
  }

  showTaken(name) {
    const line = document.createElement("div");
    line.className = "similar-taken";
    const [words, undo] = [document.createElement("b"), document.createElement("button")];
    words.textContent = this.place.dataset.taken.replace("{name}", name);
    undo.type = "button";
    undo.className = "btn btn-quiet";
    undo.textContent = this.place.dataset.undo;
    undo.addEventListener("click", () => this.leave());
    line.append(words, undo);
    this.place.replaceChildren(line);
    this.place.hidden = false;
  }

  leave() {
    this.card.value = "";
    this.customer.focus();
    this.tell();
    this.ask();
  }

  // What is kept as a draft has to know, too.
  tell() {
    this.customer.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const place of document.querySelectorAll("[data-similar]")) new Similar(place);
