package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.httpcorpus.Corpus;
import io.hookline.httpcorpus.CorpusReport;
import io.hookline.httpcorpus.CorpusRunner;
import io.hookline.httpcorpus.CorpusText;
import io.hookline.httpcorpus.RecordingUpstream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Plays the whole corpus of raw exchanges, on the I/O threads alone and with hooks on workers. */
final class GatewayCorpusTest extends GatewayFixture {

    @Test
    void noCaseDeviatesWithoutHooks() throws Exception {
        play();
    }

    @Test
    void noCaseDeviatesWithHooks() throws Exception {
        preRequest(exchange -> null);
        postProcess(exchange -> {});
        play();
    }

    private void play() throws Exception {
        draft.maxConnections = 64;
        draft.maxRequestBytes = 1 << 30;
        // The trailers that the corpus expects to be passed on; by default they are dropped.
        draft.more.put("trailers", new String[] {"X-Sum", "X-Checksum"});
        try (RecordingUpstream upstream = new RecordingUpstream(0)) {
            draft.upstream = URI.create("http://127.0.0.1:" + upstream.port());
            InetSocketAddress address = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), start().uri().getPort());
            CorpusReport report = new CorpusRunner(address, upstream).run(Corpus.all());
            assertThat(report.failures()).as(CorpusText.of(report, false)).isEmpty();
        }
    }
}
