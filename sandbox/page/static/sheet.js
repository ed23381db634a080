// Sheets: lists to choose from, windows to close. <dialog> brings the focus, the Escape key and the backdrop.

import { button, el } from "./dom.js";
import { t } from "./language.js";
import { rove } from "./roving.js";

export function openSheet(title, content, kind = "") {
  const close = button(t`关上`, { class: "close", click: () => sheet.close() }, "✕");
  const head = el("header", {}, el("h2", {}, title), close);
  const sheet = el("dialog", { class: `sheet ${kind}`, "aria-label": title }, head, el("div", { class: "body" }, ...content));
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close(); // the backdrop belongs to the dialog itself
  });
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
  return sheet;
}

/** A list of choices; the sheet closes before the choice is carried out. */
export function openMenu(title, choices, kind) {
  const items = choices.map(({ content, current, choose }) => {
    const pick = () => {
      sheet.close();
      choose();
    };
    return el("li", {}, el("button", { type: "button", "aria-current": current ? "true" : null, click: pick }, ...content));
  });
  const sheet = openSheet(title, [el("ul", { class: "choices" }, ...items)], kind);
  rove(sheet.querySelector(".choices"), "button", { tabs: true });
  sheet.querySelector("[aria-current]")?.focus();
}

export function alertSheet(text) {
  const ok = el("button", { type: "button", class: "ok", click: () => sheet.close() }, t`好`);
  const sheet = openSheet(t`议事`, [el("p", { class: "words" }, text), ok], "alert");
  ok.focus();
}
