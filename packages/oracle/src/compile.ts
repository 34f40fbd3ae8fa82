// A formula into a closure over its names. mathjs only parses; what its tree may hold is decided here, node by node.
import { integrate, Real, sumSeries, type Arithmetic } from '@expfam/precise';
import {
  parse,
  type AccessorNode,
  type ConstantNode,
  type FunctionNode,
  type MathNode,
  type OperatorNode,
  type SymbolNode,
} from 'mathjs';
import { combineEntries, isMany, matrixFunctions, matrixPower, negated, product } from './algebra.js';
import { powerApart } from './apart.js';
import { complain } from './complaint.js';
import { integer, real, rememberLast, type Exact, type Scope } from './exact.js';
import { language } from './language.js';

/** A formula ready to be evaluated. */
export type Formula = (scope: Scope) => Exact;

/** Where a formula came from, so that a complaint can point into the whole text. */
export interface Origin {
  readonly line: number;
  readonly column: number;
}

/** The tree of a formula. @throws OracleError `bad-formula` with the place, for what mathjs cannot parse. */
export function parseFormula(text: string, origin: Origin = { line: 1, column: 1 }): MathNode {
  try {
    return parse(text);
  } catch (error) {
    const place = error instanceof SyntaxError && 'char' in error ? Number(error.char) : 1;
    return complain({
      code: 'bad-formula',
      what: `${text.trim()}: ${error instanceof Error ? error.message : String(error)}`,
      where: { line: origin.line, column: origin.column + place - 1 },
      needed: 'a formula of the density language',
      help: 'look at the brackets and operators near that place',
    });
  }
}

/** Compiles a tree. @throws OracleError `not-in-the-language` for anything that the language does not have. */
export function compile(node: MathNode, a: Arithmetic): Formula {
  switch (node.type) {
    case 'ParenthesisNode':
      return compile((node as MathNode & { content: MathNode }).content, a);
    case 'ConstantNode':
      return constant((node as ConstantNode).value, a);
    case 'SymbolNode':
      return symbol((node as SymbolNode).name, a);
    case 'OperatorNode':
      return operator(node as OperatorNode, a);
    case 'FunctionNode':
      return call(node as FunctionNode, a);
    case 'AccessorNode':
      return element(node as AccessorNode, a);
    default:
      return refuse(node, 'a formula of numbers, names, operators and functions');
  }
}

/** Refuses a node, with the text that stands for it. */
export function refuse(node: MathNode, needed: string): never {
  return complain({
    code: 'not-in-the-language',
    what: `${node.toString()} (${node.type})`,
    needed,
    help: 'units, assignment, ternary, ranges, property access and implicit multiplication are left out',
  });
}

function constant(value: unknown, a: Arithmetic): Formula {
  // the shortest decimal of the double is what was written, up to 17 digits: 0.1 means one tenth
  const number =
    typeof value === 'number' && Number.isFinite(value) ? a.fromString(String(value)) : undefined;
  if (number !== undefined) return () => number;
  return complain({
    code: 'bad-number',
    what: String(value),
    needed: 'a finite number',
    help: 'write inf for infinity',
  });
}

