// Everything that follows from a density, under the headings of a family's page: formulas where there is a closed form, else
// the sum or integral that defines the quantity, else the reason why there is none. The playground shows the same.
import type { Expression } from '@expfam/expression';
import { equal, indexSymbol, real, substitute, symbol, tex } from '@expfam/expression';
import type { Consequences, Derivation, Entry } from '@expfam/family';
import { consequencesOf, responseName, sectionsOf } from '@expfam/family';
import { abbreviated } from './abbreviated.js';

/** What stands under one heading. */
export interface Result {
  readonly title: string;
  /** TeX, one line each. */
  readonly formulas: readonly string[];
  /** What the names in them stand for that only keep them short. */
  readonly names: readonly string[];
  /** What is to be said of them beforehand; empty where nothing is. */
  readonly remark: string;
}

/** The name of an entry of a vector or a matrix, in TeX. */
type Name = (derivation: Derivation, i: number, j: number) => string;

interface Heading {
  readonly title: string;
  /** The section of a derivation that fills it. */
  readonly section?: string;
  /** Formulas that no section has. */
  readonly more?: (derivation: Derivation, consequences: Consequences) => readonly Line[];
  /** What the quantity is called among the definitions and the reasons. */
  readonly key?: string;
  /** What a definition stands for. */
  readonly name?: Name;
}

/** Under every heading what there is of it; headings of what this density does not have are left out. */
export const resultsOf = (derivation: Derivation): readonly Result[] => {
  const sections = new Map(sectionsOf(derivation).map(({ title, entries }) => [title, entries]));
  const consequences = consequencesOf(derivation);
  const numeric = { ...derivation.numeric, ...consequences.numeric };
  const reasons = { ...derivation.reasons, ...consequences.reasons };
  return headings.flatMap(({ title, section = '', more, key = '', name = nameless }) => {
    const lines = [...(sections.get(section) ?? []).map(lineOf), ...(more?.(derivation, consequences) ?? [])];
    if (lines.length > 0) return [{ title, remark: '', ...written(lines) }];
    const definition = numeric[key] ?? inverse(title, derivation);
    if (definition !== undefined)
      return [
        {
          title,
          ...written(definitionsOf(definition, (i, j) => name(derivation, i, j))),
          remark: isEquation(definition) ? 'No closed form; it solves' : 'No closed form; by its definition',
        },
      ];
    const reason = reasons[key];
    return reason === undefined ? [] : [{ title, formulas: [], names: [], remark: `None: ${reason}` }];
  });
};

/** A formula before it is written: what stands on its left, what it is, and what follows behind a comma. */
interface Line {
  readonly left: string;
  readonly right: Expression;
  readonly note: string;
  /** What stands between them; nothing for an equals sign. */
  readonly relation?: string;
}

/** Lines as TeX, with names for what recurs in long ones. */
const written = (lines: readonly Line[]): Pick<Result, 'formulas' | 'names'> => {
  const { formulas, names } = abbreviated(lines.map(({ right }) => right));
  return {
    formulas: formulas.map((right, i) => {
      const { left, note, relation = '=' } = lines[i];
      const sides = right.op === 'equal' ? right.args : [right];
      const spelled = sides.map((side) => tex(side, spelling)).join(' = ');
      return `${left === '' ? '' : `${left} ${relation} `}${spelled}${note}`;
    }),
    names: names.map(({ symbol: name, meaning }) => `${tex(name)} = ${tex(meaning, spelling)}`),
  };
};

/** A link without a closed form is the inverse of ∇A, which may have none either. */
const inverse = (title: string, { numeric }: Derivation): Definition | undefined => {
  const means = numeric['meanStatistics'];
  if (title !== 'Link' || !isList(means)) return undefined;
  return means.flatMap((mean, i) =>
    isList(mean) ? [] : [equal(symbol(`mu${String(i + 1)}`, real.all), mean)],
  );
};

// the second argument of a divergence, where the natural parameters run along an index
const spelling = { eta_other: '\\eta_{#,\\mathrm{other}}' };

const lineOf = ({ left, right, note }: Entry): Line => ({
  left: left.tex,
  right,
  note: note ? `, \\quad ${note.tex}` : '',
});

type Definition = Expression | readonly Expression[] | readonly (readonly Expression[])[];

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isEquation = (value: Definition): boolean =>
  isList(value) && value.every((each) => !isList(each) && each.op === 'equal');

/** Every entry of a definition; of a symmetric matrix only one triangle. */
const definitionsOf = (value: Definition, name: (i: number, j: number) => string): readonly Line[] => {
  const line = (right: Expression, i: number, j: number): Line => ({
    left: right.op === 'equal' ? '' : name(i, j),
    right,
    note: '',
  });
  if (!isList(value)) return [line(value, 0, 0)];
  return value.flatMap((row, i) =>
    isList(row)
      ? row.flatMap((node, j) => (row.length === value.length && j < i ? [] : [line(node, i, j)]))
      : [line(row, i, 0)],
  );
};

const nameless: Name = () => '';
const named =
  (name: string): Name =>
  () =>
    name;

const statistic: Name = ({ natural }, i) => {
  const index = natural[i]?.index;
  if (index) return `T_{${tex(index.symbol)}}`;
  return natural.length === 1 ? 'T' : `T_{${String(i + 1)}}`;
};
const eta: Name = ({ natural }, i) => tex(natural[i].symbol);
const outcome: Name = (derivation) => tex(derivation.outcome.symbol);
const mean: Name = (derivation, i) => responseName(derivation, i).tex;
const meanOfStatistic: Name = (derivation, i, j) => `\\mathrm{E}[${statistic(derivation, i, j)}]`;

