/**
 * Makes an element. What people or the bot wrote only ever becomes a text node.
 * @param {string} tag
 * @param {Record<string, unknown>} [props] `on` is a map of listeners, `class` a class list; undefined and false leave an attribute out.
 * @param {...(Node | string | null | undefined | false)} children
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === 'on') for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else if (key === 'value' || key === 'checked' || key === 'selected') node[key] = value;
    else node.setAttribute(key, value === true ? '' : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Only addresses of the web may be followed. */
export function safeUrl(url) {
  return /^(https?|mailto):/i.test(url) ? url : undefined;
}
