// Offers to show what was typed into a password box; without it the box stays as it is.
document.querySelectorAll("[data-show]").forEach((field) => {
  const box = field.querySelector("input[type=password]");
  const tick = document.createElement("input");
  const label = document.createElement("label");
  const words = document.createElement("span");
  tick.type = "checkbox";
  words.textContent = field.dataset.show;
  label.className = "option";
  label.append(tick, words);
  field.append(label);
  tick.addEventListener("change", () => {
    box.type = tick.checked ? "text" : "password";
  });
  box.form.addEventListener("submit", () => {
    box.type = "password"; // else the browser would remember it as a plain text
  });
});
