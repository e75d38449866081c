// Forms that change something: each write has a key, each edit names what its editor saw.
import { get, newKey, place, send } from "./api.js";
import { day, field, h, money, problem, replace, say, select, table, when } from "./dom.js";

/** Opens a form over the page. What it returns is told; what it throws is shown, and the form stays. */
function dialog(heading, content, button, run) {
  const back = document.activeElement;
  const told = h("div", null);
  let key = newKey();
  const go = button && h("button", { type: "submit" }, button);
  const close = () => { node.close(); };
  const form = h("form", {
    oninput: () => { key = newKey(); },
    onsubmit: async (event) => {
      event.preventDefault();
      go.setAttribute("aria-busy", "true"); go.disabled = true;
      try {
        const done = await run(key, told);
        if (done) { close(); say(done, "told good"); }
      } catch (error) {
        if (error.status >= 400 && error.status < 500) key = newKey();
        replace(told, problem(error));
      } finally { go.removeAttribute("aria-busy"); go.disabled = false; }
    },
  }, h("h2", { id: "dialog-title" }, heading), content, told,
    h("div", { cls: "row" }, go, h("button", { type: "button", cls: "secondary", onclick: close }, button ? "Cancel" : "Close")));
  const node = h("dialog", { "aria-labelledby": "dialog-title" }, h("article", null, form));
  node.addEventListener("close", () => { node.remove(); const again = back && !back.isConnected && [...document.querySelectorAll("main button")].find((each) => each.textContent === back.textContent); if (again || back) (again || back).focus(); });
  document.body.append(node);
  node.showModal();
  return node;
}

export function confirming(question, run) {
  dialog("Are you sure?", h("p", null, question), "Yes", async (key) => { await run(key); return "Done"; });
}

const text = (props) => h("input", { type: "text", autocomplete: "off", ...props });
const decimal = (props) => text({ inputmode: "decimal", pattern: "[0-9]+([.][0-9]{1,6})?", title: "A decimal such as 25.00", ...props });

/** What a plan grants for each period. */
export const allowanceOf = ({ allowance, periods }, unit) => (allowance.amount ? money(allowance.amount, unit) : "By a schedule")
  + (periods.kind === "once" ? ", once" : periods.kind === "every" ? " every " + periods.every.slice(1) : periods.length > 1 ? " every " + periods.length + " months" : " each " + periods.kind.slice(0, -1));

const free = (account) => money(account.available, account.unit, "floor") + " available now";

export async function topUp(account, reload) {
  const much = decimal({ required: true, value: "" });
  const kind = select([["PAID", "Paid"], ["PROMOTIONAL", "Promotional"]], "PAID");
  const expiry = h("input", { type: "datetime-local" });
  const reason = text({ maxlength: 400, value: "", placeholder: "invoice 4711" });
  dialog("Top up " + account.account, [field("Amount in " + account.unit, much), field("Kind", kind), field("Expires", expiry, "Leave empty for never."), field("Reason", reason)],
    "Top up", async (key) => {
      const body = { amount: much.value, kind: kind.value, reason: reason.value || "top-up" };
      if (expiry.value) body.expiry = new Date(expiry.value).toISOString();
      await send("POST", place(account.account) + "/grants", { body, key });
      return money(much.value, account.unit) + " granted" + (expiry.value ? " until " + when(body.expiry) : "") + "; " + free(await reload()) + ".";
    });
}

