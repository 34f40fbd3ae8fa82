// The page of the functions of the density language: the table of operations itself.
import type { FunctionRow } from '@expfam/expression';
import { functions } from '@expfam/expression';
import { escape, inline, table } from './markdown.js';
import type { Page } from './page.js';

/** Every function, with how it is typeset and how many arguments it takes. */
export const functionsPage = (): Page => ({
  params: { page: 'functions' },
  content: [
    '# Functions of the density language',
    '\nBeside the arithmetic of `+ - * / ^`, comparisons, `sum`, `prod` and elements such as `phi[k]`:\n',
    table(
      ['name', 'typeset as', 'arguments'],
      Object.entries<FunctionRow>(functions).map(([name, row]) => [
        escape(name),
        row.tex === undefined ? '' : inline(row.tex),
        String(row.arity),
      ]),
    ),
  ].join('\n'),
});
