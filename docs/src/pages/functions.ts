// The page of the functions of the density language: every name that the reader knows, as it is written and as it is typeset.
import type { Expression } from '@expfam/expression';
import {
  functions,
  infinity,
  isFunction,
  one,
  range,
  real,
  symbol,
  tex,
  variableOf,
} from '@expfam/expression';
import { functionNames, parseFormula } from '@expfam/expression/parse';
import { escape, inline, table } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';

const K = symbol('K', range(one, infinity));
const names: ReadonlyMap<string, Expression> = new Map(
  [
    K,
    ...['x', 'y', 't'].map((name) => symbol(name, real.all)),
    symbol('n', range(one, infinity)),
    symbol('phi', { kind: 'simplex', size: K }),
    ...['X', 'Y'].map((name) => symbol(name, { kind: 'positive-definite', size: K })),
  ].map((each) => [variableOf(each).name, each]),
);

const signs: readonly string[] = ['x * y / 2', 'x^2', 'phi[1]', 'x == y', 'x != y', 'x < y', 'x <= y'];

/** Names whose arguments are no plain numbers, or several. */
const examples: Readonly<Record<string, string>> = {
  sum: 'sum(phi[k]^2, k, 1, K)',
  prod: 'prod(phi[k], k, 1, K)',
  integral: 'integral(exp(-t^2), t, 0, inf)',
  logsumexp: 'logsumexp(x, y)',
  polygamma: 'polygamma(3, x)',
  besselI: 'besselI(n, x)',
  besselK: 'besselK(n, x)',
  zetaDerivative: 'zetaDerivative(1, x)',
  combinations: 'combinations(n, x)',
  pow: 'pow(x, y)',
  beta: 'beta(x, y)',
  det: 'det(X)',
  trace: 'trace(X)',
  inv: 'trace(inv(X) * Y)',
  transpose: 'trace(transpose(X) * Y)',
};

const place = (formula: string) => (offset: number, length: number) => ({
  source: 'functions',
  text: formula,
  line: 1,
  column: offset + 1,
  length,
});

const rowOf = (formula: string): readonly string[] => {
  const read = parseFormula(formula, { names, place: place(formula) });
  const meaning = isFunction(read.op) ? functions[read.op].meaning?.(...read.args) : undefined;
  const spelled = [read, ...(meaning === undefined ? [] : [meaning])].map((each) => tex(each)).join(' = ');
  // a bar would end the cell
  return [`<code v-pre>${escape(formula)}</code>`, inline(spelled.replaceAll('|', '\\vert '))];
};

/** Every function with how it is typeset: what is said by means of others is shown as what it means. */
export const functionsPage = (): Page =>
  page(
    { page: 'functions' },
    [
      '# Functions of the density language',
      '\nAs it is written, and as the engine reads it: a function that it has only by means of others is shown as those. Comparisons are 1 where they hold and 0 elsewhere.\n',
      table(['written', 'read as'], signs.map(rowOf)),
      '\n## By name\n',
      table(
        ['name', 'written', 'read as'],
        [...functionNames]
          .sort((a, b) => a.localeCompare(b))
          .map((name) => [escape(name), ...rowOf(examples[name] ?? `${name}(x)`)]),
      ),
      '\n`pi`, `e` and `inf` are constants, and `x!` is the factorial. [The density language](/guide/language) says how a density is put together.\n',
    ].join('\n'),
  );
