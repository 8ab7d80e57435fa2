package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Folded;
import io.hookline.config.Configurations;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.Completion;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The deployer, for the commands. It is there with or without the deployer, so that the commands are, and can say that
 * the deployer is not running. Safe for use by many threads.
 */
@Component(service = DeployClient.class)
public final class DeployClient {

    private static final Set<ReleaseState> NOT_RUNNING =
            EnumSet.of(ReleaseState.WAITING, ReleaseState.FAILED, ReleaseState.QUARANTINED);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Deployer deployer;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Configurations configurations;

    /** With the deployer that comes. */
    @Activate
    public DeployClient() {}

    /** With this deployer for good; null for none. */
    public DeployClient(@Nullable Deployer deployer) {
        this.deployer = deployer;
    }

    /**
     * Asks the deployer.
     *
     * @throws CommandException if it is not running, or refuses the request
     */
    <T> T ask(CommandContext context, Request<T> request) throws InterruptedException {
        Deployer there = deployer;
        if (there == null) {
            throw new CommandException("The deployer is not running, so nothing can be deployed. Why: scr:info"
                    + " io.hookline.deploy.internal.component.DeployService, and log/hookline.log");
        }
        try {
            return request.of(there.actingFor(context.actor(), context.reason()));
        } catch (DeployRefusedException e) {
            String text = refusal(e, context.width());
            throw e.refusal() == DeployRefusal.CANCELLED
                    ? CommandException.interrupted(text)
                    : new CommandException(text);
        }
    }

    /** The releases that are to run and do not, or did not start; none while the deployer is not running. */
    public List<ReleaseStatus> notRunning() {
        Deployer there = deployer;
        return there == null
                ? List.of()
                : there.status().stream()
                        .filter(release -> NOT_RUNNING.contains(release.state()))
                        .toList();
    }

    private static String refusal(DeployRefusedException refused, int width) {
        StringBuilder text = new StringBuilder();
        text.append(Folded.of("Refused (" + refused.refusal() + "): ", refused.getMessage(), width, "  "));
        Reasons.further(refused.getMessage(), refused.details())
                .forEach(detail -> text.append(Folded.of("  ", detail, width, "    ")));
        return text.toString().stripTrailing();
    }

    /** Prints each step of a change while it is made. */
    static ProgressListener progress(CommandContext context) {
        return step -> context.progress("  " + step);
    }

    private Completion completing(Names names) {
        return () -> {
            Deployer there = deployer;
            Set<String> found = new TreeSet<>();
            if (there != null) {
                names.add(there, found);
            }
            return found;
        };
    }

    private Completion completing(Set<ReleaseState> states) {
        return completing((deployer, names) -> deployer.status().stream()
                .filter(release -> states.contains(release.state()))
                .forEach(release -> names.add(release.name())));
    }

    /** Offers the plugins that run. */
    Completion completingRunning() {
        return completing(EnumSet.of(ReleaseState.RUNNING, ReleaseState.WAITING));
    }

    /** Offers the plugins that can be started. */
    Completion completingStopped() {
        return completing(EnumSet.of(ReleaseState.LOADED, ReleaseState.WAITING, ReleaseState.FAILED));
    }

    /** Offers the plugins of which a canary runs. */
    Completion completingCanaries() {
        return completing((deployer, names) -> deployer.canaries().stream()
                .filter(canary -> canary.state() != CanaryState.PROMOTED && canary.state() != CanaryState.ROLLED_BACK)
                .forEach(canary -> names.add(canary.name())));
    }

    /** Offers the plugins of the desired sets that are kept. */
    Completion completingPlugins() {
        return completing((deployer, names) ->
                deployer.history().forEach(set -> set.artifacts().forEach(artifact -> names.add(artifact.name()))));
    }

    /** Offers the releases that are known, and those of the desired sets that are kept. */
    Completion completingReleases() {
        return completing((deployer, names) -> {
            deployer.status().forEach(release -> names.add(release.name() + "@" + release.version()));
            deployer.history().forEach(set -> set.artifacts()
                    .forEach(artifact -> names.add(artifact.name() + "@" + artifact.version())));
        });
    }

    /** Offers the options of plugins as {@code KEY=}: of those that are named before, or else of all. */
    Completion completingSettings() {
        return Completion.after(before -> {
            Configurations there = configurations;
            return there == null
                    ? List.of()
                    : SettingKeys.of(there.all(), Set.copyOf(completingPlugins().values()), before);
        });
    }

    /** Offers the releases in quarantine. */
    Completion completingQuarantined() {
        return completing((deployer, names) ->
                deployer.quarantine().forEach(entry -> names.add(entry.name() + "@" + entry.version())));
    }

    /** Offers the removed releases whose classes are not gone. */
    Completion completingRemoved() {
        return completing((deployer, names) -> deployer.unloads().stream()
                .filter(unload -> unload.state() != UnloadStatus.State.GONE)
                .forEach(unload -> names.add(unload.release().replace(' ', '@'))));
    }

    /** Offers the numbers of the desired sets. */
    Completion completingSets() {
        return completing(
                (deployer, names) -> deployer.history().forEach(set -> names.add(String.valueOf(set.number()))));
    }

    /** A request to the deployer. */
    @FunctionalInterface
    interface Request<T> {

        T of(Deployer deployer) throws DeployRefusedException, InterruptedException;
    }

    /** Collects names. */
    @FunctionalInterface
    private interface Names {

        void add(Deployer deployer, Set<String> names);
    }
}
