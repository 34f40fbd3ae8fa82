// The steps of a looped row in TypeScript: numbers are constants, arrays are filled by loops, and sums call what adds in pairs.
import { printRow } from '../print.js';
import { indent } from '../schedules/ts-text.js';
import type { Vocabulary } from '../target.js';
import type { List, LoopedRow, MatrixRows, Outputs, Piece, Place, Step } from './program.js';

/** A piece in text. */
interface Printed {
  readonly declarations: readonly string[];
  readonly value: string;
}

type Print = (piece: Piece) => Printed;

const plus = (a: string | number, b: number): string =>
  typeof a === 'number' ? String(a + b) : b === 0 ? a : b > 0 ? `${a} + ${b}` : `${a} - ${-b}`;

/** What an input is called in a function that reads η from `etas` and the outcome from `y`, where its row begins at `from`. */
const spelled = (name: string, place: Place): string => {
  if (place.kind === 'scalar') return name;
  const at = plus(place.index, place.offset);
  if (place.of === 'eta') return `etas[${at}]`;
  return place.of === 'y' ? `y[${at === '0' ? 'from' : `from + ${at}`}]` : `${place.of}[${at}]`;
};

/** Prints the pieces of a row. */
export const printerOf = ({ places }: LoopedRow, vocabulary: Vocabulary): Print => {
  const inputs = new Map([...places].map(([name, place]) => [name, spelled(name, place)]));
  return (piece) => {
    const { before, declarations, outputs } = printRow(piece, vocabulary, inputs);
    return { declarations: [...before, ...declarations], value: outputs[0] };
  };
};

/** `for (let k = 0; k < 9; k++) statement`, with braces where it is more than one. */
const loop = (
  variable: string,
  [from, to]: readonly [string | number, string | number],
  body: readonly string[],
): string[] => {
  const head = `for (let ${variable} = ${from}; ${variable} < ${to}; ${variable}++)`;
  return body.length === 1 ? [`${head} ${body[0]}`] : [`${head} {`, ...indent(body), '}'];
};

/** A statement for every value of a list; it is told the value and its place. */
const overList = (
  list: List,
  print: Print,
  statement: (value: string, place: string) => string,
): string[] => {
  let place = 0;
  return list.flatMap((segment) => {
    const start = place;
    if (segment.kind === 'one') {
      const { declarations, value } = print(segment.piece);
      place += 1;
      return [...declarations, statement(value, String(start))];
    }
    const pieces = [segment.piece, ...segment.more].map(print);
    place += (segment.to - segment.from) * pieces.length;
    const turn = pieces.length === 1 ? 'k' : `${pieces.length} * k`;
    const body = pieces.flatMap(({ declarations, value }, i) => [
      ...declarations,
      statement(value, plus(turn, start - segment.from * pieces.length + i)),
    ]);
    return loop('k', [segment.from, segment.to], body);
  });
};

const terms = (of: string, length: number): string => {
  if (of === 'y') return `y, from, from + ${length}`;
  return `${of === 'eta' ? 'etas' : of}, 0, ${length}`;
};

const combined: { readonly [op in (Step & { kind: 'row' })['op']]: (name: string, value: string) => string } =
  {
    add: (name, value) => `${name} += ${value};`,
    subtract: (name, value) => `${name} -= ${value};`,
    maximum: (name, value) => `${name} = Math.max(${name}, ${value});`,
    minimum: (name, value) => `${name} = Math.min(${name}, ${value});`,
  };

/** The lines of one step. */
export const printStep = (step: Step, print: Print): string[] => {
  switch (step.kind) {
    case 'let': {
      const { declarations, value } = print(step.piece);
      return [...declarations, `const ${step.name} = ${value};`];
    }
    case 'array':
      return overList(step.list, print, (value, place) => `${step.name}[${place}] = ${value};`);
    case 'pairs':
      return [`const ${step.name} = addPairs(${terms(step.of, step.length)});`];
    case 'carried':
      return [
        `const ${step.head} = addCarried(${terms(step.of, step.length)});`,
        `const ${step.tail} = lost;`,
      ];
    case 'others':
      return [`addOthers(${terms(step.of, step.length)}, ${step.name});`];
    case 'without':
      return [`addWithout(${terms(step.of, step.length)}, ${step.name});`];
    case 'row': {
      const { declarations, value } = print(step.start);
      const rest = overList(step.list, print, (each) => combined[step.op](step.name, each));
      return [...declarations, `let ${step.name} = ${value};`, ...rest];
    }
    case 'all':
      return [
        `let ${step.name} = true;`,
        ...overList(step.list, print, (value) => `${step.name} = ${step.name} && ${value};`),
      ];
    case 'first':
      return printFirst(step, print);
  }
};

const printFirst = (step: Step & { readonly kind: 'first' }, print: Print): string[] => {
  const [otherwise, condition, value] = [step.otherwise, step.condition, step.value].map(print);
  return [
    ...otherwise.declarations,
    `let ${step.name} = ${otherwise.value};`,
    ...loop(
      'k',
      [step.from, step.to],
      [
        ...condition.declarations,
        `if (${condition.value}) {`,
        ...indent([...value.declarations, `${step.name} = ${value.value};`, 'break;']),
        '}',
      ],
    ),
  ];
};

/** The lines that write what a row gives into `result`, from `at` on. */
export const printOutputs = (outputs: Outputs, result: string, print: Print): string[] =>
  outputs.kind === 'vector'
    ? overList(
        outputs.list,
        print,
        (value, place) => `${result}[${place === '0' ? 'at' : `at + ${place}`}] = ${value};`,
      )
    : outputs.rows.flatMap((rows) => printRows(rows, { columns: outputs.columns, result, print }));

interface Matrix {
  readonly columns: number;
  readonly result: string;
  readonly print: Print;
}

const printRows = (rows: MatrixRows, { columns, result, print }: Matrix): string[] => {
  const put = (piece: Piece | null, column: string): string[] => {
    if (piece === null) return [];
    const { declarations, value } = print(piece);
    return [...declarations, `${result}[row + ${column}] = ${value};`];
  };
  const over = (piece: Piece | null, range: readonly [string | number, string | number]): string[] =>
    piece === null ? [] : loop('k', range, put(piece, 'k'));
  const last = columns - 1;
  return loop(
    'j',
    [rows.from, rows.to],
    [
      `const row = at + ${columns} * j;`,
      ...rows.shared.flatMap(({ name, piece }) => {
        const { declarations, value } = print(piece);
        return [...declarations, `const ${name} = ${value};`];
      }),
      ...over(rows.below, [0, rows.from < columns ? 'j' : columns]),
      ...put(rows.diagonal, 'j'),
      ...over(rows.above, ['j + 1', rows.last === null ? columns : last]),
      ...put(rows.last, String(last)),
    ],
  );
};
