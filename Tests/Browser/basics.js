// What every page must fulfil. Gives the faults as lines.
const faults = [];
const all = selector => Array.from(document.querySelectorAll(selector));
const name = x => x.outerHTML.slice(0, 90).replace(/\s+/g, " ");
const said = x => (x.getAttribute("aria-label") || x.getAttribute("title") || x.innerText || x.textContent || "").trim();
if (!["zh-CN", "en"].includes(document.documentElement.lang)) faults.push("lang is " + document.documentElement.lang);
if (!document.title.trim()) faults.push("no title");
if (all("h1").length !== 1) faults.push(all("h1").length + " h1");
if (all("main").length !== 1) faults.push(all("main").length + " main");
all("input:not([type=hidden]), select, textarea").forEach(x => {
  const label = Array.from(x.labels || []).some(l => l.textContent.trim()) || x.getAttribute("aria-label") || x.getAttribute("aria-labelledby");
  if (!label) faults.push("no label: " + name(x));
});
all("button").forEach(x => { if (!said(x)) faults.push("no name: " + name(x)); });
all("a[href]").forEach(x => { if (!said(x) && !x.querySelector("[aria-label], img[alt], svg title")) faults.push("empty link: " + name(x)); });
all("a:not([href])").forEach(x => faults.push("link to nowhere: " + name(x)));
all("img").forEach(x => { if (!x.hasAttribute("alt")) faults.push("no alt: " + name(x)); });
all("svg").forEach(x => {
  const hidden = x.closest("[aria-hidden=true]");
  if (!hidden && !(x.getAttribute("aria-label") || x.getAttribute("aria-labelledby") || x.querySelector("title"))) faults.push("no words: " + name(x));
});
all("[aria-sort]").forEach(x => {
  if (!["ascending", "descending", "none", "other"].includes(x.getAttribute("aria-sort"))) faults.push("aria-sort: " + name(x));
  if (!["columnheader", "rowheader"].includes(x.getAttribute("role") || (x.tagName === "TH" ? "columnheader" : ""))) faults.push("aria-sort on no header: " + name(x));
});
all("table").forEach(x => { if (!x.querySelector("th")) faults.push("table without headers: " + name(x)); });
all("[tabindex]").forEach(x => { if (x.tabIndex > 0) faults.push("tabindex: " + name(x)); });
all("[aria-labelledby], [aria-describedby], label[for]").forEach(x => {
  const ids = (x.getAttribute("aria-labelledby") || x.getAttribute("aria-describedby") || x.htmlFor || "").split(/\s+/);
  ids.filter(id => id && !document.getElementById(id)).forEach(id => faults.push("names #" + id + ", which is not there: " + name(x)));
});
const ids = all("[id]").map(x => x.id);
new Set(ids.filter((id, i) => ids.indexOf(id) !== i)).forEach(id => faults.push("id twice: " + id));
let level = 0;
all("main :is(h1, h2, h3, h4, h5, h6)").forEach(x => {
  const here = Number(x.tagName[1]);
  if (level && here > level + 1) faults.push("heading skips from h" + level + " to h" + here + ": " + x.textContent.trim().slice(0, 30));
  level = here;
});
all("script:not([src]):not([type='application/json'])").forEach(x => faults.push("script in the page: " + name(x)));
all("[style], [onclick], [onchange]").forEach(x => faults.push("inline: " + name(x)));
return faults;
