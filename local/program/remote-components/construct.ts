import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../property-values";
import { AWSX_MODELS } from "./awsx-vpc";
import type { Child, MadeChild, RemoteComponent, RemoteModel } from "./model";

/** A component without a model is refused, never left empty. */
const MODELS: Readonly<Partial<Record<string, RemoteModel>>> = { ...AWSX_MODELS };

export interface Constructed {
  /** On the wire. */
  readonly outputs: Properties;
  /** By output, the URNs of the resources that it waits for. */
  readonly waitsFor: Readonly<Record<string, readonly string[]>>;
}

/**
 * What the component's provider would do: make its children, and answer with its outputs.
 *
 * @param request the component's own
 * @throws when there is no model, or the model does not know the arguments
 */
export function construct(
  request: RegisterResourceRequest,
  component: RemoteComponent,
  register: (child: RegisterResourceRequest) => MadeChild,
): Constructed {
  const model = MODELS[request.getType()];
  if (!model) throw new Error(`${request.getType()} is a remote component, which is not modelled`);
  const made = Object.entries(model(component, (child) => register(childRequest(child, request))));
  return {
    outputs: Object.fromEntries(made.map(([key, { value }]) => [key, value])),
    waitsFor: Object.fromEntries(made.map(([key, { of }]) => [key, of.map(({ urn }) => urn)])),
  };
}

/** It stands in the line of the program that made the component. */
function childRequest({ type, name, inputs, parent, dependsOn = [] }: Child, component: RegisterResourceRequest) {
  const request = new RegisterResourceRequest();
  request.setType(type);
  request.setName(name);
  request.setParent(parent);
  request.setCustom(true);
  request.setObject(Struct.fromJavaScript(inputs));
  request.setDependenciesList([...dependsOn]);
  request.setProvider(component.getProvider());
  request.setSourceposition(component.getSourceposition());
  request.setStacktrace(component.getStacktrace());
  return request;
}
