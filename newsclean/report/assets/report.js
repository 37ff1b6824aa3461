"use strict";
// Shows one document at a time from the JSON in the page. Text of documents only
// ever enters as text nodes: nothing of it can become markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // The colour of a rule, by its family, and of a block that is left out, by its label.
  const COLOURS = {
    mojibake: "bytes", frameslip: "bytes", entity: "bytes", escape: "bytes", invisible: "bytes",
    pinyin: "reading", script: "script", punctuation: "script", wrap: "wrap",
    brand: "brand", planted: "brand", residue: "brand", whitespace: "blank",
  };
  const LEFT_OUT = {
    spam: "brand", advert: "brand", title: "reading", meta: "reading", caption: "blank", residue: "blank",
  };
  const family = (rule) => rule.split(".")[0];
  const colour = (rule) => COLOURS[family(rule)] || "brand";
  const leftOut = (label) => LEFT_OUT[label] || "wrap";
  const BLANKS = "whitespace";

  // What cannot be seen is shown by name.
  const visible = (text) => text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (char) => "⟨U+" + char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "⟩",
  );
  const quoted = (text) => text === "" ? "nothing" : visible(text).replace(/\n/g, "⏎");

  let changes = []; // the elements to step through, in order
  let current = -1;
  let off = new Set([BLANKS]); // kinds that are not shown

  const open = (number) => {
    const story = JSON.parse(byId("story-" + number).textContent);
    byId("doc-name").textContent = story.name + " · " + story.status;
    facts(story);
    const blocks = byId("blocks");
    const kinds = new Map();
    blocks.replaceChildren(...story.blocks.map((block) => row(block, kinds)));
    filters(kinds);
    const cut = byId("cut");
    cut.hidden = !story.cut;
    cut.textContent = "The document goes on for " + story.cut.toLocaleString("en") + " characters that are not shown here.";
    byId("document").hidden = false;
    if (byId("overview")) byId("overview").hidden = true;
    apply();
  };

  const facts = (story) => {
    const rows = [...story.facts];
    story.flags.slice(0, 100).forEach(([rule, at, note]) => rows.push(["flag", rule, "at " + at + (note ? ": " + note : "")]));
    byId("facts").replaceChildren(...rows.flatMap(([name, value, where]) => {
      const detail = make("dd", "", visible(value) + " ");
      detail.append(make("small", "", visible(where)));
      return [make("dt", "", name), detail];
    }));
  };

  const note = (kinds, kind, paint) => kinds.set(kind, { paint, count: (kinds.get(kind)?.count || 0) + 1 });

  const row = (block, kinds) => {
    const element = make("div", "block" + (block.kept ? "" : " out " + block.label + " " + leftOut(block.label)));
    const source = make("p", "side source");
    const result = make("p", "side result");
    for (const part of block.parts) {
      if (typeof part === "string") {
        source.append(visible(part));
        result.append(visible(part));
        continue;
      }
      const [before, after, rule] = part;
      note(kinds, family(rule), colour(rule));
      const was = make("mark", colour(rule) + (after === "" ? " gone" : ""), visible(before).replace(/\n/g, "⏎\n"));
      was.dataset.kind = family(rule);
      source.append(was);
      const now = make("button", "edit " + colour(rule) + (part[3] === "certain" ? "" : " likely"), after === "" ? "∅" : visible(after));
      now.type = "button";
      now.dataset.kind = family(rule);
      now.dataset.plain = visible(after);
      now.about = part;
      now.setAttribute("aria-label", rule + ": " + quoted(before) + " became " + quoted(after));
      result.append(now);
    }
    for (const side of [source, result]) trim(side);
    element.append(source);
    if (block.kept) {
      element.append(result);
    } else {
      const kind = "left out: " + (block.topic ? "spam" : block.label);
      note(kinds, kind, leftOut(block.label));
      element.dataset.kind = kind;
      element.tabIndex = -1;
      const why = make("p", "side why");
      why.append(make("span", "tag", block.topic ? "spam: " + block.topic : block.label));
      why.append(" left out, " + visible(block.reason) + ", " + certainty(block.score));
      element.append(why);
    }
    return element;
  };

  // Empty lines before a block and behind it would only take room here.
  const trim = (side) => {
    const first = side.firstChild, last = side.lastChild;
    if (first?.nodeType === Node.TEXT_NODE) first.data = first.data.replace(/^\s*\n/, "");
    if (last?.nodeType === Node.TEXT_NODE) last.data = last.data.replace(/\s+$/, "");
  };

  const certainty = (score) => score > 0.9 ? "certain" : score > 0.5 ? "likely" : "guess";

  const filters = (kinds) => {
    byId("filters").replaceChildren(...[...kinds].sort().map(([kind, { paint, count }]) => {
      const button = make("button", paint, kind + " " + count.toLocaleString("en"));
      button.type = "button";
      button.setAttribute("aria-pressed", String(!off.has(kind)));
      button.addEventListener("click", () => {
        off.has(kind) ? off.delete(kind) : off.add(kind);
        button.setAttribute("aria-pressed", String(!off.has(kind)));
        apply();
      });
      return button;
    }));
  };

  // Hides what is switched off, and gathers what is left to step through.
  const apply = () => {
    changes = [];
    current = -1;
    for (const element of byId("blocks").querySelectorAll("[data-kind]")) {
      const shown = !off.has(element.dataset.kind);
      if (element.classList.contains("block")) {
        element.hidden = !shown;
      } else {
        element.classList.toggle("off", !shown);
      }
      if (element.tagName === "BUTTON") {
        element.textContent = !shown || element.dataset.plain ? element.dataset.plain : "∅";
        element.hidden = !shown && !element.dataset.plain;
        element.tabIndex = shown ? 0 : -1;
      }
      if (shown && element.tagName !== "MARK" && element.offsetParent !== null) changes.push(element);
    }
    tell();
  };

  const tell = () => {
    byId("where").textContent = current < 0 ? changes.length + " changes" : (current + 1) + " of " + changes.length;
  };

  const step = (by) => {
    if (!changes.length) return;
    changes[current]?.classList.remove("current");
    current = current < 0 && by < 0 ? changes.length - 1 : (current + by + changes.length) % changes.length;
    const element = changes[current];
    element.classList.add("current");
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
    tell();
  };

  const about = byId("about");
  const show = (event) => {
    const edit = event.target.closest?.(".edit");
    if (!edit || edit.classList.contains("off")) {
      if (event.type !== "click") about.hidden = true;
      return;
    }
    const [before, after, rule, sure, then] = edit.about;
    about.replaceChildren(make("b", "", rule), ", " + sure + (then.length ? ", then " + then.join(", ") : "") + "\n",
      quoted(before), " → ", quoted(after));
    about.hidden = false;
  };
  for (const type of ["mouseover", "focusin", "click"]) byId("blocks").addEventListener(type, show);
  byId("blocks").addEventListener("mouseleave", () => { about.hidden = true; });

  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey || byId("document").hidden) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else if (event.key === "Escape") about.hidden = true;
  });

  const find = byId("find");
  find?.addEventListener("input", () => {
    let count = 0;
    for (const line of byId("documents").tBodies[0].rows) {
      line.hidden = !line.textContent.toLowerCase().includes(find.value.toLowerCase());
      count += line.hidden ? 0 : 1;
    }
    byId("found").textContent = find.value ? count + " found" : "";
  });

  const route = () => {
    const match = location.hash.match(/^#doc-(\d+)$/);
    const only = !byId("overview");
    about.hidden = true;
    if (only || (match && byId("story-" + match[1]))) {
      open(only ? 0 : match[1]);
      if (!only) { scrollTo(0, 0); byId("doc-name").focus(); }
    } else {
      byId("document").hidden = true;
      byId("overview").hidden = false;
    }
  };
  addEventListener("hashchange", route);
  route();
})();
