import { z } from 'zod';

/** Where versions go: a bucket of any storage that speaks S3, and in which formats. The secret is kept apart, encrypted. */
export const bucketSettingsSchema = z.strictObject({
  /** `https://s3.eu-central-1.amazonaws.com`, `http://minio.internal:9000`; without a path. */
  endpoint: z
    .url({ protocol: /^https?$/, error: 'an http or https address' })
    .max(300)
    .refine(isBare, 'without a path, a query, a name or a password'),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and -')
    .default('us-east-1'),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket’s name, as S3 has it'),
  /** Before every key; a slash at its end makes a folder. */
  prefix: z
    .string()
    .max(200)
    .regex(/^(?:[A-Za-z0-9._-][A-Za-z0-9._/-]*)?$/, 'letters, digits and . _ - / only')
    .default(''),
  /** `endpoint/bucket/key` rather than `bucket.endpoint/key`. */
  pathStyle: z.boolean().default(true),
  accessKeyId: z.string().min(1).max(200),
  /** Endings: `parquet`, `jsonl.gz`. */
  formats: z.array(z.string().min(1).max(40)).min(1).max(10),
});
export type BucketSettings = z.output<typeof bucketSettingsSchema>;

/** Asked of what is no address, too. */
function isBare(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { pathname, search, username, password } = new URL(endpoint);
  return ['', '/'].includes(pathname) && search + username + password === '';
}
