// ts-morph reads a printed TypeScript module as an empty folder would: strict, alone, with nothing but the standard library.
// It is loaded only where files are written: importing it costs a fifth of a second.
import type * as Morph from 'ts-morph';
import { codegenError } from './errors.js';
import type { TextFile } from './generate.js';

/** By `require`: an `import` first reads ten megabytes for the names that they export, which takes half as long again. */
const morph = async (): Promise<typeof Morph> => {
  const { createRequire } = await import('node:module');
  return createRequire(import.meta.url)('ts-morph') as typeof Morph;
};

/** What the compiler has against a file. */
export interface Complaint {
  readonly file: string;
  readonly said: string;
}

/** A compiler that was loaded: the first complaint about some modules, or null. */
export type Compiler = (files: readonly TextFile[]) => Complaint | null;

/** Loads the compiler. */
export const loadCompiler = async (): Promise<Compiler> => {
  const { Project, ts } = await morph();
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
  return (files) => complaintAbout(project, files);
};

const complaintAbout = (project: Morph.Project, files: readonly TextFile[]): Complaint | null => {
  const sources = files.map(({ path, contents }) => project.createSourceFile(path, contents));
  const [problem] = project.getPreEmitDiagnostics();
  const complaint = problem === undefined ? null : told(problem);
  for (const source of sources) project.removeSourceFile(source);
  return complaint;
};

const told = (problem: Morph.Diagnostic): Complaint => {
  const message = problem.getMessageText();
  const said = typeof message === 'string' ? message : message.getMessageText();
  const file = problem.getSourceFile()?.getBaseName() ?? '';
  return { file, said: `${file}:${problem.getLineNumber() ?? 0}: ${said}` };
};

/** Throws what the compiler complains of, if it does. */
export const refuse = (complaint: Complaint | null): void => {
  if (complaint !== null) throw codegenError('invalid-typescript', complaint.file, complaint.said);
};

/** Lets the compiler read modules. Throws a CodegenError `invalid-typescript` where it does not accept one of them. */
export const verifyTypeScript = async (files: readonly TextFile[]): Promise<void> => {
  if (files.length > 0) refuse((await loadCompiler())(files));
};

/** The modules as the compiler's own formatter lays them out: what is printed must look so already. */
export const formatted = async (files: readonly TextFile[]): Promise<TextFile[]> => {
  const { Project } = await morph();
  const project = new Project({ useInMemoryFileSystem: true });
  return files.map(({ path, contents }) => {
    const source = project.createSourceFile(path, contents);
    source.formatText({ indentSize: 2, ensureNewLineAtEndOfFile: true });
    return { path, contents: source.getFullText() };
  });
};

/** A TypeScript module as JavaScript, its types taken off. */
export const javascriptOf = async (text: string): Promise<string> => {
  const { ts } = await morph();
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(text, { compilerOptions }).outputText;
};
