// Draws the state of a job anew every other second without loading the page; without it the page loads itself again.
document.querySelectorAll('[data-job="open"]').forEach((shown) => {
  async function again() {
    let page;
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.statusText);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      setTimeout(again, 5000); // no network just now: the work goes on without us
      return;
    }
    const now = page.querySelector("[data-job]");
    if (!now || now.dataset.job !== "open") {
      window.location.reload();
      return;
    }
    const far = now.querySelector("[data-far]");
    const old = shown.querySelector("[data-far]");
    if (far && old && far.innerHTML !== old.innerHTML) old.innerHTML = far.innerHTML;
    setTimeout(again, 2000);
  }

  setTimeout(again, 1500);
});
