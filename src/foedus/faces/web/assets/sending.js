// Sends the bytes of one chosen document as they are, with the secret in a header that no
// page elsewhere could set.
(() => {
  const form = document.getElementById("sending");
  const told = document.getElementById("told");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [file] = document.getElementById("file").files;
    if (!file) return;
    told.textContent = "Sending …";
    try {
      const answer = await fetch(`${form.dataset.to}?name=${encodeURIComponent(file.name)}`, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream", "X-Foedus-Secret": form.dataset.secret },
        body: file,
      });
      if (answer.ok) return location.assign(answer.url);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fault = page.querySelector(".fault");
      told.textContent = fault ? fault.innerText.replace(/\s+/g, " ") : `It was refused (${answer.status}).`;
    } catch {
      told.textContent = "The server does not answer, or stopped listening: is the document too large?";
    }
  });
})();
