// The loader of a WebAssembly module, as text: it finds out whether the engine fuses multiplications and additions, starts
// the module and gives its functions the signatures of the TypeScript target. Arrays that lie in the module's memory are used
// there, others are copied for as long as a call lasts.
import { isWanted, printedFunctions } from '../kernel.js';
import type { Kernel, PrintedName } from '../kernel.js';
import { instructions } from '../wasm/instructions.js';
import { constantsOf } from './constants.js';
import { memoryFunctions } from './wasm-loader-memory.js';

const codeOf = (name: keyof typeof instructions): number[] => instructions[name].code.flat(1) as number[];

/** A module that is valid where a relaxed multiply-add is known. */
const probe = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 16, 1, 14, 1, 1, 123, 32, 0, 32, 0, 32, 0,
  ...codeOf('f32x4.relaxed_madd'), 26, 11,
]; // prettier-ignore

const fusing = (precision: 'f64' | 'f32'): string[] => {
  const shape = precision === 'f64' ? 'f64x2' : 'f32x4';
  return [
    `const canFuse = WebAssembly.validate(Uint8Array.of(${probe.join(', ')}));`,
    '',
    '// The first section of the module lists where its products begin, each in steps from the one before: a multiplication and',
    '// an addition of three bytes each, which become nothing and a fused multiply-add. What is no module',
    '// may say anything there: reading stops where the file does.',
    'const fuse = (bytes) => {',
    '  let at = 9;',
    '  const number = () => {',
    '    let value = 0;',
    '    for (let shift = 0; ; shift += 7) {',
    '      const byte = bytes[at++];',
    '      value |= (byte & 127) << shift;',
    '      if (!(byte >= 128)) return value;',
    '    }',
    '  };',
    '  const end = number() + at;',
    '  at += 1 + bytes[at];',
    '  for (let place = end; at < end && at < bytes.length; ) {',
    '    place += number();',
    `    const isSum = bytes[place + 1] === ${String(codeOf(`${shape}.add`)[1])};`,
    `    bytes.set(isSum ? [${codeOf(`${shape}.relaxed_madd`).join(', ')}] : [1, 1, 1], place);`,
    '  }',
    '  return bytes;',
    '};',
    '',
    "/** 'relaxed' where products are fused, and so rounded once instead of twice; else 'plain'. */",
    "export const multiplyAdd = canFuse ? 'relaxed' : 'plain';",
    '',
    'const module = await WebAssembly.compile(canFuse ? fuse(bytes) : bytes);',
  ];
};

/** Reads the file beside the loader, in Node and in browsers. */
const beside = (stem: string): string[] => [
  `const address = new URL('./${stem}.wasm', import.meta.url);`,
  'const read = async () => {',
  "  if (address.protocol === 'file:')",
  "    return new Uint8Array(globalThis.process.getBuiltinModule('node:fs').readFileSync(address));",
  '  const answer = await fetch(address);',
  '  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${answer.statusText}`);',
  '  return new Uint8Array(await answer.arrayBuffer());',
  '};',
  'const bytes = await read();',
];

/** The bytes themselves, for a module in memory. */
const within = (bytes: Uint8Array): string[] => [
  `const bytes = Uint8Array.from(atob('${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}'), (c) => c.charCodeAt(0));`,
];

/** Sends class indices one way and soft labels the other. */
const soft = ({ classes }: Kernel, name: string, hard: string, softly: string): string[] =>
  classes === null
    ? [`      return raw.${name}(${softly});`]
    : [`      if (isLabels(y)) return raw.${name}(${hard});`, `      return raw.${name}Soft(${softly});`];

const outcomeNeeded = ({ classes, outcomes }: Kernel): string =>
  `    need('y', y, ${classes === null ? times(outcomes.length) : `isLabels(y) ? rows : ${times(classes)}`});`;

const times = (width: number): string => (width === 1 ? 'rows' : `rows * ${String(width)}`);

