// From a row of raw columns to the columns of the design, as statements of JavaScript: what the predictors in TypeScript and
// around WebAssembly share.
import { codeOf, javascript, literal } from './expression-code.js';
import type { Field, Plan, PlanColumn } from './plan.js';

/** Keeps the annotations of types, or leaves them out. */
export type Typing = (annotation: string) => string;

/** The reader of numbers, where a formula reads any, and that of levels: what is no number or no level is refused. */
export const readers = ({ variables, offsets }: Plan, typed: Typing): readonly string[] => {
  const numbers =
    variables.some(({ of, levels }) => levels === null || of.kind !== 'name') || offsets.length > 0;
  const factors = variables.some(({ levels }) => levels !== null);
  return [
    ...(numbers
      ? [
          `function number(row${typed(': Row')}, name${typed(': keyof Row')})${typed(': number')} {`,
          `  const value${typed(': unknown')} = row[name];`,
          "  if (typeof value === 'number' || typeof value === 'boolean') return Number(value);",
          '  throw new Error(`wrong-type: ${name} is ${String(value)} where a number is needed`);',
          '}',
        ]
      : []),
    ...(factors
      ? [
          `function level(value${typed(': unknown')}, levels${typed(': string[]')})${typed(': number')} {`,
          "  const text = typeof value === 'boolean' ? String(value).toUpperCase() : String(value);",
          `  const same = (one${typed(': string')}) => typeof value === 'number' && one !== '' && Number(one) === Number(value.toPrecision(15));`,
          '  const at = levels.includes(text) ? levels.indexOf(text) : levels.findIndex(same);',
          "  if (at < 0) throw new Error(`new-level: ${text} is none of ${levels.join(', ')}`);",
          '  return at;',
          '}',
        ]
      : []),
  ];
};

/** The properties of the type of a row. */
export const rowProperties = ({ fields }: Plan): readonly string[] =>
  fields.map((field) => `${key(field.name)}: ${typeOf(field)}`);

const mostListed = 30;

const typeOf = ({ levels }: Field): string => {
  if (levels === null) return 'number';
  const types = levels.length > mostListed ? ['string'] : levels.map(literal);
  if (levels.every((level) => Number.isFinite(Number(level)))) types.push('number');
  if (levels.every((level) => level === 'TRUE' || level === 'FALSE')) types.push('boolean');
  return types.join(' | ');
};

/** A key of an object literal; `__proto__` as a plain one would be no key of its own. */
export const ownKey = (name: string): string => (name === '__proto__' ? '["__proto__"]' : key(name));

/** A key of a type. */
export const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name));

/** Statements that name what the columns of the design are made of, and the text of each column. */
export interface RowCode {
  readonly statements: readonly string[];
  readonly columns: readonly string[];
  /** The text of what is added to each linear predictor; empty where there is no offset. */
  readonly offsets: readonly string[];
}

/** The code of a row that is called `row`. */
export const rowCode = ({ variables, columns, offsets, single }: Plan): RowCode => {
  const dialect = { ...javascript, column: (name: string) => `number(row, ${literal(name)})` };
  const variable = variables.map(({ of, levels }) => {
    if (levels === null) return codeOf(of, dialect);
    const value = of.kind === 'name' ? `row[${literal(of.name)}]` : codeOf(of, dialect);
    const asked = isLogical(levels) && of.kind !== 'name' ? `${value} === 1` : value;
    return `level(${asked}, [${levels.map(literal).join(', ')}])`;
  });
  const rounded = (text: string): string => (single ? `Math.fround(${text})` : text);
  const statements = variable.map((text, at) => `const v${String(at + 1)} = ${text};`);
  const found = columns.map((column, j) => {
    const text = productOf(column);
    if (/^\w+$/.test(text) && !single) return text;
    statements.push(`const x${String(j + 1)} = ${rounded(text)};`);
    return `x${String(j + 1)}`;
  });
  const added = offsets.map((sum, k) => {
    const text = sum.map((offset) => codeOf(offset, dialect)).join(' + ');
    statements.push(`const offset${String(k + 1)} = ${rounded(text)};`);
    return `offset${String(k + 1)}`;
  });
  return { statements, columns: found, offsets: added };
};

const isLogical = (levels: readonly string[]): boolean =>
  levels.every((level) => level === 'TRUE' || level === 'FALSE');

const productOf = ({ numbers, levels }: PlanColumn): string => {
  const product = numbers.map((at) => `v${String(at + 1)}`).join(' * ') || '1';
  const tests = levels.map(({ variable, code }) => `v${String(variable + 1)} === ${String(code)}`);
  return tests.length === 0 ? product : `${tests.join(' && ')} ? ${product} : 0`;
};
