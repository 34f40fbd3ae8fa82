// Fitting a family on real data: the command with what it prints, and the same in TypeScript. Which data fit a family is told
// by where its outcome lives, not by its name.
import { text } from '@expfam/expression';
import type { Density, FamilyDefinition } from '@expfam/family';
import { triedBlock } from '../build/run-block.js';
import { code, escape } from './markdown.js';

interface Sample {
  readonly file: string;
  readonly formula: string;
  readonly about: string;
  readonly options?: string;
}

const samples = {
  classes: {
    file: 'iris.csv',
    formula: 'Species ~ Sepal_Length + Sepal_Width',
    about: 'three species of iris by the size of their sepals (Anderson 1935, Fisher 1936)',
  },
  trials: {
    file: 'mtcars.csv',
    formula: 'am ~ wt',
    about: 'cars with manual gears by weight (Motor Trend 1974)',
  },
  counts: {
    file: 'warpbreaks.csv',
    formula: 'breaks ~ wool + tension',
    about: 'breaks of yarn by wool and tension (Tippett 1950)',
  },
  times: {
    file: 'clotting.csv',
    formula: 'lot1 ~ log(u)',
    about: 'clotting times of blood by the concentration of plasma (McCullagh & Nelder 1989, section 8.4.2)',
  },
  numbers: {
    file: 'mtcars.csv',
    formula: 'mpg ~ wt',
    about: 'miles per gallon by weight (Motor Trend 1974)',
  },
} as const satisfies Readonly<Record<string, Sample>>;

/** Data whose outcome the density can produce; null where none of the samples has such an outcome. */
export const sampleFor = ({ outcome: { domain } }: Density): Sample | null => {
  switch (domain.kind) {
    case 'set':
      return domain.values.map(text).join() === '0,1' ? samples.trials : null;
    case 'range': {
      const [lower, upper] = [text(domain.lower), text(domain.upper)];
      if (upper === 'inf' && (lower === '0' || lower === '1')) return samples.counts;
      return lower === '1' && domain.upper.op === 'symbol' ? samples.classes : null;
    }
    case 'interval': {
      const [lower, upper] = [text(domain.lower), text(domain.upper)];
      if (upper !== 'inf') return null;
      return lower === '0' ? samples.times : lower === '-inf' ? samples.numbers : null;
    }
    default:
      return null;
  }
};

/** The section; empty where no sample fits or the family needs values that only its user knows. */
export const fittingSection = async (family: FamilyDefinition, density: Density): Promise<string> => {
  const sample = sampleFor(density);
  if (sample === null) return '';
  const constants = density.constants.filter(
    ({ symbol }) => symbol !== domainEnd(density) && text(symbol) !== family.dispersion,
  );
  const fix = constants.map(({ symbol }) => ` --fix ${text(symbol)}=2`).join('');
  const command = `expfam fit ${sample.file} --formula '${sample.formula}' --family ${family.name}${fix} --quiet`;
  const ran = await triedBlock(command);
  if (ran.status !== 0) return '';
  return [
    '\n## Fitting it\n',
    `${escape(sample.about)}: [${sample.file}](/data/${sample.file})\n`.replace(/^./, (first) =>
      first.toUpperCase(),
    ),
    code('sh', command),
    code('txt', ran.output.trimEnd()),
    '\nThe same from TypeScript:\n',
    code(
      'ts',
      script(
        family.name,
        sample,
        constants.map(({ symbol }) => text(symbol)),
      ),
    ),
  ].join('\n');
};

const domainEnd = ({ outcome: { domain } }: Density) => (domain.kind === 'range' ? domain.upper : null);

const script = (name: string, { file, formula }: Sample, constants: readonly string[]): string => {
  const fix = constants.map((constant) => `${constant}: 2`).join(', ');
  const options = fix === '' ? '' : `, { fix: { ${fix} } }`;
  return `import { fit, readTable } from 'expfam';

const table = await readTable('${file}');
const model = await fit('${name}', { table, formula: '${formula}' }${options});
console.log(model.summary());`;
};