export async function buy(account, reload, session) {
  const tiers = session.tiers ? (await get("tiers")).tiers.filter((each) => each.price) : [];
  const what = select([["units", "Units of allowance"], ...tiers.map((each) => ["tier:" + each.name, "Tier " + each.name])], "units");
  const units = decimal({ value: "", placeholder: "50.00" });
  let quote = null;
  dialog("Buy for " + account.account, [field("What", what), field("Units in " + account.unit, units, "For a tier, leave empty.")], "Get a quote", async (key, told) => {
    if (quote) {
      const bought = (await send("POST", place(account.account) + "/purchases", { body: { quote: quote.id }, key })).data;
      await reload();
      return "Purchase " + bought.phase.toLowerCase();
    }
    const body = what.value === "units" ? { units: units.value } : { tier: what.value.slice(5) };
    quote = (await send("POST", place(account.account) + "/quotes", { body, key })).data;
    what.disabled = units.disabled = true;
    replace(told, h("p", { cls: "good", role: "status" }, quote.wares + " for ", h("strong", null, money(quote.price, quote.priceUnit)), ", valid until " + when(quote.validUntil) + "."));
    told.closest("form").querySelector("button[type=submit]").textContent = "Buy for " + money(quote.price, quote.priceUnit);
    return null;
  });
}

const KINDS = [["months", "Month"], ["weeks", "Week"], ["days", "Day"], ["hours", "Hour"], ["once", "Once"]];

const isUsual = (plan) => plan.allowance.kind === "constant" && KINDS.some((each) => each[0] === plan.periods.kind) && (plan.periods.length || 1) === 1;

/** Two ways to edit a plan; what was typed in one is there in the other. */
function planFields(given, unit) {
  let plan = given;
  const allowance = decimal({ required: true, autofocus: true, value: plan.allowance.amount || "" });
  const period = select(KINDS, plan.periods.kind);
  const zone = text({ value: plan.periods.zone || "Z" });
  const overdraft = decimal({ value: plan.overdraftLimit || "" });
  const rollover = select([["", "None"], ["all", Object.keys(plan.rollover || {}).length ? "As it was" : "All of it"]], plan.rollover ? "all" : "");
  const all = h("textarea", { spellcheck: "false", value: JSON.stringify(plan, null, 1) });
  const mode = select([["simple", "The usual fields"], ["json", "All, as JSON"]], isUsual(plan) ? "simple" : "json");
  const usual = h("fieldset", { cls: "grid2" }, unit && field("Unit", unit), field(unit ? "Allowance" : "Allowance in " + plan.unit, allowance), field("For each", period), field("Time zone", zone), field("Overdraft limit", overdraft), field("Unused allowance carried over", rollover));
  const json = field("Plan", all);
  const told = h("div", null);
  const shown = () => { usual.hidden = mode.value !== "simple"; json.hidden = !usual.hidden; allowance.required = !usual.hidden; };
  const simple = () => {
    const periods = period.value === plan.periods.kind ? { ...plan.periods } : { kind: period.value };
    if (period.value !== "once") periods.zone = zone.value || "Z"; else delete periods.zone;
    return { ...plan, unit: unit ? unit.value : plan.unit, allowance: { kind: "constant", amount: allowance.value }, periods, overdraftLimit: overdraft.value || null,
      rollover: rollover.value ? plan.rollover || {} : null };
  };
  mode.onchange = () => {
    replace(told);
    if (mode.value === "json") all.value = JSON.stringify(simple(), null, 1);
    else try {
      const other = JSON.parse(all.value);
      if (!isUsual(other)) throw new Error("This plan has more than the usual fields.");
      plan = other;
      if (unit) unit.value = plan.unit;
      allowance.value = plan.allowance.amount; period.value = plan.periods.kind; zone.value = plan.periods.zone || "Z";
      overdraft.value = plan.overdraftLimit || ""; rollover.value = plan.rollover ? "all" : "";
    } catch (other) { mode.value = "json"; replace(told, problem(other)); }
    shown();
  };
  shown();
  return { nodes: [field("Edit", mode), usual, json, told], value: () => (mode.value === "json" ? JSON.parse(all.value) : simple()) };
}

