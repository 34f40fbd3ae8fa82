// The line from a derivation to a kernel: five passes, each a file of its own, each checked by the table in `spec`.
import type { Domain } from '@expfam/expression';
import { symbolsOf, variableOf } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import type { Judged } from './accuracy.js';
import type { Kernel } from './kernel.js';
import { reachable } from './kernel.js';
import { withLink } from './links/with-link.js';
import { indexedText } from './loops/indexed-text.js';
import { isSoftmax, lowerLooped, mostUnrolled } from './loops/looped.js';
import type { Program } from './loops/program.js';
import { isUnlike, roll } from './loops/roll.js';
import { decompose } from './passes/decompose.js';
import type { Drafts } from './passes/decompose.js';
import { schedule } from './passes/schedule.js';
import { share } from './passes/share.js';
import { stabilise } from './passes/stabilise.js';
import { unroll } from './passes/unroll.js';
import type { BaseMeasure, Formula, Unrolled } from './passes/unroll.js';
import { check } from './spec.js';
import { CodegenError, codegenError } from './errors.js';
import { remember } from './remember.js';
import { readable } from './special/opaque.js';
import { byAtoms } from './stable/by-atoms.js';
import { byMoments, completed } from './stable/by-moments.js';
import { withGammaRatios } from './stable/gamma-ratios.js';
import { restate } from './stable/restate.js';
import type { Together } from './float/domain.js';
import { hullOf, supportLiteral } from './float/domain.js';
import { entryDomain, totalOf } from './float/entries.js';
import { inputName } from './float/lowering.js';
import type { Rounding } from './float/rounding.js';

/** The passes in the order in which they run, and what each leaves behind. */
export const passes = {
  unroll: 'scalar formulas for a fixed K, one for each class where the outcome is a class',
  stabilise: 'formulas that neither overflow nor cancel, with stable functions as primitives',
  decompose: 'floating-point code: maxima, exponentials, sums in a fixed order',
  share: 'what differs between cases is chosen, everything else is computed once',
  schedule: 'an order of evaluation and names',
} as const;

/** A choice is judged by its result alone; what calls a special function is granted its error. */
const judgedBy = ({ classes, outcomeDomain, etaPositive }: Unrolled, rows: Kernel['rows']): Judged => {
  const { lower: least, upper, integer } = hullOf(outcomeDomain);
  const estimated = [rows.response, rows.gradient, rows.hessian, rows.jacobian].flatMap((row) =>
    row === undefined ? [] : [...row.outputs, ...(row.loss === null ? [] : [row.loss])],
  );
  const nodes = reachable(estimated);
  if (nodes.some((node) => node.kind === 'special' && node.special.sums === true)) return 'summed';
  if (nodes.some(({ kind }) => kind === 'special')) return 'special';
  if (etaPositive.some((condition) => symbolsOf(condition).size > 1)) return 'conditioned';
  return classes !== null || (integer && least === 0 && upper === 1) ? 'exact' : 'scaled';
};

/** The columns of E[y]: one for each class, or for each entry of the outcome. */
const columnsOf = ({ classes, outcomes, sheet }: Unrolled): number =>
  classes === null ? outcomes.length : Math.max(sheet.response.length, 1);

/** What the entries of a vector make together, as the support says it. */
const flags = new Map<Domain['kind'], NonNullable<Together['flag']>>([
  ['sphere', 'direction'],
  ['positive-definite', 'positiveDefinite'],
]);

/** Where an outcome lies; of a vector, where each of its entries does and what they add up to. */
const supportOf = ({ outcomeDomain }: Unrolled): string | null =>
  supportLiteral(entryDomain(outcomeDomain) ?? outcomeDomain, {
    total: totalOf(outcomeDomain),
    flag: flags.get(outcomeDomain.kind) ?? null,
  });

/** How a derivation is lowered. */
export interface LowerOptions {
  /** How the target computes; double precision by default. */
  readonly rounding?: Rounding;
  /** What the base measure depends on beside the outcome. */
  readonly base?: BaseMeasure;
  /** The link; the canonical one by default, where the linear predictor is η. */
  readonly link?: string;
  /** K, where the derivation leaves the number of its classes open: the kernel then loops over them. */
  readonly classes?: number;
}

/**
 * Lowers a derivation to straight-line floating-point code for one row.
 *
 * @param derivation of a family with a fixed number of classes and closed forms.
 * @throws CodegenError where a formula has no closed form or a constant no value.
 * @example
 * ```ts
 * const kernel = lower(derivation);
 * print(kernel, typescript);
 * ```
 */
export const lower = (derivation: Derivation, options: LowerOptions = {}): Kernel => {
  const { link, classes, ...rest } = options;
  const { rounding = doubles } = options;
  if (classes !== undefined) return lowerLooped(derivation, classes, rounding);
  const { classes: size, representatives, name, categorical, outcome } = derivation;
  // a number on a long range has no rows of its own for each value
  const isIndexed = categorical || entryDomain(outcome.domain) !== null;
  if (isIndexed && size !== null && size > mostUnrolled && representatives === null)
    throw codegenError('no-loop-form', name, 'the natural parameters');
  if (representatives !== null && link !== undefined && link !== 'canonical')
    throw codegenError('no-link', name, link);
  const inPredictor = link === undefined ? derivation : withLink(derivation, link);
  if (link === undefined || inPredictor === derivation) return lowerCanonical(derivation, rest);
  // how well an outcome can be predicted at best does not depend on the link
  const linked = lowerCanonical(inPredictor, rest);
  const { saturatedLoss } = lowerCanonical(derivation, rest).rows;
  return {
    ...linked,
    link,
    loopable: false,
    rows: { ...linked.rows, ...(saturatedLoss && { saturatedLoss }) },
  };
};

