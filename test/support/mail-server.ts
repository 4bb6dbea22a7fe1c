import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type Letter = {
  readonly from: string;
  readonly to: readonly string[];
  /** Header lines and body as they came, dots unstuffed. */
  readonly text: string;
};

/** Takes mail over SMTP (RFC 5321, as much as sending needs), keeps it, and refuses the addresses that it is told to. */
export class MailServer {
  readonly letters: Letter[] = [];
  /** Refused with 550. */
  readonly unknown = new Set<string>();
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(private port: number) {}

  static async start(): Promise<MailServer> {
    const mail = new MailServer(0);
    await mail.up();
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Listens, where it did before. */
  async up(): Promise<void> {
    const server = createServer((socket) => this.talk(socket));
    await new Promise<void>((ready) => server.listen(this.port, '127.0.0.1', ready));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async down(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => (this.server ? this.server.close(done) : done(undefined)));
    this.server = undefined;
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => socket.destroy());
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let letter = { from: '', to: [] as string[] };
    let data: string[] | undefined;
    let rest = '';
    const hear = (line: string): void => {
      if (data) {
        if (line !== '.') return void data.push(line.replace(/^\./, ''));
        this.letters.push({ ...letter, text: data.join('\r\n') });
        data = undefined;
        return say('250 taken');
      }
      const [, address = ''] = /<([^>]*)>/.exec(line) ?? [];
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'MAIL') letter = { from: address, to: [] };
      if (command === 'RCPT') {
        if (this.unknown.has(address)) return say('550 nobody of that name');
        letter.to.push(address);
      }
      if (command === 'DATA') {
        if (letter.to.length === 0) return say('503 to whom');
        data = [];
        return say('354 go on');
      }
      say(command === 'QUIT' ? '221 bye' : '250 ok');
    };
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
    say('220 ready');
  }
}
