// What a page folds away it loads when it is opened: a fence marked `later` becomes a page of its own, and a line that opens it
// stays. So pages are light, the compiler of pages never sees what is folded away, and without scripts a link leads there.
import { createHash } from 'node:crypto';
import type { MarkdownRenderer } from 'vitepress';
import { formulasIn } from '../pages/page.js';

/** A part of a page that stands in a file of its own. */
interface Part {
  readonly title: string;
  readonly html: string;
  readonly formulas: number;
}

/** The file of a bundle that a plugin adds. */
interface Bundle {
  readonly emitFile: (file: { type: 'asset'; fileName: string; source: string }) => string;
}

interface Server {
  readonly middlewares: { readonly use: (answer: Middleware) => void };
}

type Middleware = (
  request: { readonly url?: string },
  response: { setHeader: (name: string, value: string) => unknown; end: (text: string) => unknown },
  next: () => void,
) => void;

const folder = 'later';
// a mark for Vue, which does not read these pages
const unread = /(<\w[^>]*) v-pre(?=[ >])/g;

/** A plugin that writes the parts, and what renders their fences, for a site under `base`. */
export const later = (base: string) => {
  const parts = new Map<string, Part>();

  const plugin = {
    name: 'later',
    generateBundle: {
      order: 'post' as const,
      handler(this: Bundle, _: unknown, bundle: Readonly<Record<string, unknown>>): void {
        const style = Object.keys(bundle).find((file) => file.endsWith('.css'));
        // the bundle for the server has no style
        if (style === undefined) return;
        for (const [name, part] of parts)
          this.emitFile({
            type: 'asset',
            fileName: `${folder}/${name}`,
            source: wholePage(part, base + style),
          });
      },
    },
    configureServer: ({ middlewares }: Server): void => {
      middlewares.use((request, response, next) => {
        const part = parts.get(request.url?.split(`${base}${folder}/`)[1] ?? '');
        if (part === undefined) {
          next();
          return;
        }
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(wholePage(part, ''));
      });
    },
  };

  /** The first line of such a fence is what is always seen; the rest is Markdown. */
  const fences = (md: MarkdownRenderer): void => {
    const other = md.renderer.rules.fence;
    md.renderer.rules.fence = (...asked) => {
      const [tokens, at, , env] = asked;
      const { info, content } = tokens[at];
      const [mark, kind = ''] = info.trim().split(' ');
      if (mark !== 'later') return other?.(...asked) ?? '';
      const [summary = '', ...rest] = content.split('\n');
      const inside = rest.join('\n');
      const title = md.renderInline(summary, env);
      const html = md.render(inside, { ...(env as object) }).replace(unread, '$1');
      const name = `${createHash('sha256').update(content).digest('hex').slice(0, 16)}.html`;
      parts.set(name, { title, html, formulas: formulasIn(inside) });
      return (
        `<details v-pre class="later ${kind}"><summary>${title}</summary>\n` +
        `<div class="part"><a href="${base}${folder}/${name}" target="_self">Open it</a></div></details>\n`
      );
    };
  };
  return { plugin, fences };
};

const wholePage = ({ title, html, formulas }: Part, style: string): string => `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="formulas" content="${String(formulas)}">
<title>${title.replace(/<[^>]*>/g, '')}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main class="vp-doc part">
${html}
</main>
</body>
</html>
`;
