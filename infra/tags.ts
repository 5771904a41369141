import * as pulumi from "@pulumi/pulumi";
import type { RequiredTags } from "./config/places/required-tags";

/**
 * The tags of every resource that takes tags: what config requires, what it is called in the program, and which stack owns it. Destroying
 * and auditing both find things by them. Config was checked before anything is declared.
 */
export function tagsFor(name: string): Record<string, string> {
  const required = new pulumi.Config().getObject<RequiredTags>("requiredTags");
  return { ...required, Name: name, project: pulumi.getProject(), stack: pulumi.getStack() };
}
