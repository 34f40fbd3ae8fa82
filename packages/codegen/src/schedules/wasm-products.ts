// The two products of the linear functions, x·W and xᵀ·R, for as many rows as a vector has lanes. Lanes run over features, so
// nothing is padded but the last features; several parameters share each vector of x. The sums of one parameter over the rows
// come out side by side, which is the form in which the row kernel wants them.
import type { Code } from '../wasm/code.js';
import { fusable, i32, opWith } from '../wasm/code.js';
import type { FunctionWriter, Variable } from '../wasm/function.js';
import type { Lanes } from '../wasm/lanes.js';
import type { Site } from '../wasm/site.js';
import { upTo, whole } from './wasm-lanes.js';

/** Bytes of a vector. */
export const vectorBytes = 16;

/** Some groups of parameters of the same size, one after the other. */
export interface Run {
  /** The first parameter of the first group. */
  readonly first: number;
  /** Parameters of a group, and how many groups there are. */
  readonly size: number;
  readonly count: number;
}

/**
 * The parameters in groups that share every vector of x. With two rows and four parameters, or four rows and two, all sums
 * and all that a step loads stay in fifteen registers (one more and the engine moves sums to memory in every step: 37 instead
 * of 67 GFLOP/s). What fours leave over is three, two, or both in place of five.
 */
export const runsOf = (parameters: number): Run[] => {
  const rest = parameters % 4;
  const fours = Math.floor(parameters / 4) - (rest === 1 && parameters > 1 ? 1 : 0);
  const sizes = rest === 1 && parameters > 1 ? [3, 2] : rest > 0 ? [rest] : [];
  const firstOf = (i: number): number => 4 * fours + sizes.slice(0, i).reduce((a, b) => a + b, 0);
  return [
    { first: 0, size: 4, count: fours },
    ...sizes.map((size, i) => ({ first: firstOf(i), size, count: 1 })),
  ].filter(({ count }) => count > 0);
};

/** The same in pairs, and one where they are odd: all steps of a vector of rows stay in registers beside two sums. */
const pairsOf = (parameters: number): Run[] =>
  [
    { first: 0, size: 2, count: Math.floor(parameters / 2) },
    { first: parameters - 1, size: 1, count: parameters % 2 },
  ].filter(({ count }) => count > 0);

/** A number of features that is known: full vectors, and whether there is a rest. */
export interface Fixed {
  readonly vectors: number;
  readonly rest: boolean;
}

/** Vectors of weights up to which a product is written out where the number of features is known. */
const mostWritten = 128;

/** What is known of the number of features; null where it is told in every call, or where too much would be written out. */
export const fixedOf = (features: number | null, parameters: number, { count }: Lanes): Fixed | null =>
  features === null || features * parameters > mostWritten * count
    ? null
    : { vectors: Math.floor(features / count), rest: features % count > 0 };

/** Where the products find what they need, as addresses. */
export interface Panel {
  /** Of each lane's row of x, at the first vector of the range. */
  readonly x: readonly Code[];
  /** Weights or gradient at the same vector: for each vector of features one vector a parameter. */
  readonly matrix: Code;
  /** The end of the range in `matrix`. */
  readonly end: Code;
  /** Of the vectors, one a parameter, with a lane a row: η or the steps. */
  readonly rows: Code;
  /** How many vectors there are and whether features follow them, where that is known and few enough to be written out. */
  readonly fixed: Fixed | null;
  /** Of each lane's last features, padded with zeros, and of the matrix there, where the range holds them. */
  readonly tail: { readonly holds: Code; readonly x: () => readonly Code[]; readonly matrix: Code };
}

/** A vector at an address. */
export const load = (address: Code, offset: number): Code => opWith('v128.load', { offset }, address);

/** Does one vector of features at an offset from the moving addresses. */
type Step = (x: readonly Code[], matrix: Code, place: number) => void;

/** Walks the range, one vector a round or two. */
const walk = (
  site: Site,
  panel: Panel,
  { parameters, atOnce }: { readonly parameters: number; readonly atOnce: 1 | 2 },
  step: Step,
): void => {
  const { f } = site;
  const { fixed } = panel;
  if (fixed !== null) {
    for (let place = 0; place < fixed.vectors; place++) step(panel.x, panel.matrix, place);
    if (fixed.rest) step(panel.tail.x(), f.let(panel.tail.matrix), 0);
    return;
  }
  const stride = parameters * vectorBytes;
  const x = panel.x.map((address) => f.variable('i32', address));
  const matrix = f.variable('i32', panel.matrix);
  const places = x.map(({ value }) => value);
  const move = (variable: Variable, bytes: number): void => {
    variable.set(whole.add(variable.value, bytes * atOnce));
  };
  const last = (): void => {
    step(places, matrix.value, atOnce - 1);
    x.forEach((variable) => {
      move(variable, vectorBytes);
    });
    move(matrix, stride);
  };
  const first = (): void => {
    step(places, matrix.value, 0);
  };
  f.when(whole.less(matrix.value, panel.end), () => {
    // where the loop can be left between two steps, an engine ends the first before it begins the second
    f.turns([
      ...(atOnce === 2
        ? [{ body: first, goesOn: whole.less(whole.add(matrix.value, stride), panel.end) }]
        : []),
      { body: last, goesOn: whole.less(matrix.value, panel.end) },
    ]);
  });
  f.when(panel.tail.holds, () => {
    step(panel.tail.x(), f.let(panel.tail.matrix), 0);
  });
};

/** Parameters up to which their groups are written out one after the other; a loop over more costs nothing any more. */
const mostUnrolled = 12;

