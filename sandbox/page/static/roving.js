// Lists that are one stop of the Tab key: arrow keys go from item to item, and into the buttons of an item.

const INNER = "button, a[href], input, select, summary";

/**
 * `list` is a list whose `item`s are reached by arrow keys. One of them has the tab stop: the one that had the focus
 * last, else the last (`begins: "last"`) or first. With `inner` Left and Right go through the buttons of an item. In a
 * short list `tabs` leaves every item to the Tab key as well.
 */
export function rove(list, item, { begins = "first", inner = false, tabs = false } = {}) {
  const items = () => [...list.querySelectorAll(item)].filter((each) => each.offsetParent !== null);
  let current = null;

  function settle() {
    const all = [...list.querySelectorAll(item)];
    if (!all.includes(current)) current = list.querySelector(`${item}[aria-current]`) ?? all.at(begins === "last" ? -1 : 0);
    for (const each of all) {
      each.tabIndex = tabs || each === current ? 0 : -1;
      if (inner) for (const part of each.querySelectorAll(INNER)) part.tabIndex = -1;
    }
  }

  function go(to) {
    if (!to) return;
    current = to.closest(item);
    settle();
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  }

  list.addEventListener("keydown", (event) => {
    const at = event.target.closest(item);
    if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = target(event, at);
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  });

  /** Where a key leads; undefined for a key that is none of ours. */
  function target({ key, target: focused }, at) {
    const all = items();
    const place = all.indexOf(at);
    if (key === "ArrowDown") return all[place + 1] ?? null;
    if (key === "ArrowUp") return all[place - 1] ?? null;
    if (key === "Home") return all[0];
    if (key === "End") return all.at(-1);
    if (!inner) return undefined;
    const parts = [at, ...[...at.querySelectorAll(INNER)].filter((each) => each.offsetParent !== null)];
    if (key === "ArrowRight") return parts[parts.indexOf(focused) + 1] ?? null;
    if (key === "ArrowLeft") return parts[parts.indexOf(focused) - 1] ?? null;
    if (key === "Escape" && focused !== at) return at;
    return undefined;
  }

  list.addEventListener("focusin", ({ target: focused }) => {
    const at = focused.closest(item);
    if (!at || at === current) return;
    current = at;
    settle();
  });
  new MutationObserver((changes) => {
    // What comes last is where one begins, until one has been in the list.
    if (begins === "last" && !list.contains(document.activeElement) && changes.some((each) => each.addedNodes.length)) current = null;
    settle();
  }).observe(list, { childList: true, subtree: true });
  settle();
}
