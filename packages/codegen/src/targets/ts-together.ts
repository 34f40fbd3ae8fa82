// Rows with many exponentials, as a softmax of many classes has them: a loop computes those below one top, for compilers inline
// a few calls into a row and no more.
import type { Kernel, Let, RowKernel } from '../kernel.js';
import type { PrintedRow } from '../print.js';
import type { Target } from '../target.js';
import { index, signature } from '../schedules/ts-text.js';

/** So many go together. */
const many = 5;

/** An exponential of a natural parameter below a top that has a name. */
interface Exponential {
  readonly name: string;
  readonly parameter: number;
  readonly top: string;
}

const exponentialOf = ({ name, node }: Let, row: RowKernel, names: readonly string[]): Exponential | null => {
  if (node.kind !== 'operation' || node.op !== 'expBelow') return null;
  const [of, below] = node.args;
  const parameter = of.kind === 'input' ? names.indexOf(of.name) : -1;
  const top = row.lets.find((each) => each.node === below)?.name;
  return parameter < 0 || top === undefined ? null : { name, parameter, top };
};

/** A printed row, in which exponentials of many natural parameters come from a loop. */
export const together = (row: RowKernel, printed: PrintedRow, { names, parameters }: Kernel): PrintedRow => {
  const all = row.lets.slice(row.checked).map((each) => exponentialOf(each, row, names));
  const first = all.find((each) => each !== null);
  const isOne = (each: Exponential | null): each is Exponential => each !== null && each.top === first?.top;
  if (all.filter(isOne).length < many) return printed;
  const declarations = all.flatMap((each, i) => {
    if (!isOne(each)) return [printed.declarations[i]];
    const line = `const ${each.name} = exponentials[${each.parameter}];`;
    return each === first ? [`exponentiate(eta, ${index(parameters, 0)}, ${each.top});`, line] : [line];
  });
  return { ...printed, declarations };
};

/** The loop and what it fills. */
export const exponentiate = ({ parameters }: Kernel, types: boolean): Target['prelude'] => {
  const takes = [
    ['eta', 'AnyFloats'],
    ['at', 'number'],
    ['top', 'number'],
  ] as const;
  return {
    exponentials: { text: `const exponentials = /* @__PURE__ */ new Float64Array(${parameters});` },
    exponentiate: {
      text: [
        '// exponentials[k] = e^(eta[at + k] - top)',
        `function ${signature('exponentiate', takes, 'void', types)} {`,
        `  for (let k = 0; k < ${parameters}; k++) exponentials[k] = expBelow(eta[at + k], top);`,
        '}',
      ].join('\n'),
      needs: ['exponentials', 'expBelow'],
    },
  };
};
