// Hands each frame's bytes to the stage. It rides with every tick, so it stays this small;
// a stage that is not mounted yet finds the newest frame on its root later.
export default function ({ data, parentElement }) {
  if (!data) return;
  const view = parentElement.ownerDocument.defaultView;
  view.playgroundFrame = data;
  view.dispatchEvent(new CustomEvent("playground-frame"));
}
