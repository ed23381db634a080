// Short words that pass by.

import { byId, el } from "./dom.js";

const SHORTEST_MS = 3500;
const PER_CHARACTER_MS = 90; // slow readers read about eleven characters a second

export function toast(text) {
  const shown = el("p", { class: "toast" }, text);
  byId("toasts").append(shown);
  setTimeout(() => shown.remove(), SHORTEST_MS + text.length * PER_CHARACTER_MS);
}
