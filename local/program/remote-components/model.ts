import type { Properties } from "../property-values";

/** A component as the program registers it. Its provider, a process that the laptop does not have, would make what is below it. */
export interface RemoteComponent {
  readonly urn: string;
  /** The logical name. */
  readonly name: string;
  /** Where its resources are made. */
  readonly region: string;
  readonly inputs: Properties;
}

/** A resource that the provider makes below the component. */
export interface Child {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** URN. */
  readonly parent: string;
  /** URNs. */
  readonly dependsOn?: readonly string[];
}

export interface MadeChild {
  readonly urn: string;
  readonly id: string;
}

/** A component's output, and the URNs of the resources that it waits for. */
export interface RemoteOutput {
  readonly value: unknown;
  readonly of: readonly MadeChild[];
}

/**
 * Makes the children that the component's provider would make, and says what the outputs are.
 *
 * @throws for arguments that the model does not know: the real provider might make something else of them
 */
export type RemoteModel = (
  component: RemoteComponent,
  make: (child: Child) => MadeChild,
) => Readonly<Record<string, RemoteOutput>>;
