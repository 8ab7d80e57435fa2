package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.Workload;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The contenders in the order of the tables. */
public enum Row {
    DIRECT("direct calls", Kind.LEADING, Direct::of),
    DIRECT_CONCRETE("direct calls, concrete classes", Kind.OF_EIGHT, DirectConcrete::of),
    HOOKLINE_COMPILED("Hookline", Kind.LEADING, Hookline::compiled),
    HOOKLINE_CHANGED("Hookline, after 100 changes", Kind.LEADING_OF_EIGHT, Hookline::changed),
    HOOKLINE_CHANGED_LONG("Hookline, after 200 changes", Kind.LONG, Hookline::changedLong),
    HOOKLINE_PRIMITIVES("Hookline, primitives", Kind.OTHER, HooklineShapes::primitives),
    HOOKLINE_CHECKED("Hookline, checked exception", Kind.OTHER, HooklineShapes::checked),
    HOOKLINE_MEGAMORPHIC("Hookline, 20 points in turn", Kind.OTHER, HooklineMegamorphic::new),
    HOOKLINE_FENCED("Hookline, fenced", Kind.LEADING, Hookline::fenced),
    HOOKLINE_IN_SCOPE("Hookline, inside a scope", Kind.LEADING_OF_EIGHT, Hookline::inOpenScope),
    HOOKLINE_OWN_SCOPE("Hookline, with a scope of its own", Kind.OTHER, Hookline::inOwnScope),
    HOOKLINE_BOUND("Hookline, bound by configuration", Kind.OTHER, Hookline::bound),
    HOOKLINE_INLINE("Hookline, inline, not watched", Kind.RUNG, Rung::inline),
    HOOKLINE_INTERRUPTED("Hookline, watched with interrupt", Kind.RUNG, Rung::interrupted),
    HOOKLINE_POOL("Hookline, threads of its own", Kind.RUNG, Rung::pool),
    HOOKLINE_REFUSED("Hookline, and one more whose breaker is open", Kind.RUNG, Rung::oneRefused),
    HOOKLINE_THROWING("Hookline, and one more that throws", Kind.RUNG, Rung::oneThrows),
    HOOKLINE_LOOP("Hookline, not compiled", Kind.LEADING, Hookline::loop),
    DIRECT_ASYNC("direct calls, asynchronous", Kind.OF_EIGHT, DirectAsync::new),
    HOOKLINE_ASYNC("Hookline, asynchronous", Kind.OTHER, HooklineAsync::new),
    ARRAY("volatile array, loop", Kind.LEADING, ArrayLoop::new),
    COPY_ON_WRITE("CopyOnWriteArrayList", Kind.LEADING, CopyOnWriteLoop::new),
    CURSOR("servlet-style chain", Kind.LEADING, CursorChain::new),
    PF4J_CACHED("PF4J, list kept by the caller", Kind.OF_EIGHT, Pf4j::cached),
    PF4J("PF4J getExtensions()", Kind.OF_EIGHT, Pf4j::getExtensions),
    SPRING("Spring application events", Kind.OTHER, SpringEvents::new),
    MBASSADOR("MBassador", Kind.OF_EIGHT, Mbassador::new),
    GUAVA("Guava EventBus", Kind.OTHER, GuavaBus::new),
    NETTY("Netty pipeline", Kind.OTHER, NettyPipeline::new),
    TRACKER("ServiceTracker getServices()", Kind.UNORDERED, Tracker::getServices),
    TRACKER_ORDERED("ServiceTracker getTracked()", Kind.OTHER, Tracker::getTracked),
    EVENT_ADMIN_NO_TIMEOUT("EventAdmin, no timeout", Kind.UNORDERED, FelixEventAdmin::withoutTimeout),
    EVENT_ADMIN("EventAdmin", Kind.UNORDERED, FelixEventAdmin::asDelivered);

    /** The lengths of chains that are measured. */
    public static final List<Integer> LENGTHS = List.of(0, 1, 4, 8, 32);

    /** The length that all are measured at. */
    public static final int USUAL_LENGTH = 8;

    /** The lengths of long chains, at which direct calls and chains that have changed are measured. */
    public static final List<Integer> LONG_LENGTHS = List.of(32, 100);

    private final String label;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // References to methods.
    private final BiFunction<Workload, List<BenchmarkedHook>, Contender> start;

    Row(String label, Kind kind, Function<List<BenchmarkedHook>, Contender> start) {
        this(label, kind, (workload, hooks) -> start.apply(hooks));
    }

    Row(String label, Kind kind, BiFunction<Workload, List<BenchmarkedHook>, Contender> start) {
        this.label = label;
        this.kind = kind;
        this.start = start;
    }

    /** The name in tables. */
    public String label() {
        return label;
    }

    /** Whether even a quick run measures it with both workloads. */
    public boolean isLeading() {
        return kind == Kind.LEADING || kind == Kind.LEADING_OF_EIGHT;
    }

    /** Whether it has a line in the table of lengths. */
    public boolean isMeasuredByLength() {
        return kind == Kind.LEADING;
    }

    /**
     * Whether it measures the cost of guards: it is measured with one hook, too, and in a quick run only on request.
     */
    public boolean isRung() {
        return kind == Kind.RUNG;
    }

    /** Whether it measures long chains. */
    public boolean isLong() {
        return kind == Kind.LONG;
    }

    /** Whether it calls hooks in their given order. */
    public boolean isOrdered() {
        return kind != Kind.UNORDERED;
    }

    /** Whether it can call chains of this length. */
    public boolean supports(int length) {
        if (kind == Kind.RUNG) {
            return length == USUAL_LENGTH || length == 1;
        }
        if (kind == Kind.LONG) {
            return length == USUAL_LENGTH || LONG_LENGTHS.contains(length);
        }
        return length == USUAL_LENGTH || (kind != Kind.OF_EIGHT && kind != Kind.LEADING_OF_EIGHT);
    }

    /** Starts it with fresh hooks. */
    public Contender start(Workload workload, int length) {
        return start.apply(workload, workload.hooks(length));
    }

    private enum Kind {
        /** Main contenders, at all lengths. */
        LEADING,
        /** Main contenders, at the usual length. */
        LEADING_OF_EIGHT,
        OTHER,
        /** At the usual and at long lengths. */
        LONG,
        /** Guarded in some way. */
        RUNG,
        /** Cannot call two hooks of one class, or was written for eight. */
        OF_EIGHT,
        /** Calls in any order. */
        UNORDERED
    }
}
