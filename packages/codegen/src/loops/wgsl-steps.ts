// A row kernel with loops in WGSL, a row a thread. Its arrays are functions of a place, computed anew wherever they are read: what
// a thread keeps does not grow with the number of classes, nor does the text.
import { isCondition } from '../kernel.js';
import { printRow } from '../print.js';
import { indent } from '../schedules/ts-text.js';
import type { Vocabulary } from '../target.js';
import type { List, LoopedRow, MatrixRows, Piece, Place, Segment, Step } from './program.js';
import { allOf, inputsOf, isFilling, namesOf, partsOf } from './reads.js';
import { at } from './wgsl-passes.js';

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

const lengthOf = (segment: Segment): number => (segment.kind === 'one' ? 1 : segment.to - segment.from);

/** Prints the code of one row. */
export class RowPrinter {
  private readonly row: LoopedRow;
  private readonly vocabulary: Vocabulary;
  private readonly sources: Sources;
  /** Names of numbers that an array needs to be told. */
  private readonly told = new Map<string, readonly string[]>();
  private readonly types = new Map<string, 'f32' | 'bool'>();

  constructor(row: LoopedRow, vocabulary: Vocabulary, sources: Sources) {
    this.row = row;
    this.vocabulary = vocabulary;
    this.sources = sources;
    for (const step of row.steps) {
      const { pieces, of } = partsOf(step);
      const isTrue = step.kind === 'all' || (step.kind === 'let' && isCondition(step.piece.outputs[0]));
      for (const name of namesOf(step)) this.types.set(name, isTrue ? 'bool' : 'f32');
      if (!isFilling(step)) continue;
      const direct = pieces.flatMap((piece) => this.readBy(piece));
      const numbers = direct.filter((name) => this.types.has(name) && !this.told.has(name));
      const arrays = [...direct, ...of].flatMap((name) => this.told.get(name) ?? []);
      this.told.set(step.name, [...new Set([...numbers, ...arrays])]);
    }
  }

  /** The numbers and arrays that a piece reads, by their names. */
  private readBy(piece: Piece): string[] {
    return [...inputsOf(piece)].map((name) => {
      const place = this.row.places.get(name)!;
      return place.kind === 'scalar' ? name : place.of;
    });
  }

  /** An element of an array; `indices` are the loops around it. */
  private element({ of, index, offset }: Place & { kind: 'element' }): string {
    const place = typeof index === 'number' ? literal(index + offset) : plus(index, offset);
    return this.call(of, place);
  }

  private call(array: string, place: string): string {
    if (array === 'eta' || array === 'y') return at(this.sources[array], place);
    return `${array}(${[place, 'row', ...this.told.get(array)!].join(', ')})`;
  }

  /** The declarations of a piece, and its value. */
  private piece(piece: Piece): { readonly declarations: readonly string[]; readonly value: string } {
    const inputs = new Map(
      [...inputsOf(piece)].flatMap((name) => {
        const place = this.row.places.get(name)!;
        return place.kind === 'scalar' ? [] : [[name, this.element(place)] as const];
      }),
    );
    const { before, declarations, outputs } = printRow(piece, this.vocabulary, inputs);
    return { declarations: [...before, ...declarations], value: outputs[0] };
  }

  /** What is done with the value of a piece, in a scope of its own where it declares something. */
  private scoped(piece: Piece, use: (value: string) => string): string[] {
    const { declarations, value } = this.piece(piece);
    if (declarations.length === 0) return [use(value)];
    return ['{', ...indent([...declarations.flatMap(lines), use(value)]), '}'];
  }

  private inLoop(
    variable: string,
    range: readonly [string, string],
    piece: Piece,
    use: (value: string) => string,
  ): string[] {
    const { declarations, value } = this.piece(piece);
    return [
      `for (var ${variable} = ${range[0]}; ${variable} < ${range[1]}; ${variable}++) {`,
      ...indent([...declarations.flatMap(lines), use(value)]),
      '}',
    ];
  }

  /** Goes through a list; `use` is given each value and its place. */
  private overList(list: List, use: (value: string, place: string) => string): string[] {
    let start = 0;
    return list.flatMap((segment) => {
      const first = start;
      start += lengthOf(segment);
      if (segment.kind === 'one') return this.scoped(segment.piece, (value) => use(value, literal(first)));
      const { from, to } = segment;
      const pieces = allOf(segment);
      const place = (i: number): string =>
        pieces.length === 1
          ? plus('k', first - from)
          : plus(`(${plus('k', -from)}) * ${literal(pieces.length)}`, first + i);
      return [
        `for (var k = ${literal(from)}; k < ${literal(to)}; k++) {`,
        ...indent(
          pieces.flatMap((piece, i) => this.scoped(piece, (value) => use(value, place(i)))).flatMap(lines),
        ),
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
      const takes = ['place: u32', 'row: u32', ...this.told.get(step.name)!.map((name) => `${name}: ${this.types.get(name)!}`)];
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
    const { declarations, value } = this.piece(piece);
    return [...declarations.flatMap(lines), `return ${value};`];
  }

  /** The steps that some pieces need, in their order; arrays are functions, and have none. */
  steps(pieces: readonly Piece[]): { readonly lines: readonly string[]; readonly used: ReadonlySet<string> } {
    const used = new Set(pieces.flatMap((piece) => this.readBy(piece)));
    const needed = this.row.steps.toReversed().filter((step) => {
      if (!namesOf(step).some((name) => used.has(name))) return false;
      const parts = partsOf(step);
      for (const name of [...parts.of, ...parts.pieces.flatMap((piece) => this.readBy(piece))])
        used.add(name);
      return true;
    });
    return { lines: needed.reverse().flatMap((step) => this.step(step)), used };
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
        return [`var ${step.name} = true;`, ...this.overList(step.list, (term) => `${step.name} = ${step.name} && (${term});`)];
      case 'first': {
        const { declarations, value } = this.piece(step.otherwise);
        const holds = this.piece(step.condition);
        const taken = this.scoped(step.value, (found) => `${step.name} = ${found};`);
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
    const end = literal(last === null ? columns : columns - 1);
    const some = (range: readonly [string, string], piece: Piece | null): string[] =>
      piece === null ? [] : this.inLoop('k', range, piece, use);
    const single = (index: string, piece: Piece | null): string[] =>
      piece === null ? [] : ['{', ...indent([`let k = ${index};`, ...this.scoped(piece, use)]), '}'];
    const body = [
      ...shared.flatMap(({ name, piece }) => {
        const { declarations, value } = this.piece(piece);
        return [...declarations, `let ${name} = ${value};`];
      }),
      ...(diagonal === null
        ? some(['0u', end], below ?? above)
        : [...some(['0u', 'j'], below), ...single('j', diagonal), ...some(['j + 1u', end], above)]),
      ...single(literal(columns - 1), last),
    ];
    return [`for (var j = ${literal(from)}; j < ${literal(to)}; j++) {`, ...indent(body), '}'];
  }

  /** A value that stands for itself. */
  value(piece: Piece): { readonly declarations: readonly string[]; readonly value: string } {
    return this.piece(piece);
  }
}
