// Every complaint of the front door in one table: tables, formulas, options, files. A failure is data; its text is made in
// render.ts, which also renders the failures of the engine and of the runtime.

interface Complaint {
  readonly needed?: string;
  readonly help?: string;
  /** The exit status where it is not 2, wrong usage or bad input. */
  readonly status?: number;
}

/** What each code asks for and how to get there. */
export const complaints = {
  // files
  'file-not-found': { needed: 'a path that can be read, or - for standard input' },
  'file-not-readable': { needed: 'a file that this user may read' },
  'file-not-writable': { needed: 'a path in a folder that exists and may be written' },
  'empty-file': { needed: 'a header line and at least one row' },
  'unknown-format': {
    needed: 'CSV, TSV, JSON lines, Parquet or Arrow',
    help: 'give the file one of the endings .csv .tsv .jsonl .parquet .arrow',
  },
  'wrong-encoding': { needed: 'text in UTF-8', help: 'convert the file first, for example with iconv' },
  'ragged-row': { needed: 'as many cells in every row as in the header' },
  'unclosed-quote': {
    needed: 'a closing quote for every opening one',
    help: 'a quote inside a quoted cell is doubled: ""',
  },
  'malformed-csv': { needed: 'one kind of line ending, and quotes only around whole cells' },
  'malformed-json': { needed: 'one JSON object a line' },
  'malformed-parquet': { needed: 'a complete Parquet file' },
  'malformed-arrow': { needed: 'a complete Arrow file or stream' },
  // columns
  'duplicate-column': { needed: 'distinct column names', help: 'rename one of the two in the header' },
  'unnamed-column': {
    needed: 'a name for every column that the formula uses',
    help: 'name it in the header, or list the predictors instead of `.`',
  },
  'unknown-column': { needed: 'a column of the data' },
  'mixed-column': {
    needed: 'numbers only, or text only',
    help: 'repair the cell; if the column is a category, write factor(…) around it or give its --levels',
  },
  'unsupported-column': { needed: 'numbers, text or booleans', help: 'unnest or convert the column before' },
  'wrong-type': {},
  'column-lengths-differ': { needed: 'columns of one length' },
  'missing-cell': {
    needed: 'a value in every cell that the formula uses',
    help: 'repair the rows, or pass --missing drop',
  },
  'no-complete-row': { needed: 'at least one row without missing cells' },
  'non-finite-value': {
    needed: 'a finite number',
    help: 'repair the row, or choose a transformation that is defined there',
  },
  'unsuitable-offset': {
    needed: 'one column for every linear predictor',
    help: 'write offset(cbind(a, b)), with 0 where a predictor has none',
  },
  'fractional-trials': { needed: 'whole numbers of successes and failures, none negative' },
  'single-level': {
    needed: 'at least two levels',
    help: 'leave the column out: it is the same in every row',
  },
  'single-class': { needed: 'at least two classes in the outcome' },
  'too-many-classes': {
    needed: 'an outcome with two levels',
    help: 'for more than two classes use --family categorical',
  },
  'unlisted-level': { needed: 'one of the levels given', help: 'add it to --levels, or remove the row' },
  'repeated-level': { needed: 'each level once' },
  'new-level': {
    needed: 'a level that the model was fitted with',
    help: 'the model knows nothing of this level; fit it again with such rows, or leave them out',
  },
  // formulas
  'unreadable-formula': { help: 'an example: y ~ x1 + log(x2) + wool:tension' },
  'unknown-function': {},
  'missing-outcome': { needed: 'an outcome before the ~', help: 'an example: y ~ x1 + x2' },
  'outcome-among-predictors': {
    needed: 'predictors that are not the outcome itself',
    help: 'remove it from the right side of the formula',
  },
  'no-predictors': { needed: 'at least an intercept' },
  'unsuitable-outcome': {},
  'unsuitable-weight': { needed: 'weights of 0 or more' },
  'outcome-outside-support': { help: 'check the column, or choose a family whose outcomes look like this' },
  // usage
  'wrong-usage': {},
  'option-not-available': { help: 'this version does not know it yet; nothing was computed' },
  'not-enough-memory': { needed: 'what --memory allows', help: 'raise --memory, use fewer columns or rows' },
  'too-many-entries': {
    needed: 'a vector of at most 1024 entries, for each has a term in the derivation',
    help: 'merge entries, or model some of them at a time',
  },
  'constant-without-value': { needed: 'a value for every constant of the density' },
  'unknown-link': {
    help: 'links map the mean: log for counts, probit or cloglog for shares, inverse for times',
  },
  'misses-its-budget': {
    needed: 'a kernel whose functions are as accurate as the budget of its target says',
    help: 'print it as it is with --accept-accuracy',
  },
  'no-manifest': {
    needed: 'a folder that `expfam generate` wrote, with its manifest.json',
    help: 'expfam generate FAMILY --target ts --out DIR',
  },
  'several-densities': { needed: 'one density', help: 'keep each density in a file of its own' },
  'unknown-family': {
    needed: 'a family of the catalogue, a .density file or a density text',
    help: '`expfam families` lists the catalogue',
  },
  'kernels-needed': {
    needed: 'the kernels of its family and number of classes',
    help: 'await loadModel(json), or pass compiled kernels as the second argument',
  },
  'foreign-model': {
    needed: 'a model file that `expfam fit --out` wrote',
    help: 'fit the model again, or check that the file is complete',
  },
} as const satisfies Record<string, Complaint>;

/** The code of a complaint of this package. */
export type ProblemCode = keyof typeof complaints;

/** Where something went wrong: a cell of a table, or a stretch of a text. */
export interface Place {
  readonly file?: string;
  readonly column?: string;
  /** From 1, the header not counted. */
  readonly row?: number;
  readonly value?: unknown;
  /** The text that `start` and `length` point into, for a caret. */
  readonly text?: string;
  readonly start?: number;
  readonly length?: number;
}

/** What may be said better at the spot than in the table. */
export interface Advice {
  readonly needed?: string;
  readonly help?: string;
}

/**
 * A failure of the front door, in the form of the house: code, complaint, place, what was needed, what helps.
 *
 * @example
 * ```ts
 * try {
 *   await fit('poisson', { table, formula: 'breaks ~ wol' });
 * } catch (error) {
 *   if (error instanceof Problem && error.code === 'unknown-column') console.error(error.where.column);
 * }
 * ```
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly what: string;
  readonly where: Place;
  readonly needed: string | undefined;
  readonly help: string | undefined;
  readonly status: number;

  constructor(code: ProblemCode, what: string, where: Place & Advice = {}) {
    super(`${code}: ${what}`);
    const row: Complaint = complaints[code];
    const { needed, help, ...place } = where;
    this.name = 'Problem';
    this.code = code;
    this.what = what;
    this.where = place;
    this.needed = needed ?? row.needed;
    this.help = help ?? row.help;
    this.status = row.status ?? 2;
  }
}
