// What helps a reader who has JavaScript; every page can be read without it.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (target) => target.matches("input:not([type=range]), textarea, select");

// Light and dark
const theme = $("[data-theme-switch]");
theme.hidden = false;
theme.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("sayso-theme", root.dataset.theme); } catch { /* not kept */ }
});

// j and k walk through whatever a page lists
const visible = (element) => element.offsetParent !== null;
function walk(step) {
  const stops = $$("[data-stop]").filter(visible);
  if (!stops.length) return;
  const at = stops.findIndex((stop) => stop.contains(document.activeElement));
  const next = stops[at < 0 ? (step > 0 ? 0 : stops.length - 1) : Math.min(Math.max(at + step, 0), stops.length - 1)];
  const target = next.matches("details") ? $("summary", next) : next;
  target.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") { closePanel(); clearCard(); return; }
  if (typing(event.target)) return;
  const keys = $("#keys");
  const does = {
    "/": () => $("#find").focus(),
    "?": () => (keys.open ? keys.close() : keys.showModal()),
    j: () => walk(1),
    k: () => walk(-1),
    y: () => press("y"),
    x: () => press("x"),
    u: () => press("u"),
    g: () => location.assign($(".brand").href),
    n: () => slider && slider.go(slider.last),
    Enter: () => { const stop = event.target; if (stop.matches("[data-stop]:not(details)")) $("a", stop)?.click(); },
    ArrowLeft: () => slider && event.target === document.body && slider.go(slider.at - 1),
    ArrowRight: () => slider && event.target === document.body && slider.go(slider.at + 1),
  }[event.key];
  if (!does) return;
  if (event.key !== "Enter" || event.target.matches("[data-stop]:not(details)")) event.preventDefault();
  does();
});

// Names that a person types are kept on this machine; hits and names are judged by one key
for (const field of $$("input[data-kept]")) {
  const key = `sayso-${field.dataset.kept}`;
  try { field.value ||= localStorage.getItem(key) ?? ""; } catch { /* not kept */ }
  field.addEventListener("change", () => { try { localStorage.setItem(key, field.value); } catch { /* not kept */ } });
}
function press(key) {
  const stops = $$("[data-judge]");
  const stop = stops.find((each) => each.contains(document.activeElement)) ?? (stops[0]?.matches(".hit") && stops[0]);
  const button = stop && $(`button[data-key="${key}"]`, stop);
  if (button) button.form.requestSubmit(button);
}

// The as-of slider asks the server how the question stood, and shows its answer in place
const slider = (() => {
  const form = $("form[data-slider]");
  const moments = form ? form.dataset.moments.trim().split(/\s+/).filter(Boolean) : [];
  if (moments.length < 2) return null;
  const range = $("#slide"), words = $("#slide-words"), box = $("#standing");
  const written = (moment) => new Intl.DateTimeFormat("en-GB", {
    weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC",
  }).format(new Date(moment));
  const last = moments.length - 1;
  let asked = 0, timer = 0;
  const self = { at: last, last, go };

  const given = new URLSearchParams(location.search).get("published");
  if (given) {
    const moment = Date.parse($("input[name=published]", form).value || given);
    self.at = Math.max(moments.findLastIndex((each) => Date.parse(each) <= moment), 0);
  }
  range.max = last;
  range.value = self.at;
  $(".slide", form).hidden = false;
  form.classList.add("live");
  range.addEventListener("input", () => go(Number(range.value)));
  for (const button of $$("[data-step]", form)) button.addEventListener("click", () => go(self.at + Number(button.dataset.step)));

  function go(to) {
    self.at = Math.min(Math.max(to, 0), last);
    range.value = self.at;
    words.textContent = self.at === last ? "now" : written(moments[self.at]);
    clearTimeout(timer);
    timer = setTimeout(load, 90);
  }

  async function load() {
    const mine = ++asked, query = new URLSearchParams(location.search);
    query.delete("published");
    if (self.at !== last) query.set("published", moments[self.at]);
    const kept = query.size ? `?${query}` : "";
    query.set("until", moments[last]);
    const wait = setTimeout(() => box.classList.add("loading"), 120);
    try {
      const answer = await fetch(`${form.dataset.slider}?${query}`, { headers: { Accept: "text/html" } });
      const html = await answer.text();
      if (mine !== asked) return;
      const named = (details) => $("summary", details).innerText.split("\n")[0];
      const open = new Set($$("details[open]", box).map(named));
      box.innerHTML = html;
      for (const each of $$("details", box)) if (open.has(named(each))) each.open = true;
      history.replaceState(null, "", location.pathname + kept);
      $("input[name=published]", form).value = query.get("published") || "";
      $("#told").textContent = `As of ${words.textContent}: ${$(".verdict .chip", box)?.textContent ?? "nothing known"}`;
      for (const step of $$(".steps [data-moment]")) {
        step.classList.toggle("on", step.dataset.moment === moments[self.at]);
        step.classList.toggle("later", moments.indexOf(step.dataset.moment) > self.at);
      }
    } catch {
      if (mine === asked) $("#told").textContent = "The desk does not answer. Is it still running?", box.classList.add("failed");
    } finally {
      clearTimeout(wait);
      if (mine === asked) box.classList.remove("loading");
    }
  }
  return self;
})();

