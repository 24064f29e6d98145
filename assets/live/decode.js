// Bytes of one frame -> plain object. The layout is written by playground/live/encode.py.
const ARRAY_TYPES = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array };

export function decodeFrame(bytes) {
  const buffer = bytes.slice().buffer; // a copy starts at an aligned address
  const headerLength = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headerLength)));
  const payload = 4 + headerLength;
  const arrays = {};
  for (const [name, dtype, shape, offset] of header.arrays) {
    const length = shape.reduce((product, n) => product * n, 1);
    arrays[name] = Object.assign(new ARRAY_TYPES[dtype](buffer, payload + offset, length), { shape });
  }
  return { ...header, arrays };
}
