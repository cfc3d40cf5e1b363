const results = JSON.parse(
  document.getElementById("data").textContent,
  (key, value) => typeof value === "string" ? value.toWellFormed() : value);

const DEADLINE = 16.6;
const full = results.mode === "full";
const fact = name => [...results.facts.machine, ...results.facts.software].find(each => each.name === name)?.value ?? "unknown";

// Head

function fillHead() {
  byId("headline").textContent =
    `${full ? "Full" : "Short"} suite${results.filter ? `, only what matches “${results.filter}”` : ""}, ` +
    `started ${results.started.replace("T", " ").replace("Z", " UTC")}, took ${Math.floor(results.seconds / 60)} min ${Math.round(results.seconds % 60)} s. ` +
    `${fact("Processor")}, ${fact("JVM")}.`;
  const banner = (type, title, text) => byId("banners").append(
    element("div", { class: `banner ${type}`, role: type === "bad" ? "alert" : "note" }, element("b", {}, title), " ", text));
  for (const mistake of results.mistakes) {
    banner("bad", "Do not believe this run.", mistake);
  }
  if (results.partial) {
    banner("warn", "This is not the whole run:", `${results.partial}. What was measured until then is here, and all of it.`);
  }
  const types = { QUIET: "good", UNEASY: "warn", NOISY: "bad" };
  if (results.noise.pulses.length > 0) {
    banner(types[results.noise.level], "Noise:", results.noise.text);
  }
}

function fillTiles() {
  const count = verdict => results.summary.filter(row => row.toPeer && row.toPeer.verdict === verdict).length;
  const tile = (type, value, label) => byId("tiles").append(element("div", { class: type }, element("b", {}, String(value)), label));
  tile("ahead", count("AHEAD"), "rows ahead of the best peer");
  tile("equal", count("EQUAL"), "rows equal to it");
  tile("behind", count("BEHIND"), "rows behind it");
  const alone = results.summary.length - count("AHEAD") - count("EQUAL") - count("BEHIND");
  if (alone > 0) {
    tile("", alone, "rows without a peer or an interval");
  }
  tile("", results.notRun.length, "left out of this run, with reasons");
}

function fillContents() {
  const link = (id, text) => element("li", {}, element("a", { href: `#${id}` }, text));
  byId("contents").append(element("ul", {},
    link("summary", "Summary"),
    ...(results.frames.length > 0 ? [link("frame-time", "Frame time")] : []),
    ...results.comparisons.map(comparison => link(comparison.id, comparison.title)),
    link("noise", "Noise"),
    link("left-out", "Left out"),
    link("limits", "What this does not show"),
    link("machine", "Machine")));
}

// Summary

function fillSummary() {
  for (const row of results.summary) {
    const at = [row.at, row.points > 1 ? `the worst of ${row.points} points` : ""].filter(Boolean).join("; ");
    const id = results.frames.some(frame => frame.id === row.id) ? "frame-time" : row.id;
    byId("summary-table").tBodies[0].append(element("tr", {},
      element("th", { scope: "row" }, element("a", { href: `#${id}` }, row.title), at ? element("small", {}, at) : null),
      element("td", { class: "number", "data-label": row.label }, `${number(row.figure.value)} ${row.unit.split(" ")[0]}`,
        element("small", {}, `${row.unit.split(" ").slice(1).join(" ")} ${known(row.figure) ? between(row.figure, number) : ""}`)),
      element("td", row.toPeer ? { "data-label": "best peer" } : {}, row.toPeer ? row.toPeer.to : ""),
      ratioCell(row.toPeer, "ratio"),
      verdictCell(row.toPeer, row.figure),
      ratioCell(row.toC, "to C"),
      row.heapBytes ? element("td", { class: "number", "data-label": "Java heap" }, heap(row.heapBytes.value)) : element("td")));
  }
  if (results.summary.length === 0) {
    byId("summary").append(element("p", {}, "Nothing was measured."));
  }
}

// Comparisons

