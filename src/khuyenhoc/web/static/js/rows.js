// Moves through a list of cases by keys while the focus is inside it; without this file Tab, space and the buttons do.
document.querySelectorAll("table[data-rows]").forEach((table) => {
  const rows = [...table.tBodies[0].rows].filter((row) => row.querySelector("th a"));
  const hold = (row) => row.querySelector("input[type=checkbox]") || row.querySelector("th a");
  const boxes = table.querySelectorAll("input[type=checkbox]:not([data-held])"); // what cannot go on is ticked by hand
  const form = table.closest("form");

  document.querySelectorAll("[data-keys]").forEach((told) => {
    told.hidden = false;
  });
  form.querySelectorAll("[data-tick-all]").forEach((button) => {
    button.hidden = boxes.length === 0;
    button.addEventListener("click", () => {
      const tick = [...boxes].some((box) => !box.checked);
      boxes.forEach((box) => {
        box.checked = tick;
      });
    });
  });

  table.addEventListener("keydown", (pressed) => {
    if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return;
    const at = rows.indexOf(pressed.target.closest("tr"));
    if (at < 0) return;
    const steps = { ArrowDown: 1, j: 1, J: 1, ArrowUp: -1, k: -1, K: -1 };
    const link = rows[at].querySelector("th a");
    if (pressed.key in steps) {
      const next = rows[at + steps[pressed.key]];
      if (next) hold(next).focus();
    } else if ("xX".includes(pressed.key) && boxes.length) {
      const box = rows[at].querySelector("input[type=checkbox]:not([data-held])");
      const next = rows[at + 1];
      if (box) box.checked = true;
      if (next) hold(next).focus();
    } else if (pressed.key === "Enter" && pressed.target.type === "checkbox") {
      link.click(); // else the browser would press the form's first button
    } else if (table.dataset.rows === "return" && "tT".includes(pressed.key)) {
      location.assign(`${link.href}#return`);
    } else {
      return;
    }
    pressed.preventDefault();
  });
});
