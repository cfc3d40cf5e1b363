// Lines over logarithmic axes. Everybody has a colour, a dash and a mark of their own, and there is a table below.

const COLORS = ["#5b7fd0", "#d9822b", "#c2477f", "#7b62c9", "#2a9fb5", "#9a8a2e", "#b3543a", "#6f7f8b", "#4f9a3c"];
const MAYFLY_COLORS = ["var(--mayfly)", "#38a888", "#7fbf5a"];
const DASHES = ["", "6 3", "2 3", "9 3 2 3", "12 4"];
const MARKS = ["circle", "square", "triangle", "diamond", "cross"];

function mark(shape, x, y, color) {
  const r = 3.6;
  const draw = path => svg("path", { d: path, fill: color, stroke: color });
  switch (MARKS[shape % MARKS.length]) {
    case "square": return draw(`M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`);
    case "triangle": return draw(`M${x} ${y - r - 1}l${r + 1} ${2 * r}h${-2 * r - 2}z`);
    case "diamond": return draw(`M${x} ${y - r - 1}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}z`);
    case "cross": return svg("path", { d: `M${x - r} ${y - r}l${2 * r} ${2 * r}M${x - r} ${y + r}l${2 * r} ${-2 * r}`, stroke: color, "stroke-width": 2 });
    default: return svg("circle", { cx: x, cy: y, r, fill: color });
  }
}

/** Gives everybody a look: Mayfly's lines are green and thick. */
function dress(series) {
  let others = 0;
  let ours = 0;
  return series.map(one => {
    const place = one.mayfly ? ours++ : others++;
    const colors = one.mayfly ? MAYFLY_COLORS : COLORS;
    return { ...one, color: colors[place % colors.length], dash: DASHES[Math.floor(place / colors.length) + (one.mayfly ? place : 0)] ?? "", shape: place + (one.mayfly ? 0 : 1) };
  });
}

/** Ticks of a logarithmic axis: powers of ten, and what is between them where there are few. */
function logTicks(low, high) {
  const ticks = [];
  const steps = Math.log10(high / low) > 3.2 ? [1] : Math.log10(high / low) > 1.2 ? [1, 3] : [1, 1.5, 2, 3, 5, 7];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of steps) {
      const tick = step * 10 ** power;
      if (tick >= low * 0.999 && tick <= high * 1.001) {
        ticks.push(tick);
      }
    }
  }
  return ticks;
}

