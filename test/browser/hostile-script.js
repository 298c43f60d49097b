/** Runs in a hostile page: tries to read the console at `origin`, and to suspend one of its consumers. */
globalThis.tryEverything = async function tryEverything({ origin, reseller, consumerKey }) {
  const read = [];
  const action = `${origin}/api/actions/suspend`;
  const body = JSON.stringify({ reseller, consumerKey, options: {}, dryRun: false, shown: [] });
  const attempts = [
    [`${origin}/api/session`, { credentials: 'include' }],
    [`${origin}/api/session`, { credentials: 'include', mode: 'no-cors' }],
    [`${origin}/api/session`, { credentials: 'include', headers: { 'X-Console-Key': 'a' } }],
    [`${origin}/`, { credentials: 'include' }],
    [action, { method: 'POST', credentials: 'include', body, headers: { 'Content-Type': 'application/json' } }],
    [action, { method: 'POST', credentials: 'include', mode: 'no-cors', body }],
  ];
  for (const [url, init] of attempts) {
    const text = await fetch(url, init)
      .then((answer) => answer.text())
      .catch(() => '');
    if (text !== '') read.push(url);
  }
  for (const tag of ['script', 'img', 'link']) {
    const element = document.createElement(tag);
    const loaded = new Promise((resolve) => {
      element.addEventListener('load', () => resolve(true));
      element.addEventListener('error', () => resolve(false));
    });
    if (element instanceof HTMLLinkElement)
      Object.assign(element, { rel: 'stylesheet', href: `${origin}/console.css` });
    else element.src = `${origin}/${tag === 'img' ? 'icon.svg' : 'console.js'}`;
    document.body.append(element);
    if (await loaded) read.push(tag);
  }
  const frame = document.createElement('iframe');
  frame.src = origin;
  frame.name = 'frame';
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve));
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action, enctype: 'text/plain', target: 'frame' });
  const input = document.createElement('input');
  Object.assign(input, { name: body.slice(0, -1), value: '}' });
  form.append(input);
  document.body.append(form);
  form.submit();
  await new Promise((resolve) => frame.addEventListener('load', resolve));
  const opened = window.open(`${origin}/`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const reach = (look) => {
    try {
      return look() !== null && look() !== undefined;
    } catch {
      return false;
    }
  };
  return {
    read,
    framed: reach(() => frame.contentDocument?.querySelector('#console')),
    // Without a policy that cuts the tie, the opened page is still held here.
    opened: reach(() => opened?.document.querySelector('#console')) || opened?.closed === false,
    cookie: document.cookie,
  };
};
