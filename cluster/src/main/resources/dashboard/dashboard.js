// The page: asks for the view when something happens, and once in a while; follows the events.

import * as curves from './curves.js';
import * as panels from './panels.js';
import { showPhases, showStep } from './phases.js';
import { follow, read } from './wire.js';

const EVERY = 3000;
const SOON = 250;
let soon = null;
let reached = true;

async function refresh() {
  clearTimeout(soon);
  soon = null;
  try {
    show(await read('/v1/cluster'));
    reached = true;
  } catch (failure) {
    reached = false;
    panels.showProblem(`The coordinator cannot be reached; what is shown may be old. ${failure.message}`);
  }
}

function show(view) {
  const current = view.phases.find(phase => ['RUNNING', 'PREPARING', 'PAUSED', 'FAILED'].includes(phase.state));
  const newest = view.phases.filter(phase => phase.step > 0).pop();
  panels.showRun(view);
  showPhases(view.phases);
  curves.showPhases(view.phases.map(phase => phase.name), (current ?? newest ?? view.phases[0])?.name);
  panels.showWorkers(view.workers);
  panels.showCheckpoints(view.checkpoints);
  panels.showOptimizer(view.optimizer);
}

async function refreshSamples() {
  panels.showSamples(await read('/v1/samples').catch(() => []));
}

function onEvent(name, event) {
  panels.logEvent(name, event);
  if (name === 'step-applied') {
    showStep(event);
    curves.addStep(event);
    return;
  }
  if (name === 'evaluated') curves.addEvaluation(event);
  if (name === 'samples-painted') refreshSamples();
  if (soon === null) soon = setTimeout(refresh, SOON);
}

function onConnection(open) {
  document.getElementById('connection').textContent = open ? 'live' : 'reconnecting';
  if (open && !reached) refresh();
}

curves.start();
document.getElementById('optimizer').addEventListener('toggle', refresh);
await refresh();
refreshSamples();
follow(onEvent, onConnection);
setInterval(() => { if (!document.hidden) refresh(); }, EVERY);
