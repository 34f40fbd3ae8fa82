// The page of the command: what each of its commands says of itself.
import { code } from './markdown.js';
import type { Page } from './page.js';

const commands = ['derive', 'generate', 'check', 'fit', 'predict', 'export', 'families'];

/** The reference of the command line, every block of it run. */
export const commandPage = (): Page => ({
  params: { page: 'command' },
  content: [
    '# The command',
    '\nEvery command, as it describes itself. Results go to standard output, progress and warnings to standard error.\n',
    code('sh run', 'expfam --help'),
    ...commands.map((name) => `\n## ${name}\n${code('sh run', `expfam ${name} --help`)}`),
    '\n## Exit status\n',
    '| status | meaning |\n| --- | --- |\n| 0 | done |\n| 1 | a fault of the program itself |\n| 2 | wrong usage or bad input |\n| 3 | no exponential family |\n| 4 | the fit has no finite maximum or did not converge; the result is still written |\n| 5 | could not be decided |\n| 130 | stopped by the user; a checkpoint is kept |\n',
  ].join('\n'),
});
