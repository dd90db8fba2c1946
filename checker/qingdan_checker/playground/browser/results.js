// Findings under the lines that they are about, and the tables in effect.
import { byId, make, say, sentence } from "./dom.js";
import { hold, tellOfRooms } from "./rooms.js";

/** The findings of an answer; `goTo` takes the reader to a place of the text. */
export function showFindings({ findings, summary, more }, goTo) {
  byId("findings").replaceChildren(...findings.map((one) => finding(one, goTo)));
  if (more) byId("findings").append(make("li", { class: "more" }, say("more", { count: more })));
  byId("summary").replaceChildren(...summary.map((line) => make("li", {}, line)));
}

/** Takes away what was found before. */
export function clearResults() {
  for (const id of ["findings", "summary", "grids"]) byId(id).replaceChildren();
  tellOfRooms("");
}

function finding({ code, severity, word, headline, places, notes }, goTo) {
  const badge = make("span", { class: "badge" }, word);
  const head = make("h3", {}, badge, " ", ...sentence(headline), " ", make("code", { class: "code" }, code));
  const list = make("dl", { class: "told" });
  for (const { sort, tag, text } of notes) list.append(make("dt", { class: sort }, tag), make("dd", { class: sort }, ...sentence(text)));
  const shown = places.map((one, at) => place(one, at === 0 ? severity : "note", goTo));
  return make("li", { class: `finding ${severity}` }, head, ...shown, list);
}

function place(one, severity, goTo) {
  const { file, own, line, column, parts, label } = one;
  const where = own
    ? make("button", { type: "button", class: "where", "aria-label": say("goto", { line }) }, say("line", { line }))
    : make("span", { class: "where" }, `${file}:${line}:${column}`);
  if (own) where.addEventListener("click", () => goTo(one));
  const box = make("div", { class: `place ${own ? "own" : "law"}` });
  if (parts) {
    const [before, marked, after] = parts;
    const mark = make("mark", { class: severity }, marked || " ");
    box.append(make("pre", { tabindex: "0", role: "group", "aria-label": label || file }, make("code", {}, before.trimStart(), mark, after)));
  }
  box.append(make("p", {}, where, label ? ` ${label}` : ""));
  return box;
}

/** The tables of an answer; the room of their numbers comes later. */
export function showGrids(grids) {
  const before = [...byId("grids").querySelectorAll(".grid")];
  const shown = grids.length ? grids.map(grid) : [make("p", { class: "hint" }, say("no-grid"))];
  for (const box of shown) {
    const old = before.find((one) => one.dataset.of === box.dataset.of);
    if (old) hold(old, box);
  }
  byId("grids").replaceChildren(...shown);
}

function grid(one) {
  const caption = make("caption", {}, make("strong", {}, one.item), ` ${one.place} · ${one.day}`);
  const box = make("div", { class: "grid", "data-of": `${one.item} · ${one.place}` });
  if (one.large) {
    box.append(make("p", {}, make("strong", {}, one.item), ` ${one.place}`), make("p", { class: "hint" }, ...sentence(say("large"))));
    return box;
  }
  const table = make("table", {}, caption, headOf(one), make("tbody", {}, ...one.rows.map((row) => rowOf(row, one))));
  const scroll = make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": box.dataset.of }, table);
  const cited = make("ol", { class: "cited" }, ...one.sources.map((source) => make("li", {}, source)));
  const hints = [one.whole && say("whole", { whole: one.whole }), one.unset && say("unset", { count: one.unset })];
  box.append(scroll, cited, ...hints.filter(Boolean).map((text) => make("p", { class: "hint" }, text)));
  return box;
}

function headOf({ across, down, columns }) {
  const heads = down.map((name) => make("th", { scope: "col" }, name));
  const named = columns.map((name) => make("th", { scope: "col", class: "number" }, name || say("value")));
  if (!across || !down.length) return make("thead", {}, make("tr", {}, ...heads, ...named));
  const over = make("th", { scope: "colgroup", colspan: columns.length, class: "number" }, across);
  const corner = down.map((name) => make("th", { scope: "col", rowspan: 2 }, name));
  return make("thead", {}, make("tr", {}, ...corner, over), make("tr", {}, ...named));
}

function rowOf({ heads, cells }, { sources }) {
  const named = heads.map((name) => make("th", { scope: "row" }, name));
  const values = cells.map(({ text, state, source }) => {
    const cell = make("td", { class: state ? `number ${state}` : "number" }, text);
    if (source && sources.length > 1) {
      cell.append(make("sup", {}, make("span", { class: "heard" }, say("cited", { number: source })), make("span", { "aria-hidden": "true" }, `[${source}]`)));
    }
    return cell;
  });
  return make("tr", {}, ...named, ...values);
}
