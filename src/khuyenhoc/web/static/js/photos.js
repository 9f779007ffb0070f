// Makes a photo small before it is sent, so that a poor network carries it. Without it the server does the same.
document.querySelectorAll("input[type=file][data-shrink]").forEach((field) => {
  const longest = Number(field.dataset.shrink);

  async function shrink() {
    const [sent] = field.files;
    if (!sent || !sent.type.startsWith("image/")) return;
    try {
      const seen = await createImageBitmap(sent, { imageOrientation: "from-image" });
      const by = Math.min(1, longest / Math.max(seen.width, seen.height));
      const drawn = document.createElement("canvas");
      drawn.width = Math.round(seen.width * by);
      drawn.height = Math.round(seen.height * by);
      const pen = drawn.getContext("2d");
      pen.fillStyle = "white";
      pen.fillRect(0, 0, drawn.width, drawn.height);
      pen.drawImage(seen, 0, 0, drawn.width, drawn.height);
      const small = await new Promise((done) => drawn.toBlob(done, "image/jpeg", 0.85));
      if (!small || small.size >= sent.size || field.files[0] !== sent) return;
      const carried = new DataTransfer();
      carried.items.add(new File([small], "anh.jpg", { type: "image/jpeg" }));
      field.files = carried.files;
    } catch {
      // an old browser, or no picture: it is sent as it is and the server says what is wrong
    }
  }

  field.addEventListener("change", shrink);
});
