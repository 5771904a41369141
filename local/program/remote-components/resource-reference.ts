import type { Properties } from "../property-values";
import type { MadeChild } from "./model";

// How a resource stands in properties on the wire: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** A reference to a resource, from which the SDK rebuilds the object: it asks the engine for the resource's state. */
export function resourceReference({ urn, id }: MadeChild): Properties {
  return { [SIGNATURE]: RESOURCE, urn, id };
}
