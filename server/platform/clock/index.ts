import { Injectable } from '@nestjs/common';

/** The one place where time enters; taken once per request or job and handed down. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
