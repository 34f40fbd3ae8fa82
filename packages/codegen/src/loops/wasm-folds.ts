// Sums over arrays of vectors in WebAssembly, a row in each lane, in the order of `float/sum-tree.ts` and `float/carried-sum.ts`:
// functions that call themselves for both halves, so that they need no memory and are as long for any number of classes.
import { whole } from '../schedules/wasm-lanes.js';
import { vectorBytes } from '../schedules/wasm-products.js';
import type { Code } from '../wasm/code.js';
import { i32, op, together } from '../wasm/code.js';
import type { FunctionWriter } from '../wasm/function.js';
import type { Site } from '../wasm/site.js';
import { load } from './wasm-tree.js';

/** Stretch one after the other: where the first stands, and how many they are. */
export interface Stretch {
  readonly at: Code;
  readonly count: Code;
}

/** The larger half, which comes first, and the other one. */
const halvesOf = (f: FunctionWriter, { at, count }: Stretch): readonly [Stretch, Stretch] => {
  const left = f.let(op('i32.shr_u', whole.add(count, 1), i32(1)));
  const middle = f.let(whole.add(at, whole.multiply(left, vectorBytes)));
  return [
    { at, count: left },
    { at: middle, count: f.let(whole.subtract(count, left)) },
  ];
};

/** The sum in pairs of pairs. */
export const pairsOf = ({ module, v }: Site, { at, count }: Stretch): Code => {
  const callable = module.once('sum in pairs', () =>
    module.defineRecursive({ takes: ['i32', 'i32'], gives: 'v128' }, (f, self) => {
      const [from, length] = f.parameters.map(({ value }) => value);
      f.when(whole.less(length, 2), () => {
        f.return(load(from));
      });
      f.when(whole.equal(length, 2), () => {
        f.return(v.add(load(from), load(from, vectorBytes)));
      });
      const [a, b] = halvesOf(f, { at: from, count: length }).map((half) => self(half.at, half.count));
      return v.add(a, b);
    }),
  );
  return callable(at, count);
};

/** The same and what rounding left out of each sum (Knuth): two vectors. What a single one leaves out is −0, which adds nothing. */
export const carriedOf = ({ module, v }: Site, { at, count }: Stretch): Code => {
  const callable = module.once('carried sum', () =>
    module.defineRecursive({ takes: ['i32', 'i32'], gives: ['v128', 'v128'] }, (f, self) => {
      const [from, length] = f.parameters.map(({ value }) => value);
      f.when(whole.less(length, 2), () => {
        f.return(together([load(from), v.constant(-0)]));
      });
      const [[a, lostOfA], [b, lostOfB]] = halvesOf(f, { at: from, count: length }).map((half) =>
        f.receive(self(half.at, half.count), 'v128', 2),
      );
      const head = f.let(v.add(a, b));
      const back = f.let(v.subtract(head, a));
      const lost = v.add(v.subtract(a, v.subtract(head, back)), v.subtract(b, back));
      return together([head, v.add(v.add(lostOfA, lostOfB), lost)]);
    }),
  );
  return callable(at, count);
};

/** Writes the sum of all others for each vector: down the tree, what stands above and the sibling. */
export const writeOthers = (site: Site, of: Stretch, to: Code): void => {
  const { module, f: here, v } = site;
  const callable = module.once('sums of all others', () =>
    module.defineRecursive({ takes: ['i32', 'i32', 'i32', 'v128'], gives: null }, (f, self) => {
      const [from, length, target, above] = f.parameters.map(({ value }) => value);
      f.when(whole.less(length, 2), () => {
        f.do(op('v128.store', target, above));
        f.return();
      });
      const [left, right] = halvesOf(f, { at: from, count: length });
      const beyond = whole.add(target, whole.subtract(right.at, from));
      f.do(self(left.at, left.count, target, v.add(above, pairsOf({ ...site, f }, right))));
      f.do(self(right.at, right.count, beyond, v.add(above, pairsOf({ ...site, f }, left))));
      return undefined;
    }),
  );
  here.do(callable(of.at, of.count, to, v.constant(-0)));
};

/** Writes the sum of a tree without its own vector for each; `rest` is room for all but one. */
export const writeWithout = (
  site: Site,
  of: Stretch,
  { to, rest }: { readonly to: Code; readonly rest: Code },
): void => {
  const { f } = site;
  const kept = f.let(whole.multiply(whole.subtract(of.count, 1), vectorBytes));
  const at = f.variable('i32', i32(0));
  f.while(whole.less(at.value, kept), () => {
    f.do(op('v128.store', whole.add(rest, at.value), load(whole.add(of.at, at.value), vectorBytes)));
    at.set(whole.add(at.value, vectorBytes));
  });
  at.set(i32(0));
  const count = f.let(whole.subtract(of.count, 1));
  const write = (): void => {
    f.do(op('v128.store', whole.add(to, at.value), pairsOf(site, { at: rest, count })));
  };
  f.while(whole.less(at.value, kept), () => {
    write();
    // what is left out moves on by one
    f.do(op('v128.store', whole.add(rest, at.value), load(whole.add(of.at, at.value))));
    at.set(whole.add(at.value, vectorBytes));
  });
  write();
};
