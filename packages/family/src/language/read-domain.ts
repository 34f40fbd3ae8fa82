// The right-hand side of an `in` line: `real`, `(0, inf)`, `1..K`, `{0, 1}`, `simplex(K)` and the rest of the list.
import type { Domain, Expression, Place } from '@expfam/expression';
import { parseFormula } from '@expfam/expression/parse';
import {
  evaluator,
  infinity,
  isNumber,
  isVectorDomain,
  negate,
  one,
  Problem,
  rationalOf,
  real,
  symbolsOf,
} from '@expfam/expression';
import { arithmetic } from '@expfam/precise';

/** How a domain text resolves the names in its bounds and points at its spots. */
export interface DomainScope {
  readonly place: (offset: number, length: number) => Place;
  /**
   * The symbols of the names that occur in `text`. `least` is the smallest value of a size that is met here first; null
   * where no size can stand, as in the bounds of an interval.
   */
  readonly names: (text: string, least: number | null) => ReadonlyMap<string, Expression>;
}

/** Reads a domain of the density language; throws a Problem that points at what cannot be read, or that holds nothing. */
export const readDomain = (text: string, scope: DomainScope): Domain => {
  const domain = domainOf(text, scope);
  const complaint = complaintAbout(domain);
  if (complaint !== null) throw refuse(`${text} ${complaint}`, scope, text);
  return domain;
};

/** What makes a domain none, as far as its bounds are numbers. */
const complaintAbout = (domain: Domain): string | null => {
  if (domain.kind === 'interval' || domain.kind === 'range') return complaintAboutEnds(domain);
  if (domain.kind === 'set')
    return new Set(domain.values).size < domain.values.length ? 'names a value twice' : null;
  const component = domain.kind === 'vector' && domain.component ? complaintAbout(domain.component) : null;
  if (component !== null || !isNumber(domain.size)) return component;
  const size = rationalOf(domain.size);
  if (!size.isInteger || size.sign <= 0) return 'has a size that is no whole number from 1';
  return size.toNumber() > mostComponents ? `has more than ${mostComponents} components` : null;
};

const complaintAboutEnds = (domain: Domain & { kind: 'interval' | 'range' }): string | null => {
  if (domain.lower === infinity || domain.upper === negate(infinity)) return 'is empty';
  if ([domain.lower, domain.upper].some(isNoNumber)) return 'has a bound that is no number';
  const [lower, upper] = [domain.lower, domain.upper].map((end) => (isNumber(end) ? rationalOf(end) : null));
  if (domain.kind === 'range' && [lower, upper].some((end) => end && !end.isInteger))
    return 'runs between numbers that are not whole';
  const order = lower && upper ? lower.compare(upper) : -1;
  return order > 0 || (order === 0 && domain.kind === 'interval') ? 'is empty' : null;
};

const mostComponents = 4096;

/** Whether a bound without names, such as log(0), has no value. */
const isNoNumber = (end: Expression): boolean => {
  if (end === infinity || end === negate(infinity) || symbolsOf(end).size > 0) return false;
  try {
    return !evaluator(arithmetic(20), new Map())(end).isFinite();
  } catch {
    return true;
  }
};