function symbol(name: string, a: Arithmetic): Formula {
  const known: Readonly<Record<string, () => Real>> = { pi: a.pi, e: a.e, inf: () => Real.infinity };
  const fallback = Object.hasOwn(known, name) ? known[name]?.() : undefined;
  return (scope) =>
    scope.get(name) ??
    fallback ??
    complain({
      code: 'unknown-name',
      what: name,
      needed: 'a value for every name in the formula',
      help: `known here: ${[...scope.keys()].join(', ')}`,
    });
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function operator(node: OperatorNode, a: Arithmetic): Formula {
  if (node.implicit) return refuse(node, 'an explicit * between factors');
  const parts = node.args.map((part) => compile(part, a));
  const [x, y] = parts;
  if (x === undefined) return refuse(node, 'an operator with operands');
  if (y === undefined) return prefix(node, x, a);
  const compared = comparisons[node.op];
  if (compared !== undefined) {
    return (scope) => indicator(compared, real(x(scope)).compare(real(y(scope))));
  }
  const binary = binaries(a)[node.op];
  if (binary === undefined) return refuse(node, 'one of + − * / ^ and the comparisons');
  // mathjs may flatten a + b + c into one node of three
  return (scope) => parts.slice(1).reduce((sum, part) => binary(sum, part(scope)), x(scope));
}

/** The signs between two numbers, vectors or matrices. */
function binaries(a: Arithmetic): Readonly<Record<string, ((x: Exact, y: Exact) => Exact) | undefined>> {
  return {
    '+': (x, y) => combineEntries(x, y, a.add),
    '-': (x, y) => combineEntries(x, y, a.subtract),
    '*': (x, y) => product(x, y, a),
    '/': (x, y) => (isMany(x) ? product(a.divide(Real.one, real(y)), x, a) : a.divide(x, real(y))),
    '^': (x, y) => (isMany(x) ? matrixPower(x, real(y), a) : powerApart(x, real(y), a)),
  };
}

function indicator(holds: (order: number) => boolean, order: number): Real {
  if (Number.isNaN(order)) return Real.NaN;
  return holds(order) ? Real.one : Real.zero;
}

function prefix(node: OperatorNode, x: Formula, a: Arithmetic): Formula {
  if (node.op === '-') return (scope) => negated(x(scope));
  if (node.op === '+') return x;
  if (node.op === '!') return (scope) => a.gamma(a.add(real(x(scope)), Real.one));
  return refuse(node, 'one of − + !');
}

function call(node: FunctionNode, a: Arithmetic): Formula {
  const name = functionName(node);
  const [argument] = node.args;
  const ofMatrix = matrixFunctions(a).get(name);
  if (ofMatrix !== undefined && argument !== undefined && node.args.length === 1) {
    const inside = compile(argument, a);
    const remembered = rememberLast((value: readonly Exact[]) => ofMatrix(value[0] ?? Real.NaN));
    return (scope) => remembered([inside(scope)]);
  }
  if (name === 'integral') return integral(node, a);
  if (name === 'sum') return sum(node, a);
  if (name === 'prod') {
    const factors = loop(node, a);
    return (scope) => factors(scope).reduce(a.multiply, Real.one);
  }
  const meaning = language(a).get(name);
  if (meaning === undefined) return refuse(node, 'a function of the density language');
  const [least, greatest] = meaning.arity;
  if (node.args.length < least || node.args.length > greatest)
    return refuse(node, `${least} to ${greatest} arguments`);
  const parts = node.args.map((part) => compile(part, a));
  const remembered = rememberLast((values: readonly Real[]) => meaning.apply(...values));
  return (scope) => remembered(parts.map((part) => real(part(scope))));
}

/** The name that is called, `''` for a call of anything else. */
export function functionName(node: FunctionNode): string {
  return typeof node.fn === 'string' ? node.fn : node.fn.type === 'SymbolNode' ? node.fn.name : '';
}

/** A sum term by term; up to infinity, until nothing changes. */
function sum(node: FunctionNode, a: Arithmetic): Formula {
  const { index, body, from, to } = loopParts(node);
  const [terms, first, last] = [loop(node, a), compile(from, a), compile(to, a)];
  return (scope) => {
    const [start, end] = [real(first(scope)), real(last(scope))];
    if (start.isFinite() && end.isFinite()) return terms(scope).reduce(a.add, Real.zero);
    const run = (begin: number, step: number): Real =>
      sumSeries((n, m) => {
        const inner = new Map(scope).set(index, Real.fromInteger(begin + step * n));
        return real(compiled(body, m)(inner));
      }, a);
    if (start.isFinite()) return run(integer(start, `the first ${index}`), 1);
    return end.isFinite() ? run(integer(end, `the last ${index}`), -1) : a.add(run(0, 1), run(-1, -1));
  };
}

/** `integral(body, y, from, to)` by quadrature. */
function integral(node: FunctionNode, a: Arithmetic): Formula {
  const { index, body, from, to } = loopParts(node);
  const [first, last, value] = [compile(from, a), compile(to, a), compile(body, a)];
  return (scope) => {
    const inner = new Map(scope);
    const ends = { from: real(first(scope)), to: real(last(scope)) };
    return integrate((x) => real(value(inner.set(index, x))), ends, a);
  };
}

const made = new WeakMap<MathNode, Map<Arithmetic, Formula>>();

/** The formula of a tree in an arithmetic, made once. */
function compiled(node: MathNode, a: Arithmetic): Formula {
  const known = made.get(node) ?? new Map<Arithmetic, Formula>();
  made.set(node, known);
  const formula = known.get(a) ?? compile(node, a);
  known.set(a, formula);
  return formula;
}

/** The terms of `sum(body, k, from, to)` or `prod(…)`, one after another. */
function loop(node: FunctionNode, a: Arithmetic): (scope: Scope) => Real[] {
  const { index, body, from, to } = loopParts(node);
  const [term, first, last] = [body, from, to].map((part) => compile(part, a));
  if (term === undefined || first === undefined || last === undefined) return refuse(node, 'four arguments');
  return (scope) => {
    const inner = new Map(scope);
    const terms: Real[] = [];
    const end = integer(last(scope), `the last ${index}`);
    for (let k = integer(first(scope), `the first ${index}`); k <= end; k += 1) {
      inner.set(index, Real.fromInteger(k));
      terms.push(real(term(inner)));
    }
    return terms;
  };
}

/** The four arguments of a bound sum or product. */
export function loopParts(node: FunctionNode): {
  body: MathNode;
  index: string;
  from: MathNode;
  to: MathNode;
} {
  const [body, index, from, to] = node.args;
  const complete =
    body !== undefined && index?.type === 'SymbolNode' && from !== undefined && to !== undefined;
  if (!complete || node.args.length !== 4)
    return refuse(node, 'a body, an index, and its first and last value');
  return { body, index: (index as SymbolNode).name, from, to };
}

function element(node: AccessorNode, a: Arithmetic): Formula {
  const dimensions = (node.index as MathNode & { dimensions: MathNode[]; dotNotation: boolean }).dimensions;
  const dotted = (node.index as MathNode & { dotNotation: boolean }).dotNotation;
  if (dotted || dimensions.length === 0) return refuse(node, 'an index in square brackets');
  const whole = compile(node.object, a);
  const places = dimensions.map((part) => compile(part, a));
  return (scope) =>
    places.reduce<Exact>((value, place) => {
      const k = integer(place(scope), 'an index');
      const found = value instanceof Real ? undefined : value[k - 1];
      return (
        found ??
        complain({
          code: 'no-such-element',
          what: `${node.toString()} at ${k}`,
          needed: 'an index from 1 to the length',
          help: 'vectors count from 1',
        })
      );
    }, whole(scope));
}
