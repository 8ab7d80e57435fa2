package io.hookline.audit.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.internal.route.AuditRoute;
import io.hookline.audit.internal.route.AuditRouteConfig;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import io.hookline.audit.status.OutputState;
import io.hookline.audit.status.OutputStatus;
import io.hookline.common.config.GivenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a source to outputs that are slow, down, wrong, swapped or not there. */
@Timeout(300)
class PipelineTest {

    private static final Map<String, Object> QUICK = Map.of("flushMillis", 1L, "retryMillis", 1L, "retryMaxMillis", 2L);

    @TempDir
    Path folder;

    private final CountDownLatch gate = new CountDownLatch(1);
    private Pipeline pipeline;

    @AfterEach
    void close() {
        gate.countDown();
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    void anOutputThatHangsDelaysNoOtherOneAndNoSource() throws IOException {
        open(QUICK, "slow", "quick");
        RecordingOutput quick = new RecordingOutput();
        pipeline.bind("slow", this::hang, 0);
        pipeline.bind("quick", quick, 0);
        put(0, 2_000);
        settled().until(() -> quick.actions().size() == 2_000);
        assertThat(quick.actions()).isEqualTo(names(0, 2_000));
        assertThat(output("slow").lag()).isEqualTo(2_000);
        settled().until(() -> output("slow").state() == OutputState.DELIVERING);
        gate.countDown();
        settled().until(() -> output("slow").sent() == 2_000);
    }

    @Test
    void whatFailsIsTriedAgainUntilItArrivesInOrder() throws IOException {
        open(QUICK, "file");
        AtomicInteger attempts = new AtomicInteger();
        RecordingOutput target = new RecordingOutput();
        pipeline.bind(
                "file",
                entries -> switch (attempts.incrementAndGet() % 4) {
                    case 0 -> throw new IOException("connection refused");
                    case 1 -> Collections.nCopies(entries.size(), Delivery.retryAfter(Duration.ofMillis(1), "503"));
                    case 2 -> List.of();
                    default -> target.deliver(entries);
                },
                0);
        put(0, 100);
        settled().until(() -> target.actions().size() == 100);
        assertThat(target.actions()).isEqualTo(names(0, 100));
        settled()
                .until(() ->
                        output("file").lag() == 0 && output("file").problem().isEmpty());
        assertThat(output("file").retried()).isPositive();
        assertThat(output("file").dropped()).isZero();
    }

    @Test
    void aBatchThatArrivesInPartIsNotSentAgainInWhole() throws IOException {
        open(QUICK, "file");
        RecordingOutput target = new RecordingOutput();
        pipeline.bind(
                "file",
                entries -> {
                    List<Delivery> results = new ArrayList<>();
                    for (int i = 0; i < entries.size(); i++) {
                        boolean isLate = i % 3 == 1 && entries.size() > 1;
                        if (!isLate) {
                            target.deliver(List.of(entries.get(i)));
                        }
                        results.add(isLate ? Delivery.retry("busy") : Delivery.DONE);
                    }
                    return results;
                },
                0);
        put(0, 100);
        settled().until(() -> output("file").sent() == 100);
        assertThat(target.actions()).containsExactlyInAnyOrderElementsOf(names(0, 100));
    }

    @Test
    void whatIsRejectedIsADeadLetterAndCanBeReplayed() throws IOException {
        open(QUICK, "file");
        RecordingOutput target = new RecordingOutput();
        AuditOutput picky = entries -> entries.stream()
                .map(entry -> entry.record().action().equals("action 3")
                        ? Delivery.rejected("400 bad")
                        : target.deliver(List.of(entry)).get(0))
                .toList();
        pipeline.bind("file", picky, 0);
        put(0, 10);
        settled().until(() -> output("file").lag() == 0 && output("file").sent() == 9);
        assertThat(output("file").rejected()).isEqualTo(1);
        assertThat(output("file").deadLetterBytes()).isPositive();
        pipeline.unbind("file", picky);
        pipeline.bind("file", target, 0);
        assertThat(pipeline.replay("file")).isEqualTo(1);
        settled().until(() -> target.actions().size() == 10);
        assertThat(target.actions()).endsWith("action 3");
        assertThat(output("file").deadLetterBytes()).isZero();
        assertThat(pipeline.replay("file")).isZero();
    }

    @Test
    void anOutputThatIsDownGetsSingleRecordsAsATrial() throws IOException {
        Map<String, Object> options = new HashMap<>(QUICK);
        options.put("breakerFailures", 3);
        open(options, "file");
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        pipeline.bind(
                "file",
                entries -> {
                    sizes.add(entries.size());
                    throw new IOException("down");
                },
                0);
        put(0, 10);
        settled().until(() -> sizes.size() > 20 && output("file").state() == OutputState.OPEN);
        assertThat(List.copyOf(sizes).subList(15, 20)).containsOnly(1);
        assertThat(output("file").problem()).contains("down");
        assertThat(output("file").oldest()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void anOutputIsSwappedUnderLoadWithoutLosingOrDoublingARecord() throws IOException {
        open(QUICK, "file");
        RecordingOutput all = new RecordingOutput();
        AuditOutput before = new Forwarding(all);
        pipeline.bind("file", before, 0);
        for (int i = 0; i < 50; i++) {
            put(i * 100, i * 100 + 100);
            AuditOutput after = new Forwarding(all);
            if (i % 2 == 0) {
                // As the deployer does it: the new one comes before the old one goes.
                pipeline.bind("file", after, 0);
                pipeline.unbind("file", before);
            } else {
                // As felix:update does it.
                pipeline.unbind("file", before);
                pipeline.bind("file", after, 0);
            }
            before = after;
        }
        settled().until(() -> output("file").sent() == 5_000);
        assertThat(all.actions()).isEqualTo(names(0, 5_000));
    }

    @Test
    void anOutputThatHasChangedIsTriedBeforeItsPauseEnds() throws IOException {
        open(QUICK, "file");
        RecordingOutput target = new RecordingOutput();
        AtomicInteger attempts = new AtomicInteger();
        pipeline.bind(
                "file",
                entries -> attempts.incrementAndGet() == 1
                        ? Collections.nCopies(entries.size(), Delivery.retryAfter(Duration.ofHours(1), "wrong url"))
                        : target.deliver(entries),
                0);
        put(0, 1);
        settled().until(() -> output("file").state() == OutputState.RETRYING);
        pipeline.updated("file");
        settled().until(() -> target.actions().size() == 1);
    }

    @Test
    void aServiceIsLetGoOnlyAfterItsDelivery() throws Exception {
        open(QUICK, "file");
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AuditOutput slow = entries -> {
            inside.incrementAndGet();
            begun.countDown();
            gate.await();
            inside.decrementAndGet();
            return Collections.nCopies(entries.size(), Delivery.DONE);
        };
        pipeline.bind("file", slow, 0);
        put(0, 1);
        begun.await();
        Thread opener = new Thread(gate::countDown);
        opener.start();
        pipeline.unbind("file", slow);
        assertThat(inside).hasValue(0);
        opener.join();
    }

    @Test
    void recordsWaitForAPluginOverARestart() throws IOException {
        open(QUICK, "file");
        put(0, 500);
        settled().until(() -> output("file").state() == OutputState.NO_PLUGIN);
        pipeline.close();
        open(QUICK);
        RecordingOutput target = new RecordingOutput();
        pipeline.bind("file", target, 0);
        settled().until(() -> target.actions().size() == 500);
        assertThat(target.actions()).isEqualTo(names(0, 500));
        pipeline.close();
        open(QUICK);
        RecordingOutput later = new RecordingOutput();
        pipeline.bind("file", later, 0);
        setRoutes("file");
        put(500, 501);
        settled().until(() -> !later.actions().isEmpty());
        assertThat(later.actions()).containsExactly("action 500");
    }

    @Test
    void aFullSpoolDropsTheOldestAndCountsThemForEachOutput() throws IOException {
        Map<String, Object> options = new HashMap<>(QUICK);
        options.putAll(Map.of("segmentBytes", 10_000L, "spoolBytes", 50_000L, "flushRecords", 10));
        open(options, "gone");
        put(0, 2_000);
        settled().until(() -> pipeline.spool().written() == 2_000);
        assertThat(pipeline.spool().bytes()).isLessThanOrEqualTo(50_000);
        RecordingOutput target = new RecordingOutput();
        long dropped = output("gone").dropped();
        assertThat(dropped).isPositive();
        pipeline.bind("gone", target, 0);
        settled().until(() -> output("gone").lag() == 0);
        assertThat(target.actions()).endsWith("action 1999").doesNotHaveDuplicates();
        // What the worker held in memory when it was dropped was delivered all the same.
        assertThat(target.actions().size() + dropped).isBetween(2_000L, 2_000L + 500);
    }

    @Test
    void aFullSpoolDropsTheNewestIfThatIsAsked() throws IOException {
        Map<String, Object> options = new HashMap<>(QUICK);
        options.putAll(
                Map.of("segmentBytes", 10_000L, "spoolBytes", 50_000L, "flushRecords", 10, "spoolFull", "drop-newest"));
        open(options, "gone");
        put(0, 2_000);
        settled().until(() -> pipeline.spool().written() + pipeline.spool().dropped() == 2_000);
        assertThat(pipeline.spool().dropped()).isPositive();
        RecordingOutput target = new RecordingOutput();
        pipeline.bind("gone", target, 0);
        settled().until(() -> output("gone").lag() == 0);
        // A batch that is smaller may still fit.
        assertThat(target.actions())
                .hasSize((int) pipeline.spool().written())
                .doesNotHaveDuplicates()
                .isSubsetOf(names(0, 2_000));
        settled().until(() -> pipeline.spool().segments() == 1);
    }

    @Test
    void spillDeliversEverythingAsWell() throws IOException {
        Map<String, Object> options = new HashMap<>(QUICK);
        options.put("overflow", "spill");
        open(options, "file");
        RecordingOutput target = new RecordingOutput();
        pipeline.bind("file", target, 0);
        put(0, 3_000);
        settled().until(() -> target.actions().size() == 3_000);
        assertThat(target.actions()).isEqualTo(names(0, 3_000));
    }

    /** What fails is the creation of the next segment; a full disk fails in the same place. */
    @Test
    void whileTheDiskRefusesRecordsWaitInMemoryAndNoneIsLost() throws IOException {
        open(with(QUICK, "segmentBytes", 10_000L), "file");
        RecordingOutput target = new RecordingOutput();
        pipeline.bind("file", target, 0);
        put(0, 10);
        settled().until(() -> target.actions().size() == 10);
        Path spool = folder.resolve("spool");
        Path aside = Files.move(spool, folder.resolve("aside"));
        put(10, 500);
        settled().until(() -> !pipeline.spool().problem().isEmpty());
        put(500, 600);
        assertThat(pipeline.spool().waiting()).isPositive();
        Files.move(aside, spool);
        settled().until(() -> target.actions().size() >= 600);
        assertThat(target.actions()).isEqualTo(names(0, 600));
        settled().until(() -> pipeline.spool().problem().isEmpty());
        assertThat(pipeline.spool().dropped()).isZero();
        assertThat(output("file").dropped()).isZero();
    }

    @Test
    void recordsThatNoRouteTakesAreCountedAndNotStored() throws IOException {
        open(QUICK);
        put(0, 10);
        settled().until(() -> pipeline.spool().unrouted() == 10);
        assertThat(pipeline.spool().records()).isZero();
    }

    @Test
    void anOutputThatIsForgottenKeepsNothing() throws IOException {
        Map<String, Object> options = new HashMap<>(QUICK);
        options.put("segmentBytes", 10_000L);
        open(options, "gone");
        put(0, 500);
        settled()
                .until(() -> output("gone").state() == OutputState.NO_PLUGIN
                        && pipeline.spool().written() == 500);
        assertThatThrownBy(() -> pipeline.forget("gone")).isInstanceOf(IllegalArgumentException.class);
        setRoutes();
        pipeline.forget("gone");
        assertThat(pipeline.outputs()).isEmpty();
        assertThat(pipeline.spool().segments()).isEqualTo(1);
    }

    private void open(Map<String, Object> options, String... outputs) throws IOException {
        pipeline =
                new Pipeline(folder, AuditSettings.of(GivenOptions.as(AuditConfig.class, options)), Clock.systemUTC());
        setRoutes(outputs);
    }

    private void setRoutes(String... outputs) {
        List<AuditRoute> routes = new ArrayList<>();
        for (String output : outputs) {
            Map<String, Object> options = Map.of("outputs", new String[] {output});
            routes.add(AuditRoute.of(output, GivenOptions.as(AuditRouteConfig.class, options)));
        }
        pipeline.setRoutes(routes);
    }

    private void put(int from, int to) {
        for (int i = from; i < to; i++) {
            pipeline.put(
                    AuditRecord.builder(Instant.EPOCH, "test", "action " + i).build());
        }
    }

    private OutputStatus output(String name) {
        return pipeline.outputs().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Delivery> hang(List<AuditEntry> entries) throws InterruptedException {
        gate.await();
        return Collections.nCopies(entries.size(), Delivery.DONE);
    }

    private static Map<String, Object> with(Map<String, Object> options, String name, Object value) {
        Map<String, Object> all = new HashMap<>(options);
        all.put(name, value);
        return all;
    }

    private static ConditionFactory settled() {
        return await().atMost(Duration.ofSeconds(200)).pollInterval(Duration.ofMillis(5));
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "action " + i).toList();
    }

    /** Another service for the same target. */
    private record Forwarding(RecordingOutput target) implements AuditOutput {

        @Override
        public List<Delivery> deliver(List<AuditEntry> entries) {
            return target.deliver(entries);
        }
    }

    /** Keeps what it gets. */
    private static final class RecordingOutput implements AuditOutput {

        private final List<String> actions = new ArrayList<>();

        @Override
        public synchronized List<Delivery> deliver(List<AuditEntry> entries) {
            entries.forEach(entry -> actions.add(entry.record().action()));
            return Collections.nCopies(entries.size(), Delivery.DONE);
        }

        synchronized List<String> actions() {
            return List.copyOf(actions);
        }
    }
}
