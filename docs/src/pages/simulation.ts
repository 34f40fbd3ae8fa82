// Data for a family whose outcomes none of our tables hold: drawn from the family itself, with a seed, by the library.
import type { Sample } from './samples.js';
import type { Fixed } from './fixed.js';
import { code } from './markdown.js';

/** What is drawn from. */
export interface Drawn {
  readonly family: string;
  /** A point of the natural parameters. */
  readonly eta: readonly number[];
  readonly fix: Fixed;
  readonly rows: number;
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

/** A quarter more at the end than at the beginning, or less for every other one; half a unit where that would be nothing. */
const predictor = (eta: number, i: number): string => {
  const slope = (eta === 0 ? 0.5 : eta / 4) * (i % 2 === 0 ? 1 : -1);
  return `${short(eta)} ${slope < 0 ? '-' : '+'} ${short(Math.abs(slope))} * at`;
};

/** The module that draws and writes a table, the table as a sample, and what is to be said. */
export const simulation = ({
  family,
  eta,
  fix,
  rows,
}: Drawn): { readonly script: string; readonly sample: Sample; readonly told: readonly string[] } => {
  const file = `${family}.csv`;
  const constants = Object.entries(fix).map(([name, value]) => `${name}: ${String(value)}`);
  const options = constants.length === 0 ? '' : `, fix: { ${constants.join(', ')} }`;
  const script = `import { writeFileSync } from 'node:fs';
import { compile, sample } from 'expfam';

const kernels = await compile('${family}', { target: 'ts'${options} });
const x = Array.from({ length: ${String(rows)} }, (_, i) => i / ${String(rows)});
const eta = Float64Array.from(x.flatMap((at) => [${eta.map(predictor).join(', ')}]));
const y = sample(kernels, { eta, rows: ${String(rows)}, dispersion: 1, seed: 1 });
writeFileSync('${file}', ['x,y', ...x.map((at, i) => \`\${at},\${y[i]}\`)].join('\\n'));`;
  return {
    script,
    sample: { file, formula: 'y ~ x', about: '', rows },
    told: [
      '\nThese data are simulated: drawn from the family, with a seed, at natural parameters that are linear in x.\n',
      code('ts', script),
    ],
  };
};
