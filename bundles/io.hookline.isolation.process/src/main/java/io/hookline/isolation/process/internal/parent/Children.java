package io.hookline.isolation.process.internal.parent;

import io.hookline.api.hook.Composition;
import io.hookline.engine.HookInfo;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.CodecException;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.isolation.process.internal.codec.PlainCodec;
import io.hookline.isolation.process.internal.wire.Kind;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All children. Made when the first hook is to run in one. Safe for use by many threads.
 *
 * <p>A child has fixed bundles. When a hook comes that needs others, for instance the next release of a plugin in a
 * group, another child is started for all, and the attachments of the former are asked to move.
 */
final class Children implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.process");
    private static final Set<String> FRAMEWORK = Set.of("org.apache.felix.framework", "org.osgi.framework.launch");
    private static final List<String> SERVICES = List.of("org.apache.felix.configadmin", "org.apache.felix.scr");

    private final BundleContext context;
    private final Bundle self;
    private final ServiceComponentRuntime components;
    private final PluginConfigurations configurations;
    private final Path folder;
    private final BundleFiles files;
    private final LauncherJars launcherJars;
    private final ChildMessages messages;
    private final ScheduledExecutorService timer;
    private final ExecutorService later;

    /** By the name of the process. Guarded by this object's monitor. */
    private final Map<String, Running> running = new HashMap<>();

    /** A child, and what it was planned for. */
    private record Running(Supervisor supervisor, BundlePlan plan, Set<Bundle> shared) {}

    Children(BundleContext context, Path folder) throws IOException {
        this.context = context;
        this.self = context.getBundle();
        this.components = service(ServiceComponentRuntime.class);
        this.configurations = new PluginConfigurations(service(ConfigurationAdmin.class), components);
        this.folder = folder;
        ChildFolder.removeLeftOver(folder);
        this.files = new BundleFiles(folder.resolve("jars"));
        this.launcherJars = LauncherJars.ofThisProcess();
        this.messages = new ChildMessages();
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "hookline-process-timer"));
        this.later = Executors.newCachedThreadPool(work -> daemon(work, "hookline-process-answer"));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Children.class.getClassLoader());
        return thread;
    }

    private <S> S service(Class<S> type) throws IOException {
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (service == null) {
            throw new IOException("there is no " + type.getName());
        }
        return service;
    }

    // ---- attachments -----------------------------------------------------------------------------------------------

    /** Attaches a hook in the child that settings name. */
    HookAttachment attach(AttachRequest request, ProcessSettings settings) throws AttachException {
        HookInfo info = request.info();
        Bundle plugin = context.getBundle(info.release().instance());
        if (plugin == null || !plugin.getSymbolicName().equals(info.plugin()) || !BundleFiles.isResolved(plugin)) {
            throw new AttachException(
                    info.release().label() + " is no installed bundle: only bundles run in a process");
        }
        Contract<?> contract = request.contract();
        refuseAsyncAround(contract);
        Codec codec = codec(request, contract);
        Set<Bundle> shared = new LinkedHashSet<>(List.of(self));
        addBundleOf(contract.type(), shared);
        addBundleOf(codec.getClass(), shared);
        Running child = join(settings, plugin, shared);
        boolean isAttached = false;
        try {
            String missing = ServiceNeeds.missing(components, child.plan().plugins(), plugin, info.name());
            if (!missing.isEmpty()) {
                throw new AttachException(missing);
            }
            ProcessAttachment attachment = new ProcessAttachment(
                    request,
                    codec,
                    child.supervisor(),
                    description(request, codec, settings),
                    later,
                    () -> leave(child.supervisor()));
            child.supervisor().attach(attachment);
            isAttached = true;
            return attachment;
        } finally {
            if (!isAttached) {
                leave(child.supervisor());
            }
        }
    }

    private static void refuseAsyncAround(Contract<?> contract) throws AttachException {
        for (var method : contract.methods()) {
            if (method.isAsync() && method.composition() == Composition.AROUND) {
                throw new AttachException(method + " wraps what answers later, which cannot be called from another"
                        + " process. Choose one of the runners inline, watched and pool");
            }
        }
    }

    /** The contract's own codec, or else the one for types that say all. */
    private static Codec codec(AttachRequest request, Contract<?> contract) throws AttachException {
        String reason;
        try {
            Codec own = request.codec();
            if (own.getClass() == PlainCodec.class || isCreatable(own.getClass())) {
                return own;
            }
            reason = "its codec " + own.getClass().getName()
                    + " is no public class with a public constructor without parameters, so a child cannot create it";
        } catch (AttachException e) {
            reason = "no bundle has a codec for it";
        }
        try {
            return new PlainCodec(contract);
        } catch (CodecException e) {
            throw new AttachException(
                    "calls of contract " + contract.type().getName() + " cannot leave this process: " + reason
                            + ", and without one its types do not say enough: " + e.getMessage()
                            + ". Choose one of the runners inline, watched and pool",
                    e);
        }
    }

    private static boolean isCreatable(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && Arrays.stream(type.getConstructors()).anyMatch(made -> made.getParameterCount() == 0);
    }

    private static void addBundleOf(Class<?> type, Set<Bundle> bundles) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        if (bundle != null && bundle.getBundleId() != 0) {
            bundles.add(bundle);
        }
    }

    private static Map<String, @Nullable Object> description(
            AttachRequest request, Codec codec, ProcessSettings settings) {
        HookInfo info = request.info();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("plugin", info.plugin());
        values.put("name", info.name());
        values.put("point", info.point());
        values.put("contract", request.contract().type().getName());
        values.put(
                "codec",
                codec.getClass() == PlainCodec.class ? "" : codec.getClass().getName());
        values.put("wait", settings.startLimit().toMillis() / 2);
        return values;
    }

    // ---- children --------------------------------------------------------------------------------------------------

    private synchronized Running join(ProcessSettings settings, Bundle plugin, Set<Bundle> shared)
            throws AttachException {
        String name = settings.processOf(plugin.getSymbolicName());
        Running known = running.get(name);
        if (known != null
                && known.supervisor().settings().equals(settings)
                && known.plan().plugins().contains(plugin)
                && known.shared().containsAll(shared)
                && known.supervisor().join()) {
            return known;
        }
        Set<Bundle> plugins = new LinkedHashSet<>(List.of(plugin));
        Set<Bundle> all = new LinkedHashSet<>(shared);
        if (known != null && !settings.plugins().isEmpty()) {
            known.plan().plugins().stream()
                    .filter(other -> other.getState() == Bundle.ACTIVE)
                    .filter(other -> settings.plugins().contains(other.getSymbolicName()))
                    .filter(other -> !other.getSymbolicName().equals(plugin.getSymbolicName()))
                    .forEach(plugins::add);
            all.addAll(known.shared());
        } else if (known != null && known.plan().plugins().contains(plugin)) {
            all.addAll(known.shared());
        }
        Running child = start(name, settings, plugins, all);
        child.supervisor().join();
        running.put(name, child);
        if (known != null) {
            known.supervisor().attachments().forEach(attachment -> moveOn(attachment, child));
        }
        return child;
    }

    /** Asks an attachment of a former child to move, unless its release is about to leave anyway. */
    private static void moveOn(ProcessAttachment attachment, Running to) {
        long instance = attachment.context().info().release().instance();
        if (to.plan().plugins().stream().anyMatch(plugin -> plugin.getBundleId() == instance)) {
            attachment.context().reattach();
        }
    }

    private Running start(String name, ProcessSettings settings, Set<Bundle> plugins, Set<Bundle> shared)
            throws AttachException {
        try {
            BundlePlan plan = new BundlePlan(plugins, shared, services());
            ProcessMessages own = messages.of(name, new PluginSecrets(plan.plugins())::resolve);
            JvmLauncher launcher = new JvmLauncher(
                    name,
                    settings,
                    plan.classPath(files, launcherJars, FRAMEWORK),
                    storage -> {
                        Map<String, @Nullable Object> values = plan.values(files, storage);
                        values.put("configurations", configurations.of(plan.plugins()));
                        return values;
                    },
                    folder,
                    settings.cgroupMegabytes() + settings.cgroupCpuPercent() > 0
                            ? ControlGroups.ofThisProcess()
                            : ControlGroups.none(),
                    own::printed);
            return new Running(new Supervisor(name, settings, launcher, timer, own), plan, shared);
        } catch (IOException e) {
            throw new AttachException("process " + name + " cannot be planned: " + e.getMessage(), e);
        }
    }

    private List<Bundle> services() throws IOException {
        List<Bundle> services = new ArrayList<>();
        for (String name : SERVICES) {
            services.add(Arrays.stream(context.getBundles())
                    .filter(bundle -> name.equals(bundle.getSymbolicName()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("bundle " + name + " is not installed")));
        }
        return services;
    }

    private synchronized void leave(Supervisor supervisor) {
        if (supervisor.leave()) {
            running.values().removeIf(child -> child.supervisor() == supervisor);
        }
    }

    // ---- configurations --------------------------------------------------------------------------------------------

    /** A configuration has changed: the children whose plugins it belongs to get it. */
    void configurationChanged(ConfigurationEvent event) {
        String factory = event.getFactoryPid();
        List<Running> children;
        synchronized (this) {
            children = List.copyOf(running.values());
        }
        for (Running child : children) {
            Set<String> pids = configurations.pidsOf(child.plan().plugins());
            if (pids.contains(factory == null ? event.getPid() : factory)) {
                later.execute(() -> send(child.supervisor(), event.getPid(), factory == null ? "" : factory));
            }
        }
    }

    private void send(Supervisor to, String pid, String factory) {
        try {
            to.tell(Kind.CONFIGURATION, pid, factory, configurations.byPid(pid));
        } catch (IOException | RuntimeException e) {
            LOG.warn("process {} has not got the configuration {}: {}", to.name(), pid, e.getMessage());
        }
    }

    /** The settings have changed: attachments whose child would be another one are asked to move. */
    void settingsChanged(Settings now) {
        List<Running> children;
        synchronized (this) {
            children = List.copyOf(running.values());
        }
        for (Running child : children) {
            for (ProcessAttachment attachment : child.supervisor().attachments()) {
                ProcessSettings wanted = now.of(attachment.context().info().plugin());
                if (!wanted.equals(child.supervisor().settings())) {
                    attachment.context().reattach();
                }
            }
        }
    }

    /** Which settings a plugin's child has. */
    @FunctionalInterface
    interface Settings {

        /** Those for a plugin, by symbolic name. */
        ProcessSettings of(String plugin);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        later.shutdown();
        messages.close();
    }
}
