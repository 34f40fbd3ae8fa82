// What the loops of the wasm target are put together from: lanes that stand for rows, the numbers of a row in a matrix,
// outcomes however they are stored, sums of losses in double precision.
import type { Code } from '../wasm/code.js';
import { f64, i32, op, opWith, v128 } from '../wasm/code.js';
import type { FunctionWriter, Variable } from '../wasm/function.js';
import type { Lanes, Vectors } from '../wasm/lanes.js';
import type { Site } from '../wasm/site.js';

/** The whole numbers below a count. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Whole arithmetic on addresses and counts. */
export const whole = {
  add: (a: Code, b: Code | number): Code => (b === 0 ? a : op('i32.add', a, asCode(b))),
  subtract: (a: Code, b: Code | number): Code => op('i32.sub', a, asCode(b)),
  multiply: (a: Code, b: Code | number): Code => (b === 1 ? a : op('i32.mul', a, asCode(b))),
  less: (a: Code, b: Code | number): Code => op('i32.lt_u', a, asCode(b)),
  equal: (a: Code, b: Code | number): Code => op('i32.eq', a, asCode(b)),
} as const;

const asCode = (value: Code | number): Code => (typeof value === 'number' ? i32(value) : value);

/** The rows that a vector holds, one a lane. */
export interface RowLanes {
  /** The number of each lane's row; lanes without a row repeat another. */
  readonly rows: readonly Code[];
  /** The lanes that have a row of their own. */
  readonly live: Code;
  /** Not 0 where some lanes repeat a row. */
  readonly scattered: Code;
  /** Whether it is known that every lane has a row of its own, each after the one before. */
  readonly isFull: boolean;
}

/** The lanes below `count`, which may be less than 0. */
export const lanesBelow = ({ lanes }: Vectors, count: Code): Code =>
  lanes.count === 4
    ? op('i32x4.gt_s', op('i32x4.splat', count), v128(Int32Array.of(0, 1, 2, 3)))
    : op('i64x2.gt_s', op('i64x2.splat', op('i64.extend_i32_s', count)), v128(BigInt64Array.of(0n, 1n)));

/** How a loop over rows goes: so many vectors side by side, and whether those that are full have code of their own. */
export interface Pace {
  readonly atOnce: number;
  readonly splits: boolean;
}

const single: Pace = { atOnce: 1, splits: false };

/** A loop over rows, vector after vector. In the last round lanes that lack a row repeat the last one. */
export const overRows = (
  site: Site,
  rows: Code,
  body: (lanes: RowLanes) => void,
  { atOnce, splits }: Pace = single,
): void => {
  const { f, v } = site;
  const { count } = v.lanes;
  const first = f.variable('i32', i32(0));
  const full = (start: number): void => {
    const at = upTo(count).map((lane) => f.let(whole.add(first.value, start + lane)));
    body({ rows: at, live: v.bits(-1n), scattered: i32(0), isFull: true });
  };
  const rest = (start: number): void => {
    const last = f.let(whole.subtract(rows, 1));
    const at = upTo(count).map((lane) => {
      const row = f.variable('i32', whole.add(first.value, start + lane));
      f.when(whole.less(last, row.value), () => {
        row.set(last);
      });
      return row.value;
    });
    const left = f.let(whole.subtract(rows, whole.add(first.value, start)));
    const scattered = f.let(op('i32.lt_s', left, i32(count)));
    body({ rows: at, live: f.let(lanesBelow(v, left)), scattered, isFull: false });
  };
  const round = (vector: (start: number) => void, vectors: number): void => {
    const starts = upTo(vectors).map((i) => i * count);
    f.together(
      starts.map((start) => () => {
        vector(start);
      }),
    );
    first.set(whole.add(first.value, vectors * count));
  };
  if (splits)
    f.while(op('i32.le_u', whole.add(first.value, atOnce * count), rows), () => {
      round(full, atOnce);
    });
  f.while(whole.less(first.value, rows), () => {
    round(rest, splits ? 1 : atOnce);
  });
};

