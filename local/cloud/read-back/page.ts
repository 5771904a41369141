/** One page of a list, and what to ask for the next one with; absent on the last. The token is the caller's to hand back, not to read. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/**
 * @param limit items a page at most; what is asked for, within what the service allows
 * @param token of the page before
 */
export function pageOf<Item>(all: readonly Item[], limit: number, token: string | null): Page<Item> {
  const from = token === null ? 0 : Number(Buffer.from(token, "base64url").toString("utf8").replace("after ", ""));
  const items = all.slice(from, from + limit);
  const isLast = from + limit >= all.length;
  return { items, ...(!isLast && { next: Buffer.from(`after ${from + limit}`).toString("base64url") }) };
}

/** What is asked for, or as many as the service gives unasked; never more than its most. */
export function limitOf(asked: string | null, usual: number, most: number): number {
  const limit = Number(asked ?? usual);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, most) : usual;
}
