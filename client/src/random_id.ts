// Ids that a page draws for what it makes: random bits, URL-safe.

/** A fresh id of so many random bytes, in base64url. */
export function randomId(bytes: number): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
