// Labels at the ends of curves: those that would overlap move apart, each as little as possible.
const WIDE = 44; // px within which two labels stand in each other's way

// labels: [{x, y}, ...]; sets `y` so that neighbors are `gap` px apart and none is below `lowest`.
export function spreadLabels(labels, gap, lowest) {
  for (const column of columnsOf(labels)) spreadColumn(column, gap, lowest);
}

function columnsOf(labels) {
  const columns = [];
  for (const label of [...labels].sort((a, b) => a.x - b.x)) {
    const column = columns.at(-1);
    if (column && label.x - column.at(-1).x < WIDE) column.push(label);
    else columns.push([label]);
  }
  return columns;
}

// Labels that touch form a block, centered where they would stand; blocks that touch are joined.
function spreadColumn(column, gap, lowest) {
  const blocks = [];
  for (const label of column.sort((a, b) => a.y - b.y)) {
    let block = { labels: [label], middle: label.y };
    while (blocks.length && block.middle - blocks.at(-1).middle < (gap * (block.labels.length + blocks.at(-1).labels.length)) / 2) {
      const labels = [...blocks.pop().labels, ...block.labels];
      block = { labels, middle: labels.reduce((sum, { y }) => sum + y, 0) / labels.length };
    }
    blocks.push(block);
  }
  for (const { labels, middle } of blocks) {
    const start = Math.min(middle, lowest - (gap * (labels.length - 1)) / 2) - (gap * (labels.length - 1)) / 2;
    labels.forEach((label, i) => (label.y = start + gap * i));
  }
}
