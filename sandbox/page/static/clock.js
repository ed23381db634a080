// The sandbox's time, and the buttons that move it.

import { advance, toNextDue } from "./acts.js";
import { byId } from "./dom.js";
import { t } from "./language.js";
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
    const next = byId("next-due");
    next.setAttribute("aria-busy", "true");
    const answer = await toNextDue();
    next.removeAttribute("aria-busy");
    if (answer) tellNews(answer);
  });
  for (const kind of ["state", "clock"]) store.addEventListener(kind, draw);
  setInterval(draw, LOOK_MS);
}

function tell(instant) {
  toast(t`时间到了 ${moment(new Date(instant))}。`);
}

/** What has happened, in one line. */
function tellNews({ due, news }) {
  if (!due) {
    toast(t`现在没有在等时间的事。`);
    return;
  }
  const [first, ...rest] = news;
  if (!first) {
    tell(due);
    return;
  }
  const chat = store.chats.get(first.chat);
  const place = chat?.title ?? t`${store.name(store.people.get(first.chat))}的私聊`;
  const what = t`${moment(new Date(due))}，${place}：${first.text}`;
  toast(rest.length ? t`${what}（还有 ${rest.length} 条）` : what);
}

function draw() {
  const shown = moment(store.now);
  const now = byId("now");
  if (now.textContent === shown) return;
  now.textContent = shown;
  now.dateTime = store.now.toISOString();
}
