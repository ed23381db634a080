// New people, new groups, and people who come into a group.

import { addGroup, addMembers, addPerson } from "./acts.js";
import { byId } from "./dom.js";
import { checkboxes, openForm, selectField, textField, ticked } from "./form.js";
import { t } from "./language.js";
import { store } from "./store.js";
import { toast } from "./toast.js";

export function openPersonForm() {
  const isFirst = store.people.size === 0;
  const fields = [
    textField(t`名字`, "name", { maxlength: 64, placeholder: t`例如：赵敏`, autofocus: true }),
    textField(t`用户名（可以不写）`, "username", { maxlength: 33, placeholder: t`例如：zhaomin`, autocapitalize: "off", spellcheck: "false" }),
  ];
  openForm(t`添加人`, fields, t`添加`, {
    send: async ({ elements: { name, username } }) => {
      const person = await addPerson(name.value, username.value);
      if (!person.error) await store.until(() => store.people.has(person.id));
      return person;
    },
    // The first one sits down at the screen by themselves.
    done: (person) => isFirst || toast(t`${store.name(person)}来了。点左上角可以换成这个人。`),
  });
}

/** `enter` opens the new group for the person at the screen, unless they are not in it. */
export function openGroupForm(enter) {
  const people = [...store.people.values()].map(choice);
  const title = textField(t`群名`, "title", { maxlength: 128, placeholder: t`例如：和平里小区`, autofocus: true });
  const members = checkboxes(t`还有谁在群里`, people, true);
  members.hidden = people.length === 1;
  const owner = selectField(t`群主`, "owner", people, store.me, ({ target }) => leaveOut(target.value, members));
  leaveOut(String(store.me), members);
  openForm(t`建群`, [title, owner, members], t`建群`, {
    send: async (form) => {
      const group = await addGroup(form.elements.title.value, Number(form.elements.owner.value), ticked(form));
      if (!group.error) await store.until(() => store.chats.has(group.id));
      return group;
    },
    done: (group) => {
      if (!store.isMember(store.me, store.chats.get(group.id))) {
        toast(t`「${group.title}」建好了。点左上角换成群里的人，就能看到。`);
        return;
      }
      enter(group.id);
      byId("words").focus();
    },
  });
}

/** The person at the screen brings others into the open group. */
export function openMembersForm() {
  const group = store.chats.get(store.chat);
  const outside = [...store.people.values()].filter(({ id }) => !store.isMember(id, group)).map(choice);
  if (outside.length === 0) {
    toast(t`大家都在群里了。要请新的人，请先添加：点左上角，选「添加人」。`);
    return;
  }
  const people = checkboxes(t`请谁进来`, outside, outside.length === 1);
  people.querySelector("input").autofocus = true;
  openForm(t`请人进群`, [people], t`请进群`, {
    send: async (form) => {
      const chosen = ticked(form);
      return chosen.length ? addMembers(group.id, chosen) : { error: t`请至少选一个人。` };
    },
  });
}

const choice = (person) => [person.id, [store.name(person), person.username && `@${person.username}`].filter(Boolean).join(" ")];

/** The owner is in the group anyway. */
function leaveOut(owner, members) {
  for (const box of members.querySelectorAll("input")) {
    box.disabled = box.value === owner;
    box.parentElement.hidden = box.disabled;
  }
}
