// One account: when it runs out, why, and what can be done about it.
import { download, get, place, send } from "./api.js";
import { burnDown } from "./charts.js";
import { amount, badge, duration, h, money, percent, problem, readable, replace, say, table, time, title, when, words } from "./dom.js";
import { allowanceOf, buy, changePlan, changePolicy, changeTier, confirming, topUp, whatIf } from "./edits.js";

const num = (text) => ({ text, num: true });
const NOTES = {
  decision: "what its policy decided", "decision-inputs": "what its policy had seen", "fleet-receipt": "instances started or ended",
  "reelbudget.sale": "a purchase", "price.counters": "counters of prices", "price.settlement": "the price of a job, settled",
};

function verdict(account, forecast) {
  const probability = forecast.probabilityBeforeRenewal, out = forecast.exhaustion;
  const spendable = Number(forecast.spendable);
  let kind = "", text, more = "";
  if (account.unlimited) text = "Nothing limits this account.";
  else if (spendable <= 0) { kind = "bad"; text = "Exhausted: nothing is left for new jobs."; }
  else if (forecast.risk === "LIKELY" && out) { kind = "bad"; text = "Likely runs out " + when(out.p50) + ", in " + duration(forecast.runwaySeconds) + "."; }
  else if (forecast.risk === "POSSIBLE" && out) { kind = "warn"; text = "May run out before its renewal: " + percent(probability) + "."; }
  else text = forecast.renewal ? "Lasts until its renewal on " + when(forecast.renewal) + "." : "Lasts as far as can be seen.";
  if (out && probability > 0.005) {
    more = percent(probability) + " likely to run out before the renewal; if so, between " + when(out.p10) + " and " + when(out.p90) + ". ";
  }
  return h("div", { cls: "verdict " + kind, id: "verdict" }, text, h("small", null, more + title(forecast.confidence) + " confidence."),
    h("details", null, h("summary", null, "How this is forecast"), h("small", null, forecast.reason + " Model: " + forecast.model + ". If it runs out, 10 % of cases are before the first of the two times, 10 % after the second.")));
}

/** A pause stands until a policy lifts it, whatever has become of the money. */
function pause(account) {
  const shut = account.admission === "CLOSED";
  if (!shut && account.admission === "OPEN") return null;
  return h("p", { cls: "problem", id: "pause" }, shut ? "New jobs are refused" : "Each new job needs approval",
    account.stanceSince ? " since " + when(account.stanceSince) + (account.stanceOfPresentPeriod ? "" : ", by a decision of a period that is over") : ", by an account above",
    ". Its policy lifts this when the service next looks and finds that the budget lasts; \u201cbudget serve\u201d alone asks no policy.");
}

function tiles(account, forecast) {
  const unit = account.unit;
  const tile = (name, value, note) => h("div", { cls: "tile" }, h("dt", null, name), h("dd", null, value, note && h("small", null, note)));
  return h("dl", { cls: "tiles" },
    tile("Available", amount(account.available, unit, "floor"), Number(account.overdraftLimit) > 0 ? "and " + money(account.overdraftLimit, unit) + " overdraft" : null),
    tile("Held by running jobs", amount(account.held, unit)),
    tile("Spent this period", amount(account.postedInPeriod, unit), "of " + money(account.grantedInPeriod, unit) + " granted"),
    account.unlimited ? null : tile("Allowance", allowanceOf(account, unit)),
    tile("Pace", forecast.burn.pace === null ? "–" : forecast.burn.pace.toFixed(2) + "×", "1× lasts exactly"),
    tile("Burn rate, last day", forecast.burn.rate.toFixed(2) + "×", forecast.burn.alerts.some((each) => each.state === "FIRING") ? "alerting" : "calm"),
    tile("Renewal", account.periodEnd ? when(account.periodEnd) : "never"));
}

