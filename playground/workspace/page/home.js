import { post, tellFailure } from './api.js';
import { renderBlocks } from './blocks.js';
import { byId, el } from './dom.js';
import { readValues } from './inputs.js';

/** The app's home tab, as the bot published it for this person. */
export function drawHome({ home, me }, draw, place, named) {
  draw('head', 'home', () => [el('h1', {}, 'APGMS'), el('span', { class: 'topic' }, 'App Home')]);
  const list = byId('list');
  const inside = {
    ...place,
    where: { user: me, view_id: home?.id },
    act: async (block, element, value) => {
      const given = value === undefined ? {} : { value };
      const press = { action_id: element.action_id, block_id: block.block_id, values: readValues(list), ...given };
      tellFailure('That', await post('action', { user: me, view_id: home.id, ...press }));
      await place.refresh();
    },
  };
  const empty = el('p', { class: 'empty' }, 'The bot has not published a home tab for you yet.');
  draw('list', ['home', me, home, named], () =>
    home === null ? [empty] : [el('div', { class: 'home-tab', id: `home-${me}` }, renderBlocks(home.blocks, inside))],
  );
}
