// What the steps of a row kernel with loops give and read: from it follows which of them a function needs.
import { argumentsOf, isCondition, reachable } from '../kernel.js';
import type { List, LoopedRow, Piece, Segment, Step } from './program.js';

/** A step that fills an array. */
export type Filling = Step & { kind: 'array' | 'others' | 'without' };

/** Whether a step fills an array. */
export const isFilling = (step: Step): step is Filling =>
  step.kind === 'array' || step.kind === 'others' || step.kind === 'without';

/** The pieces of a segment: one for each value of a class. */
export const allOf = (segment: Segment): readonly Piece[] =>
  segment.kind === 'one' ? [segment.piece] : [segment.piece, ...segment.more];

/** The pieces of a step, and the array that it folds. */
const partsOf = (step: Step): { readonly pieces: readonly Piece[]; readonly of: readonly string[] } => {
  const listed = (list: List): Piece[] => list.flatMap(allOf);
  switch (step.kind) {
    case 'let':
      return { pieces: [step.piece], of: [] };
    case 'array':
    case 'all':
      return { pieces: listed(step.list), of: [] };
    case 'row':
      return { pieces: [step.start, ...listed(step.list)], of: [] };
    case 'first':
      return { pieces: [step.condition, step.value, step.otherwise], of: [] };
    default:
      return { pieces: [], of: [step.of] };
  }
};

/** The names that a step gives. */
const namesOf = (step: Step): readonly string[] =>
  step.kind === 'carried' ? [step.head, step.tail] : [step.name];

/** The inputs that a piece reads, and in how many places of its code. */
export const inputsOf = ({ lets, outputs }: Piece): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const node of reachable([...lets.map((each) => each.node), ...outputs]))
    for (const arg of node.kind === 'input' ? [] : argumentsOf(node))
      if (arg.kind === 'input') found.set(arg.name, (found.get(arg.name) ?? 0) + 1);
  for (const output of outputs) if (output.kind === 'input') found.set(output.name, 1);
  return found;
};

/** The numbers and arrays that a piece reads, by their names. */
const readBy = ({ places }: LoopedRow, piece: Piece): string[] =>
  [...inputsOf(piece).keys()].map((name) => {
    const place = places.get(name)!;
    return place.kind === 'scalar' ? name : place.of;
  });

/** What a function that stands for an array has to be told. */
export interface Told {
  /** The names of numbers that an array needs. */
  readonly numbers: ReadonlyMap<string, readonly string[]>;
  readonly typeOf: (number: string) => 'f32' | 'bool';
}

/** The numbers that the arrays of a row need, and whether they are numbers or conditions. */
export const toldOf = (row: LoopedRow): Told => {
  const numbers = new Map<string, readonly string[]>();
  const types = new Map<string, 'f32' | 'bool'>();
  for (const step of row.steps) {
    const { pieces, of } = partsOf(step);
    const direct = pieces.flatMap((piece) => readBy(row, piece));
    if (isFilling(step)) {
      const throughArrays = [...direct, ...of].flatMap((name) => numbers.get(name) ?? []);
      const own = direct.filter((name) => types.has(name));
      numbers.set(step.name, [...new Set([...own, ...throughArrays])]);
      continue;
    }
    const isTrue = step.kind === 'all' || (step.kind === 'let' && isCondition(step.piece.outputs[0]));
    for (const name of namesOf(step)) types.set(name, isTrue ? 'bool' : 'f32');
  }
  return { numbers, typeOf: (name) => types.get(name)! };
};

/** The steps that some pieces need, in their order, and the names of all that is read. */
export const neededBy = (
  row: LoopedRow,
  pieces: readonly Piece[],
): { readonly steps: readonly Step[]; readonly used: ReadonlySet<string> } => {
  const used = new Set(pieces.flatMap((piece) => readBy(row, piece)));
  const needed = row.steps.toReversed().filter((step) => {
    if (!namesOf(step).some((name) => used.has(name))) return false;
    const parts = partsOf(step);
    for (const name of [...parts.of, ...parts.pieces.flatMap((piece) => readBy(row, piece))]) used.add(name);
    return true;
  });
  return { steps: needed.reverse(), used };
};

/** Every piece that the outputs of a row are made of. */
export const piecesOf = ({ outputs }: LoopedRow): readonly Piece[] => {
  if (outputs === null) return [];
  if (outputs.kind === 'vector') return outputs.list.flatMap(allOf);
  return outputs.rows.flatMap(({ shared, diagonal, above, below, last }) => [
    ...shared.map(({ piece }) => piece),
    ...[diagonal, above, below, last].filter((piece) => piece !== null),
  ]);
};
