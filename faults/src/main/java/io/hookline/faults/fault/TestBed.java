package io.hookline.faults.fault;

import io.hookline.faults.damage.FileTree;
import io.hookline.faults.ledger.Agreement;
import io.hookline.faults.ledger.CallVerdict;
import io.hookline.faults.ledger.Ledger;
import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.ledger.Violation;
import io.hookline.faults.process.ChildProcess;
import io.hookline.faults.process.DesiredState;
import io.hookline.faults.process.Gateway;
import io.hookline.faults.process.NoAnswerException;
import io.hookline.faults.process.Recovery;
import io.hookline.faults.process.Shell;
import io.hookline.faults.process.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process under test with its data folder, and what faults do with it. Used by one thread; {@link #close} may come
 * from another one.
 */
public final class TestBed implements AutoCloseable {

    /** The prefix of the names of hostile plugins. */
    public static final String HOSTILE = "hostile.";

    private static final long START_TIMEOUT_S = 90;
    private static final long SERVICE_TIMEOUT_S = 20;
    private static final long AGREEMENT_TIMEOUT_S = 15;
    /** The runtime stops within 20 seconds; a busy machine may add some. */
    private static final long END_TIMEOUT_S = 40;

    private static final long LOOK_EVERY_MS = 50;

    private final Path distribution;
    private final Path folder;
    private final Ledger ledger;
    private final Gateway gateway;
    private final Upstream upstream;
    private final Markers markers;
    private Path data;
    private int folders;
    private int starts;
    private int recordsPort;
    private volatile @Nullable ChildProcess process;
    private volatile boolean isClosed;
    private Random random = new Random(0);
    private String detail = "";

    /** Without a data folder and without a process: see {@link #renew}. */
    public TestBed(Path distribution, Path folder, Ledger ledger, Gateway gateway, Upstream upstream)
            throws IOException {
        this.distribution = distribution;
        this.folder = folder;
        this.ledger = ledger;
        this.gateway = gateway;
        this.upstream = upstream;
        this.data = folder.resolve("none");
        this.markers = new Markers(this, Files.createDirectory(folder.resolve("jars")));
    }

    // ---- for the campaign ------------------------------------------------------------------------------------------

    /** Begins a step with its own random numbers. */
    public void begin(Random ofStep) {
        random = ofStep;
        detail = "";
    }

    /** What the step has chosen at random; empty if nothing. */
    public String detail() {
        return detail;
    }

    /** Kills the process, and starts one with a fresh data folder. */
    public Outcome renew() throws IOException, InterruptedException {
        gateway.expectGaps();
        killProcess();
        Path old = data;
        data = folder.resolve("data-" + ++folders);
        FileTree.delete(old);
        recordsPort = Ports.free();
        CampaignConfiguration.write(distribution, data.resolve("conf"), recordsPort);
        gateway.moveTo(Ports.free(), data.resolve("api-key"));
        return start();
    }

    /**
     * Verifies that the process serves, that all views of it agree, and that an ordinary change works.
     *
     * @param byDrop whether the drop folder makes the change, and not the shell
     */
    public void verify(boolean byDrop) throws IOException, InterruptedException {
        if (!process().isAlive()) {
            ledger.violation(
                    Violation.Kind.NOT_IN_SERVICE,
                    "the process has ended with status " + process().exitValue() + ": " + lastLines());
            return;
        }
        if (!awaitService()) {
            ledger.violation(Violation.Kind.NOT_IN_SERVICE, "no request with a key is answered: " + lastLines());
        }
        probePorts();
        try {
            markers.verifyNextChange(byDrop);
            verifyAgreement();
        } catch (NoAnswerException e) {
            ledger.violation(Violation.Kind.NEXT_CHANGE, String.valueOf(e.getMessage()));
        }
    }

    // ---- for faults ------------------------------------------------------------------------------------------------

    /** The random numbers of the step. */
    public Random random() {
        return random;
    }

    /** Adds what was chosen at random to the ledger. */
    public void detail(String more) {
        detail = detail.isEmpty() ? more : detail + ", " + more;
    }

    /** The ledger. */
    public Ledger ledger() {
        return ledger;
    }

    /** The process under test. */
    public ChildProcess process() {
        ChildProcess now = process;
        if (now == null) {
            throw new IllegalStateException("no process was started");
        }
        return now;
    }

    /** Its shell. */
    public Shell shell() {
        return new Shell(process(), ledger);
    }

    /** Its gateway. */
    public Gateway gateway() {
        return gateway;
    }

    /** Its data folder. */
    public Path data() {
        return data;
    }

    /** A folder for files of the step. */
    public Path folder() {
        return folder;
    }

    /** The distribution that it runs. */
    public Path distribution() {
        return distribution;
    }

    /** Its drop folder. */
    public DropFolder drop() {
        return new DropFolder(data.resolve("drop"), folder.resolve("jars"));
    }

    /** The ordinary plugins. */
    public Markers markers() {
        return markers;
    }

    /** Moves the data folder to another place. The process must not run. */
    public void moveData() throws IOException {
        Path to = folder.resolve("data-" + ++folders);
        Files.move(data, to);
        data = to;
        gateway.moveTo(gateway.port(), data.resolve("api-key"));
    }

    /** How to start a process on a data folder. */
    public ChildProcess.Launch launch(Path dataFolder, int port, int fileBlocks) {
        return new ChildProcess.Launch(
                distribution, dataFolder, port, upstream.url(), folder.resolve("report-" + ++starts), fileBlocks);
    }

    /** Starts the process, without waiting for it. */
    public void begin(int fileBlocks) throws IOException {
        if (isClosed) {
            throw new IOException("the campaign has ended");
        }
        gateway.expectGaps();
        process = ChildProcess.begin(launch(data, gateway.port(), fileBlocks));
    }

    /** Starts the process. Returns how the start ended: one of the outcomes of a start. */
    public Outcome start() throws IOException, InterruptedException {
        begin(0);
        return awaitStart();
    }

    /** Waits until the shell answers. Returns false if it does not in time, or the process ends. */
    public boolean awaitShell() throws InterruptedException {
        try {
            process().command("echo started", START_TIMEOUT_S, TimeUnit.SECONDS);
            return true;
        } catch (NoAnswerException e) {
            return false;
        }
    }

    /** Waits for the end of the start of the process. */
    public Outcome awaitStart() throws IOException, InterruptedException {
        if (!awaitShell()) {
            return withoutShell();
        }
        if (awaitService()) {
            gateway.expectAnswers();
            return Outcome.IN_SERVICE;
        }
        probePorts();
        if (!isReasonShown()) {
            ledger.violation(
                    Violation.Kind.UNCLEAR,
                    "the gateway is closed after a start, and nothing says why: " + lastLines());
        }
        return Outcome.CLOSED;
    }

    /** Ends the process. If it does not end in time, that is a violation, and it is killed. */
    public void end(EndKind kind) throws IOException, InterruptedException {
        gateway.expectGaps();
        ChildProcess ending = process();
        if (kind == EndKind.KILL) {
            ending.kill();
            return;
        }
        try {
            switch (kind) {
                case TERM -> ending.terminate();
                case EXIT -> ending.send("exit 0");
                default -> ending.closeInput();
            }
        } catch (IOException e) {
            ledger.violation(Violation.Kind.NOT_IN_SERVICE, "the process ended by itself: " + lastLines());
        }
        if (!ending.awaitEnd(END_TIMEOUT_S, TimeUnit.SECONDS)) {
            ledger.violation(
                    Violation.Kind.NOT_ENDED,
                    "told to end by " + kind + ", the process still runs after " + END_TIMEOUT_S + " s");
            ending.kill();
        }
    }

    /** Ends the process in a way that is chosen at random. */
    public void endSomehow() throws IOException, InterruptedException {
        List<EndKind> kinds = List.of(EndKind.values());
        EndKind kind = kinds.get(random.nextInt(kinds.size()));
        detail("ended by " + kind);
        end(kind);
    }

    /** Restarts the process. Returns how the start ended. */
    public Outcome restart() throws IOException, InterruptedException {
        endSomehow();
        return start();
    }

    /** Runs {@code hookline recover} on the data folder; the process must not run. No answer is a violation. */
    public Recovery recover(String... options) throws IOException, InterruptedException, NoAnswerException {
        Recovery recovery = Recovery.run(distribution, data, folder.resolve("recovery-" + ++starts), List.of(options));
        if (!recovery.isAnswer()) {
            ledger.violation(
                    Violation.Kind.UNCLEAR,
                    "hookline recover ended with status " + recovery.status() + ": " + recovery.printed());
        }
        return recovery;
    }

    /** Waits until a request with the key gets its answer. Returns false if none does in time. */
    public boolean awaitService() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SERVICE_TIMEOUT_S);
        while (process().isAlive() && System.nanoTime() < deadlineNanos) {
            if (gateway.callWithKey() == CallVerdict.RIGHT) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        return false;
    }

    /** Lets the load run for a while, so that it meets what the fault has caused. */
    public void observe(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    /** The current desired set. */
    public DesiredState desired() throws NoAnswerException, InterruptedException {
        return shell().desired();
    }

    /** The end of the process's report, for people. */
    public String lastLines() throws IOException {
        List<String> lines = process().report().lines().toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }

    @Override
    public void close() throws InterruptedException {
        isClosed = true;
        gateway.expectGaps();
        killProcess();
    }

    private void killProcess() throws InterruptedException {
        ChildProcess running = process;
        if (running != null) {
            running.kill();
        }
    }

    private Outcome withoutShell() throws IOException, InterruptedException {
        if (!process().awaitEnd(1, TimeUnit.SECONDS)) {
            probePorts();
            return Outcome.HUNG;
        }
        String report = process().report();
        if (process().exitValue() == 0 || !report.contains("hookline: ")) {
            ledger.violation(
                    Violation.Kind.UNCLEAR,
                    "the start ended with status " + process().exitValue() + " and without a message: " + lastLines());
        }
        return Outcome.NOT_STARTED;
    }

    /** Whether the status table or the report of the start gives a reason. */
    private boolean isReasonShown() throws IOException, InterruptedException {
        try {
            for (Agreement.State state : shell().states().values()) {
                if (!state.isRunning() && !state.why().isEmpty()) {
                    return true;
                }
            }
            if (shell().isAnyFailing()) {
                return true;
            }
        } catch (NoAnswerException e) {
            // The report may say it.
        }
        return process().report().contains("PROBLEM");
    }

    /** Asks each port that the process listens on: wherever a gateway listens, it has to be closed without a key. */
    public void probePorts() {
        for (int port : process().ports()) {
            if (port != gateway.port() && port != recordsPort) {
                gateway.probe(port);
            }
        }
    }

    private void verifyAgreement() throws NoAnswerException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(AGREEMENT_TIMEOUT_S);
        List<String> problems;
        do {
            Agreement agreement = shell().agreement(gateway);
            problems = new ArrayList<>(agreement.contradictions());
            problems.addAll(agreement.missing(new TreeSet<>()));
            if (problems.isEmpty()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        } while (System.nanoTime() < deadlineNanos);
        problems.forEach(problem -> ledger.violation(Violation.Kind.DISAGREEMENT, problem));
    }
}
