// The table of one case: times in milliseconds, and what they are relative to ours.

/** What the kernels have to reach: how many times faster, by the contender, for each case. */
export const goals = {
  iris: { 'TensorFlow.js wasm': 200, 'NumPy f32': 14, 'TensorFlow.js cpu': 100, 'jax-js wasm': 15 },
  digits: { 'TensorFlow.js wasm': 8, 'NumPy f32': 1.5, 'TensorFlow.js cpu': 10, 'jax-js wasm': 15 },
  tall: { 'TensorFlow.js wasm': 10, 'NumPy f32': 4, 'TensorFlow.js cpu': 15, 'jax-js wasm': 15 },
  mnist: { 'TensorFlow.js wasm': 7, 'NumPy f32': 1.5, 'jax-js wasm': 15 },
};

const digits = (value) => value.toPrecision(3).padStart(9);

/** Ours that stands against a contender: JavaScript against JavaScript, WebAssembly against all others. */
const rivalOf = (name) => (name === 'TensorFlow.js cpu' ? 'expfam ts f64' : 'expfam wasm f32');

/** Prints what was measured of a piece of work, and says where a goal is missed. */
export const print = ({ kind, name }, results) => {
  const best = new Map(results.map((result) => [result.name, result.best]));
  console.log(`  ${''.padEnd(24)}     best    median   times ours`);
  for (const each of results) {
    const ratio = each.best / best.get(rivalOf(each.name));
    const goal = kind === 'pass' ? goals[name]?.[each.name] : undefined;
    const said = goal === undefined ? '' : ratio >= goal ? `reaches ${goal}` : `MISSES ${goal}`;
    const line = `  ${each.name.padEnd(24)}${digits(each.best)} ${digits(each.median)} ${digits(ratio)}  ${said}`;
    console.log(line.trimEnd());
    if (ratio < 1 && !each.name.startsWith('expfam')) console.log(`  we lose to ${each.name} here`);
  }
};
