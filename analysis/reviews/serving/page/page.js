"use strict";
// One paper and one question at a time. What strangers wrote only ever becomes text: no markup is made from it.
// An answer counts as given when the server has said that it is on the disk; until then nothing moves on.

const byId = (id) => document.getElementById(id);
const OUTCOMES = { yes: "yes", no: "no", na: "does not apply" };
let session, questions, states, material;
let place = 0, criterion = "", repository = null;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

function link(address, text) {
  const safe = /^https?:\/\//i.test(address ?? "");
  return safe ? element("a", { href: address, rel: "noreferrer noopener", target: "_blank" }, text) : text;
}

async function asked(address, body) {
  const sent = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  const response = await fetch(address, sent).catch(() => {
    throw new Error("Not saved: the server does not answer. Start it again and reload.");
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

// Where one is.

const state = () => states[place];
const isDone = (one) => one.ask.every((name) => name in one.answers);
const firstOpen = (one) => one.ask.find((name) => !(name in one.answers)) ?? one.ask[0];

async function openPaper(number, name) {
  place = number;
  const paper = session.papers[place];
  material = await asked(`papers/${place}`);
  const own = state().answers.has_repository?.repository ?? material.meant;
  const readable = material.repositories.filter((one) => one.readable);
  repository = own ?? (readable.length === 1 ? readable[0].final_origin : null);
  byId("title").textContent = material.title || paper.paper;
  byId("about").textContent = `${paper.venue} ${paper.year}, ${paper.paper} · ${material.authors.join(", ")}`;
  document.title = `${place + 1} of ${states.length}: ${material.title || paper.paper}`;
  showPaper();
  showRepository();
  await openQuestion(name ?? firstOpen(state()));
}

async function openQuestion(name) {
  criterion = name;
  byId("words").value = questions[name].words;
  byId("note").value = state().answers[name]?.note ?? "";
  showQuestion();
  await find();
}

async function next() {
  const names = state().ask, here = names.indexOf(criterion);
  const open = [...names.slice(here + 1), ...names.slice(0, here)].find((name) => !(name in state().answers));
  if (open !== undefined) return openQuestion(open);
  const after = [...states.keys()].map((n) => (place + 1 + n) % states.length).find((n) => !isDone(states[n]));
  if (after !== undefined) return openPaper(after);
  showQuestion();
  byId("saved").textContent += " All questions are answered.";
}

function step(by) {
  const names = state().ask, to = names.indexOf(criterion) + by;
  if (names[to] !== undefined) return openQuestion(names[to]);
  return stepPaper(by);
}

function stepPaper(by) {
  const to = place + by;
  return to in states ? openPaper(to) : undefined;
}

// Answers.

async function answer(outcome) {
  const about = { paper: place, criterion, outcome, note: byId("note").value };
  if (criterion === "has_repository" && outcome === "yes") about.repository = byId("address").value.trim() || repository;
  const told = await asked("answers", about);
  take(told, `Saved: ${label(criterion)}, ${OUTCOMES[outcome]}.`);
  if (about.repository) {
    repository = state().answers.has_repository.repository;
    byId("address").value = "";
    showRepository();
  }
  await next();
}

async function undo() {
  const told = await asked("undo", {});
  take(told, `Taken back: ${label(told.last.criterion)}.`);
  await openPaper(told.last.paper, told.last.criterion);
}

function take(told, message) {
  states = told.states;
  byId("problem").textContent = "";
  byId("saved").textContent = message;
}

// One thing after the other: what comes while an answer is being saved is dropped, so that none is given by mistake.
async function alone(work) {
  const main = document.querySelector("main");
  if (main.ariaBusy === "true") return;
  main.ariaBusy = "true";
  try { await work(); } catch (error) { byId("problem").textContent = error.message; } finally { main.ariaBusy = "false"; }
}

// What is shown.

const label = (name) => name.replaceAll("_", " ");

function showQuestion() {
  const question = questions[criterion], { definition } = question;
  byId("question").textContent = definition.question;
  const said = state().answers[criterion]?.outcome;
  for (const button of byId("answers").children) {
    button.setAttribute("aria-pressed", String(button.dataset.outcome === said));
    button.hidden = button.dataset.outcome === "na" && !question.may_be_na;
  }
  byId("which").hidden = !(criterion === "has_repository" || repository === null);
  byId("questions").replaceChildren(...state().ask.map(chip));
  const told = material.told[criterion] ?? [];
  byId("told").replaceChildren(...(told.length ? [element("ul", {}, ...told.map((text) => element("li", {}, text)))] : []));
  const parts = {
    Yes: definition.means, Counts: definition.counts, "Does not count": definition.does_not_count,
    ...(question.may_be_na ? { "Does not apply": definition.not_applicable } : {}),
  };
  const rows = Object.entries(parts).filter(([, text]) => text);
  byId("definition").replaceChildren(...rows.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, ...coded(text))]));
  showProgress();
}

