"use strict";
(async () => {
  const PAGE = 50, STANCES = ["support", "oppose", "conditional", "none"];
  const byId = (id) => document.getElementById(id);
  const make = (tag, text, attributes = {}) => {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) made.textContent = String(text);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };

  const packed = Uint8Array.from(atob(byId("packed").textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const data = await new Response(stream).json();
  const column = Object.fromEntries(data.columns.map((name, place) => [name, place]));
  const rows = data.rows.map((row) => {
    const one = Object.fromEntries(data.columns.map((name) => [name, row[column[name]]]));
    const article = data.articles[one.article];
    one.publisher = article.publisher; one.date = article.date; one.genre = article.genre; one.title = article.title;
    one.actor = one.person || one.organization;
    one.quote = characters(one.article).slice(one.start, one.end).join("");
    one.hay = [one.quote, one.actor, one.organization, one.concept, one.item, one.title].join(" ").toLowerCase();
    return one;
  });

  // Offsets count characters, not UTF-16 units.
  function characters(number) {
    const article = data.articles[number];
    article.characters ||= Array.from(article.text);
    return article.characters;
  }

  const LISTS = { publisher: "Publisher", genre: "Genre", actor: "Actor", concept: "Concept", move: "Move", stance: "Stance" };
  const chosen = {};
  let page = 0, found = rows;

  function passes(one, but) {
    for (const name of Object.keys(LISTS)) {
      if (name !== but && chosen[name] && (one[name] ?? "") !== chosen[name]) return false;
    }
    if (chosen.since && !(one.date && one.date >= chosen.since)) return false;
    if (chosen.until && !(one.date && one.date <= chosen.until)) return false;
    if (one.confidence < (chosen.least || 0)) return false;
    return !chosen.words || chosen.words.split(/\s+/).every((word) => one.hay.includes(word));
  }

  function counted(name) {
    const counts = new Map();
    for (const one of rows) {
      const value = one[name];
      if (value && passes(one, name)) counts.set(value, (counts.get(value) || 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  function lists() {
    for (const name of Object.keys(LISTS)) {
      const list = byId("by-" + name);
      const all = counted(name);
      const options = [make("option", "all", { value: "" })];
      for (const [value, count] of all.slice(0, 300)) options.push(make("option", value + " (" + count + ")", { value }));
      if (chosen[name] && !all.some(([value]) => value === chosen[name])) {
        options.push(make("option", chosen[name] + " (0)", { value: chosen[name] }));
      }
      list.replaceChildren(...options);
      list.value = chosen[name] || "";
    }
  }

  function actors() {
    const counts = new Map();
    for (const one of found) {
      if (!one.actor) continue;
      if (!counts.has(one.actor)) counts.set(one.actor, Object.fromEntries(STANCES.map((s) => [s, 0])));
      counts.get(one.actor)[one.stance] += 1;
    }
    const total = (of) => STANCES.reduce((sum, stance) => sum + of[stance], 0);
    const most = [...counts].sort((a, b) => total(b[1]) - total(a[1]) || (a[0] < b[0] ? -1 : 1)).slice(0, 12);
    const lines = most.map(([name, of]) => {
      const line = make("tr");
      const head = make("th", null, { scope: "row" });
      const button = make("button", name, { type: "button", class: "plain" });
      button.addEventListener("click", () => { chosen.actor = name; refresh(); });
      head.append(button);
      line.append(head);
      for (const stance of STANCES) {
        const share = of[stance] / total(of);
        const cell = make("td", of[stance] ? of[stance] + " · " + Math.round(100 * share) + "%" : "", { class: "n" });
        if (of[stance]) {
          const colour = "var(--" + stance + ")";
          cell.style.background = "linear-gradient(" + colour + "," + colour + ") right bottom / " + 100 * share + "% 4px no-repeat";
        }
        line.append(cell);
      }
      return line;
    });
    byId("actors").replaceChildren(...lines);
  }

  function table() {
    const shown = found.slice(page * PAGE, (page + 1) * PAGE);
    const lines = shown.map((one) => {
      const line = make("tr");
      line.append(make("td", one.date || "", { class: "day" }), make("td", one.publisher || ""));
      const who = one.person && one.organization ? one.person + ", " + one.organization : one.actor || "narrator";
      line.append(make("td", who), make("td", one.move), make("td", one.stance), make("td", one.efficacy === "none" ? "" : one.efficacy));
      line.append(make("td", one.concept || ""), make("td", one.confidence.toFixed(2), { class: "n" }));
      const cell = make("td", null, { class: "quote" });
      const button = make("button", one.quote, { type: "button", class: "plain", "aria-label": "Read in the article: " + one.quote });
      button.addEventListener("click", () => read(one));
      cell.append(button);
      line.append(cell);
      return line;
    });
    byId("rows").replaceChildren(...lines);
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    byId("place").textContent = "page " + (page + 1) + " of " + pages;
    byId("before").disabled = page === 0;
    byId("after").disabled = page + 1 >= pages;
    byId("count").textContent = found.length + (found.length === 1 ? " statement" : " statements");
  }

  function read(one) {
    const article = data.articles[one.article], text = characters(one.article);
    const marks = article.marks.map(([start, end, kind]) => ({ start, end, name: data.kinds[kind] }));
    for (const other of rows) {
      if (other.article === one.article) marks.push({ start: other.start, end: other.end, name: "statement", row: other });
    }
    const edges = new Set([0, text.length]);
    for (const mark of marks) { edges.add(mark.start); edges.add(mark.end); }
    const cuts = [...edges].sort((a, b) => a - b);
    const body = byId("text");
    body.replaceChildren();
    let first = null;
    for (let n = 0; n + 1 < cuts.length; n += 1) {
      const here = marks.filter((mark) => mark.start <= cuts[n] && mark.end >= cuts[n + 1]);
      const piece = make("span", text.slice(cuts[n], cuts[n + 1]).join(""));
      for (const mark of here) piece.classList.add("is-" + mark.name);
      const held = here.filter((mark) => mark.row).map((mark) => mark.row);
      const told = held.map((row) => (row.actor || "narrator") + ": " + row.move + ", " + row.stance + ", would it work: " + row.efficacy + " (" + row.confidence.toFixed(2) + ")");
      if (here.length) piece.title = [...told, ...new Set(here.filter((mark) => !mark.row).map((mark) => mark.name))].join("\n");
      if (held.includes(one)) { piece.classList.add("is-chosen"); first ||= piece; }
      body.append(piece);
    }
    byId("article-title").textContent = article.title;
    byId("article-about").textContent = [article.publisher, article.date, article.genre].filter(Boolean).join(" · ");
    const link = byId("article-link");
    const safe = /^https?:\/\/[^\s]+$/.test(article.url || "");
    link.hidden = !safe;
    if (safe) link.href = article.url; else link.removeAttribute("href");
    byId("reader").showModal();
    if (first) first.scrollIntoView({ block: "center" });
  }

  function saved() {
    const names = ["statement_id", "date", "publisher", "genre", "title", "person", "organization", "concept", "move", "stance", "efficacy", "conceder", "beneficiary", "item", "confidence", "quote"];
    const cell = (value) => {
      let words = value === null || value === undefined ? "" : String(value);
      if (typeof value === "string" && /^'*[=+\-@\t\r\n＝＋－＠]/.test(words)) words = "'" + words;
      return '"' + words.replaceAll('"', '""') + '"';
    };
    const lines = [names.join(","), ...found.map((one) => names.map((name) => cell(one[name])).join(","))];
    const link = make("a", null, { download: "statements.csv" });
    link.href = URL.createObjectURL(new Blob([lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function refresh() {
    found = rows.filter((one) => passes(one));
    page = 0;
    lists();
    actors();
    table();
  }

  for (const name of Object.keys(LISTS)) {
    byId("by-" + name).addEventListener("change", (event) => { chosen[name] = event.target.value; refresh(); });
  }
  for (const name of ["since", "until"]) {
    byId(name).addEventListener("change", (event) => { chosen[name] = event.target.value; refresh(); });
  }
  byId("least").addEventListener("input", (event) => {
    chosen.least = Number(event.target.value);
    byId("least-shown").textContent = chosen.least.toFixed(2);
    refresh();
  });
  byId("words").addEventListener("input", (event) => { chosen.words = event.target.value.trim().toLowerCase(); refresh(); });
  byId("clear").addEventListener("click", () => {
    for (const name of Object.keys(chosen)) delete chosen[name];
    byId("filters").reset();
    byId("least-shown").textContent = "0.00";
    refresh();
  });
  byId("save").addEventListener("click", saved);
  byId("before").addEventListener("click", () => { page -= 1; table(); });
  byId("after").addEventListener("click", () => { page += 1; table(); });
  byId("close").addEventListener("click", () => byId("reader").close());
  refresh();
  byId("explorer").hidden = false;
  document.documentElement.dataset.ready = "yes";
})();
