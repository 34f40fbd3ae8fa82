// The table of one case: times in milliseconds, and what they are relative to ours.

/** How many times as long the others have to take as ours, by case: with products as they are, and fused. */
export const goals = {
  iris: [
    { other: 'TensorFlow.js wasm', times: 200 },
    { other: 'jax-js wasm', times: 15 },
    { other: 'NumPy f32', times: 14, fused: 16 },
    { other: 'TensorFlow.js cpu', times: 100 },
  ],
  digits: [
    { other: 'TensorFlow.js wasm', times: 8 },
    { other: 'jax-js wasm', times: 15 },
    { other: 'NumPy f32', times: 1.5, fused: 2.2 },
    { other: 'TensorFlow.js cpu', times: 10 },
  ],
  tall: [
    { other: 'TensorFlow.js wasm', times: 10 },
    { other: 'jax-js wasm', times: 15 },
    { other: 'NumPy f32', times: 4, fused: 5 },
    { other: 'TensorFlow.js cpu', times: 15 },
  ],
  mnist: [
    { other: 'TensorFlow.js wasm', times: 7 },
    { other: 'jax-js wasm', times: 15 },
    { other: 'NumPy f32', times: 1.5, fused: 2 },
  ],
};

const digits = (value) => value.toPrecision(3).padStart(9);

/** Ours that stands against a contender: JavaScript against JavaScript, WebAssembly against all others. */
const rivalOf = (name) => (name === 'TensorFlow.js cpu' ? 'expfam ts f64' : 'expfam wasm f32');

/** The goals of a case, each with what was reached. */
export const reached = (name, results) => {
  const best = new Map(results.map((result) => [result.name, result.best]));
  return (goals[name] ?? [])
    .filter(({ other }) => best.has(other))
    .flatMap(({ other, times, fused }) => [
      { other, ours: rivalOf(other), goal: times },
      ...(fused === undefined ? [] : [{ other, ours: 'expfam wasm f32 fused', goal: fused }]),
    ])
    .filter(({ ours }) => best.has(ours))
    .map((row) => ({ ...row, times: best.get(row.other) / best.get(row.ours) }));
};

/** Prints what was measured of a piece of work, and says where a goal is missed. */
export const print = ({ kind, name }, results) => {
  const best = new Map(results.map((result) => [result.name, result.best]));
  console.log(`  ${''.padEnd(24)}     best    median   times ours`);
  for (const each of results) {
    const ratio = each.best / best.get(rivalOf(each.name));
    console.log(`  ${each.name.padEnd(24)}${digits(each.best)} ${digits(each.median)} ${digits(ratio)}`);
    if (ratio < 1 && !each.name.startsWith('expfam')) console.log(`  we lose to ${each.name} here`);
  }
  if (kind === 'pass')
    for (const { other, ours, goal, times } of reached(name, results))
      console.log(
        `  ${times >= goal ? 'reaches' : 'MISSES '} ${goal} of ${other} to ${ours}: ${times.toPrecision(3)}`,
      );
};
