package io.hookline.browsertests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The console: the types of its scripts, their logic, and the pages in a browser against the distribution. The tests
 * themselves are scripts, in {@code src/test/js}.
 */
@Tag("native")
class ConsoleTest {

    private static Workshop workshop;

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        workshop = Workshop.prepared(Path.of("target", "workshop").toAbsolutePath());
    }

    @Test
    void itsTypesAreRight() throws IOException, InterruptedException {
        assertSucceeded(workshop.run("node", "node_modules/typescript/bin/tsc", "-p", "."));
    }

    @Test
    void itsLogicIsRight() throws IOException, InterruptedException {
        assertSucceeded(workshop.run("node", "--test", "--test-reporter=spec", "logic/"));
    }

    @Test
    void itWorksInABrowser() throws IOException, InterruptedException {
        assertSucceeded(workshop.run(
                "node", "--test", "--test-reporter=spec", "--test-concurrency=1", "browser/console.test.mjs"));
    }

    @Test
    void itsPanelsCannotGetOutOfTheirFrames() throws IOException, InterruptedException {
        assertSucceeded(workshop.run("node", "--test", "--test-reporter=spec", "browser/panels.test.mjs"));
    }

    @Test
    void itShowsAThousandPluginsWithoutAStutter() throws IOException, InterruptedException {
        assertSucceeded(workshop.run("node", "--test", "--test-reporter=spec", "browser/many.test.mjs"));
    }

    private static void assertSucceeded(Workshop.Outcome outcome) {
        assertThat(outcome.status()).as(outcome.output()).isZero();
    }
}
