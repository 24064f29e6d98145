// Space plays and pauses, also after a click on some button; but it presses a button that was reached by keyboard,
// where Streamlit would take it for its shortcut all the same. A slider of the stage has no use for the shortcuts, and
// Streamlit takes none from an input: there they press the transport's buttons.
const SHORTCUTS = { " ": "play", s: "step", S: "step" };
let pressed = null;
const nameOfButton = (event) => {
  const button = event.target.closest?.("button");
  return button && (button.dataset.focus ?? button.innerText); // a rebuilt one keeps it
};

export function rememberPress(event) {
  pressed = nameOfButton(event);
}

export function keepSpaceForButtons(event) {
  if (event.key === "Tab") pressed = null;
  if (event.target.type === "range" && event.target.closest(".live-view")) return pressShortcut(event);
  const name = event.key === " " && nameOfButton(event);
  if (name && name !== pressed) event.stopImmediatePropagation();
}

function pressShortcut(event) {
  const name = SHORTCUTS[event.key];
  if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (!event.repeat) document.querySelector(`.st-key-${name} button`)?.click();
}

export const isTyping = (event) => Boolean(event.target.closest?.("input, select, textarea, [contenteditable=true]"));
