package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.Actor;
import io.hookline.common.file.DurableFile;
import io.hookline.common.file.Sha256;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.internal.change.UnexpectedFault;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drop folder: File Install finds files in it, once they do not change any more, and the deployment deploys them. A
 * replaced file is a swap, a deleted one a removal. The reason for refusing a file is written beside it, to a file of
 * the same name with the suffix {@value #REASON}, which is deleted when the file is accepted or deleted.
 */
@Component(
        service = {DropFolder.class, ArtifactInstaller.class},
        immediate = true,
        property = Constants.SERVICE_RANKING + ":Integer=1000")
public final class DropFolder implements ArtifactInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final String TAKEN_OUT = "taken out of the drop folder:";
    private static final long AGAIN_SECONDS = 10;
    private static final String REASON = ".refused.txt";
    private static final int LOOK_SECONDS = 1;
    private static final String WATCHER = "org.apache.felix.fileinstall";
    private static final String WATCHED = "hookline-drop";
    private static final String TEMPORARY = "felix.fileinstall.tmpdir";

    private final DropTarget deploy;
    private final @Nullable Path folder;
    /** Names of files that were in the folder before the start, and that File Install has not shown yet. */
    private final Set<Path> presentAtStart = ConcurrentHashMap.newKeySet();

    private final ManagedServiceFactory watcher;
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "hookline-drop");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Has File Install watch the folder. It is told directly, not by a configuration: that would outlast the process,
     * and File Install would watch the folder at the next start before this is there to verify what lies in it.
     */
    @Activate
    public DropFolder(
            BundleContext context,
            @Reference DeployService deploy,
            @Reference(target = "(service.pid=" + WATCHER + ")") ManagedServiceFactory watcher)
            throws IOException, ConfigurationException {
        this(context.getProperty(TEMPORARY), deploy, watcher);
    }

    DropFolder(@Nullable String temporary, DropTarget deploy, ManagedServiceFactory watcher)
            throws IOException, ConfigurationException {
        this.deploy = deploy;
        this.watcher = watcher;
        Path drop = deploy.dropFolder();
        if (drop == null) {
            this.folder = null;
            return;
        }
        this.folder = Files.createDirectories(drop).toRealPath();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> presentAtStart.add(file.getFileName()));
        }
        Map<String, String> watched = new HashMap<>(Map.of(
                "felix.fileinstall.dir", String.valueOf(folder),
                "felix.fileinstall.filter", ".*\\.(jar|wasm)",
                "felix.fileinstall.poll", "1000",
                "felix.fileinstall.enableConfigSave", "false",
                "felix.fileinstall.log.level", "1"));
        if (temporary != null) {
            watched.put(TEMPORARY, temporary + "-drop");
        }
        watcher.updated(WATCHED, FrameworkUtil.asDictionary(watched));
        lookForVanished();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It looks until the folder is no longer watched.
    private void lookForVanished() {
        again.scheduleWithFixedDelay(this::removeVanished, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** File Install never tells of a file that was deleted between the start and its own first look. */
    private void removeVanished() {
        try {
            for (Path name : List.copyOf(presentAtStart)) {
                Path file = Path.of(String.valueOf(folder)).resolve(name);
                if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) && presentAtStart.remove(name)) {
                    uninstall(file.toFile());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Deactivate
    void deactivate() {
        again.shutdownNow();
        if (folder != null) {
            watcher.deleted(WATCHED);
        }
    }

    @Override
    public boolean canHandle(File artifact) {
        Path parent = artifact.toPath().toAbsolutePath().getParent();
        try {
            return folder != null
                    && parent != null
                    && (artifact.getName().endsWith(".jar")
                            || artifact.getName().endsWith(".wasm"))
                    && parent.toRealPath().equals(folder);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void install(File artifact) throws InterruptedException {
        Path file = artifact.toPath();
        if (!isReadable(file)) {
            return;
        }
        boolean wasHere = presentAtStart.remove(file.getFileName());
        if (wasHere && isStopped(file)) {
            return;
        }
        Optional<String> replaced = wasHere ? replacedSince(file) : Optional.empty();
        if (replaced.isPresent()) {
            refused(
                    file,
                    new DeployRefusedException(
                            DeployRefusal.REPLACED,
                            "it was deployed before and has been replaced (" + replaced.get()
                                    + "); to deploy it again, use hook:deploy, or put it into the folder again"));
            return;
        }
        deploy(file);
    }

    /** Whether a plugin that came from a file as it is now is stopped, which a start of the process does not change. */
    private boolean isStopped(Path file) {
        String origin = Artifact.DROP + file.getFileName();
        Optional<DesiredSet> current = deploy.deployment().history().stream().findFirst();
        try {
            String sha256 = Sha256.of(file);
            return current.isPresent()
                    && current.get().artifacts().stream()
                            .anyMatch(one -> one.origin().equals(origin)
                                    && one.sha256().equals(sha256)
                                    && current.get().isStopped(one.name()));
        } catch (IOException e) {
            LOG.debug("{} is not there any more", file, e);
            return false;
        }
    }

    /** What has replaced a file that is in the folder as it was when it was deployed: a swap, a rollback. */
    private Optional<String> replacedSince(Path file) {
        String origin = Artifact.DROP + file.getFileName();
        String replacedBy = null;
        try {
            String sha256 = Sha256.of(file);
            for (DesiredSet set : deploy.deployment().history()) {
                boolean named = set.artifacts().stream()
                        .anyMatch(one ->
                                one.origin().equals(origin) && one.sha256().equals(sha256));
                if (named) {
                    return Optional.ofNullable(replacedBy).filter(cause -> !cause.startsWith(TAKEN_OUT));
                }
                replacedBy = set.cause();
            }
        } catch (IOException e) {
            LOG.debug("{} is not there any more", file, e);
        }
        return Optional.empty();
    }

    @Override
    public void update(File artifact) throws InterruptedException {
        if (isReadable(artifact.toPath())) {
            deploy(artifact.toPath());
        }
    }

    /** Refuses what is no regular file, such as a pipe, or too large: it is not read at all. */
    private boolean isReadable(Path file) {
        long most = deploy.mostBytes();
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                refused(
                        file,
                        new DeployRefusedException(
                                DeployRefusal.UNREADABLE,
                                "it is not a regular file but a folder, pipe, socket or device: delete it"));
                return false;
            }
            if (attributes.size() > most) {
                refused(
                        file,
                        new DeployRefusedException(
                                DeployRefusal.TOO_LARGE,
                                "it has " + attributes.size() + " bytes; the limit is " + most));
                return false;
            }
            return true;
        } catch (IOException e) {
            LOG.debug("{} cannot be looked at, or is not there any more", file, e);
            return false;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What fails is written beside the file.
    private void deploy(Path file) throws InterruptedException {
        String origin = Artifact.DROP + file.getFileName();
        try {
            DeployResult result = make(ChangeRequest.deploy(List.of(file.toString()), options(file))
                    .withOrigins(List.of(origin))
                    .withCause("drop folder:"));
            LOG.info("{}: {} runs, set {}", file.getFileName(), String.join(", ", result.joined()), result.set());
            result.notes().forEach(note -> LOG.warn("{}: {}", file.getFileName(), note));
            Files.deleteIfExists(reason(file));
        } catch (DeployRefusedException e) {
            refused(file, e);
            if (e.refusal() == DeployRefusal.BUSY || e.refusal() == DeployRefusal.STORE_FAILED) {
                again.schedule(() -> tryAgain(file), AGAIN_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted", reason(file), e);
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            // File Install would end its watch over the folder.
            refused(file, UnexpectedFault.in(String.valueOf(file.getFileName()), e));
        }
    }

    private DeployResult make(ChangeRequest request) throws DeployRefusedException, InterruptedException {
        try (Prepared prepared = deploy.deployment().prepare(request, ProgressListener.NONE)) {
            return prepared.commit(ProgressListener.NONE);
        }
    }

    private static DeployOptions options(Path file) {
        return DeployOptions.SAFE.withActor(new Actor(Actor.Kind.DROP_FOLDER, String.valueOf(file.getFileName())));
    }

    /** The cause of the refusal may be gone. */
    private void tryAgain(Path file) {
        try {
            if (Files.exists(file)) {
                deploy(file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refused(Path file, DeployRefusedException refusal) {
        try {
            if (refusal.refusal() == DeployRefusal.ALREADY_RUNNING) {
                Files.deleteIfExists(reason(file));
                return;
            }
            LOG.error("{} is refused ({}): {}", file.getFileName(), refusal.refusal(), refusal.getMessage());
            StringBuilder text = new StringBuilder();
            text.append(refusal.refusal())
                    .append(": ")
                    .append(refusal.getMessage())
                    .append('\n');
            refusal.details().forEach(detail -> text.append("  ").append(detail).append('\n'));
            // Whole or not there; and unlike an open, a replacement does not block on a pipe in its place.
            DurableFile.write(reason(file), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("the reason cannot be written beside {}", file, e);
        }
    }

    private static Path reason(Path file) {
        return file.resolveSibling(file.getFileName() + REASON);
    }

    @Override
    public void uninstall(File artifact) throws InterruptedException {
        String origin = Artifact.DROP + artifact.getName();
        Optional<Artifact> running =
                deploy.deployment().history().stream().findFirst().map(DesiredSet::artifacts).stream()
                        .flatMap(List::stream)
                        .filter(one -> one.origin().equals(origin))
                        .findFirst();
        try {
            Files.deleteIfExists(reason(artifact.toPath()));
            if (running.isPresent()) {
                make(ChangeRequest.remove(List.of(running.get().name()), options(artifact.toPath()))
                        .withCause(TAKEN_OUT));
                LOG.info("{}: {} is removed", artifact.getName(), running.get().label());
            }
        } catch (DeployRefusedException e) {
            LOG.error(
                    "{} was taken out of the drop folder, but {} stays ({}): {}",
                    artifact.getName(),
                    running.map(Artifact::label).orElse("it"),
                    e.refusal(),
                    e.getMessage());
        } catch (IOException e) {
            LOG.warn("the reason beside {} cannot be deleted", artifact, e);
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            LOG.error("{} was taken out of the drop folder, and that failed", artifact, e);
        }
    }
}
