// What came back over HTTP, and from whom: this server says so in every refusal; whatever else answers is a proxy, a
// sign-in page or a network's welcome, whose statuses say nothing of the room.

/** What came back. */
export type Reply =
  | { readonly from: 'server'; readonly ok: true; readonly response: Response }
  | { readonly from: 'server'; readonly ok: false; readonly refused: Refused }
  /** Something else answered in the server's place. */
  | { readonly from: 'between' }
  /** Nothing answered, or a proxy that says that the server does not. */
  | { readonly from: 'nobody' };

/** A refusal in the server's own words (RFC 9457). */
export interface Refused {
  readonly status: number;
  /** What happened, where the status alone does not say it. */
  readonly code: string | undefined;
  /** How long to wait before asking again, where it says so. */
  readonly waitMs: number | undefined;
  /** All of it. */
  readonly problem: Readonly<Record<string, unknown>>;
}

/** How the member `server` of the server's problems begins. */
const SERVER = 'picnic/';

/** What a proxy says when the server behind it is not there. */
const NOT_THERE: readonly number[] = [502, 503, 504];

/** Asks an address of this server, given relative to the page's base. */
export async function ask(path: string, init: RequestInit): Promise<Reply> {
  try {
    // The server redirects no request; who does is somebody else, and leads elsewhere.
    const response = await fetch(new URL(path, document.baseURI), { ...init, redirect: 'manual' });
    return await replyIn(response);
  } catch {
    return { from: 'nobody' };
  }
}

/** Whose a response is. */
export async function replyIn(response: Response): Promise<Reply> {
  const type = mediaType(response);
  // Only the page itself is HTML, and nobody asks for that here.
  if (response.ok) {
    return type === 'text/html' ? { from: 'between' } : { from: 'server', ok: true, response };
  }
  const problem: unknown =
    type === 'application/problem+json' ? await response.json().catch(() => null) : null;
  if (!isOurs(problem)) return { from: NOT_THERE.includes(response.status) ? 'nobody' : 'between' };
  const code = typeof problem.code === 'string' ? problem.code : undefined;
  const waitMs = secondsIn(response.headers.get('retry-after'));
  return { from: 'server', ok: false, refused: { status: response.status, code, waitMs, problem } };
}

/** The value of an answer in JSON; undefined when it is none, or was cut short on its way. */
export async function jsonIn(response: Response): Promise<unknown> {
  if (mediaType(response) !== 'application/json') return undefined;
  const value: unknown = await response.json().catch(() => undefined);
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** The header's whole seconds as ms. A date, which this server never says, is passed over. */
function secondsIn(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : undefined;
}

function mediaType(response: Response): string | undefined {
  return response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
}

function isOurs(problem: unknown): problem is Record<string, unknown> {
  if (typeof problem !== 'object' || problem === null || !('server' in problem)) return false;
  return typeof problem.server === 'string' && problem.server.startsWith(SERVER);
}
