// A predictor as a WGSL shader: raw columns in, factors as the index of their level, the response out; one thread a row.
import type { ResponseText } from '@expfam/codegen';
import { codeOf, literal, wgsl, wgslNumber } from './expression-code.js';
import type { Plan, PlanColumn, PlanPredictor, PlanVariable } from './plan.js';

const workgroupSize = 64;

/** The parts of codegen that a shader needs. */
export interface ShaderParts {
  readonly response: ResponseText;
  /** The functions that a text calls and WGSL lacks. */
  readonly lacking: (text: string) => readonly string[];
}

/** The shader; its head explains how it is called. */
export const shaderPredictor = (plan: Plan, { response, lacking }: ShaderParts): string => {
  const { inputs, functions, before, valid, declarations, outputs } = response;
  const body = [
    '  let rows = shape.x;',
    `  let row = (group.y * groups.x + group.x) * ${String(workgroupSize)}u + local;`,
    '  if (row >= rows) { return; }',
    ...plan.fields.map((_, at) => `  let c${String(at + 1)} = columns[${slot(at)}];`),
    ...plan.variables.map((variable, at) => `  let v${String(at + 1)} = ${variableCode(plan, variable)};`),
    ...plan.columns.map((column, at) => `  let x${String(at + 1)} = ${productOf(column)};`),
    ...plan.offsets.map(
      (sum, k) =>
        `  let offset${String(k + 1)} = ${sum.map((each) => codeOf(each, dialectOf(plan))).join(' + ')};`,
    ),
    ...plan.predictors.map((each, k) => `  let p${String(k + 1)} = ${linear(plan, each, k)};`),
    `  var mean = array<f32, ${String(outputs.length)}>();`,
    `  var valid = ${levelsKnown(plan)};`,
    `  if (valid) { valid = respond(&mean, ${plan.predictors.map((_, k) => `p${String(k + 1)}`).join(', ')}); }`,
    '  // no number for a row that is not valid: an unknown level, or outside of the natural space',
    '  let nothing = bitcast<f32>(0x7fc00000u | shape.w);',
    ...outputs.map((_, k) => `  result[${slot(k)}] = select(nothing, mean[${String(k)}], valid);`),
  ];
  const respond = [
    `fn respond(mean: ptr<function, array<f32, ${String(outputs.length)}>>, ${inputs.map((name) => `${name}: f32`).join(', ')}) -> bool {`,
    ...before.map((line) => `  ${line}`),
    ...declarations.map((line) => `  ${line}`),
    ...outputs.map((output, k) => `  (*mean)[${String(k)}] = ${output};`),
    `  return ${valid};`,
    '}',
  ];
  const text = [...functions, ...respond, ...body].join('\n');
  return `${[
    ...head(plan, outputs.length),
    '',
    '@group(0) @binding(0) var<uniform> shape: vec4<u32>;',
    '@group(0) @binding(1) var<storage, read> columns: array<f32>;',
    '@group(0) @binding(2) var<storage, read_write> result: array<f32>;',
    '',
    ...lacking(text),
    ...functions,
    ...respond,
    '',
    `@compute @workgroup_size(${String(workgroupSize)})`,
    'fn predict(',
    '  @builtin(workgroup_id) group: vec3<u32>,',
    '  @builtin(num_workgroups) groups: vec3<u32>,',
    '  @builtin(local_invocation_index) local: u32,',
    ') {',
    ...body,
    '}',
  ].join('\n')}\n`;
};

const slot = (k: number): string => (k === 0 ? 'row' : k === 1 ? 'rows + row' : `${String(k)}u * rows + row`);

const head = (plan: Plan, width: number): readonly string[] => [
  `// ${plan.title}. A predictor written by expfam.`,
  '//',
  '// The entry point `predict` has a thread for each row, 64 in a workgroup; all numbers are f32.',
  '//   binding 0  shape: rows, 0, 0, 0',
  '//   binding 1  columns: the raw columns one after the other, columns[c * rows + row]',
  ...plan.fields.map(({ name, levels }, c) => `//     ${String(c)}  ${literal(name)}${levelList(levels)}`),
  `//   binding 2  result: ${
    plan.classes === null
      ? 'the mean'
      : 'probabilities or entries one after the other, result[k * rows + row]'
  }${plan.classes === null && width > 1 ? ', result[k * rows + row]' : ''}`,
  ...(plan.classes ?? []).map((name, k) => `//     ${String(k)}  ${literal(name)}`),
];

const levelList = (levels: readonly string[] | null): string =>
  levels === null ? '' : `: ${levels.map((level, code) => `${String(code)} ${literal(level)}`).join(', ')}`;

const dialectOf = ({ fields }: Plan) => ({
  ...wgsl,
  column: (name: string) => `c${String(fields.findIndex((field) => field.name === name) + 1)}`,
});

/** A factor is its level's index as it is given, or by the value that it compares. */
const variableCode = (plan: Plan, { of, levels }: PlanVariable): string => {
  const value = codeOf(of, dialectOf(plan));
  if (levels === null || isIndex(plan, of)) return value;
  const numbers = levels.map((level) => (level === 'TRUE' ? 1 : level === 'FALSE' ? 0 : Number(level)));
  return numbers.reduceRight(
    (rest, number, code) => `select(${rest}, ${wgslNumber(code)}, ${value} == ${wgslNumber(number)})`,
    '-1.0',
  );
};

const isIndex = ({ fields }: Plan, of: PlanVariable['of']): boolean =>
  of.kind === 'name' && fields.some(({ name, levels }) => name === of.name && levels !== null);

const productOf = ({ numbers, levels }: PlanColumn): string => {
  const product = numbers.map((at) => `v${String(at + 1)}`).join(' * ') || '1.0';
  const tests = levels.map(({ variable, code }) => `v${String(variable + 1)} == ${wgslNumber(code)}`);
  return tests.length === 0 ? product : `select(0.0, ${product}, ${tests.join(' && ')})`;
};

const levelsKnown = ({ variables }: Plan): string =>
  variables
    .flatMap(({ levels }, at) => {
      const name = `v${String(at + 1)}`;
      if (levels === null) return [];
      return [`${name} >= 0.0 && ${name} < ${wgslNumber(levels.length)} && ${name} == floor(${name})`];
    })
    .join(' && ') || 'true';

const linear = ({ offsets }: Plan, { constant, columns, sign }: PlanPredictor, k: number): string => {
  const terms = [
    ...(offsets.length === 0 ? [] : [`offset${String(k + 1)}`]),
    ...(constant === null ? [] : [wgslNumber(constant)]),
    ...columns.map((weight, j) => `x${String(j + 1)} * ${wgslNumber(weight)}`),
  ];
  const sum = terms.join(' + ') || '0.0';
  return sign === 0 ? sum : `${sign < 0 ? '-' : ''}exp(${sum})`;
};
