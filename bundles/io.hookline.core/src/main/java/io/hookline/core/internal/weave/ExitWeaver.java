package io.hookline.core.internal.weave;

import io.hookline.api.hook.HookProperties;
import io.hookline.core.guard.BundleControl;
import io.hookline.core.guard.Exit;
import io.hookline.core.internal.component.Core;
import io.hookline.core.internal.component.ServiceProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps plugins from ending the JVM and from stopping other bundles: as their classes are loaded, calls that would do
 * so are replaced by calls that refuse. Plugins are the bundles that deploy has let in, those that require a hook
 * point, or import the hook API and offer no point, and bundles that had a class bound by configuration before it was
 * loaded. A plugin that tries is no longer called.
 */
@Component(
        service = {},
        immediate = true)
public final class ExitWeaver implements WeavingHook {

    private static final Logger LOG = LoggerFactory.getLogger(ExitWeaver.class);

    /** What a plugin imports, as text: while a class is woven, no other class may be loaded for it. */
    private static final String HOOKS = "io.hookline.api.hook";

    /**
     * How the product's own bundles are named. They may stop the framework, as the shell does at the end of its input.
     * A plugin of such a name is one because deploy has let it in, or because it requires a point.
     */
    private static final String PRODUCT = "io.hookline.";

    private static final String EXIT = Exit.class.getPackageName();

    private final Core core;
    private final ServiceRegistration<WeavingHook> registration;
    private final BiConsumer<Class<?>, String> listener = this::tried;

    /** For the core's guards. */
    @Activate
    public ExitWeaver(@Reference Core core, BundleContext context) {
        this.core = core;
        Exit.addListener(listener);
        BundleControl.addListener(listener);
        preloadWeavingClasses();
        // Not through the component runtime, which fetches services late: the classes that it loads for that would be
        // woven too.
        this.registration = context.registerService(WeavingHook.class, this, null);
    }

    private static void preloadWeavingClasses() {
        try (InputStream any = Exit.class.getResourceAsStream("Exit.class")) {
            ExitCalls.refuse(Objects.requireNonNull(any).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
        Exit.removeListener(listener);
        BundleControl.removeListener(listener);
    }

    @Override
    public void weave(WovenClass woven) {
        BundleWiring wiring = woven.getBundleWiring();
        Bundle bundle = wiring.getBundle();
        if (!core.isGuarded(bundle.getBundleId()) && !isPlugin(wiring) && !core.isBound(bundle.getSymbolicName())) {
            return;
        }
        try {
            ExitCalls.refuse(woven.getBytes()).ifPresent(bytes -> {
                woven.setBytes(bytes);
                woven.getDynamicImports().add(EXIT);
            });
        } catch (RuntimeException | LinkageError e) {
            // The class cannot be read here, which the JVM reports if it is broken. A weaving hook that throws is not
            // called again.
            LOG.warn(
                    "{} could not be searched for calls that end the JVM or change other bundles",
                    woven.getClassName(),
                    e);
        }
    }

    private static boolean isPlugin(BundleWiring wiring) {
        if (!wiring.getRequirements(HookProperties.POINT_NAMESPACE).isEmpty()) {
            return true;
        }
        if (!wiring.getCapabilities(HookProperties.POINT_NAMESPACE).isEmpty()) {
            // A host may end the JVM.
            return false;
        }
        if (String.valueOf(wiring.getBundle().getSymbolicName()).startsWith(PRODUCT)) {
            return false;
        }
        List<BundleWire> packages = wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
        return packages != null
                && packages.stream()
                        .map(wire -> wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                        .anyMatch(HOOKS::equals);
    }

    private void tried(Class<?> caller, String call) {
        Bundle bundle = FrameworkUtil.getBundle(caller);
        if (bundle != null) {
            LOG.error("{} {} called {}, which is refused", bundle.getSymbolicName(), bundle.getVersion(), call);
            core.engine().triedToExit(ServiceProperties.releaseOf(bundle), call);
        }
    }
}