// A statement in the side panel
let panelFrom = null;
function closePanel() {
  const panel = $("#panel");
  if (!panel) return;
  panel.remove();
  panelFrom?.isConnected && panelFrom.focus({ preventScroll: true });
  panelFrom = null;
}
async function openPanel(anchor) {
  const address = new URL(anchor.href?.baseVal ?? anchor.href, location.href);
  address.searchParams.set("fragment", "1");
  let html;
  try {
    const answer = await fetch(address);
    html = await answer.text();
  } catch { location.assign(anchor.href?.baseVal ?? anchor.href); return; }
  closePanel();
  panelFrom = anchor;
  const panel = document.createElement("aside");
  panel.id = "panel";
  panel.tabIndex = -1;
  panel.setAttribute("aria-label", "Statement");
  panel.innerHTML = html;  // made by the desk's own templates, escaped there
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "Close";
  close.addEventListener("click", closePanel);
  panel.prepend(close);
  document.body.append(panel);
  panel.focus({ preventScroll: true });
}
document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[data-panel]");
  if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  openPanel(anchor);
});

// In the chain graph, whose lines are whose
document.addEventListener("pointerover", (event) => {
  const chains = $(".chains");
  if (!chains) return;
  const node = event.target.closest?.(".node[data-node]");
  chains.classList.toggle("lit", Boolean(node));
  for (const line of $$("path[data-ends]", chains)) {
    line.classList.toggle("on", Boolean(node) && line.dataset.ends.split(" ").includes(node.dataset.node));
  }
});

// In an article: words and the card of their statement light up together
function clearCard() {
  for (const each of $$(".seg.on, .statement.on")) each.classList.remove("on");
}
function showCard(id, { scroll = true } = {}) {
  const card = document.getElementById(id);
  if (!card?.matches(".statement")) return;
  clearCard();
  card.classList.add("on");
  for (const each of $$(".seg[data-of]")) each.classList.toggle("on", each.dataset.of.split(" ").includes(id));
  if (scroll) card.scrollIntoView({ block: "nearest" });
}
document.addEventListener("click", (event) => {
  const segment = event.target.closest(".seg[data-of]");
  if (segment) {
    event.preventDefault();
    history.replaceState(null, "", segment.hash);
    showCard(segment.hash.slice(1));
    return;
  }
  const card = event.target.closest(".statement");
  if (card) {
    if (!event.target.closest("a, button, summary, input")) showCard(card.id, { scroll: false });
  } else clearCard();
});
document.addEventListener("focusin", (event) => {
  const at = event.target.closest?.(".seg[data-of]:not([tabindex]), .statement");
  if (at) showCard(at.matches(".statement") ? at.id : at.hash.slice(1), { scroll: !at.matches(".statement") });
});
if (location.hash.length > 1) {
  const id = decodeURIComponent(location.hash.slice(1));
  showCard(id);
  $(".seg.on")?.scrollIntoView({ block: "center" });
}
document.documentElement.dataset.ready = "";  // for whoever presses keys faster than pages load
