/** A real instance, started from the distribution, with a data folder of its own. */

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const DISTRIBUTION = process.env.HOOKLINE_DISTRIBUTION ?? path.resolve('../../../runtime/target/hookline');
const START_MILLIS = 180_000;

export class Instance {
  constructor() {
    this.data = fs.mkdtempSync(path.join(os.tmpdir(), 'hl-'));
    this.port = 0;
    this.url = '';
    this.gateway = '';
    this.process = null;
    this.log = '';
  }

  static async start() {
    const instance = new Instance();
    await instance.run();
    return instance;
  }

  /** Starts the process; the second time on the same addresses. */
  async run() {
    const words = ['run', '--no-shell', '--data', this.data, '--port', this.gateway ? new URL(this.gateway).port : '0'];
    this.process = spawn(path.join(DISTRIBUTION, 'bin', 'hookline'), words, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const seen = (text) => (this.log += text);
    this.process.stdout.on('data', seen);
    this.process.stderr.on('data', seen);
    this.ended = new Promise((done) => this.process.once('exit', done));
    const last = Date.now() + START_MILLIS;
    const from = this.log.length;
    for (;;) {
      const listens = /^Hookline \S+ listens at (http:\S+)/m.exec(this.log.slice(from));
      if (listens) {
        this.gateway = listens[1];
        break;
      }
      if (this.process.exitCode !== null || Date.now() > last) {
        throw new Error(`The instance has not started:\n${this.log}`);
      }
      await pause();
    }
    this.url = (await this.call('GET', '/v1/instance')).url;
  }

  /** Ends the process at once, as a crash does. The next one listens at the same addresses. */
  async kill() {
    fs.writeFileSync(path.join(this.data, 'conf', 'io.hookline.admin.cfg'), `port = ${new URL(this.url).port}\n`);
    process.kill(-this.process.pid, 'SIGKILL');
    await this.ended;
  }

  async stop() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      process.kill(-this.process.pid, 'SIGTERM');
      await this.ended;
    }
    fs.rmSync(this.data, { recursive: true, force: true });
  }

  /** Calls the API over the owner's socket. */
  call(method, resource, body) {
    return new Promise((done, failed) => {
      const headers = { Host: 'hookline', Accept: 'application/json' };
      if (body) {
        headers['Content-Type'] = 'application/json';
      }
      const request = http.request({ socketPath: path.join(this.data, 'admin.sock'), path: resource, method, headers }, (response) => {
        let text = '';
        response.on('data', (piece) => (text += piece));
        response.on('end', () => {
          if (response.statusCode >= 400) {
            failed(new Error(`${method} ${resource}: ${response.statusCode} ${text}`));
          } else {
            done(text ? JSON.parse(text) : null);
          }
        });
      });
      request.on('error', failed);
      request.end(body ? JSON.stringify(body) : undefined);
    });
  }

  command(name, ...words) {
    return this.call('POST', `/v1/commands/${name}`, { arguments: words });
  }

  async token(name, role) {
    return (await this.call('POST', '/v1/tokens', { name, role, expires: '1h', reason: 'a test' })).token;
  }

  /** Requests through the gateway, with the key of the first start. */
  async traffic(count) {
    const key = fs.readFileSync(path.join(this.data, 'api-key'), 'utf8').trim();
    for (let i = 0; i < count; i++) {
      await (await fetch(`${this.gateway}/records`, { headers: { 'X-API-Key': key } })).text();
    }
  }

  /** One request through the gateway, whose status is the answer. */
  async request(headers) {
    const key = fs.readFileSync(path.join(this.data, 'api-key'), 'utf8').trim();
    return (await fetch(`${this.gateway}/records`, { headers: { 'X-API-Key': key, ...headers } })).status;
  }

  /** A class path of bundles that the distribution brings. */
  bundles(names) {
    const folder = path.join(DISTRIBUTION, 'bundles');
    const found = fs.readdirSync(folder).filter((file) => names.some((name) => file.startsWith(`${name}-`)));
    return found.map((file) => path.join(folder, file)).join(path.delimiter);
  }

  /** A jar that the distribution brings. */
  jar(name) {
    return path.join(DISTRIBUTION, 'plugins', 'available', name);
  }
}

export const pause = (millis = 50) => new Promise((done) => setTimeout(done, millis));
