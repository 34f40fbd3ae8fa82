// The data that come with the site, by the outcomes that they hold.
import { text } from '@expfam/expression';
import type { Density } from '@expfam/family';
import type { Fixed, Known } from './fixed.js';
import { prepared } from './prepared.js';

/** A data set with a formula for it. */
export interface Sample extends Known {
  readonly file: string;
  readonly formula: string;
  readonly about: string;
  readonly rows: number;
  /** A module that writes the file from one of the site's. */
  readonly script?: string;
  /** What the library takes beside table and formula, and what it takes as options; the command has both. */
  readonly beside?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, number>>;
}

const iris = 'Anderson 1935, Fisher 1936';
const motor = 'Motor Trend 1974';
const blood = 'McCullagh & Nelder 1989, section 8.4.2';

const samples = {
  classes: {
    file: 'iris.csv',
    formula: 'Species ~ Sepal_Length + Sepal_Width',
    about: `three species of iris by the size of their sepals (${iris})`,
    rows: 150,
    options: { l2: 0.01 },
  },
  trials: {
    file: 'mtcars.csv',
    formula: 'am ~ wt',
    about: `cars with manual gears by weight (${motor})`,
    rows: 32,
  },
  single: {
    file: 'mtcars.csv',
    formula: 'cbind(am, 1 - am) ~ wt',
    about: `cars with manual gears by weight, a trial each (${motor})`,
    rows: 32,
  },
  counts: {
    file: 'warpbreaks.csv',
    formula: 'breaks ~ wool + tension',
    about: 'breaks of yarn by wool and tension (Tippett 1950)',
    rows: 54,
  },
  kicks: {
    file: 'horse-kicks.csv',
    formula: 'deaths ~ 1',
    about: 'deaths by horse kicks in a corps of the Prussian army in a year (von Bortkiewicz 1898)',
    rows: 5,
    beside: { weights: 'corps_years', weightsAre: 'frequencies' },
  },
  alleles: {
    file: 'blood-groups.csv',
    formula: 'N ~ 1',
    about: 'genes for the blood factor N, of two that each of 1029 people in Hong Kong has (1937; Rice 1995)',
    rows: 3,
    beside: { weights: 'people', weightsAre: 'frequencies' },
  },
  differences: {
    file: 'hair-eye.csv',
    formula: 'brown - blue ~ hair',
    about: 'how many more students have brown eyes than blue, by the colour of their hair (Snee 1974)',
    rows: 8,
  },
  times: {
    file: 'clotting.csv',
    formula: 'lot1 ~ log(u)',
    about: `clotting times of blood, in seconds, by the concentration of plasma (${blood})`,
    rows: 9,
    ends: [10, Infinity],
  },
  minutes: {
    file: 'clotting.csv',
    formula: 'lot1 / 60 ~ log(u)',
    about: `clotting times of blood, in minutes, by the concentration of plasma (${blood})`,
    rows: 9,
    ends: [0.1, Infinity],
  },
  lengths: {
    file: 'iris.csv',
    formula: 'Petal_Length ~ 1',
    about: `lengths of the petals of irises, whatever their species (${iris})`,
    rows: 150,
    ends: [0.1, Infinity],
  },
  numbers: {
    file: 'mtcars.csv',
    formula: 'mpg ~ wt',
    about: `miles per gallon by weight (${motor})`,
    rows: 32,
    centre: 20,
    ends: [10, 40],
  },
  fractions: {
    file: 'iris.csv',
    formula: 'Petal_Width / Petal_Length ~ Species',
    about: `widths of petals as fractions of their lengths, by species (${iris})`,
    rows: 150,
    ends: [0, 1],
  },
  angles: {
    file: 'iris.csv',
    formula: 'atan(Sepal_Width / Sepal_Length) ~ Species',
    about: `angles between sides and diagonals of sepals, by species (${iris})`,
    rows: 150,
  },
  parts: prepared.parts,
  pairs: {
    file: 'iris.csv',
    formula: 'cbind(Sepal_Length, Sepal_Width) ~ Species',
    about: `length and width of sepals by species (${iris})`,
    rows: 150,
  },
  eyes: {
    file: 'hair-eye.csv',
    formula: 'cbind(brown, blue, hazel, green) ~ hair + sex',
    about: 'colours of eyes of 592 students, by the colour of their hair and by sex (Snee 1974)',
    rows: 8,
  },
  directions: prepared.directions,
  scatters: prepared.scatters,
} as const satisfies Readonly<Record<string, Sample>>;

/** Data whose outcome the density can produce, by its domain alone, the likeliest first; they may still be ill suited. */
export const samplesFor = ({ outcome: { domain } }: Density, fix: Fixed): readonly Sample[] => {
  switch (domain.kind) {
    case 'set': {
      const values = domain.values.map((value) => text(value)).join();
      return values === '0,1' ? [samples.trials] : values === '0,1,2' ? [samples.alleles] : [];
    }
    case 'range':
      return wholeNumbers(text(domain.lower), text(domain.upper), domain.upper.op === 'symbol');
    case 'interval':
      return numbers(text(domain.lower), text(domain.upper), fix);
    case 'simplex':
      return [samples.parts];
    case 'counts':
      return [samples.eyes];
    case 'sphere':
      return [samples.directions];
    case 'positive-definite':
      return [samples.scatters];
    case 'vector':
      if (domain.component === undefined) return [samples.pairs];
      return domain.component.kind === 'range' ? [samples.eyes] : [];
  }
};

const wholeNumbers = (lower: string, upper: string, open: boolean): readonly Sample[] => {
  if (upper === 'inf') {
    if (lower === '-inf') return [samples.differences];
    return lower === '0' ? [samples.counts, samples.kicks] : [samples.counts];
  }
  if (lower === '0' && upper === '2') return [samples.alleles];
  if (!open) return [];
  return lower === '1' ? [samples.classes] : [samples.single];
};

const numbers = (lower: string, upper: string, fix: Fixed): readonly Sample[] => {
  if (upper === 'inf') {
    if (lower === '-inf') return [samples.numbers];
    // known constants are of the order of one: so should be the outcome
    const { times, minutes, lengths } = samples;
    return Object.keys(fix).length === 0 ? [times, minutes, lengths] : [minutes, times, lengths];
  }
  if (lower === '-pi') return [samples.angles];
  return lower === '0' ? [samples.fractions] : [samples.numbers];
};
