// The list of operations comes at once and is drawn here; the viewer, which is much larger, when an operation is opened.

const files = document.currentScript.src.replace(/[^/]*$/, '');
const outline = document.getElementById('outline');
const methods = ['get', 'head', 'post', 'put', 'patch', 'delete'];

const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

async function drawOutline() {
  const { paths } = await (await fetch('openapi.json')).json();
  const all = Object.entries(paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => ({ path, method, ...item[method] })));
  const groups = Map.groupBy(all, (operation) => operation.tags[0]);
  outline.append(...[...groups].map(([tag, operations]) => element('section', {},
    element('h2', {}, tag),
    element('ul', {}, ...operations.map(({ method, path, summary, operationId, deprecated }) =>
      element('li', { className: deprecated ? 'old' : '' },
        element('a', { href: `#/${tag}/${operationId}` },
          element('span', { className: `method ${method}` }, method.toUpperCase()),
          element('code', {}, path),
          element('span', { className: 'summary' }, summary ?? ''))))))));
}

const load = (made) => new Promise((resolve, reject) => {
  made.onload = resolve;
  made.onerror = reject;
  document.head.append(made);
});

async function openViewer() {
  outline.setAttribute('aria-busy', 'true');
  try {
    await Promise.all([
      load(element('link', { rel: 'stylesheet', href: `${files}swagger-ui.css` })),
      load(element('script', { src: `${files}swagger-ui-bundle.js` })),
    ]);
  } catch {
    document.getElementById('absent').hidden = false;
    outline.removeAttribute('aria-busy');
    return;
  }
  const viewer = SwaggerUIBundle({
    url: 'openapi.json',
    domNode: document.getElementById('viewer'),
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    defaultModelExpandDepth: 2,
    displayRequestDuration: true,
    filter: true,
    validatorUrl: 'none',
    // The keys given to the gallery in this tab open this page's calls too.
    onComplete() {
      outline.hidden = true;
      for (const level of ['function', 'admin']) {
        const key = sessionStorage.getItem(`${level}-key`);
        if (key) viewer.preauthorizeApiKey(`${level}Key`, key);
      }
    },
  });
}

// The viewer follows the address by itself from then on.
if (location.hash.startsWith('#/')) openViewer();
else addEventListener('hashchange', openViewer, { once: true });
document.getElementById('open-viewer').addEventListener('click', openViewer, { once: true });
drawOutline();
