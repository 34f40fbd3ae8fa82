// Pass 3, decompose: formulas on the reals become floating-point code, one draft for each function, all over one table of
// nodes. A row is valid where η is inside its space and the outcome inside its support.
import type { Expression } from '@expfam/expression';
import { variableOf } from '@expfam/expression';
import { inside } from '../float/domain.js';
import type { Rounding } from '../float/rounding.js';
import { graft } from '../float/graft.js';
import { lowering } from '../float/lowering.js';
import { outcomesOf } from '../float/outcomes.js';
import type { Outcome } from '../float/outcomes.js';
import type { KernelBuilder, KernelNode, RowName } from '../kernel.js';
import { kernelBuilder } from '../kernel.js';
import type { Stabilised } from './stabilise.js';

/** One function for one row, not yet ordered. */
export interface Draft {
  readonly inputs: readonly string[];
  readonly valid: KernelNode;
  readonly loss: KernelNode | null;
  readonly outputs: readonly KernelNode[];
  /** What an output is called where it needs a name: h1, h2, … */
  readonly symbol: string;
}

/** All functions of a kernel over one table of nodes. */
export interface Drafts {
  readonly builder: KernelBuilder;
  readonly rows: { readonly [name in RowName]?: Draft };
}

/** Decomposes every formula of the sheet. */
export const decompose = (stabilised: Stabilised, rounding: Rounding): Drafts => {
  const builder = kernelBuilder();
  const { call, constant, input } = builder;
  const lower = lowering({ ...stabilised, builder, rounding });
  const { eta, etaDomains, sheet } = stabilised;
  const names = eta.map((symbol) => variableOf(symbol).name);
  const allPositive = (conditions: readonly Expression[], before: KernelNode): KernelNode =>
    conditions.reduce(
      (all, condition) => call('and', all, call('less', constant(0), lower(stabilised.condition(condition)))),
      before,
    );
  const eachValid = eta
    .map((symbol, i) => inside(lower(symbol), etaDomains[i], builder))
    .reduce((a, b) => call('and', a, b));
  const etaValid = allPositive(stabilised.etaPositive, eachValid);
  const exists = allPositive(stabilised.responseExists, etaValid);
  const plain = (formulas: Stabilised['sheet']['response'], symbol: string, valid = etaValid): Draft => {
    const outputs = formulas.map(([formula]) => lower(formula));
    return { inputs: names, valid, loss: null, outputs, symbol };
  };
  const observed = (outcome: Outcome, gradient: boolean): Draft => ({
    inputs: [...names, ...outcome.inputs],
    valid: call('and', etaValid, outcome.valid),
    loss: outcome.loss(sheet.loss),
    outputs: gradient ? sheet.gradient.map(outcome.gradient) : [],
    symbol: 'g',
  });

  const { hard, soft } = outcomesOf(stabilised, lower, builder);
  const rows: { [name in RowName]?: Draft } = {
    response: plain(sheet.response, 'p', exists),
    loss: observed(hard, false),
    gradient: observed(hard, true),
    hessian: plain(sheet.hessian, 'h'),
    jacobian: plain(sheet.jacobian, 'j', exists),
    ...(soft && { lossSoft: observed(soft, false), gradientSoft: observed(soft, true) }),
  };
  const { logBaseMeasure, link, saturatedLoss } = stabilised;
  const alone = {
    inputs: [...hard.inputs, 'weight', 'dispersion'],
    valid: hard.valid,
    outputs: [],
    symbol: 'b',
  };
  if (logBaseMeasure !== null) rows.logBaseMeasure = { ...alone, loss: lower(logBaseMeasure) };
  if (link !== null) {
    // at the ends of the support the link is infinite; the loss there is its limit, which the largest number reaches
    const largest = constant(rounding.precision === 'f64' ? Number.MAX_VALUE : 2 ** 126);
    const best = call('maximum', call('negate', largest), call('minimum', lower(link), largest));
    const loss = graft(rows.loss!.loss!, new Map([[names[0], builder.named(names[0], best)]]), builder);
    rows.saturatedLoss = { ...alone, loss: call('multiply', input('weight'), loss) };
  }
  if (saturatedLoss !== null)
    rows.saturatedLoss = { ...alone, loss: call('multiply', input('weight'), lower(saturatedLoss)) };
  return { builder, rows };
};
