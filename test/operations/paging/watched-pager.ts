import { streamOfKey } from '#src/domain/paging/key.ts';
import { partsOf } from '#src/domain/streams.ts';
import type { Pager } from '#src/ports/pager.ts';
import type { Store } from '#src/ports/store.ts';

/** The same; `blame` is told of a call that is needless, as things stand here when it is made: afterwards nobody sees it any more. */
export function watched(pager: Pager, store: Store, blame: (fault: string) => void): Pager {
  const ownersOf = async (page: string) => [await store.incidentOfPage(page), await store.alertOfPage(page)];
  return {
    ...pager,
    async page(request) {
      const parts = partsOf(streamOfKey(request.key) ?? '');
      const alert = parts?.word === 'alert' ? await store.alert(parts.number) : null;
      if (alert?.unacknowledged === null) blame(`${alert.stream} calls people, and needs nobody`);
      return pager.page(request);
    },
    async askToRespond(request) {
      const inHand = (await ownersOf(request.page)).find((owner) => owner?.acknowledged);
      if (inHand) blame(`${inHand.stream} calls ${request.users.join()} besides, and somebody has it in hand`);
      return pager.askToRespond(request);
    },
    async acknowledge(page, from) {
      const owners = await ownersOf(page);
      if (owners.every((owner) => !owner?.acknowledged)) blame(`${page} is acknowledged, and nobody has it in hand`);
      return pager.acknowledge(page, from);
    },
  };
}
