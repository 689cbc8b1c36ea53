// Decodes a BlurHash (github.com/woltapp/blurhash, Algorithm.md) onto a small canvas that CSS scales up.

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';
const size = 32;

/** @param {string} text @param {number} from @param {number} to */
const digits = (text, from, to) => [...text.slice(from, to)].reduce((value, c) => value * 83 + alphabet.indexOf(c), 0);
/** @param {number} value */
const linear = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
/** @param {number} value */
const encoded = (value) => Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055));
/** @param {number} value */
const signedSquare = (value) => Math.sign(value) * value * value;

/** @param {string} hash */
function components(hash) {
  const flag = digits(hash, 0, 1);
  const columns = (flag % 9) + 1;
  const rows = Math.floor(flag / 9) + 1;
  if (hash.length !== 4 + 2 * columns * rows) return null;
  const strength = (digits(hash, 1, 2) + 1) / 166;
  const average = digits(hash, 2, 6);
  const colors = [[linear(average >> 16), linear((average >> 8) & 255), linear(average & 255)]];
  for (let i = 1; i < columns * rows; i++) {
    const value = digits(hash, 4 + i * 2, 6 + i * 2);
    colors.push([Math.floor(value / 361), Math.floor(value / 19) % 19, value % 19].map((part) => signedSquare((part - 9) / 9) * strength));
  }
  return { columns, rows, colors };
}

/** Cosines of so many frequencies at every place. @param {number} count */
const waves = (count) => Array.from({ length: count }, (_, i) =>
  Array.from({ length: size }, (__, at) => Math.cos((Math.PI * at * i) / size)));

/** A canvas with the blurred picture, or null when the text is no BlurHash. @param {string} hash */
export function blurred(hash) {
  const parts = components(hash);
  if (!parts) return null;
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const pixels = context.createImageData(size, size);
  const across = waves(parts.columns);
  const down = waves(parts.rows);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0];
      for (let row = 0; row < parts.rows; row++) {
        for (let column = 0; column < parts.columns; column++) {
          const wave = across[column][x] * down[row][y];
          const color = parts.colors[column + row * parts.columns];
          for (let i = 0; i < 3; i++) sum[i] += color[i] * wave;
        }
      }
      const at = 4 * (x + y * size);
      for (let i = 0; i < 3; i++) pixels.data[at + i] = encoded(Math.min(1, Math.max(0, sum[i])));
      pixels.data[at + 3] = 255;
    }
  }
  context.putImageData(pixels, 0, 0);
  return canvas;
}
