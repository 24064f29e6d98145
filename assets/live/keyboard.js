// Space plays and pauses, also after a click on some button; but it presses a button that was reached by keyboard,
// where Streamlit would take it for its shortcut all the same.
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
  const name = event.key === " " && nameOfButton(event);
  if (name && name !== pressed) event.stopImmediatePropagation();
}

export const isTyping = (event) => Boolean(event.target.closest?.("input, select, textarea, [contenteditable=true]"));
