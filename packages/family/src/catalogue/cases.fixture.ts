// The cases in which every family of the catalogue is judged: as it stands, and where it has a size K at several of them.
import { isVectorDomain } from '@expfam/expression';
import type { DeriveOptions, FamilyDefinition } from '../index.js';
import { readDensities } from '../text.js';
import { catalogue } from './index.js';

export interface Case {
  readonly title: string;
  readonly golden: string;
  readonly family: FamilyDefinition;
  readonly options: DeriveOptions;
  /** The size at which a symbolic K is looked at. */
  readonly classes: number;
}

/** Whether the text has a size K. */
const hasSize = ({ density }: FamilyDefinition): boolean => /\bK\)/.test(density);

/** Whether the outcome is a class: then all of them can be alike, or one the baseline. */
export const hasClasses = ({ density }: FamilyDefinition): boolean => /in 1\.\.K\b/.test(density);

/** A second size to look at: above 3 where the support is listed, below where an oracle integrates over every component. */
const otherSize = ({ density, name }: FamilyDefinition): number => {
  const { domain } = readDensities(density, name)[0].outcome;
  return isVectorDomain(domain) && domain.kind !== 'counts' ? 2 : 4;
};

/** Vectors and matrices written out at a fixed size have a judge of their own, with fewer digits. */
const judged = catalogue.filter((family: FamilyDefinition) => family.size === undefined);

export const cases = judged.flatMap((family: FamilyDefinition): Case[] => {
  const { name } = family;
  const plain = { title: name, golden: name, family, options: {}, classes: 3 };
  if (!hasSize(family)) return [plain];
  const other = otherSize(family);
  const sized = [
    plain,
    { ...plain, title: `${name} for any K, at K = ${other}`, classes: other },
    { ...plain, title: `${name} at K = 3`, golden: `${name}-K3`, options: { classes: 3 } },
  ];
  if (!hasClasses(family)) return sized;
  const form = 'symmetric';
  return [
    ...sized,
    { ...plain, title: `${name} for any K, symmetric`, golden: `${name}-symmetric`, options: { form } },
    {
      ...plain,
      title: `${name} at K = 3, symmetric`,
      golden: `${name}-K3-symmetric`,
      options: { classes: 3, form },
    },
  ];
});
