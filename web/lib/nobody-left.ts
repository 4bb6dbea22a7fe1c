/** What is added where cases could not be sent to review, for want of somebody who has neither answered nor seen them. */
export function nobodyLeft(count: number): string {
  return count === 0
    ? ''
    : ` Of ${count} more, every reviewer has answered or has seen the machine’s prediction; add a reviewer to have them looked at.`;
}
