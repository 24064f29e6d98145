// Hands the bytes of each report to the panels below the stage, about twice a second while one is open.
export default function ({ data, parentElement }) {
  if (!data) return;
  const view = parentElement.ownerDocument.defaultView;
  view.playgroundReport = data;
  view.dispatchEvent(new CustomEvent("playground-report"));
}
