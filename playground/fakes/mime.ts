/** What a mail program would show of a mail as it came over the wire: one part, plain text. */
export function readMail(source: string) {
  const [head = '', ...rest] = source.split('\r\n\r\n');
  const headers = new Map(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), wordsOf(line.slice(colon + 1).trim())];
      }),
  );
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  return {
    message_id: headers.get('message-id') ?? '',
    from: headers.get('from') ?? '',
    subject: headers.get('subject') ?? '',
    text: bodyOf(rest.join('\r\n\r\n'), encoding).replaceAll('\r\n', '\n').trimEnd(),
  };
}

function bodyOf(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable' ? unquoted(body.replace(/=[ \t]*\r\n/g, '')) : body;
}

/** RFC 2047: words of a header that are not ASCII. Space between two of them is not part of the text. */
function wordsOf(header: string): string {
  return header
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_whole, kind: string, text: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString() : unquoted(text.replaceAll('_', ' ')),
    );
}

/** `=C3=BC` is `ü`. */
function unquoted(text: string): string {
  return text.replace(/(?:=[\dA-F]{2})+/gi, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString());
}
