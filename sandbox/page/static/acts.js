// What the person at the screen does, sent to the sandbox.

import { t, translated } from "./language.js";
import { store } from "./store.js";
import { toast } from "./toast.js";

export const PICTURES = ["image/jpeg", "image/png", "image/gif", "image/webp"];
const ANSWER_MS = 10_000; // Telegram's apps stop waiting for a bot's answer about then

/** What the server answers, or `{ error }` in words for the person, with the `field` that was wrong if it was one. */
async function ask(path, body) {
  const isForm = body instanceof FormData;
  const headers = isForm ? {} : { "Content-Type": "application/json" };
  try {
    const answer = await fetch(path, { method: "POST", headers, body: isForm ? body : JSON.stringify(body) });
    const said = await answer.json();
    if (answer.ok) return said;
    return path.startsWith("/page/") && said.error ? { ...said, error: translated(said.error) } : { error: t`没有成功，请再试一次。` };
  } catch {
    return { error: t`没有发出去：连接断了。` };
  }
}

/** What the server answers; null when it refuses, which is told in a toast. */
async function post(path, body) {
  const said = await ask(path, body);
  if (!said?.error) return said;
  toast(said.error);
  return null;
}

const place = (message) => [message.chat.id, message.message_id];

export const say = (text, replyTo) =>
  post("/control/say", { user: store.me, chat: store.chat, text, reply_to: replyTo ? place(replyTo) : null });

export const edit = (message, text) =>
  post("/control/edit", { user: store.me, message: place(message), new_text: text });

export const vote = (message, options) =>
  post("/control/vote", { user: store.me, message: place(message), options });

/** A picture goes as a photo, anything else as a file. */
export function sendFile(file, caption, replyTo) {
  const kind = PICTURES.includes(file.type) ? "photo" : "document";
  const form = new FormData();
  form.set("user", store.me);
  form.set("chat", store.chat);
  form.set(kind, file);
  if (caption) form.set("caption", caption);
  if (replyTo) form.set("reply_to", replyTo.message_id);
  return post(`/page/${kind}`, form);
}

/** Open the private chat with the bot by a link, as t.me/BOT?start=… does. */
export function start(payload = "") {
  store.open(store.me);
  return say(payload ? `/start ${payload}` : "/start");
}

export async function press(message, row, column, element) {
  const label = message.reply_markup.inline_keyboard[row][column].text;
  const isOnlyOne = message.reply_markup.inline_keyboard.flat().filter((other) => other.text === label).length === 1;
  element.setAttribute("aria-busy", "true");
  // The label, because an edit on its way may move the buttons between the look and the tap.
  const pressed = await post("/control/press", {
    user: store.me,
    message: place(message),
    button: isOnlyOne ? label : [row, column],
  });
  if (pressed && !(await answered(pressed.id))) toast(t`机器人没有回答。`);
  element.removeAttribute("aria-busy");
}

// The answer may come before the number of the press is known here.
const early = new Set();
const waiting = new Map();

store.addEventListener("toast", ({ detail }) => {
  if (waiting.has(detail.id)) waiting.get(detail.id)(true);
  else early.add(detail.id);
});

function answered(id) {
  if (early.delete(id)) return Promise.resolve(true);
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    setTimeout(resolve, ANSWER_MS, false);
  }).finally(() => waiting.delete(id));
}

export const addPerson = (name, username) => ask("/page/person", { name, username });

export const addGroup = (title, owner, members) => ask("/page/group", { title, owner, members });

export const addMembers = async (chat, members) =>
  (await ask("/control/add_members", { chat, members, by: store.me })) ?? {};

export const advance = (seconds) => post("/control/advance", { seconds });

export const toNextDue = () => post("/page/next", {});

export const takeTour = (tour, again = false) => post("/page/tour", { tour, again });

export const leaveTour = () => post("/page/tour", { tour: null });

export const resetDemo = (withExample) => post("/page/reset", { with_example: withExample });
