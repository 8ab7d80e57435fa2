package io.hookline.faults.process;

import io.hookline.faults.ledger.CallObservation;
import io.hookline.faults.ledger.CallVerdict;
import io.hookline.faults.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The gateway as its clients see it: the address, the key, and whether it should serve now. Every call is entered in
 * the ledger. Safe for use by many threads.
 */
public final class Gateway {

    private static final long LONGEST_KEY_FILE = 256;

    private final Ledger ledger;
    private final AtomicLong numbers = new AtomicLong();
    private volatile int port;
    private volatile Path keyFile;
    private volatile String lastKey = "none";
    /** Even while the process should serve; each change is one more. */
    private final AtomicLong phase = new AtomicLong(1);

    /** Not serving yet. */
    public Gateway(Ledger ledger, int port, Path keyFile) {
        this.ledger = ledger;
        this.port = port;
        this.keyFile = keyFile;
    }

    /** Moves to another process and data folder. */
    public void moveTo(int newPort, Path newKeyFile) {
        port = newPort;
        keyFile = newKeyFile;
        lastKey = "none";
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** From now on requests with a key must get an answer, until {@link #expectGaps}. */
    public void expectAnswers() {
        phase.updateAndGet(now -> now % 2 == 0 ? now : now + 1);
    }

    /** From now on there may be no answer: the process ends, is down, or starts. */
    public void expectGaps() {
        phase.updateAndGet(now -> now % 2 == 0 ? now + 1 : now);
    }

    /** Makes a request with the valid key. */
    public CallVerdict callWithKey() {
        return call(key(), true).verdict();
    }

    /** Makes a request with the valid key, and returns the header fields of the response; empty if there is none. */
    Map<String, String> headers() {
        return call(key(), true).headers();
    }

    /** Makes a request without a key. */
    public CallVerdict callWithoutKey() {
        return call(null, false).verdict();
    }

    /** Makes a request with a key that is not valid. */
    public CallVerdict callWithWrongKey() {
        return call("not-" + key(), false).verdict();
    }

    /** Asks another port of the process without a key: if anything answers there, it must refuse. */
    public void probe(int otherPort) {
        try {
            GatewayCall answer = GatewayCall.get(otherPort, "/records", null, false);
            CallObservation seen = new CallObservation(false, answer.status(), false, false, "");
            ledger.call(seen, "GET /records at port " + otherPort);
        } catch (IOException e) {
            // Nothing that speaks HTTP.
        }
    }

    private Seen call(@Nullable String key, boolean isValid) {
        String path = "/call/" + numbers.incrementAndGet();
        long before = phase.get();
        try {
            GatewayCall answer = GatewayCall.get(port, path, key, isValid);
            boolean isOwn = answer.body().equals(Upstream.answerTo(path));
            CallObservation seen = new CallObservation(isValid, answer.status(), isOwn, false, "");
            return new Seen(ledger.call(seen, path), new TreeMap<>(answer.headers()));
        } catch (IOException e) {
            boolean steady = before % 2 == 0 && phase.get() == before;
            CallObservation seen = new CallObservation(isValid, 0, false, steady, e.toString());
            return new Seen(ledger.call(seen, path), Map.of());
        }
    }

    /** The key, or the last one that could be read: the file may be damaged at the moment. */
    private String key() {
        try {
            if (Files.isRegularFile(keyFile) && Files.size(keyFile) < LONGEST_KEY_FILE) {
                String read = Files.readString(keyFile).strip();
                if (read.matches("[\\w-]{8,}")) {
                    lastKey = read;
                }
            }
        } catch (IOException e) {
            // Damaged; the last key stays.
        }
        return lastKey;
    }

    private record Seen(CallVerdict verdict, Map<String, String> headers) {}
}
