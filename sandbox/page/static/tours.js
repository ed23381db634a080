// The guided tours: which one is open, its next step, and a way to where that is done.

import { leaveTour, takeTour } from "./acts.js";
import { composer } from "./composer.js";
import { byId, el } from "./dom.js";
import { lang, t } from "./language.js";
import { openMenu, openSheet } from "./sheet.js";
import { store } from "./store.js";
import { toast } from "./toast.js";

let ticked = null; // how many steps of the open tour were done when it was last drawn

export function wireTours() {
  byId("choose-tour").addEventListener("click", chooseTour);
  byId("tour-go").addEventListener("click", goThere);
  byId("tour-steps").addEventListener("click", showSteps);
  byId("tour-leave").addEventListener("click", leaveTour);
  byId("tour").addEventListener("animationend", () => byId("tour").classList.remove("ticked"));
  for (const kind of ["state", "town", "tours"]) store.addEventListener(kind, draw);
}

const openTour = () => store.tours.tours.find(({ id }) => id === store.tours.open);
const nextStep = (tour) => tour.steps.find((step) => !step.is_done);
const done = (tour) => tour.steps.filter((step) => step.is_done).length;
const person = (step) => store.people.get(step.who);

function draw() {
  const tour = openTour();
  byId("tour").hidden = !tour;
  const step = tour && nextStep(tour);
  document.body.toggleAttribute("data-tour", Boolean(step)); // while there is something to do
  if (!tour) {
    ticked = null;
    return;
  }
  const count = done(tour);
  const isNew = ticked !== null && count > ticked;
  ticked = count;
  byId("tour-title").textContent = tour.title[lang];
  byId("tour-progress").textContent = t`做完 ${count} 步，共 ${tour.steps.length} 步`;
  byId("tour-text").textContent = step ? whole(step) : t`走完了！可以再走一条，也可以自己随便试。`;
  byId("tour-go").hidden = !step;
  byId("tour-bar").max = tour.steps.length;
  byId("tour-bar").value = count;
  if (isNew) byId("tour").classList.add("ticked");
}

/** Who does it, where, and what. */
function whole(step) {
  const who = person(step);
  if (!who) return step.words[lang];
  const place = step.chat === step.who ? t`私聊` : store.chats.get(step.chat)?.title;
  return place ? t`${store.name(who)}（${place}）：${step.words[lang]}` : t`${store.name(who)}：${step.words[lang]}`;
}

function chooseTour() {
  const { tours } = store.tours;
  if (tours.length === 0) {
    toast(t`体验路线走的是例子里的小区。点「重新开始」，选「带例子」，就有了。`);
    return;
  }
  const choices = tours.map((tour) => ({
    current: tour.id === store.tours.open,
    content: [
      el("span", { class: "names wrapped" }, el("strong", {}, tour.title[lang]), el("span", { class: "dim" }, tour.about[lang])),
      el("span", { class: "dim" }, t`${done(tour)}/${tour.steps.length} 步`),
    ],
    choose: () => takeTour(tour.id),
  }));
  openMenu(t`体验路线`, choices, "tour-list");
}

function showSteps() {
  const tour = openTour();
  const rows = tour.steps.map((step) =>
    el(
      "li",
      { class: step.is_done ? "done" : "", "aria-current": step === nextStep(tour) ? "step" : null },
      el("span", { class: "mark", role: "img", "aria-label": step.is_done ? t`做完了` : t`还没做` }, step.is_done ? "✓" : "○"),
      el("span", {}, whole(step)),
    ),
  );
  const again = async () => {
    sheet.close();
    await takeTour(tour.id, true);
  };
  const sheet = openSheet(tour.title[lang], [
    el("ol", { class: "steps" }, ...rows),
    el("button", { type: "button", class: "ok", click: again }, t`从头再走`),
  ]);
}

/** Sit down as the person of the step, in their chat, with the words ready to be sent. */
function goThere() {
  const step = nextStep(openTour());
  if (step.who) store.become(step.who);
  if (step.chat) store.enter(step.chat);
  if (step.is_reply) composer.replyTo([...store.openMessages.values()].findLast((message) => message.from?.is_bot));
  if (step.act === "say") composer.write(step.text);
  else if (step.act === "make_group") byId("add-group").focus();
  else if (step.act === "move_time") byId("next-due").focus();
  else byId("messages").querySelector("[tabindex='0']")?.focus();
}
