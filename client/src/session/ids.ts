// Ids that a page draws for what it makes in a session: commands, drafts, comments, commitments, proxies.

/** A fresh id: 128 random bits in 22 URL-safe characters. */
export function newSessionId(
  random: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => crypto.getRandomValues(bytes),
): string {
  const bytes = new Uint8Array(16);
  random(bytes);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
