"use strict";
// The papers' table: filters, sorts and lists what stands in the page as data, and opens the evidence of an answer.
// The address keeps what is shown: the filters (#year=2022&answer=yes), or a paper or verdict (#paper/venue/2022/key/training).
// Text of papers and repositories only ever becomes text: no markup is made from it.

const BATCH = 100;
const ANSWERS = ["yes", "no", "unknown", "na"];
const byId = (id) => document.getElementById(id);
const data = (name) => JSON.parse(byId("data-" + name).textContent);

const questions = data("questions");
const papers = records(data("papers"));
for (const paper of papers) paper.title ||= paper.paper; // neither a list nor its PDF gives one
const form = byId("filters");
const body = document.querySelector("table.papers tbody");
const heads = [...document.querySelectorAll("table.papers thead th")];
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
let evidence = null;
let listed = [];
let shown = 0;

function records({ columns, rows }) {
  return rows.map((row, index) => {
    const paper = { index };
    columns.forEach((column, place) => { paper[column] = row[place]; });
    return paper;
  });
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

function link(address, text) {
  return /^https?:\/\//i.test(address ?? "") ? element("a", { href: address, rel: "noreferrer" }, text) : text;
}

// What is listed.

function settings() {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  const chosen = new Map(filled);
  if (!chosen.has("answer")) chosen.delete("criterion");
  return chosen;
}

function matches(paper, chosen, wanted) {
  const text = `${paper.title} ${paper.repository ?? ""} ${paper.paper}`.toLowerCase();
  const from = chosen.get("from"), to = chosen.get("to");
  return wanted.every((word) => text.includes(word))
    && (!chosen.has("venue") || paper.venue === chosen.get("venue"))
    && (!chosen.has("year") || String(paper.year) === chosen.get("year"))
    && (!chosen.has("answer") || paper[chosen.get("criterion")] === chosen.get("answer"))
    && (from === undefined || (paper.score !== null && paper.score >= Number(from)))
    && (to === undefined || (paper.score !== null && paper.score <= Number(to)));
}

function sorted(found, sort) {
  const descending = sort.startsWith("-");
  const column = sort.replace("-", "");
  const isVerdict = heads.some((head) => head.dataset.column === column && "verdict" in head.dataset);
  const key = (paper) => (isVerdict ? ANSWERS.indexOf(paper[column]) : paper[column]);
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  return found.toSorted((first, second) => {
    const a = key(first), b = key(second);
    if (a === null || b === null) return (a === null) - (b === null);
    return descending ? compare(b, a) : compare(a, b);
  });
}

function list() {
  const chosen = settings();
  const wanted = (chosen.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  listed = papers.filter((paper) => matches(paper, chosen, wanted));
  const sort = chosen.get("sort") ?? "";
  if (sort) listed = sorted(listed, sort);
  for (const head of heads) {
    const direction = { [head.dataset.column]: "ascending", ["-" + head.dataset.column]: "descending" }[sort];
    head.setAttribute("aria-sort", direction ?? "none");
  }
  body.replaceChildren();
  shown = 0;
  showMore();
}

function showMore() {
  body.append(...listed.slice(shown, shown + BATCH).map(row));
  shown = Math.min(shown + BATCH, listed.length);
  byId("more").hidden = shown === listed.length;
  const count = `${listed.length} of ${papers.length} papers`;
  byId("count").textContent = shown < listed.length ? `${count}; the first ${shown} are listed.` : `${count}.`;
}

function remember(hash = new URLSearchParams([...settings()]).toString()) {
  history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
}

function recall() {
  const told = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  for (const control of form.elements) {
    if (!control.name) continue;
    control.value = told.get(control.name) ?? (control.name === "criterion" ? control.options[0].value : "");
  }
  list();
}

// What the address names: filters, a paper or a verdict; the browser itself goes to everything else.
function follow() {
  const [kind, venue, year, key, criterion] = location.hash.slice(1).split("/").map(decoded);
  if (location.hash.includes("=")) recall();
  if (kind !== "paper") {
    byId("evidence").close();
    return;
  }
  const paper = papers.find((found) => found.venue === venue && String(found.year) === year && found.paper === key);
  if (paper) openEvidence(paper, criterion);
  else byId("count").textContent = `This survey has no paper ${venue}/${year}/${key}.`;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // what a person typed
  }
}

// The id of a paper or of a verdict in the address, as analysis/report/formatting.py has it.
function anchor(paper, ...criterion) {
  const reserved = /[!'()*]/g;
  const quoted = (part) => encodeURIComponent(part).replace(reserved, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
  return ["paper", paper.venue, paper.year, paper.paper, ...criterion].map(quoted).join("/");
}

function permalink(id, what) {
  return element("a", { class: "permalink", href: "#" + id, "aria-label": "Link to " + what }, "#");
}

// One paper.

function row(paper) {
  const title = link(paper.landing_url, paper.title);
  const id = anchor(paper);
  const made = element("tr", { id }, element("th", { scope: "row" }, title));
  for (const head of heads.slice(1)) made.append(cell(paper, head));
  return made;
}

function cell(paper, head) {
  const column = head.dataset.column;
  const value = paper[column];
  const made = element("td", { class: column, "data-label": head.textContent });
  if (column === "repository" && value !== null) {
    made.append(link(/^https?:/.test(value) ? value : "https://" + value, value));
  } else if ("verdict" in head.dataset) {
    const named = { type: "button", class: "answer " + value, "aria-haspopup": "dialog" };
    const button = element("button", { ...named, "aria-label": `${value}: ${head.textContent} of ${paper.title}` }, value);
    button.addEventListener("click", () => openEvidence(paper, column));
    made.append(button);
  } else {
    made.append(value === null ? "–" : String(value));
  }
  if (column === "year") made.append(" ", permalink(anchor(paper), paper.title));
  return made;
}

// A line of JSON a paper, unpacked when the first answer is opened.
async function unpack(name) {
  const bytes = Uint8Array.from(atob(byId("data-" + name).textContent), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).text()).split("\n");
}

async function openEvidence(paper, asked) {
  evidence ??= unpack("evidence");
  const answers = JSON.parse((await evidence)[paper.index]);
  const dialog = byId("evidence");
  byId("evidence-title").replaceChildren(link(paper.landing_url, paper.title));
  const commit = paper.head ? `, judged at commit ${paper.head}` : "";
  const about = `${paper.venue} ${paper.year}, ${paper.paper}${commit} `;
  byId("evidence-about").replaceChildren(about, permalink(anchor(paper), paper.title));
  const rest = Object.keys(questions).filter((name) => name !== asked && name in answers);
  const parts = asked in answers ? [asked] : [];
  const derived = asked === "repeatable" ? [repeatable(paper)] : [];
  const told = [...parts, ...rest].map((name) => part(paper, name, answers[name]));
  byId("evidence-list").replaceChildren(...derived, ...told);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  remember(anchor(paper, ...(asked ? [asked] : [])));
}

function repeatable(paper) {
  const rests = ["has_repository", "public_data", "dependencies", "training"];
  const told = rests.map((name) => `${name.replaceAll("_", " ")}: ${paper[name]}`).join(", ");
  return element("section", {}, heading(paper, "repeatable", paper.repeatable), element("p", {}, `From ${told}.`));
}

function part(paper, name, answer) {
  const [outcome, found] = answer;
  const pieces = element("ul", {}, ...found.map((piece) => element("li", {}, ...place(piece))));
  const meaning = element("a", { href: "#question-" + name }, "What counts");
  const asked = element("p", { class: "note" }, questions[name] + " ", meaning);
  return element("section", {}, heading(paper, name, outcome), asked, pieces, ...errorReport(paper, name, answer));
}

// Where a piece of evidence stands, and what it says: a page of the paper leads to it, and what was found there elsewhere.
function place([where, line, quote, address, page]) {
  const told = line === null ? where : `${where}:${line}`;
  const said = quote ? [" ", element("q", {}, quote)] : [];
  const found = page && address ? [" → ", link(address, address)] : [];
  return [link(page ?? address, told), ...said, ...found];
}

function heading(paper, name, outcome) {
  const told = `${name.replaceAll("_", " ")}: `;
  const id = anchor(paper, name);
  const words = element("h3", {}, told, element("span", { class: outcome }, outcome));
  return element("div", { class: "heading h3" }, words, permalink(id, `${told}${outcome}`));
}

// The controls.

for (const year of new Set(papers.map((paper) => paper.year))) {
  form.elements.year.append(element("option", {}, String(year)));
}
for (const head of heads) {
  const { column } = head.dataset;
  const label = head.textContent;
  form.elements.sort.append(
    element("option", { value: column }, label + ", ascending"),
    element("option", { value: "-" + column }, label + ", descending"),
  );
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", () => {
    form.elements.sort.value = form.elements.sort.value === column ? "-" + column : column;
    form.dispatchEvent(new Event("input"));
  });
  head.replaceChildren(button);
}
form.addEventListener("input", () => { list(); remember(); });
form.addEventListener("reset", () => setTimeout(() => { list(); remember(); }));
form.addEventListener("submit", (event) => event.preventDefault());
byId("more").addEventListener("click", showMore);
byId("evidence").addEventListener("close", () => { if (location.hash.startsWith("#paper/")) remember(); });
window.addEventListener("hashchange", follow);
for (const id of ["filters", "list"]) byId(id).hidden = false;
recall();
follow();
performance.mark("usable");
