// The two charts, and the points behind them.

import { make, number, words } from './format.js';
import { read } from './wire.js';

const REDRAW = 250;
const series = new Map();
const loading = new Map();
const $ = id => document.getElementById(id);
const charts = { loss: null, quantity: null };
let phase = null;
let chosen = false;
let due = null;

/** Takes a step's numbers; a step known already changes nothing. */
export function addStep(event) {
  add(`${event.phase}.loss`, event.step, event.loss);
  add(`${event.phase}.images-per-second`, event.step, event.imagesPerSecond);
  for (const [name, value] of Object.entries(event.metrics)) add(`${event.phase}.${name}`, event.step, value);
}

/** Takes held-out metrics. */
export function addEvaluation(event) {
  for (const [name, value] of Object.entries(event.metrics)) add(`${event.phase}.held-out.${name}`, event.step, value);
}

/** Shows tabs for these phases, and follows the current one until the reader chooses. */
export function showPhases(names, current) {
  const tabs = $('phase-tabs');
  if (tabs.children.length !== names.length) {
    tabs.replaceChildren(...names.map(name => make('button', { type: 'button', onclick: () => choose(name) }, name)));
  }
  if (!chosen && current && current !== phase) select(current);
  [...tabs.children].forEach(tab => tab.setAttribute('aria-pressed', String(tab.textContent === phase)));
}

/** Wires the controls. */
export function start() {
  $('smoothing').addEventListener('input', redraw);
  $('log-scale').addEventListener('change', redraw);
  $('quantity').addEventListener('change', async () => { await load(selected()); redraw(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  new ResizeObserver(redraw).observe($('loss-chart'));
}

function choose(name) {
  chosen = true;
  select(name);
}

async function select(name) {
  phase = name;
  [...$('phase-tabs').children].forEach(tab => tab.setAttribute('aria-pressed', String(tab.textContent === name)));
  const all = await read('/v1/metrics').then(answer => answer.series, () => []);
  all.filter(each => each.startsWith(`${name}.`)).forEach(each => { if (!series.has(each)) series.set(each, []); });
  await Promise.all([`${name}.loss`, selected()].map(load));
  redraw();
}

/** The points from before this page was opened, once per series, under those that have come meanwhile. */
function load(name) {
  if (!loading.has(name) && series.has(name)) {
    loading.set(name, read(`/v1/metrics/${encodeURIComponent(name)}`).then(answer => {
      const first = series.get(name)?.[0]?.[0] ?? Infinity;
      const known = answer.points.filter(point => point[0] < first);
      series.set(name, known.concat(series.get(name) ?? []));
    }, () => loading.delete(name)));
  }
  return loading.get(name);
}

function add(name, step, value) {
  const points = series.get(name) ?? [];
  series.set(name, points);
  if (points.length > 0 && step <= points[points.length - 1][0]) return;
  points.push([step, value]);
  if (points.length > 8000) series.set(name, points.filter((point, index) => index % 2 === 0));
  if (name.startsWith(`${phase}.`) && due === null) due = setTimeout(redraw, REDRAW);
}

function selected() {
  return `${phase}.${$('quantity').value || 'images-per-second'}`;
}

function redraw() {
  clearTimeout(due);
  due = null;
  if (phase === null || !window.uPlot) return;
  offerQuantities();
  draw('loss', `${phase}.loss`, $('log-scale').checked);
  draw('quantity', selected(), false);
}

function offerQuantities() {
  const names = [...series.keys()].filter(name => name.startsWith(`${phase}.`) && name !== `${phase}.loss`)
    .map(name => name.slice(phase.length + 1)).sort();
  const select = $('quantity');
  if (!names.includes('images-per-second')) names.unshift('images-per-second');
  if ([...select.options].map(option => option.value).join() === names.join()) return;
  const before = select.value;
  select.replaceChildren(...names.map(name => make('option', { value: name }, words(name))));
  select.value = names.includes(before) ? before : 'images-per-second';
}

function draw(chart, name, log) {
  const place = $(`${chart}-chart`);
  const points = (series.get(name) ?? []).filter(point => point[1] !== null && (!log || point[1] > 0));
  charts[chart]?.destroy();
  charts[chart] = null;
  place.replaceChildren();
  $(`${chart}-value`).textContent = points.length > 0 ? number(points[points.length - 1][1]) : '';
  if (points.length === 0) {
    place.append(make('div', { class: 'none' }, `no step of ${phase} seen yet`));
    return;
  }
  const raw = points.map(point => point[1]);
  const data = [points.map(point => point[0]), raw, smooth(raw, Number($('smoothing').value))];
  charts[chart] = new window.uPlot(options(place, log, points.length), data, place);
}

/** Exponential mean without the pull of its beginning to zero. */
function smooth(values, weight) {
  let mean = 0;
  let mass = 0;
  return values.map(value => {
    mean = weight * mean + (1 - weight) * value;
    mass = weight * mass + (1 - weight);
    return mean / mass;
  });
}

function options(place, log, count) {
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
  const digits = (plot, values) => values.map(value => value === null ? '' : number(value));
  return {
    width: Math.max(200, place.clientWidth),
    height: place.clientHeight,
    legend: { show: false },
    cursor: { y: false },
    scales: { x: { time: false }, y: { distr: log ? 3 : 1 } },
    axes: [{ ...axis, values: digits, space: 70, size: 30 }, { ...axis, size: 62, values: digits }],
    series: [{}, { stroke: colour('--curve-soft'), width: 1, points: { show: count < 3 } },
      { stroke: colour('--accent'), width: 2, points: { show: count < 3 } }],
  };
}
