/** What a test makes the SageMaker stand-in do instead of answering. */
export type ServiceFault =
  /** ThrottlingException, as often as asked. */
  | "throttle"
  /** AccessDeniedException although the policies allow it. */
  | "access-denied"
  /** A URL whose host is not Studio's. */
  | "foreign-url-host"
  /** InternalFailure, status 500. */
  | "internal-failure"
  /** No answer at all: the connection stays open. */
  | "no-answer";

export type FaultyAction = "CreatePresignedDomainUrl" | "DescribeUserProfile";

/** Faults that wait for their next calls. */
export class ServiceFaults {
  private readonly waiting = new Map<FaultyAction, { fault: ServiceFault; times: number }>();

  /** @param times how many calls get it; Infinity until `clear` */
  script(action: FaultyAction, fault: ServiceFault, times = 1): void {
    this.waiting.set(action, { fault, times });
  }

  clear(): void {
    this.waiting.clear();
  }

  take(action: FaultyAction): ServiceFault | undefined {
    const entry = this.waiting.get(action);
    if (!entry || entry.times <= 0) return undefined;
    entry.times -= 1;
    return entry.fault;
  }
}
