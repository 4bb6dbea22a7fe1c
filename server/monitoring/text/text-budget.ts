/** Cases a second whose texts are looked at for long; at 0.2 ms a text that is a hundredth of a processor. */
const A_SECOND = 40;
/** What is saved up for a burst in 50 s without one. */
const MOST = 2000;

/** Lets a bounded number through, the first that come: who comes first does not hang on what is in it. */
export class TextBudget {
  private left = MOST;
  private at = -Infinity;

  /** `at`: Unix milliseconds; time that goes back gives nothing. */
  take(at: number): boolean {
    const earned = Math.max(0, (at - this.at) / 1000) * A_SECOND;
    this.left = Math.min(MOST, this.left + earned);
    this.at = Math.max(this.at, at);
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
