// The only script: copies a report's sentence. Without it the sentence stands there to be read and copied by hand.
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
