package io.hookline.deploy.internal.resolve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * A dry run of the next start of the process: which plugins of a set would not resolve when nothing is installed but
 * the product and the set? What an operator has installed by hand is not there then. Nothing is installed, resolved or
 * refreshed.
 */
public final class StartCheck {

    private final BundleContext context;
    private final ResolveCheck resolve;
    private final Predicate<Bundle> stays;

    /**
     * Over the bundles that a context sees.
     *
     * @param stays whether an installed bundle is there at the next start without being in the set
     */
    public StartCheck(BundleContext context, ResolveCheck resolve, Predicate<Bundle> stays) {
        this.context = context;
        this.resolve = resolve;
        this.stays = stays;
    }

    /**
     * The plugins that would not resolve, each with the reason. Any thread may call; it takes some milliseconds.
     *
     * @param set jars of the plugins that are to run
     * @throws IOException if a jar cannot be read
     */
    public Map<Path, ResolveVerdict> unresolved(Collection<Path> set) throws IOException {
        Set<Bundle> gone = Stream.of(context.getBundles())
                .filter(bundle -> !stays.test(bundle))
                .collect(Collectors.toUnmodifiableSet());
        Map<Path, ResolveVerdict> unresolved = new LinkedHashMap<>();
        Map<Path, Resource> plugins = new LinkedHashMap<>();
        for (Path jar : set) {
            try {
                plugins.put(jar, StagedBundle.read(jar));
            } catch (BadManifestException e) {
                unresolved.put(jar, ResolveCheck.notABundle(jar, e));
            }
        }
        leaveOutMissing(plugins, gone, unresolved);
        leaveOutConflicts(plugins, gone, unresolved);
        return unresolved;
    }

    /** Takes out the plugins for which something is missing. */
    private void leaveOutMissing(Map<Path, Resource> plugins, Set<Bundle> gone, Map<Path, ResolveVerdict> unresolved) {
        List<Resource> all = List.copyOf(plugins.values());
        MissingSearch search = new MissingSearch(new CapabilityIndex(context, all, gone));
        for (Map.Entry<Path, Resource> plugin : Map.copyOf(plugins).entrySet()) {
            Resource resource = plugin.getValue();
            if (search.isBroken(resource)) {
                // The first broken one gives a verdict its headline.
                List<Resource> order = new ArrayList<>(List.of(resource));
                all.stream().filter(other -> !other.equals(resource)).forEach(order::add);
                CapabilityIndex index = new CapabilityIndex(context, order, gone);
                ResolveVerdict verdict = new MissingText(index, new MissingSearch(index)).verdict();
                unresolved.put(plugin.getKey(), byHand(resource, verdict, gone));
                plugins.remove(plugin.getKey());
            }
        }
    }

    /** Takes out plugins, the newest first, until the packages of the others do not contradict each other. */
    private void leaveOutConflicts(
            Map<Path, Resource> plugins, Set<Bundle> gone, Map<Path, ResolveVerdict> unresolved) {
        List<Path> newestFirst = new ArrayList<>(plugins.keySet());
        Collections.reverse(newestFirst);
        for (Path jar : newestFirst) {
            ResolveVerdict verdict =
                    resolve.together(new CapabilityIndex(context, List.copyOf(plugins.values()), gone));
            if (verdict.ok()) {
                return;
            }
            plugins.remove(jar);
            unresolved.put(jar, verdict);
        }
    }

    /** Says so if what is missing is here only because an operator has installed it by hand. */
    private static ResolveVerdict byHand(Resource resource, ResolveVerdict verdict, Set<Bundle> gone) {
        for (Requirement requirement : resource.getRequirements(null)) {
            for (Bundle bundle : gone) {
                BundleRevision revision = bundle.adapt(BundleRevision.class);
                boolean offered = revision != null
                        && CapabilityIndex.isMandatory(requirement)
                        && offers(revision.getDeclaredCapabilities(null), requirement);
                if (offered && !bundle.getLocation().startsWith("reference:")) {
                    return new ResolveVerdict(
                            verdict.refusal(),
                            Names.of(resource) + " would not start at the next start of the process: it "
                                    + ParsedRequirement.of(requirement).sentence() + ", which only "
                                    + bundle.getSymbolicName() + " " + bundle.getVersion() + " (id "
                                    + bundle.getBundleId() + ") offers, and that was installed by hand, so that a"
                                    + " restart removes it: felix:uninstall " + bundle.getBundleId()
                                    + ", then deploy its file together with this one (hook:deploy)",
                            verdict.details());
                }
            }
        }
        return verdict;
    }

    private static boolean offers(Collection<? extends Capability> capabilities, Requirement requirement) {
        return capabilities.stream().anyMatch(capability -> CapabilityIndex.matches(requirement, capability));
    }
}
