import type { RecordedDecision } from "../decide/decision-log";
import { defaultMessage, type GatewayResponseType } from "./gateway-responses";

interface RefusalDetails {
  /** API Gateway's message, when it is not the type's usual one. */
  readonly message?: string;
  readonly validation?: string;
  readonly decision?: RecordedDecision;
  /** A status that no gateway response can change. */
  readonly fixedStatus?: number;
}

/** The gateway answers by itself from here on: thrown by any step of the pipeline, answered in one place. */
export class GatewayRefusal extends Error {
  constructor(
    readonly type: GatewayResponseType,
    readonly details: RefusalDetails = {},
  ) {
    super(details.message ?? defaultMessage(type));
  }
}
