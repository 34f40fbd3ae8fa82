// The page of the command: what each of its commands says of itself.
import { withOutputs } from '../build/with-outputs.js';
import { code, table } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';

const commands = ['derive', 'generate', 'check', 'fit', 'predict', 'export', 'families'];

const statuses: Readonly<Record<string, string>> = {
  0: 'done',
  1: 'a fault of the program itself',
  2: 'wrong usage or bad input',
  3: 'no exponential family',
  4: 'the fit has no finite maximum or did not converge; the result is still written',
  5: 'could not be decided',
  130: 'stopped by the user; a checkpoint is kept',
};

/** The reference of the command line, every block of it run. */
export const commandPage = async (): Promise<Page> =>
  page(
    { page: 'command' },
    await withOutputs(
      [
        '# The command',
        '\nEvery command, as it describes itself. Results go to standard output, progress and warnings to standard error.\n',
        code('sh run', 'expfam --help'),
        ...commands.map((name) => `\n## ${name}\n${code('sh run', `expfam ${name} --help`)}`),
        '\n## Exit status\n',
        table(['status', 'meaning'], Object.entries(statuses)),
      ].join('\n'),
    ),
  );
