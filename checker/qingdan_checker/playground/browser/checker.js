// The checker behind its thread: one question at a time, the newest first, and never longer than it may take.

const PATIENCE = 5000; // milliseconds for one answer

export class Checker {
  /** `tell` is called with each message: progress, ready, findings, grids, fault, failed, stopped. */
  constructor(tell) {
    this.tell = tell;
    this.count = 0;
    this.start();
  }

  start() {
    this.ready = false;
    this.busy = null;
    this.worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.hear(data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.tell({ kind: "failed", why: event.message || "worker.js" });
    });
  }

  /** Asks about a text; an older question that still waits is dropped. */
  ask(question) {
    this.count += 1;
    this.waiting = { ...question, id: this.count };
    this.next();
    return this.count;
  }

  /** Forgets what still waits. */
  drop() {
    this.waiting = null;
    this.count += 1;
  }

  next() {
    if (!this.ready || this.busy || !this.waiting) return;
    this.busy = { ...this.waiting, since: performance.now() };
    this.waiting = null;
    this.worker.postMessage(this.busy);
    this.watch();
  }

  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stop(), PATIENCE);
  }

  /** Ends a check that takes too long, and starts anew. */
  stop() {
    const { id } = this.busy;
    this.worker.terminate();
    this.tell({ kind: "stopped", id, seconds: PATIENCE / 1000, current: id === this.count });
    this.start();
  }

  hear(message) {
    if (message.kind === "ready") this.ready = true;
    if (message.kind === "findings") this.watch(); // the tables have their own time
    if (message.kind === "grids" || message.kind === "fault") {
      clearTimeout(this.timer);
    }
    const since = this.busy && this.busy.since;
    if (message.kind === "grids" || message.kind === "fault") this.busy = null;
    const took = since ? Math.round(performance.now() - since) : 0;
    if (message.id === undefined || message.id === this.count) this.tell({ ...message, took });
    this.next();
  }
}
