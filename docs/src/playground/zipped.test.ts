// What is packed into one file comes out of it as it was, and the same files give the same bytes.
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zipped } from './zipped.js';

const files = [
  { path: 'die.ts', contents: `export const φ = '½';\n`.repeat(500) },
  { path: 'die.wasm', contents: Uint8Array.of(0, 97, 115, 109, 255) },
];

test('files come out as they went in, and smaller', async () => {
  const packed = await zipped(files);
  const out = unzipSync(packed);
  expect(Object.keys(out)).toEqual(['die.ts', 'die.wasm']);
  expect(strFromU8(out['die.ts'])).toBe(files[0].contents);
  expect([...out['die.wasm']]).toEqual([0, 97, 115, 109, 255]);
  expect(packed.length).toBeLessThan(1000);
});

test('the same files give the same bytes', async () => {
  expect(await zipped(files)).toEqual(await zipped(files));
});
