/**
 * `npm run -s describe -- FILE`: what Umbra sees in a file, as JSON; with `--tree` as the text tree. Runs in Node.
 * Bad input ends with exit code 1 and one line on stderr. The schema is that of the Python reference (docs/describe.md).
 */
import { open, toErrorRecord } from '../shadow/index.ts';
import { describeFile } from './describe-file.ts';
import { toJson } from './json.ts';

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const files = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

try {
  const [file] = files;
  const unknown = flags.find((flag) => flag !== '--tree');
  if (unknown || files.length !== 1 || file === undefined) throw new Error('usage: npm run -s describe -- [--tree] FILE');
  const data = await open(file);
  const text = flags.includes('--tree') ? String(data) : `${toJson(await describeFile(data))}\n`;
  await data.close();
  process.stdout.write(text);
} catch (error) {
  const { message, hint } = toErrorRecord(error);
  process.stderr.write(`${[message, hint].filter(Boolean).join(' ').replaceAll(/\s+/g, ' ')}\n`);
  process.exitCode = 1;
}