/** The functions of η by name. */
const rowFunctions = (kernel: Kernel): Partial<Record<PrintedName, string[]>> => {
  const { parameters: s, columns: m } = kernel;
  const writer = (name: string, result: string, width: number): string[] => [
    `  const ${name} = (eta, ${result}, rows) => {`,
    `    need('eta', eta, rows * ${s});`,
    `    need('${result}', ${result}, rows * ${width});`,
    `    lend([eta, ${result}], 1, ([at, to]) => raw.${name}(at, to, rows));`,
    '  };',
  ];
  return {
    response: writer('response', 'mean', m),
    hessian: writer('hessian', 'hessian', s * s),
    jacobian: writer('jacobian', 'jacobian', m * s),
    loss: [
      '  const loss = (eta, y, rows) => {',
      `    need('eta', eta, rows * ${s});`,
      outcomeNeeded(kernel),
      `    return lend([eta, ${observed(kernel)}], 2, ([at, of]) => {`,
      ...soft(kernel, 'loss', 'at, of, y.BYTES_PER_ELEMENT, rows', 'at, of, rows'),
      '    });',
      '  };',
    ],
    gradient: [
      '  const gradient = (eta, y, gradient, rows) => {',
      `    need('eta', eta, rows * ${s});`,
      `    need('gradient', gradient, rows * ${s});`,
      outcomeNeeded(kernel),
      `    return lend([eta, ${observed(kernel)}, gradient], 2, ([at, of, to]) => {`,
      ...soft(kernel, 'gradient', 'at, of, y.BYTES_PER_ELEMENT, to, rows', 'at, of, to, rows'),
      '    });',
      '  };',
    ],
  };
};

/** A module for a fixed number of features is called with no other. */
const guard = ({ features }: Kernel): string[] =>
  features === null
    ? []
    : [
        `    if (features !== ${String(features)}) throw new RangeError(\`this kernel is for ${String(features)} features, not \${features}\`);`,
      ];

const places = ['X', 'Weights', 'Y', 'Gradient', 'RowWeights', 'Offset', 'InputGradient'].map(
  (name) => `placeOf${name}`,
);

/** The linear functions by name. Where all arrays lie in the memory a call is a call; copies go a longer way. */
const linearFunctions = (kernel: Kernel): Partial<Record<PrintedName, string[]>> => {
  const { parameters: s, columns: m } = kernel;
  return {
    linearGradient: [
      `  const [${places.join(', ')}] = Array.from({ length: ${String(places.length)} }, placing);`,
      '  const linearGradient = (x, weights, y, gradient, rows, features, options = nothing) => {',
      ...guard(kernel),
      '    if (rows === 0) return 0;',
      '    const { rowWeights, offset, inputGradient } = options;',
      "    need('x', x, rows * features);",
      `    need('weights', weights, features * ${s});`,
      `    need('gradient', gradient, features * ${s});`,
      outcomeNeeded(kernel),
      "    if (rowWeights) need('rowWeights', rowWeights, rows);",
      `    if (offset) need('offset', offset, rows * ${s});`,
      "    if (inputGradient) need('inputGradient', inputGradient, rows * features);",
      ...(kernel.classes === null ? ['    y = floats(y);'] : []),
      '    const call = (at, by, of, weighing, from, to, back) => {',
      ...soft(
        kernel,
        'linearGradient',
        'at, by, of, y.BYTES_PER_ELEMENT, to, rows, features, weighing, from, back',
        'at, by, of, to, rows, features, weighing, from, back',
      ),
      '    };',
      '    const at = placeOfX(x), by = placeOfWeights(weights), of = placeOfY(y), to = placeOfGradient(gradient);',
      '    const weighing = placeOfRowWeights(rowWeights), from = placeOfOffset(offset), back = placeOfInputGradient(inputGradient);',
      '    if ((at | by | of | weighing | from | to | back) >= 0) return call(at, by, of, weighing, from, to, back);',
      '    const arrays = [x, weights, y, rowWeights, offset, gradient, inputGradient];',
      '    return lend(arrays, 5, (places) => call(...places));',
      '  };',
    ],
    linearResponse: [
      '  const linearResponse = (x, weights, mean, rows, features, options = nothing) => {',
      ...guard(kernel),
      '    if (rows === 0) return;',
      '    const { offset } = options;',
      "    need('x', x, rows * features);",
      `    need('weights', weights, features * ${s});`,
      `    need('mean', mean, rows * ${m});`,
      `    if (offset) need('offset', offset, rows * ${s});`,
      '    lend([x, weights, offset, mean], 3, ([at, by, from, to]) =>',
      '      raw.linearResponse(at, by, to, rows, features, from),',
      '    );',
      '  };',
    ],
  };
};

