/** Bounds on one reading of Python or Go. Steps are expressions and statements. */
export const limits = {
  steps: 1_500_000,
  taskSteps: 500_000,
  depth: 220,
  callDepth: 40,
  text: 1_000_000,
  totalText: 100_000_000,
  items: 20_000,
  fileBytes: 3_000_000,
  parsedBytes: 20_000_000,
  callsOfOne: 400,
} as const;

/** What a reading has used up, and where the task being done must end. */
type Budget = { steps: number; stepsEnd: number; textMade: number };

/** Thrown when a reading has used up its budget, and caught where a task starts. */
export class OutOfBudget extends Error {}

/** Count one step; throws when the budget is used up. */
export function step(used: Budget): void {
  used.steps += 1;
  if (used.steps > used.stepsEnd) throw new OutOfBudget("Reading took more steps than allowed.");
}

/** Count text that evaluation makes, so that doubling a string in a loop ends. Undefined when it is too much. */
export function madeText(used: Budget, text: string): string | undefined {
  used.textMade += text.length;
  return text.length > limits.text || used.textMade > limits.totalText ? undefined : text;
}
