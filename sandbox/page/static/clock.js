// The sandbox's time, and the buttons that move it.

import { advance, toNextDue } from "./acts.js";
import { byId } from "./dom.js";
import { store } from "./store.js";
import { toast } from "./toast.js";
import { moment } from "./when.js";

const LOOK_MS = 1000;

export function wireClock() {
  for (const each of document.querySelectorAll("[data-seconds]")) {
    each.addEventListener("click", async () => {
      const now = await advance(Number(each.dataset.seconds));
      if (now) tell(now);
    });
  }
  byId("next-due").addEventListener("click", async () => {
    const answer = await toNextDue();
    if (answer) tell(answer.due);
  });
  for (const kind of ["state", "clock"]) store.addEventListener(kind, draw);
  setInterval(draw, LOOK_MS);
}

function tell(instant) {
  toast(instant ? `时间到了 ${moment(new Date(instant))}。` : "现在没有在等时间的事。");
}

function draw() {
  const shown = moment(store.now);
  const now = byId("now");
  if (now.textContent === shown) return;
  now.textContent = shown;
  now.dateTime = store.now.toISOString();
}
