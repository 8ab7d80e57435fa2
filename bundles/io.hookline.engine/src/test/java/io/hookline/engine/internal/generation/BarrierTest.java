package io.hookline.engine.internal.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whether the barrier on this JVM has the effect that leases rely on. */
class BarrierTest {

    private static final int PASSES = 50;

    @Test
    void theAsymmetricBarrierForcesASafepointEachTime() throws Exception {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:safepoint",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Passing.class.getName()))
                .redirectErrorStream(true)
                .start();
        String log = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log).contains("asymmetric");
        List<String> between = log.lines()
                .dropWhile(line -> !line.contains("first pass"))
                .takeWhile(line -> !line.contains("last pass"))
                .toList();
        assertThat(between)
                .filteredOn(line -> line.contains("Safepoint \"FindDeadlocks\""))
                .hasSize(PASSES);
    }

    @Test
    void aJvmOtherThanHotSpotUsesTheFencedMode() {
        String name = System.getProperty("java.vm.name");
        try {
            System.setProperty("java.vm.name", "Eclipse OpenJ9 VM");
            Barrier barrier = Barrier.forThisJvm();
            assertThat(barrier.callsFence()).isTrue();
            assertThat(barrier.description()).contains("OpenJ9");
        } finally {
            System.setProperty("java.vm.name", name);
        }
    }

    /** What the child JVM runs. */
    static final class Passing {

        private Passing() {}

        public static void main(String[] arguments) {
            Barrier barrier = Barrier.forThisJvm();
            System.out.println(barrier.description());
            System.out.println("first pass");
            for (int i = 0; i < PASSES; i++) {
                barrier.pass();
            }
            System.out.println("last pass");
        }
    }
}
