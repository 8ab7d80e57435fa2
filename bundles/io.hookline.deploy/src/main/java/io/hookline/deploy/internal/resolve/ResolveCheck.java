package io.hookline.deploy.internal.resolve;

import io.hookline.deploy.DeployRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.resource.Resource;
import org.osgi.service.resolver.ResolutionException;
import org.osgi.service.resolver.Resolver;

/**
 * A dry run: would the framework resolve bundles that are not installed yet, beside all that runs?
 *
 * <p>The framework's own resolver decides, over the bundles' manifests and the framework's present wirings, which stay
 * as they are. Nothing is installed, resolved or refreshed. The reason for a refusal is worked out here, because the
 * resolver names one requirement of many, and neither what is offered instead nor a remedy.
 *
 * <p>What leaving bundles offer does not count: {@code StagedWiring} later keeps new wires from them. Resolver hooks of
 * others, fragments and native code are not considered.
 */
public final class ResolveCheck {

    private final BundleContext context;
    private final Resolver resolver;

    /**
     * Over the bundles that a context sees.
     *
     * @param resolver the framework's own, a service of the system bundle
     */
    public ResolveCheck(BundleContext context, Resolver resolver) {
        this.context = context;
        this.resolver = resolver;
    }

    /**
     * Whether all arriving bundles would resolve together. Any thread may call; it takes some milliseconds and changes
     * nothing. The answer holds as long as the framework's bundles stay as they are.
     *
     * @param arriving jars that are to be installed; the first broken one gives the verdict its headline
     * @param leaving installed bundles to which none of them may be wired
     * @throws IOException if a jar cannot be read
     */
    public ResolveVerdict check(List<Path> arriving, Set<Bundle> leaving) throws IOException {
        List<Resource> resources = new ArrayList<>();
        for (Path jar : arriving) {
            try {
                resources.add(StagedBundle.read(jar));
            } catch (BadManifestException e) {
                return notABundle(jar, e);
            }
        }
        return check(new CapabilityIndex(context, resources, leaving));
    }

    private ResolveVerdict check(CapabilityIndex index) {
        Optional<ResolveVerdict> refused = new Singletons(index)
                .verdict()
                .or(() -> new PluginIds(index).verdict())
                .or(() -> new DependencyCycles(index).verdict());
        if (refused.isPresent()) {
            return refused.get();
        }
        return together(index);
    }

    static ResolveVerdict notABundle(Path jar, BadManifestException e) {
        return new ResolveVerdict(
                DeployRefusal.NOT_A_BUNDLE,
                jar.getFileName() + " cannot be installed: " + e.getMessage(),
                List.of("to fix it: correct the header and build the jar again"));
    }

    /** Whether all arriving bundles resolve together, singletons or not. */
    ResolveVerdict together(CapabilityIndex index) {
        try {
            resolver.resolve(new DryRunResolveContext(index));
            return ResolveVerdict.resolves();
        } catch (ResolutionException e) {
            return explain(index, e);
        }
    }

    private static ResolveVerdict explain(CapabilityIndex index, ResolutionException refused) {
        MissingSearch search = new MissingSearch(index);
        if (index.arriving().stream().anyMatch(search::isBroken)) {
            return new MissingText(index, search).verdict();
        }
        return new UsesSearch(index)
                .find()
                .map(conflict -> new UsesText(conflict).verdict())
                .orElseGet(() -> inTheResolversWords(index, refused));
    }

    /** Everything is offered, so that the packages must contradict each other, in a way that was not found here. */
    private static ResolveVerdict inTheResolversWords(CapabilityIndex index, ResolutionException refused) {
        return new ResolveVerdict(
                DeployRefusal.USES_CONFLICT,
                Names.list(index.arriving().stream().map(Names::of).toList())
                        + " cannot be resolved: all that is required is offered, but the packages contradict each other",
                Objects.requireNonNullElse(refused.getMessage(), refused.toString())
                        .lines()
                        .toList());
    }
}
