// The list of accounts.
import { download, get } from "./api.js";
import { amount, badge, day, duration, field, h, percent, problem, replace, say, select, STATES, svg } from "./dom.js";
import { openAccount } from "./edits.js";

const HEADS = [
  ["ACCOUNT", "Account"], ["STATE", "State"], ["RUNWAY", "Runway"], ["PACE", "Pace"],
  ["AVAILABLE", "Available"], ["SPENT", "Spent this period"], [null, "Last 14 days"],
];
const PAGE = 50;

export function spark(days) {
  const most = Math.max(...days, 1e-9);
  const at = (value, i) => (i * 108 / (days.length - 1) + 1).toFixed(1) + " " + (26 - 23 * Math.max(0, value) / most).toFixed(1);
  const line = "M" + days.map(at).join("L");
  return svg("svg", { viewBox: "0 0 110 28", class: "spark", "aria-hidden": "true" },
    svg("path", { d: line + "L109 27L1 27Z", class: "area" }), svg("path", { d: line }));
}

export function accountsPage({ session, main, query }) {
  const asked = {
    search: query.get("search") || "", state: query.get("state") || "", sort: query.get("sort") || "STATE",
    order: query.get("order") || "asc", limit: PAGE,
  };
  let timer = 0;
  const body = h("tbody", null);
  const count = h("p", { cls: "muted small" });
  const more = h("button", { type: "button", cls: "secondary", onclick: () => { asked.limit += PAGE; load(); } }, "Show more");
  const trouble = h("div", null);
  const heads = HEADS.map(([sort, text], i) => h("th", { scope: "col", cls: i > 3 && i < 6 ? "num" : null },
    sort ? h("button", { type: "button", onclick: () => order(sort) }, text) : text));

  function order(sort) {
    asked.order = asked.sort === sort && asked.order === "asc" ? "desc" : "asc";
    asked.sort = sort;
    load().then(() => say("Sorted by " + sort.toLowerCase() + ", " + (asked.order === "asc" ? "rising" : "falling")));
  }

  function parameters(limit) {
    return new URLSearchParams({ search: asked.search, state: asked.state, sort: asked.sort, order: asked.order, limit });
  }

  function row(each) {
    const total = each.days.reduce((sum, day) => sum + day, 0);
    const granted = Number(each.grantedInPeriod);
    const spent = Number(each.postedInPeriod);
    return h("tr", null,
      h("th", { scope: "row", cls: "name first" }, h("a", { href: "#/accounts/" + encodeURIComponent(each.account).replaceAll("%2F", "~") }, h("bdi", null, each.account))),
      h("td", { cls: "second" }, badge(each.state), each.since && h("small", { cls: "muted" }, " since ", day(each.since))),
      h("td", { "data-h": "Runway", title: each.basis === "FORECAST" ? "By the forecast" : "At last week's pace; the forecast follows" },
        h("span", null, each.runwaySeconds === null ? h("span", { cls: "muted" }, each.state === "UNLIMITED" ? "no limit" : "beyond renewal") : h("strong", null, duration(each.runwaySeconds)),
        each.probabilityBeforeRenewal > 0.005 && each.state !== "UNLIMITED" ? h("span", { cls: "muted small" }, ", risk " + percent(each.probabilityBeforeRenewal)) : null)),
      h("td", { "data-h": "Pace" }, each.pace === null ? h("span", { cls: "muted" }, "–")
        : h("span", { cls: each.pace > 1.2 ? "badge warn" : "" }, each.pace.toFixed(2) + "×")),
      h("td", { cls: "num", "data-h": "Available" }, amount(each.available, each.unit, "floor")),
      h("td", { cls: "num", "data-h": "Spent" }, h("div", null, amount(each.postedInPeriod, each.unit),
        granted > 0 ? h("meter", { min: 0, max: granted, value: Math.min(spent, granted), "aria-label": percent(spent / granted) + " of what was granted" }) : null)),
      h("td", { "data-h": "14 days" }, spark(each.days), h("span", { cls: "hidden" }, total.toFixed(2) + " " + each.unit + " in 14 days")));
  }

  async function load() {
    clearTimeout(timer);
    try {
      const list = await get("accounts?" + parameters(Math.min(500, asked.limit)));
      replace(body, list.accounts.map(row));
      HEADS.forEach(([sort], i) => {
        if (sort === asked.sort) heads[i].setAttribute("aria-sort", asked.order === "asc" ? "ascending" : "descending");
        else heads[i].removeAttribute("aria-sort");
      });
      count.textContent = list.total === 0 ? "No account matches." : list.accounts.length < list.total
        ? list.accounts.length.toLocaleString() + " of " + list.total.toLocaleString() + " accounts" : list.total.toLocaleString() + (list.total === 1 ? " account" : " accounts");
      more.hidden = !list.next || asked.limit >= 500;
      replace(trouble);
      performance.mark("usable");
    } catch (error) {
      replace(trouble, problem(error));
    }
  }

  const later = () => { clearTimeout(timer); timer = setTimeout(load, 250); };
  const search = h("input", { type: "search", value: asked.search, placeholder: "acme/video", oninput: () => { asked.search = search.value; asked.limit = PAGE; later(); } });
  const state = select([["", "All"], ...Object.entries(STATES).map(([code, each]) => [code, each[2]])], asked.state,
    { onchange: () => { asked.state = state.value; asked.limit = PAGE; load(); } });
  const searchField = field("Search", search);
  searchField.className = "grow";
  return {
    title: "Accounts",
    async show() {
      replace(main, h("h1", null, "Accounts"),
        h("div", { cls: "tools" }, searchField, field("State", state),
          h("button", { type: "button", cls: "outline", onclick: () => download("accounts?format=csv&" + parameters(1)) }, "Export CSV"),
          session.role === "ADMINISTER" ? h("button", { type: "button", onclick: () => openAccount() }, "Open account") : null),
        trouble,
        h("table", { cls: "list" }, h("caption", { cls: "hidden" }, "Accounts, their state and how long they last"),
          h("thead", null, h("tr", null, heads)), body),
        h("div", { cls: "row" }, count, more));
      await load();
    },
    changed: later,
    left: () => clearTimeout(timer),
  };
}
