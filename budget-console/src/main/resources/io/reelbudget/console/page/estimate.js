// What a job would take and cost, before anything is uploaded or run.
import { get, place, send } from "./api.js";
import { field, h, money, problem, replace, say, seconds, select, table, title, when, words } from "./dom.js";

const ENCODERS = {
  "libx264": ["H264", ["medium", "ultrafast", "superfast", "veryfast", "faster", "fast", "slow", "slower", "veryslow"]],
  "libx265": ["H265", ["medium", "ultrafast", "superfast", "veryfast", "fast", "slow"]],
  "libsvtav1": ["AV1", ["8", "6", "7", "9", "10", "11", "12", "13"]],
  "libvpx-vp9": ["VP9", ["5", "3", "4", "6", "7", "8"]],
  "libaom-av1": ["AV1", ["6", "4", "5", "7", "8"]],
  "libopenh264": ["H264", ["default"]],
};
const SIZES = { "2160p": [3840, 2160, 16000], "1440p": [2560, 1440, 9000], "1080p": [1920, 1080, 5000], "720p": [1280, 720, 2800], "480p": [854, 480, 1200], "360p": [640, 360, 700] };
const num = (text) => ({ text, num: true });

export function estimatePage({ session, main, query }) {
  const number = (value, props) => h("input", { type: "number", value, min: 0, step: "any", required: true, ...props });
  const width = number(1920), height = number(1080), fps = number(30), length = number(600);
  const codec = select(["H264", "H265", "AV1", "VP9", "MPEG2", "PRORES"].map((each) => [each, each]), "H264");
  const probe = h("textarea", { spellcheck: "false", placeholder: "ffprobe -of json -show_format -show_streams video.mp4" });
  const how = select([["parameters", "By parameters"], ...(session.probes ? [["ffprobe", "By what ffprobe says"]] : [])], "parameters");
  const parameters = h("fieldset", { cls: "grid2" }, field("Width", width), field("Height", height), field("Frames a second", fps), field("Length in seconds", length), field("Codec", codec));
  const pasted = field("ffprobe's JSON", probe, "Nothing is uploaded but this text.");
  pasted.hidden = true;
  how.onchange = () => {
    parameters.hidden = parameters.disabled = how.value !== "parameters";
    pasted.hidden = how.value === "parameters";
  };
  const renditions = h("div", null);
  const result = h("div", null);
  const payer = h("div", null);
  const account = h("input", { type: "text", autocomplete: "off", value: query.get("account") || "", placeholder: "nobody: price by a card" });
  let card = null;

  function rendition(size, name) {
    const picture = select(Object.keys(SIZES).map((each) => [each, each]), size);
    const encoder = select(Object.keys(ENCODERS).map((each) => [each, each]), name);
    const preset = h("select");
    const presets = () => replace(preset, ENCODERS[encoder.value][1].map((each) => h("option", { value: each }, each)));
    const rate = number(SIZES[size][2], { min: 1 });
    presets();
    encoder.onchange = presets;
    picture.onchange = () => { rate.value = SIZES[picture.value][2]; };
    const node = h("div", { cls: "rend", role: "group", "aria-label": "Rendition" }, field("Picture", picture), field("Encoder", encoder), field("Preset", preset), field("kbit/s", rate),
      h("div", null, h("button", { type: "button", cls: "outline secondary", onclick: () => { if (renditions.children.length > 1) node.remove(); } }, "Remove")));
    node.value = () => ({ codec: ENCODERS[encoder.value][0], encoder: encoder.value, preset: preset.value, width: SIZES[picture.value][0], height: SIZES[picture.value][1], bitsPerSecond: rate.value * 1000 });
    return node;
  }

  function admission(told, unit) {
    const offers = told.offers;
    const ways = [
      offers.topUp && "with " + money(offers.topUp, unit) + " more", offers.after && "after " + when(offers.after),
      offers.cheaper && "as " + offers.cheaper.targets.join(", ") + " for " + money(offers.cheaper.asked, unit), offers.tier && "with tier " + offers.tier.name,
    ].filter(Boolean);
    return h("article", null, h("h2", null, "It would be " + words(told.answer)), h("p", { cls: "wrap" }, told.reason), ways.length ? h("p", null, "It would fit " + ways.join(", or ") + ".") : null);
  }

  function shown(data) {
    const { estimate, price, unit } = data;
    const three = (of) => [of("p10"), of("p50"), of("p90")];
    const rows = [["Processor time", ...three((q) => seconds(estimate.cpuSeconds[q]))]];
    if (estimate.outputBytes) rows.push(["Output", ...three((q) => (estimate.outputBytes[q] / 1e6).toFixed(1) + " MB")]);
    if (estimate.peakMemoryBytes) rows.push(["Memory, at most", ...three((q) => (estimate.peakMemoryBytes[q] / 1e6).toFixed(0) + " MB")]);
    rows.push(["Price", ...three((q) => money(price[q].total, unit))]);
    replace(result, data.admission ? admission(data.admission, unit) : null,
      h("article", null, h("h2", null, "Estimate"),
        h("p", { cls: "verdict" }, "Most likely " + money(price.p50.total, unit) + "; nine of ten such jobs cost at most " + money(price.p90.total, unit) + ".", h("small", null, estimate.reason + " Model: " + estimate.model + ".")),
        table("Estimate", ["", num("P10"), num("P50"), num("P90")], rows, ""),
        data.renditions && data.renditions.length > 1 ? table("Each rendition alone", ["Rendition", num("Processor time P50"), num("Price P50")],
          data.renditions.map((each) => [each.target, seconds(each.cpuSeconds.p50), money(each.price, unit)]), "") : null),
      h("div", { cls: "cols" },
        h("article", null, h("h2", null, "What the price is made of"),
          table("Price at P50, by " + price.p50.version, ["Part", "For", num("P10"), num("P50"), num("P90")], price.p50.lines.map((line, i) =>
            [title(line.kind), line.name, ...three((q) => price[q].lines[i] ? money(price[q].lines[i].amount, unit) : "–")]), "Free of charge."),
          price.p50.licences.length ? table("Licences", ["Fee", num("Marginal"), num("Amortised"), num("Charged")], price.p50.licences.map((each) =>
            [each.pool + " " + each.fee, money(each.marginal, unit), each.amortised ? money(each.amortised, unit) : "–", money(each.charged, unit)]), "") : null,
          h("p", { cls: "muted small" }, "By " + price.p50.version + ".")),
        h("article", null, h("h2", null, "What makes it dear"),
          estimate.contributions.length ? h("ul", null, estimate.contributions.map((each) => h("li", null, each.sentence))) : h("p", { cls: "muted" }, "Nothing is known of that for such jobs."))));
    say("Estimated: " + money(price.p50.total, unit));
  }

  async function submit(event) {
    event.preventDefault();
    try {
      const body = { targets: [...renditions.children].map((each) => each.value()) };
      if (how.value === "ffprobe") {
        try { body.ffprobe = JSON.parse(probe.value); } catch (wrong) { throw new Error("What was pasted is no JSON: " + wrong.message); }
      } else {
        body.source = { codec: codec.value, width: Number(width.value), height: Number(height.value), fps: Number(fps.value), seconds: Number(length.value) };
      }
      let path = "estimates";
      if (account.value.trim()) path = place(account.value.trim()) + "/estimates"; else body.card = card.value;
      replace(result, h("p", { "aria-busy": "true" }, "Estimating"));
      shown((await send("POST", path, { body })).data);
    } catch (error) { replace(result, problem(error)); }
  }

  return {
    title: "Estimate",
    async show() {
      const { cards } = await get("rate-cards");
      card = select(cards.map((each) => [each.name, each.name + " (" + each.unit + ")"]), "cpu-hour");
      renditions.append(rendition("1080p", "libx264"), rendition("720p", "libx264"));
      replace(payer, h("fieldset", { cls: "grid2" }, field("Account", account, "Its own prices, and whether it could pay."), field("Or by rate card", card, "Illustrative prices.")));
      replace(main, h("h1", null, "Estimate a job"), h("form", { onsubmit: submit },
        h("div", { cls: "cols" }, h("article", null, h("h2", null, "The video"), field("Described", how), parameters, pasted),
          h("article", null, h("h2", null, "Renditions"), renditions, h("button", { type: "button", cls: "outline", onclick: () => renditions.append(rendition("480p", "libx264")) }, "Add a rendition"))),
        h("article", null, h("h2", null, "Who pays"), payer, h("button", { type: "submit" }, "Estimate"))), result);
    },
  };
}
