// @ts-check
import { useEffect, useState } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';
import { logIn, loginMethods } from '../core/session.js';
import { ErrorBox, Field } from '../ui/parts.js';
import { Problem } from '../core/api.js';

/** Logs in with a token. A one-time link of `hookline console` needs no page: it sets the session and leads here. */
export function Login() {
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {any} */ (null));
  const [provider, setProvider] = useState(/** @type {string | null} */ (null));
  useEffect(() => {
    loginMethods().then(
      (methods) => setProvider(methods.provider),
      () => setProvider(null),
    );
  }, []);
  const submit = async (/** @type {Event} */ e) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await logIn(token.trim());
    } catch (failure) {
      setError(
        failure instanceof Problem && failure.status === 401
          ? new Problem(401, 'The token is not valid', 'It is misspelt, has expired or was revoked. Make another: hookline token create NAME --role operator')
          : failure,
      );
      setBusy(false);
    }
  };
  return h(
    'main.login',
    { id: 'main' },
    h('h1', null, 'Hookline'),
    provider && h('div.card', null, h('h2', null, 'Log in'), h('div.buttons', null, h('a.button.primary', { href: '/login/oidc' }, `Log in with ${provider}`))),
    h(
      'form.card',
      { onSubmit: submit },
      h('h2', null, provider ? 'Or by a token' : 'Log in'),
      h(Field, {
        label: 'Token',
        children: (/** @type {any} */ p) =>
          h('input', {
            ...p,
            type: 'password',
            value: token,
            required: true,
            autocomplete: 'current-password',
            onInput: (/** @type {any} */ event) => setToken(event.currentTarget.value),
          }),
      }),
      error && h(ErrorBox, { error, title: error instanceof Problem && error.status === 401 ? error.title : undefined }),
      h('div.buttons', null, h('button.primary', { type: 'submit', disabled: busy || !token.trim() }, busy ? 'Logging in…' : 'Log in')),
    ),
    h(
      'div.card.howto',
      null,
      h('h2', null, 'No token at hand?'),
      h('p', null, 'On the machine of the instance, this prints a link that logs you in once:'),
      h('pre', null, 'hookline console'),
      h('p', null, 'A token for everyday use, which you can revoke:'),
      h('pre', null, 'hookline token create NAME --role operator'),
    ),
  );
}
