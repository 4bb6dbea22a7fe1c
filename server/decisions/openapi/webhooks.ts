import { channelMessageSchema } from '@handrail/shared/contracts';
import { fromZod, type Json } from './parts.js';

const signed = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});
const HEADERS = [
  signed('webhook-id', 'The same at each try of a message.'),
  signed('webhook-timestamp', 'Seconds since 1970, of the try.'),
  signed(
    'webhook-signature',
    'As Standard Webhooks has it: v1 and HMAC-SHA-256, one for each secret that is in force.',
  ),
];

/** What Handrail sends to a project's signed webhooks, one entry a type. */
export const WEBHOOKS: Json = Object.fromEntries(
  channelMessageSchema.options.map((schema) => {
    const type = String(schema.shape.type.value);
    const post = {
      summary: `A message of the type ${type}`,
      parameters: HEADERS,
      requestBody: { required: true, content: { 'application/json': { schema: fromZod(schema, 'output') } } },
      responses: {
        '2XX': { description: 'Taken.' },
        410: { description: 'Nobody listens here any more: the channel is turned off.' },
        default: { description: 'Not taken: it is sent again, up to 10 times in about two days.' },
      },
    };
    return [type, { post }];
  }),
);
