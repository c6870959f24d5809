/** What each person has read, as this browser remembers it: channel id → time of the newest message seen. */
function marksOf(person) {
  return JSON.parse(localStorage.getItem(`read-${person}`) ?? '{}');
}

export function isUnread(person, channel) {
  return channel.is_member && channel.latest_ts !== null && channel.latest_ts > (marksOf(person)[channel.id] ?? '');
}

export function markRead(person, { id, latest_ts: latest }) {
  if (latest === null) return;
  localStorage.setItem(`read-${person}`, JSON.stringify({ ...marksOf(person), [id]: latest }));
}
