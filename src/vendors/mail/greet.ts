import { faultOf } from './fault.ts';
import { inSession } from './session.ts';

/** Connects, is greeted, encrypts and logs in as a mail would, and sends none. Throws `IntegrationError`. */
export async function greetMailServer(smtpUrl: string): Promise<void> {
  await inSession(smtpUrl).catch((error: unknown) => {
    throw faultOf(error, false);
  });
}
