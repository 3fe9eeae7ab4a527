(() => {
  // Shows the entry beside the mark pointed at. Without this script a mark is a link.
  const shown = document.createElement("div");
  shown.id = "shown";
  shown.hidden = true;
  shown.setAttribute("role", "tooltip");
  document.body.append(shown);
  let leaving;
  const hide = () => { shown.hidden = true; };
  const later = () => { clearTimeout(leaving); leaving = setTimeout(hide, 200); };
  const stay = () => clearTimeout(leaving);
  const show = (mark) => {
    stay();
    const card = document.querySelector(mark.hash + " .card");
    if (!card) return;
    shown.replaceChildren(card.cloneNode(true));
    shown.hidden = false;
    const at = mark.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const left = Math.max(12, Math.min(at.left - 20, wide - shown.offsetWidth - 12));
    const below = at.bottom + 6 + shown.offsetHeight < innerHeight;
    const top = below ? at.bottom + 4 : Math.max(4, at.top - shown.offsetHeight - 4);
    shown.style.left = left + scrollX + "px";
    shown.style.top = top + scrollY + "px";
  };
  shown.addEventListener("mouseenter", stay);
  shown.addEventListener("mouseleave", later);
  for (const mark of document.querySelectorAll(".marks a, .way a[href^='#entry-']")) {
    mark.addEventListener("mouseenter", () => show(mark));
    mark.addEventListener("focus", () => show(mark));
    mark.addEventListener("mouseleave", later);
    mark.addEventListener("blur", later);
    mark.addEventListener("click", hide);
  }
  // A browser that does not open a fold for a link into it is helped.
  const open = () => {
    const at = location.hash && document.getElementById(location.hash.slice(1));
    const fold = at && at.closest("details:not([open])");
    if (fold) { fold.open = true; at.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
  addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });

  // The contents stand open beside the page, and closed above it on a small screen.
  if (matchMedia("(max-width: 68rem)").matches) document.querySelector(".contents").open = false;

  // A table that does not fit says so in words, not by its shadow alone.
  const tell = () => {
    for (const box of document.querySelectorAll(".scroll")) {
      const over = box.scrollWidth > box.clientWidth + 1;
      const hint = box.previousElementSibling;
      if (hint && hint.className === "hint") hint.hidden = !over;
      else if (over) {
        const said = document.createElement("p");
        said.className = "hint";
        said.textContent = "This table goes on to the right: scroll sideways →";
        box.before(said);
      }
    }
  };
  tell();
  addEventListener("resize", tell);
  document.addEventListener("toggle", tell, true);
})();
