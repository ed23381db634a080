// The languages of the page. Chinese stands in the code; English is looked up by it, as in a catalogue of gettext.

import { ENGLISH } from "./english.js";

export const lang = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh";

/** A sentence in the language of the page, written as a template. In English {1}, {2} … are the values. */
export function t(parts, ...values) {
  return lang === "zh" ? String.raw({ raw: parts }, ...values) : filled(translated(parts.join("{}")), values);
}

/** A whole sentence that came from elsewhere, such as a refusal of the server. */
export const translated = (sentence) => (lang === "en" && ENGLISH[sentence]) || sentence;

const filled = (text, values) => text.replace(/\{(\d)\}/g, (_, number) => values[number - 1]);

/** Put the words of index.html into the language of the page. */
export function translatePage() {
  if (lang === "zh") return;
  document.documentElement.lang = "en";
  document.title = translated(document.title);
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    if (node instanceof Text) node.data = node.data.replace(node.data.trim(), translated);
    else for (const name of ["aria-label", "placeholder", "alt", "title"]) translateAttribute(node, name);
  }
}

function translateAttribute(element, name) {
  if (element.hasAttribute(name)) element.setAttribute(name, translated(element.getAttribute(name)));
}
