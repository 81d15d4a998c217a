// Refreshes the list in #live by itself, without moving what one is reading or losing a
// selection. Without this file the list stands still, and a link beside it refreshes.
const EVERY = 20_000;
const PATIENCE = 15_000;
const LONGEST_WAIT = 300_000;
// Opened or looked at again sooner than this after a refresh, the list is fresh enough.
const FRESH = 2_000;
// How long a new row stands out.
const NOTICED = 6_000;

// Who writes into a form beside the list, or chooses what to do with what is ticked.
const WRITING = "main :is(textarea, select, input:not([type=search]))";

const list = document.getElementById("live");
const line = document.querySelector("[data-live-line]");
const told = line?.querySelector("[data-live-told]");
const showButton = line?.querySelector("[data-live-show]");

const rowsOf = (root) => [...root.querySelectorAll("[data-ticket]")];
// Two lists of one page may show the same ticket: the second is another row.
const keysOf = (root) => {
  const times = {};
  return new Map(rowsOf(root).map((row) => {
    const id = row.dataset.ticket;
    times[id] = (times[id] ?? 0) + 1;
    return [row, `${id}#${times[id]}`];
  }));
};

// Making one tree like another while keeping its nodes, and with them ticked boxes,
// the focus and what is unfolded.
class Patch {
  constructor(root, next) {
    this.keys = keysOf(root);
    this.nextKeys = keysOf(next);
    this.rows = new Map([...this.keys].map(([row, key]) => [key, row]));
    this.added = [];
  }

  node(old, next) {
    if (old.isEqualNode(next)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.data = next.data;
      return;
    }
    this.attributes(old, next);
    this.children(old, next);
  }

  attributes(old, next) {
    const isKept = (name) => name === "open" && old.localName === "details";
    for (const { name } of [...old.attributes]) {
      if (!next.hasAttribute(name) && !isKept(name)) old.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (old.getAttribute(name) !== value && !isKept(name)) old.setAttribute(name, value);
    }
  }

  children(old, next) {
    let here = old.firstChild;
    for (const child of [...next.childNodes]) {
      const known = this.counterpart(here, child);
      if (known && known === here) here = here.nextSibling;
      else old.insertBefore(known ?? this.made(child), here);
      if (known) this.node(known, child);
    }
    while (here) {
      const gone = here;
      here = here.nextSibling;
      gone.remove();
    }
  }

  counterpart(here, child) {
    const key = this.nextKeys.get(child);
    if (key) return this.rows.get(key);
    const isAlike = here && here.nodeType === child.nodeType && here.nodeName === child.nodeName;
    return isAlike && !this.keys.has(here) ? here : undefined;
  }

  made(child) {
    const copy = document.importNode(child, false);
    if (this.nextKeys.has(child)) this.added.push(copy);
    for (const each of child.childNodes) {
      const known = this.counterpart(null, each);
      copy.append(known ?? this.made(each));
      if (known) this.node(known, each);
    }
    return copy;
  }
}

// How many of them can stay where they are while the others change places.
const longestRun = (places) => {
  const runs = [];
  for (const [n, place] of places.entries()) {
    const before = runs.slice(0, n).filter((_, earlier) => places[earlier] < place);
    runs.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...runs);
};

const columnOf = (row) => row.closest("[data-column]")?.dataset.column;

// How many tickets came, left or changed their place.
const differences = (old, next) => {
  const columns = (root) => new Map([...keysOf(root)].map(([row, key]) => [key, columnOf(row)]));
  const was = columns(old), is = columns(next);
  const after = [...is.keys()];
  const left = [...was.keys()].filter((key) => !is.has(key));
  const came = after.filter((key) => !was.has(key));
  const stayed = [...was.keys()].filter((key) => is.has(key));
  const inColumn = stayed.filter((key) => was.get(key) === is.get(key));
  const still = longestRun(inColumn.map((key) => after.indexOf(key)));
  // On a full page one leaves for each that comes: that is one change.
  return Math.max(left.length, came.length) + stayed.length - still;
};

class LiveList {
  constructor() {
    this.name = null;
    this.pending = null;
    this.failures = 0;
    this.isOver = false;
    this.isAsking = false;
    this.refreshedAt = Date.now();
    document.addEventListener("visibilitychange", () => this.look());
    addEventListener("online", () => this.ask());
    addEventListener("pageshow", (event) => event.persisted && this.ask());
    line?.querySelector("[data-live-reload]").addEventListener("click", (event) => {
      if (this.isOver) return;
      event.preventDefault();
      this.ask({ isWanted: true });
    });
    showButton?.addEventListener("click", () => this.show());
    this.later();
  }

  look() {
    if (document.hidden) clearTimeout(this.timer);
    else if (Date.now() - this.refreshedAt > FRESH) this.ask();
    else this.later();
  }

  later() {
    clearTimeout(this.timer);
    if (this.isOver || document.hidden) return;
    const wait = Math.min(EVERY * 2 ** this.failures, LONGEST_WAIT);
    this.timer = setTimeout(() => this.ask(), wait);
  }

