// Everything below the phases that is a picture of the view: workers, samples, checkpoints, optimizer, events.

import { bytes, clock, duration, make, number, words } from './format.js';

const PARTS = ['data', 'compute', 'reduce', 'apply', 'digest'];
const LOGGED = 200;
const $ = id => document.getElementById(id);

/** The header. */
export function showRun(view) {
  const { run } = view;
  document.title = `${run.run}: ${run.activity || run.state.toLowerCase()} – Pieria`;
  $('run-name').textContent = run.run;
  $('run-state').textContent = run.state.toLowerCase();
  $('run-state').className = `chip ${run.state.toLowerCase()}`;
  $('activity').textContent = run.activity;
  $('worker-count').textContent = view.workers.filter(worker => worker.rank >= 0).length;
  $('generation').textContent = run.generation;
  $('term').textContent = run.term;
  $('elapsed').textContent = duration(view.phases.reduce((sum, phase) => sum + (phase.wallSeconds ?? 0), 0));
  $('contract').textContent = run.contract ? `contract ${run.contract.slice(0, 16)}` : '';
  showProblem(run.problem && (run.state === 'FAILED' ? `The run has failed: ${run.problem}` : run.problem));
}

/** A line across the page, or none. */
export function showProblem(text) {
  if ($('problem').textContent !== (text || '')) $('problem').textContent = text || '';
  $('problem').hidden = !text;
}

/** The workers, with one scale of time for all so that a slow one is seen. */
export function showWorkers(workers) {
  const longest = Math.max(...workers.map(total), 1e-9);
  $('workers').replaceChildren(...workers.map(worker => row(worker, longest)));
  if (workers.length === 0) $('workers').append(empty(8, 'No worker has joined yet.'));
  $('legend').replaceChildren(...(workers.length === 0 ? [] : legend(workers)));
}

function row(worker, longest) {
  const [state, ...reason] = worker.state.split(':');
  return make('tr', {}, make('td', {}, worker.host.worker), make('td', {}, worker.host.host),
    make('td', {}, worker.host.device), cell(number(worker.host.lanes)), cell(worker.rank < 0 ? '–' : worker.rank),
    make('td', {}, make('span', { class: `chip ${state.trim()}` }, state), reason.length > 0 ? ` ${reason.join(':')}` : ''),
    cell(number(worker.step)), make('td', {}, stack(worker, longest)));
}

function stack(worker, longest) {
  const entries = ordered(worker.seconds);
  const bar = make('div', { class: 'stack', role: 'img', 'aria-label': entries.map(told).join(', ') });
  for (const entry of entries) {
    const part = make('div', { class: colour(entry[0]), title: told(entry) });
    part.style.width = `${100 * entry[1] / longest}%`;
    bar.append(part);
  }
  return make('div', { class: 'parts' }, bar, make('span', {}, entries.length > 0 ? `${number(1000 * total(worker))} ms` : '–'));
}

function legend(workers) {
  const names = new Set(workers.flatMap(worker => ordered(worker.seconds).map(entry => entry[0])));
  return [...names].map(name => make('li', {}, make('i', { class: colour(name) }), words(name)));
}

function ordered(seconds) {
  const place = name => PARTS.includes(name) ? PARTS.indexOf(name) : PARTS.length;
  return Object.entries(seconds).sort((a, b) => place(a[0]) - place(b[0]));
}

function told([name, seconds]) {
  return `${words(name)} ${number(1000 * seconds)} ms`;
}

function colour(name) {
  return `part-${PARTS.includes(name) ? PARTS.indexOf(name) : PARTS.length}`;
}

function total(worker) {
  return Object.values(worker.seconds).reduce((sum, seconds) => sum + (seconds ?? 0), 0);
}

/** The newest sample grids. */
export function showSamples(samples) {
  const newest = samples.slice(0, 8);
  const key = newest.map(sample => sample.path + sample.at).join();
  if ($('samples').dataset.key === key && $('samples').children.length > 0) return;
  $('samples').dataset.key = key;
  $('samples').replaceChildren(...newest.map(picture));
  if (newest.length === 0) $('samples').append(make('span', { class: 'none' }, 'Nothing has been painted yet.'));
}

