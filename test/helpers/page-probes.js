/* What is wrong with a page, asked in the browser. Evaluates to a list of texts; an empty one means that nothing is. */
(() => {
  const found = [];
  const say = (what, element, detail = '') => found.push(`${what}: ${describe(element)}${detail === '' ? '' : ` (${detail})`}`);
  const describe = (element) =>
    `<${element.tagName.toLowerCase()}> ${(element.getAttribute('aria-label') || element.textContent || '').replaceAll(/\s+/g, ' ').trim().slice(0, 80)}`;
  const isShown = (element) => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });

  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    found.push(`the page is wider than the screen: ${document.documentElement.scrollWidth} of ${document.documentElement.clientWidth} pixels`);

  // Texts, as they stand on the screen.
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() === '' || ['SCRIPT', 'STYLE', 'OPTION'].includes(parent.tagName) || !isShown(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1 || box.right <= 0) continue;
      boxes.push({ left: box.left, right: box.right, top: box.top, bottom: box.bottom, node, parent });
    }
  }

  // Cut: a text that reaches out of whatever hides what is outside of it, or out of its drawing.
  for (const { left, right, top, bottom, parent } of boxes) {
    for (let outer = parent; outer !== null && outer !== document.body; outer = outer.parentElement) {
      const style = getComputedStyle(outer);
      const isDrawing = outer.tagName === 'svg';
      const scrolls = [style.overflowX, style.overflowY].some((each) => each === 'auto' || each === 'scroll');
      if (scrolls) break;
      if (!isDrawing && style.overflowX !== 'hidden' && style.overflowX !== 'clip') continue;
      const edge = outer.getBoundingClientRect();
      if (left < edge.left - 1 || right > edge.right + 1 || top < edge.top - 2 || bottom > edge.bottom + 2) {
        say('text is cut', parent, isDrawing ? 'by its drawing' : `by <${outer.tagName.toLowerCase()} class="${outer.className}">`);
        break;
      }
    }
  }

  // Overlapping: two texts in the same place. Sorted by their tops, only neighbours have to be compared.
  boxes.sort((a, b) => a.top - b.top);
  for (let index = 0; index < boxes.length; index++) {
    const one = boxes[index];
    for (let next = index + 1; next < boxes.length && boxes[next].top < one.bottom - 3; next++) {
      const other = boxes[next];
      if (one.node === other.node) continue;
      const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (width > 2 && Math.min(one.bottom, other.bottom) - other.top > 3) say('texts overlap', one.parent, other.node.data.trim().slice(0, 40));
    }
  }

  // Charts: a name, something drawn beside axes and levels, labels, letters that can be read.
  for (const drawing of document.querySelectorAll('svg[role="img"]')) {
    if (!isShown(drawing)) continue;
    if ((drawing.getAttribute('aria-label') || '').trim() === '') say('a chart has no name', drawing);
    const isData = (shape) => {
      const paints = [shape.getAttribute('stroke'), shape.getAttribute('fill')];
      const box = shape.getBBox();
      return (
        paints.some((paint) => /^(?:var\(--s\d\)|#[0-9a-f]{3,8})$/i.test(paint || '')) && shape.closest('defs') === null && (box.width > 0 || box.height > 0)
      );
    };
    if (![...drawing.querySelectorAll('path, polygon, polyline')].some(isData)) say('a chart is empty', drawing);
    const letters = [...drawing.querySelectorAll('text')];
    // The number beside a sparkline says how much it is.
    if (!drawing.classList.contains('sparkline') && drawing.querySelector('g[clip-path]') !== null && letters.length < 3) say('a chart has no labels', drawing);
    for (const letter of letters) {
      const pixels = parseFloat(getComputedStyle(letter).fontSize) * (drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width);
      if (pixels < 8) say('letters are too small', drawing, `${pixels.toFixed(1)} pixels`);
    }
  }
  for (const figure of document.querySelectorAll('figure'))
    if (isShown(figure) && figure.querySelector('figcaption') === null) say('a figure has no caption', figure);
  for (const widget of document.querySelectorAll('.widget')) if (widget.textContent.trim() === '') say('a widget is empty', widget);
  for (const lane of document.querySelectorAll('.lanes li')) {
    if (isShown(lane) && (lane.querySelector('.lane-name') || {}).textContent === '') say('a lane has no name', lane);
  }
  return [...new Set(found)];
})();
