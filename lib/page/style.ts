/** The stylesheet of every page: one, inlined. Colours are variables; light is the default, dark where the reader asks for it, and print is always light. */

import { DARK, LIGHT } from './colours';

const variables = (colours: Readonly<Record<string, string>>) =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

const RULES = `
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
header,main{max-width:1160px;margin:0 auto;padding:0 20px}
header{padding-top:24px}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 8px;overflow-wrap:anywhere}
h2{font-size:1.25rem;line-height:1.3;margin:0;overflow-wrap:anywhere}
h3{font-size:1rem;margin:28px 0 8px;overflow-wrap:anywhere}
li{overflow-wrap:anywhere}
p{margin:8px 0;max-width:80ch;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--page);padding:8px;z-index:1}
[hidden]{display:none!important}
.muted{color:var(--muted)}
code,.name{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em;overflow-wrap:anywhere}
.filters{display:flex;gap:16px;flex-wrap:wrap;margin:12px 0}
.filters select{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--muted);border-radius:4px;padding:4px 8px;max-width:60vw}
section{margin:32px 0;padding-top:20px;border-top:2px solid var(--line)}
.outcome{display:inline-block;font-weight:700;font-size:.85rem;border:2px solid;border-radius:4px;padding:0 7px;white-space:nowrap}
.outcome.passed{color:var(--passed)}.outcome.failed{color:var(--page);background:var(--failed);border-color:var(--failed)}.outcome.could-not-tell{color:var(--unknown);border-style:dashed}
.failures{border-left:5px solid var(--failed);background:var(--raised);padding:8px 14px;margin:12px 0;list-style:none}
.failures li{margin:6px 0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:8px 0}
caption{text-align:left;font-weight:600;padding:4px 0}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
@media (min-width:1000px){td:first-child,th:first-child{overflow-wrap:break-word}}
th{font-size:.85rem;color:var(--muted);font-weight:600;overflow-wrap:normal}
td .part{display:inline-block;padding-left:1.2em}
td.time,td:first-child .time{white-space:nowrap}
details{margin:12px 0}
summary{cursor:pointer;padding:6px 0;font-weight:600}
figure{margin:18px 0 6px}
figcaption{font-weight:600;font-size:.95rem;margin-bottom:2px}
svg.wide,svg.narrow,svg.only{display:block;width:100%;height:auto}
svg text{font-family:inherit}
svg.narrow{display:none!important}
.legend{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;margin:2px 0 0;padding:0 0 0 var(--plot-left);font-size:.85rem;color:var(--muted)}
.legend li{display:flex;align-items:center;gap:6px}
svg.swatch,.swatch{flex:none;display:inline-block;width:24px;height:8px}
.swatch.band{background:var(--band);opacity:.4;height:12px}
.nothing{color:var(--muted);border:1px dashed var(--muted);border-radius:4px;padding:14px;margin:4px 0}
:root{--plot-left:6%;--plot-right:3%}
.lanes ul{list-style:none;margin:0;padding:0}
.lanes li{padding:3px var(--plot-right) 3px var(--plot-left)}
.lane-name{font-size:.85rem;overflow-wrap:anywhere;font-weight:600}
.lane-note{font-size:.85rem;color:var(--muted)}
.lane{display:block;position:relative;height:14px;margin-top:1px;background:var(--raised);border-bottom:1px solid var(--line);overflow:hidden}
.span,.mark{position:absolute;top:0;bottom:0;min-width:3px}
.span.alarm{background:var(--alarm)}
.span.unknown{background:repeating-linear-gradient(45deg,var(--muted) 0 2px,transparent 2px 6px)}
.span.suppressed{border:2px solid var(--alarm);background:repeating-linear-gradient(90deg,var(--alarm) 0 2px,transparent 2px 8px)}
.span.workload{background:var(--band);opacity:.75}
.span.state{background:repeating-linear-gradient(135deg,var(--s4) 0 5px,transparent 5px 8px);border:1px solid var(--s4)}
.span.step{background:var(--s3);border-right:1px solid var(--page)}
.span.failure,.mark.failure{background:var(--failed)}
.mark{width:4px;margin-left:-2px}
.mark.page{background:var(--page1);width:6px;margin-left:-3px}
.mark.answer{background:var(--passed);width:8px;margin-left:-4px;top:3px;bottom:3px;border-radius:50%}
.mark.state{background:var(--s4)}
.ticks{position:relative;height:18px;margin:0 var(--plot-right) 0 var(--plot-left);font-size:.75rem;color:var(--muted)}
.ticks span{position:absolute;transform:translateX(-50%);white-space:nowrap}
.keys{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;padding:0;margin:8px 0;font-size:.85rem;color:var(--muted)}
.keys li{display:flex;align-items:center;gap:6px}
.keys .lane{width:28px;flex:none;border:0;margin:0!important}
.board{display:grid;grid-template-columns:repeat(24,minmax(0,1fr));gap:12px}
.widget{border:1px solid var(--line);border-radius:6px;padding:8px 12px;min-width:0;background:var(--page)}
.widget>h2{font-size:.95rem;font-weight:600}
.widget figure{margin:4px 0}
.value{font-size:1.9rem;line-height:1.2;font-weight:600;overflow-wrap:anywhere}
.values{display:grid;grid-template-columns:repeat(auto-fill,minmax(130px,1fr));gap:8px 20px;margin:6px 0}
svg.sparkline{max-width:160px}
.values dt{font-size:.85rem;color:var(--muted)}.values dd{margin:0}
.undrawn{border:1px dashed var(--unknown);border-radius:4px;padding:8px 12px;color:var(--unknown);margin:6px 0;overflow-wrap:anywhere}
.axis-label{font-size:.8rem;color:var(--muted);margin:0}
.alarms,.bars{list-style:none;padding:0;margin:6px 0;columns:20em}.bars{columns:auto}
.alarms li{display:flex;gap:8px;align-items:baseline;padding:2px 0;overflow-wrap:anywhere;break-inside:avoid}
.alarm-state{flex:none;min-width:5.5em;font-size:.8rem;font-weight:700;border:1px solid var(--muted);border-radius:3px;padding:0 5px;text-align:center}
.alarm-state.on{background:var(--alarm);border-color:var(--alarm);color:var(--page)}
.bars li{margin:4px 0}.bar{display:block;height:12px;min-width:1px}
.pie{margin:0 auto}
pre{overflow-x:auto;background:var(--raised);padding:8px 12px;font-size:.85rem}
.markdown table{width:auto}.markdown h1{font-size:1.3rem}.markdown h2{font-size:1.1rem}.markdown pre{overflow-x:auto}
nav ul{list-style:none;padding:0;margin:6px 0;columns:18em}
nav li{padding:2px 0;break-inside:avoid}
@media (max-width:719px){
header,main{padding:0 12px}header{padding-top:16px}
:root{--plot-left:13.333%;--plot-right:6.667%}
svg.wide{display:none!important}svg.narrow{display:block!important}
.legend{padding-left:0}

.ticks span:not(.few){display:none}
.lanes li{padding-left:0;padding-right:0}.lane{margin:2px var(--plot-right) 0 var(--plot-left)}
thead{position:absolute;left:-9999px}
table,tbody,tr,td,caption{display:block}
tr{border-bottom:1px solid var(--line);padding:8px 0}
td{border:0;padding:1px 0}
td[data-column]:not(:first-child)::before{content:attr(data-column) ": ";color:var(--muted);font-size:.85rem}
td:empty{display:none}
.board{display:block}.widget{margin:0 0 12px}
}
`;

const PRINT = `:root{${variables(LIGHT)}}body{font-size:11px}.skip,.filters,nav{display:none!important}details::details-content{content-visibility:visible;display:block}figure,tr,.widget{break-inside:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}`;

export const STYLE = `:root{color-scheme:light dark;${variables(LIGHT)}}@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}${RULES.replaceAll('\n', '')}@media print{${PRINT}}`;
