// Softmax with a temperature and its cross-entropy, for as long as something is dragged; a test holds them to PyTorch.
export const WIDEST_LOGIT = 5;

export function softmax(logits, temperature) {
  const top = Math.max(...logits), powers = logits.map((z) => Math.exp((z - top) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

// Probabilities, the loss of the target, and the loss's slope along each logit.
export function compareWithTarget(logits, temperature, target) {
  const probabilities = softmax(logits, temperature), top = Math.max(...logits);
  const rest = Math.log(logits.reduce((sum, z) => sum + Math.exp((z - top) / temperature), 0));
  return {
    probabilities,
    loss: rest + (top - logits[target]) / temperature,
    gradient: probabilities.map((p, k) => (p - (k === target ? 1 : 0)) / temperature),
  };
}

const LEAST = 1e-6; // of a probability, before its logarithm is taken

// Logits around 0 that have these probabilities, kept within their range.
export function findLogits(probabilities, temperature) {
  const logs = probabilities.map((p) => temperature * Math.log(Math.max(LEAST, p)));
  const middle = (Math.max(...logs) + Math.min(...logs)) / 2;
  return logs.map((z) => +Math.max(-WIDEST_LOGIT, Math.min(WIDEST_LOGIT, z - middle)).toFixed(2));
}
