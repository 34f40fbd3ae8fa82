// The last of the three assumptions of a generalised linear model: η is linear in the features. From it follow the
// hypothesis, the gradient by the weights, and what holds at the optimum.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation, NaturalParameter } from '../derivation/derivation.js';
import type { Trail } from '../derivation/trail.js';
import { outcomeName } from '../formats/spelled.js';
import { freeName, takenBy } from './names.js';

/** One feature and one weight for each natural parameter; more features come in alike. */
interface Predictor {
  readonly feature: (position: number) => Expression;
  readonly weight: (parameter: NaturalParameter, position: number) => Expression;
  /** The natural parameters in a formula put as weight times feature. */
  readonly put: (node: Expression) => Expression;
  /** How η is spelled in TeX. */
  readonly spelling: e.Spelling;
}

const predictorOf = (derivation: Derivation): Predictor => {
  const { natural } = derivation;
  const taken = takenBy(derivation);
  const many = natural.length > 1;
  const named = freeName(taken, ['x', 'z', 'u']);
  // a feature between 0 and 1 leaves η in a domain that is a half line, and where exp(exp(η)) still has its digits
  const feature = (position: number): Expression =>
    e.symbol(many ? `${named}${position + 1}` : named, e.real.unit);
  const stem = freeName(taken, ['theta', 'w', 'b']);
  const vectorOf = ({ symbol }: NaturalParameter): Expression =>
    e.symbol(stem, e.variableOf(symbol.args[0]).domain);
  const weight = (parameter: NaturalParameter, position: number): Expression =>
    parameter.index
      ? e.element(vectorOf(parameter), parameter.index.symbol)
      : e.symbol(many ? `${stem}${position + 1}` : stem, parameter.domain);
  const put = (node: Expression): Expression =>
    natural.reduce((result, parameter, i) => {
      if (!parameter.index)
        return e.substitute(
          result,
          new Map([[parameter.symbol, e.multiply(weight(parameter, i), feature(i))]]),
        );
      return mapElements(result, parameter.symbol.args[0], (index) =>
        e.multiply(e.element(vectorOf(parameter), index), feature(i)),
      );
    }, node);
  const [x, theta] = [e.texName(named), e.texName(stem)];
  const spelling = Object.fromEntries(
    natural.map(({ symbol, index }, i) => {
      const subscript = index ? '_{#}' : !many ? '' : `_{${i + 1}}`;
      const { name } = e.variableOf(index ? symbol.args[0] : symbol);
      return [name, `${theta}${subscript}^{\\top}${x}`];
    }),
  );
  return { feature, weight, put, spelling };
};

const mapElements = (
  node: Expression,
  vector: Expression,
  change: (index: Expression) => Expression,
): Expression => {
  const visit = (part: Expression): Expression =>
    part.op === 'element' && part.args[0] === vector ? change(part.args[1]) : e.mapArguments(part, visit);
  return visit(node);
};

/** E[y | x], the gradient by the weights over a data set, and the condition at its zero. */
export const linearPredictor = (trail: Trail, derivation: Derivation): void => {
  const { natural, loss, gradient } = derivation;
  if (loss === null || gradient === null || natural.length === 0) return;
  const predictor = predictorOf(derivation);
  hypothesis(trail, derivation, predictor);
  optimum(trail, derivation, predictor);
};

/** The name of a regression whose response the world knows. */
const regressionOf = ({ categorical, response, natural }: Derivation): string => {
  const growth = natural[0].index ? null : e.exp(natural[0].symbol);
  if (categorical) return '; this is softmax regression';
  if (growth === null || response?.[0] === undefined) return '';
  if (response[0] === e.divide(growth, e.add(e.one, growth))) return '; this is logistic regression';
  if (response[0] === growth) return '; this is log-linear regression';
  return response[0] === natural[0].symbol ? '; this is linear regression' : '';
};

