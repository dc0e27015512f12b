// Building the document. Data reaches it through text nodes and attributes only; nothing here parses markup.

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  return node;
}

function el(tag, attributes, ...children) {
  return append(set(document.createElement(tag), attributes), children);
}

function svg(tag, attributes, ...children) {
  return append(set(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes), children);
}

const byId = id => document.getElementById(id);

function announce(text) {
  byId("announce").textContent = text;
}

// A switch: plain text where there is one choice, buttons where few, a list where many.
function choice(label, options, current, choose, letters = 48) {
  const id = `choice-${label.toLowerCase().replace(/\W+/g, "-")}`;
  const chosen = options.find(option => option.value === current);
  if (options.length <= 1) {
    return el("div", { class: "choice" }, el("span", { class: "choice-label" }, label),
      el("span", { class: "choice-only", id }, chosen?.text ?? options[0]?.text ?? "–"));
  }
  const length = options.reduce((sum, option) => sum + option.text.length, 0);
  if (options.length <= 6 && length <= (innerWidth < 700 ? 34 : letters)) {
    return el("fieldset", { class: "choice", id }, el("legend", { class: "choice-label" }, label),
      el("div", { class: "segments" }, options.map(option =>
        el("label", { title: option.title },
          set(el("input", { type: "radio", name: id, value: option.value, onchange: () => choose(option.value) }),
            { checked: option.value === current }),
          el("span", {}, option.text)))));
  }
  return el("div", { class: "choice" }, el("label", { class: "choice-label", for: id }, label),
    el("select", { id, onchange: event => choose(event.target.value) }, options.map(option =>
      el("option", { value: option.value, title: option.title, selected: option.value === current }, option.text))));
}

function download(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
