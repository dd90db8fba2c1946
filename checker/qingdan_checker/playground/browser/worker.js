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

def answer(what, text, file, at, today, language):
    day = date.fromisoformat(at) if at else None
    draft = Draft(text=text, file=file, at=day, today=date.fromisoformat(today))
    return json.dumps(getattr(bench, what)(draft, language), ensure_ascii=False)

answer
`;

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
  const answer = python.runPython(START);
  say("ready");
  return answer;
}

const failed = (error) => say("failed", { why: String((error && error.message) || error).slice(0, 500) });

self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  failed(event.reason);
});

const ready = start();
ready.catch(failed);

self.addEventListener("message", async ({ data }) => {
  const answer = await ready.catch(() => null);
  if (!answer) return;
  for (const what of ["findings", "grids"]) {
    try {
      const told = answer(what, data.text, data.file, data.at, data.today, data.language);
      say(what, { id: data.id, found: JSON.parse(told) });
    } catch (error) {
      say("fault", { id: data.id, why: String((error && error.message) || error).slice(-2000) });
      return;
    }
  }
});
