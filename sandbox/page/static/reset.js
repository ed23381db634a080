// Beginning anew, after one question; and the other language.

import { resetDemo } from "./acts.js";
import { byId, el } from "./dom.js";
import { lang, t } from "./language.js";
import { openSheet } from "./sheet.js";
import { store } from "./store.js";

export function wirePageTools() {
  byId("reset").addEventListener("click", askReset);
  if (lang === "en") {
    byId("language").textContent = "中文";
    byId("language").lang = "zh-CN";
  }
  byId("language").addEventListener("click", changeLanguage);
  store.addEventListener("state", () => {
    byId("reset").hidden = !store.canReset;
  });
}

function askReset() {
  const begin = (label, withExample, kind) =>
    el("button", { type: "button", class: kind, click: () => (sheet.close(), reset(withExample)) }, label);
  const cancel = el("button", { type: "button", class: "quiet", click: () => sheet.close() }, t`取消`);
  const sheet = openSheet(t`重新开始？`, [
    el("p", { class: "words" }, t`人、群、议题和聊天都会清掉，时间回到现在。`),
    el("div", { class: "answers" }, begin(t`重新开始，带例子`, true, "ok"), begin(t`重新开始，空的`, false, "quiet"), cancel),
  ], "alert");
}

async function reset(withExample) {
  if (!(await resetDemo(withExample))) return;
  const sheet = openSheet(t`正在重新开始`, [el("p", { class: "words", role: "status" }, t`正在准备，要十几秒，请稍等。`)], "alert");
  store.addEventListener("state", () => sheet.close(), { once: true });
}

function changeLanguage() {
  const query = new URLSearchParams(location.search);
  if (lang === "en") query.delete("lang");
  else query.set("lang", "en");
  location.assign(`/?${query}${location.hash}`);
}
