// A page for every code that an error can have, and a list of them.
import { deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { renderFailure } from 'expfam';
import type { Failure } from 'expfam';
import type { Code } from '../errors/codes.js';
import { allCodes } from '../errors/codes.js';
import type { Explained } from '../errors/explained.js';
import { explained } from '../errors/explained.js';
import { code as block, escape } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';
import { prose } from './prose.js';

/** The list and the pages. */
export const errorPages = (): readonly Page[] => {
  const codes = allCodes();
  const list = codes.map(
    ({ code, needed, isWarning }) =>
      `- [${escape(code)}](/errors/${code})${isWarning ? ', a warning' : ''}${needed === null ? '' : `: needs ${prose(needed)}`}`,
  );
  const index = page(
    { code: 'index' },
    [
      '# Errors',
      '\nEvery complaint begins with its code, says what is wrong with the offending thing in it, where, what was needed, and what helps, and names its page here. Where the site is served, `EXPFAM_DOCS` gives its address, and complaints of the command end with a link.\n',
      ...list,
    ].join('\n'),
  );
  return [index, ...codes.map(errorPage)];
};

const errorPage = ({ code, owner, isWarning, needed, help }: Code): Page => {
  const more: Explained | undefined = explained[code];
  return page(
    { code },
    [
      `# ${escape(code)}`,
      ...(more === undefined ? [] : [`\n${more.means}\n`]),
      ...(needed === null ? [] : [`\n**Needed:** ${prose(needed)}.\n`]),
      ...(help === null ? [] : [`\n**Help:** ${prose(help)}.\n`]),
      ...(more?.density === undefined
        ? []
        : [
            '\n## An example\n',
            block('txt', more.density),
            '\nis answered by\n',
            block('txt', complaintOf(code, more.density)),
          ]),
      `\nThis is ${isWarning ? 'a warning' : 'a complaint'} of ${nameOf(owner)}. [All errors and warnings](/errors/).\n`,
    ].join('\n'),
  );
};

const nameOf = (owner: string): string =>
  owner === 'playground'
    ? 'the playground'
    : `the package \`${owner === 'expfam' ? owner : `@expfam/${owner}`}\``;

/**
 * What the engine says to a text.
 *
 * @throws Error where it says something else than `code`
 */
const complaintOf = (code: string, text: string): string => {
  try {
    for (const density of readDensities(text, 'example.density')) deriveDensity(density);
  } catch (error) {
    const failure = error as Failure;
    if (failure.code === code) return renderFailure(failure);
    throw new Error(`the example of ${code} earns ${String(failure.code)}`, { cause: error });
  }
  throw new Error(`the example of ${code} is accepted`);
};
