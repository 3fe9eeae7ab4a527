// Tells how far a job is, and goes on to what came of it.
(() => {
  const box = document.getElementById("job");
  if (!box || box.dataset.over === "yes") return;
  const told = document.getElementById("told");
  const bar = document.getElementById("progress");
  const look = async () => {
    try {
      const answer = await fetch(box.dataset.standing, { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      if (now.state === "done") return location.replace(now.to);
      if (now.over) return location.reload();
      bar.max = now.whole || 1;
      bar.value = now.done;
      const said = now.state === "waiting" ? "It waits for the job before it." : `It is being built: ${now.step || "starting"}`;
      if (told.textContent !== said) told.textContent = said;
    } catch {
      told.textContent = "The server does not answer. Is it still running?";
    }
    setTimeout(look, 500);
  };
  setTimeout(look, 300);
})();
