package io.hookline.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.metrics.internal.Exposition.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What many scrapers cost. */
@Timeout(60)
final class ExpositionTest {

    private static final int SCRAPERS = 32;

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final Exposition exposition = new Exposition(
            List.of(families -> families.gauge("hookline_reads", "Reads").add(reads.incrementAndGet())), nanos::get);

    @AfterEach
    void close() {
        exposition.close();
    }

    @Test
    void readsOnceForAStormOfScrapes() throws Exception {
        ExecutorService scrapers = Executors.newFixedThreadPool(SCRAPERS);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < SCRAPERS; i++) {
                Format format = i % 2 == 0 ? Format.PROMETHEUS : Format.OPEN_METRICS;
                answers.add(scrapers.submit(() -> {
                    go.await();
                    return exposition.text(format, 10);
                }));
            }
            go.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).contains("hookline_reads 1.0");
            }
        } finally {
            scrapers.shutdownNow();
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void readsAgainAfterASecond() throws Exception {
        assertThat(exposition.text(Format.PROMETHEUS, 10)).contains("hookline_reads 1.0");
        nanos.set(Exposition.SHARED_NANOS - 1);
        assertThat(exposition.text(Format.PROMETHEUS, 10)).contains("hookline_reads 1.0");
        nanos.set(Exposition.SHARED_NANOS);
        assertThat(exposition.text(Format.OPEN_METRICS, 10)).contains("hookline_reads 2.0");
    }

    @Test
    void choosesTheFormatThatTheClientAccepts() throws Exception {
        assertThat(Format.of("")).isEqualTo(Format.PROMETHEUS);
        assertThat(Format.of("text/html,*/*")).isEqualTo(Format.PROMETHEUS);
        Format chosen =
                Format.of("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        assertThat(chosen).isEqualTo(Format.OPEN_METRICS);
        assertThat(chosen.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(exposition.text(chosen, 10)).endsWith("# EOF\n");
        assertThat(Format.PROMETHEUS.contentType()).startsWith("text/plain; version=0.0.4");
        assertThat(exposition.text(Format.PROMETHEUS, 10)).doesNotContain("# EOF");
    }
}