/** Does something for every group of parameters, given a panel and the numbers of the parameters in it. */
const overGroups = (
  { f }: Site,
  panel: Panel,
  runs: readonly Run[],
  body: (panel: Panel, group: readonly number[]) => void,
): void => {
  const parameters = runs.reduce((sum, { size, count }) => sum + size * count, 0);
  for (const { first, size, count } of runs) {
    if (parameters <= mostUnrolled) {
      for (let g = 0; g < count; g++)
        body(
          panel,
          upTo(size).map((k) => first + g * size + k),
        );
      continue;
    }
    const shift = f.variable('i32', i32(first * vectorBytes));
    f.repeat(
      () => {
        body(shifted(panel, shift.value, f), upTo(size));
        shift.set(whole.add(shift.value, size * vectorBytes));
      },
      whole.less(shift.value, (first + size * count) * vectorBytes),
    );
  }
};

/** The panel from another parameter on. */
const shifted = (panel: Panel, shift: Code, f: FunctionWriter): Panel => ({
  ...panel,
  matrix: f.let(whole.add(panel.matrix, shift)),
  end: f.let(whole.add(panel.end, shift)),
  rows: f.let(whole.add(panel.rows, shift)),
  tail: { ...panel.tail, matrix: whole.add(panel.tail.matrix, shift) },
});

/** Some of a panel's rows. */
const rowsIn = (panel: Panel, from: number, to: number): Panel => ({
  ...panel,
  x: panel.x.slice(from, to),
  tail: { ...panel.tail, x: () => panel.tail.x().slice(from, to) },
});

/** Adds x·W of the range to the vectors of η. */
export const addPredictors = (site: Site, all: Panel, parameters: number): void => {
  const { f, v } = site;
  const { shape, count } = v.lanes;
  overGroups(site, all, runsOf(parameters), (panel, group) => {
    const atOnce = group.length > 2 ? 2 : count;
    // of each parameter the sums of the rows, each a vector of partial sums
    const sums: Code[][] = group.map(() => []);
    for (let from = 0; from < count; from += atOnce) {
      const some = group.map(() => upTo(atOnce).map(() => f.variable('v128', v.constant(0))));
      walk(site, rowsIn(panel, from, from + atOnce), { parameters, atOnce: 2 }, (x, matrix, place) => {
        const values = x.map((address) => f.let(load(address, place * vectorBytes)));
        group.forEach((k, g) => {
          const weight = f.let(load(matrix, (place * parameters + k) * vectorBytes));
          some[g].forEach((sum, row) => {
            sum.set(fusable(shape, [values[row], weight], sum.value));
          });
        });
      });
      some.forEach((rows, g) => sums[g].push(...rows.map(({ value }) => value)));
    }
    group.forEach((k, g) => {
      const eta = { offset: k * vectorBytes };
      const across = sumAcross(site, sums[g]);
      f.do(opWith('v128.store', eta, panel.rows, v.add(opWith('v128.load', eta, panel.rows), across)));
    });
  });
};

/** Adds xᵀ·steps of the range to the gradient. */
export const addGradients = (site: Site, all: Panel, parameters: number): void => {
  const { f, v } = site;
  const { shape, count, size: bytes, loadSplat } = v.lanes;
  overGroups(site, all, pairsOf(parameters), (panel, group) => {
    const steps = upTo(count).map((lane) =>
      group.map((k) => f.let(opWith(loadSplat, { offset: k * vectorBytes + lane * bytes }, panel.rows))),
    );
    walk(site, panel, { parameters, atOnce: 1 }, (x, matrix, place) => {
      const offsets = group.map((k) => (place * parameters + k) * vectorBytes);
      const sums = offsets.map((offset) => f.variable('v128', load(matrix, offset)));
      x.forEach((address, lane) => {
        const value = f.let(load(address, place * vectorBytes));
        sums.forEach((sum, g) => {
          sum.set(fusable(shape, [value, steps[lane][g]], sum.value));
        });
      });
      sums.forEach(({ value }, g) => {
        f.do(opWith('v128.store', { offset: offsets[g] }, matrix, value));
      });
    });
  });
};

/** Lanes of two vectors side by side, by their numbers: those of the second follow those of the first. */
export const pick = ({ lanes }: Site['v'], a: Code, b: Code, chosen: readonly number[]): Code => {
  const shuffle = chosen.flatMap((lane) =>
    Array.from({ length: lanes.size }, (_, byte) => lane * lanes.size + byte),
  );
  return opWith('i8x16.shuffle', { shuffle }, a, b);
};

/** The sum of each vector's lanes, side by side. */
export const sumAcross = ({ f, v }: Site, vectors: readonly Code[]): Code => {
  const pair = (a: Code, b: Code): Code =>
    f.let(
      v.lanes.count === 2
        ? v.add(pick(v, a, b, [0, 2]), pick(v, a, b, [1, 3]))
        : v.add(pick(v, a, b, [0, 4, 1, 5]), pick(v, a, b, [2, 6, 3, 7])),
    );
  const first = pair(vectors[0], vectors[1]);
  if (v.lanes.count === 2) return first;
  const second = pair(vectors[2], vectors[3]);
  return v.add(pick(v, first, second, [0, 1, 4, 5]), pick(v, first, second, [2, 3, 6, 7]));
};

/** Does something for every whole number below `limit`. */
export const countUp = (site: Site, limit: Code, body: (i: Code) => void): void => {
  const i = site.f.variable('i32', i32(0));
  site.f.while(whole.less(i.value, limit), () => {
    body(i.value);
    i.set(whole.add(i.value, 1));
  });
};