const doubles: Rounding = { precision: 'f64', compensated: true };

/** What sends a family to its definition as a sum or an integral. */
const openForms: ReadonlySet<string> = new Set(['no-closed-form', 'no-kernel-operation', 'not-stable']);

const restated = remember((given) => withGammaRatios(completed(restate(given))));
/** What is tried, in this order, where the formulas cannot be computed as they are. */
const otherwise = [remember((given) => byAtoms(given)), remember((given) => byMoments(given))];

const lowerCanonical = (given: Derivation, options: LowerOptions): Kernel => {
  const tried: CodegenError[] = [];
  for (const form of [restated, ...otherwise]) {
    const derivation = form(given);
    if (derivation === null) continue;
    try {
      return lowerRestated(derivation, options);
    } catch (error) {
      if (!(error instanceof CodegenError) || !openForms.has(error.code)) throw error;
      tried.push(error);
    }
  }
  throw tried[0];
};

/** The passes before rounding begins, which all targets share. */
const stableOf = remember(
  (derivation, dispersion: BaseMeasure['dispersion'], trials: BaseMeasure['trials']) => {
    const base = { ...(dispersion && { dispersion }), ...(trials && { trials }) };
    const unrolled = check('unroll', unroll(derivation, base), derivation.name);
    return { unrolled, stabilised: check('stabilise', stabilise(unrolled), unrolled.family) };
  },
);

const rowsOf = remember(
  (derivation, rounding: Rounding, dispersion: BaseMeasure['dispersion'], trials: BaseMeasure['trials']) => {
    const { unrolled, stabilised } = stableOf(derivation, dispersion, trials);
    const drafts = check('decompose', decompose(stabilised, rounding), unrolled.family);
    const program = programOf(drafts, unrolled);
    const shared = check('share', share(drafts), unrolled.family);
    return { unrolled, program, rows: check('schedule', schedule(shared), unrolled.family) };
  },
);

/** Loops over the classes, where a few entries stand for all. */
const programOf = (drafts: Drafts, { family, eta, outcomes, representatives }: Unrolled): Program | null => {
  if (representatives === null) return null;
  const { parameters, columns } = representatives;
  const program = roll(drafts, {
    eta: eta.map((symbol) => inputName(symbol, [])),
    outcomes: outcomes.map((outcome) => inputName(outcome, outcomes)),
    parameters: { at: parameters, length: eta.length },
    columns: { at: columns, length: outcomes.length },
  });
  if (isUnlike(program))
    throw codegenError(
      'no-loop-form',
      family,
      program.what === 'outputs' ? `the ${program.row}` : `the ${program.what} in the ${program.row}`,
    );
  return program;
};

const formulasOf = ({ response, loss, gradient, hessian }: Derivation): Kernel['formulas'] => ({
  response: (response ?? []).map(readable),
  loss: [readable(loss!)],
  gradient: gradient!.map(readable),
  hessian: hessian!.flat().map(readable),
});

/** The first two entries of each, with sums over the classes: the others are the same with other indices. */
const formulasOfLoops = ({ eta, outcomes, sheet }: Unrolled): Kernel['formulas'] => {
  const told = indexedText([eta, outcomes]);
  const firstOf = (formulas: readonly Formula[]): string[] =>
    formulas.slice(0, 2).map(([formula]) => told(formula));
  return {
    response: firstOf(sheet.response),
    loss: sheet.loss.map(told),
    gradient: firstOf(sheet.gradient),
    hessian: firstOf(sheet.hessian),
  };
};

const lowerRestated = (derivation: Derivation, options: LowerOptions): Kernel => {
  const { rounding = doubles, base: { dispersion, trials } = {} } = options;
  const { unrolled, program, rows } = rowsOf(derivation, rounding, dispersion, trials);
  const { family, classes, form, eta, outcomes } = unrolled;
  return {
    family,
    classes,
    size: classes !== null || outcomes.length > 1 ? derivation.classes : null,
    form,
    looped: program !== null,
    loopable: program === null && isSoftmax(derivation),
    link: null,
    precision: rounding.precision,
    judged: judgedBy(unrolled, rows),
    support: classes === null ? supportOf(unrolled) : null,
    dispersion: unrolled.dispersion,
    functions: null,
    features: null,
    parameters: eta.length,
    columns: columnsOf(unrolled),
    outcomes: outcomes.map((outcome) => inputName(outcome, outcomes)),
    names: eta.map((symbol) => variableOf(symbol).name),
    rows,
    program,
    formulas: program === null ? formulasOf(derivation) : formulasOfLoops(unrolled),
  };
};
