// Fitting a family: the command with what it prints, and the same in TypeScript with what that prints. Which data fit a family
// is told by where its outcome lives, not by its name; where none of ours do, the data are drawn from the family itself.
import type { Density, FamilyDefinition } from '@expfam/family';
import { Workbench } from '../build/run-block.js';
import type { Sample } from './samples.js';
import { samplesFor } from './samples.js';
import type { Fixed } from './fixed.js';
import { fixedArguments, fixedOf, withoutEnd } from './fixed.js';
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
export const fittingSection = async ({ family, density, eta, summed }: Subject): Promise<string> => {
  const heading = '\n## Fitting it\n';
  const fix = fixedOf(family, density);
  const bench = new Workbench();
  const complaints: string[] = [];
  try {
    for (const sample of summed ? [] : samplesFor(density)) {
      const shown = await tried(bench, { family: family.name, sample, fix: withoutEnd(fix, density) });
      if (typeof shown === 'string') return [heading, described(sample), shown].join('\n');
      complaints.push(shown.complaint);
    }
    if (eta !== null) {
      const drawn = simulation({ family: family.name, eta, fix, rows: summed ? 40 : 400 });
      const ran = await bench.run({ language: 'ts', text: drawn.script });
      const shown =
        ran.status === 0
          ? await tried(bench, { family: family.name, sample: drawn.sample, fix })
          : { complaint: ran.output };
      if (typeof shown === 'string') return [heading, ...drawn.told, shown].join('\n');
      complaints.push(shown.complaint);
    }
    return complaints.length === 0
      ? `${heading}\nThere are no kernels to fit it with yet.\n`
      : [heading, '\nIt cannot be fitted yet:\n', code('txt', complaints.at(-1) ?? '')].join('\n');
  } finally {
    bench.close();
  }
};

interface Fit {
  readonly family: string;
  readonly sample: Sample;
  readonly fix: Fixed;
}

/** Command and module with their outputs, or the complaint of the one that failed. */
const tried = async (bench: Workbench, fit: Fit): Promise<string | { readonly complaint: string }> => {
  const { file, formula, options = '' } = fit.sample;
  const command = `expfam fit ${file} --formula '${formula}' --family ${fit.family}${fixedArguments(fit.fix)}${options} --quiet`;
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

const described = ({ about, file }: Sample): string =>
  `\n${escape(about.replace(/^./, (first) => first.toUpperCase()))}: [${file}](/data/${file}).\n`;

const scriptOf = ({ family, sample, fix }: Fit): string => {
  const { file, formula, settings } = sample;
  const options = [
    ...Object.entries(settings ?? {}).map(([name, value]) => `${name}: ${String(value)}`),
    ...(Object.keys(fix).length === 0 ? [] : [`fix: ${literal(fix)}`]),
  ];
  return `import { fit, readTable } from 'expfam';

const table = await readTable('${file}');
const model = await fit('${family}', { table, formula: '${formula}' }${options.length === 0 ? '' : `, { ${options.join(', ')} }`});
for (const { parameter, class: level, term, estimate } of model.coefficients)
  console.log(level ?? parameter, term, estimate?.toPrecision(4));`;
};

const literal = (fix: Fixed): string =>
  `{ ${Object.entries(fix)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ')} }`;
