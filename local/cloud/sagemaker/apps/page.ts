import type { Listing } from "./requests";

/** One page of a list, and where the next begins. AWS's tokens say nothing to a caller; these are positions. */
export function page(member: "Apps" | "Spaces" | "UserProfiles", all: readonly unknown[], { from, most }: Listing) {
  const next = from + most;
  return { [member]: all.slice(from, next), ...(next < all.length && { NextToken: String(next) }) };
}