/** Where a bar ends: most of a row's figures fit, and one that is far longer is cut, and says so. */
function barEnd(figures, ours) {
  const end = Math.max(...figures.map(figure => figure.score.high ?? figure.score.value));
  const yardsticks = figures.filter(figure => figure.toPeer?.to === figure.label || figure.toC?.to === figure.label || figure.kind === "MAYFLY");
  const needed = 1.3 * Math.max(...yardsticks.map(figure => figure.score.high ?? figure.score.value), ours ? ours.score.value : 0);
  return end > 3 * needed && needed > 0 ? 2 * needed : end;
}

function barCell(figure, end, unit) {
  const share = value => 100 * Math.min(1, Math.max(0, value / end));
  const cut = figure.score.value > end;
  const track = element("div", { class: "track", "aria-hidden": "true" }, element("div", { class: cut ? "fill cut" : "fill", style: `width:${cut ? 68 : share(figure.score.value)}%` }));
  if (cut) {
    track.append(element("span", { class: "beyond" }, `${times(figure.score.value / end)} × the scale ›`));
  } else if (known(figure.score)) {
    const low = share(figure.score.low);
    track.append(element("div", { class: "whisker", style: `left:${low}%;width:max(3px, ${share(figure.score.high) - low}%)` }));
  }
  return element("td", { class: "bar" }, track);
}

function figureRow(figure, end, unit, ours) {
  const samples = figure.runs.reduce((sum, run) => sum + run.samples.length, 0);
  const small = [KINDS[figure.kind], figure.note].filter(Boolean).join("; ");
  return element("tr", { class: `${figure.kind}${figure.label === ours ? " ours" : ""}` },
    element("th", { scope: "row" }, element("span", { class: `kind ${figure.kind}`, "aria-hidden": "true" }), figure.label, element("small", {}, small)),
    barCell(figure, end, unit),
    element("td", { class: "number", "data-label": unit.split(" ")[0], title: `${samples} samples in ${plural(figure.runs.length, "JVM", "JVMs")}` },
      number(figure.score.value), element("small", {}, plusMinus(figure.score))),
    ratioCell(figure.toPeer, "to best peer", figure.label),
    ratioCell(figure.toC, "to C", figure.label),
    figure.heapBytes ? element("td", { class: "number", "data-label": "Java heap" }, heap(figure.heapBytes.value)) : element("td"));
}

function figureTable(comparison, row) {
  const ours = row.figures.find(figure => figure.label === row.ours);
  const end = barEnd(row.figures, ours);
  const head = element("thead", {}, element("tr", {},
    element("th", {}, "Who"), element("th", {}, "0 to " + round(end)), element("th", { class: "number" }, comparison.unit),
    element("th", { class: "number" }, "To best peer"), element("th", { class: "number" }, "To C"), element("th", { class: "number" }, "Java heap")));
  const sorted = [...row.figures].sort((a, b) => a.score.value - b.score.value);
  return element("table", { class: "rows" }, head, element("tbody", {}, ...sorted.map(figure => figureRow(figure, end, comparison.unit, row.ours))));
}

function rounds(comparison) {
  const runs = comparison.rows.flatMap(row => row.figures).flatMap(figure => figure.runs);
  const perFigure = comparison.rows.flatMap(row => row.figures).map(figure => figure.runs.length);
  const timing = runs[0].timing;
  const least = Math.min(...perFigure);
  const most = Math.max(...perFigure);
  return `Each in ${least === most ? plural(least, "JVM", "JVMs") : `${least} to ${most} JVMs`}; ${timing.iterations} samples of ${timing.millis} ms after ${timing.warmups} to warm up.`;
}

function curve(section, comparison) {
  const x = comparison.params[0];
  const groups = Map.groupBy(comparison.rows, row => paramsText(row.params, x));
  for (const [name, rows] of groups) {
    if (name) {
      section.append(element("h3", {}, name));
    }
    const values = rows.map(row => row.params[x]);
    const numeric = values.every(value => /^\d+(\.\d+)?$/.test(value) && +value > 0) && values.length > 1;
    const at = value => numeric ? +value : values.indexOf(value) + 1;
    const labels = [...new Set(rows.flatMap(row => row.figures.map(figure => figure.label)))];
    const series = labels.map(label => {
      const figures = rows.map(row => [row, row.figures.find(figure => figure.label === label)]).filter(([, figure]) => figure);
      return {
        name: label,
        mayfly: figures[0][1].kind === "MAYFLY",
        points: figures.map(([row, figure]) => ({ x: at(row.params[x]), y: figure.score.value, low: figure.score.low, high: figure.score.high }))
          .sort((a, b) => a.x - b.x),
      };
    });
    lineChart(section, series, {
      label: `${comparison.title}: ${comparison.unit} by ${x}; the table below has the figures`,
      xTicks: [...new Set(values)].map(value => ({ at: at(value), text: paramText(x, value) })).sort((a, b) => a.at - b.at),
      xText: x,
      yText: comparison.unit,
      at: value => `${x} ${numeric ? paramText(x, String(value)) : values[value - 1]}`,
    });
    const details = element("details", {}, element("summary", {}, "The figures as tables"));
    for (const row of rows) {
      details.append(element("h3", {}, `${x} ${paramText(x, row.params[x])}`), figureTable(comparison, row));
    }
    section.append(details);
  }
}

