// The page: what is typed goes to the checker, what comes back is shown, and the text is kept.
import { Checker } from "./checker.js";
import { byId, language, make, say, sentence } from "./dom.js";
import { Editor } from "./editor.js";
import { examples } from "./examples.js";
import { clearResults, showFindings, showGrids } from "./results.js";
import { showRooms, tellOfRooms } from "./rooms.js";
import { LinkError, MOST_TEXT, fragment, opened, state } from "./sharing.js";

const PAUSE = 40; // milliseconds after the last key
const OWN = ["draft.qd", "draft.qd.md"];
const FILES = [...OWN, ...examples.map((one) => one.file).filter((file) => !OWN.includes(file))];
const STEPS = { runtime: 1, law: 2 };

const kept = {
  read(key) {
    try {
      return state(JSON.parse(localStorage.getItem(`qingdan.${key}`)));
    } catch {
      return null; // nothing there, or nothing of ours
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(`qingdan.${key}`, JSON.stringify(value));
    } catch {
      // a browser that keeps nothing
    }
  },
};

let typed = false; // whether the text is the reader's own
let pause = 0;
let checker = null;
const editor = new Editor(() => {
  typed = true;
  own();
  later();
});

const now = () => ({ text: editor.text, file: byId("file").value, day: byId("day").value });

function today() {
  const day = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

// ---- asking

function later() {
  document.body.dataset.state = document.body.dataset.rooms = "waiting";
  clearTimeout(pause);
  pause = setTimeout(ask, PAUSE);
}

function ask() {
  clearTimeout(pause);
  const { text, file, day } = now();
  if (typed) kept.write("text", { text, file, day });
  byId("command").textContent = `qingdan check ${OWN.includes(file) ? file : `policies/cn/${file}`}${day ? ` --at ${day}` : ""}`;
  if (!checker) return;
  if (text.length > MOST_TEXT) {
    checker.drop();
    clearResults();
    tell(say("too-long", { most: MOST_TEXT.toLocaleString(language) }), "warning");
    return;
  }
  document.body.dataset.state = document.body.dataset.rooms = "waiting";
  checker.ask({ text, file, at: day, today: today(), language });
  byId("status").classList.add("busy");
}

// ---- hearing

function tell(text, kind = "") {
  byId("said").replaceChildren(...sentence(text));
  byId("status").className = `status ${kind}`;
}

const hearing = {
  progress({ step }) {
    const bar = byId("progress");
    bar.hidden = false;
    bar.value = STEPS[step];
    tell(`${say("loading")}: ${say(step)}…`.replace(": ", language === "zh" ? "：" : ": "), "busy");
  },
  ready() {
    byId("progress").hidden = true;
    if (checker.waiting) tell(say("checking"), "busy");
  },
  findings({ found, took }) {
    const { counts, counted, held } = found;
    const worst = ["error", "warning", "note"].find((one) => counts[one]);
    const fine = held ? say("none-held", { held }) : say(editor.isBare ? "no-fence" : "none-judged");
    tell(worst ? counted : fine, worst ?? (held ? "good" : "note"));
    byId("said").append(make("span", { class: "took", "aria-hidden": "true" }, ` ${say("took", { ms: took })}`));
    showFindings(found, (place) => editor.goTo(place));
    editor.mark(found.findings);
    document.body.dataset.state = "told";
  },
  grids({ found }) {
    showGrids(found);
    document.body.dataset.state = "done";
  },
  bands({ found, ended }) {
    if (document.body.dataset.state !== "done") return; // the text has changed meanwhile
    showRooms(found, ended);
    if (ended) document.body.dataset.rooms = "done";
  },
  fault({ why }) {
    clearResults();
    tell(say("fault", { why: why.trim().split("\n").at(-1) }), "error");
  },
  failed({ why }) {
    byId("progress").hidden = true;
    tell(say("failed", { why }), "error");
  },
  stopped({ seconds, current, told }) {
    if (!current) return;
    if (told) {
      showRooms([], true);
      tellOfRooms(say("room-stopped", { seconds }));
      return;
    }
    clearResults();
    notice(say("stopped", { seconds }));
  },
};

function notice(text) {
  byId("notice").hidden = !text;
  byId("notice").replaceChildren(...sentence(text));
}

// ---- choosing

function put({ text, file, day }) {
  byId("file").value = FILES.includes(file) ? file : OWN[0];
  byId("day").value = day;
  editor.put(text, byId("file").value.endsWith(".md"));
  ask();
}

/** Keeps the reader's text; a link or an example is no longer what is shown. */
function own() {
  notice("");
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  byId("example").value = "";
}

/** Keeps what the reader has typed before another text takes its place. */
function putAside() {
  if (typed) kept.write("kept", now());
  typed = false;
  offer();
}

function offer() {
  const list = byId("example");
  const shown = list.value;
  const options = examples.map((one) => make("option", { value: one.id }, one.title[language]));
  if (kept.read("kept")) options.push(make("option", { value: "kept" }, say("kept")));
  list.replaceChildren(make("option", { value: "" }, say("choose")), ...options);
  list.value = shown;
}

function choose(id) {
  const example = examples.find((one) => one.id === id);
  if (!example && id !== "kept") return;
  const found = example ? { text: example.text[language], file: example.file, day: "" } : kept.read("kept");
  if (!found) return;
  const again = id === "kept";
  putAside();
  own();
  put(found);
  typed = again;
  kept.write("text", now());
  byId("example").value = again ? "" : id;
}

async function share() {
  try {
    history.replaceState(null, "", location.pathname + location.search + (await fragment(now())));
    notice(say(await copied(location.href)));
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    notice(say("link-long"));
  }
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return "shared";
  } catch {
    return "shared-bar";
  }
}

// ---- the start

/** The text to begin with: that of a link, else what was kept, else the first example. */
async function first() {
  const before = kept.read("text");
  try {
    const linked = await opened(location.hash);
    if (linked) {
      if (before && before.text !== linked.text && !examples.some((one) => one.text[language] === before.text)) {
        kept.write("kept", before);
        notice(say("from-link"));
      }
      return linked;
    }
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    notice(say(`link-${error.message}`));
  }
  return before ?? { text: examples[0].text[language], file: examples[0].file, day: "" };
}

async function open() {
  put(await first());
  offer();
  const shown = examples.find((one) => one.text[language] === editor.text);
  typed = !shown;
  byId("example").value = shown ? shown.id : "";
}

async function begin() {
  byId("file").replaceChildren(...FILES.map((file) => make("option", { value: file }, file)));
  byId("tools").addEventListener("submit", (event) => event.preventDefault());
  byId("example").addEventListener("change", ({ target }) => choose(target.value));
  byId("file").addEventListener("change", () => {
    editor.put(editor.text, byId("file").value.endsWith(".md"));
    own();
    kept.write("text", now());
    ask();
  });
  byId("day").addEventListener("change", () => {
    kept.write("text", now());
    ask();
  });
  byId("share").addEventListener("click", share);
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("hashchange", open);
  window.addEventListener("pagehide", () => typed && kept.write("text", now()));
  await open();
  if (typeof WebAssembly === "undefined") {
    tell(say("failed", { why: say("no-wasm") }), "error");
    return;
  }
  checker = new Checker((message) => hearing[message.kind](message));
  ask();
}

begin();
