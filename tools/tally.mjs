// Prints the line that closes .ci/run, `N passed, N failed`, from the report of Vitest. Plain Node, so that it can
// speak when nothing was installed. A file that fails without a failed test (it does not load, a hook throws)
// counts as one failure, and so does a report that is missing.
import { readFileSync } from 'node:fs';

/** The failures of one test file of the report. */
const failuresOf = ({ status, assertionResults }) => {
  const failed = assertionResults.filter((test) => test.status === 'failed').length;
  return status === 'failed' ? Math.max(1, failed) : failed;
};

/** The closing line for the text of a report, `undefined` where there is none. */
export const tally = (text) => {
  if (text === undefined) return '0 passed, 1 failed';
  const { testResults } = JSON.parse(text);
  const tests = testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = testResults.reduce((sum, file) => sum + failuresOf(file), 0);
  return `${passed} passed, ${failed} failed`;
};

const report = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const [path] = process.argv.slice(2);
if (path !== undefined) console.log(tally(report(path)));
