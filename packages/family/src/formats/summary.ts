// The contents of a derivation in the order of a page: headings, and under them lines of "symbol = formula". Text, LaTeX and
// Markdown are three spellings of it.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { consequencesOf } from '../consequences/consequences.js';
import type { Consequences } from '../consequences/consequences.js';
import type { Derivation, NaturalParameter } from '../derivation/derivation.js';
import { isClosed } from '../derivation/open-forms.js';
import { domainTex } from './domain-tex.js';
import { domainText } from '../density/domain-text.js';
import { columnOf, ofSymbol, rangeOf, responseName, slopeOf, sourceName, spelled, statisticName } from './spelled.js'; // prettier-ignore
import type { Spelled } from './spelled.js';

export type { Spelled } from './spelled.js';

/** One formula; `left` and `note` are given in text and in TeX. */
export interface Entry {
  readonly left: Spelled;
  readonly right: Expression;
  readonly note?: Spelled;
}

/** Formulas under one heading. */
export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

type Matrix = readonly (readonly Expression[])[];

/** One line, or none where there is no formula. */
export const entry = (left: Spelled, right: Expression | null, note?: Spelled): Entry[] =>
  right === null ? [] : [{ left, right, ...(note ? { note } : {}) }];

/** The sections of a derivation; what has no closed form is left out. */
export const sectionsOf = (derivation: Derivation): readonly Section[] => {
  const sections = [...form(derivation), ...prediction(derivation), ...further(derivation, consequencesOf(derivation))];
  return sections.filter(({ entries }) => entries.length > 0);
}; // prettier-ignore

/** The normal form. */
const form = (derivation: Derivation): Section[] => [
  { title: 'natural parameters', entries: derivation.natural.map(naturalEntry) },
  { title: 'sufficient statistics', entries: derivation.statistics.map((each, i) => ({ left: statisticName(derivation, i), right: each })) },
  {
    title: 'log-partition function',
    entries: [
      ...entry(spelled('A(eta)', 'A(\\eta)'), derivation.logPartitionNatural),
      ...(derivation.parameters.length === 0 || !isClosed(derivation.logPartition) ? [] : entry(spelled('A'), derivation.logPartition)),
    ],
  },
  { title: 'log base measure', entries: entry(spelled('log h', '\\log h'), derivation.logBaseMeasure) },
  { title: 'parameters', entries: [...derivation.sourceFromNatural].flatMap(([name, value]) => entry(sourceName(name, derivation), value)) },
]; // prettier-ignore

/** What is predicted, and how it is learnt. */
const prediction = (derivation: Derivation): Section[] => [
  { title: 'response', entries: (derivation.response ?? []).map((each, i) => ({ left: responseName(derivation, i), right: each })) },
  { title: 'Jacobian of the response', entries: jacobian(derivation) },
  { title: 'means of the statistics', entries: isResponse(derivation) ? [] : (derivation.meanStatistics ?? []).map((each, i) => ({ left: meanOf(statisticName(derivation, i)), right: each })) },
  { title: 'covariance', entries: isResponse(derivation) ? [] : covariance(derivation) },
  { title: 'canonical link', entries: (derivation.canonicalLink ?? []).map((each, i) => ({ left: ofSymbol(derivation.natural[i].symbol), right: each })) },
  { title: 'variance function', entries: entry(spelled('V(mu1)', 'V(\\mu_{1})'), derivation.varianceFunction) },
  { title: 'loss', entries: entry(spelled('loss', '\\ell'), derivation.loss) },
  { title: 'gradient of the loss', entries: (derivation.gradient ?? []).map((each, i) => ({ left: slopeOf(spelled('loss', '\\ell'), ofSymbol(derivation.natural[i].symbol)), right: each })) },
]; // prettier-ignore

