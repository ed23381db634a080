// The open chat: its messages, and where one has scrolled to.

import { start } from "./acts.js";
import { byId, el } from "./dom.js";
import { t } from "./language.js";
import { messageItem } from "./message.js";
import { rove } from "./roving.js";
import { store } from "./store.js";
import { day, sent } from "./when.js";
import { serviceWords } from "./words.js";

const NEAR_PX = 80; // so near the end counts as being there
const TOGETHER_S = 300; // messages of one person within this time stand together

const scroll = byId("scroll");
const list = byId("messages");
const newer = byId("newer");
let isAtEnd = true;

export function wireLog() {
  scroll.addEventListener("scroll", () => {
    isAtEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
    if (isAtEnd) newer.hidden = true;
  });
  newer.addEventListener("click", toEnd);
  rove(list, ".message", { begins: "last", inner: true });
  // A keyboard that opens, a composer that grows: the last message stays in sight.
  const keepEnd = new ResizeObserver(() => isAtEnd && toEnd());
  keepEnd.observe(scroll);
  keepEnd.observe(list);
  store.addEventListener("look", showAll);
  store.addEventListener("town", redrawInPlace);
  store.addEventListener("message", ({ detail }) => isHere(detail) && (detail.message.replaces ? redrawInPlace() : append(detail.message)));
  store.addEventListener("edit", ({ detail }) => isHere(detail) && replace(detail.message, "changed"));
  store.addEventListener("poll", ({ detail }) => isHere(detail) && replace(detail.message));
  store.addEventListener("delete", ({ detail }) => isHere(detail) && item(detail.message_id)?.remove());
}

const isHere = ({ chat, message, is_deleted: isDeleted }) =>
  chat === store.chat && !isDeleted && (!message || store.sees(store.me, message));
const item = (id) => list.querySelector(`[data-id="${id}"]`);

function showAll() {
  draw();
  toEnd();
}

function redrawInPlace() {
  const { scrollTop } = scroll;
  draw();
  if (!isAtEnd) scroll.scrollTop = scrollTop;
}

function draw() {
  list.replaceChildren();
  let before = null;
  for (const message of store.openMessages.values()) {
    list.append(...items(message, before));
    before = message;
  }
  if (!before && store.chats.get(store.chat)?.type === "private") {
    const begin = el("button", { type: "button", class: "ok", click: () => start() }, t`开始`);
    list.append(el("li", { class: "empty" }, t`还没有和机器人说过话。点「开始」，它才能私聊您。`, begin));
  }
}

function append(message) {
  if (item(message.message_id)) return replace(message);
  list.querySelector(".empty")?.remove();
  const stays = isAtEnd || message.from?.id === store.me;
  list.append(...items(message, previous(message)));
  list.lastElementChild.classList.add("fresh");
  if (stays) toEnd();
  else newer.hidden = false;
}

function replace(message, mark) {
  const old = item(message.message_id);
  if (!old) return;
  const hadFocus = [...old.querySelectorAll("button")].indexOf(document.activeElement);
  const wasFocused = old === document.activeElement;
  const element = drawn(message, previous(message));
  old.replaceWith(element);
  if (wasFocused) element.focus({ preventScroll: true });
  if (hadFocus >= 0) element.querySelectorAll("button")[hadFocus]?.focus({ preventScroll: true });
  if (mark) element.classList.add(mark);
}

/** The message, under the day when that begins with it. */
function items(message, before) {
  const today = day(sent(message));
  const isNewDay = !before || day(sent(before)) !== today;
  return [isNewDay ? el("li", { class: "day" }, el("span", {}, today)) : null, drawn(message, before)].filter(Boolean);
}

function drawn(message, before) {
  const follows =
    before !== null &&
    !serviceWords(before) &&
    before.from?.id === message.from?.id &&
    before.sender_chat?.id === message.sender_chat?.id &&
    day(sent(before)) === day(sent(message)) &&
    message.date - before.date < TOGETHER_S;
  return messageItem(message, { follows, jump });
}

function previous(message) {
  let before = null;
  for (const each of store.openMessages.values()) {
    if (each.message_id === message.message_id) break;
    before = each;
  }
  return before;
}

function jump(id) {
  const target = item(id);
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  target.classList.remove("changed");
  void target.offsetWidth; // or the browser would not begin the flash anew
  target.classList.add("changed");
}

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  isAtEnd = true;
  newer.hidden = true;
}
