/**
 * Buckets: Amazon S3, Google Cloud Storage, Azure Blob Storage, by the names that their tools and consoles use. Pure.
 * storage.cloud.google.com wants a login and never lets other sites read (Cloud Storage's documentation of `cors`).
 */
import { type Address, type Host, type NoAddress, noAddress, ofPage } from './address.ts';

export const buckets: Host = (url) => {
  switch (url.protocol) {
    case 's3:':
    case 's3a:':
      return s3(url.hostname, keyOf(url.pathname), null);
    case 'gs:':
    case 'gcs:':
      return gcs(url.hostname, keyOf(url.pathname));
    case 'az:':
    case 'adl:':
      return noAddress(
        `An ${url.protocol}// address does not say which storage account it is of.`,
        `Use https://ACCOUNT.blob.core.windows.net/${url.hostname}${url.pathname} with the account’s name.`,
      );
    case 'abfs:':
    case 'abfss:':
    case 'wasb:':
    case 'wasbs:':
      return azure(url);
    default:
      return ofConsole(url);
  }
};

function ofConsole(url: URL): Address | NoAddress | null {
  const [, ...parts] = url.pathname.split('/');
  if (url.hostname === 'storage.cloud.google.com') return gcs(parts[0] ?? '', parts.slice(1).join('/'));
  if (url.hostname === 'console.cloud.google.com' && parts[0] === 'storage') {
    const [, view, bucket, ...key] = parts;
    const details = view === 'browser' && bucket === '_details';
    return details
      ? gcs(key[0] ?? '', key.slice(1).join('/').replace(/;.*$/, ''))
      : ofPage('the console of Google Cloud', 'Open the file there first.');
  }
  if (url.hostname.endsWith('console.aws.amazon.com')) {
    const key = url.searchParams.get('prefix');
    const isObject = parts[0] === 's3' && parts[1] === 'object';
    return isObject && parts[2] && key
      ? s3(parts[2], encoded(key), url.searchParams.get('region'))
      : ofPage('the console of AWS', 'Open the file there first, and copy its Object URL.');
  }
  return null;
}

/** A name with dots does not fit the certificate of `*.s3.amazonaws.com`. */
function s3(bucket: string, key: string, region: string | null): Address | NoAddress {
  if (!bucket || !key) return ofPage('a bucket', 'Add the name of the file in it.');
  const host = region && /^[a-z\d-]+$/.test(region) ? `s3.${region}.amazonaws.com` : 's3.amazonaws.com';
  const url = bucket.includes('.') ? `https://${host}/${bucket}/${key}` : `https://${bucket}.${host}/${key}`;
  return { url, note: 'From the bucket on Amazon S3, as anybody may read it.' };
}

function gcs(bucket: string, key: string): Address | NoAddress {
  if (!bucket || !key) return ofPage('a bucket', 'Add the name of the file in it.');
  return {
    url: `https://storage.googleapis.com/${bucket}/${key}`,
    note: 'From the bucket on Google Cloud Storage, as anybody may read it.',
  };
}

/** `abfs://CONTAINER@ACCOUNT.dfs.core.windows.net/PATH` */
function azure(url: URL): Address | NoAddress {
  const account = /^([^.]+)\.(?:dfs|blob)\.core\.windows\.net$/.exec(url.hostname)?.[1];
  const container = url.username;
  if (!account || !container)
    return noAddress(
      'This address does not say which storage account it is of.',
      'Use https://ACCOUNT.blob.core.windows.net/CONTAINER/FILE.',
    );
  return {
    url: `https://${account}.blob.core.windows.net/${container}${url.pathname}`,
    note: 'From the container on Azure Blob Storage, as anybody may read it.',
  };
}

function keyOf(pathname: string): string {
  return pathname.replace(/^\//, '');
}

function encoded(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/');
}