const hypothesis = (
  trail: Trail,
  derivation: Derivation,
  { put, spelling, weight, feature }: Predictor,
): void => {
  const { natural, response, meanStatistics, outcome, categorical } = derivation;
  const [shown] = response ?? meanStatistics ?? [];
  if (shown === undefined) return;
  const y = e.tex(outcome.symbol);
  const first = natural[0].index ? e.tex(natural[0].index.symbol) : '1';
  const left = categorical
    ? `h_{\\theta}(x)_{${first}} = P(${y} = ${first} \\mid x)`
    : `h_{\\theta}(x) = \\mathrm{E}[${response ? outcomeName(derivation, 0).tex : 'T_{1}'} \\mid x]`;
  trail.line({
    rule: 'linear-predictor',
    because: `the natural parameter is taken to be linear in the features, η = θᵀx, and what is predicted is what is expected${regressionOf(derivation)}`,
    from: shown,
    to: put(shown),
    latex: `${left} = ${e.tex(shown, spelling)}`,
    left: categorical ? `h(x)[${e.text(natural[0].index?.symbol ?? e.one)}]` : 'h(x)',
    definitions: natural.map((parameter, i) => ({
      symbol: parameter.symbol,
      value: e.multiply(weight(parameter, i), feature(i)),
      ...(parameter.index ? { index: parameter.index } : {}),
    })),
  });
};

/** ∂/∂θ Σ loss = Σ x·(expected − observed), shown for the first natural parameter. */
const optimum = (trail: Trail, derivation: Derivation, { put, weight, feature }: Predictor): void => {
  const { natural, statistics, outcome, loss, gradient } = derivation;
  const taken = new Set([...takenBy(derivation), e.text(feature(0))]);
  const rows = e.symbol(freeName(taken, ['N', 'M']), e.range(e.one, e.infinity));
  const n = e.indexSymbol(freeName(taken, ['n', 'r']), e.one, rows);
  const overRows = (name: string): Expression => e.element(e.symbol(name, { kind: 'vector', size: rows }), n);
  const single = statistics[0] === outcome.symbol;
  const [x, expected, observed] = [
    overRows(e.variableOf(feature(0)).name.replace(/1$/, '')),
    overRows(freeName(taken, ['mu', 'm', 'q'])),
    overRows(single ? e.text(outcome.symbol) : freeName(taken, natural.length === 1 ? ['T'] : ['T1'])),
  ];
  const sumOf = (body: Expression): Expression => e.sum(body, n, e.one, rows);
  const theta = weight(natural[0], 0);
  const slope = trail.slope({
    rule: 'chain-rule-through-linear-predictor',
    because:
      'η = θᵀx grows by x where the weight grows by one, so the gradient of a row is x times that by η',
    of: put(loss!),
    by: theta,
    from: e.rewrite(e.differentiate(put(loss!), theta), e.indexed).result,
    to: e.multiply(feature(0), put(gradient![0])),
  });
  const [left, total] = [e.sum(e.multiply(x, e.subtract(expected, observed)), n, e.one, rows), e.tex(theta)];
  const name = single ? e.tex(outcome.symbol) : `T(${e.tex(outcome.symbol)})`;
  trail.line({
    rule: 'expected-equals-observed',
    because:
      'the losses of independent rows add up, so the gradient by the weights is features times expected minus observed; where it is zero, the features see in the model what they saw in the data',
    from: left,
    to: e.subtract(sumOf(e.multiply(x, expected)), sumOf(e.multiply(x, observed))),
    latex: `\\frac{\\partial J}{\\partial ${total}} = \\sum_{${e.tex(n)}=1}^{${e.tex(rows)}} ${e.tex(e.multiply(x, e.subtract(expected, observed)))} = X^{\\top}${e.tex(expected.args[0])} - X^{\\top}${name}, \\qquad X^{\\top}${e.tex(expected.args[0])} = X^{\\top}${name} \\text{ at the optimum}`,
    left: `d J / d ${e.text(theta)}`,
    steps: [slope],
  });
};
