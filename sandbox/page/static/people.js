// Who sits at the screen, and the chats of that person.

import { avatar, badge, groupAvatar } from "./avatar.js";
import { byId, el } from "./dom.js";
import { openMenu } from "./sheet.js";
import { store } from "./store.js";
import { moment, sent, time, day } from "./when.js";
import { sender, summary } from "./words.js";

const WIDE = matchMedia("(min-width: 760px)"); // as in chat.css

export function wirePeople() {
  if (location.hash) show("chat"); // a link to a chat, or a page that was loaded again
  byId("me").addEventListener("click", choosePerson);
  byId("back").addEventListener("click", () => show("chats"));
  store.isReading = () => !document.hidden && (WIDE.matches || byId("rooms").dataset.view === "chat");
  document.addEventListener("visibilitychange", () => store.isReading() && store.markRead());
  const shown = ["state", "look", "town", "message", "edit", "delete", "poll", "unread"];
  for (const kind of shown) store.addEventListener(kind, drawSoon);
}

function show(view) {
  byId("rooms").dataset.view = view;
}

let isWaiting = false;

/** Once for all that comes within one frame. */
function drawSoon() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    draw();
  });
}

function draw() {
  const me = store.people.get(store.me);
  if (!me) {
    byId("me").textContent = "还没有人";
    return;
  }
  const label = [el("strong", {}, store.name(me)), el("span", { class: "dim" }, store.titles(me).join(" · "))];
  byId("me").replaceChildren(avatar(me), el("span", { class: "names" }, ...label), el("span", { class: "arrow", "aria-hidden": "true" }, "▾"));
  byId("me").setAttribute("aria-label", `现在是 ${store.name(me)}，点一下换人`);
  byId("chats").replaceChildren(...store.myChats.map(chatItem));
  drawHead();
}

function drawHead() {
  const chat = store.chats.get(store.chat);
  const isPrivate = chat.type === "private";
  byId("chat-title").textContent = isPrivate ? store.name(store.bot) : chat.title;
  const people = isPrivate ? 0 : chat.members.filter(({ user }) => !user.is_bot).length;
  byId("chat-about").textContent = isPrivate ? `机器人 · 和${store.name(store.people.get(store.me))}的私聊` : `${people} 位居民和机器人`;
  const others = store.myChats.filter(({ id }) => id !== store.chat);
  const count = others.reduce((sum, { id }) => sum + store.unreadOf(store.me, id), 0);
  byId("elsewhere").textContent = count;
  byId("elsewhere").hidden = count === 0;
}

function chatItem(chat) {
  const last = [...(store.messages.get(chat.id)?.values() ?? [])].at(-1);
  const isPrivate = chat.type === "private";
  const open = () => {
    store.open(chat.id);
    show("chat");
  };
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "room", "aria-current": chat.id === store.chat ? "true" : null, click: open },
      isPrivate ? avatar(store.bot) : groupAvatar(),
      el(
        "span",
        { class: "names" },
        el("strong", {}, isPrivate ? store.name(store.bot) : chat.title),
        el("span", { class: "dim" }, last ? preview(last, isPrivate) : "还没有说过话"),
      ),
      el("span", { class: "side" }, last ? el("span", { class: "dim" }, shortly(sent(last))) : null, badge(store.unreadOf(store.me, chat.id))),
    ),
  );
}

const preview = (message, isPrivate) => (isPrivate ? summary(message) : `${sender(message)}：${summary(message)}`);

const shortly = (date) => (day(date) === day(store.now) ? time(date) : moment(date).split(" ")[0]);

function choosePerson() {
  const choices = [...store.people.values()].map((person) => ({
    current: person.id === store.me,
    content: [
      avatar(person),
      el("span", { class: "names" }, el("strong", {}, store.name(person)), el("span", { class: "dim" }, store.titles(person).join(" · ") || "居民")),
      badge(store.unreadOf(person.id, person.id)),
    ],
    choose: () => store.become(person.id),
  }));
  openMenu("我是谁？", choices, "people");
}