function picture(sample) {
  const address = `/v1/samples/${sample.path.split('/').map(encodeURIComponent).join('/')}?at=${sample.at}`;
  const name = sample.step === null ? sample.path : `step ${number(sample.step)}`;
  const folder = sample.path.includes('/') ? `${sample.path.split('/')[0]}, ` : '';
  const open = () => {
    $('viewer-image').src = address;
    $('viewer-image').alt = sample.path;
    $('viewer').showModal();
  };
  return make('figure', {},
    make('button', { type: 'button', 'aria-label': `Enlarge ${folder}${name}`, onclick: open },
      make('img', { src: address, alt: `Sample grid of ${folder}${name}`, title: sample.path })),
    make('figcaption', {}, `${folder}${name}`));
}

/** The checkpoints, newest first. */
export function showCheckpoints(checkpoints) {
  $('checkpoints').replaceChildren(...[...checkpoints].reverse().map(each => make('tr', { title: each.path },
    make('td', {}, each.phase), cell(number(each.step)), cell(bytes(each.bytes)),
    make('td', {}, make('code', {}, each.digest.slice(0, 12))),
    make('td', {}, each.last ? make('span', { class: 'chip done' }, 'final') : ''))));
  if (checkpoints.length === 0) $('checkpoints').append(empty(5, 'No checkpoint has been published yet.'));
}

/** The optimizer's report and whether all workers agree on the state. */
export function showOptimizer(report) {
  const workers = report ? Object.keys(report.digests).length : 0;
  $('agreement').className = `chip ${report ? (report.agree ? 'agree' : 'differ') : ''}`;
  $('agreement').textContent = report
    ? `${report.phase} step ${number(report.step)}: ${report.agree ? `${workers} workers agree` : 'workers differ'}` : 'no report yet';
  const tensors = $('optimizer').open && report ? report.tensors : [];
  $('tensors').replaceChildren(...tensors.map(tensor => make('tr', {}, make('td', {}, make('code', {}, tensor.name)),
    cell(number(tensor.rowRms)), cell(number(tensor.columnRms)), cell(number(tensor.updateRms)), cell(number(tensor.clips)))));
  if (tensors.length === 0) $('tensors').append(empty(5, 'The first report comes with the first steps.'));
}

const TOLD = {
  'phase-changed': event => `${event.phase} is ${event.state.toLowerCase()}${tail(event.message)}`,
  'job-progressed': event => `${event.job}: ${event.done} of ${event.of}`,
  'evaluated': event => `${event.phase} held-out at step ${number(event.step)}: `
    + Object.entries(event.metrics).map(([name, value]) => `${words(name)} ${number(value)}`).join(', '),
  'samples-painted': event => `${event.phase} painted samples at step ${number(event.step)}`,
  'checkpoint-published': event => `checkpoint of ${event.checkpoint.phase} at step ${number(event.checkpoint.step)}, ${bytes(event.checkpoint.bytes)}`,
  'workers-changed': event => `generation ${event.generation}, ${event.workers.length} workers${tail(event.message)}`,
  'run-changed': event => `the run is ${event.state.toLowerCase()}${tail(event.message)}`,
};

/** One line at the top of the log; steps are in the curves. A job's line is replaced as it goes on. */
export function logEvent(name, event) {
  if (!TOLD[name]) return;
  const line = make('li', { 'data-job': event.job ?? '' }, make('time', {}, clock(event.at)),
    make('span', { class: event.state === 'FAILED' ? 'bad' : '' }, TOLD[name](event)));
  const first = $('log').firstElementChild;
  if (event.job && first?.dataset.job === event.job) first.replaceWith(line);
  else $('log').prepend(line);
  while ($('log').children.length > LOGGED) $('log').lastElementChild.remove();
}

function tail(message) {
  return message ? `: ${message}` : '';
}

function cell(value) {
  return make('td', { class: 'n' }, String(value));
}

function empty(columns, text) {
  return make('tr', {}, make('td', { class: 'note', colspan: columns }, text));
}
