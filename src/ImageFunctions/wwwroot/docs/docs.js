const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

if (typeof SwaggerUIBundle === 'undefined') {
  document.getElementById('absent').hidden = false;
} else {
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
    // The key given to the gallery in this tab opens this page's calls too.
    onComplete() {
      const key = sessionStorage.getItem('function-key');
      if (key) viewer.preauthorizeApiKey('functionKey', key);
    },
  });
}
