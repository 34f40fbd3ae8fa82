// A page that a loader makes: parameters for its address and its components, and its Markdown.

/** What VitePress takes from a loader. */
export interface Page {
  readonly params: Readonly<Record<string, unknown>>;
  readonly content: string;
}

/** A page that says how many formulas it holds, for the test that counts what was rendered. */
export const page = (params: Page['params'], content: string): Page => ({
  params: { ...params, formulas: formulasIn(content) },
  content,
});

/** The number of formulas of a text, code left out. */
export const formulasIn = (content: string): number => {
  const prose = content.replace(/^(`{3,}).*?^\1$/gms, '');
  const displayed = /^\$\$\n.*?\n\$\$$/gms;
  const inline = prose.replace(displayed, '').match(/\$[^$\n]+\$/g);
  return (prose.match(displayed)?.length ?? 0) + (inline?.length ?? 0);
};
