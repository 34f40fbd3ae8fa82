// A row kernel with loops in WGSL, a row a thread. Its arrays are functions of a place, computed anew wherever they are read: what
// a thread keeps does not grow with the number of classes, nor does the text.
import { printRow } from '../print.js';
import { indent } from '../schedules/ts-text.js';
import type { Vocabulary } from '../target.js';
import type { List, LoopedRow, MatrixRows, Piece, Place, Segment, Step } from './program.js';
import { allOf, inputsOf, isFilling, neededBy, toldOf } from './reads.js';
import type { Told } from './reads.js';
import { at } from './wgsl-passes.js';

type Element = Place & { kind: 'element' };

/** Where η and the outcome of a row are. */
export interface Sources {
  readonly eta: string;
  readonly y: string;
}

/** A whole number, and so many more. */
const plus = (index: string, offset: number): string =>
  offset === 0 ? index : `${index} ${offset < 0 ? '-' : '+'} ${String(Math.abs(offset))}u`;

const lines = (text: string): string[] => text.split('\n');

const literal = (place: number): string => `${String(place)}u`;

const lengthOf = (segment: Segment): number =>
  segment.kind === 'one' ? 1 : (segment.to - segment.from) * allOf(segment).length;

/** What an element of an array is called where it has a name: eta_k, e_k_1. */
const shortName = ({ of, index, offset }: Element): string =>
  [of, index, ...(offset === 0 ? [] : [offset < 0 ? `less_${String(-offset)}` : offset])].join('_');

/** Where a piece is printed: alone, or among others, and what has a name there. */
interface Scope {
  readonly own?: boolean;
  readonly known?: ReadonlyMap<string, string>;
}

const nothing: ReadonlyMap<string, string> = new Map();

/** Prints the code of one row. */
export class RowPrinter {
  private readonly row: LoopedRow;
  private readonly vocabulary: Vocabulary;
  private readonly sources: Sources;
  private readonly told: Told;

  constructor(row: LoopedRow, vocabulary: Vocabulary, sources: Sources) {
    this.row = row;
    this.vocabulary = vocabulary;
    this.sources = sources;
    this.told = toldOf(row);
  }

  /** An element of an array; `indices` are the loops around it. */
  private element({ of, index, offset }: Element): string {
    const place = typeof index === 'number' ? literal(index + offset) : plus(index, offset);
    return this.call(of, place);
  }

  private call(array: string, place: string): string {
    if (array === 'eta' || array === 'y') return at(this.sources[array], place);
    return `${array}(${[place, 'row', ...this.told.numbers.get(array)!].join(', ')})`;
  }

  /** The declarations of a piece, and its value. In a scope of its own whatever it reads more than once has a name. */
  private piece(
    piece: Piece,
    { own = false, known = nothing }: Scope = {},
  ): { readonly declarations: readonly string[]; readonly value: string } {
    const inputs = new Map(known);
    const named: string[] = [];
    for (const [name, uses] of inputsOf(piece)) {
      const place = this.row.places.get(name)!;
      if (place.kind === 'scalar' || known.has(name)) continue;
      const isNamed = own && uses > 1;
      if (isNamed) named.push(`let ${shortName(place)} = ${this.element(place)};`);
      inputs.set(name, isNamed ? shortName(place) : this.element(place));
    }
    const { before, declarations, outputs } = printRow(piece, this.vocabulary, inputs);
    return { declarations: [...named, ...before, ...declarations].flatMap(lines), value: outputs[0] };
  }

  /** What is done with the value of a piece, in a scope of its own. */
  private inside(piece: Piece, use: (value: string) => string, known = nothing): string[] {
    const { declarations, value } = this.piece(piece, { own: true, known });
    return [...declarations, use(value)];
  }

  /** The same where others stand beside it, in brackets where it declares something. */
  private beside(piece: Piece, use: (value: string) => string): string[] {
    const body = this.inside(piece, use);
    return body.length === 1 ? body : ['{', ...indent(body), '}'];
  }

