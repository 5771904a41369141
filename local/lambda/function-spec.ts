/** One function of the program, as Lambda would run it. */
export interface FunctionSpec {
  /** Name of the resource in the program. */
  readonly name: string;
  /** The function's own name on AWS. */
  readonly functionName: string;
  readonly arn: string;
  /** ARNs of its aliases, each of which is called in place of the function's own. */
  readonly aliases?: readonly string[];
  /** Absolute path of the folder that holds the code. */
  readonly codeFolder: string;
  /** `<file>.<export>` */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly roleArn: string;
  /** The function has network interfaces in the VPC, and reaches AWS through endpoints only. */
  readonly isInVpc: boolean;
  readonly logGroup: string;
  /**
   * Events at once, as the program has it: concurrency that it reserves, or the most that a queue brings. Absent: the laptop runs
   * one at a time.
   */
  readonly atOnce?: number;
  /** The program's own variables. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Whether a call of this ARN is one of the function. An alias that is not in the program leads nowhere, as on AWS. */
export function isCalledBy({ arn, aliases = [] }: FunctionSpec, called: string): boolean {
  return called === arn || aliases.includes(called);
}
