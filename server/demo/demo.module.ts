import { Module } from '@nestjs/common';
import { DemoTraffic } from './demo-traffic.js';
import { DemoResolver } from './demo.resolver.js';
import { HandOverDemo } from './hand-over-demo.js';
import { SeedDemo } from './seed-demo.js';

@Module({
  providers: [DemoResolver, DemoTraffic, HandOverDemo, SeedDemo],
  exports: [DemoTraffic, HandOverDemo, SeedDemo],
})
export class DemoModule {}
