// A text in its colours, line by line: what is a comment, a quotation, a number, a keyword.
import { keywords } from "./keywords.js";

const KNOWN = new Set(keywords);
const PIECE =
  /(?<comment>#.*)|(?<string>"(?:[^"\\]|\\.)*"?|“[^”]*”?)|(?<number>[+\-＋－]?[0-9０-９][0-9０-９_.,]*(?:[%％]|\p{L}[\p{L}-]*)?)|(?<word>\p{L}[\p{L}\p{N}_-]*(?:\.\p{L}[\p{L}\p{N}_-]*)*)/gu;

/** A line as a list of pieces, each a kind and its text. */
export function painted(line, source) {
  return source ? pieces(line) : [{ kind: "prose", text: line }];
}

/** Which lines of a literate text are source. The checker reads fences as CommonMark does; colours need less. */
export function fenced(lines) {
  let open = null;
  return lines.map((line) => {
    const mark = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(line);
    if (open === null && mark) {
      open = mark[2] === "qingdan";
      return false;
    }
    if (open !== null && mark && !mark[2]) {
      open = null;
      return false;
    }
    return open === true;
  });
}

function pieces(line) {
  const found = [];
  let at = 0;
  for (const match of line.matchAll(PIECE)) {
    if (match.index > at) found.push({ kind: "", text: line.slice(at, match.index) });
    found.push({ kind: kindOf(match.groups), text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < line.length) found.push({ kind: "", text: line.slice(at) });
  return found;
}

function kindOf(groups) {
  const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
  if (kind !== "word") return kind;
  return KNOWN.has(groups.word) ? "keyword" : "name";
}
