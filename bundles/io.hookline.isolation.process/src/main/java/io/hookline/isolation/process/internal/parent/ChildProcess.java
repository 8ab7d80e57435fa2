package io.hookline.isolation.process.internal.parent;

import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Link;
import io.hookline.isolation.process.internal.wire.Message;
import io.hookline.isolation.process.internal.wire.Protocol;
import io.hookline.isolation.process.internal.wire.ProtocolException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JVM that runs as a child, and the connection to it. Safe for use by many threads. */
final class ChildProcess implements LiveChild {

    private static final long END_SECONDS = 8;
    private static final long GONE_SECONDS = 5;
    private static final int MOST_LINE = 2_000;

    private final String name;
    private final Process process;
    private final ChildFolder folder;
    private final Consumer<String> output;
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private volatile @Nullable Link link;

    /** Whether it has shown the secret. Used by the thread that reads alone. */
    private boolean known;

    ChildProcess(String name, Process process, ChildFolder folder, Consumer<String> output) {
        this.name = name;
        this.process = process;
        this.folder = folder;
        this.output = output;
        thread("output", this::readOutput);
    }

    private void thread(String what, Runnable work) {
        Thread thread = new Thread(work, "hookline-process-" + what + "-" + name);
        thread.setDaemon(true);
        thread.setContextClassLoader(ChildProcess.class.getClassLoader());
        thread.start();
    }

    /**
     * Takes the connection, and waits until the child is ready.
     *
     * @throws IOException if it is not the child, or the child does not start; its process has ended then
     */
    void connect(Link connected, String secret, Object plan, Launcher.Events events, long waitNanos)
            throws IOException {
        link = connected;
        thread("link", () -> read(connected, secret, plan, events));
        String problem;
        try {
            problem = ready.get(waitNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            problem = "it was not ready within " + TimeUnit.NANOSECONDS.toMillis(waitNanos) + " ms";
        } catch (ExecutionException e) {
            problem = String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "interrupted while it started";
        }
        if (!problem.isEmpty()) {
            kill(problem);
            throw new IOException(problem);
        }
    }

    private void read(Link connected, String secret, Object plan, Launcher.Events events) {
        String problem = "";
        try {
            connected.run(message -> received(message, connected, secret, plan, events));
        } catch (ProtocolException | RuntimeException e) {
            problem = "it does not keep to the protocol: " + e.getMessage();
        } catch (IOException e) {
            // The connection has ended, and its process with it.
        } catch (VirtualMachineError | LinkageError e) {
            // Without this thread no end of the process would be noticed.
            problem = "its messages could not be read: " + e;
        }
        reason.compareAndSet(null, problem.isEmpty() ? null : problem);
        destroy();
        close(connected);
        String how = how();
        folder.remove();
        // A child that never was ready is told by the exception of connect.
        boolean wasReady = !ready.complete(how) && "".equals(ready.getNow(how));
        if (wasReady) {
            events.ended(this, how);
        }
    }

    private void received(Message message, Link connected, String secret, Object plan, Launcher.Events events)
            throws IOException {
        if (known == (message.kind() == Kind.HELLO)) {
            throw new ProtocolException(
                    known ? "it says HELLO twice" : "it says " + message.kind() + " ahead of HELLO");
        }
        switch (message.kind()) {
            case HELLO -> {
                check(message, secret);
                known = true;
                connected.send(Kind.START, plan);
            }
            case READY -> ready.complete("");
            case BROKEN -> ready.complete(message.text(0));
            default -> events.received(this, message);
        }
    }

    private static void check(Message hello, String secret) throws IOException {
        byte[] shown = hello.text(2).getBytes(StandardCharsets.US_ASCII);
        if (!hello.text(0).equals(Protocol.MAGIC)
                || hello.number(1) != Protocol.VERSION
                || !MessageDigest.isEqual(shown, secret.getBytes(StandardCharsets.US_ASCII))) {
            throw new ProtocolException("it has another secret or version");
        }
    }

    /** Ends it with what it has started. Processes of one that has ended by itself are the system's, and stay. */
    private void destroy() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** How it has ended, in words; waits for its exit status. */
    private String how() {
        String known = reason.get();
        String crash = crash();
        String status;
        try {
            status =
                    process.waitFor(GONE_SECONDS, TimeUnit.SECONDS) ? status(process.exitValue()) : "it is still there";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status = "it is being ended";
        }
        return known == null ? status + crash : known + crash;
    }

    private static String status(int exit) {
        return switch (exit) {
            case 3 -> "it ran out of memory";
            case 137 -> "it was killed (signal 9)";
            case 134 -> "its JVM crashed (signal 6)";
            case 143 -> "it was told to end (signal 15)";
            default -> "exit status " + exit;
        };
    }

    /** The first words of the JVM's own report, if it has crashed. */
    private String crash() {
        Path report = folder.temporary().resolve(CommandLine.CRASH_REPORT);
        if (!Files.isRegularFile(report)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(report, StandardCharsets.ISO_8859_1)) {
            return lines.limit(20)
                    .map(line -> line.replaceFirst("^#\\s*", "").strip())
                    .filter(line -> line.startsWith("SIG") || line.startsWith("Internal Error"))
                    .findFirst()
                    .map(line -> ", " + line)
                    .orElse("");
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    private void readOutput() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int unit = lines.read(); unit >= 0; unit = lines.read()) {
                if (unit == '\n') {
                    output.accept(line.toString());
                    line.setLength(0);
                } else if (line.length() < MOST_LINE) {
                    line.append((char) unit);
                }
            }
            if (line.length() > 0) {
                output.accept(line.toString());
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    /** Waits some seconds until its process has ended, and writes nothing any more. */
    void awaitEnd() {
        try {
            process.waitFor(GONE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Link connected) {
        try {
            connected.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void send(Kind kind, @Nullable Object... fields) throws IOException {
        Link connected = link;
        if (connected == null) {
            throw new IOException("it is not connected");
        }
        connected.send(kind, fields);
    }

    @Override
    public void kill(String why) {
        reason.compareAndSet(null, why);
        destroy();
        Link connected = link;
        if (connected == null) {
            folder.remove();
        } else {
            close(connected);
        }
    }

    @Override
    public void end() {
        try {
            send(Kind.END);
        } catch (IOException e) {
            // It has ended.
        }
        CompletableFuture.delayedExecutor(END_SECONDS, TimeUnit.SECONDS).execute(() -> {
            if (process.isAlive()) {
                kill("it did not end in time");
            }
        });
    }
}
