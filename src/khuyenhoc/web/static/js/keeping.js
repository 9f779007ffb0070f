// Keeps a form as it is filled in: sends it a moment after every change and says so. Without it the buttons do the same.
document.querySelectorAll("form[data-autosave]").forEach((form) => {
  const told = form.querySelector("[data-kept]");
  let waiting = 0;
  let running = false;
  let again = false;

  async function keep() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    told.textContent = form.dataset.saving;
    const sent = new FormData(form);
    sent.append("autosave", "1");
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body: sent });
      const said = await answer.json();
      told.textContent = said.said;
      if (answer.ok) form.elements.revision.value = said.revision;
    } catch {
      told.textContent = form.dataset.failed; // no network, or the server is away: try again until it is back
      waiting = setTimeout(keep, 5000);
    }
    running = false;
    if (again) {
      again = false;
      keep();
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 700);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
});
