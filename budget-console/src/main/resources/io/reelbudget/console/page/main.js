// Chooses the page by what stands after #, signs in, and passes on what changes.
import { follow, get, signIn, signOut, token } from "./api.js";
import { field, h, problem, replace, say } from "./dom.js";
import { accountsPage } from "./accounts.js";
import { accountPage } from "./account.js";
import { estimatePage } from "./estimate.js";
import { modelsPage } from "./models.js";

const main = document.getElementById("main");
let session = null;
let page = null;
let following = new AbortController();

function takeToken() {
  const found = /[#&]token=([^&]+)/.exec(location.hash);
  if (found) {
    signIn(decodeURIComponent(found[1]));
    history.replaceState(null, "", location.pathname + location.search + "#/accounts");
  }
}

const pages = document.getElementById("pages");

function signInForm(why) {
  session = null;
  pages.hidden = true;
  const input = h("input", { type: "password", autocomplete: "off", required: true, name: "token" });
  const form = h("form", {
    onsubmit: (event) => { event.preventDefault(); signIn(input.value); start(); },
  }, h("h1", null, "Sign in"), why && problem(why),
    field("Token", input, "It stands in the address that the server printed, or in its token file."),
    h("button", { type: "submit" }, "Sign in"));
  replace(main, h("article", null, form));
  input.focus();
}

async function start() {
  takeToken();
  try {
    session = await get("session");
  } catch (error) {
    if (error.status === 401) return; // the form is there already
    return replace(main, problem(error));
  }
  pages.hidden = false;
  replace(document.getElementById("who"), session.name + " · " + session.role.toLowerCase());
  following.abort();
  following = new AbortController();
  follow(session.name, (news) => { if (page && page.changed) page.changed(news.accounts); }, (isLive) => {
    document.getElementById("live-state").textContent = isLive ? "● Live" : "○ Not live, trying again";
  }, following.signal);
  show();
}

async function show() {
  const [path, query] = location.hash.replace(/^#/, "").split("?");
  const parts = path.split("/").filter(Boolean);
  const name = parts[0] || "accounts";
  for (const link of document.querySelectorAll("#pages a")) {
    if (link.getAttribute("href") === "#/" + name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (page && page.left) page.left();
  const context = { session, main, query: new URLSearchParams(query || "") };
  page = name === "estimate" ? estimatePage(context)
    : name === "models" ? modelsPage(context)
      : parts[1] ? accountPage(context, decodeURIComponent(parts[1]).replaceAll("~", "/")) : accountsPage(context);
  document.title = page.title + " · Reelbudget";
  try {
    await page.show();
    say(page.title);
  } catch (error) {
    if (error.status !== 401) replace(main, h("h1", null, page.title), problem(error));
  }
}

document.addEventListener("stranger", () => {
  const hadToken = token();
  signOut();
  signInForm(hadToken ? new Error("The token is not known, or no longer.") : null);
});
addEventListener("hashchange", () => {
  if (/token=/.test(location.hash)) return start();
  if (session) { main.focus({ preventScroll: true }); scrollTo(0, 0); show(); }
});
start();