const domainOf = (text: string, scope: DomainScope): Domain => {
  const bound = (part: string, least: number | null = 1): Expression => {
    const trimmed = part.trim();
    const offset = partOffset(text, trimmed);
    if (trimmed === '') throw refuse('a bound is missing', scope, text);
    if (/\binf\b/.test(trimmed) && !/^[+-]?\s*inf$/.test(trimmed) && !scope.names(trimmed, null).has('inf'))
      throw refuse(`${trimmed} is no bound: inf stands alone, or after a minus`, scope, text);
    return parseFormula(trimmed, {
      names: scope.names(trimmed, least === null ? null : least + takenAway(trimmed)),
      place: (at, length) => scope.place(offset + at, length),
    });
  };

  if (text === 'real') return real.all;
  const power = splitAtPower(text);
  if (power) return { kind: 'vector', size: bound(power.exponent), ...componentOf(power.base, scope) };
  const named = /^([A-Za-z_]\w*)\s*\((.*)\)$/.exec(text);
  if (named) return readNamed(named[1], splitAtCommas(named[2]), { text, scope, bound });
  if (text.startsWith('{') && text.endsWith('}'))
    return { kind: 'set', values: splitAtCommas(text.slice(1, -1)).map((part) => bound(part, null)) };
  if (/^[([]/.test(text) && /[)\]]$/.test(text)) {
    const ends = splitAtCommas(text.slice(1, -1));
    if (ends.length !== 2) throw refuse('an interval has two ends', scope, text);
    return {
      kind: 'interval',
      lower: bound(ends[0], null),
      upper: bound(ends[1], null),
      lowerOpen: text.startsWith('('),
      upperOpen: text.endsWith(')'),
    };
  }
  const ends = text.split('..');
  if (ends.length === 2) {
    const lower = bound(ends[0]);
    return { kind: 'range', lower, upper: bound(ends[1], lower === one ? 2 : 1) };
  }
  throw refuse(`${text} is no domain`, scope, text);
};

/** What is taken from a size: the K of real^(K - 1) is at least 2. */
const takenAway = (bound: string): number => Number(/-\s*(\d+)\s*\)?$/.exec(bound)?.[1] ?? 0);

/** Where a part stands in a text: as a whole word, so that the n of (n, inf) is not that of inf. */
const partOffset = (text: string, part: string): number => {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    if (!/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + part.length] ?? '')) return at;
  return Math.max(text.indexOf(part), 0);
};

/** `DOMAIN^size`, where DOMAIN is `real` or stands in one pair of brackets. */
const splitAtPower = (text: string): { readonly base: string; readonly exponent: string } | null => {
  const end = text.startsWith('real') ? 4 : firstGroup(text);
  const rest = /^\s*\^\s*(.+)$/s.exec(text.slice(end));
  return end > 0 && rest ? { base: text.slice(0, end), exponent: rest[1] } : null;
};

/** The length of the bracket with which a text begins. */
const firstGroup = (text: string): number => {
  let depth = 0;
  for (const [at, character] of [...text].entries()) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (depth === 0) return at === 0 ? 0 : at + 1;
  }
  return 0;
};

/** What each component of a vector lives in; nothing is said of the real line. */
const componentOf = (base: string, scope: DomainScope): { readonly component?: Domain } => {
  if (base === 'real') return {};
  const inner = /^\(.*\.\..*\)$/s.test(base) ? base.slice(1, -1).trim() : base; // (0..n)^K
  const component = domainOf(inner, scope);
  if (isVectorDomain(component)) throw refuse(`${base} holds vectors`, scope, base);
  return { component };
};

interface Context {
  readonly text: string;
  readonly scope: DomainScope;
  readonly bound: (part: string, least?: number | null) => Expression;
}

const readNamed = (name: string, args: readonly string[], { text, scope, bound }: Context): Domain => {
  const kinds = { simplex: 'simplex', sphere: 'sphere', positive_definite: 'positive-definite' } as const;
  if (Object.hasOwn(kinds, name) && args.length === 1)
    return {
      kind: kinds[name as keyof typeof kinds],
      size: bound(args[0], name === 'positive_definite' ? 1 : 2),
    };
  if (name === 'counts' && args.length === 2)
    return { kind: 'counts', total: bound(args[0]), size: bound(args[1], 2) };
  throw refuse(`${text} is no domain`, scope, text);
};

const refuse = (what: string, scope: DomainScope, text: string): Problem =>
  new Problem('cannot-read', {
    what,
    where: scope.place(0, text.length),
    needed:
      'real, (a, b), [a, b), 0..n, {0, 1}, simplex(K), real^K, (0, inf)^K, counts(n, K), sphere(K) or positive_definite(K)',
  });

/** Splits at commas outside brackets. */
export const splitAtCommas = (text: string): string[] => {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
};
