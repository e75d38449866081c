// The model in use: how it did when it was made, and how it does on the jobs of here.
import { get, send } from "./api.js";
import { h, percent, replace, svg, table, title } from "./dom.js";
import { confirming } from "./edits.js";

const num = (text) => ({ text, num: true });

/** Estimated medians against what jobs took, both in powers of ten: on the line, the median was right. */
function scatter(points) {
  const logs = points.flat().map((each) => Math.log10(Math.max(1e-3, each)));
  const low = Math.floor(Math.min(...logs)), high = Math.max(low + 1, Math.ceil(Math.max(...logs)));
  const label = (power) => (power >= 3 ? 10 ** (power - 3) + "k" : 10 ** power) + " s";
  const at = (value) => 40 + 250 * (Math.log10(Math.max(1e-3, value)) - low) / (high - low);
  const picture = svg("svg", { viewBox: "0 0 320 320", class: "plot", role: "img", "aria-label": "Estimated against actual processor time of " + points.length + " jobs" });
  for (let power = low; power <= high; power++) {
    const place = 40 + 250 * (power - low) / (high - low);
    picture.append(svg("path", { d: "M" + place + " 20V280M40 " + (320 - place) + "H300", class: "axis" }),
      svg("text", { x: place, y: 296, "text-anchor": "middle" }, label(power)), svg("text", { x: 36, y: 324 - place, "text-anchor": "end" }, label(power)));
  }
  picture.append(svg("path", { d: "M40 280L290 30", class: "ideal" }));
  for (const [estimated, took] of points) picture.append(svg("circle", { cx: at(estimated).toFixed(1), cy: (320 - at(took)).toFixed(1), r: 3 }));
  picture.append(svg("text", { x: 165, y: 314, "text-anchor": "middle" }, "estimated median"), svg("text", { x: 44, y: 16 }, "took"));
  return picture;
}

/** Of calibrated estimates, the shares lie on the line. */
function reliability(all) {
  const picture = svg("svg", { viewBox: "0 0 320 320", class: "plot", role: "img", "aria-label": "Share of jobs at or under P10, P50 and P90: " + [all.underP10, all.underP50, all.underP90].map(percent).join(", ") });
  const at = (share) => 40 + 250 * share;
  for (const share of [0, 0.5, 1]) picture.append(svg("path", { d: "M" + at(share) + " 30V280M40 " + (320 - at(share)) + "H290", class: "axis" }),
    svg("text", { x: at(share), y: 296, "text-anchor": "middle" }, share * 100 + " %"), svg("text", { x: 36, y: 324 - at(share), "text-anchor": "end" }, share * 100 + " %"));
  picture.append(svg("path", { d: "M40 280L290 30", class: "ideal" }));
  for (const [nominal, seen, name] of [[0.1, all.underP10, "P10"], [0.5, all.underP50, "P50"], [0.9, all.underP90, "P90"]]) {
    picture.append(svg("circle", { cx: at(nominal), cy: 320 - at(seen), r: 6 }), svg("text", { x: at(nominal) + (nominal > 0.8 ? -9 : 9), y: 324 - at(seen), "text-anchor": nominal > 0.8 ? "end" : "start" }, name + " " + percent(seen)));
  }
  picture.append(svg("text", { x: 165, y: 314, "text-anchor": "middle" }, "promised"), svg("text", { x: 44, y: 16 }, "share of jobs at or under it"));
  return picture;
}

export function modelsPage({ session, main }) {
  return {
    title: "Models",
    async show() {
      const data = await get("models");
      const model = data.model;
      const kinds = data.observed.kinds;
      const all = kinds.find((each) => each.kind === "");
      replace(main, h("h1", null, "Models"),
        model ? h("p", null, h("strong", null, model.name + " " + model.version), h("span", { cls: "muted" }, " · " + model.encoders.join(", ")))
          : h("p", null, "Jobs are estimated without a model of the library's own."),
        h("article", null, h("h2", null, "On the jobs that finished here"),
          all ? [h("div", { cls: "cols" }, h("div", null, h("h3", { cls: "small" }, "Calibration"), reliability(all)), h("div", null, h("h3", { cls: "small" }, "Accuracy"), scatter(data.observed.points))),
            table("Observed calibration by kind of job", ["Kind of job", num("Jobs"), num("≤ P10"), num("≤ P50"), num("≤ P90"), num("Median error")],
              kinds.map((each) => [each.kind || "All", String(each.jobs), percent(each.underP10), percent(each.underP50), percent(each.underP90), percent(each.medianError)]), "")]
            : h("p", { cls: "muted" }, "No job has finished here yet, or nothing is kept of jobs: their ledger is in memory.")),
        model ? h("article", null, h("h2", null, "On videos it was not trained on"),
          table("Held-out accuracy", ["Encoder and what was known", num("Jobs"), num("Median error"), num("Total error"), num("At or under P90")],
            model.metrics.map((each) => [each.group, String(each.rows), percent(each.medianError), (each.totalError * 100).toFixed(1) + " %", percent(each.p90Coverage)]), "None are known."),
          h("details", null, h("summary", null, "Where its data come from"), h("ul", { cls: "small" }, model.provenance.map((each) => h("li", null, each))), h("p", { cls: "small" }, "Licence: " + model.licence))) : null,
        h("article", null, h("h2", null, "A new model beside it"),
          data.trial ? [h("p", null, title(data.trial.verdict) + ": " + data.trial.reason),
            data.trial.verdict === "PROMOTED" && session.role === "ADMINISTER" ? h("button", { type: "button", cls: "outline", onclick: () => confirming("Go back to the model before?", (key) => send("POST", "models/rollback", { key }).then(() => location.reload())) }, "Go back") : null]
            : h("p", { cls: "muted" }, "None runs.")));
    },
  };
}
