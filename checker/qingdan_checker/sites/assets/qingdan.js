// What a page offers beyond its text: long tables can be searched, wide ones scrolled by keyboard.
"use strict";
(() => {
  const chinese = document.documentElement.lang.startsWith("zh");
  const words = chinese
    ? { search: "在表中查找", wide: "可左右滚动", shown: (shown, all) => `显示 ${shown} 行，共 ${all} 行` }
    : { search: "Search this table", wide: "Scrolls sideways", shown: (shown, all) => `${shown} of ${all} rows` };

  const searchable = (part) => {
    const rows = [...part.querySelectorAll("tbody tr")];
    if (!rows.length) return;
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const label = document.createElement("label");
    label.className = "qd-search";
    const input = document.createElement("input");
    input.type = "search";
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    label.append(words.search, input);
    const box = document.createElement("div");
    box.className = "qd-search-box";
    box.append(label, count);
    part.prepend(box);
    input.addEventListener("input", () => {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, at) => {
        row.hidden = !wanted.every((word) => texts[at].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = wanted.length ? words.shown(shown, rows.length) : "";
    });
  };

  const reachable = (part) => {
    const title = part.closest(".qd-table")?.dataset.title;
    part.tabIndex = 0;
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", title || words.wide);
  };

  // a finding that a link leads to is shown whole
  const shown = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") target.open = true;
  };
  window.addEventListener("hashchange", shown);

  const start = () => {
    shown();
    document.querySelectorAll(".qd-long").forEach(searchable);
    // what names a part of the menu is empty where the part has a page of its own; frames of buttons are no landmarks
    document.querySelectorAll("nav.md-nav[aria-labelledby]").forEach((part) => {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", part.querySelector(".md-nav__title")?.textContent.trim() || document.title);
    });
    document.querySelectorAll("nav.md-code__nav").forEach((part) => part.setAttribute("role", "presentation"));
    document.querySelectorAll(".md-typeset__scrollwrap, .highlight pre > code, p:has(> img.qd-picture)").forEach((part) => {
      if (part.scrollWidth > part.clientWidth) reachable(part);
    });
  };
  // the theme puts wide tables into parts that scroll once the page is there
  window.addEventListener("load", start);
})();
