package io.hookline.plugin.policy.internal;

import io.hookline.common.file.RegularFile;
import io.hookline.common.file.Sha256;
import io.hookline.common.text.Printable;
import io.hookline.plugin.policy.json.PolicyException;
import io.hookline.plugin.policy.rule.Policy;
import io.hookline.plugin.policy.rule.PolicyCompiler;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the policy that applies up to date with its file, on a thread of its own. Readers get the {@linkplain #state()
 * state} by one volatile read.
 *
 * <pre>
 *  file changed ─▶ read ─▶ compiled ─▶ its tests pass ─▶ kept ─▶ applies
 *                    └───────┴────────────┴─ refused: what applied before still does; at a start, the kept copy
 * </pre>
 */
final class PolicyStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyStore.class);

    private final LastGood lastGood;
    private final Clock clock;
    private final CountDownLatch firstLoad = new CountDownLatch(1);
    private final PolicyCompiler compiler = new PolicyCompiler(System::nanoTime);
    private final ScheduledExecutorService thread;
    private volatile Source source;
    private volatile PolicyState state;

    /** Begins to read the file on a thread of its own. */
    PolicyStore(Source source, LastGood lastGood, Clock clock) {
        this.source = source;
        this.lastGood = lastGood;
        this.clock = clock;
        this.state = PolicyState.none(source.file());
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, "hookline-policy");
            created.setDaemon(true);
            return created;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.thread = executor;
        thread.execute(this::pollAgain);
    }

    /** What applies now. */
    PolicyState state() {
        return state;
    }

    /** Takes another file, or another interval. What applies now does so until a good policy is read. */
    void use(Source changed) {
        source = changed;
        thread.execute(this::poll);
    }

    /** Waits until the file was read for the first time; false if that takes longer. */
    boolean awaitFirstLoad(Duration most) throws InterruptedException {
        return firstLoad.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What compiles policies. */
    PolicyCompiler compiler() {
        return compiler;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void pollAgain() {
        poll();
        ScheduledFuture<?> unused = thread.schedule(this::pollAgain, source.pollMillis(), TimeUnit.MILLISECONDS);
    }

    private void poll() {
        try {
            load(source.file());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("the policy file cannot be read", e);
            refuse(source.file(), "it cannot be read: " + e, "");
        }
        firstLoad.countDown();
    }

    private void load(Path file) {
        byte[] content;
        try {
            content = RegularFile.read(file, PolicyCompiler.MOST_BYTES);
        } catch (NoSuchFileException e) {
            refuse(file, file + " does not exist: write the policy there", "");
            return;
        } catch (IOException e) {
            refuse(file, "it cannot be read: " + e.getMessage(), "");
            return;
        }
        String digest = Sha256.of(content);
        PolicyState now = state;
        Policy applied = now.policy();
        if (applied != null && applied.digest().equals(digest)) {
            if (now.refusal() != null || now.kept() || !now.file().equals(file)) {
                state = now.confirmed(file);
                LOG.info("{} has the policy {} again, which applies", file, digest);
            }
            return;
        }
        if (now.refusal() != null
                && now.refusedDigest().equals(digest)
                && now.file().equals(file)) {
            return;
        }
        apply(file, content, digest);
    }

    private void apply(Path file, byte[] content, String digest) {
        try {
            Policy policy = compiler.compile(content);
            keep(content);
            state = state.applied(file, policy, clock.instant(), false);
            LOG.info(
                    "the policy {} of {} applies: {} rules",
                    digest,
                    file,
                    policy.rules().size());
        } catch (PolicyException e) {
            refuse(file, e.reason(), digest);
        }
    }

    private void keep(byte[] content) {
        try {
            lastGood.save(content);
        } catch (IOException e) {
            LOG.warn("the policy applies, but cannot be kept for a start with a wrong file: {}", e.getMessage());
        }
    }

    private void refuse(Path file, String reason, String digest) {
        PolicyState before = state;
        if (before.policy() == null) {
            useKept(file);
        }
        PolicyState now = state;
        if (now.refusal() != null
                && now.refusal().equals(reason)
                && now.refusedDigest().equals(digest)
                && now.file().equals(file)) {
            return;
        }
        state = now.refused(file, reason, digest, clock.instant());
        Policy applies = now.policy();
        LOG.error(
                "the policy file {} is refused, {}: {}",
                file,
                applies == null ? "and all requests are" : "the policy " + applies.digest() + " still applies",
                Printable.of(reason));
    }

    private void useKept(Path file) {
        try {
            Optional<byte[]> kept = lastGood.load();
            if (kept.isPresent()) {
                Policy policy = compiler.compile(kept.get());
                state = state.applied(file, policy, clock.instant(), true);
                LOG.warn("the kept copy of the policy {} applies", policy.digest());
            }
        } catch (IOException | PolicyException e) {
            LOG.error("the kept copy of the policy cannot be used: {}", e.getMessage());
        }
    }

    /**
     * Where the policy comes from.
     *
     * @param pollMillis how often the file is read, in milliseconds
     */
    record Source(Path file, long pollMillis) {}
}
