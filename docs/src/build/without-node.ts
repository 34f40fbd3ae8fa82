// In a browser there are no files, no DuckDB and no compiler: what the library would import of them is an empty module there,
// on paths that the playground never takes.

const absent = /^(?:node:.*|@duckdb\/node-api|ts-morph|webgpu)$/;
const name = '\0absent';

/** A plugin of Vite that replaces imports of Node's own modules in what browsers load. */
export const withoutNode = () => ({
  name: 'without-node',
  enforce: 'pre' as const,
  resolveId: (source: string, _importer: string | undefined, { ssr }: { readonly ssr?: boolean }) =>
    ssr !== true && absent.test(source) ? { id: name, syntheticNamedExports: 'absent' } : null,
  load: (id: string) => (id === name ? 'export const absent = {}; export default absent;' : null),
});
