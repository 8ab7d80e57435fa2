/** Plugins that the tests bring, made by the JDK's tools. */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const tool = (name) => (process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', name) : name);

/**
 * A plugin without code that brings a panel.
 *
 * @param {import('./instance.mjs').Instance} instance
 * @param {string} name its symbolic name
 * @param {string} title of the panel
 * @param {string} connected the code of the element's connectedCallback
 */
export function panelJar(instance, name, title, connected) {
  const element = `acme-${name.slice(name.lastIndexOf('.') + 1)}`;
  const script = `customElements.define('${element}', class extends HTMLElement {
    async connectedCallback() {
      ${connected}
    }
  });`;
  return jar(instance, name, [`Hookline-Panel: panel/panel.js;element=${element};title="${title}"`], { 'panel/panel.js': script });
}

/**
 * A plugin with a hook before requests.
 *
 * @param {import('./instance.mjs').Instance} instance
 * @param {string} name its symbolic name
 * @param {string} body of the method onRequest, which has an Exchange
 */
export function hookJar(instance, name, body) {
  const source = path.join(instance.data, 'acme', 'AcmeHook.java');
  fs.mkdirSync(path.dirname(source), { recursive: true });
  fs.writeFileSync(
    source,
    `package acme;
    import io.hookline.gateway.hook.*;
    public final class AcmeHook implements PreRequestHook {
      @Override public Response onRequest(Exchange exchange) throws Exception { ${body} }
    }`,
  );
  const classes = path.join(instance.data, 'acme-classes');
  execFileSync(tool('javac'), ['--release', '17', '-nowarn', '-cp', instance.bundles(['io.hookline.api', 'io.hookline.gateway']), '-d', classes, source]);
  const component = `<scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="${name}">
    <property name="hook.at" type="String" value="http.pre-request"/>
    <service><provide interface="io.hookline.gateway.hook.PreRequestHook"/></service>
    <implementation class="acme.AcmeHook"/>
  </scr:component>`;
  return jar(
    instance,
    name,
    [
      'Import-Package: io.hookline.api.hook;version="[1.1,2)",io.hookline.gateway.hook;version="[1.2,2)"',
      'Require-Capability: io.hookline.point;filter:="(io.hookline.point=http.pre-request)",osgi.extender;filter:="(osgi.extender=osgi.component)"',
      'Service-Component: OSGI-INF/hook.xml',
    ],
    { 'OSGI-INF/hook.xml': component, 'acme/AcmeHook.class': fs.readFileSync(path.join(classes, 'acme', 'AcmeHook.class')) },
  );
}

/** A bundle of these headers and files. */
function jar(instance, name, headers, files) {
  const folder = path.join(instance.data, `${name}-files`);
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content);
  }
  const manifest = path.join(instance.data, `${name}.mf`);
  // The tool wraps no lines: a line of a manifest has at most 72 bytes.
  const lines = ['Bundle-ManifestVersion: 2', `Bundle-SymbolicName: ${name}`, 'Bundle-Version: 1.0.0', ...headers];
  fs.writeFileSync(manifest, `${lines.map((line) => line.match(/.{1,70}/g).join('\n ')).join('\n')}\n`);
  const file = path.join(instance.data, `${name}-1.0.0.jar`);
  execFileSync(tool('jar'), ['--create', '--file', file, '--manifest', manifest, '-C', folder, '.']);
  return file;
}
