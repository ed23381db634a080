// A second person beside the first on a wide screen: the same page once more, in a frame of its own.

import { byId, el } from "./dom.js";
import { t } from "./language.js";
import { store } from "./store.js";

export const isBeside = new URLSearchParams(location.search).has("beside");
const WIDE = matchMedia("(min-width: 1200px)"); // as in chat.css
const CLOSED = "beside-closed";

export function wireBeside() {
  if (isBeside) {
    document.body.dataset.beside = "";
    return;
  }
  byId("toggle-beside").addEventListener("click", () => {
    if (byId("beside").hidden) sessionStorage.removeItem(CLOSED);
    else sessionStorage.setItem(CLOSED, "yes");
    draw();
  });
  WIDE.addEventListener("change", draw);
  for (const kind of ["state", "town"]) store.addEventListener(kind, draw);
}

function draw() {
  const isPossible = WIDE.matches && store.people.size > 1;
  const isOpen = isPossible && !sessionStorage.getItem(CLOSED);
  const toggle = byId("toggle-beside");
  toggle.hidden = !isPossible;
  toggle.setAttribute("aria-pressed", isOpen ? "true" : "false");
  byId("beside").hidden = !isOpen;
  const frame = byId("beside").querySelector("iframe");
  if (!isOpen) frame?.remove();
  else if (!frame) byId("beside").append(el("iframe", { src: address(), title: t`旁边的人的手机` }));
}

/** This page for somebody else, in the chat that is open here if they are in it. */
function address() {
  const other = [...store.people.values()].find(({ id }) => id !== store.me && store.isMember(id, store.chats.get(store.chat)));
  const person = other ?? [...store.people.values()].find(({ id }) => id !== store.me);
  const query = new URLSearchParams(location.search);
  query.set("beside", "");
  return `/?${query}#${person.id}/${other ? store.chat : person.id}`;
}
