/** One intended permission, as data, and as a formula over requests. */
import { action, and, type Formula, key, not, or, resource } from "../../encode/vocabulary";

export interface Permission {
  /** For what, as a phrase after "so that it can". */
  readonly to: string;
  readonly actions: readonly string[];
  /** Patterns of ARNs; `*` is every resource, and none. `${…}` is the caller's own value of that condition key. */
  readonly on: readonly string[];
  /** A condition without which the permission would be another one: the key has this value, or is an ARN of one of these patterns. */
  readonly only?: Readonly<Record<string, string | readonly string[]>>;
  /** Of multivalued keys: each value is one of these, and there is one. */
  readonly every?: Readonly<Record<string, readonly string[]>>;
  /** A second condition: the request does not carry this key at all. */
  readonly without?: string;
}

/** A permission at an endpoint. */
export interface Passage extends Permission {
  /** Patterns of role ARNs. "any caller": the caller is unsigned, or a session of Studio's, and the resource is all that can be bounded. */
  readonly who: readonly string[] | "any caller";
}

/** Everything that the permissions cover. */
export function covered(permissions: readonly Permission[]): Formula {
  return or(
    ...permissions.map((permission) =>
      and(action(...permission.actions), resource(...permission.on), ...conditionsOf(permission)),
    ),
  );
}

export function conditionsOf({
  only = {},
  every = {},
  without,
}: Pick<Permission, "only" | "every" | "without">): Formula[] {
  const has = Object.entries(only).map(([name, value]) =>
    typeof value === "string" ? key(name).is(value) : key(name).arnLike(...value),
  );
  const all = Object.entries(every).map(([name, values]) =>
    and(key(name).someIs(...values), not(key(name).someOtherThan(...values))),
  );
  return [...has, ...all, ...(without === undefined ? [] : [key(without).absent])];
}
