package io.hookline.plugin.ssh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the client of the library, over TCP. */
final class SshListenerTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static SshClient client;
    private static KeyPair alice;
    private static KeyPair bob;

    @TempDir
    private Path data;

    private final FakeCommands commands = new FakeCommands();
    private SshListener listener;

    @BeforeAll
    static void startClient() throws Exception {
        client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        alice = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        bob = KeyUtils.generateKeyPair("ssh-ed25519", 256);
    }

    @AfterAll
    static void stopClient() {
        client.stop();
    }

    @BeforeEach
    void listen() throws IOException {
        listener = SshListener.open(new SetSsh(16, 6), data, commands, commands);
        authorize("role=\"operator\" " + line(alice) + " alice\n# others\n\nrole=\"viewer\" " + line(bob) + " bob");
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private static String line(KeyPair pair) {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    private void authorize(String text) throws IOException {
        Path file = Files.writeString(data.resolve("ssh/authorized_keys"), text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private ClientSession connect(KeyPair key) throws IOException {
        ClientSession session = client.connect("anyone", "127.0.0.1", listener.port())
                .verify(TIMEOUT)
                .getSession();
        session.addPublicKeyIdentity(key);
        return session;
    }

    private ClientSession logIn(KeyPair key) throws IOException {
        ClientSession session = connect(key);
        session.auth().verify(TIMEOUT);
        return session;
    }

    private Answer run(KeyPair key, String line) throws IOException {
        try (ClientSession session = logIn(key);
                ChannelExec channel = session.createExecChannel(line)) {
            return answer(channel);
        }
    }

    private static Answer answer(ClientChannel channel) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        channel.setOut(out);
        channel.setErr(err);
        channel.open().verify(TIMEOUT);
        assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), TIMEOUT))
                .contains(ClientChannelEvent.CLOSED)
                .doesNotContain(ClientChannelEvent.TIMEOUT);
        return new Answer(
                channel.getExitStatus() == null ? -1 : channel.getExitStatus(),
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aKeyRunsCommandsWithItsRoleAndUnderItsName() throws Exception {
        assertThat(run(alice, "deploy acme.rate@1.0.0 --reason 'a b'"))
                .isEqualTo(new Answer(0, "working\ndeploy of shell:ssh:alice\n", ""));
        assertThat(commands.requests).singleElement().satisfies(request -> {
            assertThat(request.words()).containsExactly("deploy", "acme.rate@1.0.0", "--reason", "a b");
            assertThat(request.role()).isEqualTo(Role.OPERATOR);
        });
        Answer refused = run(bob, "deploy acme.rate@1.0.0");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("needs the role operator");
        assertThat(run(bob, "status").status()).isZero();
        assertThat(commands.requests).extracting(CommandRequest::role).endsWith(Role.VIEWER);
    }

    @Test
    void whatChangesSomethingIsRecordedBeforeItsAnswer() throws Exception {
        run(alice, "deploy acme.rate@1.0.0 --reason 'JIRA-1: why'");
        run(alice, "status");
        run(bob, "deploy acme.rate@1.0.0");
        assertThat(commands.recorded)
                .containsExactly(
                        "deploy acme.rate@1.0.0 --reason JIRA-1: why by shell:ssh:alice as operator from 127.0.0.1"
                                + " because JIRA-1: why: DONE",
                        "deploy acme.rate@1.0.0 by shell:ssh:bob as viewer from 127.0.0.1 because : FORBIDDEN");
    }

    @Test
    void noTextOfAPluginControlsTheTerminal() throws Exception {
        Answer answer = run(alice, "hostile");
        try (ClientSession session = logIn(alice);
                ChannelShell shell = session.createShellChannel()) {
            shell.setPtyType("dumb");
            shell.setIn(new ByteArrayInputStream("hostile\rexit\r".getBytes(StandardCharsets.UTF_8)));
            String screen = answer(shell).out();
            for (String said : List.of(answer.out(), answer.err(), screen)) {
                assertThat(said)
                        .contains("a\\u001B[2J\\r\\u009B1m\\u202Eb")
                        .doesNotContain("\u001b[2J", "\u009b", "\u202e");
            }
        }
    }

    @Test
    void textThatIsTypedAheadOfThePromptIsCompletedToo() throws Exception {
        try (ClientSession session = logIn(alice);
                ChannelShell shell = session.createShellChannel();
                PipedOutputStream keyboard = new PipedOutputStream();
                PipedInputStream typed = new PipedInputStream(keyboard)) {
            shell.setPtyType("xterm");
            shell.setIn(typed);
            ByteArrayOutputStream screen = new ByteArrayOutputStream();
            shell.setOut(screen);
            shell.open().verify(TIMEOUT);
            keyboard.write("wait\r".getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            assertThat(commands.waiting.await(2, TimeUnit.MINUTES)).isTrue();
            // The command runs; Ctrl-C ends it. What is typed meanwhile is for the next prompt.
            keyboard.write("\u0003sta\t\rexit\r".getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            assertThat(shell.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), TIMEOUT))
                    .contains(ClientChannelEvent.CLOSED);
            assertThat(commands.interrupted.getCount()).isZero();
            assertThat(screen.toString(StandardCharsets.UTF_8)).contains("status of shell:ssh:alice");
            assertThat(commands.requests)
                    .extracting(request -> request.words().get(0))
                    .containsExactly("wait", "status");
        }
    }

    /** The server says which keys it would take; to know one is not to have it. */
    @Test
    void aKeyWithoutItsSignatureLogsNoOneIn() throws Exception {
        for (UserAuthFactory method : List.of(
                RawAuth.none(),
                RawAuth.unsigned(alice),
                RawAuth.signedWith(alice, new byte[64]),
                RawAuth.signedWith(alice, new byte[0]))) {
            try (ClientSession session = client.connect("alice", "127.0.0.1", listener.port())
                    .verify(TIMEOUT)
                    .getSession()) {
                session.setUserAuthFactories(List.of(method));
                assertThatThrownBy(() -> session.auth().verify(TIMEOUT)).isInstanceOf(SshException.class);
                assertThat(session.isAuthenticated()).isFalse();
            }
        }
        assertThat(commands.requests).isEmpty();
    }

    @Test
    void variablesOfTheClientAreRefused() throws Exception {
        try (ClientSession session = logIn(alice);
                ChannelShell shell = session.createShellChannel()) {
            shell.setUsePty(false);
            shell.setEnv("COLUMNS", "33");
            shell.setIn(new ByteArrayInputStream("status\rexit\r".getBytes(StandardCharsets.UTF_8)));
            answer(shell);
        }
        assertThat(commands.requests).singleElement().satisfies(request -> assertThat(request.width())
                .isEqualTo(80));
    }

    @Test
    void otherProgramsAndFilesOfTheMachineAreNotThere() throws Exception {
        assertThat(run(alice, "/bin/sh -c id").status()).isEqualTo(2);
        assertThat(run(alice, "scp -t /tmp").status()).isEqualTo(2);
        for (String word : List.of("/etc/passwd", "x.jar", "../x", "file:/x", "C:\\\\x", "--set=/etc/x")) {
            assertThat(run(alice, "deploy " + word).err()).as(word).contains("may be a file of the instance's machine");
        }
        assertThat(commands.requests)
                .allSatisfy(request -> assertThat(request.words()).doesNotContain("deploy"));
        assertThat(run(alice, "deploy https://example.org/x.jar").status()).isZero();
        assertThat(run(alice, "stop 'x").status()).isEqualTo(2);
        assertThat(run(alice, "''").status()).as("a name of nothing").isEqualTo(2);
    }

    @Test
    void onlyAKeyOfTheFileWithARoleAndANameLogsIn() throws Exception {
        KeyPair eve = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        assertRefused(eve);
        for (String line : List.of(
                line(eve) + " eve",
                "role=\"owner\" " + line(eve) + " eve",
                "role=\"admin\"  " + line(eve),
                "role=\"admin\",command=\"x\" " + line(eve) + " eve",
                "role=\"admin\" " + line(eve).substring(0, 60) + " eve",
                "#role=\"admin\" " + line(eve) + " eve")) {
            authorize(line + "\nrole=\"viewer\" " + line(bob) + " bob");
            assertRefused(eve);
        }
        assertThat(run(bob, "status").status()).as("good lines count").isZero();
        authorize("role=\"admin\" " + line(eve) + " eve");
        assertThat(run(eve, "status").status()).isZero();
        assertRefused(bob);
        Files.setPosixFilePermissions(
                data.resolve("ssh/authorized_keys"), PosixFilePermissions.fromString("rw-rw----"));
        assertRefused(eve);
        Files.delete(data.resolve("ssh/authorized_keys"));
        assertRefused(eve);
    }

    @Test
    void thereIsNoOtherWayToLogIn() throws Exception {
        try (ClientSession session = connect(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256))) {
            session.addPasswordIdentity("secret");
            assertThatThrownBy(() -> session.auth().verify(TIMEOUT)).isInstanceOf(SshException.class);
        }
        assertThat(commands.requests).isEmpty();
    }

    @Test
    void thereIsNoForwardingAndNoFileTransfer() throws Exception {
        try (ClientSession session = logIn(alice)) {
            assertThatThrownBy(() -> session.createDirectTcpipChannel(
                                    SshdSocketAddress.LOCALHOST_ADDRESS,
                                    new SshdSocketAddress("127.0.0.1", listener.port()))
                            .open()
                            .verify(TIMEOUT))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> session.startRemotePortForwarding(
                            new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", 1)))
                    .isInstanceOf(IOException.class);
            ChannelSubsystem sftp = session.createSubsystemChannel("sftp");
            assertThat(isServed(sftp)).isFalse();
        }
    }

    @Test
    void theShellReadsLinesWithCompletionUntilExit() throws Exception {
        try (ClientSession session = logIn(alice);
                ChannelShell shell = session.createShellChannel()) {
            shell.setPtyType("xterm");
            shell.setIn(new ByteArrayInputStream("sta\t\rnothing\rexit\r".getBytes(StandardCharsets.UTF_8)));
            Answer answer = answer(shell);
            assertThat(answer.status()).isZero();
            assertThat(answer.out()).contains("hookline> ", "status of shell:ssh:alice", "No command is named nothing");
        }
    }

    @Test
    void aClientThatLeavesInterruptsItsCommand() throws Exception {
        ClientSession session = logIn(alice);
        ChannelExec channel = session.createExecChannel("wait");
        channel.open().verify(TIMEOUT);
        assertThat(commands.waiting.await(2, TimeUnit.MINUTES)).isTrue();
        session.close(true);
        assertThat(commands.interrupted.await(2, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void connectionsAndTriesAreLimited() throws Exception {
        listener.close();
        listener = SshListener.open(new SetSsh(1, 2), data, commands, commands);
        try (ClientSession first = logIn(alice)) {
            assertThatThrownBy(() -> logIn(bob)).isInstanceOf(IOException.class);
            assertThat(first.isOpen()).isTrue();
        }
        listener.close();
        listener = SshListener.open(new SetSsh(8, 2), data, commands, commands);
        try (ClientSession session = connect(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256))) {
            for (int i = 0; i < 5; i++) {
                session.addPublicKeyIdentity(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256));
            }
            session.addPublicKeyIdentity(alice);
            assertThatThrownBy(() -> session.auth().verify(TIMEOUT)).isInstanceOf(SshException.class);
        }
    }

    @Test
    void theKeyOfTheHostIsForItsOwnerAndStays() throws Exception {
        Path file = data.resolve("ssh/host_key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("ssh"))))
                .isEqualTo("rwx------");
        byte[] before = Files.readAllBytes(file);
        listener.close();
        listener = SshListener.open(new SetSsh(16, 6), data, commands, commands);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        listener.close();
        Files.writeString(file, "garbage");
        assertThatThrownBy(() -> SshListener.open(new SetSsh(16, 6), data, commands, commands))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the key of this host");
        assertThat(file).hasContent("garbage");
    }

    private static boolean isServed(ClientChannel channel) {
        try {
            return answer(channel).status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void assertRefused(KeyPair key) throws IOException {
        try (ClientSession session = connect(key)) {
            assertThatThrownBy(() -> session.auth().verify(TIMEOUT)).isInstanceOf(SshException.class);
        }
    }

    /** What came back. */
    private record Answer(int status, String out, String err) {}

    /** A configuration, set by hand. */
    @SuppressWarnings("ClassExplicitlyAnnotation") // Declarative Services makes one in the same way.
    private record SetSsh(int connections, int tries) implements SshConfig {

        @Override
        public int port() {
            return 0;
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public String authorizedKeys() {
            return "ssh/authorized_keys";
        }

        @Override
        public String hostKey() {
            return "ssh/host_key";
        }

        @Override
        public int loginSeconds() {
            return 120;
        }

        @Override
        public int idleMinutes() {
            return 30;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return SshConfig.class;
        }
    }
}
