// Adds up what follows from the cells of the table of targets while they are typed.
// Without this file the sums as they are now stand there, and the new ones after saving.
const isWhole = (text) => /^[0-9]{1,7}$/.test(text.trim());

const addUp = (table) => {
  for (const sum of table.querySelectorAll("output[data-sum]")) {
    const cells = sum.dataset.sum.split(" ").map((step) =>
      table.querySelector(`[data-step="${step}"][data-priority="${sum.dataset.of}"]`).value);
    const total = cells.reduce((minutes, text) => minutes + Number(text), 0);
    sum.textContent = cells.every(isWhole) ? sum.dataset.words.replace("{n}", total) : "–";
  }
};

for (const table of document.querySelectorAll("[data-targets]")) {
  addUp(table);
  table.addEventListener("input", () => addUp(table));
}
