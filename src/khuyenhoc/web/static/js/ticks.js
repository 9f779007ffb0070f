// Tells how many boxes of a list are ticked beside the button that acts on them. Without it the button is there alone.
document.querySelectorAll("[data-ticked]").forEach((told) => {
  const form = told.closest("form");
  const boxes = [...form.querySelectorAll(`input[type=checkbox][name="${told.dataset.tickOf}"]`)];
  const everybody = form.querySelector("[data-everybody]");
  const count = () => {
    const ticked = everybody?.checked ? boxes.length : boxes.filter((box) => box.checked).length;
    told.textContent = told.dataset.ticked.replace("{n}", ticked);
  };
  form.addEventListener("change", count);
  count();
});
