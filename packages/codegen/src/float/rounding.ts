// How a target rounds, and what follows for the exponentials of an ensemble: what everything that is written for one stands on.
import type { Expression } from '@expfam/expression';
import type { KernelBuilder, KernelNode } from '../kernel.js';

/** How a target rounds. */
export interface Rounding {
  readonly precision: 'f64' | 'f32';
  /** Whether a − b may be trusted to be rounded once and in this order, so that its error can be recovered. */
  readonly compensated: boolean;
  /** Whether exp(a − b) and log(1 + a) of sums of exponentials are operations, shorter than those that serve everyone. */
  readonly combined?: boolean;
}

/** Rounds each operation once, in the order in which it is written: what JavaScript and the vectors of WebAssembly do. */
export const strictRounding: { readonly [precision in 'f64' | 'f32']: Rounding } = {
  f64: { precision: 'f64', compensated: true, combined: true },
  f32: { precision: 'f32', compensated: true, combined: true },
};

/** exp of less is 0 in that precision: log of half the least subnormal, rounded outwards. */
export const exponentFloor = { f64: -746, f32: -104 } as const;

/** What can be asked of an ensemble. */
export interface EnsembleCode {
  /** The share of some members. */
  share(members: readonly number[]): KernelNode;
  /** log D − x of one member. */
  surprise(member: number): KernelNode;
  /** log D − z; z may be 0. */
  excess(over: Expression): KernelNode;
  /** D, of a difference. */
  total?(): KernelNode;
}

/** What the code of an ensemble is written with. */
export interface Tools {
  readonly builder: KernelBuilder;
  readonly lower: (node: Expression) => KernelNode;
  readonly rounding: Rounding;
}

/** Where nothing may leave the normal range at run time, the argument of an exponential stays above its floor. */
export const held = (d: KernelNode, { builder, rounding }: Tools): KernelNode =>
  rounding.compensated ? d : builder.call('maximum', d, builder.constant(exponentFloor[rounding.precision]));

/** exp(d) for d ≤ 0. */
export const exponential = (d: KernelNode, label: string, tools: Tools): KernelNode => {
  const { call, constant, named } = tools.builder;
  if (tools.rounding.compensated) return named(`e${label}`, call('exp', d));
  const floor = constant(exponentFloor[tools.rounding.precision]);
  const power = call('exp', held(d, tools));
  return named(`e${label}`, call('select', call('less', d, floor), constant(0), power));
};
