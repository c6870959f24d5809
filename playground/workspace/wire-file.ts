import type { Channel, Json, State, StoredFile } from './state.ts';

/** Media type and Slack's name by the end of a file's name; anything else is bytes. */
const types: Readonly<Record<string, readonly [mimetype: string, pretty: string]>> = {
  csv: ['text/csv', 'CSV'],
  html: ['text/html', 'HTML'],
  json: ['application/json', 'JSON'],
  log: ['text/plain', 'Plain Text'],
  md: ['text/markdown', 'Markdown'],
  pdf: ['application/pdf', 'PDF'],
  png: ['image/png', 'PNG'],
  svg: ['image/svg+xml', 'SVG'],
  txt: ['text/plain', 'Plain Text'],
  yaml: ['text/yaml', 'YAML'],
  yml: ['text/yaml', 'YAML'],
};

export function mimetypeOf(name: string): string {
  return typeOf(name).mimetype;
}

function typeOf(name: string) {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const [mimetype = 'application/octet-stream', pretty = 'Binary'] = types[ending] ?? [];
  return { mimetype, filetype: types[ending] === undefined ? 'binary' : ending, pretty };
}

/** A file as messages carry it. Its addresses are Slack's and lead nowhere from here. */
export function wireFile({ team }: State, channel: Channel, file: StoredFile): Json {
  const { mimetype, filetype, pretty } = typeOf(file.name);
  const url = `https://files.slack.com/files-pri/${team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype,
    filetype,
    pretty_type: pretty,
    user: file.user,
    user_team: team.id,
    editable: mimetype.startsWith('text/'),
    size: file.length,
    mode: mimetype.startsWith('text/') ? 'snippet' : 'hosted',
    is_external: false,
    external_type: '',
    is_public: channel.kind === 'public',
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${url}/${name}`,
    url_private_download: `${url}/download/${name}`,
    ...(file.alt !== null && { alt_txt: file.alt }),
    permalink: `https://${team.domain}.slack.com/files/${file.user}/${file.id}/${name}`,
    has_rich_preview: false,
    file_access: 'visible',
  };
}
