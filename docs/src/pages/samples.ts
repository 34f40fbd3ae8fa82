// The data that come with the site, by the outcomes that they hold.
import { text } from '@expfam/expression';
import type { Density } from '@expfam/family';

/** A data set with a formula for it. */
export interface Sample {
  readonly file: string;
  readonly formula: string;
  readonly about: string;
  /** Further arguments of the command, and the same as options of the library. */
  readonly options?: string;
  readonly settings?: Readonly<Record<string, number>>;
}

const samples = {
  classes: {
    file: 'iris.csv',
    formula: 'Species ~ Sepal_Length + Sepal_Width',
    about: 'three species of iris by the size of their sepals (Anderson 1935, Fisher 1936)',
    options: ' --l2 0.01',
    settings: { l2: 0.01 },
  },
  trials: {
    file: 'mtcars.csv',
    formula: 'am ~ wt',
    about: 'cars with manual gears by weight (Motor Trend 1974)',
  },
  shares: {
    file: 'mtcars.csv',
    formula: 'cbind(am, 1 - am) ~ wt',
    about: 'cars with manual gears by weight, a trial each (Motor Trend 1974)',
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
  parts: {
    file: 'iris.csv',
    formula:
      'cbind(Sepal_Width / (Sepal_Width + Petal_Width), Petal_Width / (Sepal_Width + Petal_Width)) ~ Species',
    about: 'how the widths of sepals and petals share their sum, by species (Anderson 1935, Fisher 1936)',
  },
  pairs: {
    file: 'iris.csv',
    formula: 'cbind(Sepal_Length, Sepal_Width) ~ Species',
    about: 'length and width of sepals by species (Anderson 1935, Fisher 1936)',
  },
} as const satisfies Readonly<Record<string, Sample>>;

/** Data whose outcome the density can produce, by its domain alone; they may still be ill suited. */
export const samplesFor = ({ outcome: { domain } }: Density): readonly Sample[] => {
  switch (domain.kind) {
    case 'set':
      return domain.values.map((value) => text(value)).join() === '0,1' ? [samples.trials] : [];
    case 'range': {
      const [lower, upper] = [text(domain.lower), text(domain.upper)];
      if (upper === 'inf' && (lower === '0' || lower === '1')) return [samples.counts];
      if (domain.upper.op !== 'symbol') return [];
      return lower === '1' ? [samples.classes] : lower === '0' ? [samples.shares] : [];
    }
    case 'interval': {
      const [lower, upper] = [text(domain.lower), text(domain.upper)];
      if (upper !== 'inf') return [];
      return lower === '0' ? [samples.times] : lower === '-inf' ? [samples.numbers] : [];
    }
    case 'simplex':
      return [samples.parts];
    case 'counts':
      return [samples.shares];
    case 'vector':
      return domain.component === undefined ? [samples.pairs] : [];
    default:
      return [];
  }
};
