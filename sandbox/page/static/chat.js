// The page: a Telegram in a box, in a browser. No framework, nothing from elsewhere.

import { start } from "./acts.js";
import { wireAnnouncements } from "./announce.js";
import { wireBeside } from "./beside.js";
import { wireClock } from "./clock.js";
import { composer } from "./composer.js";
import { listen } from "./feed.js";
import { translatePage } from "./language.js";
import { wireLog } from "./log.js";
import { wirePeople } from "./people.js";
import { wirePageTools } from "./reset.js";
import { alertSheet } from "./sheet.js";
import { store } from "./store.js";
import { startPayload } from "./text.js";
import { toast } from "./toast.js";
import { wireTours } from "./tours.js";

translatePage();
wireClock();
wirePeople();
wireLog();
composer.wire();
wireTours();
wireBeside();
wirePageTools();
wireAnnouncements();
store.addEventListener("toast", ({ detail }) => {
  if (detail.user !== store.me) return;
  const payload = detail.url ? startPayload(detail.url) : null;
  if (payload !== null) start(payload);
  else if (detail.show_alert) alertSheet(detail.text);
  else if (detail.text) toast(detail.text);
});
listen();
