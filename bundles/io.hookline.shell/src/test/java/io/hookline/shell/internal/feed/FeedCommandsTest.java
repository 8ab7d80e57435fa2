package io.hookline.shell.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.shell.feed.EventFeed;
import io.hookline.shell.feed.LogEntry;
import io.hookline.shell.internal.core.FakeCore;
import io.hookline.shell.internal.core.FakeRuntime;
import io.hookline.shell.internal.gogo.CommandShell;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedCommandsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final EventRing ring = new EventRing();

    @Test
    void eventsShowsTheLatestThatFit() {
        happen("RUNNING");
        happen("STOPPING");
        CommandShell shell = new CommandShell(new EventsCommand(ring));

        assertThat(shell.run("events")).contains("release", "greeting@1.0.0", "new -> STOPPING", "shell:alice");
        assertThat(shell.json("events", "--last", "1", "--json")
                        .at("/0/details/after")
                        .asText())
                .isEqualTo("STOPPING");
        assertThat(shell.run("events", "--filter", "kind=guard")).contains("No event that fits");
        assertThatThrownBy(() -> shell.run("events", "--filter", "a=b"))
                .hasMessage("--filter: an event has no \"a\": filter by kind, subject, actor, reason, or by a word");
    }

    @Test
    void eventsFollowsUntilItIsInterrupted() {
        happen("RUNNING");
        CommandShell shell = new CommandShell(new EventsCommand(interruptedAfter(() -> happen("STOPPING"))));

        assertThat(shell.run("events", "-f", "-o", "json").lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"after\":\"STOPPING\"");
        assertThat(shell.run("events", "-f"))
                .contains("release  greeting@1.0.0  new -> RUNNING  (shell:alice: a test)");
    }

    /** The ring, in which something happens at the first wait, and which is interrupted at the next one. */
    private EventFeed interruptedAfter(Runnable happening) {
        int[] waits = {0};
        return (EventFeed) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EventFeed.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("await")) {
                        if (waits[0]++ % 2 == 1) {
                            throw new InterruptedException();
                        }
                        happening.run();
                        return true;
                    }
                    return method.invoke(ring, arguments);
                });
    }

    private void happen(String after) {
        ring.onEvent(new RuntimeEvent.ReleaseStateChanged(
                Instant.now(),
                new Cause(new Actor(Actor.Kind.SHELL, "alice"), "a test"),
                "greeting",
                "1.0.0",
                "new",
                after));
    }

    @Test
    void logsShowsEntriesOfALevelAndOfAPlugin() throws IOException {
        Files.writeString(
                folder.resolve("hookline.log"),
                """
                2026-11-27 10:00:00.000 INFO  [main] i.h.deploy.Deployer - acme.key 1.0.0 runs
                2026-11-27 10:00:01.000 WARN  [main] acme.rate.Rate - slow \u001B[2J
                2026-11-27 10:00:02.000 ERROR [main] a.key.Key - broken
                \tat acme.key.Key
                """);
        CommandShell shell = new CommandShell(new LogsCommand(new LogFiles(folder), FakeCore.of(FakeRuntime.busy())));

        assertThat(shell.run("logs", "--level", "warn"))
                .isEqualTo(
                        """
                2026-11-27 10:00:01.000 WARN  acme.rate.Rate - slow \\u001B[2J
                2026-11-27 10:00:02.000 ERROR a.key.Key - broken
                    at acme.key.Key
                """);
        assertThat(shell.run("logs", "--plugin", "key").lines()).hasSize(3);
        assertThat(shell.json("logs", "--last", "1", "-o", "json")
                        .at("/0/level")
                        .asText())
                .isEqualTo("ERROR");
        assertThatThrownBy(() -> shell.run("logs", "--level", "loud"))
                .hasMessageStartingWith("hook:logs takes --level error, warn, info, debug or trace, not \"loud\".");
        assertThatThrownBy(() -> new CommandShell(
                                new LogsCommand(new LogFiles(folder.resolve("none")), FakeCore.missing()))
                        .run("logs"))
                .hasMessageStartingWith("The log cannot be read: there is no log file");
    }

    @Test
    void aLoggerBelongsToAPluginByItsPackageAlsoIfThatIsShortened() {
        LogFilter filter = new LogFilter("TRACE", "io.hookline.plugin.apikey");
        assertThat(filter.passes(entry("i.h.plugin.apikey.ApiKey", ""))).isTrue();
        assertThat(filter.passes(entry("io.hookline.plugin.apikey", ""))).isTrue();
        assertThat(filter.passes(entry("i.h.p.a.ApiKey", ""))).isFalse();
        assertThat(filter.passes(entry("x", "io.hookline.plugin.apikey, 1.0.0 runs.")))
                .isTrue();
        assertThat(filter.passes(entry("x", "see io.hookline.plugin.apikey."))).isTrue();
        assertThat(filter.passes(entry("x", "io.hookline.plugin.apikey.internal")))
                .isFalse();
        assertThat(filter.passes(entry("x", "io.hookline.plugin.apikeys"))).isFalse();
    }

    private static LogEntry entry(String logger, String text) {
        return new LogEntry("", "INFO", "", logger, text);
    }
}
