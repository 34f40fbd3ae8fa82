// The path that the site is served under; `EXPFAM_SITE_BASE=/ npm run docs` builds it for the root of a host.

export const siteBase = process.env['EXPFAM_SITE_BASE'] ?? '/expfam/';
