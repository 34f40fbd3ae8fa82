// The last line of a failure points to the page of its code: an address where the site's is known (EXPFAM_DOCS), else the
// page's path on the site. It joins the line that helps, so that a failure stays as short as it was.
import { renderFailure } from './render.js';
import type { Failure } from './render.js';

/** Where the page of a code is. */
export const pageOf = (code: string, docs = ''): string =>
  docs === '' ? `errors/${code}` : `${docs.replace(/\/+$/, '')}/errors/${code}.html`;

/** A failure as text with a pointer to its page. */
export const pointed = (failure: Failure, docs?: string): string => {
  const { code, help = '' } = failure;
  const page = pageOf(code, docs);
  return renderFailure(help === '' ? failure : { ...failure, help: `${help} (docs: ${page})` }).concat(
    help === '' ? `\n  docs:   ${page}` : '',
  );
};
