import { notice } from './api.js';
import { byId, el } from './dom.js';
import { showing } from './keeping.js';

/** What PagerDuty shows the person one is; `null`: there is no PagerDuty here. */
export async function getPhone(screen) {
  return screen.team.beside.includes('pagerduty') ? ask('GET', `phone/${nameOf(screen)}`) : null;
}

/** The phone at the top: what is open, what one can do about it, and who is on call. */
export function drawPhone(screen, draw, refresh) {
  const { phone } = screen;
  byId('phone').hidden = phone === null;
  if (phone === null) return;
  const calling = phone.incidents.filter((one) => (one.is_mine && one.status === 'triggered') || isAsked(one)).length;
  byId('calling').hidden = calling === 0;
  byId('calling').textContent = calling;
  byId('calling').title = `${calling} calling you`;
  draw('calls', [screen.me, phone], () => (phone.user === null ? [stranger(screen)] : shown(screen, refresh)));
}

/** Opens the phone where a link of PagerDuty's points. */
export function revealCall(path) {
  const [, id] = /^\/phone\/[a-z_]+\/([A-Z0-9]+)$/.exec(path) ?? [];
  if (id === undefined) return;
  byId('phone').open = true;
  byId(`call-${id}`)?.scrollIntoView({ block: 'nearest' });
  byId(`call-${id}`)?.classList.add('flash');
}

function stranger(screen) {
  const person = screen.team.people.find((one) => one.id === screen.me);
  return el('p', { class: 'none' }, `${person.real_name} has no PagerDuty account.`);
}

function shown(screen, refresh) {
  const { user, incidents, services, oncalls, webhooks } = screen.phone;
  const cards = incidents.map((one) => {
    const act = (name, body) => doTo(one, name, { user: user.id, ...body }, refresh);
    const calm = () => doTo(one, 'resolve', {}, refresh);
    return showing(call(one, act, calm), [one, user.id]);
  });
  return [
    el('h2', {}, 'PagerDuty', el('small', {}, user.name)),
    ...(cards.length > 0 ? cards : [el('p', { class: 'none' }, 'Nothing is open.')]),
    el('h3', {}, 'Monitoring'),
    showing(alarm(services, refresh), services),
    el('h3', {}, 'On call now'),
    el('dl', {}, inOrder(oncalls).map(turns)),
    webhooks && el('p', { class: 'trouble' }, webhooks),
  ].filter(Boolean);
}

const wrong = 'bank-lines returns 500';

/** A machine tells PagerDuty of an error, which calls whoever is on call for the service. It is filled in so that one press does: a title taken out is the one that stood there. */
function alarm(services, refresh) {
  const title = el('input', { 'aria-label': 'What is wrong', placeholder: wrong, value: wrong, maxlength: 200 });
  const options = services.map(({ id, name }) => el('option', { value: id }, name));
  const service = el('select', { 'aria-label': 'Of which service' }, options);
  async function raise(event) {
    event.preventDefault();
    const alert = { service: service.value, title: title.value.trim() || wrong };
    if (!(await ask('POST', 'incidents', alert)).refused) title.value = wrong;
    await refresh();
  }
  const button = el('button', {}, 'Raise an alert');
  return el('form', { class: 'does', id: 'alarm', on: { submit: raise } }, title, service, button);
}

const urgencies = { high: 'High urgency', low: 'Low urgency' };

/** Whoever has it in hand needs not say whether they join. */
function isAsked({ is_asked, is_mine, status }) {
  return is_asked && !(is_mine && status === 'acknowledged');
}

function call(one, act, calm) {
  const { id, title, number, status, urgency, service, priority, since, assignees, is_mine, next_level } = one;
  const isTriggered = status === 'triggered';
  const press = (label, props, run) => el('button', { type: 'button', ...props, on: { click: run } }, label);
  return el(
    'article',
    {
      id: `call-${id}`,
      class: `call ${status} ${urgency}${is_mine ? ' mine' : ''}`,
      'aria-label': `#${number} ${title}`,
    },
    el(
      'p',
      { class: 'state' },
      el('strong', {}, isTriggered ? 'Triggered' : 'Acknowledged'),
      el('span', {}, `opened ${moment(since)}`),
    ),
    el('h4', {}, title),
    el('small', {}, [`#${number}`, service, urgencies[urgency], priority].filter(Boolean).join(' · ')),
    el('small', {}, isTriggered ? `Calls ${assignees.join(', ')}` : `In the hands of ${assignees.join(', ')}`),
    isAsked(one) &&
      el(
        'div',
        { class: 'does asked' },
        el('small', {}, 'You are asked to join.'),
        press('Join', { class: 'primary' }, () => act('respond', { reply: 'accept' })),
        press('Decline', {}, () => act('respond', { reply: 'decline' })),
      ),
    el(
      'div',
      { class: 'does' },
      // It stays where it is, and keeps the focus: what comes after it must move neither under the pointer nor under the next Enter.
      press(
        'Acknowledge',
        { class: is_mine && isTriggered ? 'primary' : undefined, 'aria-disabled': !isTriggered },
        () => (isTriggered ? act('acknowledge', {}) : undefined),
      ),
      press('Resolve', {}, () => act('resolve', {})),
      press('Escalate', { 'aria-disabled': next_level === null }, () =>
        next_level === null ? undefined : act('escalate', { level: next_level }),
      ),
      press('Monitoring: it is over', {}, calm),
    ),
  );
}

async function doTo({ id }, act, body, refresh) {
  await ask('POST', `incidents/${id}/${act}`, body);
  await refresh();
}

/** Policy → whoever is on call there, level by level. */
function inOrder(oncalls) {
  return [...Map.groupBy(oncalls, (one) => one.policy)];
}

function turns([policy, levels]) {
  return [
    el('dt', {}, policy),
    levels.map(({ level, user, until }) =>
      el('dd', {}, `${level}. ${user}`, until && el('small', {}, `until ${moment(until)}`)),
    ),
  ];
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function moment(iso) {
  return `${day.format(new Date(iso))}, ${iso.slice(11, 16)} UTC`;
}

function nameOf({ team, me }) {
  return team.people.find((one) => one.id === me).name;
}

/** @returns the answer; what is refused is shown to the person. */
async function ask(method, path, body) {
  try {
    const response = await fetch(`/_pagerduty/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    notice(answer.error ?? `${response.status}`);
  } catch {
    notice('The playground is not running');
  }
  return { refused: true };
}
