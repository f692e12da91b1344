/** The page's style and its script. Both are constants but for the grid, and the page's policy names them by their hashes. */

import type { Axis } from './timeline';

/** The style. The grid behind the lines is as wide as a tick of the axis. */
export function style(axis: Axis): string {
  const grid = Math.round(axis.tick / axis.seconds * 10_000) / 100;
  return `${STYLE}tbody .t{background-size:${grid}% 100%}`;
}

/** Light and dark. */
const COLORS = {
  bg: ['#fff', '#12161c'],
  card: ['#f5f7f9', '#1a2029'],
  fg: ['#1b2430', '#e4e9ef'],
  dim: ['#56616f', '#9aa6b4'],
  rule: ['#d9dee5', '#333d4a'],
  grid: ['#e6eaef', '#232b36'],
  mark: ['#fff6d6', '#35311d'],
  link: ['#0b5cad', '#7db7f5'],
  queued: ['#7d8895', '#77828f'],
  waiting: ['#6b7785', '#8f9bab'],
  creating: ['#2f6fd0', '#5b9bf0'],
  trouble: ['#c25700', '#e98a3a'],
  registering: ['#7a4fb5', '#a98be0'],
  cleaning: ['#0d8078', '#35b3a8'],
  ready: ['#1a7f37', '#4fc46f'],
  failed: ['#c4232f', '#f2666f'],
  used: ['#8fb3e6', '#3f618f'],
} as const;

/** The colors as variables: of the light page, 0, or of the dark one, 1. */
export function variables(scheme: 0 | 1): string {
  return `:root{${Object.entries(COLORS).map(([name, values]) => `--${name}:${values[scheme]}`).join(';')}}`;
}

/** How bars are filled. A drawing is of that look wherever it stands. */
export const SHAPES_STYLE = `
.p,.queued,.waiting,.creating,.trouble,.registering,.cleaning,.ready,.failed{--c:var(--queued)}
.waiting{--c:var(--waiting)}.creating{--c:var(--creating)}.trouble{--c:var(--trouble)}.registering{--c:var(--registering)}.cleaning{--c:var(--cleaning)}.ready{--c:var(--ready)}.failed{--c:var(--failed)}
rect.creating,rect.ready,.p .ink{fill:var(--c)}
rect.ready{opacity:.5}
rect.waiting{stroke:var(--c);stroke-width:1}
.p .stroke{stroke:var(--c);fill:none;stroke-width:1.2}
.p .over{stroke:var(--bg);fill:none;stroke-width:1.1;opacity:.6}
.p .dot{fill:var(--bg);opacity:.65}
.born{fill:var(--bg)}
.sign{fill:var(--c);font-size:14px;font-weight:700;paint-order:stroke;stroke:var(--bg);stroke-width:3px}
svg .ink{fill:var(--trouble)}
.used{fill:var(--used);shape-rendering:crispEdges}.quota{stroke:var(--dim);stroke-dasharray:4 3}
`;

