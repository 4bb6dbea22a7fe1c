import { Global, Module } from '@nestjs/common';
import { AskPast } from './ask-past.js';
import { CaseList } from './case-list.js';
import { CaseReads } from './case-reads.js';
import { CaseHours } from './case-hours.js';
import { CasesResolver } from './cases.resolver.js';
import { DecisionReads } from './decision-reads.js';
import { DecisionWaiter } from './decision-waiter.js';
import { DocsController } from './docs.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { CurveResolver } from './curve.resolver.js';
import { FeedbackController } from './feedback.controller.js';
import { Intake } from './intake.js';
import { PreviewReads } from './preview-reads.js';
import { RefuseUnknownSegments } from './refuse-unknown-segments.js';
import { ReplayCase } from './replay-case.js';
import { ScoreBehind } from './score-behind.js';
import { ScorePast } from './score-past.js';
import { StoreCases } from './store-cases.js';
import { TakeFeedback } from './take-feedback.js';
import { TrafficReads } from './traffic-reads.js';
import { TrafficResolver } from './traffic.resolver.js';
import { WeighMove } from './weigh-move.js';

@Global()
@Module({
  controllers: [DecisionsController, DocsController, FeedbackController],
  providers: [
    AskPast,
    CaseList,
    CaseReads,
    CasesResolver,
    CaseHours,
    CurveResolver,
    DecisionReads,
    DecisionWaiter,
    Intake,
    PreviewReads,
    RefuseUnknownSegments,
    ReplayCase,
    ScoreBehind,
    ScorePast,
    StoreCases,
    TakeFeedback,
    TrafficReads,
    TrafficResolver,
    WeighMove,
  ],
  exports: [CaseHours, CaseReads, DecisionReads, Intake, PreviewReads, ScoreBehind, ScorePast],
})
export class DecisionsModule {}
