import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallLog } from '#playground/call-log.ts';
import type { Fault, FaultableCall, Faults } from '#playground/faults.ts';

/** An answer a vendor gives. `outcome` is what the call log shows. `body`: a string goes out as it is, all else as JSON. */
export interface VendorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly outcome: string;
}

export interface VendorCall extends FaultableCall {
  readonly args: unknown;
  /** Does what was asked, once. */
  apply(): VendorAnswer | Promise<VendorAnswer>;
  /** The vendor's way to say no with this code. */
  refuse(code: string): VendorAnswer;
  /** The vendor's way to say 429; seconds. */
  rateLimit(retryAfter: number): VendorAnswer;
}

export interface CallLine {
  readonly faults: Faults;
  readonly log: CallLog;
  killBot(): Promise<void>;
}

/** Answers one call of the bot on `response`, as faithfully as the faults waiting for it allow, and logs how it ended. */
export async function answerCall(line: CallLine, call: VendorCall, response: ServerResponse): Promise<void> {
  const entry = line.log.begin(call);
  const fault = line.faults.take(call);
  if (fault === null) {
    const answer = await call.apply();
    entry.settle(answer.outcome);
    await send(response, answer);
    return;
  }
  entry.settle(await answerBadly(line, call, response, fault), fault.fault);
}

async function answerBadly(line: CallLine, call: VendorCall, response: ServerResponse, fault: Fault): Promise<string> {
  switch (fault.fault) {
    case 'rate_limit':
      return sent(response, call.rateLimit(fault.retry_after));
    case 'refuse':
      return sent(response, call.refuse(fault.error));
    case 'delay':
      await delay(fault.ms);
      return sent(response, await call.apply());
    case 'error_before':
      return sent(response, broken);
    case 'error_after':
      await call.apply();
      return sent(response, broken);
    case 'reset_before':
      response.destroy();
      return 'reset';
    case 'reset_after':
      await call.apply();
      response.destroy();
      return 'reset';
    case 'kill_before':
      await line.killBot();
      response.destroy();
      return 'killed';
    case 'kill_after_applying':
      await call.apply();
      await line.killBot();
      response.destroy();
      return 'killed';
    case 'kill_after_answering': {
      const outcome = await sent(response, await call.apply());
      await line.killBot();
      return outcome;
    }
  }
}

const broken: VendorAnswer = { status: 500, body: 'Internal Server Error', outcome: 'http_500' };

async function sent(response: ServerResponse, answer: VendorAnswer): Promise<string> {
  await send(response, answer);
  return answer.outcome;
}

/** Resolves once the answer has left for the socket, or the caller is gone. */
function send(response: ServerResponse, { status, headers, body }: VendorAnswer): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.writeHead(status, {
      'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
      ...headers,
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body), resolve);
  });
}
