/** Stands between Firefox and the network, and keeps a book of all that goes over it. */
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A proxy. WebDriver tells what the page and its workers ask for, but not what a service worker does; over the wire goes
 * everything, what Firefox asks on its own account included.
 */
export class Wire {
  /** Method and address of every request; of what would be encrypted, the host only. */
  readonly sent: string[] = [];
  private readonly server: Server;

  /** Only to `origin` does anything go through. Everything else stands in the book, and stays here. */
  constructor(private readonly origin: () => string) {
    this.server = createServer((asked, answer) => {
      const url = asked.url ?? "";
      this.sent.push(`${asked.method} ${url}`);
      if (!URL.canParse(url) || new URL(url).origin !== this.origin()) return void answer.writeHead(403).end();
      const passed = request(url, { method: asked.method, headers: asked.headers }, (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      });
      passed.on("error", () => answer.destroy());
      answer.on("close", () => passed.destroy());
      asked.pipe(passed);
    });
    this.server.on("connect", (asked, socket) => {
      this.sent.push(`CONNECT ${asked.url}`);
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
  }

  /** The port on which it listens. */
  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