/** Where each lane's row begins in a matrix of `width` numbers a row. */
export const rowAddresses = (site: Site, base: Code, lanes: readonly Code[], width: number): Code[] =>
  lanes.map((row) => site.f.let(whole.add(base, whole.multiply(row, width * site.v.lanes.size))));

/** Where the labels of some rows are. */
export interface LabelsOfRows {
  readonly y: Code;
  /** One, two or four. */
  readonly bytes: Code;
  readonly rows: readonly Code[];
  /** Not 0 where the rows may not follow one another. */
  readonly scattered: Code;
}

/**
 * Labels as floats. Bytes of rows that follow one another are read together; where a vector is not full of rows, the lanes that
 * are left over hold whatever stands there.
 */
export const readLabels = (site: Site, { y, bytes, rows, scattered }: LabelsOfRows): Code => {
  const { f, v } = site;
  const labels = f.variable('v128');
  f.when(
    op('i32.or', scattered, op('i32.ne', bytes, i32(1))),
    () => {
      labels.set(labelsOneByOne(site, { y, bytes, rows, scattered }));
    },
    () => {
      const together = opWith('v128.load32_zero', {}, whole.add(y, rows[0]));
      labels.set(op('i32x4.extend_low_i16x8_u', op('i16x8.extend_low_i8x16_u', together)));
    },
  );
  return f.let(op(v.lanes.count === 4 ? 'f32x4.convert_i32x4_s' : 'f64x2.convert_low_i32x4_s', labels.value));
};

/** What a wider load than its label brings in beside it is taken away. */
const labelsOneByOne = ({ f }: Site, { y, bytes, rows }: LabelsOfRows): Code => {
  const bits = whole.multiply(bytes, 8);
  const kept = f.let(op('i32.shr_u', i32(-1), whole.subtract(i32(32), bits)));
  const label = (row: Code): Code =>
    op('i32.and', opWith('i32.load', {}, whole.add(y, op('i32.mul', row, bytes))), kept);
  return rows
    .slice(1)
    .reduce(
      (vector, row, i) => opWith('i32x4.replace_lane', { lane: i + 1 }, vector, label(row)),
      op('i32x4.splat', label(rows[0])),
    );
};

/** A sum in double precision, two partial sums side by side. */
export interface Total {
  readonly add: (value: Code) => void;
  /** The same of two numbers that are of double precision. */
  readonly addWide: (value: Code) => void;
  readonly value: () => Code;
}

/** The upper half of a vector in the place of the lower one. */
export const upperHalf = (vector: Code): Code =>
  opWith(
    'i8x16.shuffle',
    { shuffle: [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7] },
    vector,
    vector,
  );

/** A new sum. */
export const total = (f: FunctionWriter, { shape }: Lanes): Total => {
  const sum: Variable = f.variable('v128');
  const plus = (value: Code): void => {
    sum.set(op('f64x2.add', sum.value, value));
  };
  return {
    addWide: plus,
    add: (value) => {
      if (shape === 'f64x2') return plus(value);
      const kept = f.let(value);
      plus(op('f64x2.promote_low_f32x4', kept));
      plus(op('f64x2.promote_low_f32x4', upperHalf(kept)));
    },
    value: () =>
      op(
        'f64.add',
        opWith('f64x2.extract_lane', { lane: 0 }, sum.value),
        opWith('f64x2.extract_lane', { lane: 1 }, sum.value),
      ),
  };
};

/** The loss of lanes that have a row: NaN where the row is not valid, 0 where there is none. */
export const countedLoss = (
  v: Vectors,
  loss: Code,
  lanes: { readonly valid: Code; readonly live: Code },
): Code => v.and(lanes.live, v.select(lanes.valid, loss, v.constant(Number.NaN)));

/** A number of double precision in every lane. */
export const splat = ({ lanes }: Vectors, value: Code): Code =>
  lanes.scalar === 'f64' ? op('f64x2.splat', value) : op('f32x4.splat', op('f32.demote_f64', value));

/** A zero of double precision. */
export const zero = f64(0);
