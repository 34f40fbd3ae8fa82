// ts-morph reads a printed TypeScript module as an empty folder would: strict, alone, with nothing but the standard library.
// It is loaded only where files are written: importing it costs a third of a second.
import { codegenError } from './errors.js';

/** The module as the compiler's own formatter lays it out, once the compiler has accepted it. */
export const verifyTypeScript = async (path: string, text: string): Promise<string> => {
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
    },
  });
  const file = project.createSourceFile(path, text);
  const [problem] = project.getPreEmitDiagnostics();
  if (problem !== undefined) {
    const message = problem.getMessageText();
    const line = problem.getLineNumber() ?? 0;
    throw codegenError(
      'invalid-typescript',
      path,
      `line ${line}: ${typeof message === 'string' ? message : message.getMessageText()}`,
    );
  }
  file.formatText({ indentSize: 2, ensureNewLineAtEndOfFile: true });
  return file.getFullText();
};
