/** One function of the program, as Lambda would run it. */
export interface FunctionSpec {
  /** Name of the resource in the program. */
  readonly name: string;
  /** The function's own name on AWS. */
  readonly functionName: string;
  readonly arn: string;
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
