// The clock of a wall board: by the desk's time, in the unit's zone, however the screen's
// own clock may be set. Without this file it stands as of the last refresh.
const clock = document.querySelector("[data-clock]");
const MINUTE = 60_000;

const format = new Intl.DateTimeFormat("en-GB", {
  timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
let ahead = Number(clock.dataset.now) * 1000 - Date.now();

const show = () => {
  const now = Date.now() + ahead;
  clock.textContent = format.format(now).replace(":", ".");
  clock.dateTime = new Date(now).toISOString();
  setTimeout(show, MINUTE - now % MINUTE);
};

document.addEventListener("live:heard", ({ detail }) => {
  const told = Date.parse(detail);
  if (!Number.isNaN(told)) ahead = told - Date.now();
});
show();