function fillComparisons() {
  for (const comparison of results.comparisons) {
    const section = element("section", { id: comparison.id },
      element("h2", {}, comparison.title),
      element("p", { class: "question" }, comparison.question),
      element("p", { class: "explains" }, `${comparison.explains} ${rounds(comparison)}`));
    byId("comparisons").append(section); // Plots want to know how wide they are.
    if (comparison.curve && comparison.rows.length > 1) {
      curve(section, comparison);
    } else {
      for (const row of comparison.rows) {
        const name = paramsText(row.params);
        if (name) {
          section.append(element("h3", {}, name));
        }
        section.append(figureTable(comparison, row));
      }
    }
  }
}

// Frame time

function frameTable(result) {
  const table = element("table", { class: "rows frames" }, element("thead", {}, element("tr", {},
    ...["Way", "Median, ms", "99 %", "99.9 %", "Longest", "Median to best other", "99 % to best other", "Late", "Java heap a tick", "Collections", "Native", "Resident"]
      .map((text, i) => element("th", i > 0 ? { class: "number" } : {}, text)))));
  const body = element("tbody");
  const cell = (label, text, small = "") => element("td", { class: "number", "data-label": label }, text, small ? element("small", { class: "range" }, small) : null);
  const ratio = (label, each, way) => {
    if (!each || each.to === way) {
      return element("td", { class: "number soft", "data-label": label }, each ? "1" : "");
    }
    const [style, text] = VERDICTS[each.verdict];
    return element("td", { class: "number", "data-label": label }, times(each.times.value), element("small", { class: style }, text));
  };
  for (const figure of [...result.figures].sort((a, b) => a.p99.value - b.p99.value)) {
    const frame = figure.frame;
    body.append(element("tr", { class: figure.mayfly ? "MAYFLY" : "PEER" },
      element("th", { scope: "row" }, element("span", { class: `kind ${figure.mayfly ? "MAYFLY" : "PEER"}`, "aria-hidden": "true" }), frame.way, element("small", {}, figure.description)),
      cell("median", milli(frame.p50Ns), between(figure.p50, milli)),
      cell("99 %", milli(frame.p99Ns), between(figure.p99, milli)),
      cell("99.9 %", milli(frame.p999Ns), between(figure.p999, milli)),
      cell("longest", milli(frame.maxNs)),
      ratio("median to best other", figure.p50ToPeer, frame.way),
      ratio("99 % to best other", figure.p99ToPeer, frame.way),
      cell("late", whole(frame.missed), frame.missed > 0 ? percent(frame.missed / frame.ticks) : ""),
      cell("Java heap a tick", heap(frame.heapBytesPerTick)),
      cell("collections", whole(frame.collections), frame.collections > 0 ? `${whole(frame.collectionMillis)} ms` : ""),
      cell("native", frame.nativeBytes < 0 ? "not known" : size(frame.nativeBytes)),
      cell("resident", frame.residentBytes < 0 ? "not known" : size(frame.residentBytes))));
  }
  table.append(body);
  return element("div", { class: "scroll" }, table);
}

