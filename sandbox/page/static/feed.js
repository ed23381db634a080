// The line to the server. EventSource reconnects by itself and says where it was; only a refusal ends it for good.

import { byId } from "./dom.js";
import { store } from "./store.js";

const TRY_AGAIN_MS = 2000;

export function listen() {
  const source = new EventSource("/page/events");
  source.addEventListener("open", () => {
    byId("offline").hidden = true;
  });
  source.addEventListener("message", ({ data }) => store.hear(JSON.parse(data)));
  source.addEventListener("error", () => {
    byId("offline").hidden = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, TRY_AGAIN_MS);
  });
  // Without this the browser says "connection interrupted" aloud when one leaves the page.
  addEventListener("pagehide", () => source.close(), { once: true });
}
