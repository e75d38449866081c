// Asks the interface. Tokens live in this tab's session only, and never in a cookie.
const TOKEN = "reelbudget-token";

export class ProblemError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || "The console answered " + status + ".");
    this.status = status;
    this.code = problem.code || "";
  }
}

export const token = () => sessionStorage.getItem(TOKEN) || "";
export const signIn = (text) => sessionStorage.setItem(TOKEN, text.trim());
/** Without a token the host may still know who asks, by its own session. */
const credentials = () => (token() ? { Authorization: "Bearer " + token() } : {});
export const signOut = () => sessionStorage.removeItem(TOKEN);

/** An account's levels are joined by ~ in paths, since no level's name may have it. */
export const place = (account) => "accounts/" + encodeURIComponent(account).replaceAll("%2F", "~");

/** A new name for a write: sent again, the same write has it again. */
export function newKey() {
  const bits = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bits, (each) => each.toString(16).padStart(2, "0")).join("");
}

export async function send(method, path, { body, etag, key } = {}) {
  const headers = { ...credentials(), Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (etag) headers["If-Match"] = etag;
  if (key) headers["Idempotency-Key"] = key;
  let answer;
  try {
    answer = await fetch("api/v1/" + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (gone) {
    throw new ProblemError(0, { detail: "The console cannot be reached. Is it still running?" });
  }
  const text = await answer.text();
  let data = {};
  try { data = text ? JSON.parse(text) : {}; } catch (none) { data = { detail: text.slice(0, 200) }; }
  if (!answer.ok) {
    if (answer.status === 401) document.dispatchEvent(new CustomEvent("stranger"));
    throw new ProblemError(answer.status, data);
  }
  return { data, etag: answer.headers.get("ETag") };
}

export const get = async (path) => (await send("GET", path)).data;

/** Has the browser keep a file that is asked for with the token. */
export async function download(path) {
  const answer = await fetch("api/v1/" + path, { headers: credentials() });
  if (!answer.ok) throw new ProblemError(answer.status, await answer.json());
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name ? name[1] : "export";
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * Follows what changes until the signal says so. One tab does it for all of one person's: a browser has six connections to a
 * server, and a seventh tab would wait for ever. Other addresses than https and this machine have no locks: each tab for itself.
 */
export function follow(name, told, state, signal) {
  if (!navigator.locks) return stream(told, state, signal);
  const mine = "reelbudget " + location.pathname + " " + name;
  const channel = new BroadcastChannel(mine);
  let live = null;
  channel.onmessage = ({ data }) => {
    if (data.news) told(data.news);
    else if (data.asks) { if (live !== null) channel.postMessage({ live }); }
    else state(data.live);
  };
  channel.postMessage({ asks: true });
  return navigator.locks.request(mine, { signal }, () => stream(
    (news) => { told(news); channel.postMessage({ news }); },
    (isLive) => { live = isLive; state(live); channel.postMessage({ live }); }, signal))
    .catch((aborted) => {}).finally(() => channel.close());
}

/** The browser's EventSource could not send the token. */
async function stream(told, state, signal) {
  let pause = 1000;
  while (!signal.aborted) {
    try {
      const answer = await fetch("api/v1/events", { headers: credentials(), signal });
      if (answer.status === 401) return;
      if (!answer.ok) throw new Error(answer.status);
      state(true);
      pause = 1000;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        rest += value;
        const frames = rest.split("\n\n");
        rest = frames.pop();
        for (const frame of frames) {
          const data = /^data: (.*)$/m.exec(frame);
          if (data && !/^event: hello$/m.test(frame)) told(JSON.parse(data[1]));
        }
      }
    } catch (gone) { /* it comes again below */ }
    if (signal.aborted) return;
    state(false);
    await new Promise((again) => setTimeout(again, pause));
    pause = Math.min(30000, pause * 2);
    told({ accounts: null });
  }
}
