// Single keys for who has a keyboard: through a list, to a page, to the search. The sheet
// that "?" opens lists them and turns them off; nothing here works only by a key.
const SETTING = "keys";
const LIST = "list";
const PAIR_WITHIN = 1_500;
// Where what is pressed is text, or chooses something by its letter.
const TYPING = "textarea, select, [contenteditable], "
  + "input:not([type=checkbox], [type=radio], [type=button], [type=submit])";

const sheet = document.getElementById("keys");
const isShown = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
const shown = (selector, root = document) => [...root.querySelectorAll(selector)].find(isShown);

const remember = (store, name, value) => {
  try { store.setItem(name, value); } catch { /* a browser that keeps nothing */ }
};
const remembered = (store, name) => {
  try { return store.getItem(name); } catch { return null; }
};

class Rows {
  all() {
    return [...document.querySelectorAll("main [data-ticket]")].filter(isShown);
  }

  // The row with the focus, else the one it was on last.
  here() {
    return document.activeElement.closest("[data-ticket]")
      ?? this.all().find((row) => row.dataset.ticket === this.last);
  }

  go(by) {
    const rows = this.all();
    const at = rows.indexOf(this.here());
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (!next) return;
    this.last = next.dataset.ticket;
    const link = this.link(next);
    link?.focus({ preventScroll: true, focusVisible: true });
    next.scrollIntoView({ block: "nearest" });
  }

  // What opens the ticket; a row may also lead to the explanation of a time.
  link(row) {
    const places = [".queue-row-link", "a.number", ".ticket-card-item a", "a[href]"];
    return places.map((place) => shown(place, row)).find(Boolean);
  }

  open() {
    const row = this.here();
    if (row) this.link(row)?.click();
  }

  select() {
    const row = this.here();
    const box = row && shown("input[type=checkbox]", row);
    box?.click();
  }
}

const rows = new Rows();

const act = () => {
  const form = document.getElementById("selection");
  const first = form && shown("select, button, summary, input:not([type=hidden])", form);
  first?.focus();
  first?.scrollIntoView({ block: "nearest" });
};

const back = () => {
  location.assign(remembered(sessionStorage, LIST) ?? sheet.dataset.home);
};

const search = () => {
  const field = shown("input[type=search]");
  field?.focus();
  field?.select();
};

const DOES = {
  j: () => rows.go(1),
  k: () => rows.go(-1),
  x: () => rows.select(),
  a: act,
  u: back,
  "/": search,
  "?": () => sheet.showModal(),
};

const goTo = (pair) => {
  const row = sheet.querySelector(`[data-keys-go="${CSS.escape(pair)}"]`);
  if (row) location.assign(row.dataset.url);
  return Boolean(row);
};

let pendingSince = 0;

const pressed = (event) => {
  const isOff = remembered(localStorage, SETTING) === "off";
  const isTaken = event.defaultPrevented || event.isComposing
    || event.ctrlKey || event.altKey || event.metaKey;
  const isElsewhere = event.target.closest?.(TYPING) || document.querySelector("dialog[open]");
  if (isOff || isTaken || isElsewhere) return;

  const isSecond = Date.now() - pendingSince < PAIR_WITHIN;
  pendingSince = 0;
  if (isSecond && goTo(`g ${event.key}`)) {
    event.preventDefault();
  } else if (event.key === "g") {
    pendingSince = Date.now();
  } else if (event.key === "Enter") {
    // On a link or a button it is the browser's own.
    if (event.target === document.body) rows.open();
  } else if (Object.hasOwn(DOES, event.key)) {
    event.preventDefault();
    DOES[event.key]();
  }
};

if (sheet?.showModal) {
  const box = sheet.querySelector("[data-keys-on]");
  box.checked = remembered(localStorage, SETTING) !== "off";
  box.addEventListener("change", () => {
    remember(localStorage, SETTING, box.checked ? "on" : "off");
  });
  for (const button of document.querySelectorAll("[data-keys-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => sheet.showModal());
  }
  document.addEventListener("keydown", pressed);
  if (document.getElementById("live")) remember(sessionStorage, LIST, location.href);
}
