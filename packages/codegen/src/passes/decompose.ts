// Pass 3, decompose: formulas on the reals become floating-point code, one draft for each function, all over one table of
// nodes. A row is valid where η is inside its space and the outcome inside its support.
import { variableOf } from '@expfam/expression';
import { inside } from '../float/domain.js';
import type { Rounding } from '../float/ensemble-code.js';
import { byLabel, bySoftLabels } from '../float/labels.js';
import type { Observed } from '../float/labels.js';
import { graft, lowering, outcomeName } from '../float/lowering.js';
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

/** What is observed: its inputs, their check, and how formulas depend on it. */
interface Outcome extends Observed {
  readonly inputs: readonly string[];
  readonly valid: KernelNode;
}

/** Decomposes every formula of the sheet. */
export const decompose = (stabilised: Stabilised, rounding: Rounding): Drafts => {
  const builder = kernelBuilder();
  const { call, constant, input } = builder;
  const lower = lowering({ ...stabilised, builder, rounding });
  const { eta, etaDomains, classes, sheet } = stabilised;
  const names = eta.map((symbol) => variableOf(symbol).name);
  const all = (conditions: readonly KernelNode[]): KernelNode =>
    conditions.reduce((a, b) => call('and', a, b));
  const etaValid = all(eta.map((symbol, i) => inside(lower(symbol), etaDomains[i]!, builder)));

  const numbers = (): Outcome => {
    const plain: Observed['loss'] = ([formula]) => lower(formula!);
    const valid = inside(input(outcomeName), stabilised.outcomeDomain, builder);
    return { inputs: [outcomeName], valid, loss: plain, gradient: plain };
  };
  const labels = (count: number): Outcome => {
    const label = input('label', 'label');
    const valid = all([
      call('lessEqual', constant(0, 'label'), label),
      call('less', label, constant(count, 'label')),
    ]);
    return { inputs: ['label'], valid, ...byLabel(label, lower, builder) };
  };
  const softLabels = (count: number): Outcome => {
    const inputs = Array.from({ length: count }, (_, k) => `t${k + 1}`);
    const targets = inputs.map((name) => input(name));
    const valid = all(
      targets.flatMap((t) => [call('lessEqual', constant(0), t), call('less', t, constant(Infinity))]),
    );
    return { inputs, valid, ...bySoftLabels(targets, lower, builder) };
  };

  const plain = (formulas: Stabilised['sheet']['response'], symbol: string): Draft => {
    const outputs = formulas.map(([formula]) => lower(formula!));
    return { inputs: names, valid: etaValid, loss: null, outputs, symbol };
  };
  const observed = (outcome: Outcome, gradient: boolean): Draft => ({
    inputs: [...names, ...outcome.inputs],
    valid: call('and', etaValid, outcome.valid),
    loss: outcome.loss(sheet.loss),
    outputs: gradient ? sheet.gradient.map(outcome.gradient) : [],
    symbol: 'g',
  });

  const hard = classes === null ? numbers() : labels(classes);
  const soft = classes === null ? null : softLabels(classes);
  const rows: { [name in RowName]?: Draft } = {
    response: plain(sheet.response, 'p'),
    loss: observed(hard, false),
    gradient: observed(hard, true),
    hessian: plain(sheet.hessian, 'h'),
    jacobian: plain(sheet.jacobian, 'j'),
    ...(soft && { lossSoft: observed(soft, false), gradientSoft: observed(soft, true) }),
  };
  const { logBaseMeasure, link } = stabilised;
  const alone = {
    inputs: [outcomeName, 'weight', 'dispersion'],
    valid: hard.valid,
    outputs: [],
    symbol: 'b',
  };
  if (logBaseMeasure !== null) rows.logBaseMeasure = { ...alone, loss: lower(logBaseMeasure) };
  if (link !== null) {
    // at the ends of the support the link is infinite; the loss there is its limit, which the largest number reaches
    const largest = constant(rounding.precision === 'f64' ? Number.MAX_VALUE : 2 ** 126);
    const best = call('maximum', call('negate', largest), call('minimum', lower(link), largest));
    const loss = graft(rows.loss!.loss!, new Map([[names[0]!, builder.named(names[0]!, best)]]), builder);
    rows.saturatedLoss = { ...alone, loss: call('multiply', input('weight'), loss) };
  }
  return { builder, rows };
};
