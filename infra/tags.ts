import * as pulumi from "@pulumi/pulumi";
import type { RequiredTags } from "./config/places/required-tags";
import { prefixOfNames } from "./names";

type Tags = Readonly<Record<string, string>>;

/** What a resource is called in the program, and which stack owns it: destroying and auditing find things by these tags. */
export function tagsFor(name: string): Record<string, string> {
  return { Name: `${prefixOfNames()}${name}`, project: pulumi.getProject(), stack: pulumi.getStack() };
}

/** Gives everything that takes tags, of what the stack declares from now on, the tags that config requires. */
export function requireTags(tags: RequiredTags): void {
  if (Object.keys(tags).length > 0) pulumi.runtime.registerStackTransformation(withTags(tags));
}

/**
 * Puts tags beside those of `tagsFor`. As one of a component's `transformations` it does so for everything in the component.
 * https://www.pulumi.com/docs/iac/concepts/resources/options/transformations/
 */
export function withTags(tags: RequiredTags): pulumi.ResourceTransformation {
  return ({ props, opts }) => {
    const { tags: own, volumeTags } = props as { readonly tags?: Tags; readonly volumeTags?: Tags };
    if (own === undefined) return undefined;
    const ofVolumes = volumeTags && { volumeTags: { ...tags, ...volumeTags } };
    return { props: { ...(props as object), tags: { ...tags, ...own }, ...ofVolumes }, opts };
  };
}
