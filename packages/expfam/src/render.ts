// The one place where a failure becomes text, whichever package it comes from: the complaint, where it is with a caret under
// the spot, what was needed, what helps.

/** What every failure of the house has; each package adds what it knows. */
export interface Failure {
  readonly code: string;
  readonly what: string;
  readonly where?: unknown;
  readonly needed?: string;
  readonly help?: string;
  readonly status?: number;
}

/** The failure that was thrown, or null where it is a fault of the program. */
export const failureOf = (error: unknown): Failure | null =>
  isRecord(error) && typeof error['code'] === 'string' && typeof error['what'] === 'string'
    ? (error as unknown as Failure)
    : null;

/** A failure as text: one line, then an excerpt where there is one, then what was needed and what helps. */
export const renderFailure = (failure: Failure): string => {
  const { code, what, where, needed, help } = failure;
  const rows = isRecord(failure) ? witnessOf(failure) : [];
  const lines = [
    `${code}: ${printable(what)}`,
    ...excerpt(where),
    ...rows,
    ...(needed === undefined || needed === '' ? [] : [`  needed: ${needed}`]),
    ...(help === undefined || help === '' ? [] : [`  help:   ${help}`]),
  ];
  return lines.join('\n');
};

// A cell may hold anything: nothing of it moves the cursor or breaks the line.
const printable = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

// Faults of ours that other packages report with a code of their own.
const faults: ReadonlySet<string> = new Set([
  'invalid-typescript',
  'pass-broke-its-law',
  'step-does-not-hold',
]);

/** The exit status that a failure means. */
export const statusOf = (error: unknown): number => {
  const failure = failureOf(error);
  if (failure === null) return 1;
  if (typeof failure.status === 'number') return failure.status;
  if (faults.has(failure.code)) return 1;
  if (failure.code === 'undecided') return 5;
  return refusals.has(failure.code) ? 3 : 2;
};

const refusals: ReadonlySet<string> = new Set([
  'not-separable',
  'support-depends-on-parameter',
  'not-normalised',
  'order-grows',
  'discrete-parameter',
]);

/** A fault of the program as a failure of its own. */
export const fault = (error: unknown): Failure => {
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal-fault',
    what: message.split('\n')[0] ?? '',
    help: 'this is a fault of the program; --debug shows where',
  };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const excerpt = (where: unknown): readonly string[] => {
  if (!isRecord(where)) return [];
  const source = text(where['text']);
  if (source === undefined) return [];
  const start = number(where['start']);
  const spot = start === undefined ? spotOfLine(where) : spotOfOffset(source, start);
  if (spot === null) return [];
  const lines = source.split('\n');
  const line = lines[spot.line - 1] ?? source;
  const length = Math.max(1, Math.min(number(where['length']) ?? 1, line.length - spot.column + 1));
  const name = text(where['source']) ?? text(where['file']);
  const place = name === undefined ? [] : [`  ${name}:${String(spot.line)}:${String(spot.column)}`];
  // Tabs stay tabs before the caret, so that it stands under its spot whatever their width.
  const before = line.slice(0, spot.column - 1).replace(/[^\t]/g, ' ');
  return [...place, `    ${line}`, `    ${before}${'^'.repeat(length)}`];
};

interface Spot {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

const spotOfLine = (where: Readonly<Record<string, unknown>>): Spot | null => {
  const [line, column] = [number(where['line']), number(where['column'])];
  return line === undefined || column === undefined ? null : { line, column };
};

const spotOfOffset = (source: string, start: number): Spot => {
  const before = source.slice(0, start).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
};

const witnessOf = (failure: Readonly<Record<string, unknown>>): readonly string[] => {
  const witness = failure['witness'];
  return typeof witness === 'string' && !String(failure['what']).includes(witness)
    ? [`  witness: ${witness}`]
    : [];
};
