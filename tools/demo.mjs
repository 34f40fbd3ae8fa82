// The whole line on real data: a density text becomes a derivation, kernels, a trained model and a prediction. Every part
// is a command that can be typed by hand; change examples/die.density or examples/iris.csv and every part changes.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

const out = '.cache/demo';
mkdirSync(out, { recursive: true });

const bold = (text) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text);

/** Shows a command and runs it; the demonstration ends with the first one that fails. */
const run = (title, ...words) => {
  const shown = words.map((word) => (/^[\w./=,-]+$/.test(word) ? word : `'${word}'`)).join(' ');
  console.log(`\n${bold(title)}\n$ expfam ${shown}\n`);
  const { status } = spawnSync(process.execPath, ['packages/expfam/bin/expfam.js', ...words], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
};

run(
  '1. The density of a K-sided die, and the softmax derived from it',
  'derive',
  'examples/die.density',
  '--steps',
);
run(
  '2. Kernels for three classes, as TypeScript and WGSL',
  ...['generate', 'examples/die.density', '--classes', '3', '--target', 'ts,wgsl', '--out', out, '--force'],
);
run(
  '3. Softmax regression on the iris data, trained with those kernels',
  ...['fit', 'examples/iris.csv', '--formula', 'Species ~ .', '--family', 'examples/die.density'],
  ...['--l2', '0.01', '--out', `${out}/iris.json`],
);
run('4. A new flower', 'predict', `${out}/iris.json`, 'examples/flower.csv');
