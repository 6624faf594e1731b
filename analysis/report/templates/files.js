"use strict";
// Files: the rows that the page rests on, and its charts. All are made here of what stands in the page; nothing is fetched.

const SCALE = 3; // pixels of a PNG for each of the chart's points
let statistics = null;

function save(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

// Texts are guarded as crawler/spreadsheets/cells.py does it, by its patterns.
function csv({ columns, rows }) {
  const [atStart, furtherIn] = data("formulas").map((pattern) => new RegExp(pattern, "g"));
  const guarded = (text) => text.replace(furtherIn, "$1'$2").replace(atStart, "'$1");
  const field = (value) => {
    const text = value === null ? "" : typeof value === "string" ? guarded(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((values) => values.map(field).join(",") + "\n").join("");
}

function json({ columns, rows }) {
  return JSON.stringify(rows.map((values) => Object.fromEntries(columns.map((column, at) => [column, values[at]]))), null, 1);
}

// The rows of a statistic with these values in these columns.
async function rowsOf(name, where) {
  statistics ??= unpack("statistics").then((lines) => lines.filter(Boolean).map((line) => JSON.parse(line)));
  const { columns, rows } = (await statistics).find((statistic) => statistic.name === name);
  const wanted = Object.entries(where).map(([column, value]) => [columns.indexOf(column), value]);
  return { columns, rows: rows.filter((row) => wanted.every(([at, value]) => row[at] === value)) };
}

// The chart as a file of its own: the page's light colours as they are, a ground, its title above and its source below.
function standing(figure) {
  const { width, height } = rounded(figure.querySelector("svg").viewBox.baseVal);
  const colours = document.styleSheets[0].cssRules[0].style;
  const coloured = (_, name) => colours.getPropertyValue(name).trim();
  const text = (y, size, weight, words) => `<text x="8" y="${y}" font-size="${size}" font-weight="${weight}">${escaped(words)}</text>`;
  const lines = [...wrapped(figure.dataset.title, width / 5.2)];
  const notes = [figure.dataset.note, document.title].flatMap((words) => wrapped(words, width / 3.6));
  const above = 12 + 12 * lines.length;
  const below = 8 + 9 * notes.length;
  const total = above + height + below;
  const svg = figure.querySelector("svg").cloneNode(true);
  for (const [name, value] of Object.entries({ y: above, width, height })) svg.setAttribute(name, value);
  const inner = new XMLSerializer().serializeToString(svg).replaceAll(/var\((--\w+)\)/g, coloured);
  return {
    width,
    height: total,
    text: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}pt" height="${total}pt" viewBox="0 0 ${width} ${total}" font-family="sans-serif">`
      + `<rect width="${width}" height="${total}" fill="#fff"/><g fill="#1d2733">`
      + lines.map((line, at) => text(16 + 12 * at, 9.5, 600, line)).join("")
      + notes.map((line, at) => text(above + height + 8 + 9 * at, 6.5, 400, line)).join("")
      + `</g>${inner}</svg>`,
  };
}

function rounded({ width, height }) {
  return { width: Math.round(width), height: Math.round(height) };
}

function escaped(words) {
  return new XMLSerializer().serializeToString(document.createTextNode(words));
}

function wrapped(words, length) {
  const lines = [];
  for (const word of words.split(" ").filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

async function png(picture) {
  const address = URL.createObjectURL(new Blob([picture.text], { type: "image/svg+xml" }));
  const image = new Image(picture.width * SCALE, picture.height * SCALE);
  image.src = address;
  await image.decode();
  const canvas = element("canvas", { width: Math.ceil(picture.width * SCALE), height: Math.ceil(picture.height * SCALE) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

async function download(button) {
  const { name, statistic, where } = button.closest(".files").dataset;
  const figure = button.closest("figure");
  const { format } = button.dataset;
  const called = `${(figure?.id ?? name ?? statistic).replaceAll("/", "-")}.${format}`;
  if (format === "svg") save(called, standing(figure).text, "image/svg+xml");
  else if (format === "png") save(called, await png(standing(figure)));
  else {
    const table = name ? data(name) : await rowsOf(statistic, JSON.parse(where));
    save(called, format === "csv" ? csv(table) : json(table), format === "csv" ? "text/csv" : "application/json");
  }
}

for (const files of document.querySelectorAll(".files")) {
  for (const button of files.querySelectorAll("button")) button.hidden = false;
  files.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) download(button);
  });
}
