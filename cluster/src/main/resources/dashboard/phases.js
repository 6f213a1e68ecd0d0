// The phase cards and their buttons.

import { duration, make, number, words } from './format.js';
import { change, ended } from './wire.js';

const $ = id => document.getElementById(id);
const cards = new Map();
const ACTIONS = {
  start: { can: ['WAITING', 'PAUSED', 'FAILED'], text: 'It goes on from its newest step.' },
  pause: { can: ['RUNNING'], text: 'All workers stop at the same step. Nothing is lost; start goes on from there.' },
  stop: { can: ['RUNNING', 'PAUSED', 'PREPARING'], text: 'All workers stop at the same step and save a checkpoint. Start goes on from there.' },
};

/** Brings the cards to what the view says. */
export function showPhases(phases) {
  for (const phase of phases) {
    if (!cards.has(phase.name)) cards.set(phase.name, card(phase.name));
    update(cards.get(phase.name), phase);
  }
  if ($('phases').children.length !== phases.length) {
    $('phases').replaceChildren(...phases.map(phase => cards.get(phase.name).root));
  }
}

/** Brings one card to a step, between two views. */
export function showStep(event) {
  const parts = cards.get(event.phase);
  if (!parts) return;
  progress(parts, event.step, event.steps);
  parts.loss.textContent = losses(parts.first, event.loss);
  parts.speed.textContent = number(event.imagesPerSecond);
  parts.left.textContent = duration(event.secondsLeft);
}

function card(name) {
  const parts = { name, first: null };
  const value = key => parts[key] = make('dd', {}, '–');
  const row = (term, key) => make('div', {}, make('dt', {}, term), value(key));
  parts.state = make('span', { class: 'chip' });
  parts.fill = make('div');
  parts.bar = make('div', { class: 'progress', role: 'progressbar', 'aria-label': `${name}: steps done`, 'aria-valuemin': '0' }, parts.fill);
  parts.held = make('dl', { class: 'held' });
  parts.buttons = Object.fromEntries(Object.keys(ACTIONS).map(action => [action, button(name, action)]));
  parts.root = make('article', { class: 'card', 'data-phase': name },
    make('div', { class: 'head' }, make('h3', {}, name), parts.state),
    parts.bar,
    make('dl', {}, row('step', 'step'), row('loss', 'loss'), row('images/s', 'speed'), make('div', {}, parts.term = make('dt', {}, 'time left'), value('left'))),
    parts.held,
    make('div', { class: 'actions' }, ...Object.values(parts.buttons)));
  return parts;
}

function update(parts, phase) {
  const state = phase.state.toLowerCase();
  const current = ['RUNNING', 'PREPARING', 'PAUSED'].includes(phase.state);
  parts.root.className = `card ${state}${current ? ' current' : ''}`;
  parts.state.className = `chip ${state}`;
  parts.state.textContent = state;
  parts.first = phase.firstLoss;
  progress(parts, phase.step, phase.steps);
  parts.loss.textContent = losses(phase.firstLoss, phase.lastLoss);
  parts.speed.textContent = phase.step > 0 ? number(phase.imagesPerSecond) : '–';
  parts.term.textContent = phase.state === 'DONE' ? 'time taken' : 'time left';
  parts.left.textContent = duration(phase.state === 'DONE' ? phase.wallSeconds : phase.secondsLeft);
  parts.held.replaceChildren(...Object.entries(phase.heldOut).map(([name, value]) =>
    make('div', {}, make('dt', {}, `held-out ${words(name)}`), make('dd', {}, number(value)))));
  for (const [action, button] of Object.entries(parts.buttons)) button.disabled = !ACTIONS[action].can.includes(phase.state);
}

function progress(parts, step, steps) {
  parts.fill.style.width = `${steps > 0 ? 100 * step / steps : 0}%`;
  parts.bar.setAttribute('aria-valuemax', steps);
  parts.bar.setAttribute('aria-valuenow', step);
  parts.step.textContent = `${number(step)} / ${number(steps)}`;
}

function losses(first, last) {
  if (last === null || last === undefined) return '–';
  return first === null || first === undefined ? number(last) : `${number(first)} → ${number(last)}`;
}

function button(phase, action) {
  return make('button', {
    type: 'button', 'data-action': action, 'aria-label': `${action} ${phase}`, onclick: () => ask(phase, action, false),
  }, action[0].toUpperCase() + action.slice(1));
}

/** Asks before it acts; asks again for the token when the server wants one. */
function ask(phase, action, refused) {
  const dialog = $('confirm');
  $('confirm-title').textContent = `${action[0].toUpperCase() + action.slice(1)} ${phase}?`;
  $('confirm-text').textContent = refused ? 'The server wants the run\'s bearer token (pieria.http.token).' : ACTIONS[action].text;
  $('confirm-yes').textContent = action[0].toUpperCase() + action.slice(1);
  $('token-field').hidden = !refused;
  dialog.returnValue = 'no';
  dialog.addEventListener('close', () => { if (dialog.returnValue === 'yes') act(phase, action); }, { once: true });
  dialog.showModal();
}

async function act(phase, action) {
  if ($('token').value) sessionStorage.setItem('token', $('token').value);
  $('token').value = '';
  try {
    const answer = await change(phase, action, sessionStorage.getItem('token'));
    if (answer.status === 401) ask(phase, action, true);
    else if (answer.status !== 202) notice(`${answer.body.error} ${answer.body.remedy}`);
    else await report(phase, action, answer.body.operation);
  } catch (failure) {
    notice(`The server could not be asked: ${failure.message}`);
  }
}

async function report(phase, action, operation) {
  notice(`${action} ${phase}: asked`);
  const end = await ended(operation);
  notice(`${action} ${phase}: ${end.state.toLowerCase()}${end.message ? `, ${end.message}` : ''}`);
}

let fading = null;

function notice(text) {
  const place = $('notice');
  place.textContent = text;
  place.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { place.hidden = true; }, 8000);
}
