// The pages of the densities that are no exponential family: why not, how that is known, and what would have to be known.
import type { NonMember } from '@expfam/family';
import { dedent, deriveDensity, nonMembers, Refusal } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { renderFailure } from 'expfam';
import { code, escape, table } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';
import { titleOf } from './titles.js';

/** The list and a page each. */
export const refusedPages = (): readonly Page[] => {
  const refused = nonMembers.map((member) => ({ member, refusal: refusalOf(member) }));
  return [
    page(
      { name: 'index' },
      [
        '# Densities that are no exponential families',
        '\nEach was refused when this page was built, by a proof and not for want of a form.\n',
        table(
          ['density', 'what it is', 'refused as', 'a member if known'],
          refused.map(({ member, refusal }) => [
            `[${escape(titleOf(member.name))}](/refused/${member.name})`,
            escape(member.about),
            `[${escape(refusal.code)}](/errors/${refusal.code})`,
            escape(refusal.memberIfFixed.map((names) => names.join(' and ')).join(', or ')),
          ]),
        ),
      ].join('\n'),
    ),
    ...refused.map(({ member, refusal }) => refusedPage(member, refusal)),
  ];
};

type Proof = NonNullable<Refusal['proof']>;

const refusedPage = ({ name, about, density }: NonMember, refusal: Refusal): Page => {
  const text = dedent(density).join('\n');
  const { proof, memberIfFixed } = refusal;
  return page(
    { name },
    [
      `# ${escape(titleOf(name))}`,
      `\n${escape(about)}\n`,
      code('txt', text),
      '\nThis is no exponential family:\n',
      code('txt', renderFailure(refusal)),
      ...(proof === null ? [] : [proofSection(proof)]),
      ...(memberIfFixed.length === 0
        ? []
        : [
            '\n## What would make it one\n',
            ...memberIfFixed.map((names) => `- known ${names.map(escape).join(' and ')}`),
          ]),
      `\n[All that are refused](/refused/) · [what ${escape(refusal.code)} means](/errors/${refusal.code})\n`,
    ].join('\n'),
  );
};

const proofSection = ({ argument, because, ranks }: Proof): string =>
  [
    `\n## How that is known\n\n*${escape(argument)}*: ${escape(because)}.\n`,
    ...(ranks.length === 0
      ? []
      : [
          '\nNumbers agree: the double differences of the log density of a family of dimension s have rank s however many points are taken. Here the rank grows with them:\n',
          table(
            ['points', 'rank'],
            ranks.map(({ points, rank }) => [String(points), String(rank)]),
          ),
        ]),
  ].join('\n');

/** @throws Error for a density of the list that is accepted */
const refusalOf = ({ name, density }: NonMember): Refusal => {
  try {
    for (const read of readDensities(dedent(density).join('\n'), `${name}.density`)) deriveDensity(read);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`${name} is accepted`);
};
