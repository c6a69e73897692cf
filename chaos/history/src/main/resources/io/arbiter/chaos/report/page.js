"use strict";
// Comfort only: the page says everything without it. No ampersand and no less-than sign: the page is XML too.
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
document.body.append(tip);

function show(event, text) {
  tip.textContent = text;
  tip.hidden = text === "";
  const right = event.clientX > window.innerWidth / 2;
  tip.style.left = right ? "auto" : event.clientX + 14 + "px";
  tip.style.right = right ? window.innerWidth - event.clientX + 14 + "px" : "auto";
  tip.style.top = Math.min(event.clientY + 14, window.innerHeight - tip.offsetHeight - 8) + "px";
}

// The row of the table of figures that belongs to the time under the pointer.
function figures(svg) {
  const table = svg.parentElement.querySelector(".figures");
  const heads = [...table.querySelectorAll("thead th")].map(head => head.textContent);
  const rows = [...table.querySelectorAll("tbody tr")];
  return x => {
    const row = rows.find(some => x >= Number(some.dataset.from) ? Number(some.dataset.to) >= x : false);
    return row ? [...row.children].map((cell, i) => heads[i] + ": " + cell.textContent).join("\n") : "";
  };
}

document.querySelectorAll(".plot").forEach(svg => {
  const words = figures(svg);
  const cursor = svg.querySelector(".cursor");
  svg.addEventListener("pointermove", event => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
    const fault = event.target.parentElement.querySelector(":scope > title");
    const text = words(x);
    cursor.setAttribute("x1", text ? x : -9);
    cursor.setAttribute("x2", text ? x : -9);
    show(event, (fault ? fault.textContent + "\n" : "") + text);
  });
  svg.addEventListener("pointerleave", event => {
    cursor.setAttribute("x1", -9);
    cursor.setAttribute("x2", -9);
    show(event, "");
  });
});

// Instead of the browser's own tooltips, which come late; wider and narrower by buttons.
document.querySelectorAll(".lanes").forEach(chart => {
  const marks = chart.querySelector(".marks");
  const scroll = chart.querySelector(".scroll");
  marks.addEventListener("pointermove", event => {
    const near = event.target.closest("rect, svg.sign-at");
    const title = near ? near.querySelector("title") : null;
    if (title) {
      near.dataset.title = title.textContent;
      title.remove();
    }
    show(event, near ? near.dataset.title || "" : "");
  });
  marks.addEventListener("pointerleave", event => show(event, ""));
  const narrowest = parseFloat(marks.style.minWidth);
  const zoom = document.createElement("div");
  zoom.className = "zoom";
  for (const [sign, words, factor] of [["−", "narrower", 0.5], ["+", "wider", 2]]) {
    const button = document.createElement("button");
    button.textContent = sign;
    button.title = words;
    button.setAttribute("aria-label", words);
    button.addEventListener("click", () => {
      const middle = (scroll.scrollLeft + scroll.clientWidth / 2) / marks.clientWidth;
      const width = Math.max(narrowest / 8, Math.min(narrowest * 16, marks.clientWidth * factor));
      marks.style.minWidth = width + "px";
      scroll.scrollLeft = middle * marks.clientWidth - scroll.clientWidth / 2;
    });
    zoom.append(button);
  }
  const legend = chart.parentElement.querySelector(".legend");
  if (legend) {
    legend.append(zoom);
  } else {
    zoom.classList.add("alone");
    chart.before(zoom);
  }
  const first = marks.querySelector(".bad, .overlap") || marks.querySelector(".gate");
  if (first) {
    scroll.scrollLeft = first.getBoundingClientRect().left - scroll.getBoundingClientRect().left - scroll.clientWidth / 2;
  }
});
