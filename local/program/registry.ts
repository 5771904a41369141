import type {
  ReadResourceRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Registered } from "./answers";
import { at, create } from "./creation";
import type { GraphResource } from "./graph";
import { answerInvoke } from "./outputs/invokes";
import { standingSubnet } from "./outputs/existing-answers";
import { type ExistingPlaces, existingPlaces } from "./outputs/existing-places";
import { isRegional } from "./outputs";
import type { Created, Existing, NewResource } from "./outputs/model";
import { echoedProperties, plainProperties, textOr, type Properties } from "./property-values";
import { collectAfter } from "./let-go";
import { construct } from "./remote-components/construct";
import { resourceOptions } from "./resource-options";
import { SourceLocator } from "./source-position";
import { ownStack, STACK_REFERENCE_TYPE } from "./stack-reference";
import { buildUrn, STACK_TYPE } from "./urn";

/** Where a program runs, and for whom. */
export interface Place {
  readonly projectRoot: string;
  readonly project: string;
  readonly stack: string;
  /** The stack's Region (`aws:region`), for resources that name none. */
  readonly region: string;
  /** The stack's outputs as an earlier update left them; empty before the first. */
  readonly deployed: Properties;
  /** Config by full key, as text: what it says of things that exist is what AWS answers about them. */
  readonly config?: Readonly<Record<string, string>>;
}

/** What register and read requests have in common. */
interface Incoming {
  readonly request: RegisterResourceRequest | ReadResourceRequest;
  readonly wire: Properties;
  readonly custom: boolean;
  readonly knownId?: string;
  readonly options: Readonly<Record<string, unknown>>;
}

type Recorded = Omit<GraphResource, "outputs"> & { outputs: Properties };

/** Everything the program has registered so far: the state that a deployment would have. */
export class Registry {
  readonly #resources = new Map<string, Recorded>();
  readonly #locator: SourceLocator;
  readonly #existing: ExistingPlaces;

  constructor(private readonly place: Place) {
    this.#locator = new SourceLocator(place.projectRoot);
    this.#existing = existingPlaces((key) => place.config?.[`${place.project}:${key}`]);
  }

