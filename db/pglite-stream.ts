import { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";

/**
 * What pg takes for the socket of a server: messages of PostgreSQL's protocol that are written go to a PGlite instance, and what it
 * answers can be read. pg writes whole messages, and all those of a statement at once.
 */
export class PGliteStream extends Duplex {
  private readonly pglite: PGlite;

  constructor(pglite: PGlite) {
    super();
    this.pglite = pglite;
  }

  /** As a socket's. An instance has one session, so what a connection before left in it is taken back, as it ends with a server's. */
  connect(): void {
    this.pglite.exec("rollback; deallocate all; reset all").then(
      () => this.emit("connect"),
      (error: unknown) => this.destroy(asError(error)),
    );
  }

  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}

  override _read(): void {}

  override _write(message: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.ask(message).then(
      (answer) => {
        for (const part of answer) this.push(part);
        done();
      },
      (error: unknown) => {
        done(asError(error));
      },
    );
  }

  private async ask(message: Buffer): Promise<Uint8Array[]> {
    // What opens a connection, the one message without a letter for its kind, is not answered in parts.
    if (message[0] === 0) return [(await this.pglite.execProtocol(message, { throwOnError: false })).data];
    const answer: Uint8Array[] = [];
    // Neither execProtocol, which also reads the answer for itself, nor execProtocolRaw, which keeps every answer that it gave.
    await this.pglite.execProtocolRawStream(message, {
      onRawData: (part) => answer.push(part.slice()),
      // A folder is written to as with any PostgreSQL; only a file system of a browser has to be told.
      syncToFs: false,
    });
    return answer;
  }

  override _writev(messages: { chunk: Buffer }[], done: (error?: Error) => void): void {
    this._write(Buffer.concat(messages.map(({ chunk }) => chunk)), "", done);
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error("the embedded database has failed", { cause: error });
}
