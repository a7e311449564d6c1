/* gouji's HTML report: what is better with a script. Text goes into pages as text only. */
"use strict";
const root = document.documentElement;
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const made = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const store = (kind) => ({
  get: (key) => { try { return window[kind].getItem(key); } catch { return null; } },
  set: (key, value) => { try { window[kind].setItem(key, value); } catch { /* the reader's browser keeps nothing */ } },
});
const kept = store("localStorage"), session = store("sessionStorage");
root.classList.remove("no-js");

/* The language, remembered. */
const language = () => ($("#language-zh").checked ? "zh" : "en");
const spoken = (pair) => pair[language() === "zh" ? 0 : 1];
function speak(chosen) {
  if (chosen === "zh" || chosen === "en") $(`#language-${chosen}`).checked = true;
  root.lang = language() === "zh" ? "zh-CN" : "en";
}
speak(kept.get("gouji-language"));
$$("input[name=language]").forEach((input) => input.addEventListener("change", () => {
  kept.set("gouji-language", input.value);
  speak(input.value);
  document.dispatchEvent(new Event("spoken"));
}));

/* The way back to the list keeps its filters. */
$$(".up, .brand").forEach((link) => {
  const state = session.get("gouji-list");
  if (state && link.matches(".up")) link.hash = state;
});

