// Python in a thread of its own: loads the runtime and our archive, then answers what it is asked.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const ARCHIVE = "qingdan.zip";
const RUNTIME = ["pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip"];

const START = `
import gc, json, sys
from datetime import date
from pathlib import Path
sys.path.insert(0, "/qingdan")
from qingdan_checker.workbench import Draft, Workbench
from qingdan_checker.workbench.shipped import Shipped
gc.disable()
bench = Workbench(Path("/draft"), Shipped(Path("/qingdan/shipped.json").read_text(encoding="utf-8")))
gc.freeze()
gc.set_threshold(50_000)
gc.enable()

steps = iter(())

def answer(what, text, file, at, today, language):
    global steps
    day = date.fromisoformat(at) if at else None
    draft = Draft(text=text, file=file, at=day, today=date.fromisoformat(today))
    steps = bench.bands(draft, language) if what == "bands" else iter(())
    return None if what == "bands" else json.dumps(getattr(bench, what)(draft, language), ensure_ascii=False)

def step():
    return json.dumps(next(steps, "ended"), ensure_ascii=False)

[answer, step]
`;

const REST = 60; // milliseconds after the tables: whoever is typing is answered first
const SLICE = 30; // milliseconds at the bands before looking whether there is another question

const say = (kind, more = {}) => self.postMessage({ kind, ...more });

/** A file of ours. The loader of the runtime would wait for ever for one that is not there. */
async function found(name, options) {
  const answer = await fetch(new URL(name, import.meta.url), options);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer;
}

async function start() {
  say("progress", { step: "runtime" });
  const archive = found(ARCHIVE).then((answer) => answer.arrayBuffer());
  archive.catch(() => undefined); // told below, once the runtime is there
  await Promise.all(RUNTIME.map((name) => found(`pyodide/${name}`, { method: "HEAD" })));
  const python = await loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href });
  say("progress", { step: "law" });
  python.unpackArchive(await archive, "zip", { extractDir: "/qingdan" });
  const [answer, step] = python.runPython(START);
  say("ready");
  return { answer, step };
}

const failed = (error) => say("failed", { why: String((error && error.message) || error).slice(0, 500) });

self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  failed(event.reason);
});

const ready = start();
ready.catch(failed);

let newest = 0;

self.addEventListener("message", async ({ data }) => {
  newest = data.id;
  const python = await ready.catch(() => null);
  if (!python) return;
  try {
    for (const what of ["findings", "grids"]) say(what, { id: data.id, found: JSON.parse(asked(python, what, data)) });
    await tellBands(python, data);
  } catch (error) {
    say("fault", { id: data.id, why: String((error && error.message) || error).slice(-2000) });
  }
});

const asked = ({ answer }, what, { text, file, at, today, language }) => answer(what, text, file, at, today, language);

const pause = (time) => new Promise((done) => setTimeout(done, time));

/** The bands in short slices, given up as soon as there is another question. */
async function tellBands(python, data) {
  await pause(REST);
  if (newest !== data.id) return;
  asked(python, "bands", data);
  for (let ended = false; !ended; ) {
    const found = [];
    const until = performance.now() + SLICE;
    while (!ended && performance.now() < until) {
      const one = JSON.parse(python.step());
      ended = one === "ended";
      if (one && !ended) found.push(one);
    }
    say("bands", { id: data.id, found, ended });
    await pause(0);
    if (newest !== data.id) return;
  }
}
