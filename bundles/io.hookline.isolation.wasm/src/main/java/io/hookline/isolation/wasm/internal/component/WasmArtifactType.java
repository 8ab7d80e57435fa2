package io.hookline.isolation.wasm.internal.component;

import io.hookline.api.hook.HookProperties;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.artifact.ArtifactDescription;
import io.hookline.deploy.artifact.ArtifactIdentity;
import io.hookline.deploy.artifact.ArtifactLimits;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.artifact.StagingRequest;
import io.hookline.deploy.artifact.StartContext;
import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.engine.release.PlannedHook;
import io.hookline.isolation.wasm.internal.engine.BadModuleException;
import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import io.hookline.isolation.wasm.internal.module.CheckedModule;
import io.hookline.isolation.wasm.internal.module.Manifest;
import io.hookline.isolation.wasm.internal.module.ModuleCheck;
import io.hookline.isolation.wasm.internal.module.WasmSettings;
import io.hookline.isolation.wasm.internal.pool.GuestTimeoutException;
import io.hookline.isolation.wasm.internal.pool.NoGuestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** WebAssembly modules as releases: verified before anything of them runs, and started beside the running release. */
final class WasmArtifactType implements ArtifactType {

    private static final byte[] MAGIC = {0, 'a', 's', 'm'};
    /** Above the ids of bundles, which name the releases that are bundles. */
    private static final long FIRST_INSTANCE = 1L << 40;

    private static final AtomicLong INSTANCES = new AtomicLong(FIRST_INSTANCE);

    private final BundleContext context;
    private final WasmModules modules;
    private final Supplier<WasmSettings> settings;
    private final ContractClasses contracts;

    WasmArtifactType(BundleContext context, WasmModules modules, Supplier<WasmSettings> settings) {
        this.context = context;
        this.modules = modules;
        this.settings = settings;
        this.contracts = new ContractClasses(context);
    }

    @Override
    public String name() {
        return "wasm";
    }

    @Override
    public boolean recognises(Path content) throws IOException {
        try (InputStream in = Files.newInputStream(content)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    @Override
    public ArtifactIdentity verify(Path content, ArtifactLimits limits) throws DeployRefusedException {
        Manifest manifest = check(read(content)).manifest();
        return new ArtifactIdentity(manifest.name(), manifest.version());
    }

    @Override
    public ArtifactDescription describe(Path content, ArtifactIdentity identity) throws DeployRefusedException {
        CheckedModule module = check(read(content));
        Manifest manifest = module.manifest();
        List<PlannedHook> hooks = new ArrayList<>();
        List<String> points = new ArrayList<>();
        for (Manifest.ManifestHook hook : manifest.hooks()) {
            String contract = ContractClasses.nameOf(hook.point(), hook.contract());
            hooks.add(new PlannedHook(
                    hook.point(),
                    manifest.name(),
                    manifest.name(),
                    manifest.version(),
                    hook.ranking(),
                    hook.before(),
                    hook.after(),
                    contract.isEmpty() ? List.of() : List.of(contract)));
            points.add(hook.point());
        }
        return new ArtifactDescription(hooks, Requirements.of(module), points, true);
    }

    @Override
    public StagedRelease stage(StagingRequest request) throws DeployRefusedException {
        byte[] content = read(request.content());
        CheckedModule module = check(content);
        try {
            WasmRelease release = new WasmRelease(
                    new ReleaseId(module.manifest().name(), module.manifest().version(), INSTANCES.incrementAndGet()),
                    modules.plugin(module, content, settings.get()));
            modules.releases().add(release);
            return release;
        } catch (BadModuleException e) {
            throw new DeployRefusedException(DeployRefusal.DAMAGED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void start(List<StagedRelease> arriving, Collection<StagedRelease> leaving, StartContext start)
            throws DeployRefusedException {
        for (StagedRelease one : arriving) {
            start.checkCancelled();
            start((WasmRelease) one);
        }
    }

    private void start(WasmRelease release) throws DeployRefusedException {
        Manifest manifest = release.plugin().module().manifest();
        List<Class<?>> classes = new ArrayList<>();
        for (Manifest.ManifestHook hook : manifest.hooks()) {
            classes.add(contract(manifest, hook));
        }
        try {
            release.plugin().pool().warm();
        } catch (GuestTrapException | GuestTimeoutException | NoGuestException | IllegalArgumentException e) {
            throw new DeployRefusedException(
                    DeployRefusal.NOT_READY,
                    manifest.name() + " " + manifest.version() + " did not start: " + e.getMessage());
        }
        List<ServiceRegistration<?>> registered = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            registered.add(register(release, manifest.hooks().get(i), classes.get(i)));
        }
        release.started(registered);
    }

    private Class<?> contract(Manifest manifest, Manifest.ManifestHook hook) throws DeployRefusedException {
        String name = ContractClasses.nameOf(hook.point(), hook.contract());
        Class<?> contract = contracts.find(name);
        if (contract == null) {
            throw new DeployRefusedException(
                    DeployRefusal.NOT_READY,
                    manifest.name() + ": no bundle exports " + name + ", the contract of " + hook.point());
        }
        return contract;
    }

    private ServiceRegistration<?> register(WasmRelease release, Manifest.ManifestHook hook, Class<?> contract) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                HookProperties.AT, hook.point(),
                HookProperties.NAME, release.id().name(),
                HookProperties.RELEASE, release.id(),
                HookProperties.RUNNER, WasmRunner.NAME,
                HookProperties.BEFORE, hook.before(),
                HookProperties.AFTER, hook.after(),
                Constants.SERVICE_RANKING, hook.ranking()));
        return context.registerService(
                contract.getName(), WasmHooks.of(contract, release.plugin()), FrameworkUtil.asDictionary(properties));
    }

    @Override
    public StopOutcome stop(StagedRelease release, String reason, Duration timeout) {
        ((WasmRelease) release).stop();
        return StopOutcome.STOPPED;
    }

    @Override
    public List<String> uninstall(Collection<StagedRelease> releases, Duration timeout) {
        releases.forEach(one -> ((WasmRelease) one).uninstalled());
        modules.releases().removeIf(WasmRelease::isGone);
        return List.of();
    }

    private CheckedModule check(byte[] content) throws DeployRefusedException {
        return new ModuleCheck(modules.engine(), settings.get()).check(content);
    }

    private byte[] read(Path content) throws DeployRefusedException {
        try {
            if (Files.size(content) > settings.get().fileBytes()) {
                throw new DeployRefusedException(
                        DeployRefusal.TOO_LARGE,
                        "the module has " + Files.size(content) + " bytes, more than the "
                                + settings.get().fileBytes()
                                + " that fileMegabytes allows in conf/io.hookline.isolation.wasm.cfg");
            }
            return Files.readAllBytes(content);
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, "it cannot be read: " + e);
        }
    }
}
