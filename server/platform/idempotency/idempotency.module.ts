import { Global, Module } from '@nestjs/common';
import { ForgetAnswers } from './forget-answers.js';
import { OncePerKey } from './once-per-key.js';

@Global()
@Module({ providers: [OncePerKey, ForgetAnswers], exports: [OncePerKey] })
export class IdempotencyModule {}
