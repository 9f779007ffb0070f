// While somebody types a name: shows who in the register is like it. Without it the check comes with the button.
document.querySelectorAll("form[data-alike]").forEach((form) => {
  const told = form.querySelector("[data-alike-told]");
  const answers = new Map();
  let waiting = 0;

  const value = (box) => (box ? box.value.trim() : "");
  const asked = () => {
    const people = [...form.querySelectorAll("[data-person]")].map((line) => ["citizen", ...[...line.querySelectorAll("input")].map(value)]);
    return [[form.dataset.kind, value(form.elements.name), value(form.elements.birth_year)], ...people].filter(
      ([, name]) => name.length > 3,
    );
  };

  async function look() {
    const pieces = [];
    for (const [kind, name, birth] of asked()) {
      const query = new URLSearchParams({ kind, name, birth_year: birth, place: value(form.elements.place) });
      const address = `${form.dataset.alike}?${query}`;
      if (!answers.has(address)) {
        try {
          const answer = await fetch(address);
          answers.set(address, answer.ok ? await answer.text() : "");
        } catch {
          return; // no network: the button checks again
        }
      }
      pieces.push(answers.get(address).trim());
    }
    told.innerHTML = pieces.join("");
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 600);
  });
});
