// The console's side of a panel's frame: the messages as functions. docs/console.md describes them.
'use strict';
(() => {
  // No policy that browsers know keeps the packets of a peer connection back.
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
    Object.defineProperty(window, name, { value: undefined, configurable: false, writable: false });
  }
  const waiting = new Map();
  let next = 1;
  let greeted;
  const hello = new Promise((done) => {
    greeted = done;
  });
  const send = (message) => parent.postMessage({ hookline: 1, ...message }, '*');

  addEventListener('message', ({ data, source }) => {
    if (source !== parent || data?.hookline !== 1) {
      return;
    }
    if (data.type === 'hello') {
      document.documentElement.dataset.theme = data.theme;
      greeted({ plugin: data.plugin, version: data.version });
    } else if (data.type === 'answer' && waiting.has(data.id)) {
      const { done, failed } = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.status === 200) {
        done(data.data);
      } else {
        failed(new Error(data.detail));
      }
    }
  });

  window.hookline = Object.freeze({
    /** Whose panel this is: {plugin, version}. */
    hello,
    /** Reads a resource of the admin API. */
    read: (path) =>
      new Promise((done, failed) => {
        const id = next++;
        waiting.set(id, { done, failed });
        send({ type: 'read', id, path });
      }),
  });

  addEventListener('DOMContentLoaded', () => {
    new ResizeObserver(() => send({ type: 'height', height: document.body.scrollHeight })).observe(document.body);
    send({ type: 'ready' });
  });
})();
