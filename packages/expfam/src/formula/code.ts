// A design as TypeScript: every column of the matrix as an expression in the raw columns of one row, evaluated in the order in
// which the matrix is filled, so that both give the same bits.
import type { Design } from './design.js';
import { factorArgument } from './factor.js';
import { parseExpression } from './parse.js';
import { namesIn } from './syntax.js';
import type { Formula } from './syntax.js';

/** A raw column that a row must have. */
export interface Field {
  readonly name: string;
  readonly type: string;
}

/** The raw columns of a design with their types. */
export const fieldsOf = (design: Design): readonly Field[] => {
  const fields = new Map<string, string>();
  for (const { text, levels } of design.variables) {
    const node = parseExpression(text);
    const argument = factorArgument(node);
    for (const name of namesIn(node))
      fields.set(
        name,
        levels !== null && argument?.kind === 'name'
          ? levels
              .map((level) => JSON.stringify(level))
              .join(' | ')
              .concat(' | number | boolean')
          : 'number',
      );
  }
  for (const text of design.offsets)
    for (const name of namesIn(parseExpression(text))) fields.set(name, 'number');
  return [...fields].map(([name, type]) => ({ name, type }));
};

/** The statement that computes the offset of a row; empty where there is none. */
export const declarationOf = (design: Design): string =>
  design.offsets.length === 0
    ? ''
    : `const offset = ${['0', ...design.offsets.map((text) => code(parseExpression(text)))].join(' + ')};`;

/** The columns of the matrix of a design, in order. */
export const columnCode = (design: Design): readonly string[] =>
  design.terms.flatMap((term) => {
    const choices = term.variables.map((index, position) => {
      const { text = '', levels = null } = design.variables[index] ?? {};
      const node = parseExpression(text);
      if (levels === null) return [{ test: '', value: code(node) }];
      const from = term.full[position] === true ? 0 : 1;
      return levels.slice(from).map((_, at) => ({
        test: `${levelOf(node, levels)} === ${String(at + from)}`,
        value: '',
      }));
    });
    return choices
      .reduce<readonly { tests: readonly string[]; values: readonly string[] }[]>(
        (sofar, choice) =>
          choice.flatMap(({ test, value }) =>
            sofar.map(({ tests, values }) => ({ tests: [...tests, test], values: [...values, value] })),
          ),
        [{ tests: [], values: [] }],
      )
      .map(({ tests, values }) => {
        const product = values.filter((value) => value !== '').join(' * ') || '1';
        const condition = tests.filter((test) => test !== '').join(' && ');
        return condition === '' ? product : `${condition} ? ${product} : 0`;
      });
  });

const levelOf = (node: Formula, levels: readonly string[]): string => {
  const argument = factorArgument(node);
  const list = `[${levels.map((level) => JSON.stringify(level)).join(', ')}]`;
  if (argument?.kind === 'name') return `level(${labelled(field(argument.name), levels)}, ${list})`;
  // a comparison: TRUE and FALSE
  return `level(${code(argument ?? node)}${levels.every((level) => level === 'TRUE' || level === 'FALSE') ? ' ? "TRUE" : "FALSE"' : ''}, ${list})`;
};

// Booleans are the levels TRUE and FALSE, as in R.
const labelled = (text: string, levels: readonly string[]): string =>
  levels.every((level) => level === 'TRUE' || level === 'FALSE') ? `String(${text}).toUpperCase()` : text;

const field = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `row.${name}` : `row[${JSON.stringify(name)}]`;

const code = (node: Formula): string => {
  switch (node.kind) {
    case 'group':
      return `(${code(node.of)})`;
    case 'number':
      return String(node.value);
    case 'negative':
      return `-(${code(node.of)})`;
    case 'name':
      return `${field(node.name)}`;
    case 'call':
      return callCode(node.name, node.args);
    case 'binary':
      return binaryCode(node);
  }
};

const callCode = (name: string, args: readonly Formula[]): string => {
  const [first, second] = args.map(code);
  if (second !== undefined) {
    if (name === 'log') {
      const base = args[1];
      const value = base?.kind === 'number' ? base.value : null;
      if (value === 2 || value === 10) return `Math.log${String(value)}(${first ?? ''})`;
      return `(Math.log(${first ?? ''}) / Math.log(${second}))`;
    }
    return `Math.${name === 'pmax' ? 'max' : 'min'}(${first ?? ''}, ${second})`;
  }
  if (name === 'I') return `(${first ?? ''})`;
  return `Math.${name === 'ceiling' ? 'ceil' : name}(${first ?? ''})`;
};

const binaryCode = ({ operator, left, right }: Formula & { kind: 'binary' }): string => {
  const [a, b] = [code(left), code(right)];
  if (operator === '^') return `((${a}) ** (${b}))`;
  if (operator === '==' || operator === '!=') return `+(${a} ${operator}= ${b})`;
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=')
    return `+(${a} ${operator} ${b})`;
  return `(${a} ${operator} ${b})`;
};
