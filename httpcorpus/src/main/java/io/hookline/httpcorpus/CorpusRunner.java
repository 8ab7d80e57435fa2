package io.hookline.httpcorpus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Plays cases against a proxy whose only upstream is a {@link RecordingUpstream}, many at a time, and judges them when
 * all are done: so bytes that reach the upstream late count too. Thread-safe.
 */
public final class CorpusRunner {

    private final InetSocketAddress proxy;
    private final RecordingUpstream upstream;
    private final String probeFields;
    private final int threads;
    private final long timeoutMillis;

    /** A runner with the defaults: 64 cases at a time, ten seconds for an answer. */
    public CorpusRunner(InetSocketAddress proxy, RecordingUpstream upstream) {
        this(proxy, upstream, "", 64, 10_000);
    }

    /**
     * @param probeFields header lines for the runner's own requests, each ended by CRLF; see {@link Corpus#all(String)}
     * @param threads how many cases are played at a time
     * @param timeoutMillis how long to wait for an answer, for the end of a connection, and for the upstream
     */
    public CorpusRunner(
            InetSocketAddress proxy, RecordingUpstream upstream, String probeFields, int threads, long timeoutMillis) {
        this.proxy = proxy;
        this.upstream = upstream;
        this.probeFields = probeFields;
        this.threads = threads;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Plays the cases.
     *
     * @throws IOException if the proxy does not accept connections
     */
    public CorpusReport run(List<Case> cases) throws IOException, InterruptedException {
        String run = CaseId.newRun();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Future<Played>> running = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                Case played = cases.get(i);
                String id = run + i + "z";
                running.add(pool.submit(() -> play(played, id, clock)));
            }
            List<Played> all = new ArrayList<>();
            for (Future<Played> one : running) {
                all.add(one.get());
            }
            return new CorpusReport(all.stream().map(Played::judge).toList(), upstream.strays());
        } catch (ExecutionException e) {
            throw new IOException("A case could not be played: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
            clock.shutdownNow();
            pool.awaitTermination(timeoutMillis, TimeUnit.MILLISECONDS);
        }
    }

    private Played play(Case played, String id, ScheduledExecutorService clock)
            throws IOException, InterruptedException {
        CaseRecord record = upstream.expect(id, played.answers());
        RawClient.Seen seen = new RawClient(proxy, probeFields, timeoutMillis, clock).play(played, record);
        if (played.expectation().upstream() == Expectation.Upstream.NEVER_COMPLETE) {
            record.awaitHead(200);
        }
        record.awaitSettled(timeoutMillis);
        return new Played(played, record, seen);
    }

    private record Played(Case played, CaseRecord record, RawClient.Seen seen) {

        CaseResult judge() {
            Observation observation = new Observation(
                    seen.reader().responses(),
                    seen.reader().received(),
                    seen.closed(),
                    seen.probed(),
                    seen.sent(),
                    record.requests(),
                    record.repeatedBytes());
            List<String> problems = played.expectation().problems(observation);
            return new CaseResult(played, problems, observation.summary(), observation);
        }
    }
}
