/** What a page is asked in a browser: expressions that run in it, each with a list of complaints for an answer. */

/** What is wider than the window makes everybody scroll sideways. */
const WIDTH = `(() => {
  const { scrollWidth } = document.documentElement;
  return scrollWidth > innerWidth ? ['it is ' + scrollWidth + ' pixels wide in a window of ' + innerWidth] : [];
})()`;

/** Text has to stand out from what is behind it: 4.5 to 1, or 3 to 1 where it is large (WCAG 2.2, 1.4.3). */
const CONTRAST = `(() => {
  const parsed = text => (/[\\d.]+/g, text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = parsed(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const found = new Map();
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== '');
    if (!own || !element.getClientRects().length || element.closest('.v,[hidden],script,style')) continue;
    const look = getComputedStyle(element);
    const color = parsed(element.closest('svg') && element.tagName === 'text' ? look.fill : look.color);
    const [one, other] = [light(color), light(behind(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05), size = parseFloat(look.fontSize);
    const needed = size >= 24 || size >= 18.6 && Number(look.fontWeight) >= 700 ? 3 : 4.5;
    if (ratio < needed) found.set(element.tagName + '.' + (element.getAttribute('class') || ''), element.textContent.slice(0, 30) + ' has a contrast of ' + ratio.toFixed(2));
  }
  return [...found.values()];
})()`;

/** No text lies on another one, and none is cut off by its cell. */
const OVERLAPS = `(() => {
  const found = [];
  for (const row of document.querySelectorAll('.chart tbody tr')) {
    const cells = [...row.cells].filter(cell => cell.textContent.trim() !== '' && !cell.classList.contains('t') && cell.getClientRects().length);
    const boxes = cells.map(cell => { const range = document.createRange(); range.selectNodeContents(cell); return [cell, range.getBoundingClientRect()]; });
    const way = row.querySelector('td.t svg');
    if (way && way.getClientRects().length) boxes.push([way, way.getBoundingClientRect()]);
    boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) found.push(one.textContent.trim().slice(0, 40) + ' lies on ' + (other.textContent.trim().slice(0, 40) || 'the bars'));
    }));
  }
  return found.slice(0, 5);
})()`;

/** All of them. */
export const QUESTIONS: Readonly<Record<string, string>> = { width: WIDTH, contrast: CONTRAST, overlaps: OVERLAPS };

/** The line of an account that has the focus, from 0; -1 if none has. And whether it is open. */
export const FOCUSED = `(() => {
  const row = document.activeElement.closest('tr[id]');
  return { line: row ? [...document.querySelectorAll('tr[id]')].indexOf(row) : -1, open: !!row && row.querySelector('details').open };
})()`;