/* A report: figures and findings joined both ways. */
const cards = $$(".card");
let current = -1;
function places(card) { return $$(`[data-k~="${card.id.slice(2)}"]`); }
/* `lit` is what was chosen and stays; `near` is what the pointer or the focus is on. */
function light(elements, kind = "lit") {
  $$(`.${kind}`).forEach((element) => element.classList.remove(kind));
  elements.forEach((element) => element.classList.add(kind));
}
function reveal(element, block = "center") {
  for (let outer = element.closest("details:not([open])"); outer; outer = outer.parentElement.closest("details:not([open])")) outer.open = true;
  element.scrollIntoView({ block, inline: "center" });
}
function show(card, withFocus = false) {
  current = cards.indexOf(card);
  const shown = places(card);
  light([card, ...shown]);
  const target = document.getElementById(decodeURIComponent(card.dataset.target.slice(1))) || shown[0];
  reveal(card, "nearest");
  if (target) reveal(target);
  if (withFocus) card.focus({ preventScroll: true });
  history.replaceState(null, "", `#${card.id}`);
}
cards.forEach((card) => {
  card.addEventListener("mouseenter", () => light([card, ...places(card)], "near"));
  card.addEventListener("mouseleave", () => light([], "near"));
  card.addEventListener("click", (event) => {
    if (event.target.closest(".go")) event.preventDefault();
    else if (event.target.closest("a, button, summary")) return;
    if (!String(getSelection())) show(card);
  });
  $(".copy", card).addEventListener("click", ({ target }) => {
    const text = [$("h3", card), $(".message", card), $(".suggestion", card), $(".basis", card)].filter(Boolean).map((part) => part.innerText).join("\n");
    copy(text).then(() => { target.textContent = `✓ ${language() === "zh" ? "已复制" : "copied"}`; });
  });
});
function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).catch(() => copyOld(text));
  return Promise.resolve(copyOld(text));
}
function copyOld(text) {
  const area = made("textarea", { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
$$("[data-k]").forEach((mark) => {
  const own = mark.dataset.k.split(" ").map((finding) => document.getElementById(`k-${finding}`)).filter(Boolean);
  mark.addEventListener("mouseenter", () => light([mark, ...own], "near"));
  mark.addEventListener("mouseleave", () => light([], "near"));
  mark.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const card = link ? document.getElementById(link.hash.slice(1)) : own[0];
    if (!card || (link && !link.matches(".badge"))) return;
    event.preventDefault();
    light([mark, ...own]);
    current = cards.indexOf(card);
    reveal(card);
    card.focus({ preventScroll: true });
    history.replaceState(null, "", `#${card.id}`);
  });
});
$$(".term").forEach((link) => {
  const target = () => (link.getAttribute("href").startsWith("#") ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null);
  link.addEventListener("mouseenter", () => { if (target()) light([target()], "near"); });
  link.addEventListener("focus", () => { if (target()) light([target()], "near"); });
  link.addEventListener("click", (event) => {
    if (!target()) return;
    event.preventDefault();
    light([target()]);
    reveal(target());
  });
});
document.addEventListener("keydown", (event) => {
  if (!cards.length || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea")) return;
  if (event.key === "n") show(cards[Math.min(current + 1, cards.length - 1)], true);
  if (event.key === "p") show(cards[Math.max(current - 1, 0)], true);
});
const fromAddress = location.hash.startsWith("#k-") && document.getElementById(location.hash.slice(1));
if (fromAddress && cards.includes(fromAddress)) show(fromAddress);

/* The index: the list of all reports, found, filtered and sorted. */
if ($("#reports")) {
  const { states, outcomes, families, words, shards, page } = JSON.parse($("#words").textContent);
  const FIELDS = ["link", "report", "issuer", "region", "year", "form", "format", "state", "errors", "warnings", "families", "zh", "en"];
  const at = Object.fromEntries(FIELDS.map((name, number) => [name, number]));
  const order = Object.keys(states), form = $("#filters"), body = $("#reports tbody");
  const rows = [];
  window.GOUJI = { push: (shard) => { rows.push(...shard); } };
  let state = new URLSearchParams(location.hash.slice(1)), shown = [];

  const keep = () => {
    const text = state.toString();
    history.replaceState(null, "", text ? `#${text}` : "#");
    session.set("gouji-list", text);
  };
  const matches = (row) => {
    const wanted = state.get("family");
    return ["state", "region", "year"].every((key) => !state.has(key) || row[at[key]] === (state.get(key) === "—" ? "" : state.get(key)))
      && (!wanted || "45".includes(row[at.families][wanted]) || row[at.families][wanted] === "3")
      && (!state.get("q") || state.get("q").toLowerCase().split(/\s+/).every((word) => row.search.includes(word)));
  };
  const compare = (key, down) => (one, other) => {
    const [a, b] = key === "state" ? [order.indexOf(one[at.state]), order.indexOf(other[at.state])] : [one[at[key]], other[at[key]]];
    return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1);
  };
  const pair = (zh, en) => (zh === en ? [zh] : [made("span", { className: "zh", lang: "zh", textContent: zh }), made("span", { className: "en", lang: "en", textContent: en })]);
  const stateCell = (name) => made("span", { className: `state ${name}` }, made("span", { className: "icon", ariaHidden: "true", textContent: states[name][0] }), ...pair(states[name][1], states[name][2]));
  const cell = (text, className = "") => made("td", { className }, made("bdi", { textContent: text }));
  function drawn(row) {
    const link = made("a", { href: row[at.link] }, made("bdi", { textContent: row[at.issuer] || row[at.report] }));
    const name = made("th", { scope: "row" }, link);
    if (row[at.issuer]) name.append(made("small", {}, made("bdi", { textContent: row[at.report] })));
    const ofFamilies = [...row[at.families]].map((code) => {
      const [outcome, icon] = outcomes[code];
      return made("td", { className: `family ${outcome}`, textContent: icon });
    });
    return made("tr", {}, made("td", {}, stateCell(row[at.state])), name, cell(row[at.region]), cell(row[at.year], "number"), cell(row[at.form]),
      cell(row[at.format]), cell(row[at.errors] || "", "number"), cell(row[at.warnings] || "", "number"), ...ofFamilies,
      made("td", { className: "first" }, made("bdi", {}, ...pair(row[at.zh], row[at.en]))));
  }
  function draw() {
    const sort = state.get("sort"), key = (sort || "").replace(/^-/, "");
    shown = rows.filter(matches);
    if (key in at) shown.sort(compare(key, sort.startsWith("-")));
    const pages = Math.max(1, Math.ceil(shown.length / page)), number = Math.min(Math.max(1, Number(state.get("page")) || 1), pages);
    body.replaceChildren(...shown.slice((number - 1) * page, number * page).map(drawn));
    $("#none").hidden = shown.length > 0;
    const counted = { first: shown.length ? (number - 1) * page + 1 : 0, last: Math.min(number * page, shown.length), all: shown.length };
    const count = (value) => value.toLocaleString(language() === "zh" ? "zh-CN" : "en");
    $("#range").textContent = spoken(words.shown).replace(/\{(\w+)\}/g, (_, name) => count(counted[name]));
    const turn = (to, name) => made("button", { type: "button", textContent: spoken(words[name]), disabled: to < 1 || to > pages, onclick: () => { change("page", String(to)); $("#list").scrollIntoView(); } });
    $("#pager").replaceChildren(turn(number - 1, "previous"), ` ${number} / ${pages} `, turn(number + 1, "next"));
    $$("th[data-sort]").forEach((head) => head.setAttribute("aria-sort", head.dataset.sort !== key ? "none" : sort.startsWith("-") ? "descending" : "ascending"));
  }
  function change(key, value) {
    if (value) state.set(key, value); else state.delete(key);
    if (key !== "page") state.delete("page");
    keep();
    draw();
  }
  function options() {
    const fill = (name, entries) => {
      form.elements[name].replaceChildren(made("option", { value: "", textContent: spoken(words.all) }), ...entries.map(([value, text]) => made("option", { value, textContent: text })));
      form.elements[name].value = state.get(name) || "";
    };
    const values = (key) => [...new Set(rows.map((row) => row[at[key]]))].sort().map((value) => [value || "—", value || spoken(words.unknown)]);
    fill("state", order.filter((name) => rows.some((row) => row[at.state] === name)).map((name) => [name, spoken(states[name].slice(1))]));
    fill("region", values("region"));
    fill("year", values("year").reverse());
    fill("family", families.map((name, number) => [String(number), spoken(name)]));
    form.elements.q.value = state.get("q") || "";
  }
  function begin() {
    rows.forEach((row) => { row.search = [row[at.report], row[at.issuer], row[at.region], row[at.zh], row[at.en]].join(" ").toLowerCase(); });
    options();
    draw();
    session.set("gouji-list", state.toString());
    root.dataset.ready = "yes";
  }
  form.addEventListener("input", ({ target }) => change(target.name, target.value));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => { event.preventDefault(); state = new URLSearchParams(); keep(); options(); draw(); });
  document.addEventListener("spoken", () => { options(); draw(); });
  addEventListener("hashchange", () => { state = new URLSearchParams(location.hash.slice(1)); options(); draw(); });
  $$("th[data-sort]").forEach((head) => {
    const button = made("button", { type: "button" });
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      const sorted = state.get("sort"), key = head.dataset.sort, numbers = ["errors", "warnings", "year"].includes(key);
      const first = numbers ? `-${key}` : key, second = numbers ? key : `-${key}`;
      change("sort", sorted === first ? second : sorted === second ? "" : first);
    });
    head.append(button);
  });
  const loaded = shards.map((source) => new Promise((resolve) => {
    document.head.append(made("script", { src: source, async: false, onload: resolve, onerror: resolve }));
  }));
  Promise.all(loaded).then(begin);
}
