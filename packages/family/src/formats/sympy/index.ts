// A derivation as a Python script that proves it again: the density as it was given, the result, and one claim for each thing
// that was derived, held by mpmath at 50 digits and by SymPy with symbols.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation, NaturalParameter, Quantity } from '../../derivation/derivation.js';
import type { FormatOptions } from '../options.js';
import { dedent } from '../text.js';
import { drawFrom, python, pythonName } from './code.js';
import { claims } from './claims.js';
import { prelude } from './prelude.js';

/** The script; without arguments it prints a line for every claim and exits with 1 where one fails. */
export const derivationSympy = (derivation: Derivation, { link }: FormatOptions = {}): string => {
  const header = [
    `# ${derivation.name}: proves what was derived from its density once more, with SymPy and mpmath.`,
    '# Made by `expfam derive --format sympy` of the text',
    '#',
    ...dedent(derivation.source).map((line) => `#   ${line.replace(/[^\x20-\x7e]/g, '?')}`.trimEnd()),
  ];
  return `${[header.join('\n'), prelude.trim(), definitions(derivation), claims(derivation, link)].join('\n\n\n')}\n`;
};

const define = (name: string, body: string): string => `def ${name}(F, v):\n    return ${body}`;

/** A list of formulas, one for each natural parameter; an indexed one gives a list of its components. */
const listOf = (natural: readonly NaturalParameter[], nodes: readonly Expression[]): string => {
  const [first] = natural;
  if (!first?.index) return `[${nodes.map((node) => python(node)).join(', ')}]`;
  return `[${python(nodes[0], new Set([e.text(first.index.symbol)]))} for ${over(first)}]`;
};

const over = ({ index }: NaturalParameter, name = e.text(index!.symbol)): string =>
  `${name} in F.range(${python(index!.from)}, ${python(index!.to)})`;

const tableOf = (natural: readonly NaturalParameter[], rows: readonly (readonly Expression[])[]): string => {
  const [first] = natural;
  if (!first?.index) return `[${rows.map((row) => listOf(natural, row)).join(', ')}]`;
  const name = e.text(first.index.symbol);
  return `[[${python(rows[0][0], new Set([name, 'j']))} for ${over(first, 'j')}] for ${over(first)}]`;
};

/** The functions of the script: the density, the normal form, and what was derived. */
const definitions = (derivation: Derivation): string => {
  const { natural, statistics, outcome, parameters, constants, steps } = derivation;
  const given = steps.find(({ rule }) => rule === 'density-as-exponential');
  const { logPartitionNatural: a, meanStatistics: mean, covariance, loss, gradient, response } = derivation;
  const optional = (name: string, value: string | null): string[] =>
    value === null ? [] : [define(name, value)];
  return [
    ...optional('density', given ? python(e.exp(given.from)) : null),
    define('eta', listOf(natural, natural.map(({ expression }) => expression))),
    define('statistics', listOf(natural, statistics)),
    define('log_partition', python(derivation.logPartition)),
    define('log_base', python(derivation.logBaseMeasure)),
    ...optional('A', a && python(a)),
    ...optional('mean', mean && listOf(natural, mean)),
    ...optional('covariance', covariance && tableOf(natural, covariance)),
    ...optional('loss', loss && python(loss)),
    ...optional('gradient', gradient && listOf(natural, gradient)),
    ...optional('response', response?.length === 1 && !derivation.categorical ? python(response[0]) : null),
    placing(natural),
    drawing([...constants, ...parameters, outcome], natural, sizesOf(derivation)),
    symbolic(derivation),
  ].join('\n\n\n'); // prettier-ignore
};

/** Sizes such as K that no name of the text declares. */
const sizesOf = ({ outcome, parameters, constants }: Derivation): Expression[] => {
  const known = new Set([outcome, ...parameters, ...constants].map(({ symbol }) => symbol));
  const parts = [outcome, ...parameters].flatMap(({ domain }) => e.domainParts(domain));
  return [...new Set(parts.flatMap((part) => [...e.symbolsOf(part)]))].filter((symbol) => !known.has(symbol));
};

const placing = (natural: readonly NaturalParameter[]): string => {
  const [first] = natural;
  const body = first?.index
    ? [`    v.${pythonName(e.variableOf(first.symbol.args[0]).name)} = values`]
    : natural.map(({ symbol }, i) => `    v.${pythonName(e.text(symbol))} = values[${String(i)}]`);
  return ['def with_eta(v, values):', '    v = SimpleNamespace(**vars(v))', ...body, '    return v'].join(
    '\n',
  );
};

/** A random point of everything that the text names, those first on which others depend. */
const drawing = (
  quantities: readonly Quantity[],
  natural: readonly NaturalParameter[],
  sizes: readonly Expression[],
): string => {
  const maxent = quantities.length > 0 && natural.every(({ expression, symbol }) => expression === symbol);
  const all = [...quantities, ...(maxent ? natural : [])].map(({ symbol }) => symbol);
  const ordered = new Set<Expression>(sizes);
  const visit = (symbol: Expression): void => {
    if (ordered.has(symbol) || symbol.op !== 'symbol') return;
    for (const part of e.domainParts(e.variableOf(symbol).domain)) e.symbolsOf(part).forEach(visit);
    ordered.add(symbol);
  };
  all.forEach(visit);
  const lines = [...ordered].map((symbol) => {
    const { name, domain } = e.variableOf(symbol);
    return `    v.${pythonName(name)} = ${sizes.includes(symbol) ? 'mpf(4)' : drawFrom(domain)}`;
  });
  return ['def draw(F=Numbers):', '    v = SimpleNamespace()', ...lines, '    return v'].join('\n');
};

/** The natural parameters and y as symbols; whole numbers keep the values of a point. */
const symbolic = ({ natural, constants, outcome }: Derivation): string => {
  const assumption = (domain: Quantity['domain']): string =>
    domain.kind !== 'interval' ? 'integer=True' : domain.lower === e.zero ? 'positive=True' : domain.upper === e.zero ? 'negative=True' : 'real=True'; // prettier-ignore
  const symbol = (name: string, domain: Quantity['domain']): string =>
    `sp.Symbol("${name}", ${assumption(domain)})`;
  const [first] = natural;
  const etas = first?.index
    ? `[sp.Symbol(f"eta_{int(i)}", real=True) for ${over(first, 'i')}]`
    : `[${natural.map((each) => symbol(e.text(each.symbol), each.domain)).join(', ')}]`;
  const scalar = !e.isVectorDomain(outcome.domain);
  const named = [
    ...constants.filter(({ domain }) => domain.kind === 'interval'),
    ...(scalar ? [outcome] : []),
  ];
  return [
    'def symbols():',
    '    F, v = Symbols, draw()',
    ...named.map((each) => {
      const name = e.variableOf(each.symbol).name;
      return `    v.${pythonName(name)} = ${symbol(name, each.domain)}`;
    }),
    '    for name, value in vars(v).items():',
    '        if isinstance(value, mpf) and value == int(value):',
    '            setattr(v, name, sp.Integer(int(value)))',
    `    values = ${etas}`,
    '    return with_eta(v, values), values',
  ].join('\n');
};
