// Domains of names: what stands behind `in`. Read as text with formulas for bounds, then given values as a support.
import { Real, type Arithmetic } from '@expfam/precise';
import { compile, parseFormula, type Origin } from './compile.js';
import { complain } from './complaint.js';
import { integer, real, type Scope } from './exact.js';

/** A domain whose bounds have values. Integer bounds may be ±Infinity; vectors have a length. */
export type Support =
  | { readonly kind: 'points'; readonly points: readonly Real[] }
  | { readonly kind: 'integers'; readonly from: number; readonly to: number }
  | { readonly kind: 'interval'; readonly from: Real; readonly to: Real }
  | { readonly kind: 'simplex'; readonly size: number }
  | { readonly kind: 'counts'; readonly total: number; readonly size: number }
  | { readonly kind: 'sphere' | 'matrices'; readonly size: number }
  | { readonly kind: 'vectors'; readonly size: number; readonly component: Support };

/** A domain as it was written, waiting for the values of the names in its bounds. */
export interface Domain {
  (scope: Scope): Support;
  /** Whether a total takes quadrature in several variables, for which fewer digits are affordable. */
  readonly isCostly?: boolean;
}

/** Reads a domain of INTERFACE §1. @throws OracleError `bad-domain` with the place. */
export function readDomain(text: string, origin: Origin, a: Arithmetic): Domain {
  const formula = (part: string): ((scope: Scope) => Real) => {
    const value = compile(parseFormula(part, origin), a);
    return (scope) => real(value(scope));
  };
  const trimmed = text.trim();
  if (trimmed === 'real')
    return interval(
      () => Real.negativeInfinity,
      () => Real.infinity,
    );
  const power = /^(real|[([{].*[)\]}])\s*\^\s*(.*)$/s.exec(trimmed);
  if (power !== null && isOneGroup(power[1] ?? ''))
    return powerOf(power[1] ?? '', formula(power[2] ?? ''), { origin, a });
  const set = /^\{(.*)\}$/s.exec(trimmed);
  if (set !== null) {
    const points = splitTop(set[1] ?? '').map(formula);
    return (scope) => ({ kind: 'points', points: points.map((point) => point(scope)) });
  }
  const range = /^(.*?)\.\.(.*)$/s.exec(trimmed);
  if (range !== null) return integers(formula(range[1] ?? ''), formula(range[2] ?? ''));
  const sized = /^(simplex|sphere|positive_definite|counts)\((.*)\)$/s.exec(trimmed);
  if (sized !== null) return vectors(sized[1] ?? '', splitTop(sized[2] ?? '').map(formula));
  const between = /^[([](.*)[)\]]$/s.exec(trimmed);
  const ends = splitTop(between?.[1] ?? '').map(formula);
  const [from, to] = ends;
  if (from !== undefined && to !== undefined && ends.length === 2) return interval(from, to);
  return complain({
    code: 'bad-domain',
    what: trimmed,
    where: origin,
    needed:
      'real, an interval, a range such as 0..inf, a set such as {0, 1}, simplex(K), real^K, counts(n, K)',
    help: 'see the list of domains in the description of the density language',
  });
}

function interval(from: (scope: Scope) => Real, to: (scope: Scope) => Real): Domain {
  return (scope) => ({ kind: 'interval', from: from(scope), to: to(scope) });
}

function integers(from: (scope: Scope) => Real, to: (scope: Scope) => Real): Domain {
  const bound = (value: Real): number => (value.isFinite() ? integer(value, 'a bound') : value.toNumber());
  return (scope) => ({ kind: 'integers', from: bound(from(scope)), to: bound(to(scope)) });
}

function vectors(name: string, sizes: readonly ((scope: Scope) => Real)[]): Domain {
  const [first, second] = sizes;
  const domain = (scope: Scope): Support => {
    const size = integer(first?.(scope) ?? Real.NaN, 'a size');
    if (name === 'simplex') return { kind: 'simplex', size };
    if (name === 'counts')
      return { kind: 'counts', total: size, size: integer(second?.(scope) ?? Real.NaN, 'a size') };
    return { kind: name === 'sphere' ? 'sphere' : 'matrices', size };
  };
  return Object.assign(domain, { isCostly: name !== 'counts' });
}

/** `DOMAIN^size`: vectors whose components all live in one domain. A range stands in brackets, (0..n)^2. */
function powerOf(
  base: string,
  size: (scope: Scope) => Real,
  { origin, a }: { origin: Origin; a: Arithmetic },
): Domain {
  const inner = /^\((.*\.\..*)\)$/s.exec(base)?.[1] ?? base;
  const component = readDomain(inner, origin, a);
  const domain = (scope: Scope): Support => ({
    kind: 'vectors',
    size: integer(size(scope), 'a size'),
    component: component(scope),
  });
  return Object.assign(domain, { isCostly: inner.includes('inf') || !/\.\.|\{/.test(inner) });
}

/** Whether the text is `real` or stands in one pair of brackets. */
function isOneGroup(text: string): boolean {
  let depth = 0;
  return [...text].every((char, i) => {
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char)) depth -= 1;
    return text === 'real' || depth > 0 || i === text.length - 1;
  });
}

/** Splits at the commas that stand in no bracket. */
export function splitTop(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char)) depth -= 1;
    if (char === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${char}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
