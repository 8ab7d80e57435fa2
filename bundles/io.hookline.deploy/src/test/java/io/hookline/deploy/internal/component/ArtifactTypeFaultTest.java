package io.hookline.deploy.internal.component;

import static io.hookline.deploy.internal.component.TestDeployment.refusal;
import static io.hookline.deploy.internal.component.TestDeployment.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.ArtifactDescription;
import io.hookline.deploy.artifact.ArtifactIdentity;
import io.hookline.deploy.artifact.ArtifactLimits;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.artifact.StagingRequest;
import io.hookline.deploy.artifact.StartContext;
import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.deploy.internal.artifact.BoundedArtifactType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An artifact type, or a progress listener, that breaks its contract harms no other change. */
final class ArtifactTypeFaultTest {

    @TempDir
    private Path folder;

    private TestDeployment test;
    private FaultyType faulty;

    @BeforeEach
    void start() throws Exception {
        test = new TestDeployment(folder).start();
        faulty = new FaultyType();
        test.types.add(new BoundedArtifactType(faulty, Duration.ofMillis(200)));
    }

    @AfterEach
    void close() {
        faulty.gate.countDown();
        test.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "describe", "stage", "start"})
    void aStepThatThrowsAnErrorRefusesThatFileOnly(String step) throws Exception {
        faulty.errorIn = step;
        DeployRefusedException refused = refusal(() -> test.deploy(test.fileOf("faulty", "ill", "1.0.0")));
        assertThat(refused.getMessage()).contains("'faulty'", step, "AssertionError");
        assertOtherChangesGoOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "stage", "start"})
    void aStepThatHangsIsGivenUp(String step) throws Exception {
        faulty.hangIn = step;
        DeployRefusedException refused = refusal(() -> test.deployer()
                .deploy(
                        List.of(test.fileOf("faulty", "ill", "1.0.0")),
                        DeployOptions.SAFE.withReadyTimeout(Duration.ofMillis(10)),
                        ProgressListener.NONE));
        assertThat(refused.getMessage()).contains("'faulty'", step, "did not end in time");
        assertOtherChangesGoOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "describe", "stage"})
    void aStepThatReturnsNullRefusesTheFile(String step) throws Exception {
        faulty.nullIn = step;
        assertThat(refusal(() -> test.deploy(test.fileOf("faulty", "ill", "1.0.0")))
                        .getMessage())
                .contains("'faulty'", step, "null");
        assertOtherChangesGoOn();
    }

    @Test
    void aTypeThatCannotJudgeAFileDoesNotGetIt() throws Exception {
        faulty.errorIn = "recognises";
        assertOtherChangesGoOn();
    }

    @Test
    void aTypeThatStillJudgesAFileIsAskedAboutNoOther() throws Exception {
        faulty.isDeaf = true;
        faulty.hangIn = "recognises";
        assertOtherChangesGoOn();
        test.deploy(test.file("another", "1.0.0"));
        assertThat(faulty.judged).hasValue(1);
        faulty.hangIn = "";
        faulty.gate.countDown();
        await().untilAsserted(() -> test.deploy(test.fileOf("faulty", "ill", "1.0.0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "a\u001b[2J", "a b"})
    void aNameThatIsNoneIsRefused(String name) throws Exception {
        faulty.name = name;
        assertThat(refusalOf(() -> test.deploy(test.fileOf("faulty", "ill", "1.0.0"))))
                .isEqualTo(DeployRefusal.DAMAGED);
        assertOtherChangesGoOn();
    }

    @Test
    void aMissingOrEndlessNameIsRefused() throws Exception {
        faulty.name = null;
        assertThat(refusalOf(() -> test.deploy(test.fileOf("faulty", "ill", "1.0.0"))))
                .isEqualTo(DeployRefusal.DAMAGED);
        faulty.name = "a".repeat(10_000_000);
        assertThat(refusal(() -> test.deploy(test.fileOf("faulty", "ill", "1.0.1")))
                        .getMessage())
                .hasSizeLessThan(1_000);
        assertOtherChangesGoOn();
    }

    @Test
    void anErrorInStopIsAFaultOfTheRemovalThatIsMadeAllTheSame() throws Exception {
        test.deploy(test.fileOf("faulty", "ill", "1.0.0"));
        faulty.errorIn = "stop";
        DeployResult result = test.deployer().remove(List.of("ill"), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("AssertionError"));
        assertThat(test.desired()).isEmpty();
        assertOtherChangesGoOn();
    }

    @Test
    void aProgressListenerThatThrowsChangesNothing() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        ProgressListener broken = step -> {
            throw new IllegalStateException("the terminal is gone");
        };
        try (Prepared prepared = test.prepare(test.file("plugin", "1.1.0"))) {
            prepared.commit(broken);
        }
        assertThat(test.state("plugin", "1.1.0")).isEqualTo(ReleaseState.RUNNING);
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.1.0");
        test.deployer().deploy(List.of(test.file("plugin", "1.2.0")), DeployOptions.SAFE, broken);
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.2.0");
    }

    private void assertOtherChangesGoOn() throws Exception {
        test.deploy(test.file("well", "1.0.0"));
        assertThat(test.state("well", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
        assertThat(test.deployer().status()).isNotEmpty();
    }

    /** Does what it is told to in one of its steps; a {@link FakeType} in all others. */
    private static final class FaultyType implements ArtifactType {

        private final FakeType sound = new FakeType("faulty", new CopyOnWriteArrayList<>());
        private final CountDownLatch gate = new CountDownLatch(1);
        private volatile String errorIn = "";
        private volatile String hangIn = "";
        private volatile String nullIn = "";
        private volatile String name = "ill";
        private volatile boolean isDeaf;
        private final AtomicInteger judged = new AtomicInteger();

        private boolean isNull(String step) {
            if (step.equals(errorIn)) {
                throw new AssertionError("thrown by a test");
            }
            if (step.equals(hangIn)) {
                hang();
            }
            return step.equals(nullIn);
        }

        private void hang() {
            boolean hangs = true;
            while (hangs) {
                try {
                    gate.await();
                    hangs = false;
                } catch (InterruptedException e) {
                    hangs = isDeaf;
                }
            }
        }

        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public boolean recognises(Path content) throws IOException {
            judged.incrementAndGet();
            isNull("recognises");
            return sound.recognises(content);
        }

        @Override
        public ArtifactIdentity verify(Path content, ArtifactLimits limits) throws DeployRefusedException {
            return isNull("verify")
                    ? null
                    : new ArtifactIdentity(name, sound.verify(content, limits).version());
        }

        @Override
        public ArtifactDescription describe(Path content, ArtifactIdentity identity) throws DeployRefusedException {
            return isNull("describe") ? null : sound.describe(content, identity);
        }

        @Override
        public StagedRelease stage(StagingRequest request) throws DeployRefusedException {
            return isNull("stage") ? null : sound.stage(request);
        }

        @Override
        public void start(List<StagedRelease> arriving, Collection<StagedRelease> leaving, StartContext context)
                throws DeployRefusedException, InterruptedException {
            isNull("start");
            sound.start(arriving, leaving, context);
        }

        @Override
        public StopOutcome stop(StagedRelease release, String reason, Duration timeout) throws InterruptedException {
            isNull("stop");
            return sound.stop(release, reason, timeout);
        }

        @Override
        public List<String> uninstall(Collection<StagedRelease> releases, Duration timeout)
                throws InterruptedException {
            return sound.uninstall(releases, timeout);
        }
    }
}