export async function changePlan(account, reload) {
  const { data: plan, etag } = await send("GET", place(account.account) + "/plan");
  const fields = planFields(plan);
  const change = select([["NOW_PRORATED", "Now, for the rest of the period"], ["NOW_IN_FULL", "Now, in full"], ["AT_RENEWAL", "At the renewal"]], "NOW_PRORATED");
  dialog("Plan of " + account.account, [fields.nodes, field("Takes effect", change)], "Change plan", async (key) => {
    const wanted = fields.value();
    const before = await get(place(account.account));
    await send("PUT", place(account.account) + "/plan", { body: { plan: wanted, change: change.value }, etag, key });
    const now = await reload();
    const all = (each) => Number(each.available) + Number(each.held) + Number(each.postedInPeriod);
    const more = (all(now) - all(before)).toFixed(6);
    return "Plan changed: " + (more > 0 ? money(more, now.unit) + " granted" : more < 0 ? money(more.slice(1), now.unit) + " taken back" : "nothing granted")
      + " for the rest of the period, with " + free(now) + (now.periodEnd ? "; from " + when(now.periodEnd) + " on " + allowanceOf(wanted, now.unit) : "") + ".";
  });
}

export async function openAccount() {
  const name = text({ required: true, placeholder: "acme/video" });
  const unit = text({ required: true, value: "USD", pattern: "[A-Z]{3}|vCPU-s", title: "A currency's three letters, or vCPU-s" });
  const fields = planFields({ unit: "USD", allowance: { kind: "constant", amount: "100.00" }, periods: { kind: "months", zone: "Z" } }, unit);
  dialog("Open an account", [field("Account", name, "Levels from the organisation down, with / between."), fields.nodes], "Open account", async (key) => {
    await send("POST", "accounts", { body: { account: name.value, plan: fields.value() }, key });
    location.hash = "#/" + place(name.value);
    return "Account opened";
  });
}

const TEMPLATES = {
  "Reduce quality, 30 minutes before": { format: "reelbudget-policy-1", policy: "REDUCE_QUALITY", when: { within: "PT30M" } },
  "Reduce quality, never below 720p, a day before": { format: "reelbudget-policy-1", policy: "REDUCE_QUALITY", when: { within: "PT24H" }, neverBelow: 720 },
  "Pause new jobs, an hour before": { format: "reelbudget-policy-1", policy: "PRIORITISE_AVAILABILITY", when: { within: "PT1H" } },
  "Steps: tell, ask, reduce, drain": { format: "reelbudget-policy-1", policy: "GRADUATED", name: "gentle", steps: [
    { do: "NOTIFY", when: { beforeRenewal: "0.5" } }, { do: "ASK_APPROVAL", when: { within: "PT12H" } }, { do: "DOWNGRADE", when: { within: "PT4H" }, neverBelow: 720 }, { do: "DRAIN", when: { shareLeft: "0.05" } }] },
};

function policyFields(document) {
  const area = h("textarea", { spellcheck: "false", value: JSON.stringify(document || TEMPLATES["Reduce quality, 30 minutes before"], null, 1) });
  const start = select([["", document ? "What is adopted" : "Choose …"], ...Object.keys(TEMPLATES).map((each) => [each, each])], "");
  start.onchange = () => { area.value = JSON.stringify(TEMPLATES[start.value] || document || {}, null, 1); };
  return { nodes: [field("Begin from", start), field("Policy", area)], value: () => JSON.parse(area.value) };
}

export async function changePolicy(account, reload) {
  const { data: policy, etag } = await send("GET", place(account.account) + "/policy");
  const fields = policyFields(policy.document);
  const how = select([["PUT", "Adopt this policy"], ...(policy.document ? [["DELETE", "Give the adopted policy up"]] : [])], "PUT");
  dialog("Policy of " + account.account, [h("p", { cls: "muted small" }, "In force: " + policy.name + (policy.document ? ", adopted here" : ", the host's")), fields.nodes, field("Do", how)], "Save", async (key) => {
    await send(how.value, place(account.account) + "/policy", { body: how.value === "PUT" ? { document: fields.value() } : undefined, etag, key });
    await reload();
    return (how.value === "PUT" ? "Policy adopted: it" : "Policy given up: the host's") + " decides from the service's next look on; where only \u201cbudget serve\u201d runs, from the service's next start.";
  });
}

