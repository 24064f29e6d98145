// Hands the approximation stage how its measurements stand.
export default function ({ data, parentElement }) {
  const view = parentElement.ownerDocument.defaultView;
  view.approximationJob = data;
  view.dispatchEvent(new CustomEvent("approximation-job"));
}