  /** Goes through a list; `use` is given each value and its place. */
  private overList(list: List, use: (value: string, place: string) => string): string[] {
    let start = 0;
    return list.flatMap((segment) => {
      const first = start;
      start += lengthOf(segment);
      if (segment.kind === 'one') return this.beside(segment.piece, (value) => use(value, literal(first)));
      const { from, to } = segment;
      const pieces = allOf(segment);
      const place = (i: number): string =>
        pieces.length === 1
          ? plus('k', first - from)
          : plus(`(${plus('k', -from)}) * ${literal(pieces.length)}`, first + i);
      const write = pieces.length === 1 ? this.inside.bind(this) : this.beside.bind(this);
      return [
        `for (var k = ${literal(from)}; k < ${literal(to)}; k++) {`,
        ...indent(pieces.flatMap((piece, i) => write(piece, (value) => use(value, place(i))))),
        '}',
      ];
    });
  }

  /** A sum in pairs over an array. */
  private summed(
    name: string,
    { of, length }: { readonly of: string; readonly length: number },
    skips = false,
  ): string[] {
    const add = `append(&${name}, ${this.call(of, 'n')});`;
    return [
      `var ${name} = Pairs();`,
      `for (var n = 0u; n < ${literal(length)}; n++) { ${skips ? `if (n != place) { ${add} }` : add} }`,
    ];
  }

  /** The functions that stand for arrays; those that `used` names. */
  functions(used: ReadonlySet<string>): string[] {
    return this.row.steps.filter(isFilling).filter(({ name }) => used.has(name)).map((step) => {
      const takes = ['place: u32', 'row: u32', ...this.told.numbers.get(step.name)!.map((name) => `${name}: ${this.told.typeOf(name)}`)];
      const body = step.kind === 'array' ? this.chosen(step.list) : [...this.summed('pairs', step, true), 'return total(&pairs);'];
      const rows = body.some((line) => /\brows\b/.test(line)) ? ['let rows = shape.x;'] : [];
      return [`fn ${step.name}(${takes.join(', ')}) -> f32 {`, ...indent([...rows, ...body]), '}'].join('\n');
    }); // prettier-ignore
  }

  /** The value of a list at `place`. */
  private chosen(list: List): string[] {
    let start = 0;
    return list.flatMap((segment, i) => {
      const first = start;
      start += lengthOf(segment);
      const body = segment.kind === 'one' ? this.returned(segment.piece) : this.ofClass(segment, first);
      return i === list.length - 1 ? body : [`if (place < ${literal(start)}) {`, ...indent(body), '}'];
    });
  }

  /** The value at `place` among those of the classes, the first of which stands at `first`. */
  private ofClass(segment: Segment & { kind: 'each' }, first: number): string[] {
    const pieces = allOf(segment);
    if (pieces.length === 1)
      return [`let k = ${plus('place', segment.from - first)};`, ...this.returned(segment.piece)];
    const count = literal(pieces.length);
    return [
      `let k = ${plus(`(${plus('place', -first)}) / ${count}`, segment.from)};`,
      ...pieces.flatMap((piece, i) =>
        i === pieces.length - 1
          ? this.returned(piece)
          : [
              `if ((${plus('place', -first)}) % ${count} == ${literal(i)}) {`,
              ...indent(this.returned(piece)),
              '}',
            ],
      ),
    ];
  }

  private returned(piece: Piece): string[] {
    return this.inside(piece, (value) => `return ${value};`);
  }

  /** The steps that some pieces need, in their order; arrays are functions, and have none. */
  steps(pieces: readonly Piece[]): { readonly lines: readonly string[]; readonly used: ReadonlySet<string> } {
    const { steps, used } = neededBy(this.row, pieces);
    return { lines: steps.flatMap((step) => this.step(step)), used };
  }

