// WebAssembly: vectors of rows, two in double and four in single precision. The table of operations, and the walker that
// spells a row kernel with it: what has a name is a variable, everything else stands where it is used.
import { strictRounding } from '../float/rounding.js';
import type { KernelNode, KernelOperation, Let, RowKernel, SpecialFunction } from '../kernel.js';
import { specialRow } from '../special/print.js';
import { op, together } from '../wasm/code.js';
import type { Code } from '../wasm/code.js';
import type { Vectors } from '../wasm/lanes.js';
import { callPrelude } from '../wasm/site.js';
import type { PreludeName, Site } from '../wasm/site.js';

/** How vectors round. */
export const vectorRounding = strictRounding;

type Writer = (site: Site, args: readonly Code[]) => Code;

const unary =
  (name: 'negate' | 'sqrt' | 'abs' | 'floor'): Writer =>
  ({ v }, [a]) =>
    v[name](a);
const binary =
  (
    name: Extract<
      keyof Vectors,
      'add' | 'subtract' | 'multiply' | 'divide' | 'most' | 'least' | 'less' | 'lessEqual' | 'equal' | 'and'
    >,
  ): Writer =>
  ({ v }, [a, b]) =>
    v[name](a, b);
const called =
  (name: PreludeName): Writer =>
  (site, args) =>
    callPrelude(site, name, args);

/** How each operation is written. */
export const wasmOperations: { readonly [Op in KernelOperation]: Writer } = {
  add: binary('add'),
  subtract: binary('subtract'),
  multiply: binary('multiply'),
  divide: binary('divide'),
  negate: unary('negate'),
  exp: called('exp'),
  expm1: called('expm1'),
  log: called('log'),
  log1p: called('log1p'),
  expBelow: called('expBelow'),
  log1pAbove: called('log1pAbove'),
  sqrt: unary('sqrt'),
  abs: unary('abs'),
  floor: unary('floor'),
  maximum: binary('most'),
  minimum: binary('least'),
  power: called('power'),
  less: binary('less'),
  lessEqual: binary('lessEqual'),
  equal: binary('equal'),
  and: binary('and'),
  select: ({ v }, [condition, yes, no]) => v.select(condition, yes, no),
};

/** The code of one row kernel, for as many rows as a vector has lanes. */
export interface WrittenRow {
  /** The lanes whose rows are valid. */
  readonly valid: Code;
  readonly loss: Code | null;
  /** a, where log(1 + a) has been taken out of the loss. */
  readonly factor: Code | null;
  readonly outputs: readonly Code[];
}

/** Spells nodes over the vectors of their inputs: what has a name is kept in a variable. */
const speller = (
  site: Site,
  inputs: (name: string) => Code,
): { readonly keep: (named: Let) => void; readonly value: (node: KernelNode) => Code } => {
  const values = new Map<KernelNode, Code>();
  const results = new Map<KernelNode, readonly Code[]>();
  const spell = (node: KernelNode): Code => {
    if (node.kind === 'input') return inputs(node.name);
    if (node.kind === 'constant') return site.v.constant(node.value);
    if (node.kind === 'result') return results.get(node.args[0])![node.index];
    if (node.kind === 'loop') throw new TypeError('a loop has no value of its own');
    const args = node.args.map(value);
    return node.kind === 'special'
      ? callSpecial(site, node.special, args)
      : wasmOperations[node.op](site, args);
  };
  const value = (node: KernelNode): Code => values.get(node) ?? spell(node);
  const keep = ({ node, names, body = [] }: Let): void => {
    if (node.kind === 'loop') results.set(node, runLoop(node, body));
    else if (names === undefined) values.set(node, site.f.let(spell(node)));
    else results.set(node, site.f.receive(spell(node), 'v128', names.length));
  };
  /** Lanes for which the condition holds no more keep what they have, until it holds for none. */
  const runLoop = ({ loop, args }: KernelNode & { kind: 'loop' }, body: readonly Let[]): readonly Code[] => {
    const { f, v } = site;
    const variables = loop.variables.map((_, i) => f.variable('v128', value(args[i])));
    loop.variables.forEach((variable, i) => values.set(variable, variables[i].value));
    f.while(op('v128.any_true', value(loop.while)), () => {
      const live = f.let(value(loop.while));
      body.forEach(keep);
      const next = loop.next.map((each) => f.let(value(each)));
      variables.forEach((variable, i) => variable.set(v.select(live, next[i], variable.value)));
    });
    return variables.map((variable) => variable.value);
  };
  return { keep, value };
};

/** Writes a row kernel; `inputs` gives the vectors of its inputs. What is written holds nothing for rows that are not valid. */
export const writeRow = (site: Site, row: RowKernel, inputs: (name: string) => Code): WrittenRow => {
  const { keep, value } = speller(site, inputs);
  row.lets.forEach(keep);
  return {
    valid: site.f.let(value(row.valid)),
    loss: row.loss === null ? null : site.f.let(value(row.loss)),
    factor: row.factor === undefined ? null : site.f.let(value(row.factor)),
    outputs: row.outputs.map(value),
  };
};

/** The value of straight-line code that has one, whatever its inputs are. */
export const writeValue = (
  site: Site,
  { lets, outputs }: RowKernel,
  inputs: (name: string) => Code,
): Code => {
  const { keep, value } = speller(site, inputs);
  lets.forEach(keep);
  return value(outputs[0]);
};

/** A special function: a small row kernel of its own, a function of the module. */
const callSpecial = (site: Site, special: SpecialFunction, args: readonly Code[]): Code => {
  const { module, v } = site;
  const results = special.results ?? 1;
  const gives = results === 1 ? 'v128' : Array.from({ length: results }, () => 'v128' as const);
  const callable = module.once(`special ${special.name}`, () =>
    module.define(null, { takes: args.map(() => 'v128'), gives }, (f) => {
      const row = specialRow(special, v.lanes.scalar);
      const inputs = new Map(row.inputs.map((name, i) => [name, f.parameters[i].value]));
      const { outputs } = writeRow({ ...site, f }, row, (name) => inputs.get(name)!);
      return results === 1 ? outputs[0] : together(outputs);
    }),
  );
  return callable(...args);
};