/** Outcomes that are no classes are floats, whatever they are stored as. */
const observed = ({ classes }: Kernel): string => (classes === null ? 'floats(y)' : 'y');

const outcomeFunctions = (kernel: Kernel): Partial<Record<PrintedName, string[]>> => {
  const of = (name: 'logBaseMeasure' | 'saturatedLoss'): string[] => {
    const dispersed = name === 'logBaseMeasure';
    return [
      `  const ${name} = (y, rows, rowWeights${dispersed ? ', dispersion = 1' : ''}) => {`,
      outcomeNeeded(kernel),
      "    if (rowWeights) need('rowWeights', rowWeights, rows);",
      `    return lend([floats(y), rowWeights], 2, ([of, weighing]) => raw.${name}(of, rows, weighing, ${dispersed ? 'dispersion' : '1'}));`,
      '  };',
    ];
  };
  return { logBaseMeasure: of('logBaseMeasure'), saturatedLoss: of('saturatedLoss') };
};

/** The names of what an instance offers. */
export const offered = (kernel: Kernel): PrintedName[] =>
  printedFunctions.filter(
    (name) =>
      isWanted(kernel, name) &&
      !((name === 'logBaseMeasure' || name === 'saturatedLoss') && kernel.rows[name] === undefined),
  );

/** The text of a loader, for a file beside the module or with the module in it. */
export const printLoader = (
  kernel: Kernel,
  from: { readonly stem: string } | { readonly bytes: Uint8Array },
): string => {
  const { precision } = kernel;
  const functions = { ...rowFunctions(kernel), ...linearFunctions(kernel), ...outcomeFunctions(kernel) };
  const constants = constantsOf(kernel);
  const names = [...constants.map(([name]) => name), 'multiplyAdd', ...offered(kernel), 'allocate', 'memory'];
  return [
    ...('stem' in from ? beside(from.stem) : within(from.bytes)),
    ...fusing(precision),
    '',
    `const Floats = ${precision === 'f64' ? 'Float64Array' : 'Float32Array'};`,
    'const isLabels = (y) => y instanceof Uint8Array || y instanceof Uint16Array || y instanceof Int32Array;',
    ...(kernel.classes === null ? ['const floats = (y) => (isLabels(y) ? Floats.from(y) : y);'] : []),
    '',
    ...constants.map(([name, value]) => `export const ${name} = ${value};`),
    '',
    'const nothing = {};',
    '',
    '/** The kernels over a memory of their own that holds so many bytes beside what they need. */',
    'export const instantiate = (capacity = 0) => {',
    '  const raw = { ...new WebAssembly.Instance(module).exports };',
    '  const { memory, top } = raw;',
    '  let buffer = memory.buffer;',
    '  if (capacity > 0) memory.grow(Math.ceil(capacity / 65536));',
    ...memoryFunctions,
    ...offered(kernel).flatMap((name) => functions[name] ?? []),
    `  return { ${names.join(', ')} };`,
    '};',
    '',
    'const instance = instantiate();',
    `export const { ${[...offered(kernel), 'allocate', 'memory'].join(', ')} } = instance;`,
    '',
  ].join('\n');
};
