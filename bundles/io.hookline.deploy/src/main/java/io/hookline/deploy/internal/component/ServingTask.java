package io.hookline.deploy.internal.component;

import io.hookline.api.hook.HookProperties;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.PointStatus;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DesiredSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells the launcher whether what the desired set promises is served: each bundle of the product that opens points
 * runs, and no point lacks a required plugin that the set starts. A plugin that the set leaves out or stops is not
 * promised. A task in the sense of the launcher: it prints what is not served, one line each, and returns whether all
 * is. Safe for use by many threads.
 */
@Component(service = BiFunction.class, property = "hookline.task=serving")
public final class ServingTask implements BiFunction<Map<String, String>, Appendable, Boolean> {

    private final BundleContext context;
    private final DeployService deploy;
    private final HookRuntime runtime;

    /** For the deployment of this framework. */
    @Activate
    public ServingTask(BundleContext context, @Reference DeployService deploy, @Reference HookRuntime runtime) {
        this.context = context;
        this.deploy = deploy;
        this.runtime = runtime;
    }

    @Override
    public Boolean apply(Map<String, String> options, Appendable out) {
        List<PointStatus> open = runtime.points();
        Map<String, Set<String>> lacking =
                lacking(open, deploy.deployment().history(), deploy.deployment()::isAvailable);
        deploy.deployment().lacks(lacking.keySet());
        List<String> unserved = new ArrayList<>(missing(lacking));
        for (Bundle bundle : context.getBundles()) {
            if (isHost(bundle) && bundle.getState() != Bundle.ACTIVE) {
                unserved.add(bundle.getSymbolicName() + ", which opens hook points, is not started");
            }
        }
        try {
            for (String line : unserved) {
                out.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return unserved.isEmpty();
    }

    /**
     * The plugins that points lack of what the current set starts, each with those points.
     *
     * @param available whether a release could start: one whose file is damaged, or which is in quarantine, is not the
     *     fault of the set
     */
    static Map<String, Set<String>> lacking(
            List<PointStatus> open, List<DesiredSet> history, Predicate<Artifact> available) {
        Set<Artifact> started = new HashSet<>();
        history.stream().findFirst().ifPresent(set -> started.addAll(set.started()));
        Map<String, Set<String>> lacking = new TreeMap<>();
        for (PointStatus point : open) {
            for (String required : point.missing()) {
                boolean promised = started.stream()
                        .anyMatch(artifact -> artifact.name().equals(required) && available.test(artifact));
                if (promised) {
                    lacking.computeIfAbsent(required, name -> new TreeSet<>()).add(point.name());
                }
            }
        }
        return lacking;
    }

    /** The same in words. */
    static List<String> missing(Map<String, Set<String>> lacking) {
        List<String> missing = new ArrayList<>();
        lacking.forEach((plugin, points) -> points.forEach(
                point -> missing.add("the point " + point + " lacks " + plugin + ", which it requires")));
        return missing;
    }

    /** Whether a bundle of the product, not a plugin, has points to open. */
    private boolean isHost(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && !bundle.getLocation()
                        .startsWith("reference:" + deploy.storeFolder().toUri())
                && !revision.getDeclaredCapabilities(HookProperties.POINT_NAMESPACE)
                        .isEmpty();
    }
}