  async ask({ isWanted = false } = {}) {
    if (this.isOver || this.isAsking) return;
    this.isAsking = true;
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), PATIENCE);
    try {
      await this.hear(await this.fetch(abort.signal), isWanted);
    } catch {
      this.failed();
    }
    clearTimeout(timer);
    this.isAsking = false;
    this.later();
  }

  fetch(signal) {
    const headers = { "X-Live": "1" };
    if (this.name) headers["If-None-Match"] = this.name;
    // The name is ours to send: the browser's own store stays out of it.
    return fetch(location.href, { headers, signal, cache: "no-store", redirect: "manual" });
  }

  async hear(answer, isWanted) {
    if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) {
      this.end("signedOut");
    } else if ([404, 410].includes(answer.status)) {
      this.end("gone");
    } else if (answer.status === 304) {
      this.refreshed(answer);
      if (this.pending && (isWanted || !this.isBeingRead())) this.apply(this.pending);
    } else if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById("live");
      if (!next) throw new Error("This answer holds no list.");
      this.name = answer.headers.get("ETag");
      this.refreshed(answer);
      this.take(next, isWanted);
    } else {
      this.failed();
    }
  }

  refreshed(answer) {
    this.failures = 0;
    this.refreshedAt = Date.now();
    document.dispatchEvent(new CustomEvent("live:heard", { detail: answer.headers.get("Date") }));
    if (!this.pending) this.say("");
  }

  take(next, isWanted) {
    const changes = differences(list, next);
    if (!changes || isWanted || !this.isBeingRead()) {
      this.apply(next, { isQuiet: !changes });
      return;
    }
    this.pending = next;
    this.keepPlace(() => this.freshen(next));
    const { one, many } = line?.dataset ?? {};
    this.say(changes === 1 ? one : many?.replace("{n}", changes), { canShow: true });
  }

  // Somebody has scrolled, chosen rows or stands on one: nothing may move under them.
  isBeingRead() {
    const rows = rowsOf(list);
    return rows.length > 0 && (
      rows[0].getBoundingClientRect().top < 0
      || list.querySelector("[data-ticket] input:checked") !== null
      || rows.some((row) => row.contains(document.activeElement))
      || document.querySelector("dialog[open]") !== null
      || Boolean(document.activeElement?.matches(WRITING))
      || list.contains(getSelection()?.anchorNode ?? null) && !getSelection().isCollapsed);
  }

  // What is known of the rows on the screen, each where it stands.
  freshen(next) {
    const patch = new Patch(list, next);
    for (const [row, key] of patch.nextKeys) {
      const here = patch.rows.get(key);
      if (here) patch.node(here, row);
    }
    document.dispatchEvent(new CustomEvent("live:changed"));
  }

  apply(next, { isQuiet = false } = {}) {
    this.pending = null;
    const patch = new Patch(list, next);
    const focused = document.activeElement;
    this.keepPlace(() => patch.node(list, next));
    // A node that was moved loses the focus, though it is still the same.
    if (focused !== document.activeElement && list.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
    if (!isQuiet) this.mark(patch.added);
    this.say("");
    document.dispatchEvent(new CustomEvent("live:changed"));
    return patch.added;
  }

  mark(rows) {
    for (const row of rows) row.classList.add("is-new");
    setTimeout(() => rows.forEach((row) => row.classList.remove("is-new")), NOTICED);
  }

  show() {
    const next = this.pending;
    if (!next) return;
    const hadFocus = document.activeElement === showButton;
    const [first] = this.apply(next);
    first?.scrollIntoView({ block: "nearest" });
    if (hadFocus) {
      list.tabIndex = -1;
      list.focus({ preventScroll: true });
    }
  }

  // The row at the top of the screen stays where it is, whatever changes above it.
  keepPlace(change) {
    const edge = rowsOf(list).find((row) => row.getBoundingClientRect().bottom > 0);
    const top = edge?.getBoundingClientRect().top;
    change();
    if (!edge?.isConnected || scrollY === 0) return;
    const moved = edge.getBoundingClientRect().top - top;
    if (moved) scrollBy({ top: moved, behavior: "instant" });
  }

  failed() {
    this.failures += 1;
    const at = new Date(this.refreshedAt);
    const time = [at.getHours(), at.getMinutes()]
      .map((part) => String(part).padStart(2, "0")).join(".");
    this.say(line?.dataset.failed.replace("{time}", time), {
      isTrouble: true, canShow: this.pending !== null,
    });
  }

  end(why) {
    this.isOver = true;
    clearTimeout(this.timer);
    this.say(line?.dataset[why], { isTrouble: true });
  }

  say(text, { canShow = false, isTrouble = false } = {}) {
    if (!line) return;
    this.keepPlace(() => {
      if (told.textContent !== text) told.textContent = text;
      showButton.hidden = !canShow;
      line.classList.toggle("is-telling", Boolean(text));
      line.classList.toggle("is-failing", isTrouble);
      line.classList.toggle("can-show", canShow);
    });
  }
}

if (list) new LiveList();
