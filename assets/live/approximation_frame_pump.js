// Hands the approximation stage each frame's bytes; it rides with every tick, so it is tiny.
export default function ({ data, parentElement }) {
  if (!data) return;
  const view = parentElement.ownerDocument.defaultView;
  view.approximationFrame = data;
  view.dispatchEvent(new CustomEvent("approximation-frame"));
}
