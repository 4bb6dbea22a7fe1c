import { Module } from '@nestjs/common';
import { MonitoringModule } from '../monitoring/index.js';
import { RisksModule } from '../risks/index.js';
import { DemoTraffic } from './demo-traffic.js';
import { DemoResolver } from './demo.resolver.js';
import { HandOverDemo } from './hand-over-demo.js';
import { MoveDemo } from './move-demo.js';
import { SeedDemo } from './seed-demo.js';
import { StorePast } from './store-past.js';
import { WatchDemo } from './watch-demo.js';

@Module({
  imports: [MonitoringModule, RisksModule],
  providers: [DemoResolver, DemoTraffic, HandOverDemo, MoveDemo, SeedDemo, StorePast, WatchDemo],
  exports: [DemoTraffic, HandOverDemo, SeedDemo],
})
export class DemoModule {}
