// The authorised band: under each number of a table the room that the rules leave it, and a list of what sets its ends.
import { byId, make, say, sentence } from "./dom.js";

const LONG = 16; // characters of a room that stay in one line
const MARK = "×"; // of a number that is outside

/** Keeps the rooms of the tables so far in their places, unseen, until the new ones come: nothing jumps meanwhile. */
export function hold(before, after) {
  const [old, cells] = [before, after].map((box) => [...box.querySelectorAll("tbody td")]);
  if (old.length === cells.length) old.forEach((cell, at) => cells[at].append(...held(cell.querySelector(".room"))));
  after.classList.toggle("wide", before.classList.contains("wide"));
  after.append(...held(before.querySelector(".ends")), ...held(before.querySelector(".unbound")));
}

function held(element) {
  if (!element) return [];
  element.classList.add("held");
  return [element];
}

/** The rooms of some tables; what is not said anew goes once all have been told. */
export function showRooms(found, ended) {
  for (const one of found) fill(byId("grids").children[one.grid], one);
  if (!ended) return;
  for (const old of byId("grids").querySelectorAll(".held")) old.remove();
  tellOfRooms(byId("grids").querySelector(".room") ? say("room-hint", { mark: MARK }) : "");
}

/** What is said of all rooms together. */
export function tellOfRooms(text) {
  byId("room-hint").hidden = !text;
  byId("room-hint").replaceChildren(...sentence(text));
}

function fill(box, { state, cells = [], notes = [], range }) {
  const open = Boolean(box.querySelector("details.ends[open]"));
  for (const old of box.querySelectorAll(".room, .ends, .unbound")) old.remove();
  box.querySelectorAll("tbody tr").forEach((row, at) => fillRow(row, cells[at] ?? []));
  widen(box);
  if (notes.length) box.append(list(notes, open));
  if (state !== "told") box.append(make("p", { class: "hint unbound" }, ...sentence(say(range ? "room-range" : `room-${state}`, { range }))));
}

/** A table that would have to be moved from side to side has the whole width. */
function widen(box) {
  box.classList.remove("wide");
  const table = box.querySelector(".scroll");
  box.classList.toggle("wide", table.scrollWidth > table.clientWidth);
}

function fillRow(row, cells) {
  row.querySelectorAll("td").forEach((cell, at) => {
    const lines = cells[at] ?? [];
    cell.classList.toggle("outside", lines.some((line) => line.outside));
    if (lines.length) cell.append(make("ul", { class: "room", "aria-label": say("room") }, ...lines.map(lineOf)));
  });
}

function lineOf({ text, outside, notes }) {
  const long = text.length > LONG;
  const line = make("li", { class: [outside && "outside", long && "long"].filter(Boolean).join(" ") });
  if (outside) line.append(make("span", { "aria-hidden": "true" }, `${MARK} `), make("span", { class: "heard" }, `${say("outside")} `));
  line.append(text.replace(/([≥≤<>=]) /g, "$1\u00a0")); // a bound is not parted from its number
  const letters = notes.map(letter);
  if (letters.length) line.append(make("sup", {}, make("span", { class: "heard" }, say("noted", { letters: letters.join(", ") })), make("span", { "aria-hidden": "true" }, letters.join(" "))));
  return line;
}

/** 1 is a, 27 is aa: as lists are lettered. */
function letter(number) {
  const rest = Math.floor((number - 1) / 26);
  return (rest ? letter(rest) : "") + String.fromCharCode(97 + ((number - 1) % 26));
}

function list(notes, open) {
  const ones = notes.map(({ who, said }) => {
    const told = said.flatMap(([end, rules]) => [make("dt", {}, end), make("dd", {}, rules)]);
    return make("li", {}, who && make("p", {}, who), make("dl", {}, ...told));
  });
  return make("details", { class: "ends", open }, make("summary", {}, say("ends", { count: notes.length })), make("ol", { type: "a" }, ...ones));
}
