package io.hookline.deploy.internal.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.bundle.PluginBundles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A product of two bundles in its own process, and jars that reach for it. */
class PluginReachTest {

    @TempDir
    Path folder;

    private final FrameworkAccess access = new FrameworkAccess();
    private final List<String> offences = new ArrayList<>();
    private Framework framework;
    private Bundle deploy;
    private Path store;
    private PluginReach reach;

    @BeforeEach
    void start() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home/bundles"));
        store = Files.createDirectories(folder.resolve("store"));
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        "hookline.home",
                        folder.resolve("home").toString(),
                        "felix.log.level",
                        "0"));
        framework.start();
        deploy = framework
                .getBundleContext()
                .installBundle(PluginBundles.location(jar(
                        home, "io.deploy", "Export-Package: io.product;version=1.0", "Import-Package: io.library")));
        framework
                .getBundleContext()
                .installBundle(
                        PluginBundles.location(jar(home, "io.library", "Export-Package: io.library;version=1.0")));
        deploy.start();
        reach = PluginReach.open(
                deploy.getBundleContext(),
                store,
                access,
                (bundle, what) -> offences.add(bundle.getSymbolicName() + ": " + what));
    }

    @AfterEach
    void stop() throws Exception {
        reach.close();
        framework.stop();
        framework.waitForStop(0);
    }

    // ---- packages of the product -----------------------------------------------------------------------------------

    @Test
    void aPackageOfTheProductIsNotExported() throws Exception {
        DeployRefusedException refused =
                refused(DeployRefusal.PRODUCT_PACKAGE, "Export-Package: io.own,io.product;version=1.0.1");
        assertThat(refused).hasMessageContaining("io.plugin 1.0.0 exports package io.product");
        assertThat(refused.details()).contains("it exports package io.product: io.deploy exports it");
    }

    @Test
    void packagesOfLibrariesTheFrameworkAndTheJdkAreNotExportedEither() throws Exception {
        for (String name : List.of("io.library", "org.osgi.util.tracker", "org.osgi.framework", "javax.net.ssl")) {
            assertThat(refused(DeployRefusal.PRODUCT_PACKAGE, "Export-Package: " + name + ";version=99"))
                    .hasMessageContaining("exports package " + name);
        }
        access.allow(List.of("io.plugin"), List.of());
        assertThat(refused(DeployRefusal.PRODUCT_PACKAGE, "Export-Package: io.library"))
                .as("no operator can allow that")
                .hasMessageContaining("io.library");
    }

    @Test
    void aPluginExportsItsOwnPackages() throws Exception {
        check("Export-Package: io.plugin.api;version=1.0");
    }

    @Test
    void theProductIsNotWiredToAPlugin() throws Exception {
        Path home = folder.resolve("home/bundles");
        Bundle plugin = plugin("io.plugin", "Export-Package: io.product;version=1.0.1,io.optional;version=1.0");
        assertThat(wiring().resolveBundles(List.of(plugin))).isTrue();
        Bundle late = framework
                .getBundleContext()
                .installBundle(PluginBundles.location(jar(
                        home,
                        "io.late",
                        "Import-Package: io.product;version=\"[1.0,2)\",io.optional;resolution:=optional")));
        late.start();
        List<BundleWire> wires = late.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
        assertThat(wires).hasSize(1);
        assertThat(wires.get(0).getProvider().getBundle()).isEqualTo(deploy);
    }

    @Test
    void aFragmentFromOutsideIsNotAttachedToTheProduct() throws Exception {
        access.allow(List.of(), List.of("io.fragment"));
        framework
                .getBundleContext()
                .installBundle(PluginBundles.location(jar(folder.resolve("home/bundles"), "io.host")));
        Bundle fragment = framework
                .getBundleContext()
                .installBundle(PluginBundles.location(jar(folder, "io.fragment", "Fragment-Host: io.host")));
        assertThat(wiring().resolveBundles(List.of(fragment))).isFalse();
        assertThat(fragment.getState()).isEqualTo(Bundle.INSTALLED);
    }

    // ---- the framework ---------------------------------------------------------------------------------------------

    @Test
    void importsOfTheFrameworksHooksAreRefusedUnlessAllowedByName() throws Exception {
        assertThat(refused(
                        DeployRefusal.REACHES_INTO_FRAMEWORK,
                        "Import-Package: org.osgi.framework,org.osgi.framework.hooks.service"))
                .hasMessageContaining("it imports package org.osgi.framework.hooks.service")
                .hasMessageContaining("frameworkAccess = io.plugin");
        refused(DeployRefusal.REACHES_INTO_FRAMEWORK, "Import-Package: org.osgi.service.url");
        refused(DeployRefusal.REACHES_INTO_FRAMEWORK, "Require-Bundle: system.bundle");
        check("Import-Package: org.osgi.framework.hooks.weaving;resolution:=optional");
        access.allow(List.of("io.plugin"), List.of());
        check("Import-Package: org.osgi.framework.hooks.service");
    }

    @Test
    void reservedComponentsAreRefused() throws Exception {
        for (String service : List.of(
                "org.osgi.service.cm.ConfigurationPlugin",
                "org.osgi.framework.hooks.weaving.WeavingHook",
                "java.net.ContentHandler",
                "io.hookline.deploy.Deployer")) {
            assertThat(refusedComponent("<service><provide interface='" + service + "'/></service>"))
                    .hasMessageContaining("it registers a " + service);
        }
        assertThat(refusedComponent("<property name='osgi.command.scope' value='hook'/>"))
                .hasMessageContaining("in the scope 'hook', which is reserved");
        assertThat(refusedComponent("<property name='osgi.command.scope' value='other'/>"))
                .hasMessageContaining("in the scope 'other', and the scope of its commands has to be io.plugin");
        check(
                "<property name='osgi.command.scope' value='mine'/><service><provide interface='java.lang.Object'/></service>",
                "Provide-Capability: io.hookline.plugin;io.hookline.plugin=mine");
    }

    @Test
    void aPluginIsNotWiredToTheFrameworksHooks() throws Exception {
        Bundle plugin = plugin("io.plugin", "DynamicImport-Package: *");
        plugin.start();
        assertThat(loads(plugin, "org.osgi.framework.Bundle")).isTrue();
        assertThat(loads(plugin, FindHook.class.getName())).isFalse();
        access.allow(List.of("io.allowed"), List.of());
        Bundle allowed = plugin("io.allowed", "DynamicImport-Package: *");
        allowed.start();
        assertThat(loads(allowed, FindHook.class.getName())).isTrue();
    }

    @Test
    void aReservedServiceIsHiddenAndItsPluginReported() throws Exception {
        Bundle plugin = plugin("io.plugin");
        plugin.start();
        List<String> heard = new ArrayList<>();
        ServiceListener listener =
                event -> heard.add(String.valueOf(event.getServiceReference().getBundle()));
        deploy.getBundleContext().addServiceListener(listener);
        plugin.getBundleContext().registerService(Runnable.class, () -> {}, scope("felix"));
        assertThat(offences)
                .containsExactly("io.plugin: it registers a shell command in the scope 'felix', which is reserved");
        assertThat(heard).isEmpty();
        assertThat(deploy.getBundleContext().getServiceReferences(Runnable.class, null))
                .isEmpty();
        plugin.getBundleContext().registerService(Runnable.class, () -> {}, scope("io.plugin"));
        assertThat(deploy.getBundleContext().getServiceReferences(Runnable.class, null))
                .hasSize(1);
    }

    /** A hook that clears all would hide its own registration, too, from everyone but the framework. */
    @Test
    void aHookThatBlindsEveryoneIsReported() throws Exception {
        Bundle plugin = plugin("io.plugin");
        plugin.start();
        BundleContext context = plugin.getBundleContext();
        context.registerService(EventListenerHook.class, (event, listeners) -> listeners.clear(), null);
        context.registerService(FindHook.class, (who, name, filter, all, found) -> found.clear(), null);
        assertThat(offences)
                .containsExactly(
                        "io.plugin: it registers a " + EventListenerHook.class.getName(),
                        "io.plugin: it registers a " + FindHook.class.getName());
    }

    @Test
    void withinAChangeAReservedServiceRefusesTheChange() throws Exception {
        Bundle plugin = plugin("io.plugin");
        DeployRefusedException refused = catchThrowableOfType(
                DeployRefusedException.class,
                () -> reach.watching(List.of(plugin), () -> {
                    try {
                        plugin.start();
                    } catch (BundleException e) {
                        throw new IllegalStateException(e);
                    }
                    plugin.getBundleContext().registerService(Runnable.class, () -> {}, scope("hook"));
                }));
        assertThat(refused.refusal()).isEqualTo(DeployRefusal.REACHES_INTO_FRAMEWORK);
        assertThat(offences).isEmpty();
    }

    // ---- bundles of others -----------------------------------------------------------------------------------------

    @Test
    void whatOthersInstallIsUninstalledUnlessAllowedByName() throws Exception {
        BundleContext shell = framework.getBundleContext();
        Bundle foreign = shell.installBundle(PluginBundles.location(jar(folder, "io.foreign")));
        assertThat(foreign.getState()).isEqualTo(Bundle.UNINSTALLED);
        access.allow(List.of(), List.of("io.foreign"));
        foreign = shell.installBundle(PluginBundles.location(jar(folder, "io.foreign")));
        assertThat(foreign.getState()).isEqualTo(Bundle.INSTALLED);
        assertThat(plugin("io.plugin").getState()).isEqualTo(Bundle.INSTALLED);

        assertThat(reach.foreign()).hasSize(1).first().satisfies(row -> {
            assertThat(row.name()).isEqualTo("io.foreign");
            assertThat(row.state()).isEqualTo(ReleaseState.FOREIGN);
            assertThat(row.why()).contains("was not verified", "foreignBundles of io.hookline.deploy.cfg allows it");
        });
        access.allow(List.of(), List.of());
        assertThat(reach.foreign().get(0).why()).contains("does not allow it any more: felix:uninstall");
    }

    @Test
    void whatWasInstalledEarlierIsUninstalled() throws Exception {
        reach.close();
        Bundle foreign = framework.getBundleContext().installBundle(PluginBundles.location(jar(folder, "io.foreign")));
        Bundle plugin = plugin("io.plugin");
        reach = PluginReach.open(deploy.getBundleContext(), store, access, (bundle, what) -> {});
        assertThat(foreign.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(plugin.getState()).isEqualTo(Bundle.INSTALLED);
        assertThat(deploy.getState()).isEqualTo(Bundle.ACTIVE);
    }

    // ---- fixture ---------------------------------------------------------------------------------------------------

    private DeployRefusedException refused(DeployRefusal expected, String header) {
        return refused(expected, null, header);
    }

    private DeployRefusedException refusedComponent(String body) {
        return refused(DeployRefusal.REACHES_INTO_FRAMEWORK, body, "X-Test: component");
    }

    private DeployRefusedException refused(DeployRefusal expected, @Nullable String component, String header) {
        DeployRefusedException refused =
                catchThrowableOfType(DeployRefusedException.class, () -> check(component, header));
        assertThat(refused).as(header).isNotNull();
        assertThat(refused.refusal()).isEqualTo(expected);
        return refused;
    }

    private void check(String header) throws Exception {
        check(null, header);
    }

    private void check(@Nullable String component, String header) throws Exception {
        reach.check(componentJar(folder, "io.plugin", component, header), "io.plugin", "io.plugin 1.0.0");
    }

    private Bundle plugin(String name, String... headers) throws Exception {
        return deploy.getBundleContext().installBundle(PluginBundles.location(jar(store, name, headers)));
    }

    private FrameworkWiring wiring() {
        return framework.adapt(FrameworkWiring.class);
    }

    private static Dictionary<String, Object> scope(String scope) {
        return FrameworkUtil.asDictionary(Map.of("osgi.command.scope", scope, "osgi.command.function", "run"));
    }

    private static boolean loads(Bundle bundle, String name) {
        try {
            return bundle.loadClass(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Path jar(Path folder, String name, String... headers) throws IOException {
        return componentJar(folder, name, null, headers);
    }

    private static Path componentJar(Path folder, String name, @Nullable String component, String... headers)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.0.0");
        Arrays.stream(headers).map(header -> header.split(": ", 2)).forEach(part -> main.putValue(part[0], part[1]));
        if (component != null) {
            main.putValue("Service-Component", "OSGI-INF/c.xml");
        }
        Path file = folder.resolve(name + ".jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            if (component != null) {
                jar.putNextEntry(new ZipEntry("OSGI-INF/c.xml"));
                jar.write(("<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.4.0' name='c'>"
                                + "<implementation class='io.C'/>" + component + "</scr:component>")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