const coded = (text) => text.split("`").map((part, n) => (n % 2 ? element("code", {}, part) : part));

function chip(name) {
  const said = state().answers[name]?.outcome;
  const button = element("button", { type: "button" }, label(name), ...(said ? [": ", element("span", { class: said }, said)] : []));
  if (name === criterion) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => alone(() => openQuestion(name)));
  return element("li", {}, button);
}

function showProgress() {
  const count = (of) => states.reduce((sum, one) => sum + of(one), 0);
  const all = count((one) => one.ask.length), given = count((one) => Object.keys(one.answers).length);
  const done = states.filter(isDone).length;
  byId("progress").max = all;
  byId("progress").value = given;
  byId("progress-text").textContent = `Paper ${place + 1} of ${states.length} · ${done} done · ${given} of ${all} answers`;
}

function showPaper() {
  const pages = [["its page", material.landing_url], ["its PDF", material.pdf_url]].filter(([, address]) => address);
  byId("links").replaceChildren(...pages.flatMap(([text, address]) => [link(address, text), " "]));
  byId("abstract").textContent = material.abstract;
  byId("places").replaceChildren(...filled(material.places, (one) => element(
    "li", {}, element("b", {}, one.page === null ? "its page" : `page ${one.page}`),
    link(`https://${one.written.replace(/^https?:\/\//i, "")}`, one.written),
    " ", one.sentence ?? "",
  ), material.pages.length > 0, NO_TEXT));
  byId("pages").replaceChildren(...material.pages.flatMap((one) => [
    element("h3", {}, `Page ${one.number}`), element("p", {}, one.text.replaceAll("\ufffe\n", "").replaceAll("\ufffe", "")),
  ]));
}

// What was not read is not empty: without a text or files the list says so.
function filled(list, make, wasRead, instead) {
  if (list.length) return list.map(make);
  return [element("li", { class: "note" }, wasRead ? "None." : instead)];
}

const NO_TEXT = "The survey holds no text of this paper: read it where it stands.";
const NO_FILES = "The survey holds no files: read them where they stand, if there are any.";

const chosen = () => material.repositories.find((one) => one.final_origin === repository || one.origin === repository);

function showRepository() {
  const found = chosen();
  byId("repositories").replaceChildren(...material.repositories.map(choice));
  const commit = found?.head ? ` at commit ${found.head.slice(0, 12)}` : "";
  const what = found ? `, as the survey found it: ${found.outcome}` : ", which the survey holds nothing of: read it there";
  byId("shown").replaceChildren(...(repository === null
    ? [material.repositories.length ? "Choose one by its number." : "None of the paper's addresses leads to one that the survey holds."]
    : [link(repository, repository), commit, what, "."]));
  byId("readmes").replaceChildren(...(found?.readmes ?? []).flatMap(([path, text]) => [
    element("p", { class: "note" }, path), element("p", {}, text),
  ]));
  byId("file").hidden = true;
  byId("filter").value = "";
  showFiles();
}

