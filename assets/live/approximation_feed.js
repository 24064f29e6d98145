// What the page's pumps bring: frames of the fit, and how measurements stand.
import { decodeFrame } from "./decode.js";

export class Feed {
  constructor(onFrame, onJob) {
    this.listening = new AbortController();
    const { signal } = this.listening;
    const frame = () => window.approximationFrame && onFrame(decodeFrame(window.approximationFrame));
    const job = () => window.approximationJob && onJob(JSON.parse(window.approximationJob));
    addEventListener("approximation-frame", frame, { signal });
    addEventListener("approximation-job", job, { signal });
    frame();
    job();
  }

  stop() {
    this.listening.abort();
  }
}
