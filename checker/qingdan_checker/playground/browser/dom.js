// Small hands for the page: words in its language, and elements whose content is only ever text.
import { said } from "./words.js";

export const language = document.body.dataset.language === "en" ? "en" : "zh";

/** What the page says under a name, with its arguments filled in. */
export function say(name, facts = {}) {
  return said[language][name].replace(/\{(\w+)\}/g, (_, key) => String(facts[key]));
}

export const byId = (id) => document.getElementById(id);

/** A new element: attributes by name, children as elements or text. */
export function make(tag, attributes = {}, ...children) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) one.setAttribute(name, value === true ? "" : value);
  }
  one.append(...children);
  return one;
}

/** A sentence in which words between backquotes are shown as code. */
export function sentence(text) {
  return text.split("`").map((part, at) => (at % 2 ? make("code", {}, part) : part));
}
