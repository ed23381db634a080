// Times as people in the council read them, whatever zone this computer is in.

import { lang } from "./language.js";

const formats = new Map();

function format(options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "zh-CN", { timeZone: "Asia/Shanghai", ...options }));
  return formats.get(key);
}

export const time = (date) => format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);

export const dayOfMonth = (date) => format({ month: lang === "en" ? "short" : "long", day: "numeric" }).format(date);

export const day = (date) => {
  const weekday = format({ weekday: "short" }).format(date);
  return lang === "en" ? `${weekday} ${dayOfMonth(date)}` : `${dayOfMonth(date)} ${weekday}`;
};

export const moment = (date) => `${day(date)} ${time(date)}`;

export const sent = (message) => new Date(message.date * 1000);