export function accountPage({ session, main }, name) {
  const may = (role) => role === "OPERATE" ? session.role !== "READ" : session.role === "ADMINISTER";
  const trouble = h("div", null);
  const head = h("div", null);
  const chart = h("div", null);
  const parts = {};
  for (const part of ["terms", "holds", "queue", "grants", "limits", "statement", "decisions"]) parts[part] = h("div", null, h("p", { "aria-busy": "true" }, "Loading"));
  let drawn = null, timer = 0, entries = [], next = null, account = null;
  const url = place(name);

  function actions() {
    const button = (text, run, cls) => h("button", { type: "button", cls, onclick: () => run(account, reload, session).catch((error) => replace(trouble, problem(error))) }, text);
    return h("div", { cls: "row", role: "group", "aria-label": "Actions" },
      may("OPERATE") ? [button("Top up", topUp), button("Buy", buy, "secondary"), button("Edit policy", changePolicy, "outline")] : null,
      may("ADMINISTER") ? [button("Edit plan", changePlan, "outline"), session.tiers ? button("Change tier", changeTier, "outline") : null] : null,
      button("What if …", whatIf, "outline"),
      h("a", { href: "#/estimate?account=" + encodeURIComponent(name), role: "button", class: "outline" }, "Estimate a job"));
  }

  async function top() {
    const [data, forecast] = await Promise.all([get(url), get(url + "/forecast")]);
    account = data;
    replace(head, h("p", { cls: "crumbs" }, h("a", { href: "#/accounts" }, "Accounts"),
      account.above.map((each) => [" / ", h("a", { href: "#/" + place(each).replace("accounts/", "accounts/") }, h("bdi", null, each))])),
      h("h1", null, h("bdi", null, name), " ", data.admission === "CLOSED" ? badge("PAUSED") : data.admission === "APPROVAL_NEEDED" ? badge("APPROVAL") : data.stance === "ACTED" && data.stanceOfPresentPeriod ? badge("ACTED") : null),
      data.tier && h("p", { cls: "muted small" }, "Tier " + data.tier),
      pause(data), verdict(data, forecast), actions(), tiles(data, forecast));
    if (drawn) drawn.gone();
    if (data.unlimited) replace(chart, h("p", { cls: "muted" }, "An unlimited account has no burn-down."));
    else { drawn = burnDown(forecast); replace(chart, drawn.node); drawn.ready(); }
    replace(parts.terms, table("What is expected until the renewal", ["Part", num("Expected"), "Rests on"],
      forecast.terms.filter((each) => each.expected || each.detail).map((each) => [title(each.name), money(each.expected, account.unit), each.detail && readable(each.detail)]), "Nothing is expected."),
      forecast.terms.some((each) => each.name === "announced") ? null : h("p", { cls: "muted small" }, "No events are announced."));
    replace(parts.limits, table("Limits beside the grants", ["Window", num("Cap"), num("Used"), "State"],
      account.limits.map((each) => [each.limit.window.trailing ? "trailing " + each.limit.window.trailing : "each of " + each.limit.window.each.kind, money(each.cap, account.unit),
        money(Number(each.posted) + Number(each.held), account.unit), each.exceeded ? "exceeded" : words(each.limit.enforcement)]), "No limits beside the grants."));
  }

  const remove = (path, text, question) => h("button", {
    type: "button", cls: "outline small", onclick: () => confirming(question, async (key) => { await send("DELETE", path, { key }); await reload(); say("Done"); }),
  }, text);

  async function holds() {
    const data = await get(url + "/holds");
    replace(parts.holds, table("Holds of running jobs", ["Job", num("Held"), "Placed", "Lease ends", ""],
      data.holds.map((each) => [h("span", { cls: "wrap" }, each.labels.job || each.id.slice(0, 12)), amount(each.amount, data.unit), time(each.placed), time(each.leaseEnd),
        may("OPERATE") ? remove(url + "/holds/" + each.id, "Release", "Release this hold? Its job must not be running.") : ""]), "No job runs."));
  }

  async function queue() {
    const data = await get(url + "/queue");
    replace(parts.queue, table("Jobs that wait", ["Job", num("Expected"), "Renditions", "Due"],
      data.jobs.map((each) => [h("span", { cls: "wrap" }, each.job), money(each.price.p50, data.unit) + " (to " + money(each.price.p90, data.unit) + ")",
        each.targets.join(", ") + (each.reduced ? " (reduced)" : ""), each.due ? time(each.due) : "–"]),
      data.known ? "Nothing waits." : "This console was given no queue."));
  }

  async function grants() {
    const data = await get(url + "/grants");
    const row = (each) => [h("span", { cls: "wrap" }, readable(each.origin)), words(each.kind), amount(each.remaining, data.unit), amount(each.amount, data.unit),
      each.expiry ? time(each.expiry) : "never", may("ADMINISTER") ? remove(url + "/grants/" + each.id, "Take back", "Take back what is left of this grant?") : ""];
    const heads = ["Origin", "Kind", num("Left"), num("Granted"), "Expires", ""];
    replace(parts.grants, table("Grants, in the order in which they are spent", heads, data.grants.map(row), "Nothing is left of any grant."),
      data.scheduled.length ? [h("h3", { cls: "small" }, "Announced"), table("Grants that are announced", heads, data.scheduled.map((each) => {
        const cells = row(each); cells[4] = ["from ", time(each.effective)]; return cells; }), "")] : null,
      data.pending.length ? h("p", null, data.pending.length + " automatic top-up waits for its payment.") : null);
  }

  async function statement(more) {
    const data = await get(url + "/statement?limit=15" + (more && next ? "&cursor=" + next : ""));
    entries = more ? entries.concat(data.entries) : data.entries;
    next = data.next;
    replace(parts.statement, table("Statement, the newest first", ["When", "What", num("Amount"), "Account", "Text"],
      entries.map((each) => [time(each.time), title(each.kind), each.postings.length ? amount(each.postings[0].amount, data.unit) : "–",
        h("bdi", null, each.account), h("span", { cls: "wrap small" }, each.kind === "NOTED" ? NOTES[each.labels.kind] || "" : readable(each.text || each.labels.job || ""))]), "Nothing happened yet."),
      h("div", { cls: "row" }, next ? h("button", { type: "button", cls: "secondary", onclick: () => statement(true) }, "Older entries") : null,
        h("button", { type: "button", cls: "outline", onclick: () => download(url + "/statement/export?format=csv") }, "Export CSV"),
        h("button", { type: "button", cls: "outline", onclick: () => download(url + "/statement/export?format=jsonl") }, "Export JSON lines")));
  }

  async function decisions() {
    const data = await get(url + "/decisions?limit=10");
    replace(parts.decisions, data.decisions.length ? data.decisions.map((each) => h("div", { cls: "decision" },
      h("p", null, h("strong", null, title(each.code)), " ", h("span", { cls: "muted small" }, "by " + each.policy + ", ", time(each.at))),
      h("p", { cls: "wrap" }, each.sentence),
      each.counterfactual ? h("p", { cls: "muted wrap" }, h("strong", null, "Otherwise: "), each.counterfactual) : null,
      each.actions.length ? h("ul", { cls: "small" }, each.actions.map((action) => h("li", { cls: "wrap" }, action))) : null))
      : h("p", { cls: "muted" }, "Its policy had nothing to do yet."));
  }

  async function part(load, node) {
    try { await load(); } catch (error) { if (node) replace(node, problem(error)); else throw error; }
  }

  async function reload() {
    replace(trouble);
    await part(top);
    await below();
    return account;
  }

  const below = () => Promise.all([part(holds, parts.holds), part(queue, parts.queue), part(grants, parts.grants), part(() => statement(false), parts.statement), part(decisions, parts.decisions)]);
  const section = (text, ...children) => h("article", null, h("h2", null, text), children);
  return {
    title: name,
    async show() {
      await top();
      replace(main, trouble, head,
        section("What is left", chart),
        h("div", { cls: "cols" }, h("div", null, section("Expected until the renewal", parts.terms), section("Limits", parts.limits)), section("Decisions", parts.decisions)),
        h("div", { cls: "cols" }, section("Holds", parts.holds), section("Queue", parts.queue)),
        section("Grants", parts.grants),
        section("Statement", parts.statement));
      await below();
    },
    changed(accounts) {
      if (accounts && !accounts.includes(name)) return;
      clearTimeout(timer);
      timer = setTimeout(() => { if (!document.querySelector("dialog[open]")) reload().catch((error) => replace(trouble, problem(error))); }, 700);
    },
    left() { clearTimeout(timer); if (drawn) drawn.gone(); },
  };
}
