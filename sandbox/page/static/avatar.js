// A round sign with the first character of a name; the colour follows the id, so that it stays.

import { el } from "./dom.js";
import { t } from "./language.js";
import { store } from "./store.js";

const HUES = 8;

export const hue = (user) => Math.abs(user.id) % HUES;

export function avatar(user) {
  const sign = user.is_bot ? t`议` : [...store.name(user)][0];
  return el("span", { class: `avatar ${user.is_bot ? "bot" : `hue-${hue(user)}`}`, "aria-hidden": "true" }, sign);
}

export const groupAvatar = () => el("span", { class: "avatar group", "aria-hidden": "true" }, t`群`);

export const plus = () => el("span", { class: "avatar group", "aria-hidden": "true" }, "＋");

export function badge(count) {
  return count ? el("span", { class: "badge", "aria-label": t`${count} 条未读` }, count > 99 ? "99+" : String(count)) : null;
}
