// Sideways dragging over an area tells where it is; a click does too. A finger that scrolls the page does nothing.
const SLACK = 4; // px that a finger moves before it drags

// isOn(): whether it means anything now; report(x): px from the area's left edge
export function dragAlong(area, isOn, report) {
  let start = null, isDrag = false;
  const tell = (event) => {
    const box = area.getBoundingClientRect();
    report(((event.clientX - box.x) * area.offsetWidth) / box.width); // a zoomed stage
  };
  area.addEventListener("pointerdown", (event) => {
    if (event.button || !isOn() || event.target.closest("button")) return;
    area.setPointerCapture(event.pointerId);
    start = event.clientX;
    isDrag = event.pointerType !== "touch";
    if (isDrag) tell(event);
  });
  area.addEventListener("pointermove", (event) => {
    if (start === null || !isOn()) return;
    isDrag ||= Math.abs(event.clientX - start) > SLACK;
    if (isDrag) tell(event);
  });
  area.addEventListener("pointerup", (event) => {
    if (start !== null && isOn()) tell(event);
    start = null;
  });
  area.addEventListener("pointercancel", () => (start = null));
}
