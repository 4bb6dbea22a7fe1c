import { Module } from '@nestjs/common';
import { ChannelReads } from './channel-reads.js';
import { ChannelsResolver } from './channels.resolver.js';
import { Deliver } from './deliver.js';
import { DrainChannel } from './drain-channel.js';
import { EditChannel } from './edit-channel.js';
import { Mailer } from './mailer.js';
import { OpenChannel } from './open-channel.js';
import { Redeliver } from './redeliver.js';
import { SendMessage } from './send-message.js';
import { TellOperators } from './tell-operators.js';
import { TryChannel } from './try-channel.js';
import { WatchOutbox } from './watch-outbox.js';

@Module({
  providers: [
    ChannelReads,
    ChannelsResolver,
    Deliver,
    DrainChannel,
    EditChannel,
    Mailer,
    OpenChannel,
    Redeliver,
    SendMessage,
    TellOperators,
    TryChannel,
    WatchOutbox,
  ],
  exports: [Deliver, WatchOutbox],
})
export class WebhooksModule {}
