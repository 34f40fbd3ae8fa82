// The page of the functions of the density language: the table of operations itself.
import type { FunctionRow } from '@expfam/expression';
import { functions } from '@expfam/expression';
import { escape, inline, table } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';

const rowOf = ([name, row]: [string, FunctionRow]): readonly string[] => [
  escape(name),
  inline(row.tex ?? `\\operatorname{${name}}`),
  row.arity === null ? 'any number' : String(row.arity),
];

/** Every function, with how it is typeset and how many arguments it takes. */
export const functionsPage = (): Page =>
  page(
    { page: 'functions' },
    [
      '# Functions of the density language',
      '\nBeside the arithmetic of `+ - * / ^`, comparisons, `sum`, `prod` and elements such as `phi[k]`:\n',
      table(['name', 'typeset as', 'arguments'], Object.entries<FunctionRow>(functions).map(rowOf)),
    ].join('\n'),
  );
