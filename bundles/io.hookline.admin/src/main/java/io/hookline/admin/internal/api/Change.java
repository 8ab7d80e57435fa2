package io.hookline.admin.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.admin.internal.access.Caller;
import io.hookline.admin.internal.http.RunningOperation;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandConsole;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A change that was begun, and how far it is. Safe for use by many threads. */
final class Change implements CommandConsole {

    private static final int MOST_STEPS = 200;

    private final String id;
    private final String action;
    private final ChangeLine line;
    private final Caller caller;
    private final String reason;
    private final Clock clock;
    private final String started;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    /** Guarded by this object, as the others are. */
    private final Deque<String> steps = new ArrayDeque<>();

    private long counted;
    private State state = State.RUNNING;
    private @Nullable String ended;
    private @Nullable String failure;
    private @Nullable JsonNode result;
    private @Nullable RunningOperation operation;

    Change(String id, String action, ChangeLine line, Caller caller, String reason, Clock clock) {
        this.id = id;
        this.action = action;
        this.line = line;
        this.caller = caller;
        this.reason = reason;
        this.clock = clock;
        this.started = clock.instant().toString();
    }

    String id() {
        return id;
    }

    Caller caller() {
        return caller;
    }

    String reason() {
        return reason;
    }

    ChangeLine line() {
        return line;
    }

    synchronized void runsAs(RunningOperation running) {
        operation = running;
    }

    @Override
    public void print(String text) {
        synchronized (this) {
            counted++;
            if (steps.size() == MOST_STEPS) {
                steps.removeFirst();
            }
            steps.addLast(text.strip());
        }
        watchers.forEach(Runnable::run);
    }

    @Override
    public void redraw(String text) {
        print(text);
    }

    @Override
    public boolean keepsProgressApart() {
        return true;
    }

    /** Its command has ended. */
    void ended(CommandAnswer answer) {
        String why = answer.failure();
        JsonNode data = why == null ? JsonBody.parse(answer.text()) : null;
        end(
                why == null
                        ? State.DONE
                        : answer.status() == CommandAnswer.Status.INTERRUPTED ? State.CANCELLED : State.FAILED,
                why,
                data);
    }

    /** It ends without its command. */
    void failed(State how, String why) {
        end(how, why, null);
    }

    private void end(State how, @Nullable String why, @Nullable JsonNode data) {
        synchronized (this) {
            if (state != State.RUNNING) {
                return;
            }
            state = how;
            failure = why;
            result = data;
            ended = clock.instant().toString();
        }
        watchers.forEach(Runnable::run);
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    /**
     * Interrupts it.
     *
     * @return false if it has ended already
     */
    boolean cancel() {
        RunningOperation running;
        synchronized (this) {
            if (state != State.RUNNING) {
                return false;
            }
            running = operation;
        }
        if (running != null && running.cancel()) {
            failed(State.CANCELLED, "Cancelled before it began");
        }
        return true;
    }

    /** Calls back after each step and at the end, until the answer is run. */
    Runnable watch(Runnable added) {
        watchers.add(added);
        return () -> watchers.remove(added);
    }

    /** The steps after the first so many, and how many there are now. */
    synchronized Steps after(long known) {
        List<String> kept = new ArrayList<>(steps);
        long first = counted - kept.size();
        int from = (int) Math.min(kept.size(), Math.max(0, known - first));
        return new Steps(kept.subList(from, kept.size()), counted, state != State.RUNNING);
    }

    synchronized View view() {
        return new View(
                id,
                action,
                line.shown(),
                caller.actor().toString(),
                reason,
                state,
                started,
                ended,
                List.copyOf(steps),
                failure,
                result);
    }

    /** How it stands. */
    enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /** Some steps. */
    record Steps(List<String> texts, long count, boolean ended) {}

    /**
     * What is shown.
     *
     * @param command the command line that does the same
     * @param result the command's data; null before it is done
     */
    record View(
            String id,
            String action,
            String command,
            String actor,
            String reason,
            State state,
            String started,
            @Nullable String ended,
            List<String> steps,
            @Nullable String failure,
            @Nullable JsonNode result) {}
}
