// What the steps of a row kernel with loops give and read: from it follows which of them a function needs.
import type { KernelNode } from '../kernel.js';
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
export const partsOf = (
  step: Step,
): { readonly pieces: readonly Piece[]; readonly of: readonly string[] } => {
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
export const namesOf = (step: Step): readonly string[] =>
  step.kind === 'carried' ? [step.head, step.tail] : [step.name];

/** The inputs that a piece reads. */
export const inputsOf = ({ lets, outputs }: Piece): Set<string> => {
  const found = new Set<string>();
  const visit = (node: KernelNode): void => {
    if (node.kind === 'input') found.add(node.name);
    else if (node.kind !== 'constant') node.args.forEach(visit);
  };
  [...lets.map(({ node }) => node), ...outputs].forEach(visit);
  return found;
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
