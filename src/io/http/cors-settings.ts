/**
 * What lets other sites read a server's files by ranges, for the servers that labs have. Pure. docs/cors.md has the same texts
 * (`cors-settings.test.ts` compares them). nginx's are tried by e2e/remote.spec.ts, Apache's were by hand on 2.4, in all three
 * places; those of the buckets follow the documentation.
 *
 * Umbra asks by GET and HEAD, with a Range; it reads Content-Range (how large the file is) and ETag (whether it has changed). Browsers ask
 * for leave (OPTIONS) where they do not count Range among the headers that need none.
 */
import type { Setting } from '../../protocol/errors.ts';

/** Content-Encoding is exposed so that what is compressed can be told. */
const EXPOSED = ['Content-Range', 'Content-Length', 'Content-Encoding', 'ETag'];
const SECONDS = 86400;

const SERVERS: readonly (readonly [title: string, hosts: RegExp | null, text: (origin: string) => string])[] = [
  ['Amazon S3', /\.amazonaws\.com(\.cn)?$/, s3],
  ['Google Cloud Storage', /(^|\.)storage\.googleapis\.com$/, gcs],
  ['Azure Blob Storage', /\.core\.windows\.net$/, azure],
  ['nginx', null, nginx],
  ['Apache', null, apache],
];

/**
 * Those of the server that has the file, where its name tells; of all otherwise.
 * @param origin of the page that wants to read, or `*`
 */
export function corsSettings(host: string, origin: string): readonly Setting[] {
  const own = SERVERS.filter(([, hosts]) => hosts?.test(host));
  return (own.length > 0 ? own : SERVERS).map(([title, , text]) => ({ title, text: text(origin) }));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html: JSON in the bucket's Permissions. */
function s3(origin: string): string {
  const rule = {
    AllowedOrigins: [origin],
    AllowedMethods: ['GET', 'HEAD'],
    AllowedHeaders: ['Range'],
    ExposeHeaders: EXPOSED,
    MaxAgeSeconds: SECONDS,
  };
  return `${JSON.stringify([rule], null, 2)}\n`;
}

/** https://cloud.google.com/storage/docs/using-cors: `responseHeader` is both, headers that are asked with and that are shown. */
function gcs(origin: string): string {
  const rule = { origin: [origin], method: ['GET', 'HEAD'], responseHeader: ['Range', ...EXPOSED], maxAgeSeconds: SECONDS };
  return `${JSON.stringify([rule], null, 2)}\n`;
}

/** https://learn.microsoft.com/cli/azure/storage/cors */
function azure(origin: string): string {
  return `az storage cors add --account-name ACCOUNT --services b --methods GET HEAD OPTIONS \\
  --origins "${origin}" --allowed-headers "Range" --max-age ${SECONDS} \\
  --exposed-headers "${EXPOSED.join(',')}"
`;
}

/** In the `location` of the files. `always`: errors are told as well. Parts of what is compressed on the way are of no use. */
function nginx(origin: string): string {
  return `add_header Access-Control-Allow-Origin "${origin}" always;
add_header Access-Control-Expose-Headers "${EXPOSED.join(', ')}" always;
gzip off;
if ($request_method = OPTIONS) {
  add_header Access-Control-Allow-Origin "${origin}";
  add_header Access-Control-Allow-Methods "GET, HEAD";
  add_header Access-Control-Allow-Headers "Range";
  add_header Access-Control-Max-Age ${SECONDS};
  return 204;
}
`;
}

/** In the virtual host, its `Directory`, or a .htaccess there; with `mod_headers` and `mod_rewrite`. */
function apache(origin: string): string {
  return `Header always set Access-Control-Allow-Origin "${origin}"
Header always set Access-Control-Expose-Headers "${EXPOSED.join(', ')}"
Header always set Access-Control-Allow-Methods "GET, HEAD"
Header always set Access-Control-Allow-Headers "Range"
Header always set Access-Control-Max-Age "${SECONDS}"
SetEnv no-gzip 1
RewriteEngine On
RewriteCond %{REQUEST_METHOD} OPTIONS
RewriteRule .* - [R=204,L]
`;
}
