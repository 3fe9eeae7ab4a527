// Keys of one letter press the button or link that bears them, or open its form. Without
// this script every page works by its links, buttons and forms.
(() => {
  const typing = (at) => at.closest("input, select, textarea, [contenteditable]");
  const open = (details) => {
    details.open = true;
    const field = details.querySelector("input:not([type=hidden]), select, a, button");
    if (field) field.focus();
  };
  // Once a key leads away, the next one waits for the page that it is meant for.
  let leaving = false;
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("submit", (event) => {
    if (leaving) event.preventDefault();
    leaving = !event.defaultPrevented || leaving;
  });
  const press = (target) => {
    if (target.tagName === "DETAILS") return open(target);
    target.click();
    leaving = true;
  };
  const leave = () => {
    for (const details of document.querySelectorAll("details[data-key][open]")) details.open = false;
    document.activeElement.blur();
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave();
    if (document.body.dataset.keys === "off" || leaving) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    if (event.key === "f") return find(event);
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    press(target);
  });

  // Places in the text: UTF-16 units from its start, as this browser counts; the server
  // turns them into code points.
  const text = document.getElementById("text");
  const unit = (node, offset) => {
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(node, offset);
    return range.toString().length;
  };
  function find(event) {
    const chosen = getSelection();
    if (!text || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    event.preventDefault();
    const to = new URL(text.dataset.claimsAt, location.href);
    to.searchParams.set("from", unit(range.startContainer, range.startOffset));
    to.searchParams.set("to", unit(range.endContainer, range.endOffset));
    location.href = `${to}#here`;
  }
  if (text) {
    // A click on marked words opens their claim; clicks on the same words go round them.
    text.addEventListener("click", (event) => {
      const mark = event.target.closest("mark[data-claims]");
      if (!mark || !getSelection().isCollapsed) return;
      const claims = mark.dataset.claims.split(" ").filter(Boolean);
      if (!claims.length) return;
      const to = new URL(text.dataset.claimsAt, location.href);
      const now = new URL(location.href).searchParams.get("claim");
      to.searchParams.set("claim", claims[(claims.indexOf(now) + 1) % claims.length]);
      location.href = `${to}#here`;
    });
    // The list is scrolled to the claim that is looked at, within its own box.
    const listed = document.getElementById("listed");
    const box = listed && listed.closest(".claims");
    if (box) box.scrollTop = listed.offsetTop - box.offsetTop - box.clientHeight / 3;
  }
  // A form that came back with a fault is open: go on typing there.
  const again = document.querySelector("details[data-key][open]:not(.help)");
  if (again) open(again);
})();
