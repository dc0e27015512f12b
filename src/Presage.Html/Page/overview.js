// The head of the page: what was read, what was not used and why, what the reader must know.

const firstBatch = 200;

function showOverview() {
  const { read, rejected, unknownModels, conflicts, notes, series, abilities } = overview;
  append(byId("headline"), [
    abilities && [el("span", { class: "count" }, plural(abilities.length, "ability", "abilities")), " in "],
    el("span", { class: abilities ? null : "count" }, plural(series.length, "scaling curve")), " from ", plural(read.results, "result"), " of ",
    plural(read.models, "model"), " in ", plural(read.files, "file"),
  ]);
  const reasons = rejected.commonest.map(reason => `${reason.reason} (${count(reason.count)})`).join("; ");
  const more = rejected.reasons > rejected.commonest.length ? "; …" : "";
  byId("disclosures").className = abilities ? "compact" : "";
  append(byId("disclosures"), [
    rejected.count > 0 && disclosure("rejected", `${plural(rejected.count, "record")} not used`, reasons + more, rejectedList),
    unknownModels.length > 0 && disclosure("unknown-models", `${plural(unknownModels.length, "model")} without a card`,
      unknownModels.slice(0, 4).map(model => model.name).join(", ") + (unknownModels.length > 4 ? ", …" : ""), unknownModelsList),
    conflicts > 0 && disclosure("conflicts", `${plural(conflicts, "result")} in conflict`, "inputs claim different values; shown, and used by no law", conflictsList),
    notes.length > 0 && disclosure("notes", plural(notes.length, "note"), notes[0], async () => el("ul", { class: "notes" }, notes.map(note => el("li", {}, note)))),
    disclosure("inputs", plural(read.files, "input file"), read.formats.map(format => `${format.format ?? "not recognised"} (${count(format.files)})`).join(", "), inputsList),
  ]);
}

// The content is made when first opened.
function disclosure(id, title, hint, content) {
  const body = el("div", { class: "disclosed" });
  return el("details", { id, name: "about", ontoggle: async event => {
    if (!event.target.open || body.hasChildNodes()) return;
    body.append(el("p", { class: "quiet" }, "Unpacking…"));
    body.replaceChildren(await content());
  } }, el("summary", { title: hint }, el("b", {}, title), el("span", { class: "hint" }, hint)), body);
}

// A long list shows its first items, the rest on demand.
function batched(container, items, render) {
  let shown = 0;
  const button = el("button", { type: "button", class: "more", onclick: () => next() });
  function next() {
    container.append(...items.slice(shown, shown + firstBatch).map(render));
    shown = Math.min(items.length, shown + firstBatch);
    button.textContent = `Show ${count(Math.min(firstBatch, items.length - shown))} more of ${count(items.length)}`;
    button.hidden = shown === items.length;
  }
  next();
  return [container, button];
}

async function rejectedList() {
  const groups = await list("rejected");
  return el("div", {}, batched(el("div"), groups, group =>
    el("details", { class: "reason", ontoggle: event => {
      if (event.target.open && event.target.children.length === 1)
        append(event.target, batched(el("ul", { class: "records" }), group.records, record =>
          el("li", {}, el("code", {}, record.path), record.record ? [" ", el("span", { class: "quiet" }, record.record)] : null)));
    } }, el("summary", {}, el("b", {}, count(group.records.length)), " ", group.reason))));
}

async function unknownModelsList() {
  const lines = overview.unknownModels.map(model => model.suggestion).join("\n");
  const copied = el("span", { class: "quiet", role: "status" });
  const text = el("pre", { tabindex: "0" }, lines);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(lines);
      copied.textContent = "copied";
    } catch {
      getSelection().selectAllChildren(text);
      copied.textContent = "selected; copy with the keyboard";
    }
  };
  return el("div", {},
    el("p", {}, "Their results have no place on any axis. Add these lines to ", el("code", {}, "ladder.yaml"), " and complete them."),
    el("ul", { class: "records" }, overview.unknownModels.map(model =>
      el("li", {}, el("code", {}, model.name), " ", el("span", { class: "quiet" }, plural(model.results, "result"))))),
    text, el("p", {}, el("button", { type: "button", onclick: copy }, "Copy the lines"), " ", copied));
}

async function conflictsList() {
  const conflicts = await list("conflicts");
  return el("div", {}, batched(el("ul", { class: "records" }), conflicts, conflict =>
    el("li", {}, conflict.result, el("ul", {}, conflict.claims.map(claim =>
      el("li", {}, el("b", { class: "figure" }, number(claim.value, 6)), " ", el("code", {}, claim.path), " ", el("span", { class: "quiet" }, claim.record)))))));
}

async function inputsList() {
  const inputs = await list("inputs");
  const body = el("tbody");
  return el("div", { class: "scroll" }, batchedTable(
    el("table", { class: "plain" }, el("thead", {}, el("tr", {}, ["File", "Format", "Results", "Not used", "SHA-256"].map(title => el("th", {}, title)))), body), body, inputs,
    input => el("tr", {}, el("td", {}, el("code", {}, input.path)), el("td", {}, input.format ?? "not recognised"),
      el("td", { class: "figure" }, count(input.results)), el("td", { class: "figure" }, count(input.rejected)),
      el("td", {}, el("code", { title: input.sha256 }, input.sha256?.slice(0, 12) ?? missing)))));
}

function batchedTable(table, body, items, render) {
  const [, button] = batched(body, items, render);
  return [table, button];
}