function frameParts(result, place) {
  const first = result.figures[0].frame;
  place.append(element("p", { class: "explains" },
    `${whole(first.ticks)} ticks of each way after ${whole(first.warmupTicks)} to warm up, same seed, one JVM a way (${first.jvmArgs.filter(arg => arg.startsWith("-X")).join(" ")}). ` +
    `On average a tick finds ${whole(first.neighboursPerTick)} neighbours and ${whole(first.contactsPerTick)} contacts, and draws ${whole(first.elementsPerTick)} elements.`));
  place.append(frameTable(result));
  place.append(element("h3", {}, "How long ticks take: all but one in so many are faster"));
  // As far to the right as so many ticks tell: one in n of n.
  const most = Math.max(...result.figures.map(figure => figure.frame.ticks));
  const right = Math.log10(Math.max(10, most));
  const across = percentile => Math.min(1, Math.log10(100 / Math.max(100 - percentile, 100 / most)) / right);
  const at = [0, 50, 90, 99, 99.9, 99.99].filter(percentile => 100 / (100 - percentile) <= most * 1.01);
  lineChart(place, result.figures.map(figure => ({
    name: figure.frame.way,
    mayfly: figure.mayfly,
    points: figure.frame.percentiles.map(([percentile, nanos]) => ({ x: percentile, y: nanos / 1e6 })),
  })), {
    label: `Percentiles of ticks, ${result.enemies} enemies, ${result.gc}; the table above has the figures`,
    x: across,
    xTicks: at.map(percentile => ({ at: percentile, text: `${percentile} %` })),
    xText: "of ticks take no longer",
    yText: "ms",
    deadline: DEADLINE,
    at: percentile => `${+percentile.toFixed(3)} % of ticks, ms`,
  });
  place.append(element("h3", {}, "Tick after tick: the longest at each time, ms"));
  const all = result.figures.flatMap(figure => figure.frame.timeline.map(([, nanos]) => nanos / 1e6));
  const [bottom, top] = span(all);
  const strips = element("div", { class: "strips" });
  for (const figure of result.figures) {
    strip(strips, figure.frame.way, figure.mayfly ? "var(--mayfly)" : "var(--peer)", figure.frame.timeline, figure.frame.ticks, top, bottom, DEADLINE);
  }
  place.append(strips);
}

function fillFrames() {
  if (results.frames.length === 0) {
    return;
  }
  const section = element("section", { id: "frame-time" },
    element("h2", {}, "Frame time"),
    element("p", { class: "question" }, "What does a tick take that makes thousands of small things, for each way of getting the memory?"),
    element("p", { class: "explains" },
      "The part of Swarm's tick that fills scratch: grid, neighbour lists, contact pairs, sort keys, draw list; written once for each way, each as a good " +
      "programmer of that way would. All have to come to the same checksum. Intervals of percentiles are of ranks and assume nothing about how ticks are distributed. " +
      "A tick is late after 16.6 ms. Ratios are to the best way that is not Mayfly's."));
  byId("frames").append(section);
  results.frames.forEach((result, i) => {
    const details = element("details", { class: "part" }, element("summary", {}, `${whole(result.enemies)} enemies, ${result.gc}`));
    let drawn = false;
    const open = () => {
      if (!drawn) {
        drawn = true;
        frameParts(result, details);
      }
    };
    details.addEventListener("toggle", open);
    section.append(details);
    if (i === 0) {
      details.open = true;
      open();
    }
  });
}

// Noise

function fillNoise() {
  const noise = results.noise;
  byId("noise-text").textContent = noise.text + " Work that always takes the same is timed before, between and after the measurements, in pieces of some milliseconds.";
  const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];
  const table = byId("noise-table");
  table.tHead.append(element("tr", {}, ...["When", "Arithmetic, median", "slowest tenth", "Memory, median", "slowest tenth"].map((text, i) => element("th", i ? { class: "number" } : {}, text))));
  const slower = values => `+${percent(quantile(values, 0.9) / quantile(values, 0) - 1)}`;
  for (const pulse of noise.pulses) {
    table.tBodies[0].append(element("tr", {},
      element("th", { scope: "row" }, `${pulse.when}, after ${Math.round(pulse.atSeconds)} s`),
      element("td", { class: "number", "data-label": "arithmetic" }, `${number(quantile(pulse.core, 0.5))} ns`),
      element("td", { class: "number", "data-label": "slowest tenth" }, slower(pulse.core)),
      element("td", { class: "number", "data-label": "memory" }, `${number(quantile(pulse.memory, 0.5))} ns`),
      element("td", { class: "number", "data-label": "slowest tenth" }, slower(pulse.memory))));
  }
  const shares = [
    `Medians of arithmetic drifted by ${percent(noise.drift)}.`,
    noise.othersShare === undefined ? "How much other programs used is not known here." : `Other programs used ${percent(noise.othersShare)} of the machine's processor time.`,
    noise.stolenShare === undefined ? "" : `The host of the virtual machine took away ${percent(noise.stolenShare)}.`,
  ];
  byId("noise-shares").append(element("p", {}, shares.filter(Boolean).join(" ")));
}

