/**
 * A fault that the person at the keyboard can repair: a wrong argument, a wrong configuration value.
 * The message is the whole answer, in sentences; the launcher prints it without a stack.
 */
export class UserError extends Error {
  override readonly name = "UserError";

  /** @param exitCode of the command that ends with it */
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}
