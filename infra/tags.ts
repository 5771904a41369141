import * as pulumi from "@pulumi/pulumi";

/**
 * The tags of every resource that takes tags: what it is called in the program, and which stack owns it. Destroying and
 * auditing both find things by them.
 */
export function tagsFor(name: string): Record<string, string> {
  return { Name: name, project: pulumi.getProject(), stack: pulumi.getStack() };
}
