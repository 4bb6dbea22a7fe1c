/** How long a claimed review stays with its reviewer without a heartbeat, in seconds. */
export const LEASE_SECONDS = 90;
/** How often a reviewer's page renews its leases, in seconds; three may be missed. */
export const HEARTBEAT_SECONDS = 25;
/** How many reviews a reviewer's page holds: the one on screen and the next ones. */
export const CLAIM_AHEAD = 3;
/** How long after answering a reviewer may correct their own answer, in minutes. */
export const CORRECTION_MINUTES = 15;
