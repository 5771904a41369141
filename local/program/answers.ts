import * as provproto from "@pulumi/pulumi/proto/provider_pb";
import * as resproto from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./property-values";

/** A resource as the SDK is told of it; `properties` are wire properties, special values still marked. */
export interface Registered {
  readonly urn: string;
  readonly id: string;
  readonly properties: Properties;
  /** Of a component that a provider makes: by output, the URNs of what it waits for. */
  readonly waitsFor?: Readonly<Record<string, readonly string[]>>;
}

export function registered(resource: Registered): resproto.RegisterResourceResponse {
  const response = new resproto.RegisterResourceResponse();
  response.setUrn(resource.urn);
  response.setId(resource.id);
  response.setObject(Struct.fromJavaScript(resource.properties));
  for (const [key, urns] of Object.entries(resource.waitsFor ?? {})) {
    const dependencies = new resproto.RegisterResourceResponse.PropertyDependencies();
    dependencies.setUrnsList([...urns]);
    response.getPropertydependenciesMap().set(key, dependencies);
  }
  return response;
}

export function read(resource: Registered): resproto.ReadResourceResponse {
  const response = new resproto.ReadResourceResponse();
  response.setUrn(resource.urn);
  response.setProperties(Struct.fromJavaScript(resource.properties));
  return response;
}

export function invoked(properties: Properties): provproto.InvokeResponse {
  // Newer SDKs have a response class of their own for this call, with the same fields.
  const own = (resproto as unknown as Record<string, unknown>)["ResourceInvokeResponse"];
  const Response = (own ?? provproto.InvokeResponse) as typeof provproto.InvokeResponse;
  const response = new Response();
  response.setReturn(Struct.fromJavaScript(properties));
  return response;
}

export function supports(feature: boolean): resproto.SupportsFeatureResponse {
  const response = new resproto.SupportsFeatureResponse();
  response.setHassupport(feature);
  return response;
}

export function packageReference(name: string): resproto.RegisterPackageResponse {
  const response = new resproto.RegisterPackageResponse();
  response.setRef(`package-${name}`);
  return response;
}

export function empty(): Empty {
  return new Empty();
}
