// What the page asks of the server, and what the server tells it.

const EVENTS = ['step-applied', 'phase-changed', 'job-progressed', 'evaluated', 'samples-painted',
  'checkpoint-published', 'workers-changed', 'run-changed'];
const RETRY = 3000;

/** JSON of a path; fails with the server's own words. */
export async function read(path) {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

/** Asks for a change; the answer has status 401 when a token is needed. */
export async function change(phase, action, token) {
  const headers = { 'Idempotency-Key': `page-${Date.now()}-${Math.random().toString(36).slice(2)}` };
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch(`/v1/phases/${encodeURIComponent(phase)}/${action}`, { method: 'POST', headers });
  return { status: response.status, body: await response.json() };
}

/** The end of an operation, or its last state when the coordinator takes its time. */
export async function ended(operation) {
  let state = await read(`/v1/operations/${operation}`);
  for (let tries = 0; state.state === 'PENDING' && tries < 60; tries++) {
    await new Promise(resolve => setTimeout(resolve, 500));
    state = await read(`/v1/operations/${operation}`);
  }
  return state;
}

/** Follows the events for ever: the browser comes back by itself after a break, and we do where it gives up. */
export function follow(onEvent, onConnection) {
  let last = 0;
  const open = () => {
    const source = new EventSource(`/v1/events?after=${last}`);
    source.onopen = () => onConnection(true);
    source.onerror = () => {
      onConnection(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, RETRY);
    };
    for (const name of EVENTS) {
      source.addEventListener(name, message => {
        const event = JSON.parse(message.data);
        last = event.id;
        onEvent(name, event);
      });
    }
  };
  open();
}
