"use strict";
// Heads of sortable tables become buttons; numbers sort by what they mean, words by the alphabet, gaps last.
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const first = [...body.rows];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const turn = head.getAttribute("aria-sort");
      const next = { ascending: "descending", descending: null }[turn];
      const order = turn === null ? "ascending" : next;
      heads.forEach(other => other.removeAttribute("aria-sort"));
      if (order) head.setAttribute("aria-sort", order);
      const sign = order === "descending" ? -1 : 1;
      const cells = row => row.cells[column];
      const compare = (a, b) => {
        const [x, y] = [cells(a), cells(b)];
        if (!head.classList.contains("number")) return sign * x.textContent.localeCompare(y.textContent);
        const [p, q] = [x.dataset.by, y.dataset.by];
        if (p === undefined || q === undefined) return (p === undefined) - (q === undefined);
        return sign * (p - q);
      };
      body.append(...(order ? [...first].sort(compare) : first));
    });
  });
}
// The map's date.
const date = document.getElementById("map-date");
if (date) {
  const frames = JSON.parse(document.getElementById("map-frames").textContent);
  const output = document.getElementById("map-date-shown");
  const zones = [...document.querySelectorAll("[data-zone]")];
  const show = () => {
    const frame = frames[date.value];
    output.textContent = frame.title;
    date.setAttribute("aria-valuetext", frame.title);
    for (const zone of zones) {
      const [fill, ink, text, words] = frame.zones[zone.dataset.zone];
      const named = zone.querySelector("title");
      if (named) named.textContent = words;
      for (const part of zone.querySelectorAll("[data-fill]")) part.setAttribute("fill", fill);
      for (const part of zone.querySelectorAll("[data-ink]")) {
        part.setAttribute("fill", ink);
        part.setAttribute("stroke", fill);
      }
      for (const part of zone.querySelectorAll("[data-number]")) part.textContent = text;
    }
  };
  date.addEventListener("input", show);
  document.getElementById("map-control").hidden = false;
  show();
}
