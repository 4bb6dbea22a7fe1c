/** How what happens is told outside. */
export class ChannelConfig {
  constructor(
    /** Undefined: no e-mail is sent. */
    readonly mail: { readonly smtpUrl: string; readonly from: string } | undefined,
    /** Where people find Handrail, without a slash at its end; undefined: links are left out. */
    readonly publicUrl: string | undefined,
    /** Who is told when background work stops: e-mail and web addresses. */
    readonly operators: readonly string[],
  ) {}
}
