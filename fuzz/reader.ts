/** Reads files that may be damaged, as `oracle.py` does: paths come in, one a line, a line of JSON goes out for each. A process that may be killed. */
import { createInterface } from 'node:readline';
import { describeFile } from '../src/cli/describe-file.ts';
import { toJson } from '../src/cli/json.ts';
import { nodeFileSource } from '../src/io/node-file-source.ts';
import { toErrorRecord } from '../src/protocol/errors.ts';
import { open } from '../src/shadow/index.ts';
import { digestFile } from '../src/testing/digest.ts';

async function read(path: string): Promise<string> {
  let digests = '{}';
  try {
    digests = JSON.stringify(await digestFile(nodeFileSource(path)));
  } catch (error) {
    return JSON.stringify({ opens: false, ...whatIsWrong(error), digests: {}, elements: {} });
  }
  try {
    const data = await open(path);
    const described = toJson(await describeFile(data)).replaceAll('\n', ' ');
    await data.close();
    return `{"opens": true, "digests": ${digests}, "elements": ${described}}`;
  } catch (error) {
    return `{"opens": true, "digests": ${digests}, "elements": {"elements": {}}, "notAnnData": ${JSON.stringify(whatIsWrong(error))}}`;
  }
}

function whatIsWrong(error: unknown): { tag: string; error: string; isOurs: boolean } {
  const { tag, message } = toErrorRecord(error);
  return { tag, error: message, isOurs: error instanceof Error && error.name === 'ShadowError' };
}

for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${await read(line.trim())}\n`);
