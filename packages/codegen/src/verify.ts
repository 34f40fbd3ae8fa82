// ts-morph reads a printed TypeScript module as an empty folder would: strict, alone, with nothing but the standard library.
// It is loaded only where files are written: importing it costs a third of a second.
import { codegenError } from './errors.js';
import type { TextFile } from './generate.js';

/** The modules as the compiler's own formatter lays them out, once the compiler has accepted every one of them. */
export const verifyTypeScript = async (files: readonly TextFile[]): Promise<TextFile[]> => {
  if (files.length === 0) return [];
  const { Project, ts } = await import('ts-morph');
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      strict: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      noImplicitReturns: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      // the modules use nothing of the browser, and reading its declarations is most of the work
      lib: ['lib.es2022.d.ts'],
      types: [],
      skipLibCheck: true,
    },
  });
  const sources = files.map(({ path, contents }) => project.createSourceFile(path, contents));
  const [problem] = project.getPreEmitDiagnostics();
  if (problem !== undefined) {
    const message = problem.getMessageText();
    const said = typeof message === 'string' ? message : message.getMessageText();
    const where = problem.getSourceFile()?.getBaseName() ?? '';
    throw codegenError('invalid-typescript', where, `${where}:${problem.getLineNumber() ?? 0}: ${said}`);
  }
  return sources.map((source, i) => {
    source.formatText({ indentSize: 2, ensureNewLineAtEndOfFile: true });
    return { path: files[i].path, contents: source.getFullText() };
  });
};

/** A TypeScript module as JavaScript, its types taken off. */
export const javascriptOf = async (text: string): Promise<string> => {
  const { ts } = await import('ts-morph');
  const { ES2022, ESNext } = { ES2022: ts.ScriptTarget.ES2022, ESNext: ts.ModuleKind.ESNext };
  return ts.transpileModule(text, { compilerOptions: { target: ES2022, module: ESNext } }).outputText;
};
