// A row kernel with loops in WebAssembly, for as many rows as a vector has lanes: its steps, and what they come to. Every lane
// takes every step; what of it is valid is told at the end.
import type { KernelOperation } from '../kernel.js';
import { whole } from '../schedules/wasm-lanes.js';
import { vectorBytes } from '../schedules/wasm-products.js';
import { wasmOperations, writeValue } from '../targets/wasm.js';
import type { Code } from '../wasm/code.js';
import { i32, op } from '../wasm/code.js';
import type { Site } from '../wasm/site.js';
import type { LoopedRow, MatrixRows, Piece, Place, Segment, Step } from './program.js';
import { restOf } from './wasm-arrays.js';
import type { Arrays } from './wasm-arrays.js';
import { carriedOf, pairsOf, writeOthers, writeWithout } from './wasm-folds.js';
import { load } from './wasm-tree.js';

/** Where the loops around a piece stand: the address of the base, so many elements on. */
interface Around {
  readonly k?: Code;
  readonly j?: Code;
}

/** Writes the pieces of a row kernel, whose arrays lie in memory and whose numbers have names. */
interface Writer {
  readonly site: Site;
  readonly arrays: Arrays;
  readonly numbers: Map<string, Code>;
  readonly piece: (piece: Piece, around?: Around) => Code;
}

const writerOf = (
  site: Site,
  { places }: LoopedRow,
  arrays: Arrays,
  given: Iterable<readonly [string, Code]>,
): Writer => {
  const numbers = new Map(given);
  const find = (name: string, place: Place, around: Around): Code => {
    if (place.kind === 'scalar') return numbers.get(name)!;
    const { of, index, offset } = place;
    const at = arrays.offsetOf(of) + offset * vectorBytes;
    return typeof index === 'number' ? load(arrays.base, at + index * vectorBytes) : load(around[index]!, at);
  };
  const piece = (code: Piece, around: Around = {}): Code => {
    const known = new Map<string, Code>();
    return writeValue(site, code, (name) => {
      const found = known.get(name) ?? site.f.let(find(name, places.get(name)!, around));
      known.set(name, found);
      return found;
    });
  };
  return { site, arrays, numbers, piece };
};

/** Goes through the elements from ≤ k < to; `body` is given the address of the base, k elements on. */
const each = (
  { site: { f }, arrays }: Writer,
  [from, to]: readonly [Code | number, Code | number],
  body: (k: Code) => void,
): void => {
  const at = (place: Code | number): Code =>
    whole.add(
      arrays.base,
      typeof place === 'number' ? place * vectorBytes : whole.multiply(place, vectorBytes),
    );
  const k = f.variable('i32', at(from));
  const end = f.let(at(to));
  f.while(whole.less(k.value, end), () => {
    body(k.value);
    k.set(whole.add(k.value, vectorBytes));
  });
};

/** Goes through the values of a list. */
const overList = (writer: Writer, list: readonly Segment[], body: (value: Code) => void): void => {
  for (const segment of list) {
    if (segment.kind === 'one') body(writer.piece(segment.piece));
    else
      each(writer, [segment.from, segment.to], (k) => {
        for (const piece of [segment.piece, ...segment.more]) body(writer.piece(piece, { k }));
      });
  }
};

type Row = Extract<Step, { kind: 'row' }>;
type First = Extract<Step, { kind: 'first' }>;

const combined = (writer: Writer, { op: name, start, list }: Row): Code => {
  const { site } = writer;
  const operation: KernelOperation = name;
  const sum = site.f.variable('v128', writer.piece(start));
  overList(writer, list, (value) => {
    sum.set(wasmOperations[operation](site, [sum.value, value]));
  });
  return sum.value;
};

/** The first one in each lane. */
const firstOf = (writer: Writer, { condition, value, from, to, otherwise }: First): Code => {
  const { f, v } = writer.site;
  const found = f.variable('v128', v.bits(0n));
  const result = f.variable('v128', writer.piece(otherwise));
  each(writer, [from, to], (k) => {
    const holds = f.let(writer.piece(condition, { k }));
    const isFirst = f.let(v.andNot(holds, found.value));
    result.set(v.select(isFirst, writer.piece(value, { k }), result.value));
    found.set(v.or(found.value, holds));
  });
  return result.value;
};

