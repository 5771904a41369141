/** The provider's page of a resource: "Forces new resource" stands at what it cannot change. */
export const provider = (resource: string) =>
  `https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/${resource}`;

/** Which inputs of a type AWS cannot change in place, and a page that says so. */
export interface Unchangeable {
  readonly inputs: readonly string[];
  readonly page: string;
}
