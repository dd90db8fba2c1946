// Python in a thread of its own: loads the runtime and our archive, then answers what it is asked.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const ARCHIVE = "qingdan.zip";

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

async function start() {
  say("progress", { step: "runtime" });
  const archive = fetch(new URL(ARCHIVE, import.meta.url)).then((found) => {
    if (!found.ok) throw new Error(`${ARCHIVE}: ${found.status}`);
    return found.arrayBuffer();
  });
  archive.catch(() => undefined); // told below, once the runtime is there
  const python = await loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href });
  say("progress", { step: "law" });
  python.unpackArchive(await archive, "zip", { extractDir: "/qingdan" });
  const answer = python.runPython(START);
  say("ready");
  return answer;
}

const ready = start();
ready.catch((error) => say("failed", { why: String((error && error.message) || error).slice(0, 500) }));

self.addEventListener("message", async ({ data }) => {
  const answer = await ready;
  for (const what of ["findings", "grids"]) {
    try {
      const found = answer(what, data.text, data.file, data.at, data.today, data.language);
      say(what, { id: data.id, found: JSON.parse(found) });
    } catch (error) {
      say("fault", { id: data.id, why: String((error && error.message) || error).slice(-2000) });
      return;
    }
  }
});
