// Where one writes: words, a photo or file, a reply, a correction, an answer to the bot's question.

import { edit, PICTURES, say, sendFile } from "./acts.js";
import { byId, el } from "./dom.js";
import { t } from "./language.js";
import { openMenu } from "./sheet.js";
import { store } from "./store.js";
import { sender, summary } from "./words.js";

const TALLEST_PX = 168;
const LOOK_BACK = 30; // messages among which an unanswered question is looked for

class Composer {
  #form = byId("composer");
  #words = byId("words");
  #about = byId("about");
  #file = byId("photo");
  #shown = byId("photo-shown");
  #reply = null;
  #edited = null;
  #drafts = new Map();
  #turnedDown = new Set(); // questions that somebody does not want to answer
  #where = null;

  wire() {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#words.addEventListener("keydown", (event) => {
      // While a Chinese input method is composing, Enter belongs to it.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#send();
      }
      if (event.key === "Escape") this.#turnDown();
    });
    this.#words.addEventListener("input", () => this.#fit());
    byId("about-off").addEventListener("click", () => this.#turnDown());
    byId("commands").addEventListener("click", () => this.#openCommands());
    byId("pick-photo").addEventListener("click", () => this.#file.click());
    byId("photo-off").addEventListener("click", () => this.#dropFile());
    this.#file.addEventListener("change", () => this.#showFile());
    store.addEventListener("look", () => this.#moved());
    store.addEventListener("message", ({ detail }) => {
      if (detail.chat === store.chat && isQuestionToMe(detail.message)) this.#setReply(detail.message);
    });
  }

  replyTo(message) {
    this.#setReply(message);
    this.#words.focus();
  }

  editing(message) {
    this.#setReply(null);
    this.#edited = message;
    this.#showAbout(t`修改自己的话`, message.text);
    this.write(message.text);
  }

  write(text) {
    this.#words.value = text;
    this.#fit();
    this.#words.focus();
  }

  async #send() {
    const text = this.#words.value.trim();
    const file = this.#file.files[0];
    if (!text && !file) return;
    const [edited, reply] = [this.#edited, this.#reply];
    this.#words.value = "";
    this.#fit();
    this.#dropFile();
    this.#setReply(null);
    const sending = edited ? edit(edited, text) : file ? sendFile(file, text, reply) : say(text, reply);
    if ((await sending) === null && !edited && !this.#words.value) {
      this.#words.value = text; // not sent: nobody should have to write it again
      this.#fit();
      this.#setReply(reply);
    }
  }

  /** Somebody else sits here, or looks at another chat: what was begun stays where it was begun. */
  #moved() {
    if (this.#where) this.#drafts.set(this.#where, this.#words.value);
    this.#where = `${store.me} ${store.chat}`;
    this.#words.value = this.#drafts.get(this.#where) ?? "";
    this.#fit();
    this.#dropFile();
    const question = lastQuestion();
    this.#setReply(question && !this.#turnedDown.has(question) ? question : null);
  }

  #turnDown() {
    if (this.#reply) this.#turnedDown.add(this.#reply);
    if (this.#edited) this.write("");
    this.#setReply(null);
  }

  #setReply(message) {
    this.#reply = message;
    this.#edited = null;
    this.#words.placeholder = message?.reply_markup?.input_field_placeholder ?? t`写消息`;
    if (message) this.#showAbout(t`回复 ${sender(message)}`, summary(message));
    else this.#about.hidden = true;
  }

  #showAbout(title, text) {
    byId("about-text").replaceChildren(el("strong", {}, title), el("span", {}, text));
    this.#about.hidden = false;
  }

  #openCommands() {
    const kind = store.chats.get(store.chat)?.type === "private" ? "private" : "group";
    const menu = store.commands.own[`${store.chat}/${store.me}`] ?? store.commands[kind];
    const choices = menu.map(({ command, description }) => ({
      content: [el("code", {}, `/${command}`), el("span", { class: "dim" }, description)],
      choose: () => this.write(`/${command} `),
    }));
    const none = [{ content: [t`机器人还没有登记命令。`], choose: () => this.#words.focus() }];
    openMenu(t`机器人的命令`, choices.length ? choices : none, "commands");
  }

  #showFile() {
    const [file] = this.#file.files;
    if (!file) return;
    const image = this.#shown.querySelector("img");
    image.hidden = !PICTURES.includes(file.type);
    if (!image.hidden) image.src = URL.createObjectURL(file);
    byId("file-name").textContent = image.hidden ? `📄 ${file.name}` : "";
    this.#shown.hidden = false;
    this.#words.focus();
  }

  #dropFile() {
    const image = this.#shown.querySelector("img");
    if (image.src) URL.revokeObjectURL(image.src);
    image.removeAttribute("src");
    this.#file.value = "";
    this.#shown.hidden = true;
  }

  #fit() {
    this.#words.style.height = "auto";
    this.#words.style.height = `${Math.min(this.#words.scrollHeight, TALLEST_PX)}px`;
  }
}

/** The bot's newest question to the person at the screen, unless they have spoken since. */
function lastQuestion() {
  const newest = [...store.openMessages.values()].slice(-LOOK_BACK).reverse();
  for (const message of newest) {
    if (message.from?.id === store.me) return null;
    if (isQuestionToMe(message)) return message;
  }
  return null;
}

function isQuestionToMe(message) {
  const markup = message.reply_markup;
  if (!markup?.force_reply) return false;
  if (!markup.selective || message.chat.type === "private") return true;
  const isNamed = (message.entities ?? []).some((entity) => entity.user?.id === store.me);
  return isNamed || message.reply_to_message?.from?.id === store.me;
}

export const composer = new Composer();
