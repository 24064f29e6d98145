// The session's runs as the page's data tell them, newest first.
export const presentRun = (runs) => runs.find(({ present }) => present);

// Those that lie under the present one, in the order of their letters.
export const pinnedRuns = (runs) => runs.filter(({ letter, present }) => letter && !present).sort((a, b) => a.letter.localeCompare(b.letter));

export const pinGesture = ({ number, pinned }) => ({ action: "pin_run", run: number, value: !pinned });
