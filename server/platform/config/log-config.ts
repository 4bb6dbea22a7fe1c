/** What may be written to the log about cases. */
export class LogConfig {
  constructor(
    /** Whether what is in a case is written; never but where the operator asks for it. */
    readonly logInput: boolean,
  ) {}
}
