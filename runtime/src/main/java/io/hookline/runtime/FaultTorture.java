package io.hookline.runtime;

import io.hookline.faults.CampaignOptions;
import io.hookline.faults.CampaignReport;
import io.hookline.faults.FaultCampaign;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code hookline torture --faults}: runs a fault campaign in a temporary folder and prints its report. */
final class FaultTorture {

    private static final long CLEAR_TIMEOUT_S = 120;
    private static final int EXIT_AT_SIGNAL = 130;
    private static final int SEEDS = 1_000_000;

    private final CommandLine command;
    private final boolean json;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean clean;

    FaultTorture(CommandLine command, boolean json) {
        this.command = command;
        this.json = json;
    }

    /** A time such as 60s, 5m or 1h; without a unit, seconds. The text is valid. */
    static Duration time(String text) {
        long number = Long.parseLong(text.replaceAll("[smh]", ""));
        return switch (text.charAt(text.length() - 1)) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** The given seed, or a random one. The text is valid. */
    static long seed(String text) {
        return text.matches("-?") ? ThreadLocalRandom.current().nextLong(SEEDS) : Long.parseLong(text);
    }

    /** Runs the campaign and returns the exit status. */
    int run(Path distribution, Duration time, int steps, long seed, List<String> only)
            throws IOException, InterruptedException {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows")) {
            throw new LaunchException("--faults needs a POSIX system: named pipes, signals and file-size limits");
        }
        PrintWriter out = command.getOut();
        Path folder = Files.createTempDirectory("hookline-faults").toRealPath();
        Thread main = Thread.currentThread();
        try (SignalHook hook = new SignalHook(asked -> endAtSignal(main))) {
            try {
                FaultCampaign campaign =
                        campaign(new CampaignOptions(distribution, folder, time, steps, seed, only), out);
                print(out, json ? "" : "fault campaign, seed " + seed + "\n");
                CampaignReport report = campaign.run();
                clean = report.isClean();
                print(out, json ? report.json() : report.text());
                return clean ? 0 : 1;
            } catch (IOException e) {
                throw new LaunchException("the fault campaign cannot run: " + e.getMessage(), e);
            } finally {
                DataFolder.delete(folder);
                // The thread that interrupted waits for this and ends the process.
                finished.countDown();
            }
        }
    }

    private FaultCampaign campaign(CampaignOptions options, PrintWriter out) {
        try {
            return new FaultCampaign(options, line -> print(out, json ? "" : line + "\n"));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "--only: " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, String text) {
        out.print(text);
        out.flush();
    }

    /** Interrupts the campaign, which then prints its report and cleans up. */
    private int endAtSignal(Thread main) throws InterruptedException {
        main.interrupt();
        return finished.await(CLEAR_TIMEOUT_S, TimeUnit.SECONDS) && clean ? EXIT_AT_SIGNAL : 1;
    }
}
