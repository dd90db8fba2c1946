// The text field with its line numbers, its colours, and marks under what findings are about.
import { byId, make } from "./dom.js";
import { fenced, painted } from "./highlight.js";

const MOST_PAINTED = 60_000; // characters; a longer text stays plain

const WORST = ["error", "warning", "note"];

export class Editor {
  constructor(changed) {
    this.field = byId("text");
    this.paint = byId("paint");
    this.gutter = byId("gutter");
    this.marks = new Map();
    this.literate = false;
    this.keys = []; // what each line that is shown was made from
    this.field.addEventListener("input", () => {
      this.marks = new Map(); // they are about the text as it was
      this.show();
      changed();
    });
    this.field.addEventListener("scroll", () => this.follow());
    this.field.addEventListener("keydown", (event) => this.enter(event));
  }

  get text() {
    return this.field.value;
  }

  /** Whether a literate text has no source in it. */
  get isBare() {
    return this.literate && !/^\s*(`{3,}|~{3,})\s*qingdan/m.test(this.text);
  }

  put(text, literate) {
    this.field.value = text;
    this.field.scrollTop = 0;
    this.field.scrollLeft = 0;
    this.literate = literate;
    this.marks = new Map();
    this.show();
  }

  /** Marks the places of findings: their lines, and from which column to which. */
  mark(findings) {
    this.marks = new Map();
    for (const { severity, places } of findings) {
      const [place] = places;
      if (!place || !place.own) continue;
      const ones = this.marks.get(place.line) ?? [];
      this.marks.set(place.line, [...ones, { severity, from: place.column, until: place.until }]);
    }
    this.show();
  }

  /** Shows the text as it is, before the next picture: many changes at once are one. */
  show() {
    if (this.due) return;
    this.due = requestAnimationFrame(() => {
      this.due = 0;
      this.draw();
    });
  }

  /** Draws those lines anew that have changed. */
  draw() {
    const lines = this.text.split("\n");
    const sources = this.literate ? fenced(lines) : null;
    const plain = this.text.length > MOST_PAINTED;
    const keys = lines.map((line, at) => JSON.stringify([plain, sources?.[at], this.marks.get(at + 1), line]));
    const [start, kept] = alike(this.keys, keys);
    const drawn = (at) => {
      const pieces = plain ? [{ kind: "", text: lines[at] }] : painted(lines[at], sources ? sources[at] : true);
      return this.line(pieces, this.marks.get(at + 1) ?? []);
    };
    exchange(this.paint, start, this.keys.length - kept, range(start, keys.length - kept).map(drawn));
    this.keys = keys;
    this.count(lines.length);
    this.follow();
  }

  /** The line numbers, with what is marked. */
  count(lines) {
    const many = this.gutter.children.length;
    const added = range(many, lines).map((at) => make("span", {}, String(at + 1)));
    if (lines < many) exchange(this.gutter, lines, many, []);
    this.gutter.append(...added);
    for (const one of this.gutter.querySelectorAll("[class]")) one.removeAttribute("class");
    for (const [line, marks] of this.marks) {
      const worst = WORST.find((one) => marks.some((mark) => mark.severity === one));
      if (this.gutter.children[line - 1]) this.gutter.children[line - 1].className = worst;
    }
  }

  line(pieces, marks) {
    const one = make("span", { class: "row" });
    let column = 1;
    for (const { kind, text } of pieces) {
      for (const part of cut(text, column, marks)) one.append(make("span", classes(kind, part.mark), part.text));
      column += [...text].length;
    }
    one.append("\n");
    return one;
  }

  follow() {
    const { scrollTop, scrollLeft } = this.field;
    this.paint.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
    this.gutter.style.transform = `translateY(${-scrollTop}px)`;
  }

  /** A new line starts where the one before it does. */
  enter(event) {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const before = this.text.slice(0, this.field.selectionStart);
    const [indent] = /^[ \t\u3000]*/.exec(before.slice(before.lastIndexOf("\n") + 1));
    if (!indent) return;
    event.preventDefault();
    this.field.setRangeText(`\n${indent}`, this.field.selectionStart, this.field.selectionEnd, "end");
    this.field.dispatchEvent(new Event("input"));
  }

  /** Takes the reader to a place: the caret behind what is meant, its line in sight. */
  goTo({ line, column, until }) {
    const lines = this.text.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const units = (columns) => [...(lines[line - 1] ?? "")].slice(0, columns - 1).join("").length;
    this.field.focus();
    this.field.setSelectionRange(start + units(column), start + units(until));
    const height = this.field.scrollHeight / lines.length;
    this.field.scrollTop = Math.max(0, (line - 4) * height);
    this.field.scrollIntoView({ block: "nearest" });
    this.follow();
  }
}

const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);

/** How many lines are the same at the start, and at the end. */
function alike(before, now) {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === now.at(-1 - end)) end += 1;
  return [start, end];
}

/** Puts some children in the place of others. */
function exchange(parent, from, to, added) {
  const old = [...parent.children].slice(from, to);
  const next = parent.children[to] ?? null;
  for (const one of old) one.remove();
  for (const one of added) parent.insertBefore(one, next);
}

const classes = (kind, mark) => {
  const found = [kind, mark && `mark ${mark}`].filter(Boolean).join(" ");
  return found ? { class: found } : {};
};

/** A piece of a line, cut where marks begin and end. Columns count characters, not halves of them. */
function cut(text, column, marks) {
  if (!marks.length) return [{ text, mark: "" }];
  const parts = [];
  [...text].forEach((char, at) => {
    const here = column + at;
    const over = marks.filter((mark) => mark.from <= here && here < mark.until);
    const mark = WORST.find((one) => over.some((each) => each.severity === one)) ?? "";
    const last = parts.at(-1);
    if (last && last.mark === mark) last.text += char;
    else parts.push({ text: char, mark });
  });
  return parts;
}
