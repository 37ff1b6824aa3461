"use strict";
// One document at a time: its lines with a label each. Text of documents only ever
// enters as text nodes and values of fields.
(() => {
  const LABELS = {
    b: "body", t: "title", m: "meta", c: "caption", n: "navigation", r: "related",
    p: "prompt", l: "legal", a: "advert", x: "residue", s: "spam",
  };
  const byId = (id) => document.getElementById(id);
  const make = (name, text) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const say = (text) => { byId("said").textContent = text; };
  const ask = async (route, options) => {
    const answer = await fetch(route, options);
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.error);
    return found;
  };

  let names = [];
  let page = null;
  let at = 0;
  let changed = false;

  const list = async (chosen) => {
    names = await ask("documents");
    byId("document").replaceChildren(...names.map((one, index) => {
      const option = make("option", (one.done ? "✓ " : "") + one.name);
      option.value = index;
      return option;
    }));
    byId("document").value = chosen;
  };

  const open = async (index) => {
    say("Reading …");
    page = await ask("documents/" + index);
    say("");
    page.index = index;
    at = 0;
    changed = false;
    byId("lines").replaceChildren(...page.texts.map(row));
    const fields = [["site", page.site], ...Object.entries(page.facts)];
    byId("facts").replaceChildren(...fields.flatMap(([name, value]) => {
      const label = make("label", name);
      const input = make("input");
      input.id = "fact-" + name;
      label.htmlFor = input.id;
      input.value = value;
      input.addEventListener("input", () => {
        changed = true;
        if (name === "site") page.site = input.value; else page.facts[name] = input.value;
      });
      return [label, input];
    }));
    go(0);
  };

  const row = (text, index) => {
    const line = make("li");
    line.tabIndex = -1;
    const select = make("select");
    select.setAttribute("aria-label", "Label of line " + (index + 1));
    select.tabIndex = -1;
    select.append(...Object.values(LABELS).map((name) => make("option", name)));
    select.addEventListener("change", () => { set(index, select.value); go(index); });
    const shown = make("p", text);
    shown.className = "text";
    line.append(select, shown);
    line.addEventListener("click", (event) => { if (event.target !== select) go(index); });
    paint(line, page.labels[index]);
    return line;
  };

  const paint = (line, label) => {
    line.className = label;
    line.querySelector("select").value = label;
  };

  const lineAt = (index) => byId("lines").children[index];

  const go = (index) => {
    if (!page.texts.length) return;
    lineAt(at)?.classList.remove("at");
    at = Math.max(0, Math.min(page.texts.length - 1, index));
    lineAt(at).classList.add("at");
    lineAt(at).focus({ preventScroll: true });
    lineAt(at).scrollIntoView({ block: "nearest" });
  };

  const set = (index, label) => {
    page.labels[index] = label;
    changed = true;
    paint(lineAt(index), label);
  };

  const edit = () => {
    const line = lineAt(at);
    const shown = line.querySelector(".text");
    const field = make("textarea");
    field.value = page.texts[at];
    field.setAttribute("aria-label", "Text of line " + (at + 1));
    const index = at;
    const done = () => {
      field.removeEventListener("blur", done); // to take a field away blurs it
      if (page.texts[index] !== field.value) changed = true;
      page.texts[index] = field.value;
      shown.textContent = field.value;
      field.replaceWith(shown);
    };
    field.addEventListener("blur", done);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.stopPropagation(); done(); go(index); }
    });
    shown.replaceWith(field);
    field.focus();
  };

  const save = async () => {
    document.activeElement?.blur();
    const answer = { labels: page.labels, texts: page.texts, facts: page.facts, site: page.site };
    try {
      const found = await ask("documents/" + page.index, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(answer),
      });
      changed = false;
      const next = Math.min(page.index + 1, names.length - 1);
      await list(next);
      await open(next);
      say("Saved as " + found.saved);
    } catch (error) {
      say("Not saved: " + error.message);
    }
  };

  byId("save").addEventListener("click", save);
  byId("document").addEventListener("change", async (event) => {
    if (changed && !confirm("Leave this document without saving?")) {
      byId("document").value = page.index;
      return;
    }
    await open(Number(event.target.value)).catch((error) => say(error.message));
  });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
      return;
    }
    if (!page || event.target.matches("input, textarea, select, button, summary") || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
    if (by) {
      event.preventDefault();
      const label = page.labels[at];
      go(at + by);
      if (event.shiftKey) set(at, label);
      lineAt(at).classList.add("at");
    } else if (LABELS[key]) {
      set(at, LABELS[key]);
      go(at + 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      edit();
    }
  });

  byId("keys").replaceChildren(...Object.entries(LABELS).map(([key, name]) => {
    const item = make("li");
    item.append(make("kbd", key), " " + name);
    return item;
  }));
  list(0).then(() => open(0)).catch((error) => say(error.message));
})();
