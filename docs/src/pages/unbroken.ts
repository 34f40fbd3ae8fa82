// A wide formula goes on in another line behind a relation or a sign; within an indicator it must not.

/** The formula with its indicators held together. */
export const unbroken = (tex: string): string =>
  tex.replace(/\\mathbf\{1\}\\\{(?:(?!\\\}).)*\\\}/g, (indicator) => `{${indicator}}`);
