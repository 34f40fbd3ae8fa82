import { openBrowser } from '@expfam/testing';
import { serveSite } from './tests/serve-site.fixture.js';
const served = await serveSite();
const browser = await openBrowser();
const jobs: [string, 'light' | 'dark', number, number, number][] = JSON.parse(process.argv[2]!);
for (const [n, mode, width, y, h] of jobs) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: mode });
  await page.goto(served.root + `${n}.html`, { waitUntil: 'load' });
  await page.waitForTimeout(1800);
  await page.screenshot({
    path: `/tmp/b/sf/c-${n.replace('/', '-')}-${mode}-${width}-${y}.png`,
    fullPage: true,
    clip: { x: width > 1000 ? 250 : 0, y, width: width > 1000 ? 800 : width, height: h },
  });
  await page.close();
}
await browser.close();
await served.close();
process.exit(0);
