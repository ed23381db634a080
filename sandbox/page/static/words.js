// What a message says in one line, and what Telegram itself says in the middle of a chat.

import { t } from "./language.js";
import { store } from "./store.js";

const SERVICE = {
  new_chat_members: (message) => {
    const names = message.new_chat_members.map((user) => store.name(user)).join(t`、`);
    const came = message.new_chat_members.every((user) => user.id === message.from.id);
    return came ? t`${names} 加入了群聊` : t`${store.name(message.from)} 请 ${names} 进了群`;
  },
  left_chat_member: (message) => {
    const name = store.name(message.left_chat_member);
    return message.left_chat_member.id === message.from.id ? t`${name} 离开了群聊` : t`${store.name(message.from)} 请 ${name} 出了群`;
  },
  new_chat_title: (message) => t`群名改为「${message.new_chat_title}」`,
  pinned_message: (message) => t`${store.name(message.from)} 置顶了一条消息`,
  forum_topic_created: (message) => t`新话题「${message.forum_topic_created.name}」`,
  migrate_to_chat_id: () => t`群升级为超级群`,
  migrate_from_chat_id: () => t`群升级为超级群`,
};

export function serviceWords(message) {
  const kind = Object.keys(SERVICE).find((key) => key in message);
  return kind ? SERVICE[kind](message) : null;
}

export const sender = (message) => message.sender_chat?.title ?? store.name(message.from);

export function summary(message) {
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").trim();
  if (message.photo) return t`[照片] ${words}`;
  if (message.voice) return t`[语音]`;
  if (message.location) return t`[位置]`;
  if (message.document) return t`[文件] ${message.document.file_name}`;
  if (message.poll) return t`[投票] ${message.poll.question}`;
  return words || serviceWords(message) || "";
}
