// What this page knows: people, chats and messages, who sits at the screen and where they look.
// Every change is an event of the store by the kind that the server gives it; "look" is one of our own.

import { t } from "./language.js";

const TOWN_KINDS = ["state", "town"]; // events that tell of people and chats

class Store extends EventTarget {
  me = null; // a user's id
  chat = null; // the open chat's id
  isReading = () => true; // whether the open chat is on the screen
  people = new Map();
  chats = new Map();
  messages = new Map(); // chat id -> message id -> message
  unread = new Map(); // "person chat" -> how many
  clockAhead = 0; // milliseconds from this computer's clock to the sandbox's
  frozenAt = null;
  tours = { open: null, tours: [] };
  canReset = false;

  get now() {
    return this.frozenAt ?? new Date(Date.now() + this.clockAhead);
  }

  /** The chats of the person at the screen, groups first. */
  get myChats() {
    return [...this.chats.values()].filter((chat) => this.isMember(this.me, chat));
  }

  get hasGroups() {
    return [...this.chats.values()].some(({ type }) => type !== "private");
  }

  /** The messages of the open chat that the person at the screen sees, by their numbers. */
  get openMessages() {
    const seen = [...(this.messages.get(this.chat) ?? new Map())].filter(([, message]) => this.sees(this.me, message));
    const replaced = new Set(seen.map(([, message]) => message.replaces));
    return new Map(seen.filter(([id]) => !replaced.has(id)));
  }

  /** What is shown to one person alone is seen by them and by whoever sent it. */
  sees(person, message) {
    return !message.receiver_user || message.receiver_user.id === person || message.from.id === person;
  }

  isMember(person, chat) {
    return chat.type === "private" ? chat.id === person : chat.members.some(({ user }) => user.id === person);
  }

  unreadOf(person, chat) {
    return this.unread.get(`${person} ${chat}`) ?? 0;
  }

  name(user) {
    return [user.first_name, user.last_name].filter(Boolean).join(" ") || t`已注销`;
  }

  /** What stands beside a name: 群主, and the words the group gave them. */
  titles(user, chat = [...this.chats.values()].find((each) => each.type !== "private" && this.isMember(user.id, each))) {
    if (user.is_bot) return [t`机器人`];
    const member = chat?.members?.find((each) => each.user.id === user.id);
    if (!member) return [];
    const status = { creator: t`群主`, administrator: t`管理员` }[member.status];
    return [status, member.custom_title ?? member.tag].filter(Boolean);
  }

  become(person) {
    this.me = person;
    const stays = this.chats.has(this.chat) && this.isMember(person, this.chats.get(this.chat));
    this.open(stays ? this.chat : this.myChats[0].id);
  }

  open(chat) {
    this.chat = chat;
    this.markRead();
    history.replaceState(null, "", `#${this.me}/${chat}`);
    this.#tell("look");
  }

  /** Open a chat and show it, on a phone too. */
  enter(chat) {
    this.open(chat);
    this.#tell("enter");
  }

  markRead() {
    this.unread.delete(`${this.me} ${this.chat}`);
    this.#tell("unread");
  }

  /** Wait until the server has told of something. */
  until(isKnown) {
    return new Promise((resolve) => {
      const look = () => {
        if (!isKnown()) return;
        for (const kind of TOWN_KINDS) this.removeEventListener(kind, look);
        resolve();
      };
      for (const kind of TOWN_KINDS) this.addEventListener(kind, look);
      look();
    });
  }

  // What the server tells

  hear(event) {
    this[`_${event.kind}`](event);
    this.#tell(event.kind, event);
  }

  _state(event) {
    this.messages = new Map(
      Object.entries(event.messages).map(([chat, all]) => [Number(chat), new Map(all.map((each) => [each.message_id, each]))]),
    );
    this.unread.clear();
    this.me = null;
    this.#setClock(event.now, event.is_frozen);
    this.canReset = event.can_reset;
    this._tours(event);
    this._town(event);
  }

  _town(event) {
    this.bot = event.bot;
    this.commands = event.commands;
    this.people = new Map(event.people.map((person) => [person.id, person]));
    this.chats = new Map(event.chats.map((chat) => [chat.id, chat]));
    if (!this.people.has(this.me)) this.#sitDown();
  }

  /** Go on where the address says, or begin as the first person in their first chat. */
  #sitDown() {
    const [me, chat] = location.hash.slice(1).split("/").map(Number);
    this.me = this.people.has(me) ? me : (this.people.keys().next().value ?? null);
    if (this.me === null) this.chat = null;
    else this.open(this.#isMine(chat) ? chat : this.myChats[0].id);
  }

  _message({ chat, message, is_deleted: isDeleted }) {
    if (isDeleted) return;
    const all = this.messages.get(chat) ?? new Map();
    this.messages.set(chat, all);
    const isKnown = all.has(message.message_id);
    all.set(message.message_id, message);
    if (!isKnown) this.#countUnread(chat, message);
  }

  _edit(event) {
    if (this.messages.get(event.chat)?.has(event.message_id)) this._message(event);
  }

  _poll(event) {
    this._edit(event);
  }

  _delete({ chat, message_id: id }) {
    this.messages.get(chat)?.delete(id);
  }

  _clock({ now }) {
    this.#setClock(now, this.frozenAt !== null);
  }

  _toast() {}

  _tours({ tours }) {
    this.tours = tours;
  }

  #isMine(chat) {
    return this.chats.has(chat) && this.isMember(this.me, this.chats.get(chat));
  }

  #setClock(now, isFrozen) {
    this.clockAhead = new Date(now) - Date.now();
    this.frozenAt = isFrozen ? new Date(now) : null;
  }

  #countUnread(chatId, message) {
    const chat = this.chats.get(chatId);
    if (!chat) return;
    for (const person of this.people.keys()) {
      const sees = person === this.me && chatId === this.chat && this.isReading();
      if (person === message.from?.id || sees || !this.isMember(person, chat) || !this.sees(person, message)) continue;
      this.unread.set(`${person} ${chatId}`, this.unreadOf(person, chatId) + 1);
    }
    this.#tell("unread");
  }

  #tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}

export const store = new Store();
