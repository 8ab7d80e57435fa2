package io.hookline.admin.internal.api;

import io.hookline.admin.internal.http.EventStream;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.common.json.Json;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Role;
import io.hookline.shell.feed.EventEntry;
import io.hookline.shell.feed.EventFeed;
import io.hookline.shell.feed.EventFilter;
import io.hookline.shell.feed.LogEntry;
import io.hookline.shell.feed.LogFeed;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens, live: the runtime's events, and the log. Safe for use by many threads. */
final class StreamResources implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamResources.class);
    private static final int MOST_LINES = 1_000;
    private static final int DEFAULT_LATEST = 100;
    private static final int LONGEST_FILTER = 500;
    private static final long POLL_MS = 500;

    private final EventFeed events;
    private final LogFeed log;
    private final StreamLimit limit;
    private final ScheduledExecutorService readers =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("hookline-admin-log", true));

    StreamResources(EventFeed events, LogFeed log, StreamLimit limit) {
        this.events = events;
        this.log = log;
        this.limit = limit;
    }

    List<Resource> all() {
        return List.of(
                new Resource(
                        "streamEvents", HttpMethod.GET, "/v1/events", Role.VIEWER, Kind.READING, this::streamEvents),
                new Resource("streamLogs", HttpMethod.GET, "/v1/logs", Role.OPERATOR, Kind.READING, this::streamLogs));
    }

    private void streamEvents(Request request, Reply reply) throws Problem {
        EventFilter filter = filter(request.query("filter"));
        if (!reply.hasEvents()) {
            int latest = request.number("latest", 0, EventFeed.MOST, DEFAULT_LATEST);
            reply.json(Json.of(events.latest(latest, filter)));
            return;
        }
        int latest = request.number("latest", 0, EventFeed.MOST, 0);
        String last = request.header("Last-Event-ID");
        List<EventEntry> first = last.isEmpty() ? events.latest(latest, filter) : List.of();
        long known = last.isEmpty()
                ? (first.isEmpty() ? events.last() : first.get(first.size() - 1).number())
                : id(last);
        limit.open(request.who(), reply, new Events(events, filter, first, known));
    }

    private static EventFilter filter(String text) throws Problem {
        if (text.length() > LONGEST_FILTER) {
            throw Problem.malformed("\"filter\" has at most " + LONGEST_FILTER + " characters");
        }
        try {
            return EventFilter.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("\"filter\": " + Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private static long id(String text) throws Problem {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw Problem.malformed("Last-Event-ID is the number of an event");
        }
    }

    private void streamLogs(Request request, Reply reply) throws Problem {
        int latest = request.number("latest", 0, MOST_LINES, DEFAULT_LATEST);
        LogFeed.Tail tail;
        try {
            tail = log.tail(latest, entry -> true);
            if (!reply.hasEvents()) {
                try (tail) {
                    reply.json(Json.of(tail.next()));
                }
                return;
            }
        } catch (IOException e) {
            throw new Problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "The log cannot be read: " + e.getMessage());
        }
        try {
            limit.open(request.who(), reply, new Lines(tail, readers));
        } catch (Problem e) {
            tail.close();
            throw e;
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }

    /** The events that pass. Used by one I/O thread. */
    private static final class Events implements EventStream.Source {

        private final EventFeed feed;
        private final EventFilter filter;
        private final Deque<EventEntry> waiting;
        private long known;

        Events(EventFeed feed, EventFilter filter, List<EventEntry> first, long known) {
            this.feed = feed;
            this.filter = filter;
            this.waiting = new ArrayDeque<>(first);
            this.known = known;
        }

        @Override
        public Runnable open(EventStream stream) {
            EventFeed.Watch watch = feed.watch(stream::wake);
            return watch::close;
        }

        /** What the client cannot take now stays in the feed, until later events take its place. */
        @Override
        public void send(EventStream stream) {
            while (stream.isWritable()) {
                EventEntry next = waiting.poll();
                if (next != null) {
                    stream.send("event", Long.toString(next.number()), next);
                } else if (!more(stream)) {
                    return;
                }
            }
        }

        private boolean more(EventStream stream) {
            if (feed.last() <= known && known <= feed.last()) {
                return false;
            }
            EventFeed.Page page = feed.after(known);
            if (page.missed() > 0) {
                stream.send("missed", null, Map.of("count", page.missed()));
            }
            known = feed.last();
            if (!page.events().isEmpty()) {
                known = page.events().get(page.events().size() - 1).number();
            }
            page.events().stream().filter(filter::passes).forEach(waiting::add);
            return !page.events().isEmpty();
        }
    }

    /** The entries of the log. Read by a thread of their own, sent by one I/O thread. */
    private static final class Lines implements EventStream.Source {

        private final LogFeed.Tail tail;
        private final ScheduledExecutorService reader;

        /** Read, and not sent yet; guarded by itself. */
        private final Deque<LogEntry> waiting = new ArrayDeque<>();

        Lines(LogFeed.Tail tail, ScheduledExecutorService reader) {
            this.tail = tail;
            this.reader = reader;
        }

        @Override
        public Runnable open(EventStream stream) {
            ScheduledFuture<?> polling =
                    reader.scheduleWithFixedDelay(() -> read(stream), 0, POLL_MS, TimeUnit.MILLISECONDS);
            return () -> {
                polling.cancel(false);
                reader.execute(tail::close);
            };
        }

        /** Reads on only when the client has taken what was read: the file waits for it. */
        private void read(EventStream stream) {
            try {
                synchronized (waiting) {
                    if (!waiting.isEmpty()) {
                        return;
                    }
                }
                List<LogEntry> next = tail.next();
                if (!next.isEmpty()) {
                    synchronized (waiting) {
                        waiting.addAll(next);
                    }
                    stream.wake();
                }
            } catch (IOException | RuntimeException e) {
                LOG.debug("the log cannot be read", e);
            }
        }

        @Override
        public void send(EventStream stream) {
            while (stream.isWritable()) {
                LogEntry next;
                synchronized (waiting) {
                    next = waiting.poll();
                }
                if (next == null) {
                    return;
                }
                stream.send("log", null, next);
            }
        }
    }
}
