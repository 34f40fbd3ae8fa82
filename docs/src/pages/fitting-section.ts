// Fitting a family: the command with what it prints, and the same in TypeScript with what that prints. Which data fit a family
// is told by where its outcome lives, not by its name; where none of ours do, the data are drawn from the family itself.
import type { Density, FamilyDefinition } from '@expfam/family';
import { Workbench } from '../build/run-block.js';
import type { Sample } from './samples.js';
import { samplesFor } from './samples.js';
import type { Fixed } from './fixed.js';
import { fixedArguments, fixedFor, fixedOf } from './fixed.js';
import { code, escape } from './markdown.js';
import { simulation } from './simulation.js';

/** What the section is of; `simulated` says whether outcomes of the family can be drawn. */
export interface Subject {
  readonly family: FamilyDefinition;
  readonly density: Density;
  /** A point of the natural parameters, by name; null where there are no kernels to draw with. */
  readonly eta: readonly number[] | null;
  /** Whether every row costs a sum or an integral: then a few simulated ones must do. */
  readonly summed: boolean;
}

/** The section; it says so where a family cannot be fitted. */
export const fittingSection = async (subject: Subject): Promise<string> => {
  const heading = '\n## Fitting it\n';
  const bench = new Workbench();
  try {
    const complaints: string[] = [];
    for await (const shown of attempts(bench, subject)) {
      if (typeof shown === 'string') return [heading, shown].join('\n');
      complaints.push(shown.complaint);
    }
    return complaints.length === 0
      ? `${heading}\nThere are no kernels to fit it with yet.\n`
      : [heading, '\nIt cannot be fitted yet:\n', code('txt', complaints.at(-1) ?? '')].join('\n');
  } finally {
    bench.close();
  }
};

type Shown = string | { readonly complaint: string };

/** On real data first; where every row is dear, on the fewest rows first. */
async function* attempts(bench: Workbench, { family, density, eta, summed }: Subject): AsyncGenerator<Shown> {
  const fix = fixedOf(family, density);
  const samples = samplesFor(density, fix);
  for (const sample of summed ? [...samples].sort((a, b) => a.rows - b.rows) : samples) {
    const fit = { family: family.name, sample, fix: fixedFor(fix, density, sample) };
    yield withWords(described(sample), await made(bench, sample.script, fit));
  }
  if (eta === null) return;
  const { script, sample, told } = simulation({ family: family.name, eta, fix, rows: summed ? 40 : 400 });
  yield withWords(told, await made(bench, script, { family: family.name, sample, fix }));
}

const withWords = (words: readonly string[], shown: Shown): Shown =>
  typeof shown === 'string' ? [...words, shown].join('\n') : shown;

/** Runs the module that writes the data, where there is one, and fits to them. */
const made = async (bench: Workbench, script: string | undefined, fit: Fit): Promise<Shown> => {
  if (script === undefined) return tried(bench, fit);
  const ran = await bench.run({ language: 'ts', text: script });
  return ran.status === 0 ? tried(bench, fit) : { complaint: ran.output };
};

interface Fit {
  readonly family: string;
  readonly sample: Sample;
  readonly fix: Fixed;
}

/** Command and module with their outputs, or the complaint of the one that failed. */
const tried = async (bench: Workbench, fit: Fit): Promise<Shown> => {
  const { file, formula, beside = {}, options = {} } = fit.sample;
  const further = Object.entries({ ...beside, ...options }).map(
    ([name, value]) => ` ${flag(name)} ${String(value)}`,
  );
  const command = `expfam fit ${file} --formula '${formula}' --family ${fit.family}${fixedArguments(fit.fix)}${further.join('')} --quiet`;
  const told = await bench.run({ language: 'sh', text: command });
  if (told.status !== 0) return { complaint: told.output };
  const script = scriptOf(fit);
  const printed = await bench.run({ language: 'ts', text: script });
  if (printed.status !== 0) throw new Error(`${script}\n${printed.output}`);
  return [
    code('sh', command),
    code('txt', told.output.trimEnd()),
    '\nThe same from TypeScript:\n',
    code('ts', script),
    code('txt', printed.output.trimEnd()),
  ].join('\n');
};

/** An option of the library as the command spells it. */
const flag = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const described = ({ about, file, script }: Sample): readonly string[] => {
  const words = escape(about.replace(/^./, (first) => first.toUpperCase()));
  return script === undefined
    ? [`\n${words}: [${file}](/data/${file}).\n`]
    : [`\n${words}, from [iris.csv](/data/iris.csv).\n`, code('ts', script)];
};

const scriptOf = ({ family, sample, fix }: Fit): string => {
  const { file, formula, beside = {}, options = {} } = sample;
  const data = ['table', `formula: '${formula}'`, ...Object.entries(beside).map(([name, value]) => `${name}: '${value}'`)]; // prettier-ignore
  const chosen = [
    ...Object.entries(options).map(([name, value]) => `${name}: ${String(value)}`),
    ...(Object.keys(fix).length === 0 ? [] : [`fix: ${literal(fix)}`]),
  ];
  return `import { fit, readTable } from 'expfam';

const table = await readTable('${file}');
const model = await fit('${family}', { ${data.join(', ')} }${chosen.length === 0 ? '' : `, { ${chosen.join(', ')} }`});
for (const { parameter, class: level, term, estimate } of model.coefficients)
  console.log(level ?? parameter, term, estimate?.toPrecision(4));`;
};

const literal = (fix: Fixed): string =>
  `{ ${Object.entries(fix)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ')} }`;
