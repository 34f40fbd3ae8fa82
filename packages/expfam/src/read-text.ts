// A text file that a user names, such as a model or a density; why it cannot be read is said.
import { readFile } from 'node:fs/promises';
import { Problem } from './problems.js';

/** The text of a file without a byte-order mark. @throws Problem `file-not-found`, `file-not-readable` */
export const readText = async (path: string): Promise<string> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR')
      throw new Problem('file-not-readable', `${path} is a folder`, { file: path });
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new Problem('file-not-found', `${path} does not exist`, { file: path });
    throw new Problem('file-not-readable', `${path} cannot be read: ${error.code ?? error.message}`, {
      file: path,
    });
  });
  return text.replace(/^\uFEFF/, '');
};
