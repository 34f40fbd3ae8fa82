// Small pieces of TypeScript text that the loops are put together from.

/** What a schedule needs to know of a kernel. */
export interface Shape {
  /** s, the number of natural parameters. */
  readonly parameters: number;
  /** m, the number of columns of the response. */
  readonly columns: number;
  readonly classes: number | null;
  /** The outcome as the row kernel calls it, entry by entry; none where it is a class. */
  readonly outcomes: readonly string[];
  /** The natural parameters as the row kernel calls them. */
  readonly names: readonly string[];
  /** The number of features where the linear functions are unrolled over them. */
  readonly features: number | null;
  /** False prints JavaScript. */
  readonly types: boolean;
}

/** Two spaces before every line. */
export const indent = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split('\n')).map((line) => (line === '' ? '' : `  ${line}`));

/** Where element k of a row stands in an array of `width` numbers a row. */
export const index = (width: number, k: number, row = 'i'): string => {
  const start = width === 1 ? row : `${width} * ${row}`;
  return k === 0 ? start : `${start} + ${k}`;
};

/** The parameters of a function, in order. */
export type Parameters = readonly (readonly [name: string, type: string])[];

/** `name(a: A, b: B): R`, or `name(a, b)` without types. A name that ends in `?` is optional. */
export const signature = (name: string, parameters: Parameters, result: string, types: boolean): string => {
  const spelled = parameters.map(([parameter, type]) =>
    types ? `${parameter}: ${type}` : parameter.replace('?', ''),
  );
  const line = `${name}(${spelled.join(', ')})${types ? `: ${result}` : ''}`;
  if (line.length < 100) return line;
  return `${name}(\n${spelled.map((part) => `  ${part},\n`).join('')})${types ? `: ${result}` : ''}`;
};

/** The lines that skip a row for which `valid` does not hold, after writing NaN where its results would be. */
export const unless = (valid: string, spoil: readonly string[]): string[] => {
  const conditions = valid.split(' && ');
  const test =
    valid.length < 90
      ? [`if (!(${valid})) {`]
      : [
          'if (',
          ...indent(['!(', ...indent(conditions.map((each, i) => (i === 0 ? each : `&& ${each}`))), ')']),
          ') {',
        ];
  return [...test, ...indent([...spoil, 'continue;']), '}'];
};

/** What is written where the mean of the outcome has no closed form, or does not exist. */
export const withoutMean = (result: string, width: number): string[] => [
  `${result}.fill(NaN, 0, rows${width === 1 ? '' : ` * ${width}`});`,
];
