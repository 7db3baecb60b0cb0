/** Until when a signed link is good, by what stands in it. Pure. */

/** ISO 8601 in its basic form, as in X-Amz-Date: `20260131T235900Z`. */
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * In milliseconds since 1970; null for a link that does not say.
 * Signature version 4 of Amazon (X-Amz-) and Google (X-Goog-): a date and seconds from then; version 2 and CloudFront: Expires, in seconds
 * since 1970; Azure's shared access signature: `se`, a date.
 */
export function signedUntil(url: string): number | null {
  const { searchParams } = new URL(url);
  for (const prefix of ['X-Amz-', 'X-Goog-']) {
    const [date, seconds] = [searchParams.get(`${prefix}Date`), searchParams.get(`${prefix}Expires`)];
    const from = date && Date.parse(date.replace(BASIC, '$1-$2-$3T$4:$5:$6Z'));
    if (from && seconds) return known(from + Number(seconds) * 1000);
  }
  const expires = searchParams.get('Expires');
  if (expires && searchParams.has('Signature')) return known(Number(expires) * 1000);
  const end = searchParams.get('se');
  return end && searchParams.has('sig') ? known(Date.parse(end)) : null;
}

function known(time: number): number | null {
  return Number.isFinite(time) ? time : null;
}

const OF_SIGNATURES = /^(X-Amz-|X-Goog-)/i;
/** Amazon's version 2, Google's and CloudFront's, beside `Signature`; a shared access signature of Azure, beside `sig`. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  Signature: ['Expires', 'AWSAccessKeyId', 'GoogleAccessId', 'Key-Pair-Id', 'Policy'],
  sig: ['se', 'st', 'sp', 'sv', 'sr', 'ss', 'srt', 'spr', 'sip', 'si', 'sdd', 'skoid', 'sktid', 'skt', 'ske', 'sks', 'skv'],
};

/** The same address for each signature that a link to a file was given. The fragment is no part of it. */
export function withoutSignature(url: string): string {
  const { searchParams, href } = new URL(url);
  const drop = new Set(
    Object.entries(BESIDE).flatMap(([signature, beside]) => (searchParams.has(signature) ? [signature, ...beside] : [])),
  );
  const kept = [...searchParams].filter(([name]) => !drop.has(name) && !OF_SIGNATURES.test(name));
  const query = kept.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return (href.split(/[?#]/)[0] as string) + (query && `?${query}`);
}
