// The surfaces of the gradient descent lab: height and slope, for as long as something is dragged. What stands still is
// PyTorch's; a test holds both to the same trails.
const TURN = 2 * Math.PI;

export const SURFACES = {
  bowl: { height: (x, y) => x ** 2 / 2 + 2 * y ** 2, slope: (x, y) => [x, 4 * y] },
  ravine: { height: (x, y) => x ** 2 / 10 + 5 * y ** 2, slope: (x, y) => [x / 5, 10 * y] },
  rosenbrock: {
    height: (x, y) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
    slope: (x, y) => [-2 * (1 - x) - 400 * x * (y - x ** 2), 200 * (y - x ** 2)],
  },
  saddle: { height: (x, y) => x ** 2 / 2 - y ** 2 / 2 + y ** 4 / 4, slope: (x, y) => [x, y ** 3 - y] },
  beale: { height: (x, y) => bealeErrors(x, y).reduce((sum, e) => sum + e ** 2, 0), slope: slopeOfBeale },
  himmelblau: {
    height: (x, y) => (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2,
    slope: (x, y) => {
      const a = x ** 2 + y - 11, b = x + y ** 2 - 7;
      return [4 * x * a + 2 * b, 2 * a + 4 * y * b];
    },
  },
  rastrigin: {
    height: (x, y) => 20 + x ** 2 - 10 * Math.cos(TURN * x) + y ** 2 - 10 * Math.cos(TURN * y),
    slope: (x, y) => [2 * x + 10 * TURN * Math.sin(TURN * x), 2 * y + 10 * TURN * Math.sin(TURN * y)],
  },
  ridge: {
    height: (x, y) => (x + y) ** 2 / 20 + (x - y) ** 2,
    slope: (x, y) => [(x + y) / 10 + 2 * (x - y), (x + y) / 10 - 2 * (x - y)],
  },
};

function bealeErrors(x, y) {
  return [1.5 - x + x * y, 2.25 - x + x * y ** 2, 2.625 - x + x * y ** 3];
}

function slopeOfBeale(x, y) {
  const [a, b, c] = bealeErrors(x, y);
  return [2 * (a * (y - 1) + b * (y ** 2 - 1) + c * (y ** 3 - 1)), 2 * (a * x + b * 2 * x * y + c * 3 * x * y ** 2)];
}
