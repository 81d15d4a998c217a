// Shows a field only while the choice it depends on is made: data-shown-when="reply:corrected".
// Without this file every field is visible, with a hint.
const isChosen = (form, rule) => {
  const [name, values] = rule.split(":");
  const chosen = new FormData(form).getAll(name);
  return values.split(",").some((value) => chosen.includes(value));
};

const showDependents = (form) => {
  for (const part of form.querySelectorAll("[data-shown-when]")) {
    const isWrong = part.classList.contains("is-wrong");
    part.hidden = !isWrong && !isChosen(form, part.dataset.shownWhen);
  }
};

for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("[data-shown-when]")) continue;
  showDependents(form);
  form.addEventListener("change", () => showDependents(form));
}
