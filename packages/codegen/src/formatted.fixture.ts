// What the compiler's own formatter makes of printed modules: it must find nothing to change.
import { Project } from 'ts-morph';
import type { TextFile } from './generate.js';

/** The modules as the formatter lays them out. */
export const formatted = (files: readonly TextFile[]): TextFile[] => {
  const project = new Project({ useInMemoryFileSystem: true });
  return files.map(({ path, contents }) => {
    const source = project.createSourceFile(path, contents);
    source.formatText({ indentSize: 2, ensureNewLineAtEndOfFile: true });
    return { path, contents: source.getFullText() };
  });
};