const doStep = (writer: Writer, step: Step): void => {
  const { site, arrays, numbers, piece } = writer;
  const { f, v } = site;
  const vectors = ({ of, length }: { readonly of: string; readonly length: number }) => ({
    at: arrays.address(of),
    count: i32(length),
  });
  switch (step.kind) {
    case 'let':
      numbers.set(step.name, f.let(piece(step.piece)));
      return;
    case 'array': {
      const to = f.variable('i32', arrays.address(step.name));
      overList(writer, step.list, (value) => {
        f.do(op('v128.store', to.value, value));
        to.set(whole.add(to.value, vectorBytes));
      });
      return;
    }
    case 'pairs':
      numbers.set(step.name, f.let(pairsOf(site, vectors(step))));
      return;
    case 'carried':
      f.receive(carriedOf(site, vectors(step)), 'v128', 2).forEach((value, i) => {
        numbers.set([step.head, step.tail][i], value);
      });
      return;
    case 'others':
      writeOthers(site, vectors(step), arrays.address(step.name));
      return;
    case 'without':
      writeWithout(site, vectors(step), {
        to: arrays.address(step.name),
        rest: arrays.address(restOf(step.name)),
      });
      return;
    case 'row':
      numbers.set(step.name, combined(writer, step));
      return;
    case 'all': {
      const all = f.variable('v128', v.bits(-1n));
      overList(writer, step.list, (condition) => {
        all.set(v.and(all.value, condition));
      });
      numbers.set(step.name, all.value);
      return;
    }
    case 'first':
      numbers.set(step.name, firstOf(writer, step));
  }
};

/** Writes rows j of a matrix, one element after the other. */
const overRowsOfMatrix = (
  writer: Writer,
  { from, to, shared, diagonal, above, below, last }: MatrixRows,
  { columns, write }: { readonly columns: number; readonly write: (value: Code) => void },
): void => {
  const { site: { f }, arrays, numbers, piece } = writer; // prettier-ignore
  const end = f.let(whole.add(arrays.base, (last === null ? columns : columns - 1) * vectorBytes));
  each(writer, [from, to], (j) => {
    for (const { name, piece: part } of shared) numbers.set(name, f.let(piece(part, { j })));
    const k = f.variable('i32', arrays.base);
    const next = (part: Piece): void => {
      write(piece(part, { j, k: k.value }));
      k.set(whole.add(k.value, vectorBytes));
    };
    const upTo = (limit: Code, part: Piece | null): void => {
      if (part === null) return;
      f.while(whole.less(k.value, limit), () => {
        next(part);
      });
    };
    if (diagonal === null) upTo(end, below ?? above);
    else {
      upTo(j, below);
      next(diagonal);
      upTo(end, above);
    }
    if (last !== null) next(last);
  });
};

/** What the row kernel came to. */
export interface LoopedValues {
  /** The lanes whose rows are valid. */
  readonly valid: Code;
  readonly loss: Code | null;
  /** Goes through the outputs, one after the other; null where there are none. */
  readonly outputs: ((write: (value: Code) => void) => void) | null;
}

/** Takes the steps of a row kernel whose η and outcome are in their arrays; `given` are the numbers that are known before. */
export const writeLoopedRow = (
  site: Site,
  row: LoopedRow,
  { arrays, given = [] }: { readonly arrays: Arrays; readonly given?: Iterable<readonly [string, Code]> },
): LoopedValues => {
  const writer = writerOf(site, row, arrays, given);
  for (const step of row.steps) doStep(writer, step);
  const { outputs } = row;
  return {
    valid: site.f.let(writer.piece(row.valid)),
    loss: row.loss === null ? null : site.f.let(writer.piece(row.loss)),
    outputs:
      outputs &&
      ((write) => {
        if (outputs.kind === 'vector') overList(writer, outputs.list, write);
        else
          for (const rows of outputs.rows)
            overRowsOfMatrix(writer, rows, { columns: outputs.columns, write });
      }),
  };
};
