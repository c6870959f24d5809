/**
 * Has a list hang on its lower edge: what stands above it takes room at its top, and what one is about to press stays where it is.
 * `scrolled(below)` is told how much of the list is below what shows.
 */
export function hang(list, scrolled = () => undefined) {
  let edge = 0;
  const height = () => list.getBoundingClientRect().height;
  const look = () => {
    edge = list.scrollTop + height();
    scrolled(list.scrollHeight - edge);
  };
  const keep = () => {
    if (height() > 0) list.scrollTop = edge - height();
  };
  list.addEventListener('scroll', look);
  new ResizeObserver(keep).observe(list);
  look();
}
