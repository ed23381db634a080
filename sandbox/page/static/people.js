// Who sits at the screen, and the chats of that person.

import { openGroupForm, openMembersForm, openPersonForm } from "./additions.js";
import { avatar, badge, groupAvatar, plus } from "./avatar.js";
import { byId, el } from "./dom.js";
import { t } from "./language.js";
import { rove } from "./roving.js";
import { openMenu } from "./sheet.js";
import { store } from "./store.js";
import { day, dayOfMonth, sent, time } from "./when.js";
import { sender, summary } from "./words.js";

const WIDE = matchMedia("(min-width: 760px)"); // as in chat.css

export function wirePeople() {
  if (location.hash) show("chat"); // a link to a chat, or a page that was loaded again
  byId("me").addEventListener("click", () => (store.people.size ? choosePerson() : openPersonForm()));
  byId("add-person").addEventListener("click", openPersonForm);
  byId("add-group").addEventListener("click", () => openGroupForm(enter));
  byId("add-members").addEventListener("click", openMembersForm);
  byId("back").addEventListener("click", () => show("chats"));
  store.addEventListener("enter", () => show("chat"));
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address says who one is, and where
    if (store.me) show("chat");
    byId(store.me ? "words" : "add-person").focus();
  });
  rove(byId("chats"), ".room");
  store.isReading = () => !document.hidden && (WIDE.matches || byId("rooms").dataset.view === "chat");
  document.addEventListener("visibilitychange", () => store.isReading() && store.markRead());
  const shown = ["state", "look", "town", "message", "edit", "delete", "poll", "unread"];
  for (const kind of shown) store.addEventListener(kind, drawSoon);
}

function show(view) {
  byId("rooms").dataset.view = view;
}

const enter = (chat) => store.enter(chat);

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
  drawBeginning(me);
  const focused = byId("chats").contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  byId("chats").replaceChildren(...store.myChats.map(chatItem));
  if (focused) byId("chats").querySelector(`[data-chat="${focused}"]`)?.focus();
  if (!me) {
    byId("me").replaceChildren(plus(), t`还没有人`);
    byId("me").setAttribute("aria-label", t`还没有人，点一下添加`);
    show("chats");
    return;
  }
  const label = [el("strong", {}, store.name(me)), el("span", { class: "dim" }, store.titles(me).join(" · "))];
  byId("me").replaceChildren(avatar(me), el("span", { class: "names" }, ...label), el("span", { class: "arrow", "aria-hidden": "true" }, "▾"));
  byId("me").setAttribute("aria-label", t`现在是 ${store.name(me)}，点一下换人`);
  drawHead();
}

/** What to do while there is nobody, or no group to speak in. */
function drawBeginning(me) {
  byId("rooms").toggleAttribute("data-empty", !me);
  byId("add-group").hidden = !me;
  byId("begin").hidden = store.myChats.some(({ type }) => type !== "private");
  const [title, text] = beginning(me);
  byId("begin-title").textContent = title;
  byId("begin-text").textContent = text;
}

function beginning(me) {
  if (!me) return [t`这里还没有人`, t`先添加一个人，您就能用这个人的身份说话。然后建一个群，机器人会一起进群。`];
  const name = store.name(me);
  return store.hasGroups
    ? [t`${name}还不在群里`, t`换成群里的人，在群里点「请人」，就能请进去。也可以另建一个群。`]
    : [t`还没有群`, t`您现在是${name}。可以再添加几位居民，然后建群：机器人会一起进群，当管理员。在群里发 /setup，议事会就开起来了。`];
}

function drawHead() {
  const chat = store.chats.get(store.chat);
  const isPrivate = chat.type === "private";
  byId("chat-title").textContent = isPrivate ? store.name(store.bot) : chat.title;
  byId("add-members").hidden = isPrivate;
  const people = isPrivate ? 0 : chat.members.filter(({ user }) => !user.is_bot).length;
  byId("chat-about").textContent = isPrivate ? t`机器人 · 和${store.name(store.people.get(store.me))}的私聊` : t`${people} 位居民和机器人`;
  const others = store.myChats.filter(({ id }) => id !== store.chat);
  const count = others.reduce((sum, { id }) => sum + store.unreadOf(store.me, id), 0);
  byId("elsewhere").textContent = count;
  byId("elsewhere").hidden = count === 0;
}

function chatItem(chat) {
  const last = [...(store.messages.get(chat.id)?.values() ?? [])].findLast((message) => store.sees(store.me, message));
  const isPrivate = chat.type === "private";
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "room", "data-chat": chat.id, "aria-current": chat.id === store.chat ? "true" : null, click: () => enter(chat.id) },
      isPrivate ? avatar(store.bot) : groupAvatar(),
      el(
        "span",
        { class: "names" },
        el("strong", {}, isPrivate ? store.name(store.bot) : chat.title),
        el("span", { class: "dim" }, last ? preview(last, isPrivate) : t`还没有说过话`),
      ),
      el("span", { class: "side" }, last ? el("span", { class: "dim" }, shortly(sent(last))) : null, badge(store.unreadOf(store.me, chat.id))),
    ),
  );
}

const preview = (message, isPrivate) => (isPrivate ? summary(message) : t`${sender(message)}：${summary(message)}`);

const shortly = (date) => (day(date) === day(store.now) ? time(date) : dayOfMonth(date));

function choosePerson() {
  const choices = [...store.people.values()].map((person) => ({
    current: person.id === store.me,
    content: [
      avatar(person),
      el("span", { class: "names" }, el("strong", {}, store.name(person)), el("span", { class: "dim" }, describe(person))),
      badge(store.unreadOf(person.id, person.id)),
    ],
    choose: () => store.become(person.id),
  }));
  const more = { content: [plus(), t`添加人`], choose: openPersonForm };
  openMenu(t`我是谁？`, [...choices, more], "people");
}

const describe = (person) =>
  [store.titles(person).join(" · ") || t`居民`, person.username && `@${person.username}`].filter(Boolean).join(" · ");
