import { IntegrationError } from '#src/errors.ts';
import { TooLate } from './session.ts';

/**
 * What a mail that failed means. A reply of the server is its word, whatever it is about: 4yz may go later, 5yz never will (RFC 5321, 4.2.1). Without a
 * reply there is a doubt as soon as the body was `handedOver`.
 */
export function faultOf(error: unknown, handedOver: boolean): IntegrationError {
  const { code, reply, system, command } = detailsOf(error);
  if (reply !== null && reply >= 400)
    // A reply may quote what it refuses, so it is not kept.
    return fault(code === 'ETLS' ? 'no_tls' : `smtp_${reply}`, { retryable: reply < 500, ambiguous: false, command });
  if (code === 'EENVELOPE' || code === 'EMESSAGE' || code === 'EAUTH')
    return fault(refusedByUs[code], { retryable: false, ambiguous: false, command, cause: error });
  return fault(lostAs(error, code, system), { retryable: true, ambiguous: handedOver, command, cause: error });
}

/** Before anything was sent: an address that is none, more than the server takes, a server that knows no login. */
const refusedByUs = { EENVELOPE: 'invalid_address', EMESSAGE: 'too_large', EAUTH: 'no_login' } as const;

const neverReached: readonly string[] = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'];

function lostAs(error: unknown, code: string, system: string): string {
  if (error instanceof TooLate || code === 'ETIMEDOUT') return 'timeout';
  if (code === 'EDNS' || neverReached.includes(system)) return 'unreachable';
  if (code === 'ETLS' || /CERT|TLS|SSL/.test(system)) return 'tls';
  return code === 'EPROTOCOL' ? 'unreadable' : 'reset';
}

/** `code`: nodemailer's. `system`: the socket's. `command`: what the server was told last, as far as nodemailer knows. */
function detailsOf(error: unknown) {
  const given = error instanceof Error ? error : {};
  return {
    code: 'code' in given ? String(given.code) : '',
    reply: 'responseCode' in given && typeof given.responseCode === 'number' ? given.responseCode : null,
    system: 'originalCode' in given ? String(given.originalCode) : '',
    command: 'command' in given ? String(given.command) : null,
  };
}

function fault(
  code: string,
  {
    command,
    ...rest
  }: {
    readonly retryable: boolean;
    readonly ambiguous: boolean;
    readonly command: string | null;
    readonly cause?: unknown;
  },
): IntegrationError {
  return new IntegrationError({ vendor: 'mail', code, ...(command !== null && { call: command }), ...rest });
}
