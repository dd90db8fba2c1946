// The search of a page that is opened from a disk: browsers start no worker there, so its script runs in a hidden
// frame that speaks as a worker would.
"use strict";
if (location.protocol === "file:") {
  const place = (frame, url) =>
    new Promise((resolve, reject) => {
      const script = frame.document.createElement("script");
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      script.src = url;
      frame.document.head.append(script);
    });

  window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super();
      this.onmessage = null;
      const holder = document.createElement("iframe");
      holder.hidden = true;
      holder.title = "search";
      document.body.append(holder);
      this.holder = holder;
      const frame = holder.contentWindow;
      frame.postMessage = (data) => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      };
      frame.importScripts = (...urls) =>
        urls.reduce((before, one) => before.then(() => place(frame, one)), Promise.resolve());
      this.ready = place(frame, url);
    }

    postMessage(data) {
      const frame = this.holder.contentWindow;
      this.ready.then(() => frame.dispatchEvent(new frame.MessageEvent("message", { data })));
    }

    terminate() {
      this.holder.remove();
    }
  };
  window.Worker = window.IFrameWorker;
}
