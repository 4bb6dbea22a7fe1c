/** What is done with files that were made for somebody. */
export class ExportConfig {
  constructor(
    /** How long they are kept, in days. */
    readonly days: number,
  ) {}
}