// The rest

function fillNotRun() {
  const place = byId("not-run");
  if (results.notRun.length === 0) {
    place.append(element("p", {}, "Nothing that was asked for is missing."));
    return;
  }
  for (const [reason, all] of Map.groupBy(results.notRun, each => each.reason)) {
    place.append(element("h3", {}, reason));
    const list = element("ul", { class: "compact" }, ...all.map(each => element("li", {}, each.what)));
    place.append(all.length <= 8 ? list : element("details", {}, element("summary", {}, `${plural(all.length, "thing", "things")}`), list));
  }
}

function fillLimits() {
  const jvms = results.comparisons.flatMap(each => each.rows).flatMap(row => row.figures).map(figure => figure.runs.length);
  const few = jvms.length > 0 && Math.min(...jvms) < 3;
  const ticks = results.frames.flatMap(result => result.figures).map(figure => figure.frame.ticks);
  const limits = [
    "Your game. A loop that does nothing but allocate is not one: there, memory competes with everything else for caches, and allocation is a small part of the time. Frame time comes closer, and is one game's tick.",
    "Other machines. Absolute times belong to this one; ratios travel better, but not to another kind of processor, system or JVM for certain." +
      (fact("Virtual machine") !== "unknown" ? " And this one is virtual: what its neighbours do to caches and clock cannot be seen from inside." : ""),
    few
      ? "How much one JVM differs from the next. Some figures here come from one or two JVMs; their intervals know how much samples differed within those, and not that the compiler may decide otherwise in another. A row that is close may change sides in the next run. -Dbench=full takes five JVMs for each."
      : "Systematic differences between JVMs beyond the few that each figure comes from.",
    "That two things are the same where it says “equal”. It says that this run cannot tell them apart; the noisier the run, the more is equal. Intervals take samples for independent, and errors of ratios for independent of each other.",
    "That contestants promise the same. MemoryStack neither zeroes nor checks, segments check every access, general allocators find some misuse and not other, a collector makes dangling pointers impossible. Labels and notes say what is compared.",
    "What happens over hours: fragmentation, heaps that grow, memory that is never given back.",
    "Costs that are not time: how easy it is to get memory wrong.",
  ];
  if (ticks.length > 0) {
    limits.push("A game's frames. Ticks run back to back, without a window, a driver, sound, or a network, so that a collector finds no idle time between them, and no other thread of the game slows it down or is stopped by it. " +
      `The heap is 2 GB and holds little but what a tick makes; a game with a gigabyte of live objects gives a collector more to do.` +
      (Math.min(...ticks) < 10000 ? ` With ${whole(Math.min(...ticks))} ticks, 99.9 % and the longest tick rest on a handful of them.` : ""));
  }
  byId("limits-list").append(...limits.map(text => element("li", {}, text)));
}

function fillFacts() {
  const fill = (id, facts) => byId(id).append(...facts.flatMap(each => [element("dt", {}, each.name), element("dd", {}, each.value)]));
  fill("facts-machine", results.facts.machine);
  fill("facts-software", results.facts.software);
  const options = new Set(results.comparisons.flatMap(each => each.rows).flatMap(row => row.figures).flatMap(figure => figure.runs).map(run => run.jvmArgs.filter(arg => !arg.startsWith("-Dmayfly.bench.peers")).join(" ")));
  byId("facts-software").append(...[...options].flatMap((each, i) => [element("dt", {}, i === 0 ? "JVM options of benchmarks" : "… of some"), element("dd", { class: "mono" }, each || "none")]));
}

fillHead();
fillTiles();
fillContents();
fillSummary();
fillFrames();
fillComparisons();
fillNoise();
fillNotRun();
fillLimits();
fillFacts();