  private step(step: Step): string[] {
    const { operations } = this.vocabulary;
    switch (step.kind) {
      case 'let': {
        const { declarations, value } = this.piece(step.piece);
        return [...declarations, `let ${step.name} = ${value};`];
      }
      case 'pairs':
        return [...this.summed(`${step.name}_pairs`, step), `let ${step.name} = total(&${step.name}_pairs);`];
      case 'carried':
        // nothing is carried where compilers may reassociate
        return [...this.summed(`${step.head}_pairs`, step), `let ${step.head} = total(&${step.head}_pairs);`, `let ${step.tail} = 0.0;`];
      case 'row': {
        const { declarations, value } = this.piece(step.start);
        const next = (term: string): string => operations[step.op].write([step.name, `(${term})`]);
        return [...declarations, `var ${step.name} = ${value};`, ...this.overList(step.list, (term) => `${step.name} = ${next(term)};`)];
      }
      case 'all':
        return [`var ${step.name} = true;`, ...this.overList(step.list, (term) => `${step.name} = ${step.name} & (${term});`)];
      case 'first': {
        const { declarations, value } = this.piece(step.otherwise);
        const holds = this.piece(step.condition);
        const taken = this.beside(step.value, (found) => `${step.name} = ${found};`);
        return [
          ...declarations,
          `var ${step.name} = ${value};`,
          `for (var k = ${literal(step.from)}; k < ${literal(step.to)}; k++) {`,
          ...indent([...holds.declarations, `if (${holds.value}) {`, ...indent([...taken, 'break;']), '}']),
          '}',
        ];
      }
      default:
        return [];
    } // prettier-ignore
  }

  /** What is computed of the outputs once the steps are taken; `use` is given each value and its place. */
  outputs(use: (value: string, place: string) => string): string[] {
    const { outputs } = this.row;
    if (outputs === null) return [];
    if (outputs.kind === 'vector') return this.overList(outputs.list, use);
    let start = 0;
    return outputs.rows.flatMap((rows) => {
      const first = start - rows.from;
      start += rows.to - rows.from;
      const place = `(${plus('j', first)}) * ${literal(outputs.columns)} + k`;
      return this.matrixRows(rows, outputs.columns, (value) => use(value, place));
    });
  }

  private matrixRows(rows: MatrixRows, columns: number, use: (value: string) => string): string[] {
    const { from, to, shared, diagonal, above, below, last } = rows;
    const { known, hoisted } = this.ofRow([above, below, last]);
    const end = literal(last === null ? columns : columns - 1);
    const some = (range: readonly [string, string], piece: Piece | null): string[] =>
      piece === null
        ? []
        : [
            `for (var k = ${range[0]}; k < ${range[1]}; k++) {`,
            ...indent(this.inside(piece, use, known)),
            '}',
          ];
    const single = (index: string, piece: Piece | null): string[] =>
      piece === null ? [] : ['{', ...indent([`let k = ${index};`, ...this.inside(piece, use, known)]), '}'];
    const body = [
      ...hoisted,
      ...shared.flatMap(({ name, piece }) => {
        const { declarations, value } = this.piece(piece, { known });
        return [...declarations, `let ${name} = ${value};`];
      }),
      ...(diagonal === null
        ? some(['0u', end], below ?? above)
        : [...some(['0u', 'j'], below), ...single('j', diagonal), ...some(['j + 1u', end], above)]),
      ...single(literal(columns - 1), last),
    ];
    return [`for (var j = ${literal(from)}; j < ${literal(to)}; j++) {`, ...indent(body), '}'];
  }

  /** What pieces read of row j of a matrix, by names that its columns share. */
  private ofRow(pieces: readonly (Piece | null)[]): {
    readonly known: ReadonlyMap<string, string>;
    readonly hoisted: readonly string[];
  } {
    const read = new Set(pieces.flatMap((piece) => (piece === null ? [] : [...inputsOf(piece).keys()])));
    const found = [...read].flatMap((name) => {
      const place = this.row.places.get(name)!;
      return place.kind === 'element' && place.index === 'j' ? [{ name, place }] : [];
    });
    return {
      known: new Map(found.map(({ name, place }) => [name, shortName(place)])),
      hoisted: found.map(({ place }) => `let ${shortName(place)} = ${this.element(place)};`),
    };
  }

  /** A value that stands for itself. */
  value(piece: Piece): { readonly declarations: readonly string[]; readonly value: string } {
    return this.piece(piece);
  }
}
