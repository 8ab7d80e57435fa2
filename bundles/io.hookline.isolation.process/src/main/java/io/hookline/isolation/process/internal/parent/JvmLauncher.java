package io.hookline.isolation.process.internal.parent;

import io.hookline.isolation.process.internal.wire.Link;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts children as JVMs. Each gets a socket in a folder of its own, which only the owner can enter, and a secret on
 * its standard input. Safe for use by many threads.
 */
final class JvmLauncher implements Launcher {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final long LOOK_MS = 100;

    private final ProcessSettings settings;
    private final String name;
    private final List<Path> classPath;
    private final PlanSource plans;
    private final Path folders;
    private final ControlGroups groups;
    private final Consumer<String> output;

    /** Says what a child starts with. */
    @FunctionalInterface
    interface PlanSource {

        /** The plan of a child whose framework keeps its files in a folder. */
        Map<String, @Nullable Object> planIn(Path storage) throws IOException;
    }

    JvmLauncher(
            String name,
            ProcessSettings settings,
            List<Path> classPath,
            PlanSource plans,
            Path folders,
            ControlGroups groups,
            Consumer<String> output) {
        this.name = name;
        this.settings = settings;
        this.classPath = List.copyOf(classPath);
        this.plans = plans;
        this.folders = folders;
        this.groups = groups;
        this.output = output;
    }

    @Override
    public LiveChild launch(Events events) throws IOException {
        ChildFolder folder = ChildFolder.in(folders);
        boolean isStarted = false;
        try {
            LiveChild child = launch(folder, events);
            isStarted = true;
            return child;
        } finally {
            if (!isStarted) {
                folder.remove();
            }
        }
    }

    private LiveChild launch(ChildFolder folder, Events events) throws IOException {
        long end = System.nanoTime() + settings.startLimit().toNanos();
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        Map<String, @Nullable Object> plan = plans.planIn(folder.storage());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.socket()), 1);
            if (Files.getFileStore(folder.socket()).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder.socket(), PosixFilePermissions.fromString("rw-------"));
            }
            Process process = CommandLine.of(settings, classPath, folder).start();
            groups.limit(process.pid(), settings);
            ChildProcess child = new ChildProcess(name, process, folder, output);
            boolean isConnected = false;
            try {
                // It stays open: what ends it is the end of either process.
                OutputStream input = process.getOutputStream();
                input.write((secret + "\n").getBytes(StandardCharsets.US_ASCII));
                input.flush();
                Link link = new Link(accept(server, process, end));
                child.connect(link, secret, plan, events, end - System.nanoTime());
                isConnected = true;
                return child;
            } finally {
                if (!isConnected) {
                    child.kill("it did not connect");
                    child.awaitEnd();
                }
            }
        }
    }

    /** Waits for the child, and not longer than it lives. */
    private SocketChannel accept(ServerSocketChannel server, Process process, long end) throws IOException {
        server.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select(LOOK_MS);
                SocketChannel channel = server.accept();
                if (channel != null) {
                    if (PeerUser.isOurs(channel)) {
                        return channel;
                    }
                    channel.close();
                }
                selector.selectedKeys().clear();
                if (!process.isAlive()) {
                    throw new IOException("its JVM has ended with status " + process.exitValue()
                            + " before it connected; the log has what it printed");
                }
                if (System.nanoTime() - end > 0) {
                    throw new IOException("it did not connect within "
                            + TimeUnit.NANOSECONDS.toMillis(
                                    settings.startLimit().toNanos()) + " ms");
                }
            }
        }
    }
}
