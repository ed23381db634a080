// A text with Telegram's entities as elements. Their offsets are UTF-16 units, as JavaScript counts.

import { say, start } from "./acts.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { store } from "./store.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };
const OPENED = new Set(["http:", "https:", "mailto:", "tg:"]);

export function rich(text, entities = []) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return stretch(text, 0, text.length, ordered);
}

function stretch(text, start, end, entities) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length > 0) {
    const [outer, ...others] = rest;
    const stop = Math.min(outer.offset + outer.length, end);
    if (outer.offset > at) nodes.push(text.slice(at, outer.offset));
    const inner = others.filter((entity) => entity.offset < stop);
    nodes.push(wrap(outer, text.slice(outer.offset, stop), stretch(text, outer.offset, stop, inner)));
    at = stop;
    rest = others.filter((entity) => entity.offset >= stop);
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(entity, words, children) {
  switch (entity.type) {
    case "url":
    case "text_link":
      return link(entity.url ?? words, children);
    case "email":
      return link(`mailto:${words}`, children);
    case "bot_command":
      return el("button", { type: "button", class: "command", click: () => say(words) }, ...children);
    case "expandable_blockquote":
      return el("details", { class: "fold" }, el("summary", {}, t`展开`), el("blockquote", {}, ...children));
    default:
      return el(TAGS[entity.type] ?? "span", { class: `is-${entity.type}` }, ...children);
  }
}

function link(address, children) {
  const payload = startPayload(address);
  if (payload !== null) return el("button", { type: "button", class: "command", click: () => start(payload) }, ...children);
  const url = parsed(address);
  return url ? el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, ...children) : el("span", {}, ...children);
}

/** The payload of a link that opens this bot; null for any other link. */
export function startPayload(address) {
  const url = parsed(address);
  const isOurs = url?.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === store.bot.username.toLowerCase();
  return isOurs ? (url.searchParams.get("start") ?? "") : null;
}

function parsed(address) {
  for (const whole of [address, `https://${address}`]) {
    try {
      const url = new URL(whole);
      return OPENED.has(url.protocol) ? url : null;
    } catch {
      // Without a scheme it is no address yet.
    }
  }
  return null;
}
