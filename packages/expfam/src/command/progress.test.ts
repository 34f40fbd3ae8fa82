// What the progress line writes, and when it writes nothing.
import { expect, test } from 'vitest';
import type { Context } from './context.js';
import { progressLine } from './progress.js';

const written = (terminal: boolean, quiet: boolean): string => {
  let text = '';
  const context: Context = {
    out: () => undefined,
    err: (piece) => (text += piece),
    input: (async function* () {
      await Promise.resolve();
      yield '';
    })(),
    terminal,
    signal: new AbortController().signal,
  };
  const line = progressLine(context, quiet);
  line.show({
    solver: 'newton',
    iteration: 3,
    objective: 0.5,
    gradientNorm: 1e-3,
    point: new Float64Array(0),
  });
  line.clear();
  return text;
};

test('progress is one line that is taken away again', () => {
  expect(written(true, false)).toBe('\r\u001b[Knewton 3  objective 0.50000000  gradient 1.0e-3\r\u001b[K');
});

test('there is none where nobody looks or nobody wants it', () => {
  expect(written(false, false)).toBe('');
  expect(written(true, true)).toBe('');
});
