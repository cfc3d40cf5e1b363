// Helpers. Whatever comes from the results becomes text, never markup.

const byId = id => document.getElementById(id);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== null));
  return made;
}

function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// Numbers

const whole = value => Math.round(value).toLocaleString("en");

/** Three digits that count. */
function number(value) {
  const size = Math.abs(value);
  if (size === 0) {
    return "0";
  }
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.995 ? 2 : size >= 0.0995 ? 3 : 4;
  return value.toLocaleString("en", { minimumFractionDigits: Math.min(digits, 2), maximumFractionDigits: digits });
}

/** Without zeros that say nothing, for axes. */
const round = value => value.toLocaleString("en", { maximumSignificantDigits: 3 });

const times = value => value >= 99.5 ? whole(value) : value >= 9.95 ? value.toFixed(1) : value.toFixed(2);
const percent = share => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
const plural = (count, one, many) => `${whole(count)} ${count === 1 ? one : many}`;

function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${+value.toFixed(value < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

/** As precise as what it is measured from allows: less than a hundredth of a byte is none. */
const heap = bytes => bytes < 0.01 ? "0 B" : bytes < 10 ? `${+bytes.toFixed(2)} B` : bytes < 100000 ? `${whole(bytes)} B` : size(bytes);

const known = estimate => estimate.low !== undefined && estimate.high !== undefined;

/** How far off it may be, as a part of it. */
const reach = estimate => known(estimate) && estimate.value > 0 ? Math.max(estimate.high - estimate.value, estimate.value - estimate.low) / estimate.value : 0;

function plusMinus(estimate) {
  if (!known(estimate)) {
    return "few samples";
  }
  return `± ${percent(reach(estimate))}`;
}

const between = (estimate, write) => known(estimate) ? `${write(Math.max(0, estimate.low))} to ${write(estimate.high)}` : "no interval";

const WIDE = 0.25;

const milli = nanos => number(nanos / 1e6);

// Verdicts: a sign, a word, and only then a colour

const VERDICTS = {
  AHEAD: ["ahead", "▲ ahead"],
  EQUAL: ["equal", "= equal"],
  BEHIND: ["behind", "▼ behind"],
  UNKNOWN: ["unknown", "? no interval"],
};

function verdictCell(ratio, figure) {
  if (!ratio) {
    return element("td", { class: "verdict", "data-label": "" }, "no peer");
  }
  const [style, text] = VERDICTS[ratio.verdict];
  const wide = ratio.verdict === "EQUAL" && figure && reach(ratio.times) > WIDE;
  return element("td", { class: `verdict ${style}` }, text, wide ? element("small", {}, "the interval is wide") : null);
}

function ratioCell(ratio, label, self = "") {
  if (!ratio) {
    return element("td", { class: "number" });
  }
  if (ratio.to === self) {
    return element("td", { class: "number soft", "data-label": label }, "1");
  }
  return element("td", { class: "number", "data-label": label }, times(ratio.times.value),
    element("small", { class: "range" }, between(ratio.times, times)));
}

// Parameters

const BYTES = /bytes|size|capacity|arena|memory/i;

function paramText(name, value) {
  if (!/^\d+$/.test(value)) {
    return value;
  }
  return BYTES.test(name) && +value >= 1024 ? size(+value) : whole(+value);
}

const paramsText = (params, without = "") => Object.entries(params)
  .filter(([name]) => name !== without)
  .map(([name, value]) => `${name} ${paramText(name, value)}`)
  .join(", ");

const KINDS = { MAYFLY: "Mayfly", PEER: "peer", C: "native code", JAVA: "Java objects" };
