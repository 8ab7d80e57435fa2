package io.hookline.isolation.process.internal.parent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Link;
import io.hookline.isolation.process.internal.wire.Message;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, whose plan lacks a framework: they connect and no more. */
final class ChildProcessTest {

    private static final List<Path> CLASS_PATH = Arrays.stream(
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();

    @TempDir
    private Path folder;

    private Process start(ChildFolder own, String secret) throws IOException {
        Process process =
                CommandLine.of(ProcessSettings.DEFAULT, CLASS_PATH, own).start();
        process.getOutputStream().write((secret + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        return process;
    }

    @Test
    void aChildEndsWithItsConnectionAsWhenTheRuntimeIsKilled() throws Exception {
        ChildFolder own = ChildFolder.in(folder);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(own.socket()));
            Process process = start(own, "secret");
            SocketChannel accepted = server.accept();
            assertThat(process.isAlive()).isTrue();
            assertThat(PeerUser.isOurs(accepted)).isTrue();
            accepted.close();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void aChildWithoutASecretEnds() throws Exception {
        ChildFolder own = ChildFolder.in(folder);
        Process process =
                CommandLine.of(ProcessSettings.DEFAULT, CLASS_PATH, own).start();
        process.getOutputStream().close();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aChildThatCannotStartSaysWhyAndLeavesNothingBehind() throws Exception {
        List<String> printed = new CopyOnWriteArrayList<>();
        JvmLauncher launcher = new JvmLauncher(
                "test",
                ProcessSettings.DEFAULT,
                CLASS_PATH,
                storage -> Map.of("properties", Map.of()),
                folder,
                ControlGroups.none(),
                printed::add);
        assertThatThrownBy(() -> launcher.launch(new NoEvents())).hasMessageContaining("no OSGi framework");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void onlyTheChildWithTheSecretIsTalkedTo() throws Exception {
        ChildFolder own = ChildFolder.in(folder);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(own.socket()));
            Process process = start(own, "wrong");
            ChildProcess child = new ChildProcess("test", process, own, line -> {});
            Link link = new Link(server.accept());
            assertThatThrownBy(
                            () -> child.connect(link, "right", Map.of(), new NoEvents(), TimeUnit.MINUTES.toNanos(1)))
                    .hasMessageContaining("another secret");
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void theCommandHasLimitsAndNothingOfTheEnvironment() throws Exception {
        ProcessBuilder command = CommandLine.of(ProcessSettings.DEFAULT, CLASS_PATH, ChildFolder.in(folder));
        assertThat(command.environment()).isEmpty();
        assertThat(command.command())
                .contains(
                        "-Xmx64m",
                        "-XX:MaxDirectMemorySize=16m",
                        "-XX:ActiveProcessorCount=2",
                        "-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void controlGroupsAreUsedWhereTheyAreDelegatedOnly() throws Exception {
        Path own = Files.writeString(folder.resolve("own"), "0::/service/main\n");
        Path service =
                Files.createDirectories(folder.resolve("root/service/main")).getParent();
        Path root = folder.resolve("root");
        assertThat(ControlGroups.detect(root, own).reason()).contains("no control groups of version 2");
        Files.writeString(root.resolve("cgroup.controllers"), "cpu memory");
        Files.writeString(service.resolve("cgroup.controllers"), "cpu io");
        Files.writeString(service.resolve("cgroup.subtree_control"), "");
        assertThat(ControlGroups.detect(root, own).reason()).contains("does not delegate");
        Files.writeString(service.resolve("cgroup.controllers"), "cpu memory");
        ControlGroups groups = ControlGroups.detect(root, own);
        assertThat(groups.reason()).isEmpty();
        groups.limit(
                7,
                new ProcessSettings(
                        "",
                        List.of(),
                        64,
                        16,
                        1,
                        200,
                        50,
                        ProcessSettings.DEFAULT.startLimit(),
                        ProcessSettings.DEFAULT.pingLimit(),
                        ProcessSettings.DEFAULT.firstPause(),
                        5));
        Path group = service.resolve("hookline-child-7");
        assertThat(group.resolve("memory.max")).hasContent("209715200");
        assertThat(group.resolve("cpu.max")).hasContent("50000 100000");
        assertThat(group.resolve("cgroup.procs")).hasContent("7");
    }

    private static final class NoEvents implements Launcher.Events {

        @Override
        public void received(LiveChild child, Message message) {
            assertThat(message.kind()).isEqualTo(Kind.LOG);
        }

        @Override
        public void ended(LiveChild child, String how) {}
    }
}
