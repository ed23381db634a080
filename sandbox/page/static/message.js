// One message as an element.

import { press, start } from "./acts.js";
import { avatar, hue } from "./avatar.js";
import { composer } from "./composer.js";
import { button, el } from "./dom.js";
import { t } from "./language.js";
import { pollBody } from "./poll.js";
import { openMenu, openSheet } from "./sheet.js";
import { store } from "./store.js";
import { rich, startPayload } from "./text.js";
import { toast } from "./toast.js";
import { sent, time } from "./when.js";
import { sender, serviceWords, summary } from "./words.js";

/** `follows`: the one before is of the same person, so that name and face need not stand again. */
export function messageItem(message, { follows, jump }) {
  const service = serviceWords(message);
  if (service) return el("li", { class: "service", "data-id": message.message_id }, el("span", {}, service));
  const isMine = message.from?.id === store.me && !message.sender_chat;
  const classes = ["message", isMine && "mine", follows && "follows"].filter(Boolean).join(" ");
  return el(
    "li",
    {
      class: classes,
      "data-id": message.message_id,
      "aria-label": described(message),
      keydown: (event) => {
        if (event.key !== "Enter" || event.target !== event.currentTarget) return;
        event.preventDefault(); // or the key would press the first button of the menu as well
        menu(message, isMine);
      },
    },
    isMine ? null : avatar(message.from),
    el("div", { class: "stack" }, bubble(message, isMine, follows, jump), keyboard(message)),
  );
}

function bubble(message, isMine, follows, jump) {
  return el(
    "div",
    { class: "bubble", click: (event) => opensMenu(event) && menu(message, isMine) },
    isMine || follows ? null : head(message),
    message.reply_to_message ? quote(message.reply_to_message, jump) : null,
    ...media(message),
    message.poll ? pollBody(message) : null,
    words(message),
    el(
      "p",
      { class: "meta" },
      button(t`回复 ${sender(message)}`, { class: "reply", click: () => composer.replyTo(message) }, "↩"),
      message.receiver_user ? el("span", { class: "alone" }, t`仅您可见 `) : null,
      message.edit_date ? el("span", {}, t`已编辑 `) : null,
      el("time", { datetime: sent(message).toISOString() }, time(sent(message))),
    ),
  );
}

/** What a screen reader says of the whole message: who, what, when, and how much there is to press. */
function described(message) {
  const buttons = message.reply_markup?.inline_keyboard?.flat().length ?? 0;
  const words = t`${sender(message)}：${summary(message)}，${time(sent(message))}`;
  const alone = message.receiver_user ? t`仅您可见，${words}` : words;
  return buttons ? t`${alone}，${buttons} 个按钮` : alone;
}

/** A tap on the bubble itself, not on something in it and not to mark words. */
function opensMenu(event) {
  return !event.target.closest("button, a, label, input, summary") && getSelection().isCollapsed;
}

function menu(message, isMine) {
  const choices = [{ content: [t`回复`], choose: () => composer.replyTo(message) }];
  const text = message.text ?? message.caption ?? message.poll?.question;
  if (text) choices.push({ content: [t`复制文字`], choose: () => copy(text) });
  if (isMine && message.text) choices.push({ content: [t`修改`], choose: () => composer.editing(message) });
  openMenu(t`${sender(message)}：${summary(message).slice(0, 20)}`, choices);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t`已复制。`);
  } catch {
    toast(t`浏览器不让复制，请选中文字再复制。`);
  }
}

function head(message) {
  const titles = message.sender_chat ? [] : store.titles(message.from, store.chats.get(message.chat.id));
  const colour = message.from.is_bot ? "bot" : `hue-${hue(message.from)}`;
  return el("p", { class: `who ${colour}` }, sender(message), titles.length ? el("span", { class: "title" }, titles.join(" · ")) : null);
}

function quote(original, jump) {
  const go = () => jump(original.message_id);
  return el(
    "button",
    { type: "button", class: "quote", click: go, "aria-label": t`回复的是 ${sender(original)}：${summary(original)}` },
    el("strong", {}, sender(original)),
    el("span", {}, summary(original)),
  );
}

function words(message) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  return el("div", { class: "words" }, ...rich(text, message.entities ?? message.caption_entities));
}

function media(message) {
  const found = [];
  if (message.photo) found.push(photo(message));
  if (message.voice) found.push(el("p", { class: "thing" }, t`🎤 语音 ${message.voice.duration} 秒`));
  if (message.location) {
    const { latitude, longitude } = message.location;
    found.push(el("p", { class: "thing" }, t`📍 位置 ${latitude.toFixed(5)}，${longitude.toFixed(5)}`));
  }
  if (message.document) {
    const { file_id: id, file_name: name, file_size: size } = message.document;
    const href = `/page/files/${encodeURIComponent(id)}`;
    found.push(el("a", { class: "thing", href, download: name }, t`📄 ${name}（${Math.ceil(size / 1024)} KB）`));
  }
  return found;
}

function photo(message) {
  const address = `/page/files/${encodeURIComponent(message.photo.at(-1).file_id)}`;
  const alt = message.caption ? t`照片：${message.caption.slice(0, 60)}` : t`${sender(message)}的照片`;
  const enlarge = () => openSheet(t`照片`, [el("img", { src: address, alt })], "photo");
  return button(t`看大图`, { class: "picture", click: enlarge }, el("img", { src: address, alt }));
}

function keyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const row = (buttons, y) => el("div", { class: "row" }, ...buttons.map((each, x) => inlineButton(message, each, y, x)));
  return el("div", { class: "keyboard", role: "group", "aria-label": t`按钮` }, ...rows.map(row));
}

function inlineButton(message, each, row, column) {
  if ("callback_data" in each) {
    const tap = ({ currentTarget }) => press(message, row, column, currentTarget);
    return el("button", { type: "button", click: tap }, each.text);
  }
  if ("copy_text" in each) return el("button", { type: "button", click: () => copy(each.copy_text.text) }, each.text);
  const payload = each.url ? startPayload(each.url) : null;
  if (payload !== null) return el("button", { type: "button", click: () => start(payload) }, each.text);
  return el("div", { class: "link" }, ...rich(each.text, [{ type: "text_link", offset: 0, length: each.text.length, url: each.url ?? "" }]));
}