function span(values, least = 1.6) {
  let low = Infinity;
  let high = 0;
  for (const value of values) {
    if (value > 0) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (high === 0) {
    return [0.1, 1];
  }
  const rest = least / (high / low);
  const more = rest > 1 ? Math.sqrt(rest) : 1;
  return [low / more / 1.08, high * more * 1.08];
}

/**
 * Draws lines into a place, again whenever its width changes.
 *
 * series: [{ name, mayfly, points: [{ x, y, low, high, text }] }]
 * axes: { label, x: number => 0…1 or null for logarithmic, xTicks: [{ at, text }], xText, yText, deadline }
 */
function lineChart(place, series, axes) {
  const dressed = dress(series);
  const plot = element("div", { class: "plot" });
  const legend = element("div", { class: "legend", role: "group", "aria-label": "Lines: press to hide" });
  const readout = element("p", { class: "readout", role: "status" });
  place.append(legend, plot, readout);
  const hidden = new Set();

  for (const one of dressed) {
    const key = svg("svg", { viewBox: "0 0 26 12", "aria-hidden": "true" },
      svg("line", { x1: 0, x2: 26, y1: 6, y2: 6, stroke: one.color, "stroke-width": one.mayfly ? 3 : 1.6, "stroke-dasharray": one.dash }),
      mark(one.shape, 13, 6, one.color));
    const button = element("button", { type: "button", "aria-pressed": "true" }, key, one.name);
    button.addEventListener("click", () => {
      const hide = !hidden.delete(one.name);
      if (hide) {
        hidden.add(one.name);
      }
      button.setAttribute("aria-pressed", String(!hide));
      draw();
    });
    legend.append(button);
  }

  let drawn = 0;
  function draw() {
    const width = plot.clientWidth;
    if (width === 0) {
      return;
    }
    drawn = width;
    plot.replaceChildren(picture(dressed.filter(one => !hidden.has(one.name)), width, axes, readout));
  }
  new ResizeObserver(() => {
    if (plot.clientWidth !== drawn) {
      requestAnimationFrame(draw);
    }
  }).observe(plot);
  draw();
}

function picture(series, width, axes, readout) {
  const height = width < 500 ? 260 : 320;
  const edge = { left: 58, right: 14, top: 26, bottom: 42 };
  const points = series.flatMap(one => one.points);
  const [yLow, yHigh] = span(points.flatMap(point => [point.y, point.low ?? point.y, point.high ?? point.y]));
  const [xLow, xHigh] = span(points.map(point => point.x), 1.01);
  const part = axes.x ?? (value => Math.log(value / xLow) / Math.log(xHigh / xLow));
  const x = value => edge.left + part(value) * (width - edge.left - edge.right);
  const y = value => height - edge.bottom - Math.log(Math.max(value, yLow) / yLow) / Math.log(yHigh / yLow) * (height - edge.top - edge.bottom);

  const image = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": axes.label });
  for (const tick of logTicks(yLow, yHigh)) {
    image.append(svg("line", { class: "grid", x1: edge.left, x2: width - edge.right, y1: y(tick), y2: y(tick) }));
    image.append(svg("text", { x: edge.left - 8, y: y(tick) + 4, "text-anchor": "end" }, round(tick)));
  }
  let lastEnd = -Infinity;
  for (const tick of axes.xTicks) {
    const at = x(tick.at);
    const half = tick.text.length * 3.4;
    image.append(svg("line", { class: "grid", x1: at, x2: at, y1: edge.top, y2: height - edge.bottom }));
    if (at - half > lastEnd + 6) {
      const anchor = at + half > width ? "end" : "middle";
      image.append(svg("text", { x: anchor === "end" ? width : at, y: height - edge.bottom + 17, "text-anchor": anchor }, tick.text));
      lastEnd = at + half;
    }
  }
  image.append(svg("text", { x: width - edge.right, y: height - 6, "text-anchor": "end" }, axes.xText));
  image.append(svg("text", { x: 0, y: 12 }, axes.yText));
  if (axes.deadline && axes.deadline >= yLow && axes.deadline <= yHigh) {
    image.append(svg("line", { class: "deadline", x1: edge.left, x2: width - edge.right, y1: y(axes.deadline), y2: y(axes.deadline) }));
    image.append(svg("text", { x: edge.left + 4, y: y(axes.deadline) - 4 }, `${axes.deadline} ms: a frame is late`));
  }
  // Mayfly's last, on top of the others.
  for (const one of [...series].sort((a, b) => a.mayfly - b.mayfly)) {
    const group = svg("g", { class: one.mayfly ? "mayfly" : "" });
    group.append(svg("polyline", {
      class: "curve", stroke: one.color, "stroke-dasharray": one.dash,
      points: one.points.map(point => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(" "),
    }));
    for (const point of one.points) {
      if (point.low !== undefined && point.high !== undefined) {
        group.append(svg("path", { class: "error", stroke: one.color, fill: "none", d: `M${x(point.x) - 3} ${y(point.low)}h6m-3 0V${y(point.high)}m-3 0h6` }));
      }
      if (one.points.length <= 15) {
        group.append(mark(one.shape, x(point.x), y(point.y), one.color));
      }
    }
    image.append(group);
  }
  const cursor = svg("line", { class: "cursor", y1: edge.top, y2: height - edge.bottom, visibility: "hidden" });
  image.append(cursor);
  image.addEventListener("pointermove", event => {
    const box = image.getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width * width;
    let near = null;
    for (const point of points) {
      if (near === null || Math.abs(x(point.x) - at) < Math.abs(x(near) - at)) {
        near = point.x;
      }
    }
    if (near === null) {
      return;
    }
    cursor.setAttribute("x1", x(near));
    cursor.setAttribute("x2", x(near));
    cursor.setAttribute("visibility", "visible");
    readout.textContent = `${axes.at(near)}: ` + series
      .map(one => [one, one.points.find(point => point.x === near)])
      .filter(([, point]) => point)
      .sort(([, a], [, b]) => a.y - b.y)
      .map(([one, point]) => `${one.name} ${number(point.y)}`)
      .join(" · ");
  });
  image.addEventListener("pointerleave", () => cursor.setAttribute("visibility", "hidden"));
  return image;
}

/** A small picture of one way's ticks; all that belong together have the same axes. */
function strip(place, name, color, timeline, ticks, top, bottom, deadline) {
  const width = 320;
  const height = 96;
  const left = 38;
  const y = value => height - 4 - Math.log(Math.max(value, bottom) / bottom) / Math.log(top / bottom) * (height - 12);
  const x = tick => left + tick / Math.max(1, ticks) * (width - left);
  const image = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${name}: the longest tick at each time` });
  for (const tick of logTicks(bottom, top).filter((_, i, all) => all.length < 5 || i % 2 === 0)) {
    image.append(svg("line", { class: "grid", x1: left, x2: width, y1: y(tick), y2: y(tick) }));
    image.append(svg("text", { x: left - 4, y: y(tick) + 4, "text-anchor": "end" }, round(tick)));
  }
  if (deadline <= top) {
    image.append(svg("line", { class: "deadline", x1: left, x2: width, y1: y(deadline), y2: y(deadline) }));
  }
  image.append(svg("polyline", { class: "curve", stroke: color, points: timeline.map(([tick, nanos]) => `${x(tick).toFixed(1)},${y(nanos / 1e6).toFixed(1)}`).join(" ") }));
  place.append(element("figure", { class: "plot" }, element("figcaption", {}, name), image));
}
