// Serves the built site on this machine, under the sub-path that it was built for.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { siteBase } from '../build/site-base.js';

/** Where the site was built. */
export const siteFolder = fileURLToPath(new URL('../../dist/site', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.csv': 'text/csv; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** A running server: the address of the site's root and how to end it. */
export interface Served {
  readonly root: string;
  readonly close: () => Promise<void>;
}

/** @throws Error where the site was not built */
export const serveSite = async (): Promise<Served> => {
  if (!existsSync(join(siteFolder, 'index.html')))
    throw new Error('the site is not built: npx nx run @expfam/docs:site');
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    const inside = path.startsWith(siteBase) ? normalize(path.slice(siteBase.length)) : '..';
    const file = join(siteFolder, inside === '' || inside === '.' ? 'index.html' : inside);
    if (inside.startsWith('..') || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    root: `http://127.0.0.1:${String(port)}${siteBase}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
};
