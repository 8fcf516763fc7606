"use strict";
// Charts that follow the filters. They draw what they are given and call back with what was chosen; nothing is kept here.
const charts = (() => {
  const SVG = "http://www.w3.org/2000/svg", DAY = 86400000, MOST = 60;
  const WIDTH = 960, HEIGHT = 220, LEFT = 44, RIGHT = 8, TOP = 10, BOTTOM = 30;

  function shape(tag, attributes = {}, ...inside) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  }

  function titled(tag, attributes, words) {
    const title = shape("title");
    title.textContent = words;
    return shape(tag, attributes, title);
  }

  // A part that can be chosen by pointer, Enter or the space bar.
  function choice(group, key, label, pressed, chosen) {
    const attributes = { role: "button", "data-key": key, "aria-label": label, "aria-pressed": pressed };
    for (const [name, value] of Object.entries(attributes)) group.setAttribute(name, value);
    group.addEventListener("click", chosen);
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      chosen();
    });
    return group;
  }

  // One stop for the Tab key in a row of choices; arrows, Home and End move inside it.
  function roving(parts) {
    const first = Math.max(0, parts.findIndex((part) => part.getAttribute("aria-pressed") === "true"));
    parts.forEach((part, number) => {
      part.setAttribute("tabindex", number === first ? "0" : "-1");
      part.addEventListener("keydown", (event) => {
        const to = { ArrowRight: number + 1, ArrowLeft: number - 1, Home: 0, End: parts.length - 1 }[event.key];
        if (to === undefined || !parts[to]) return;
        event.preventDefault();
        part.setAttribute("tabindex", "-1");
        parts[to].setAttribute("tabindex", "0");
        parts[to].focus();
      });
    });
  }

  const at = (day) => Date.parse(day + "T00:00:00Z");
  const iso = (time) => new Date(time).toISOString().slice(0, 10);
  const first = (year, month = 0) => { const day = new Date(0); day.setUTCFullYear(year, month, 1); return day.getTime(); };
  // Where the period of a day begins, where the next one does, and what it is called: as in periods.py.
  const UNITS = {
    week: {
      days: 7,
      begin: (time) => time - ((new Date(time).getUTCDay() + 6) % 7) * DAY,
      next: (begin) => begin + 7 * DAY,
      name: (begin) => {
        const thursday = begin + 3 * DAY, year = new Date(thursday).getUTCFullYear();
        return String(year).padStart(4, "0") + "-W" + String(1 + Math.floor((thursday - first(year)) / (7 * DAY))).padStart(2, "0");
      },
    },
    month: {
      days: 28,
      begin: (time) => first(new Date(time).getUTCFullYear(), new Date(time).getUTCMonth()),
      next: (begin) => first(new Date(begin).getUTCFullYear(), new Date(begin).getUTCMonth() + 1),
      name: (begin) => iso(begin).slice(0, 7),
    },
    year: {
      days: 365,
      begin: (time) => first(new Date(time).getUTCFullYear()),
      next: (begin) => first(new Date(begin).getUTCFullYear() + 1),
      name: (begin) => iso(begin).slice(0, 4),
    },
    decade: {
      days: 3652,
      begin: (time) => first(10 * Math.floor(new Date(time).getUTCFullYear() / 10)),
      next: (begin) => first(new Date(begin).getUTCFullYear() + 10),
      name: (begin) => iso(begin).slice(0, 4) + "s",
    },
  };

  function periods(rows, labels) {
    const days = rows.filter((row) => row.date).map((row) => at(row.date));
    if (!days.length) return [];
    const from = days.reduce((a, b) => Math.min(a, b)), to = days.reduce((a, b) => Math.max(a, b));
    const name = Object.keys(UNITS).find((unit) => (to - from) / DAY / UNITS[unit].days < MOST) || "decade";
    const unit = UNITS[name], found = [], places = new Map();
    for (let begin = unit.begin(from); begin <= to; begin = unit.next(begin)) {
      places.set(begin, found.length);
      const counts = Object.fromEntries(labels.map((label) => [label, 0]));
      found.push({ name: unit.name(begin), since: iso(begin), until: iso(unit.next(begin) - DAY), counts });
    }
    for (const row of rows) if (row.date) found[places.get(unit.begin(at(row.date)))].counts[row.stance] += 1;
    return found;
  }

  const total = (counts) => Object.values(counts).reduce((sum, n) => sum + n, 0);
  const told = (counts) => Object.entries(counts).filter(([, n]) => n).map(([label, n]) => label + " " + n).join(", ") || "nothing";
  const inside = (period, range) => period.since <= (range.until || period.since) && period.until >= (range.since || period.until);

  function step(most) {
    for (let power = 1; ; power *= 10) for (const one of [1, 2, 5]) if (most <= 5 * one * power) return one * power;
  }

  // Stacked columns by period; `range` is what is chosen now, `choose` gets a period or, of the chosen one, null.
  function timeline(rows, labels, range, choose) {
    const found = periods(rows, labels);
    const drawn = shape("svg", { class: "timeline", viewBox: "0 0 " + WIDTH + " " + HEIGHT, role: "group", "aria-label": "Statements over time; choose a period, arrow keys move" });
    const most = found.reduce((sofar, period) => Math.max(sofar, total(period.counts)), 0);
    const tick = step(most), top = Math.max(tick, Math.ceil(most / tick) * tick), plot = HEIGHT - TOP - BOTTOM;
    const slot = Math.min((WIDTH - LEFT - RIGHT) / Math.max(1, found.length), 96);
    for (let n = 0; n <= top; n += tick) {
      const y = TOP + plot * (1 - n / top);
      drawn.append(shape("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y, y2: y }));
      drawn.append(shape("text", { class: "tick", "text-anchor": "end", x: LEFT - 6, y: y + 4 }, String(n)));
    }
    const every = Math.ceil(72 / slot), narrowed = Boolean(range.since || range.until);
    const columns = found.map((period, number) => {
      const x = LEFT + number * slot, is = inside(period, range), only = narrowed && period.since === range.since && period.until === range.until;
      const column = shape("g", { class: "part" + (is ? "" : " faint") });
      column.append(titled("rect", { class: "reach", x, y: TOP, width: slot, height: plot }, period.name + ": " + told(period.counts)));
      let floor = TOP + plot;
      for (const label of labels) {
        const height = (plot * period.counts[label]) / top;
        floor -= height;
        if (height) column.append(titled("rect", { class: "c-" + label, x: x + slot * 0.12, y: floor, width: slot * 0.76, height: Math.max(0.5, height - 1) }, period.name + ", " + label + ": " + period.counts[label]));
      }
      if (number % every === 0) drawn.append(shape("text", { class: "tick", "text-anchor": "middle", x: x + slot / 2, y: HEIGHT - 8 }, period.name));
      return choice(column, period.since, period.name + ": " + told(period.counts), String(only), () => choose(only ? null : period));
    });
    roving(columns);
    drawn.append(...columns);
    return drawn;
  }

  // One stacked bar; `is` tells whether a label is chosen now, `choose` gets a label.
  function bar(counts, name, most, is, choose) {
    const drawn = shape("svg", { class: "bar", viewBox: "0 0 1000 18", preserveAspectRatio: "none", role: "group", "aria-label": name + " by stance" });
    let x = 0;
    const all = total(counts), parts = [];
    for (const [label, n] of Object.entries(counts).filter(([, count]) => count)) {
      const width = (1000 * n) / Math.max(1, most), words = name + ", " + label + ": " + n + " of " + all + ", " + Math.round((100 * n) / all) + "%";
      const part = shape("g", { class: "part" + (is(label) ? "" : " faint") }, titled("rect", { class: "c-" + label, x, y: 0, width: Math.max(1, width - 2), height: 18 }, words));
      parts.push(choice(part, name + "/" + label, words, "false", () => choose(label)));
      x += width;
    }
    roving(parts);
    drawn.append(...parts);
    return drawn;
  }

  return { timeline, bar, choice, total };
})();
