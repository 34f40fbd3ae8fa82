// The values of options: text from the command line into numbers, lists and assignments, refused with the option's name.
import { InvalidArgumentError } from 'commander';
import { splitRecord } from '../tables/delimited.js';

/** A number that satisfies `accepts`, described by `needed`. */
const numberWhere =
  (accepts: (value: number) => boolean, needed: string) =>
  (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(value) || !accepts(value)) throw new InvalidArgumentError(`${needed} is needed.`);
    return value;
  };

/** A finite number. */
export const number = numberWhere(() => true, 'a number');

/** A finite number of 0 or more. */
export const nonNegative = numberWhere((value) => value >= 0, 'a number of 0 or more');

/** A finite number above 0. */
export const positive = numberWhere((value) => value > 0, 'a number above 0');

/** A size such as 500MB or 2GB, in bytes. */
export const bytes = (text: string): number => {
  const [, digits = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)b?\s*$/i.exec(text) ?? [];
  if (digits === '' || Number(digits) === 0)
    throw new InvalidArgumentError('a size such as 500MB or 2GB is needed.');
  return Number(digits) * 1024 ** ' kmgt'.indexOf(unit.toLowerCase() === '' ? ' ' : unit.toLowerCase());
};

/** A number between 0 and 1. */
export const share = numberWhere((value) => value > 0 && value < 1, 'a number between 0 and 1');

/** A whole number from 1. */
export const count = numberWhere(
  (value) => Number.isSafeInteger(value) && value >= 1,
  'a whole number from 1',
);

/** A whole number of at least 2. */
export const classCount = numberWhere(
  (value) => Number.isSafeInteger(value) && value >= 2,
  'a whole number from 2',
);

/** A whole number. */
export const whole = numberWhere((value) => Number.isSafeInteger(value), 'a whole number');

/** The path of a folder. */
export const folder = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('the path of a folder is needed.');
  return text;
};

/** Values set apart by commas. */
export const list = (text: string): readonly string[] => text.split(',').map((part) => part.trim());

/** Families set apart by commas; a density text is one, whatever commas it holds. */
export const families = (text: string): readonly string[] =>
  text.includes('(') && text.includes('=') ? [text] : list(text);

/** Values set apart by commas, each of them one of `choices`. */
export const listOf =
  (choices: readonly string[]) =>
  (text: string): readonly string[] => {
    const parts = [...new Set(list(text))];
    const stranger = parts.find((part) => !choices.includes(part));
    if (stranger !== undefined)
      throw new InvalidArgumentError(`\`${stranger}\` is none of ${choices.join(', ')}.`);
    return parts;
  };

/** `column=level,level,…`, gathered over repetitions; a level with a comma stands in double quotes. */
export const levels = (
  text: string,
  before: ReadonlyMap<string, readonly string[]> = new Map(),
): ReadonlyMap<string, readonly string[]> => {
  const at = text.indexOf('=');
  const found = at < 1 ? [] : splitRecord(text.slice(at + 1), ',').map((level) => level.trim());
  if (found.length < 2 || found.includes(''))
    throw new InvalidArgumentError('COLUMN=LEVEL,LEVEL,… is needed.');
  return new Map([...before, [text.slice(0, at), found]]);
};

/** `balanced`, or `class=weight,class=weight`; a class with a comma stands in double quotes. */
export const classWeights = (text: string): 'balanced' | Readonly<Record<string, number>> => {
  if (text.trim() === 'balanced') return 'balanced';
  const entries = splitRecord(text, ',').map((part) => {
    const at = part.lastIndexOf('=');
    return [part.slice(0, at).trim(), at < 1 ? Number.NaN : positive(part.slice(at + 1))] as const;
  });
  if (entries.some(([, weight]) => Number.isNaN(weight)))
    throw new InvalidArgumentError('balanced, or CLASS=WEIGHT,… is needed.');
  return Object.fromEntries(entries);
};

/** `name=number`, gathered over repetitions; the number stays as it is written, so that 0.1 stays a tenth. */
export const assignments = (
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => {
  const [, name = '', value = ''] =
    /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*=\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?(?:\/[0-9]+)?)\s*$/.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError('NAME=NUMBER is needed.');
  return { ...before, [name]: value };
};

const oneLink = 'One link for E[y] is needed, or etaN=NAME for every N.';

/** A link for E[y], or `eta2=NAME` for a natural parameter, gathered over repetitions. */
export const linkChoice = (
  text: string,
  before?: string | Readonly<Record<string, string>>,
): string | Readonly<Record<string, string>> => {
  const [, parameter, link] = /^\s*(eta\d+)\s*=\s*(\S.*?)\s*$/.exec(text) ?? [];
  if (parameter === undefined || link === undefined) {
    if (before !== undefined) throw new InvalidArgumentError(oneLink);
    return text.trim();
  }
  if (typeof before === 'string') throw new InvalidArgumentError(oneLink);
  return { ...before, [parameter]: link };
};

/** Parsers that gather the values of an option that is given several times. */
export const gathering: ReadonlySet<unknown> = new Set<unknown>([levels, assignments, linkChoice]);
