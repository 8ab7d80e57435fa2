package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.httpcorpus.Corpus;
import io.hookline.httpcorpus.CorpusReport;
import io.hookline.httpcorpus.CorpusRunner;
import io.hookline.httpcorpus.RecordingUpstream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays the whole corpus through proxies of other makers, as Debian's packages have them: whatever they pass on, they
 * and the gateway agree on where each request ends, nothing else reaches the upstream, and each answer belongs to its
 * request.
 */
@Tag("native")
final class FrontProxyCorpusTest extends GatewayFixture {

    private static final int CASES_AT_A_TIME = 96;
    private static final long TIMEOUT_MILLIS = 10_000;
    /** Fewer requests than this would prove nothing; the strictest of the proxies passes on some 300. */
    private static final int LEAST_REQUESTS = 100;

    @TempDir
    Path folder;

    private final FrontWitness witness = new FrontWitness();

    @Test
    void behindNginxNoCaseGetsOutOfStep() throws Exception {
        play(FrontProxy.Maker.NGINX);
    }

    @Test
    void behindHaproxyNoCaseGetsOutOfStep() throws Exception {
        play(FrontProxy.Maker.HAPROXY);
    }

    @Test
    void behindCaddyNoCaseGetsOutOfStep() throws Exception {
        play(FrontProxy.Maker.CADDY);
    }

    private void play(FrontProxy.Maker maker) throws Exception {
        draft.maxConnections = 64;
        draft.maxRequestBytes = 1 << 30;
        draft.more.put("trailers", new String[] {"X-Sum", "X-Checksum"});
        postProcess(witness::note);
        try (RecordingUpstream upstream = new RecordingUpstream(0)) {
            draft.upstream = URI.create("http://127.0.0.1:" + upstream.port());
            URI gateway = start().uri();
            try (FrontRelay relay = new FrontRelay(gateway.getPort());
                    FrontProxy front = FrontProxy.start(maker, folder, relay.port())) {
                CorpusReport report = new CorpusRunner(front.address(), upstream, "", CASES_AT_A_TIME, TIMEOUT_MILLIS)
                        .run(Corpus.all());
                List<String> disagreements = witness.disagreements(report, relay.links(), gateway);
                assertThat(disagreements).as(String.join("\n", disagreements)).isEmpty();
            }
        }
        assertThat(witness.count()).isGreaterThan(LEAST_REQUESTS);
    }
}
