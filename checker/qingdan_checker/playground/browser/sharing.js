// A text in a link: packed where the browser can, after the `#`, which is sent to no server. What comes in is not trusted.

export const MOST_TEXT = 200_000; // characters of a text that the page takes
const MOST_LINK = 60_000; // characters of a link that we make and take
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Why a link is not used: `broken`, `large` or `old`. */
export class LinkError extends Error {}

const toText = (bytes) => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};

const toBytes = (text) => {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new LinkError("broken");
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  } catch {
    throw new LinkError("broken");
  }
};

/** Everything that a stream gives, as long as it is no more than `most` bytes. */
async function collected(stream, most) {
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new LinkError("large");
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const piped = (bytes, through) => new Blob([bytes]).stream().pipeThrough(through);

/** The fragment for a text, its file and its date. Throws LinkError `large`. */
export async function fragment({ text, file, day }) {
  const bytes = new TextEncoder().encode(JSON.stringify({ text, file, day }));
  const packed =
    typeof CompressionStream === "undefined"
      ? `t=${toText(bytes)}`
      : `z=${toText(await collected(piped(bytes, new CompressionStream("deflate-raw")), Infinity))}`;
  if (packed.length > MOST_LINK) throw new LinkError("large");
  return `#${packed}`;
}

/** What a fragment holds; null where it is none of ours. Throws LinkError. */
export async function opened(written) {
  const found = /^#([zt])=(.*)$/s.exec(written);
  if (!found) return null;
  if (written.length > MOST_LINK) throw new LinkError("large");
  const [, way, packed] = found;
  const bytes = toBytes(packed);
  if (way === "t") return checked(bytes);
  if (typeof DecompressionStream === "undefined") throw new LinkError("old");
  try {
    return checked(await collected(piped(bytes, new DecompressionStream("deflate-raw")), MOST_TEXT * 4));
  } catch (error) {
    throw error instanceof LinkError ? error : new LinkError("broken");
  }
}

function checked(bytes) {
  let data;
  try {
    data = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new LinkError("broken");
  }
  return state(data) ?? fail();
}

const fail = () => {
  throw new LinkError("broken");
};

/** What was kept or sent, if it has the form of a state: text, file and date as text; else null. */
export function state(data) {
  if (typeof data !== "object" || data === null) return null;
  const { text, file, day } = data;
  if (typeof text !== "string" || typeof file !== "string" || typeof day !== "string") return null;
  if (text.length > MOST_TEXT) throw new LinkError("large");
  return file.length < 200 && (day === "" || DAY.test(day)) ? { text, file, day } : null;
}
