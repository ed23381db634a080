// New messages for those who do not see them: short lines in a region that screen readers read out.

import { byId, el } from "./dom.js";
import { t } from "./language.js";
import { store } from "./store.js";
import { sender, serviceWords, summary } from "./words.js";

const KEPT = 5;

export function wireAnnouncements() {
  store.addEventListener("message", ({ detail }) => {
    const { chat, message, is_deleted: isDeleted } = detail;
    const group = store.chats.get(chat);
    if (isDeleted || !group || message.from?.id === store.me) return;
    if (!store.isMember(store.me, group) || !store.sees(store.me, message)) return;
    const place = chat === store.chat ? "" : chat === store.me ? t`私聊，` : t`${group.title}，`;
    const words = serviceWords(message) ?? t`${sender(message)}：${summary(message)}`;
    byId("announcements").append(el("p", {}, message.receiver_user ? t`仅您可见，${words}` : place + words));
    while (byId("announcements").children.length > KEPT) byId("announcements").firstElementChild.remove();
  });
}
