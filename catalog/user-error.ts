/**
 * Something went wrong that the person who asked can put right. The message is one line: what failed, why, and what to do.
 * The command line prints it without a stack and exits with 2.
 */
export class UserError extends Error {
  override name = "UserError";
}
