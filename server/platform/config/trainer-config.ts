/** What a training may take. */
export class TrainerConfig {
  /** Of its process, in megabytes. */
  constructor(readonly memoryMb: number) {}
}
