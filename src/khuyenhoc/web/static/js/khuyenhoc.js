// Copies a report's sentence, prints a page. Without it the sentence is copied by hand and the browser's menu prints.
document.querySelectorAll("button[data-copy]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const sentence = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(sentence.textContent.trim());
    } catch {
      const marked = document.createRange(); // no clipboard without TLS: mark the sentence, the old way
      marked.selectNodeContents(sentence);
      const selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(marked);
      document.execCommand("copy");
    }
    const told = button.parentElement.querySelector("[role=status]");
    told.textContent = button.dataset.copied;
  });
});
document.querySelectorAll("button[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
