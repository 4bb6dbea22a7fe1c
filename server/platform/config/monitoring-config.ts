/** Whether this process keeps metrics, and as what it works. */
export class MonitoringConfig {
  constructor(
    readonly metrics: boolean,
    readonly role: 'all' | 'api' | 'worker',
  ) {}
}
