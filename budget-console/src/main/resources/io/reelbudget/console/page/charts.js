// The burn-down with its fan, readable by keyboard and screen reader, too.
import { h, money, percent, table, when } from "./dom.js";

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const FONT = "12px system-ui, sans-serif";
const date = (x) => new Date(x * 1000).toLocaleDateString(undefined, { day: "numeric", month: "short" });
const clock = (x) => new Date(x * 1000).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });

/** Below a day apart, times, and the day in a second line where it is another one. */
const labels = (u, splits, axis, space, apart) => splits.map((x, i) => (apart >= 86400 ? date(x)
  : clock(x) + (i && date(x) === date(splits[i - 1]) ? "" : "\n" + date(x))));

/** How wide a label is, at most, with the gap to the next. */
function room(u) {
  u.ctx.save();
  u.ctx.font = FONT;
  const widest = Math.max(...[date, clock].map((text) => u.ctx.measureText(text(1732912800)).width));
  u.ctx.restore();
  return Math.ceil(widest) + 16;
}

/** Joins what was left until now with what may be left from then on. */
function series(forecast) {
  const remaining = Number(forecast.remaining);
  const points = new Map();
  const at = (iso) => Date.parse(iso) / 1000;
  for (const each of forecast.past) points.set(at(each.at), { left: each.left });
  const now = at(forecast.now);
  points.set(now, { left: remaining, p50: remaining, low: remaining, high: remaining });
  for (const each of forecast.curve) {
    const x = at(each.at);
    if (x > now) points.set(x, {
      p50: Math.max(0, remaining - each.spent.p50), low: Math.max(0, remaining - each.spent.p90),
      high: Math.max(0, remaining - each.spent.p10), exhausted: each.exhausted,
    });
  }
  const xs = [...points.keys()].sort((a, b) => a - b);
  const column = (name) => xs.map((x) => points.get(x)[name] ?? null);
  return { now, xs, left: column("left"), p50: column("p50"), low: column("low"), high: column("high"), exhausted: column("exhausted") };
}

function marks(plot, now, runOut, likely) {
  const ctx = plot.ctx;
  const { left, top, width, height } = plot.bbox;
  const line = (x, colour, dash, text, above) => {
    const px = Math.round(plot.valToPos(x, "x", true));
    if (px < left || px > left + width) return;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash(dash.map((each) => each * devicePixelRatio));
    ctx.beginPath(); ctx.moveTo(px, top); ctx.lineTo(px, top + height); ctx.stroke();
    ctx.font = 11 * devicePixelRatio + "px system-ui, sans-serif";
    ctx.textAlign = "left";
    const wide = ctx.measureText(text).width, gap = 4 * devicePixelRatio;
    const x1 = px + gap + wide > left + width ? Math.max(left, px - gap - wide) : px + gap;
    ctx.fillText(text, x1, above ? top - gap : top + height - 6);
    ctx.restore();
  };
  line(now, css("--muted"), [], "now", true);
  if (runOut) line(runOut, css("--bad"), [3, 3], likely >= 0.5 ? "runs out, median" : "median, if it runs out (" + percent(likely) + ")");
}

