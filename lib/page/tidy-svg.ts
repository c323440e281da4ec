/**
 * What stands inside an SVG of ECharts, fit to stand in a page with others. ECharts counts its classes and clip paths up in a process
 * (`zr7-c0`, `zr7-cls-0`), so that the same chart would be other bytes the second time: they are named after the chart. Its style
 * sheet and its marks for a client that hydrates the drawing are of no use without one, and are left out.
 *
 * @param id unique within the page
 */
export function tidySvg(svg: string, id: string): string {
  return svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<style\b[^]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace(/font-family:[^;"]*;?/g, '')
    .replace(/font: normal normal (\d+)px [^;"]*;?/g, 'font-size:$1px;')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/<rect[^>]* fill="none"><\/rect>/g, '')
    .replace(/(?:<defs >)\s*<\/defs>/g, '')
    .replace(/<defs >/g, '<defs>')
    .replace(/\n\s*/g, '')
    .replace(/ d="[^"]*"/g, (path) => path.replace(/(\.\d)\d+/g, '$1'));
}
