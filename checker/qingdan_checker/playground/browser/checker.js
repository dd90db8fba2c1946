// The checker behind its thread: one question at a time, the newest first, and never longer than it may take.

const PATIENCE = 5000; // milliseconds for one answer

export class Checker {
  /** `tell` is called with each message: progress, ready, findings, grids, bands, fault, failed, stopped. */
  constructor(tell) {
    this.tell = tell;
    this.count = 0;
    this.start();
  }

  start() {
    this.ready = false;
    this.asked = null; // the question that is being answered
    this.busy = false; // whether another one has to wait: not for the bands, which give way
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
    this.asked = { ...this.waiting, since: performance.now() };
    this.busy = true;
    this.waiting = null;
    this.worker.postMessage(this.asked);
    this.watch();
  }

  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stop(), PATIENCE);
  }

  /** Ends a check that takes too long, and starts anew. */
  stop() {
    const { id } = this.asked;
    this.worker.terminate();
    this.tell({ kind: "stopped", id, seconds: PATIENCE / 1000, current: id === this.count, told: !this.busy });
    this.start();
  }

  hear(message) {
    if (message.kind === "ready") this.ready = true;
    const took = this.asked ? Math.round(performance.now() - this.asked.since) : 0;
    if (this.asked && message.id === this.asked.id) this.follow(message);
    if (message.id === undefined || message.id === this.count) this.tell({ ...message, took });
    this.next();
  }

  /** How far the answer to the question is: each part of it has its own time. */
  follow({ kind, ended }) {
    this.watch();
    if (kind === "grids" || kind === "fault") this.busy = false;
    if (ended || kind === "fault") clearTimeout(this.timer);
  }
}
