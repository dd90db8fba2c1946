// What the theme adds after loading, made usable by keyboard and by ear: tables and code that scroll can be focused,
// and the frame of a copy button is no landmark.
(() => {
  const chinese = document.documentElement.lang.startsWith("zh")
  const mend = () => {
    for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
      wrap.tabIndex = 0
      wrap.setAttribute("role", "group")
      wrap.setAttribute("aria-label", chinese ? "表格，可左右滚动" : "Table, scrolls sideways")
    }
    for (const frame of document.querySelectorAll("nav.md-code__nav:not([role])")) frame.setAttribute("role", "presentation")
    for (const code of document.querySelectorAll("pre > code:not([tabindex])")) code.tabIndex = 0
  }
  new MutationObserver(mend).observe(document.querySelector("article"), { childList: true, subtree: true })
  mend()
})()