function choice(one, number) {
  const input = element("input", { type: "radio", name: "repository", value: one.final_origin });
  input.checked = one.final_origin === repository;
  input.addEventListener("change", () => alone(() => choose(number)));
  const key = number < 9 ? [element("kbd", {}, String(number + 1)), " "] : [];
  return element("label", {}, input, " ", ...key, one.final_origin.replace(/^https:\/\//, ""), ` (${one.outcome})`);
}

async function choose(number) {
  const one = material.repositories[number];
  if (one === undefined || byId("which").hidden) return;
  repository = one.final_origin;
  byId("address").value = "";
  showRepository();
  await find();
}

function showFiles() {
  const found = chosen(), part = byId("filter").value.toLowerCase();
  const listed = (found?.files ?? []).filter(([path]) => path.toLowerCase().includes(part));
  byId("files").replaceChildren(...listed.slice(0, 400).map(([path, size, kept]) => {
    const told = size === null ? "" : ` ${size.toLocaleString("en")} bytes`;
    return element("li", {}, kept ? opener(path, null, path) : path, element("span", { class: "note" }, told));
  }));
  const more = (found?.more ?? 0) + Math.max(0, listed.length - 400);
  byId("files-count").textContent = `${listed.length} files${more ? `, ${more} more not listed` : ""}`;
}

function opener(path, line, text) {
  const button = element("button", { type: "button" }, text);
  button.addEventListener("click", () => alone(() => openFile(path, line)));
  return button;
}

async function openFile(path, line) {
  const told = await asked(`papers/${place}/file?${new URLSearchParams({ repository, path })}`);
  byId("file-name").textContent = told.cut ? `${path} (its beginning)` : path;
  const lines = told.text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);  // as the server counts them
  const before = lines.slice(0, (line ?? 1) - 1).join("\n");
  const at = element(line === null ? "span" : "mark", {}, lines[(line ?? 1) - 1] ?? "");
  byId("file-text").replaceChildren(before, before ? "\n" : "", at, "\n", lines.slice(line ?? 1).join("\n"));
  byId("file").hidden = false;
  byId("file").scrollIntoView();
  byId("file-text").scrollTop = at.offsetTop - byId("file-text").offsetTop - 60;
  byId("file-text").focus({ preventScroll: true });
}

async function find() {
  const words = byId("words").value;
  const told = await asked(`papers/${place}/excerpts?${new URLSearchParams({ words, repository: repository ?? "" })}`);
  const wanted = words.split(",").map((word) => word.trim()).filter(Boolean);
  byId("sentences").replaceChildren(...filled(told.paper, (one) => element(
    "li", {}, element("b", {}, one.place), ...marked(one.text, wanted),
  ), material.pages.length > 0, NO_TEXT));
  byId("lines").replaceChildren(...filled(told.repository, (one) => element(
    "li", {}, opener(one.place, one.number, `${one.place}:${one.number}`), " ", ...marked(one.text, wanted),
  ), (chosen()?.files.length ?? 0) > 0, NO_FILES));
}

function marked(text, words) {
  if (!words.length) return [text];
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|")})`, "i");
  return text.split(pattern).map((part, n) => (n % 2 ? element("mark", {}, part) : part));
}

// Keys and buttons.

const keys = {
  u: undo, j: () => step(1), k: () => step(-1), "]": () => stepPaper(1), "[": () => stepPaper(-1),
};
for (const button of byId("answers").children) {
  keys[button.dataset.key] = () => (button.hidden ? undefined : answer(button.dataset.outcome));
}
for (const button of document.querySelectorAll("[data-key]")) {
  button.setAttribute("aria-keyshortcuts", button.dataset.key);
  button.addEventListener("click", () => alone(keys[button.dataset.key]));
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  const writes = target.matches("input:not([type=radio]), textarea");
  if (key === "Escape") return byId("question").focus();
  if (writes || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const field = document.querySelector(`[data-focus="${CSS.escape(key)}"]`);
  if (field) {
    field.focus();
  } else if (key in keys) {
    alone(keys[key]);
  } else if (/^[1-9]$/.test(key)) {
    alone(() => choose(Number(key) - 1));
  } else {
    return;
  }
  event.preventDefault();
});
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  alone(find).then(() => byId("question").focus());
});
byId("filter").addEventListener("input", showFiles);

alone(async () => {
  session = await asked("session");
  questions = Object.fromEntries(session.questions.map((question) => [question.criterion, question]));
  states = session.states;
  const open = states.findIndex((one) => !isDone(one));
  await openPaper(Math.max(0, open));
  byId("question").focus();
});
