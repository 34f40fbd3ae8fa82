// What `expfam derive` writes: a derivation or a refusal in each of its formats.
import {
  deriveLink, derivationJson, derivationLatex, derivationMarkdown, derivationSympy, derivationText, linkJson, refusalJson,
  refusalLatex, refusalMarkdown,
} from '@expfam/family'; // prettier-ignore
import type { Derivation, FormatOptions, LinkChoice, Refusal } from '@expfam/family';

export type Format = 'text' | 'latex' | 'markdown' | 'json' | 'sympy';

interface Asked {
  readonly format: Format;
  readonly steps?: boolean | undefined;
  readonly link?: LinkChoice | undefined;
}

const writers: {
  readonly [F in Format]: (derivation: Derivation, options: FormatOptions) => unknown;
} = {
  text: derivationText,
  latex: derivationLatex,
  markdown: derivationMarkdown,
  sympy: derivationSympy,
  json: (derivation, { link }) => ({
    ...derivationJson(derivation),
    ...(link ? { link: linkJson(link) } : {}),
  }),
};

/** The derivation in a format: a text, or an object for JSON. */
export const write = (derivation: Derivation, { format, steps, link }: Asked): unknown =>
  writers[format](derivation, {
    steps,
    link: link === undefined ? undefined : deriveLink(derivation, link),
  });

/** The refusal as a document, or null in formats where the complaint says everything. */
export const writeRefusal = (name: string, refusal: Refusal, format: Format): unknown => {
  switch (format) {
    case 'json':
      return refusalJson(name, refusal);
    case 'latex':
      return refusalLatex(name, refusal);
    case 'markdown':
      return refusalMarkdown(name, refusal);
    default:
      return null;
  }
};
