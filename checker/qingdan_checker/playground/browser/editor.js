// The text field with its line numbers, its colours, and marks under what findings are about.
import { byId, make } from "./dom.js";
import { painted } from "./highlight.js";

const MOST_PAINTED = 60_000; // characters; a longer text stays plain

const WORST = ["error", "warning", "note"];

export class Editor {
  constructor(changed) {
    this.field = byId("text");
    this.paint = byId("paint");
    this.gutter = byId("gutter");
    this.marks = new Map();
    this.literate = false;
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

  show() {
    const plain = this.text.length > MOST_PAINTED;
    const lines = plain ? this.text.split("\n").map((text) => [{ kind: "", text }]) : painted(this.text, this.literate);
    this.paint.replaceChildren(...lines.map((pieces, at) => this.line(pieces, this.marks.get(at + 1) ?? [])));
    this.gutter.replaceChildren(...lines.map((_, at) => this.number(at + 1)));
    this.follow();
  }

  number(line) {
    const marks = this.marks.get(line) ?? [];
    const worst = WORST.find((one) => marks.some((mark) => mark.severity === one));
    return make("span", worst ? { class: worst } : {}, String(line));
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
