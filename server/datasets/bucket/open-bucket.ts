import { Injectable } from '@nestjs/common';
import { AddressRules } from '../../platform/outbound/index.js';
import { Sealer } from '../../platform/signing/index.js';
import { BucketClient } from './bucket-client.js';
import type { BucketRow } from './bucket-rows.js';
import type { BucketSettings } from './bucket-settings.js';

/** Keeps the secrets of buckets sealed, and opens what they open. */
@Injectable()
export class OpenBucket {
  constructor(
    private readonly sealer: Sealer,
    private readonly rules: AddressRules,
  ) {}

  /** Close it afterwards. @throws Error in words for an admin when its secret does not open. */
  open(row: BucketRow): BucketClient {
    const secret = this.secretOf(row);
    if (secret === undefined)
      throw new Error('Its secret cannot be read: HANDRAIL_SECRET is another one now; give the key again.');
    return this.with(row.settings, secret);
  }

  with(settings: BucketSettings, secretAccessKey: string): BucketClient {
    return new BucketClient(settings, secretAccessKey, this.rules);
  }

  /** A secret is sealed for its dataset: moved elsewhere it does not open. */
  seal(datasetId: string, secret: string): Buffer {
    return this.sealer.seal(`bucket ${datasetId}`, secret);
  }

  secretOf({ dataset_id: datasetId, secret }: BucketRow): string | undefined {
    return this.sealer.open(`bucket ${datasetId}`, secret);
  }
}
