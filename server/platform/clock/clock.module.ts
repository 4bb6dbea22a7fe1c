import { Global, Module } from '@nestjs/common';
import { Clock } from './index.js';

@Global()
@Module({ providers: [Clock], exports: [Clock] })
export class ClockModule {}