/** The natural parameter of a column; along an index it is called j. */
const column: Name = (derivation, _, j) => {
  const { symbol, index } = derivation.natural[j];
  return index
    ? tex(substitute(symbol, new Map([[index.symbol, indexSymbol('j', index.from, index.to)]])))
    : tex(symbol);
};

const slope =
  (of: Name): Name =>
  (derivation, i, j) =>
    `\\frac{\\partial ${of(derivation, i, j)}}{\\partial ${column(derivation, i, j)}}`;
const gradientName: Name = (derivation, i, j) =>
  `\\frac{\\partial \\ell}{\\partial ${eta(derivation, i, j)}}`;

const hessianName: Name = (derivation, i, j) => {
  const [first, second] = [eta(derivation, i, j), column(derivation, i, j)];
  return first === second
    ? `\\frac{\\partial^{2} \\ell}{\\partial {${first}}^{2}}`
    : `\\frac{\\partial^{2} \\ell}{\\partial ${first}\\,\\partial ${second}}`;
};

/** Var of a statistic, or of the outcome itself where that is the statistic. */
const varianceName: Name = (derivation, i, j) => {
  const indexed = derivation.natural[i].index !== undefined;
  if (i !== j || indexed) {
    const other = indexed ? 'T_{j}' : statistic(derivation, j, j);
    return `\\mathrm{Cov}[${statistic(derivation, i, j)}, ${other}]`;
  }
  const isOutcome = derivation.statistics[i] === derivation.outcome.symbol;
  return `\\mathrm{Var}[${(isOutcome ? outcome : statistic)(derivation, i, j)}]`;
};

const matrix = (rows: readonly (readonly Expression[])[] | null, name: (i: number, j: number) => string) =>
  rows === null ? [] : definitionsOf(rows, name);

const variance = (derivation: Derivation): readonly Line[] =>
  matrix(derivation.covariance, (i, j) => varianceName(derivation, i, j));

const hessian = (derivation: Derivation): readonly Line[] =>
  matrix(derivation.hessian, (i, j) => hessianName(derivation, i, j));

const informationName: Name = (derivation, i, j) => {
  const [first, second] = [eta(derivation, i, j), column(derivation, i, j)];
  return first === second ? `I(${first})` : `I(${first}, ${second})`;
};

const information = (derivation: Derivation, { fisherInformation }: Consequences): readonly Line[] =>
  matrix(fisherInformation.natural, (i, j) => informationName(derivation, i, j));

/** What one observation does to the numbers of the prior. */
const update = (derivation: Derivation, { conjugatePrior }: Consequences): readonly Line[] =>
  (conjugatePrior?.update ?? []).map((right, i) => ({
    left: i < derivation.natural.length ? chi(derivation, i, i) : '\\nu',
    right,
    note: '',
    relation: '\\leftarrow',
  }));

const chi: Name = (derivation, i) => {
  const index = derivation.natural[i]?.index;
  return `\\chi_{${index ? tex(index.symbol) : String(i + 1)}}`;
};

/** The headings in their order. */
const headings: readonly Heading[] = [
  { title: 'Natural parameters', section: 'natural parameters' },
  { title: 'Sufficient statistics', section: 'sufficient statistics' },
  { title: 'Log-partition function', section: 'log-partition function', key: 'logPartition', name: named('A(\\eta)') }, // prettier-ignore
  { title: 'Log base measure', section: 'log base measure' },
  { title: 'Parameters', section: 'parameters' },
  { title: 'Mean', section: 'response', key: 'response', name: mean },
  { title: 'Slope of the mean', section: 'Jacobian of the response', key: 'jacobian', name: slope(mean) },
  { title: 'Means of the statistics', section: 'means of the statistics', key: 'meanStatistics', name: meanOfStatistic }, // prettier-ignore
  { title: 'Variance', more: variance, key: 'covariance', name: varianceName },
  { title: 'Variance function', section: 'variance function' },
  { title: 'Link', section: 'canonical link', key: 'canonicalLink' },
  { title: 'Loss', section: 'loss', key: 'loss', name: named('\\ell') },
  { title: 'Gradient', section: 'gradient of the loss', key: 'gradient', name: gradientName },
  { title: 'Hessian', more: hessian, key: 'hessian', name: hessianName },
  { title: 'Entropy', section: 'entropy', key: 'entropy', name: named('H') },
  { title: 'Divergence', section: 'divergence', key: 'klDivergence', name: named('\\mathrm{KL}(\\eta \\,\\|\\, \\eta_{\\mathrm{other}})') }, // prettier-ignore
  { title: 'Fisher information', section: 'Fisher information', more: information, key: 'fisherInformation.natural', name: informationName }, // prettier-ignore
  { title: 'Conjugate prior', section: 'conjugate prior', more: update, key: 'conjugatePrior.logDensity', name: named('\\log \\pi(\\eta)') }, // prettier-ignore
  { title: 'Unit deviance', section: 'unit deviance', key: 'deviance' },
  { title: 'Maximum likelihood', section: 'maximum likelihood', key: 'maximumLikelihood.equations' },
  { title: 'Hypothesis', section: 'hypothesis', key: 'hypothesis', name: () => 'h_{\\theta}(x)' },
];