export async function changeTier(account, reload) {
  const { data: standing, etag } = await send("GET", place(account.account) + "/tier");
  const { tiers } = await get("tiers");
  const tier = select(tiers.map((each) => [each.name, each.name + (each.price ? ", " + money(each.price, each.priceUnit) + " a period" : "")]), standing.tier);
  const moment = select([["DUE", "A higher one now, a lower one at the renewal"], ["NOW", "Now"]], "DUE");
  dialog("Tier of " + account.account, [h("p", { cls: "muted small" }, "Now " + standing.tier + (standing.basis === "BUDGET" ? ", by its budget" : "") + (standing.next ? "; changes " + when(standing.next.from) : "")),
    field("Tier", tier), field("When", moment)], "Change tier", async (key) => {
    const { data: now } = await send("PUT", place(account.account) + "/tier", { body: { tier: tier.value, when: moment.value }, etag, key });
    await reload();
    return "Tier " + now.tier + " now" + (now.next ? "; " + now.next.tier + " from " + when(now.next.from) + " on." : ", and in the next period.");
  });
}

const ROWS = [
  ["Jobs asked", (o) => o.asked], ["Admitted", (o) => o.admitted], ["Refused", (o) => o.refused], ["Waiting at the end", (o) => o.waiting],
  ["Delayed", (o) => o.delayed], ["At reduced quality", (o) => o.degraded], ["Overshoots", (o) => o.overshoots], ["Warnings", (o) => o.warnings], ["Pauses", (o) => o.pauses],
];

export async function whatIf(account) {
  const days = h("input", { type: "number", min: 1, max: 400, value: 30, required: true });
  const height = select([["", "As it was"], ["1080", "At most 1080p"], ["720", "At most 720p"], ["480", "At most 480p"]], "720");
  const allowance = decimal({ placeholder: "as it was" });
  const wants = h("input", { type: "checkbox", role: "switch" });
  const policy = policyFields(null);
  const box = h("div", { hidden: true }, policy.nodes);
  wants.onchange = () => { box.hidden = !wants.checked; };
  dialog("What if, for " + account.account, [h("p", { cls: "muted small" }, "Replays what really happened under other rules. Nothing is changed by it."),
    h("fieldset", { cls: "grid2" }, field("Last days", days), field("Pictures", height), field("Allowance in " + account.unit, allowance)), field("Another policy", wants), box], "Replay", async (key, told) => {
    const setting = { name: "changed" };
    if (height.value) setting.maxHeight = Number(height.value);
    if (allowance.value) setting.allowance = allowance.value;
    if (wants.checked) setting.policy = policy.value();
    replace(told, h("p", { "aria-busy": "true" }, "Replaying"));
    const { data } = await send("POST", place(account.account) + "/what-if", { body: { days: Number(days.value), settings: [setting] } });
    const other = data.changed[0];
    const rows = ROWS.map(([name, of]) => [name, String(of(data.unchanged)), String(of(other))]);
    rows.push(["Spent", money(data.unchanged.spent, account.unit), money(other.spent, account.unit)]);
    const exact = data.fidelity.startsWith("exact");
    replace(told, h("p", { cls: exact ? "good" : "problem", role: "status" }, "From " + day(data.from) + " to " + day(data.to) + ", "
      + (exact ? "and true to what happened: " : "but \u201cas it was\u201d is not as it was; compare the columns with each other only: ") + data.fidelity + "."),
      table("What would have happened", ["", { text: "As it was", num: true }, { text: "Changed", num: true }], rows, ""),
      (data.notes || []).map((each) => h("p", { cls: "muted small" }, each)));
    say("Replayed");
    return null;
  });
}
