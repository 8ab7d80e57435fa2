package io.hookline.engine.internal.event;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvent.CanaryJudged;
import io.hookline.api.runtime.RuntimeEvent.ConfigurationChanged;
import io.hookline.api.runtime.RuntimeEvent.GenerationPublished;
import io.hookline.api.runtime.RuntimeEvent.GuardActed;
import io.hookline.api.runtime.RuntimeEvent.ReleaseStateChanged;
import io.hookline.api.runtime.RuntimeStats.DrainTimeout;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the runtime, as events for Java Flight Recorder. They cost nothing while it is not used, and calls
 * never pass here. Safe for use by many threads.
 */
public final class RuntimeFlightEvents {

    private RuntimeFlightEvents() {}

    /** Something has happened. */
    static void record(RuntimeEvent event) {
        FlightRecording.emit(() -> commit(event));
    }

    /** A removal has waited for calls. */
    public static void drained(DrainTimeout drain) {
        FlightRecording.emit(() -> commit(drain));
    }

    private static void commit(RuntimeEvent event) {
        Change recorded = changeOf(event);
        if (recorded != null && recorded.isEnabled()) {
            recorded.actor = event.cause().actor().toString();
            recorded.reason = event.cause().reason();
            recorded.commit();
        }
    }

    private static void commit(DrainTimeout drain) {
        Drain event = new Drain();
        if (event.isEnabled()) {
            event.removed = drain.removed();
            event.generation = drain.generation();
            event.waited = drain.waitedMillis();
            event.callsLeft = drain.leasesLeft();
            event.commit();
        }
    }

    private static @Nullable Change changeOf(RuntimeEvent event) {
        if (event instanceof GenerationPublished published) {
            Generation recorded = new Generation();
            recorded.number = published.generation();
            recorded.points = String.join(", ", published.points());
            return recorded;
        } else if (event instanceof ReleaseStateChanged changed) {
            Release recorded = new Release();
            recorded.release = changed.name() + "@" + changed.version();
            recorded.before = changed.before();
            recorded.after = changed.after();
            return recorded;
        } else if (event instanceof GuardActed acted) {
            Guard recorded = new Guard();
            recorded.action = acted.guard().kind().name();
            recorded.point = acted.guard().point();
            recorded.hook = acted.guard().name() + " of " + acted.guard().plugin() + "@"
                    + acted.guard().version();
            recorded.why = acted.guard().reason();
            return recorded;
        } else if (event instanceof CanaryJudged judged) {
            Canary recorded = new Canary();
            recorded.release = judged.name() + "@" + judged.version();
            recorded.verdict = judged.verdict();
            return recorded;
        } else if (event instanceof ConfigurationChanged changed) {
            Configuration recorded = new Configuration();
            recorded.pid = changed.pid();
            recorded.change = changed.change().name();
            return recorded;
        }
        return null;
    }

    /** What all changes have: {@link Cause}. */
    @Category("Hookline")
    @StackTrace(false)
    abstract static class Change extends Event {

        @Label("Actor")
        String actor = "";

        @Label("Reason")
        String reason = "";
    }

    @Name("io.hookline.Generation")
    @Label("Generation Published")
    @Description("New calls run other hooks: a swap, a deployment, a removal, a canary's step")
    static final class Generation extends Change {

        @Label("Generation")
        long number;

        @Label("Changed Hook Points")
        String points = "";
    }

    @Name("io.hookline.Release")
    @Label("Release State")
    @Description("A release has reached another state")
    static final class Release extends Change {

        @Label("Release")
        String release = "";

        @Label("Before")
        String before = "";

        @Label("After")
        String after = "";
    }

    @Name("io.hookline.Guard")
    @Label("Guard Action")
    @Description("A breaker opened or closed, a hook was quarantined, a call hangs or has returned")
    static final class Guard extends Change {

        @Label("Action")
        String action = "";

        @Label("Hook Point")
        String point = "";

        @Label("Hook")
        String hook = "";

        @Label("Cause")
        String why = "";
    }

    @Name("io.hookline.Canary")
    @Label("Canary Verdict")
    @Description("A canary was judged, with a result that changes what it does")
    static final class Canary extends Change {

        @Label("Release")
        String release = "";

        @Label("Verdict")
        String verdict = "";
    }

    @Name("io.hookline.Configuration")
    @Label("Configuration Change")
    @Description("A configuration came, changed, went, or was refused")
    static final class Configuration extends Change {

        @Label("PID")
        String pid = "";

        @Label("Change")
        String change = "";
    }

    @Name("io.hookline.Drain")
    @Label("Drain")
    @Category("Hookline")
    @Description("A removal has waited until no call used what it removed")
    @StackTrace(false)
    static final class Drain extends Event {

        @Label("Removed")
        String removed = "";

        @Label("First Generation Without It")
        long generation;

        @Label("Waited")
        @Timespan(Timespan.MILLISECONDS)
        long waited;

        @Label("Calls Left")
        long callsLeft;
    }
}