  /** Every resource, sorted by URN. */
  resources(): GraphResource[] {
    return [...this.#resources.values()].sort((one, other) => (one.urn < other.urn ? -1 : 1));
  }

  /** What the program exports. */
  stackOutputs(): Properties {
    return this.resources().find((resource) => resource.type === STACK_TYPE)?.outputs ?? {};
  }

  /** The number of resources so far: whether a run still makes progress. */
  get size(): number {
    return this.#resources.size;
  }

  register(request: RegisterResourceRequest): Registered {
    const registered = this.#registerOne(request);
    return request.getRemote() ? this.#construct(request, registered) : registered;
  }

  /** A component whose children its provider would make. */
  #construct(request: RegisterResourceRequest, { urn, id }: Registered): Registered {
    const { name, inputs = {}, source } = this.#resources.get(urn) ?? {};
    const component = { urn, name: name ?? "", region: this.#regionOf(inputs, request.getProvider()), inputs };
    try {
      const { outputs, waitsFor } = construct(request, component, (child) => this.#registerOne(child));
      this.setOutputs(urn, outputs);
      return { urn, id, properties: outputs, waitsFor };
    } catch (fault) {
      throw at(source, `${fault instanceof Error ? fault.message : String(fault)}.`);
    }
  }

  #registerOne(request: RegisterResourceRequest): Registered {
    const options = resourceOptions(request);
    const knownId = request.getImportid();
    const wire = request.getObject()?.toJavaScript() ?? {};
    return this.#add({ request, wire, custom: request.getCustom(), options, ...(knownId && { knownId }) });
  }

  read(request: ReadResourceRequest): Registered {
    const wire = request.getProperties()?.toJavaScript() ?? {};
    return this.#add({ request, wire, custom: true, knownId: request.getId(), options: { read: true } });
  }

  /** Records what a component or the stack says are its outputs. */
  setOutputs(urn: string, wire: Properties): void {
    const resource = this.#resources.get(urn);
    if (!resource) throw new Error(`Outputs were registered for ${urn}, which is not a resource.`);
    resource.outputs = plainProperties(wire, this.place.projectRoot);
  }

  invoke(request: ResourceInvokeRequest): Properties {
    const token = request.getTok();
    const args = plainProperties(request.getArgs()?.toJavaScript() ?? {}, this.place.projectRoot);
    if (token === "pulumi:pulumi:getResource") return this.#state(String(args["urn"]));
    return answerInvoke(token, args, this.#regionOf(args, request.getProvider()), this.#existing);
  }

  #add(incoming: Incoming): Registered {
    const { request, wire, custom } = incoming;
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    const { stack, project, projectRoot } = this.place;
    const source = this.#sourceOf(request);
    const urn = buildUrn(stack, project, parent, type, name);
    const earlier = this.#resources.get(urn);
    if (earlier) throw at(source, `Duplicate resource: ${urn} was made at ${earlier.source ?? "an unknown place"}.`);
    const inputs = plainProperties(wire, projectRoot);
    const region = this.#regionOf(inputs, request.getProvider());
    const isRead = incoming.options["read"] === true && type.startsWith("aws:");
    const created = custom ? this.#create({ urn, type, name, region, inputs }, incoming, source) : undefined;
    const computed: Properties = created?.outputs ?? {};
    this.#resources.set(urn, {
      urn,
      type,
      name,
      custom,
      ...(parent && { parent }),
      ...(custom && isRegional(type) && { region }),
      ...(created && { id: created.id }),
      dependencies: [...new Set(request.getDependenciesList())].sort(),
      // Of what is only looked up all that is known is AWS's answer, in a stack's state too.
      inputs: isRead ? { ...inputs, ...computed } : inputs,
      outputs: { ...inputs, ...computed },
      ...(source && { source }),
      options: incoming.options,
    });
    collectAfter(this.#resources.size);
    return { urn, id: created?.id ?? "", properties: custom ? { ...echoedProperties(wire, inputs), ...computed } : {} };
  }

  #sourceOf(request: Incoming["request"]): string | undefined {
    // The stack is made by the run of the program, not by a line of it.
    if (request.getType() === STACK_TYPE) return undefined;
    const frames = request.getStacktrace()?.getFramesList() ?? [];
    return this.#locator.locate([request.getSourceposition(), ...frames.map((frame) => frame.getPc())]);
  }

  #create(
    known: Omit<NewResource, "knownId" | "find" | "existing">,
    { knownId }: Incoming,
    source: string | undefined,
  ): Created {
    if (known.type === STACK_REFERENCE_TYPE) return ownStack(knownId ?? "", this.place);
    const find: NewResource["find"] = (type, id) =>
      this.#find(type, id) ??
      (type === "aws:ec2/subnet:Subnet" ? standingSubnet(this.#existing, id, known.region) : undefined);
    return create({ ...known, ...(knownId && { knownId }), find, existing: this.#existing }, source);
  }

  #find(type: string, id: unknown): Existing | undefined {
    for (const resource of this.#resources.values()) {
      if (resource.type === type && resource.id === id) return resource;
    }
    return undefined;
  }

  /** @param provider the explicit provider's `urn::id`, or empty */
  #regionOf(inputs: Properties, provider: string): string {
    const chosen = this.#resources.get(provider.slice(0, provider.lastIndexOf("::")))?.inputs["region"];
    return textOr(inputs["region"], textOr(chosen, this.place.region));
  }

  #state(urn: string): Properties {
    const resource = this.#resources.get(urn);
    if (!resource) throw new Error(`The program asks for the resource ${urn}, which does not exist.`);
    return { urn, id: resource.id ?? "", state: resource.outputs };
  }
}
