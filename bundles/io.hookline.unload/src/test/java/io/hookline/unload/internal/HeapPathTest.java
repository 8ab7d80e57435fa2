package io.hookline.unload.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapPathTest {

    private static final AtomicReference<Object> LEFT_BEHIND = new AtomicReference<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void startTheHost() throws Exception {
        SharedPool.open();
    }

    @AfterEach
    void letGo() {
        LEFT_BEHIND.set(null);
    }

    @Test
    void theStaticFieldThatHoldsIsNamed() throws Exception {
        WatchedLoader loader = watched();
        LEFT_BEHIND.set(Map.of("key", new Object[] {"nothing", loader.get()}));

        List<String> path = find(loader);

        assertThat(path.get(0)).startsWith("GC root (");
        assertThat(path)
                .containsSubsequence(
                        "class " + HeapPathTest.class.getName() + ".LEFT_BEHIND",
                        "java.util.concurrent.atomic.AtomicReference.value",
                        "java.util.ImmutableCollections$Map1.v0",
                        "java.lang.Object[1]",
                        "the class loader " + FakePlugin.class.getName());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void ofTwoLoadersTheRightOneIsFound() throws Exception {
        WatchedLoader first = watched();
        WatchedLoader second = new WatchedLoader(new URLClassLoader(new URL[0]));
        LEFT_BEHIND.set(List.of(first.get(), second.get()));

        assertThat(find(first)).last().asString().endsWith(FakePlugin.class.getName());
        assertThat(find(second)).last().asString().endsWith(URLClassLoader.class.getName());
    }

    @Test
    void theThreadWhoseThreadLocalHoldsIsNamed() throws Exception {
        LoaderWatch watch = new LoaderWatch(new MutableClock(), UnloadLimits.standard());
        FakePlugin.Leftover leftover = FakePlugin.leak("ThreadLocalLeak", watch, "leaky");
        watch.removed("leaky");
        try {
            List<String> path = find(watch.remaining("leaky"));

            assertThat(path.get(0)).isEqualTo("GC root (thread object): java.lang.Thread \"host-worker\"");
            assertThat(path.get(1)).isEqualTo("java.lang.Thread \"host-worker\".threadLocals");
        } finally {
            leftover.end();
        }
    }

    @Test
    void whatIsHeldSoftlyOnlyHasNoPath() throws Exception {
        WatchedLoader loader = watched();
        LEFT_BEHIND.set(new SoftReference<>(loader.get()));

        assertThat(find(loader)).singleElement().asString().startsWith("Only soft or weak references");
    }

    @Test
    void whatIsGoneIsSaidToBeGone() throws Exception {
        assertThat(find(watched())).singleElement().asString().startsWith("The class loader is gone");
    }

    @Test
    void withoutSpaceNothingIsDumped() {
        HeapPath heap = new HeapPath(folder, path -> 1000);

        assertThatThrownBy(() -> heap.find(watched()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0 MB are free");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatAKilledJvmHasLeftIsDeleted() throws Exception {
        Path left = Files.createDirectories(folder.resolve("heap-path-123"));
        Files.writeString(left.resolve("heap.hprof"), "half a dump");

        find(watched());

        assertThat(folder).isEmptyDirectory();
    }

    private List<String> find(WatchedLoader loader) throws IOException {
        return new HeapPath(folder).find(loader).lines().toList();
    }

    private static WatchedLoader watched() {
        return new WatchedLoader(new FakePlugin());
    }
}
