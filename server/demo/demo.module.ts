import { Module } from '@nestjs/common';
import { DemoTraffic } from './demo-traffic.js';
import { DemoResolver } from './demo.resolver.js';
import { HandOverDemo } from './hand-over-demo.js';
import { SeedDemo } from './seed-demo.js';
import { StorePast } from './store-past.js';

@Module({
  providers: [DemoResolver, DemoTraffic, HandOverDemo, SeedDemo, StorePast],
  exports: [DemoTraffic, HandOverDemo, SeedDemo],
})
export class DemoModule {}
