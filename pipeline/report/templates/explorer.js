(async () => {
  const PAGE = matchMedia("(max-width: 40rem)").matches ? 20 : 50, ACTORS = 12, STANCES = ["support", "conditional", "oppose", "none"];
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
  }).sort((a, b) => b.confidence - a.confidence);

  // Offsets count characters, not UTF-16 units.
  function characters(number) {
    const article = data.articles[number];
    article.characters ||= Array.from(article.text);
    return article.characters;
  }

  const LISTS = { publisher: "Publisher", genre: "Genre", actor: "Actor", concept: "Concept", move: "Move", stance: "Stance" };
  const chosen = {};
  let page = 0, found = rows, reading = 0;

  function passes(one, ...but) {
    for (const name of Object.keys(LISTS)) {
      if (!but.includes(name) && chosen[name] && (one[name] ?? "") !== chosen[name]) return false;
    }
    if (!but.includes("dates")) {
      if (chosen.since && !(one.date && one.date >= chosen.since)) return false;
      if (chosen.until && !(one.date && one.date <= chosen.until)) return false;
    }
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

  // A chart leaves out the filter that it sets itself, so that what else could be chosen stays in sight.
  function timeline() {
    const shown = rows.filter((one) => passes(one, "dates"));
    const range = { since: chosen.since || "", until: chosen.until || "" };
    const drawn = charts.timeline(shown, STANCES, range, (period) => set({ since: period ? period.since : "", until: period ? period.until : "" }));
    byId("when").replaceChildren(drawn);
    const undated = shown.filter((one) => !one.date).length;
    byId("undated").textContent = undated ? undated + " without a date are not drawn." : "";
  }

  function actors() {
    const counts = new Map();
    for (const one of rows) {
      if (!one.actor || !passes(one, "actor", "stance")) continue;
      if (!counts.has(one.actor)) counts.set(one.actor, Object.fromEntries(STANCES.map((s) => [s, 0])));
      counts.get(one.actor)[one.stance] += 1;
    }
    const ranked = [...counts].sort((a, b) => charts.total(b[1]) - charts.total(a[1]) || (a[0] < b[0] ? -1 : 1));
    const shown = ranked.filter(([name], place) => place < ACTORS || name === chosen.actor);
    const most = ranked.length ? charts.total(ranked[0][1]) : 0;
    byId("actors").replaceChildren(...shown.map(([name, of]) => actor(name, of, most)));
    const rest = ranked.length - shown.length;
    byId("rest").textContent = rest ? rest + (rest === 1 ? " more actor is in the list above." : " more actors are in the list above.") : "";
  }

  function actor(name, of, most) {
    const line = make("tr");
    const head = make("th", null, { scope: "row" });
    const mine = chosen.actor === name;
    const button = make("button", name, { type: "button", class: "plain", "data-key": name, "aria-pressed": mine && !chosen.stance });
    button.addEventListener("click", () => set({ actor: mine && !chosen.stance ? "" : name, stance: "" }));
    head.append(button);
    const cell = make("td", null, { class: "chart" });
    const is = (stance) => (!chosen.actor || mine) && (!chosen.stance || chosen.stance === stance);
    cell.append(charts.bar(of, name, most, is, (stance) => set(mine && chosen.stance === stance ? { actor: "", stance: "" } : { actor: name, stance })));
    line.append(head, cell);
    for (const stance of STANCES) {
      const count = make("td", of[stance] || "·", { class: "n" });
      if (of[stance]) count.append(make("small", " " + Math.round((100 * of[stance]) / charts.total(of)) + "%"));
      line.append(count);
    }
    return line;
  }

  function set(values) {
    Object.assign(chosen, values);
    refresh();
  }

  function table() {
    const shown = found.slice(page * PAGE, (page + 1) * PAGE);
    const lines = shown.map((one) => {
      const line = make("tr", null, { role: "row" });
      const cell = (words, kind) => make("td", words, { role: "cell", class: kind });
      const when = cell(one.date || "no date", "when");
      if (one.publisher) when.append(make("small", one.publisher));
      const who = cell(one.actor || "narrator", "who");
      if (one.person && one.organization) who.append(make("small", one.organization));
      const what = cell(null, "what");
      what.append(make("span", one.move, { class: "tag" }), stanceTag(one.stance));
      if (one.efficacy !== "none") what.append(make("span", one.efficacy, { class: "tag" }));
      if (one.concept) what.append(make("small", one.concept + (one.conceder ? ", by " + one.conceder : "")));
      const quote = cell(null, "quote");
      const button = make("button", one.quote, { type: "button", class: "plain", "aria-label": "Read in the article: " + one.quote });
      button.addEventListener("click", () => turn(found.indexOf(one)));
      quote.append(button);
      line.append(when, who, what, quote, cell(one.confidence.toFixed(2), "n"));
      return line;
    });
    byId("rows").replaceChildren(...lines);
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    byId("place").textContent = "page " + (page + 1) + " of " + pages;
    byId("before").disabled = page === 0;
    byId("after").disabled = page + 1 >= pages;
    byId("count").textContent = found.length + (found.length === 1 ? " statement" : " statements");
  }

  function stanceTag(stance) {
    const tag = make("span", stance === "none" ? "no stance" : stance, { class: "tag" });
    tag.prepend(make("i", null, { class: "sw c-" + stance }));
    return tag;
  }

  // The reader at the statement that is so many from the first of those found.
  function turn(place) {
    const one = found[place];
    read(one.article, one.start, one.end);
    reading = place;
    byId("turn").hidden = false;
    byId("told").textContent = told(one);
    byId("which").textContent = place + 1 + " of " + found.length;
    byId("earlier").disabled = place === 0;
    byId("later").disabled = place + 1 === found.length;
  }

  function told(row) {
    return (row.actor || "narrator") + ": " + row.move + ", " + row.stance + ", would it work: " + row.efficacy + " (" + row.confidence.toFixed(2) + ")";
  }

  function read(number, start, end) {
    byId("turn").hidden = true;
    byId("told").textContent = "";
    const article = data.articles[number], text = characters(number);
    const marks = article.marks.map(([start, end, kind]) => ({ start, end, name: data.kinds[kind] }));
    for (const other of rows) {
      if (other.article === number) marks.push({ start: other.start, end: other.end, name: "statement", row: other });
    }
    const edges = new Set([0, text.length, start, end]);
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
      if (here.length) piece.title = [...held.map(told), ...new Set(here.filter((mark) => !mark.row).map((mark) => mark.name))].join("\n");
      if (start <= cuts[n] && cuts[n + 1] <= end) { piece.classList.add("is-chosen"); first ||= piece; }
      body.append(piece);
    }
    byId("article-title").textContent = article.title;
    byId("article-about").textContent = [article.publisher, article.date, article.genre].filter(Boolean).join(" · ");
    const link = byId("article-link");
    const safe = /^https?:\/\/[^\s]+$/.test(article.url || "");
    link.hidden = !safe;
    if (safe) link.href = article.url; else link.removeAttribute("href");
    if (!byId("reader").open) byId("reader").showModal();
    if (first) first.scrollIntoView({ block: "center", behavior: "instant" }); else byId("reader").scrollTo(0, 0);
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
    const key = document.activeElement?.dataset?.key, home = document.activeElement?.closest?.("#when, #actors")?.id;
    found = rows.filter((one) => passes(one));
    page = 0;
    for (const name of ["since", "until"]) if (byId(name).value !== (chosen[name] || "")) byId(name).value = chosen[name] || "";
    lists();
    timeline();
    actors();
    table();
    if (home) [...document.querySelectorAll("#" + home + " [data-key]")].find((part) => part.dataset.key === key)?.focus();
  }

  function seek(name, value) {
    clear();
    set({ [name]: value });
    byId("explorer").scrollIntoView();
    byId("by-" + name).focus({ preventScroll: true });
  }

  function clear() {
    for (const name of Object.keys(chosen)) delete chosen[name];
    byId("filters").reset();
    byId("least-shown").textContent = "0.00";
  }

  // The figures below lead here: a quote to its place in the article, an actor of the network to its statements.
  function linked() {
    const numbers = new Map(data.articles.map((article, number) => [article.id, number]));
    for (const place of document.querySelectorAll("[data-article]")) {
      const number = numbers.get(place.dataset.article);
      if (number === undefined) continue;
      const button = make("button", "read in the article", { type: "button", class: "plain" });
      button.addEventListener("click", () => read(number, Number(place.dataset.start), Number(place.dataset.end)));
      place.after(" ", button);
    }
    const known = Object.fromEntries(Object.keys(LISTS).map((name) => [name, new Set(rows.map((one) => one[name]))]));
    for (const head of document.querySelectorAll("[data-sought]")) {
      const { sought, value } = head.dataset, name = head.querySelector("bdi");
      if (!known[sought].has(value)) continue;
      const button = make("button", name.textContent, { type: "button", class: "plain", "aria-label": value + ": search the statements" });
      button.addEventListener("click", () => seek(sought, value));
      name.replaceChildren(button);
    }
    for (const knot of document.querySelectorAll("[data-actor]")) {
      const actor = knot.dataset.actor;
      charts.choice(knot, actor, actor + ": search the statements", "false", () => seek("actor", actor));
      knot.setAttribute("tabindex", "0");
      knot.removeAttribute("aria-pressed");
    }
    for (const tie of document.querySelectorAll("a.tie")) {
      tie.addEventListener("click", () => { const behind = document.querySelector(tie.getAttribute("href")); behind.closest("details").open = true; });
    }
  }

  for (const name of [...Object.keys(LISTS).map((list) => "by-" + list), "since", "until"]) {
    byId(name).addEventListener("change", (event) => set({ [name.replace("by-", "")]: event.target.value }));
  }
  byId("least").addEventListener("input", (event) => {
    byId("least-shown").textContent = Number(event.target.value).toFixed(2);
    set({ least: Number(event.target.value) });
  });
  byId("words").addEventListener("input", (event) => set({ words: event.target.value.trim().toLowerCase() }));
  byId("clear").addEventListener("click", () => { clear(); refresh(); });
  byId("save").addEventListener("click", saved);
  byId("before").addEventListener("click", () => { page -= 1; table(); });
  byId("after").addEventListener("click", () => { page += 1; table(); });
  byId("earlier").addEventListener("click", () => turn(reading - 1));
  byId("later").addEventListener("click", () => turn(reading + 1));
  byId("close").addEventListener("click", () => byId("reader").close());
  refresh();
  linked();
  byId("explorer").hidden = false;
  document.documentElement.dataset.ready = "yes";
})();
