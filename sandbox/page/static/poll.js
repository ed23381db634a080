// A native poll: choices until one has voted, numbers afterwards.

import { vote } from "./acts.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { store } from "./store.js";

export function pollBody(message) {
  const { poll, votes } = message;
  const mine = votes[store.me] ?? [];
  const shows = poll.is_closed || mine.length > 0;
  const kind = [poll.is_anonymous ? t`匿名投票` : t`实名投票`, poll.allows_multiple_answers && t`可多选`, poll.is_closed && t`已结束`];
  return el(
    "div",
    { class: "poll" },
    el("p", { class: "question" }, poll.question),
    el("p", { class: "kind" }, kind.filter(Boolean).join(" · ")),
    shows ? results(message, mine) : choices(message),
    el("p", { class: "kind" }, poll.total_voter_count ? t`${poll.total_voter_count} 人已投票` : t`还没有人投票`),
    shows && !poll.is_closed && poll.allows_revoting
      ? el("button", { type: "button", class: "quiet", click: () => vote(message, []) }, t`撤回投票`)
      : null,
  );
}

function choices(message) {
  const { poll } = message;
  if (!poll.allows_multiple_answers) {
    const each = (option, index) => el("button", { type: "button", class: "option", click: () => vote(message, [index]) }, option.text);
    return el("div", { class: "options", role: "group", "aria-label": poll.question }, ...poll.options.map(each));
  }
  const boxes = poll.options.map(() => el("input", { type: "checkbox" }));
  const chosen = () => boxes.flatMap((box, index) => (box.checked ? [index] : []));
  const send = el("button", { type: "button", class: "ok", disabled: true, click: () => vote(message, chosen()) }, t`投票`);
  for (const box of boxes) box.addEventListener("change", () => (send.disabled = chosen().length === 0));
  const rows = poll.options.map((option, index) => el("label", { class: "option" }, boxes[index], option.text));
  return el("div", { class: "options", role: "group", "aria-label": poll.question }, ...rows, send);
}

function results(message, mine) {
  const { poll, votes } = message;
  const rows = poll.options.map((option, index) => {
    const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
    const who = Object.keys(votes).filter((id) => votes[id].includes(index));
    const names = who.map((id) => store.people.get(Number(id))).filter(Boolean).map((user) => store.name(user));
    const bar = el("span", { class: "bar" });
    bar.style.width = `${share}%`;
    return el(
      "li",
      { class: mine.includes(index) ? "chosen" : "" },
      el("span", { class: "share" }, `${share}%`),
      el("span", {}, option.text, mine.includes(index) ? el("span", { class: "tick" }, t` ✓ 我选的`) : null),
      el("span", { class: "track", "aria-hidden": "true" }, bar),
      poll.is_anonymous || names.length === 0 ? null : el("span", { class: "voters" }, names.join(t`、`)),
    );
  });
  return el("ul", { class: "results" }, ...rows);
}
