// Makes elements and words. Texts go in as texts only: no name that is stored can become markup.
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else if (name === "checked") node.checked = value;
    else node.setAttribute(name === "cls" ? "class" : name, value === true ? "" : value);
  }
  node.append(...children.flat(9).filter((each) => each !== null && each !== undefined && each !== false));
  return node;
}

export function svg(tag, props, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export const replace = (node, ...children) => node.replaceChildren(...children.flat(9).filter(Boolean));

/** Tells those who cannot see; and those who can, where it is a result. */
export function say(text, cls = "hidden") {
  const place = document.getElementById("say");
  place.className = cls;
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 50);
}

/** Texts are amounts to the last decimal, of which small ones show four; numbers are forecasts. What can be spent is never rounded up. */
export function money(amount, unit, roundingMode = "halfExpand") {
  if (amount === null || amount === undefined) return "–";
  const number = Number(amount), size = Math.abs(number);
  const how = { roundingMode, maximumFractionDigits: size && size < 0.0001 ? 6 : size < (typeof amount === "string" ? 100 : 0.1) ? 4 : 2 };
  if (/^[A-Z]{3}$/.test(unit)) return number.toLocaleString(undefined, { style: "currency", currency: unit, ...how });
  return number.toLocaleString(undefined, how) + (unit ? " " + unit : "");
}

/** Shows an amount rounded, and exactly where one points at it. */
export const amount = (text, unit, mode) => h("span", { title: text + " " + (unit || "") }, money(text, unit, mode));

export const percent = (share) => (share === null || share === undefined ? "–"
  : share > 0 && share < 0.005 ? "< 1 %" : share < 1 && share > 0.995 ? "> 99 %" : Math.round(share * 100) + " %");

export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days >= 10) return days + " d";
  if (days) return days + " d " + hours + " h";
  if (hours) return hours + " h " + minutes + " min";
  return minutes ? minutes + " min" : Math.round(seconds) + " s";
}

const WHEN = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
export const when = (iso) => (iso ? new Date(iso).toLocaleString(undefined, WHEN) : "never");
/** Instants within a sentence, as people read them. */
export const readable = (text) => text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g, when);
export const time = (iso) => (iso ? h("time", { datetime: iso, title: iso }, when(iso)) : "never");
export const day = (iso) => (iso ? new Date(iso).toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" }) : "never");

export const seconds = (n) => (n >= 100 ? Math.round(n).toLocaleString() : n.toLocaleString(undefined, { maximumSignificantDigits: 3 })) + " s";
export const words = (code) => code.toLowerCase().replaceAll("_", " ");
export const title = (code) => { const text = words(code); return text.charAt(0).toUpperCase() + text.slice(1); };

export function table(caption, heads, rows, none, cls) {
  if (!rows.length) return h("p", { cls: "muted" }, none);
  const node = h("div", { cls: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", { cls },
      h("caption", { cls: "hidden" }, caption),
      h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col", cls: head.num ? "num" : null }, head.text || head)))),
      h("tbody", null, rows.map((cells) => h("tr", null, cells.map((cell, i) =>
        h(i ? "td" : "th", { scope: i ? null : "row", cls: heads[i].num ? "num" : "wrap", "data-h": heads[i].text || heads[i] }, cell)))))));
  requestAnimationFrame(() => node.classList.toggle("more", node.scrollWidth > node.clientWidth));
  return node;
}

export const problem = (error) => h("p", { cls: "problem", role: "alert" }, error.message || String(error));

export const STATES = {
  EXHAUSTED: ["bad", "✕", "Exhausted"], PAUSED: ["bad", "❚❚", "Paused"], APPROVAL: ["warn", "?", "Needs approval"],
  AT_RISK: ["warn", "▲", "At risk"], ACTED: ["warn", "●", "Acted"], FINE: ["ok", "✓", "Fine"], UNLIMITED: ["muted", "∞", "Unlimited"],
};
export function badge(state) {
  const [kind, sign, text] = STATES[state] || ["muted", "", title(state)];
  return h("span", { cls: "badge " + kind }, h("span", { "aria-hidden": "true" }, sign + " "), text);
}

let counter = 0;
/** A field with its label, and a hint where there is one. */
export function field(text, input, hint) {
  const id = "f" + (++counter);
  input.id = id;
  const help = hint && h("small", { id: id + "h" }, hint);
  if (help) input.setAttribute("aria-describedby", id + "h");
  return h("div", null, h("label", { for: id }, text), input, help);
}

export const select = (options, chosen, props) => {
  const node = h("select", props, options.map((each) => h("option", { value: each[0] }, each[1])));
  if (chosen !== undefined) node.value = chosen;
  return node;
};
