// Who may import whom, written once. Each line reads left to right in the direction of the data: a package may
// import every package to its left on any line, and what those may import. ARCHITECTURE.md shows the same lines.

const lines = [
  ['precise', 'expression', 'family', 'codegen', 'expfam'],
  ['precise', 'oracle', 'expfam'],
  ['runtime', 'codegen', 'expfam', 'tools', 'docs'],
];

/** What tests, and nothing else, may import in addition. */
const forTests = ['oracle', 'testing'];

const leftOf = (line, layer) => line.slice(0, Math.max(0, line.indexOf(layer)));

const below = (layer) => {
  const direct = lines.flatMap((line) => leftOf(line, layer));
  return [...new Set([...direct, ...direct.flatMap(below)])].sort();
};

const layers = [...new Set([...lines.flat(), ...forTests])];

const constraints = (more) =>
  layers.map((layer) => ({
    sourceTag: `layer:${layer}`,
    onlyDependOnLibsWithTags: [...new Set([layer, ...below(layer), ...more])].map((name) => `layer:${name}`),
  }));

const boundaries = (more) => [
  'error',
  {
    allow: [],
    enforceBuildableLibDependency: false,
    // the command imports heavy parts on demand, the library of the same package imports them at once
    checkDynamicDependenciesExceptions: ['.*'],
    depConstraints: constraints(more),
  },
];

/** The options of `@nx/enforce-module-boundaries` for sources. */
export const sourceBoundaries = boundaries([]);

/** The same for tests. */
export const testBoundaries = boundaries(forTests);