/** What follows once more. */
const further = (derivation: Derivation, more: Consequences): Section[] => [
  { title: 'entropy', entries: entry(spelled('H'), more.entropy) },
  { title: 'divergence', entries: entry(spelled('KL(eta, eta_other)', '\\mathrm{KL}(\\eta \\,\\|\\, \\eta_{\\mathrm{other}})'), more.klDivergence) },
  { title: 'Fisher information', entries: information(derivation, more.fisherInformation.source) },
  { title: 'conjugate prior', entries: entry(spelled('log prior', '\\log \\pi(\\eta)'), more.conjugatePrior?.logDensity ?? null, priorNote(more.conjugatePrior?.family ?? null)) },
  { title: 'unit deviance', entries: entry(spelled('d(y, mu1)', `d(${e.tex(derivation.outcome.symbol)}, \\mu_{1})`), more.deviance) },
  { title: 'maximum likelihood', entries: [...(more.maximumLikelihood?.solution ?? [])].flatMap(([name, value]) => entry(hat(sourceName(name, derivation)), value, spelled('mu: means of T', '\\mu = \\overline{T(y)}'))) },
  { title: 'hypothesis', entries: (more.hypothesis ?? []).map((each, i) => ({ left: given(responseName(derivation, i)), right: each })) },
]; // prettier-ignore

const hat = ({ text, tex }: Spelled): Spelled =>
  spelled(text, `\\${/^\\mathrm\{..+\}$/.test(tex) ? 'widehat' : 'hat'}{${tex}}`);
/** Under which name the catalogue has the prior. */
const priorNote = (family: string | null): Spelled =>
  family === null
    ? spelled('up to a constant', '\\text{up to a constant}')
    : spelled(`up to a constant: ${family}`, `\\text{up to a constant: ${family.replaceAll('_', ' ')}}`);

/** E[y] as E[y | x], P(y = i) as P(y = i | x). */
const given = ({ text, tex }: Spelled): Spelled =>
  spelled(
    text.replace(/.$/, (end) => ` | x${end}`),
    tex.replace(/.$/, (end) => ` \\mid x${end}`),
  );
const meanOf = ({ text, tex }: Spelled): Spelled => spelled(`E[${text}]`, `\\mathrm{E}[${tex}]`);

/** Whether the means of the statistics are the response itself. */
const isResponse = ({ response, meanStatistics, categorical }: Derivation): boolean =>
  categorical ||
  (response?.length === 1 && meanStatistics?.length === 1 && response[0] === meanStatistics[0]);

const naturalEntry = (parameter: NaturalParameter): Entry => {
  const note = rangeOf(parameter) ?? inDomain(parameter);
  return { left: ofSymbol(parameter.symbol), right: parameter.expression, ...(note ? { note } : {}) };
};

/** The domain, where it is not the whole line. */
const inDomain = ({ symbol, domain }: NaturalParameter): Spelled | undefined =>
  domainTex(domain) === '\\mathbb{R}'
    ? undefined
    : spelled(`${e.text(symbol)} in ${domainText(domain)}`, `${e.tex(symbol)} \\in ${domainTex(domain)}`);

const jacobian = (derivation: Derivation): Entry[] =>
  (derivation.jacobian ?? []).flatMap((row, i) =>
    row.map((each, j) => ({
      left: slopeOf(responseName(derivation, i), ofSymbol(columnOf(derivation.natural[j]))),
      right: each,
    })),
  );

/** The upper triangle of a symmetric matrix. */
const triangle = (rows: Matrix | null, name: (i: number, j: number) => Spelled): Entry[] =>
  (rows ?? []).flatMap((row, i) =>
    row.flatMap((each, j) => (j < i ? [] : [{ left: name(i, j), right: each }])),
  );

const covariance = (derivation: Derivation): Entry[] =>
  triangle(derivation.covariance, (i, j) => {
    const [a, b] = [statisticName(derivation, i), statisticName(derivation, j)];
    if (i !== j) return spelled(`Cov[${a.text}, ${b.text}]`, `\\mathrm{Cov}[${a.tex}, ${b.tex}]`);
    const { index } = derivation.natural[i];
    return index
      ? spelled(`Cov[T[${e.text(index.symbol)}], T[j]]`, `\\mathrm{Cov}[T_{${e.tex(index.symbol)}}, T_{j}]`)
      : spelled(`Var[${a.text}]`, `\\mathrm{Var}[${a.tex}]`);
  });

const information = ({ parameters }: Derivation, rows: Matrix | null): Entry[] =>
  triangle(rows?.length === parameters.length ? rows : null, (i, j) => {
    const [a, b] = [parameters[i], parameters[j]].map(({ symbol }) => ofSymbol(symbol)) as [Spelled, Spelled];
    return i === j
      ? spelled(`I(${a.text})`, `I(${a.tex})`)
      : spelled(`I(${a.text}, ${b.text})`, `I(${a.tex}, ${b.tex})`);
  });
