package io.hookline.common.httpoutput;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivers records by requests of a limited size, and finds a result for each record:
 *
 * <pre>
 * batch ─► requests ─┬─ success: what the protocol reads in the answer
 *                    ├─ later: this request and all further ones wait
 *                    ├─ a certain record is wrong: it is sent alone, and so are those before and after it
 *                    └─ some record is wrong: the two halves are sent, until the wrong one is alone
 * </pre>
 *
 * A record that is refused alone is rejected. For one thread at a time.
 */
public final class HttpOutput implements ClosableOutput {

    private final HttpSettings settings;
    private final HttpProtocol protocol;
    private final HttpSender sender;

    /** Connects to nothing yet. */
    public HttpOutput(HttpSettings settings, HttpProtocol protocol) {
        this(settings, protocol, new HttpSender(settings));
    }

    /** With the sender that the protocol uses for other requests, too. */
    public HttpOutput(HttpSettings settings, HttpProtocol protocol, HttpSender sender) {
        this.settings = settings;
        this.protocol = protocol;
        this.sender = sender;
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws InterruptedException {
        @Nullable Delivery[] results = new Delivery[entries.size()];
        Deque<List<Integer>> waiting = requests(entries);
        Delivery later = null;
        while (later == null && !waiting.isEmpty()) {
            later = send(entries, waiting.removeFirst(), results, waiting);
        }
        List<Delivery> all = new ArrayList<>();
        for (Delivery result : results) {
            if (result == null && later == null) {
                throw new IllegalStateException("a record has no result");
            }
            all.add(result == null ? later : result);
        }
        return all;
    }

    @Override
    public void close() {
        sender.close();
    }

    /**
     * Sends one request.
     *
     * @return what happens to all records without a result; null to go on
     */
    private @Nullable Delivery send(
            List<AuditEntry> entries, List<Integer> places, @Nullable Delivery[] results, Deque<List<Integer>> waiting)
            throws InterruptedException {
        List<AuditEntry> part = places.stream().map(entries::get).toList();
        try {
            Answer answer = sender.send(protocol.call(part));
            if (answer.isSuccess()) {
                return settle(protocol.results(answer, part), places, results);
            }
            return judge(protocol.verdict(answer), places, results, waiting);
        } catch (IOException e) {
            return Delivery.retry(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Delivery settle(List<Delivery> given, List<Integer> places, @Nullable Delivery[] results)
            throws IOException {
        if (given.size() != places.size()) {
            throw new IOException("the answer has " + given.size() + " results for " + places.size() + " records");
        }
        Delivery later = null;
        for (int i = 0; i < given.size(); i++) {
            results[places.get(i)] = given.get(i);
            if (given.get(i) instanceof Delivery.Retry) {
                later = given.get(i);
            }
        }
        return later;
    }

    private static @Nullable Delivery judge(
            Verdict verdict, List<Integer> places, @Nullable Delivery[] results, Deque<List<Integer>> waiting) {
        if (verdict instanceof Verdict.Later later) {
            return Delivery.retryAfter(later.pause(), later.reason());
        }
        if (places.size() == 1) {
            results[places.get(0)] = Delivery.rejected(verdict.reason());
            return null;
        }
        // A record is rejected only if it is refused alone: receivers do not agree on how they number records.
        int at = verdict instanceof Verdict.WrongRecordAt wrong ? wrong.index() : -1;
        boolean isKnown = at >= 0 && at < places.size();
        int from = isKnown ? at : places.size() / 2;
        int to = isKnown ? at + 1 : from;
        for (List<Integer> part :
                List.of(places.subList(to, places.size()), places.subList(from, to), places.subList(0, from))) {
            if (!part.isEmpty()) {
                waiting.addFirst(part);
            }
        }
        return null;
    }

    /** The places of the records of each request. */
    private Deque<List<Integer>> requests(List<AuditEntry> entries) {
        Deque<List<Integer>> requests = new ArrayDeque<>();
        List<Integer> current = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            int size = entries.get(i).json().length();
            if (!current.isEmpty()
                    && (current.size() >= settings.batchRecords() || bytes + size > settings.batchBytes())) {
                requests.add(current);
                current = new ArrayList<>();
                bytes = 0;
            }
            current.add(i);
            bytes += size;
        }
        requests.add(current);
        return requests;
    }
}
