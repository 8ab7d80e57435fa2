package io.hookline.faults;

import io.hookline.faults.damage.FileTree;
import io.hookline.faults.fault.Fault;
import io.hookline.faults.fault.TestBed;
import io.hookline.faults.ledger.Ledger;
import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.ledger.Violation;
import io.hookline.faults.process.Gateway;
import io.hookline.faults.process.GatewayLoad;
import io.hookline.faults.process.NoAnswerException;
import io.hookline.faults.process.Upstream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Applies faults to a child process of the distribution, one after the other, while clients call its gateway. After
 * each step everything has to be in order; where it is not, that is a violation, and the campaign goes on with a fresh
 * data folder.
 *
 * <pre>
 * load ──▶ gateway ──▶ upstream        each request is judged on both sides
 *             ▲
 *  deck ─▶ fault ─▶ outcome allowed? ─▶ serves? views agree? next change works? ─▶ ledger
 * </pre>
 */
public final class FaultCampaign {

    /** A process that closes its output ends soon. */
    private static final long ENDING_S = 5;

    private final CampaignOptions options;
    private final Consumer<String> progress;
    private final Ledger ledger = new Ledger();
    private final FaultDeck deck;

    /**
     * Starts nothing yet.
     *
     * @param progress gets a line after each step
     * @throws IllegalArgumentException if the options name no fault; the message is for the user
     */
    public FaultCampaign(CampaignOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        this.deck = new FaultDeck(options.seed(), options.only());
    }

    /**
     * Runs the campaign on the calling thread. An interrupt ends it early. Whatever the end, no process of it is left.
     *
     * @throws IOException if it cannot run: not even a start without a fault ends in service
     */
    public CampaignReport run() throws IOException {
        long startNanos = System.nanoTime();
        boolean isComplete = false;
        try (Upstream upstream = new Upstream(this::keyless)) {
            Gateway gateway = new Gateway(ledger, 1, options.folder().resolve("none"));
            try (TestBed bed = new TestBed(options.distribution(), options.folder(), ledger, gateway, upstream)) {
                renew(bed);
                try (GatewayLoad load = new GatewayLoad(gateway)) {
                    steps(bed, startNanos);
                }
                isComplete = true;
            }
        } catch (InterruptedException | ClosedByInterruptException e) {
            // The report says that it ended early. What follows has to be done all the same.
            Thread.interrupted();
        }
        clearUp();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
        return CampaignReport.of(options, ledger, isComplete, seconds);
    }

    private void keyless(String path) {
        ledger.violation(Violation.Kind.OPEN, path + " without a valid key reached the upstream");
    }

    private void steps(TestBed bed, long startNanos) throws IOException, InterruptedException {
        boolean isSpoiled = false;
        while (options.steps() > 0
                ? ledger.step() < options.steps()
                : System.nanoTime() - startNanos < options.time().toNanos()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (isSpoiled || !bed.process().isAlive()) {
                renew(bed);
            }
            step(bed, deck.next());
            isSpoiled = ledger.isSpoiled();
        }
    }

    private void step(TestBed bed, Fault fault) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        ledger.begin(fault.name());
        bed.begin(deck.randomOf(fault));
        Outcome outcome;
        try {
            outcome = fault.apply(bed);
        } catch (NoAnswerException e) {
            bed.detail(String.valueOf(e.getMessage()));
            outcome = bed.process().awaitEnd(ENDING_S, TimeUnit.SECONDS) ? Outcome.PROCESS_ENDED : Outcome.NO_ANSWER;
        }
        if (fault.allowed().contains(outcome) && !ledger.isSpoiled()) {
            bed.verify(fault.endsWithDrop());
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        ledger.end(bed.detail(), fault.allowed(), outcome, millis);
        progress.accept(CampaignText.step(ledger));
    }

    private static void renew(TestBed bed) throws IOException, InterruptedException {
        Outcome start = bed.renew();
        if (start != Outcome.IN_SERVICE) {
            throw new IOException("a start without any fault ended as " + start + ": " + bed.lastLines());
        }
    }

    /** Deletes what the steps have written; what cannot be deleted is a violation. */
    private void clearUp() throws IOException {
        try (var files = Files.list(options.folder())) {
            List<Path> left = files.toList();
            for (Path file : left) {
                FileTree.delete(file);
            }
        } catch (IOException e) {
            ledger.violation(Violation.Kind.LEFT_BEHIND, e.toString());
        }
    }
}
