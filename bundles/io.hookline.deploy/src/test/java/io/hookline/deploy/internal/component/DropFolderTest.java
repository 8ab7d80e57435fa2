package io.hookline.deploy.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ManagedServiceFactory;

/** What leaves the drop folder is removed, although File Install has never seen it. */
final class DropFolderTest {

    @TempDir
    private Path folder;

    @Test
    void aFileThatGoesBeforeFileInstallLooksIntoTheFolderIsNoticed() throws Exception {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Path file = Files.createFile(drop.resolve("a.jar"));
        Files.createFile(drop.resolve("b.jar"));
        try (TestDeployment test = new TestDeployment(folder, Duration.ofMinutes(1), drop).start()) {
            deployAs(test, "a.jar", "one");
            deployAs(test, "b.jar", "two");
            BlindWatcher watcher = new BlindWatcher();
            DropFolder watched = new DropFolder(null, new Target(test.deployer(), drop), watcher);
            try {
                assertThat(watcher.watched).hasSize(1);
                Files.delete(file);
                await().untilAsserted(() -> assertThat(test.desired()).containsExactly("two 1.0.0"));
                assertThat(test.deployer().history().get(0).cause()).startsWith("taken out of the drop folder:");
            } finally {
                watched.deactivate();
            }
            assertThat(watcher.watched).isEmpty();
        }
    }

    private static void deployAs(TestDeployment test, String file, String plugin) throws Exception {
        ChangeRequest request = ChangeRequest.deploy(List.of(test.file(plugin, "1.0.0")), DeployOptions.SAFE)
                .withOrigins(List.of(Artifact.DROP + file));
        try (Prepared prepared = test.prepare(request)) {
            prepared.commit(ProgressListener.NONE);
        }
    }

    private record Target(Deployment deployment, @Nullable Path dropFolder) implements DropTarget {

        @Override
        public long mostBytes() {
            return 1_000;
        }
    }

    /** A File Install that never looks into the folder. */
    private static final class BlindWatcher implements ManagedServiceFactory {

        private final List<String> watched = new CopyOnWriteArrayList<>();

        @Override
        public String getName() {
            return "a test";
        }

        @Override
        public void updated(String pid, Dictionary<String, ?> properties) {
            watched.add(pid);
        }

        @Override
        public void deleted(String pid) {
            watched.remove(pid);
        }
    }
}
