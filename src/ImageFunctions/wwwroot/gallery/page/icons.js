const SVG = 'http://www.w3.org/2000/svg';

/** @type {Record<string, string>} */
const paths = {
  upload: 'M12 16V4m0 0L7 9m5-5 5 5M5 20h14',
  key: 'M15 8a4 4 0 1 1-3.9 4.9L4 20v-3h3v-3h3l1.2-1.2A4 4 0 0 1 15 8zm1 3h.01',
  close: 'M6 6l12 12M18 6 6 18',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  download: 'M12 4v12m0 0 5-5m-5 5-5-5M5 20h14',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7m2 3a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  trash: 'M5 7h14M10 7V4h4v3m-8 0 1 13h10l1-13M10 11v5m4-5v5',
  again: 'M4 12a8 8 0 0 1 14-5.3L20 9m0-5v5h-5m5 3a8 8 0 0 1-14 5.3L4 15m0 5v-5h5',
  alert: 'M12 8v5m0 3.5v.01M10.3 4.2 2.7 17.5A2 2 0 0 0 4.4 20.500h15.200a2 2 0 0 0 1.700-3L13.700 4.200a2 2 0 0 0-3.400 0z',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9h.01',
  clock: 'M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  check: 'M5 12.500 10 17.500 19 7',
  tools: 'M4 7h10m4 0h2M4 17h2m4 0h10M14 4.500v5M6 14.500v5',
  filter: 'M4 6h16M7 12h10M10 18h4',
  down: 'M6 9l6 6 6-6',
  shield: 'M12 3l7 3v5c0 4.500-3 8-7 10-4-2-7-5.500-7-10V6zM9 12l2 2 4-4',
  code: 'M9 7l-5 5 5 5M15 7l5 5-5 5',
  tag: 'M4 5v6l9 9 7-7-9-9H5a1 1 0 0 0-1 1zM8 8h.01',
};

/** A line icon; the text beside it, or the label of its button, says what it means. @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' })) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