const STYLE = `
:root{color-scheme:light dark}
${variables(0)}
@media (prefers-color-scheme:dark){${variables(1)}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
header,main,footer{max-width:1500px;margin:0 auto;padding:0 20px}
header{padding-top:24px}
.kicker{font-weight:600;color:var(--dim);margin:0}
h1{font-size:26px;line-height:1.25;font-weight:650;margin:2px 0 14px}
h1 b{margin-right:10px}
.ok b{color:var(--ready)}.bad b{color:var(--failed)}
dl.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:1px;margin:0;background:var(--card);border:1px solid var(--rule);border-radius:8px;overflow:hidden}
dl.facts div{box-shadow:0 0 0 1px var(--rule);padding:8px 14px}
dt{color:var(--dim);font-size:13px}dd{margin:0;overflow-wrap:anywhere}
nav{margin:14px 0 0}nav a{margin-right:16px}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
h2{font-size:19px;margin:34px 0 8px}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin:0 0 10px;padding:0;list-style:none;color:var(--dim);font-size:13px}
.legend svg{vertical-align:-4px;margin-right:7px}
.tools{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;margin:0 0 10px}
.tools[hidden]{display:none}
input[type=search]{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--dim);border-radius:6px;padding:3px 9px;width:16em;max-width:100%}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:1px 12px 1px 0;font-weight:400;vertical-align:top}
thead th{position:sticky;top:0;z-index:1;background:var(--bg);color:var(--dim);font-size:13px;border-bottom:1px solid var(--rule);padding-top:6px}
.chart{table-layout:fixed}
.chart .n{width:13em}.chart .s{width:10em}.chart .d{width:7em}.chart .a{width:5.4em}
.chart .d,.chart .a{text-align:right;white-space:nowrap;font-size:13px;line-height:22px;font-variant-numeric:tabular-nums}
.chart.words .s{width:16em;white-space:normal}.chart.words td.s{line-height:18px;padding-top:3px}
.chart .t{padding:0 18px 0 0}.chart thead .t{padding-top:6px}
tbody th{font-weight:500;overflow-wrap:anywhere}
tbody .g{font-weight:600;color:var(--dim);font-size:13px;padding-top:14px}
.s{white-space:nowrap;font-size:13px;line-height:22px}
.s i{font-style:normal;display:inline-block;width:1.3em;font-weight:700}
.AVAILABLE i{color:var(--ready)}.FAILED i{color:var(--failed)}.INTERRUPTED i{color:var(--trouble)}
tbody tr:hover,tbody tr:focus-within{background:var(--card)}
tr:target{background:var(--mark)}
tr[id]{scroll-margin-top:60px}
.t svg{display:block;overflow:visible}
tbody .t{background:linear-gradient(to right,var(--grid) 1px,transparent 1px) 0 0 content-box content-box}
thead .t svg{fill:var(--dim);font-size:12px;font-variant-numeric:tabular-nums}
summary{list-style:none;cursor:pointer;padding:3px 0}
summary::-webkit-details-marker{display:none}
details ol{margin:2px 0 10px;padding:0 0 0 4px;list-style:none;font-size:13px}
details li{display:flex;gap:12px;overflow-wrap:anywhere}
details time{flex:none;width:5em;text-align:right;color:var(--dim);font-variant-numeric:tabular-nums}
${SHAPES_STYLE}.defs{position:absolute}
.v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.failure{border-left:4px solid var(--failed);background:var(--card);border-radius:0 8px 8px 0;padding:10px 16px;margin:0 0 14px}
.failure h3{font-size:16px;margin:0 0 6px}
.failure h3 code{color:var(--failed)}
.failure>p{margin:0 0 6px;max-width:90ch}
.failure ul{margin:0;padding:0;list-style:none}
.failure li{margin-top:8px;max-width:100ch;overflow-wrap:anywhere}
.failure li p{margin:0}
.dim,footer{color:var(--dim)}
code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
.times{width:auto}.times th,.times td{padding-right:24px}
footer{padding:24px 20px 40px;font-size:13px}
@media (max-width:820px){
header,main,footer{padding-left:12px;padding-right:12px}
h1{font-size:21px}
dl.facts{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
.chart,.chart thead,.chart tbody{display:block}
.chart tr{display:grid;grid-template-columns:1fr auto auto;gap:0 10px;padding:3px 0}
.chart .n,.chart .s,.chart .d,.chart.words .s,.chart.words td.s{width:auto;padding:0}
.chart thead .t{padding-top:0}
.chart .a{display:none}
.chart .t{grid-column:1/-1;grid-row:2;padding:0}
.chart thead tr{padding:0}
.chart thead th{position:static;border:0}
.chart thead{position:sticky;top:0;z-index:1;background:var(--bg);border-bottom:1px solid var(--rule)}
.chart tbody .g{grid-column:1/-1}
}
@media (max-width:480px){dl.facts{grid-template-columns:1fr}}
@media (forced-colors:active){svg{forced-color-adjust:none}}
@media print{.tools,nav{display:none}thead th{position:static}tr{break-inside:avoid}}
`;

/** Adds to a page that works without it: a filter, and arrow keys from one account's line to the next. */
export const SCRIPT = `
(()=>{
const rows=[...document.querySelectorAll('tr[id]')],tools=document.querySelector('.tools');
if(!tools)return;
const [text,open]=tools.querySelectorAll('input'),said=tools.querySelector('[role=status]');
const line=row=>row.querySelector('summary');
const shown=()=>rows.filter(row=>!row.hidden);
const only=row=>rows.forEach(one=>{line(one).tabIndex=one===row?0:-1});
const filter=()=>{
const word=text.value.trim().toLowerCase();
rows.forEach(row=>{row.hidden=!(row.cells[0].textContent+' '+row.cells[1].textContent).toLowerCase().includes(word)||open.checked&&row.cells[1].classList.contains('AVAILABLE')});
document.querySelectorAll('.chart tbody').forEach(body=>{const all=[...body.querySelectorAll('tr[id]')];body.hidden=all.length>0&&all.every(row=>row.hidden)});
said.textContent=shown().length+' of '+rows.length+' accounts';
if(shown().length)only(shown()[0]);
};
text.addEventListener('input',filter);open.addEventListener('change',filter);
document.querySelector('.chart').addEventListener('keydown',event=>{
const all=shown(),at=all.findIndex(row=>line(row)===event.target);
const to={ArrowDown:at+1,ArrowUp:at-1,Home:0,End:all.length-1}[event.key];
if(at<0||to===undefined||event.ctrlKey||event.metaKey||event.altKey)return;
event.preventDefault();
const row=all[Math.max(0,Math.min(all.length-1,to))];
only(row);line(row).focus();
});
document.querySelector('.chart').addEventListener('focusin',event=>{const row=event.target.closest('tr[id]');if(row&&line(row)===event.target)only(row)});
addEventListener('hashchange',()=>{const row=rows.find(one=>'#'+one.id===location.hash);if(row&&row.hidden){text.value='';open.checked=false;filter();row.scrollIntoView()}});
tools.hidden=false;filter();
})();
`;
