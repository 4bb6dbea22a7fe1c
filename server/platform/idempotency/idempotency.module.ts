import { Global, Module } from '@nestjs/common';
import { OncePerKey } from './once-per-key.js';

@Global()
@Module({ providers: [OncePerKey], exports: [OncePerKey] })
export class IdempotencyModule {}
