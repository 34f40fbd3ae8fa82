// What A tells of fitting: the likelihood equations and their solution, the unit deviance, the hypothesis E[y | x].
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { finiteSupport } from '../density/density.js';
import type { Derivation } from '../derivation/derivation.js';
import { solveSystem } from '../derivation/invert.js';
import { atomsOf } from '../decision/shape.js';
import { shortest, tidy } from '../derivation/sum-over.js';
import { atEdges } from './at-edges.js';
import type { Subject } from './subject.js';
import { inner, meansOf, put, symbolsOf } from './subject.js';

export interface Likelihood {
  /** What holds at the maximum: in η for a full family, in the parameters of the text on a curve. */
  readonly equations: readonly Expression[];
  /** Parameters of the text as functions of the means mu1, … of the statistics. */
  readonly solution: ReadonlyMap<string, Expression> | null;
}

/** Expected equals observed; on a curve, as far as the curve can follow. */
export const likelihoodOf = (subject: Subject): Likelihood => {
  const { natural, mean, parameters, curved, canonicalLink, sourceFromNatural } = subject;
  const means = meansOf(subject);
  const equations = mean.map((each, i) => e.equal(each, means[i]));
  if (curved) return onCurve(subject, means);
  const values = [...sourceFromNatural];
  if (parameters.length === 0) return { equations, solution: null };
  if (canonicalLink && values.every(([, value]) => value !== null)) {
    const found = values.map(
      ([name, value]) => [name, tidy(put(value!, symbolsOf(subject), canonicalLink))] as const,
    );
    return { equations, solution: new Map(found) };
  }
  if (natural.some(({ index }) => index)) return { equations, solution: null };
  const inSource = mean.map((each) => tidy(put(each, symbolsOf(subject), expressionsOf(subject))));
  return {
    equations,
    solution: solved(
      subject,
      inSource.map((left, i) => ({ left, right: means[i] })),
      means,
    ),
  };
};

const expressionsOf = ({ natural }: Derivation): Expression[] => natural.map(({ expression }) => expression);

/** The score (∂η/∂φ)ᵀ(E[T] − mean of T) in the parameters of the text. */
const onCurve = (subject: Subject, means: readonly Expression[]): Likelihood => {
  const { natural, mean, parameters } = subject;
  if (natural.some(({ index }) => index)) return { equations: [], solution: null };
  const inSource = mean.map((each) => tidy(put(each, symbolsOf(subject), expressionsOf(subject))));
  const equations = parameters
    .flatMap(atomsOf)
    .map((atom) =>
      tidy(
        e.add(
          ...natural.map(({ expression }, i) =>
            e.multiply(e.differentiate(expression, atom), e.subtract(inSource[i], means[i])),
          ),
        ),
      ),
    );
  const system = equations.map((left) => ({ left, right: e.zero }));
  return {
    equations: equations.map((each) => e.equal(each, e.zero)),
    solution: solved(subject, system, means),
  };
};

const solved = (
  subject: Subject,
  system: readonly { readonly left: Expression; readonly right: Expression }[],
  means: readonly Expression[],
): ReadonlyMap<string, Expression> | null => {
  const atoms = subject.parameters.flatMap(atomsOf);
  if (atoms.length !== system.length) return null;
  const definitions = subject.mean.map((each, i) => ({
    symbol: means[i],
    value: put(each, symbolsOf(subject), expressionsOf(subject)),
  }));
  const solution = solveSystem(system, atoms, definitions);
  return solution && new Map(atoms.map((atom) => [e.text(atom), tidy(solution.values.get(atom)!)]));
};

/** 2·(ℓ(η(μ); y) − the least loss that y allows): twice what the fit at μ loses. */
export const deviance = (subject: Subject): Expression | null => {
  const { a, natural, statistics, canonicalLink, form, outcome } = subject;
  if (canonicalLink === null || form !== 'baseline') return null;
  const loss = (eta: readonly Expression[]): Expression =>
    e.subtract(put(a, symbolsOf(subject), eta), inner(natural, eta, statistics));
  const fitted = loss(canonicalLink);
  const whole = (least: Expression): Expression =>
    atEdges(shortest(e.multiply(e.two, tidy(e.subtract(fitted, least)))), outcome);
  if (isCertain(subject)) return whole(subject.logBaseMeasure);
  const isComponent = (each: Expression): boolean => each.op === 'element' && each.args[0] === outcome.symbol;
  const isVector = outcome.domain.kind === 'counts' || outcome.domain.kind === 'vector';
  const counted = isVector && statistics.every(isComponent);
  const alone = natural.length === 1 && !natural[0].index;
  if (!alone && !counted) return null;
  const saturated = canonicalLink.map((each) => put(each, meansOfLink(subject), statistics));
  return whole(loss(saturated));
};

/** The means as they stand in the link, where they carry the range of E[T]. */
const meansOfLink = (subject: Subject): Expression[] => {
  const inside = subject.canonicalLink!.flatMap((each) => [...e.symbolsOf(each)]);
  return meansOf(subject).map(
    (mean) =>
      inside.find((symbol) => e.isSymbol(mean) && e.variableOf(symbol).name === e.variableOf(mean).name) ??
      mean,
  );
};

/** Whether some η makes each outcome certain: classes, and two values. */
const isCertain = ({ categorical, outcome, natural }: Subject): boolean =>
  categorical || (natural.length === 1 && finiteSupport(outcome.domain)?.length === 2);

/** Why a deviance is null. */
export const devianceReason = ({ natural, categorical, outcome }: Subject): string | null =>
  natural.length > 1 && !categorical && !e.isDiscrete(outcome.domain)
    ? 'the deviance is unbounded: one observation can be fitted as closely as one likes'
    : null;

/** E[y | x] with η = θᵀx. */
export const hypothesis = ({ response, natural }: Derivation): Expression[] | null => {
  if (!response) return null;
  const x = e.symbol('x', e.real.all);
  const predictors = natural.map(({ index }, i) => {
    if (index)
      return e.multiply(e.element(e.symbol('theta', { kind: 'vector', size: index.to }), index.symbol), x);
    const name = natural.length === 1 ? 'theta' : `theta${i + 1}`;
    return e.multiply(e.symbol(name, e.real.all), x);
  });
  return response.map((each) =>
    put(
      each,
      natural.map(({ symbol }) => symbol),
      predictors,
    ),
  );
};