export function burnDown(forecast) {
  const data = series(forecast);
  const unit = forecast.unit;
  const readout = h("p", { cls: "readout", "aria-live": "polite" }, "Arrow keys or the pointer read values.");
  const holder = h("div", {
    cls: "chart", tabindex: "0", role: "application",
    "aria-label": "Burn-down chart of what is left, from " + when(forecast.pastFrom) + " to " + when(forecast.renewal) + ". Left and right arrows read it; a table follows.",
  });
  const runOut = forecast.exhaustion && forecast.probabilityBeforeRenewal > 0.005 ? Date.parse(forecast.exhaustion.p50) / 1000 : null;
  let plot = null;

  function read(i) {
    if (i === null || i === undefined || data.xs[i] === undefined) return;
    const date = when(new Date(data.xs[i] * 1000).toISOString());
    const past = data.left[i];
    readout.textContent = data.p50[i] !== null && data.xs[i] > data.now
      ? date + ": " + money(data.p50[i], unit) + " forecast, " + money(data.low[i], unit) + " to " + money(data.high[i], unit)
        + (data.exhausted[i] > 0.005 ? ", run out by then with " + Math.round(data.exhausted[i] * 100) + " %" : "")
      : past !== null ? date + ": " + money(past, unit) + " left" : date;
  }

  function draw() {
    if (plot) plot.destroy();
    const axis = { stroke: css("--muted"), grid: { stroke: css("--grid"), width: 1 }, ticks: { stroke: css("--grid"), width: 1 }, font: FONT };
    const colour = css("--line");
    plot = new uPlot({
      width: Math.max(280, holder.clientWidth), height: innerWidth < 640 ? 240 : 320, legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 7 } },
      padding: [22, (u) => room(u) / 2, null, null],
      scales: { x: { time: true }, y: { range: (u, min, max) => [Math.min(0, min), max > 0 ? max * 1.06 : 1] } },
      axes: [{ ...axis, space: room, values: labels }, { ...axis, size: 64, values: (u, values) => values.map((each) => each.toLocaleString(undefined, { notation: "compact" })) }],
      series: [{},
        { label: "Left", stroke: colour, width: 2, spanGaps: true, paths: uPlot.paths.stepped({ align: 1 }) },
        { label: "P10", stroke: "transparent", spanGaps: true, points: { show: false } },
        { label: "P90", stroke: "transparent", spanGaps: true, points: { show: false } },
        { label: "P50", stroke: colour, width: 2, dash: [6, 5], spanGaps: true, points: { show: false } }],
      bands: [{ series: [2, 3], fill: css("--fan") }],
      hooks: { draw: [(u) => marks(u, data.now, runOut, forecast.probabilityBeforeRenewal)], setCursor: [(u) => read(u.cursor.idx)] },
    }, [data.xs, data.left, data.high, data.low, data.p50], holder);
  }

  let index = Math.max(0, data.xs.indexOf(data.now));
  holder.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 10 : 1;
    const moves = { ArrowRight: step, ArrowLeft: -step, Home: -1e6, End: 1e6 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    index = Math.min(data.xs.length - 1, Math.max(0, index + moves[event.key]));
    plot.setCursor({ left: plot.valToPos(data.xs[index], "x"), top: plot.valToPos(data.left[index] ?? data.p50[index] ?? 0, "y") });
    read(index);
  });

  const observer = new ResizeObserver(() => {
    if (plot && Math.abs(plot.width - holder.clientWidth) > 2) draw();
  });
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const ready = () => { draw(); observer.observe(holder); scheme.addEventListener("change", draw); };
  const step = Math.max(1, Math.ceil(data.xs.length / 24));
  const rows = data.xs.map((x, i) => [x, i]).filter(([x, i]) => i % step === 0 || i === data.xs.length - 1)
    .map(([x, i]) => [when(new Date(x * 1000).toISOString()), money(data.left[i] ?? data.p50[i], unit), data.xs[i] > data.now ? money(data.low[i], unit) + " to " + money(data.high[i], unit) : "–"]);
  const node = h("div", null, holder,
    h("ul", { cls: "key" }, h("li", null, h("i"), "left until now"), h("li", null, h("i", { cls: "dash" }), "median forecast"),
      h("li", null, h("i", { cls: "fan" }), "P10 to P90"), h("li", null, h("i", { cls: "now" }), "now"), runOut && h("li", null, h("i", { cls: "red" }), "median of when it runs out, if it does")),
    readout,
    h("details", null, h("summary", { cls: "small" }, "As a table"),
      table("What is left over time", ["When", { text: "Left", num: true }, { text: "P10 to P90", num: true }], rows, "Nothing")));
  return { node, ready, gone: () => { observer.disconnect(); scheme.removeEventListener("change", draw); if (plot) plot.destroy(); } };
}
